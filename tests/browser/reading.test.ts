import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { inBrowser, scan } from './room.ts';

const STORY = `Ferry fares rise 🚢

Cafe\u0301 owner Zo\u00eb Marsh \u{1F469}\u{1F3FD}\u200D\u{1F373} says the “night boat” carried 412 people on 3 May. The crossing opened in 1931.

\u05D4\u05DE\u05E2\u05D1\u05D5\u05E8\u05EA \u05E0\u05E4\u05EA\u05D7\u05D4 \u05D1\u05E9\u05E0\u05EA 1931.

Half of the deckhands live on the islands.`;

interface Claim {
  exact: string;
  start: number;
  end: number;
}

inBrowser('reading and marking', (room) => {
  const bringIn = () => room.tell<{ id: string }>('/articles', { title: 'Ferry fares', body: STORY });

  test.each([
    'the “night boat” carried 412 people',
    'people on 3 May. The crossing opened',
    'נפתחה בשנת',
    'live on the islands.',
  ])('words drawn over with the mouse become a claim: %s', async (words) => {
    const { id } = await bringIn();
    await room.sit(async (page) => {
      await page.goto(`/articles/${id}`);
      await drawOver(page, words);
      await page.getByRole('button', { name: 'Mark as claim' }).click();
      await page.waitForURL('**/claims/*');
      const { exact, start, end } = await ask<Claim>(page, `/api/v1${new URL(page.url()).pathname}`);
      expect(exact).toBe(words);
      expect([start, end]).toEqual([STORY.indexOf(words), STORY.indexOf(words) + words.length]);
      expect(await scan(page)).toEqual([]);
    });
  });

  test('words that are drawn over can be worded before they are a claim', async () => {
    const { id } = await bringIn();
    await room.sit(async (page) => {
      await page.goto(`/articles/${id}`);
      await drawOver(page, 'opened in 1931');
      expect(await scan(page)).toEqual([]);
      await page.getByRole('link', { name: 'Word it first' }).click();
      await page.getByLabel('Statement').fill('The ferry crossing opened in 1931.');
      await page.getByRole('button', { name: 'Mark as a claim' }).click();
      await page.waitForURL('**/claims/*');
      const claim = await ask<Claim & { statement: string }>(page, `/api/v1${new URL(page.url()).pathname}`);
      expect(claim).toMatchObject({ exact: 'opened in 1931', statement: 'The ferry crossing opened in 1931.' });
    });
  });

  test('the offer goes when the words are let go, and what surrounds the text offers nothing', async () => {
    await room.sit(async (page) => {
      await page.goto(room.article);
      const offer = page.getByRole('button', { name: 'Mark as claim' });
      await drawOver(page, 'sensitive cybersecurity information');
      await offer.waitFor();
      await page.getByRole('heading', { level: 1 }).click();
      await offer.waitFor({ state: 'hidden' });
      await page.getByRole('heading', { level: 1 }).dblclick();
      expect(await page.evaluate(() => getSelection()!.toString().trim().length)).toBeGreaterThan(0);
      expect(await offer.isVisible()).toBe(false);
    });
  });

  test('somebody who hears the text hears where a claim begins, its status, and where it ends', async () => {
    await room.sit(async (page) => {
      await page.goto(room.article);
      const heard = await page.getByRole('article', { name: 'The text' }).ariaSnapshot();
      const claims = [...heard.matchAll(/link "Claim (\d+), ([^":]+):[^"]*"/g)];
      expect(claims.length).toBeGreaterThan(15);
      expect(claims.map(([, , status]) => status)).toEqual(
        expect.arrayContaining(['Verified', 'Unverified', 'Incorrect', 'Needs context']),
      );
      for (const { 1: number, index } of claims) {
        expect(heard.indexOf(`(end of Claim ${number})`), `the end of claim ${number}`).toBeGreaterThan(index);
      }
    });
  });

  test('the marks can be switched off as a whole, and stay off', async () => {
    await room.sit(async (page) => {
      await page.goto(room.article);
      const text = page.getByRole('article', { name: 'The text' });
      const words = 'Microsoft lets the government in on flaws in its software';
      const lines = () =>
        text.locator('.words').evaluateAll(
          (all) =>
            all.filter((each) => {
              const { textDecorationLine, borderBottomStyle, backgroundImage } = getComputedStyle(each);
              return textDecorationLine !== 'none' || borderBottomStyle !== 'none' || backgroundImage !== 'none';
            }).length,
        );
      expect(await lines()).toBeGreaterThan(0);
      expect(await text.ariaSnapshot()).toMatch(/Claim 1, .*end of Claim 1\b/s);

      await page.getByRole('checkbox', { name: 'Marks in the text' }).uncheck();
      for (const time of ['now', 'after a reload']) {
        const heard = await text.ariaSnapshot();
        expect(heard, time).not.toMatch(/Claim \d|end of/);
        expect(heard, time).toContain(words);
        expect(await text.getByRole('link').count(), time).toBe(0);
        expect(await lines(), time).toBe(0);
        await page.reload();
      }
      expect(await scan(page)).toEqual([]);

      await page.getByRole('checkbox', { name: 'Marks in the text' }).check();
      expect(await text.ariaSnapshot()).toContain('Claim 1, ');
    });
  });
});

/** Draws the mouse over words of the text, from before the first character to behind the last. */
async function drawOver(page: Page, words: string): Promise<void> {
  const { from, to } = await page.getByRole('article', { name: 'The text' }).evaluate((text, words) => {
    const nodes = [...text.querySelectorAll('[data-start]')].map((piece) => piece.firstChild as Text);
    const start = nodes
      .map((node) => node.data)
      .join('')
      .indexOf(words);
    const characterAt = (offset: number) => {
      let left = offset;
      const node = nodes.find((each) => left < each.length || ((left -= each.length), false))!;
      const range = document.createRange();
      range.setStart(node, left);
      range.setEnd(node, left + 1);
      return range;
    };
    const first = characterAt(start);
    const last = characterAt(start + words.length - 1);
    first.startContainer.parentElement!.scrollIntoView({ block: 'center', behavior: 'instant' });
    const rightToLeft = /\p{Script=Hebrew}/u.test(words);
    const edge = (range: Range, ahead: boolean) => {
      const { left, right, top, height } = range.getBoundingClientRect();
      return { x: ahead === rightToLeft ? right - 1 : left + 1, y: top + height / 2 };
    };
    return { from: edge(first, true), to: edge(last, false) };
  }, words);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 5 });
  await page.mouse.up();
}

async function ask<T>(page: Page, path: string): Promise<T> {
  return (await (await page.request.get(path)).json()) as T;
}
