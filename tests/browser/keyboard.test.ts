import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { inBrowser, scan } from './room.ts';

inBrowser('at the keyboard', (room) => {
  test('j and k go through the claims, Enter opens one, and n finds the next sentence nobody has looked at', async () => {
    await room.sit(async (page) => {
      await page.goto(room.article);
      const rows = page.getByRole('region', { name: /claims/ }).locator('li.row');
      const inRow = () => rows.evaluateAll((all) => all.findIndex((row) => row.contains(document.activeElement)));
      await page.keyboard.press('j');
      expect(await inRow()).toBe(0);
      await page.keyboard.press('j');
      await page.keyboard.press('j');
      expect(await inRow()).toBe(2);
      await page.keyboard.press('k');
      expect(await inRow()).toBe(1);
      expect(await focusIsSeen(page)).toBe(true);

      await page.keyboard.press('n');
      const first = await focused(page);
      expect(first).toMatch(/^Sentence \d+: Untouched$/);
      await page.keyboard.press('n');
      expect(await focused(page)).toMatch(/^Sentence \d+: Untouched$/);
      expect(await focused(page)).not.toBe(first);

      await page.reload();
      await toFirstClaim(page);
      await page.keyboard.press('Enter');
      await page.waitForURL('**/claims/*');
      await page.keyboard.press('j');
      await page.getByRole('heading', { name: 'Claim 2' }).waitFor();
      await page.keyboard.press('k');
      await page.getByRole('heading', { name: 'Claim 1' }).waitFor();
    });
  });

  test('e and f go to the evidence and the finding, from the list and on the claim', async () => {
    await room.sit(async (page) => {
      await page.goto(room.article);
      await toFirstClaim(page);
      await page.keyboard.press('f');
      await page.waitForURL('**/claims/*#finding');
      expect(await focusIsIn(page, 'Finding')).toBe(true);
      await page.goto(room.article);
      await toFirstClaim(page);
      await page.keyboard.press('e');
      await page.waitForURL('**/claims/*#evidence');
      expect(await focusIsIn(page, 'Evidence')).toBe(true);
      await page.keyboard.press('f');
      expect(await focusIsIn(page, 'Finding')).toBe(true);
    });
  });

  test('a and d decide on one suggestion after the other', async () => {
    await room.sit(async (page) => {
      await page.goto(`${room.article}?suggestions=open`);
      const rows = page.getByRole('region', { name: /suggestion/ }).locator('li.row');
      const before = await rows.count();
      // Nothing is decided on before somebody has come to it.
      await page.keyboard.press('d');
      expect(await rows.count()).toBe(before);
      expect(await rows.first().evaluate((row) => row.contains(document.activeElement))).toBe(true);
      for (const [times, key] of ['d', 'a'].entries()) {
        await page.keyboard.press(key);
        await page.waitForURL('**?suggestions=open#suggestion-*');
        await expect.poll(() => rows.count()).toBe(before - times - 1);
      }
    });
  });

  test('no key acts while a field has the focus', async () => {
    await room.sit(async (page) => {
      await page.goto(room.article);
      await page.keyboard.press('/');
      const search = page.getByRole('searchbox');
      expect(await search.evaluate((field) => field === document.activeElement)).toBe(true);
      await page.keyboard.type('jkn/?ef');
      expect(await search.inputValue()).toBe('jkn/?ef');
      expect(await page.locator(':popover-open').count()).toBe(0);

      await page.getByRole('link', { name: 'Claim 1', exact: true }).click();
      await page.waitForURL('**/claims/*');
      const address = page.url();
      await page.keyboard.press('f');
      await page.getByLabel('Reason').fill('');
      await page.getByLabel('Reason').pressSequentially('jkef?/n');
      expect(await page.getByLabel('Reason').inputValue()).toBe('jkef?/n');
      expect(page.url()).toBe(address);
    });
  });

  test('the keys are listed, and can be switched off for good', async () => {
    await room.sit(async (page) => {
      await page.goto(room.article);
      const list = page.getByRole('dialog', { name: 'Keys' });
      await page.keyboard.press('?');
      await list.waitFor();
      await list.getByRole('checkbox').uncheck();
      await page.keyboard.press('Escape');
      await list.waitFor({ state: 'hidden' });
      for (const time of ['now', 'after a reload']) {
        const before = await focused(page);
        for (const key of ['j', 'n', '/', '?']) await page.keyboard.press(key);
        expect(await focused(page), time).toBe(before);
        expect(await list.isVisible(), time).toBe(false);
        await page.reload();
      }
      await page.getByRole('button', { name: /^Keys/ }).click();
      await list.getByRole('checkbox').check();
      await page.keyboard.press('Escape');
      await toFirstClaim(page);
    });
  });

  test('a whole claim is checked without a mouse, and the focus is where the work was saved', async () => {
    await room.sit(async (page) => {
      await page.goto(room.article);
      await page.keyboard.press('n');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      expect(await focused(page)).toBe('Mark as a claim');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/claims/new*');
      expect(await scan(page)).toEqual([]);
      await tabTo(page, 'Mark as a claim');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: /^Claim \d+$/ }).waitFor();

      await page.keyboard.press('e');
      await tabTo(page, 'New source');
      await page.keyboard.press('Enter');
      await tabTo(page, 'Title');
      await page.keyboard.type('Minutes of the harbour board');
      await tabTo(page, 'Link the evidence');
      await page.keyboard.press('Enter');
      await page.waitForURL('**#evidence');
      await page.getByRole('link', { name: 'Minutes of the harbour board', exact: true }).waitFor();
      expect(await focusIsIn(page, 'Evidence')).toBe(true);

      await page.keyboard.press('f');
      await page.keyboard.press('ArrowDown');
      await tabTo(page, 'Reason');
      await page.keyboard.type('The minutes say so on their first page.');
      await tabTo(page, 'Give the finding');
      await page.keyboard.press('Enter');
      await page.waitForURL('**#finding');
      const finding = page.getByRole('region', { name: 'Finding' });
      await finding.getByText('The minutes say so on their first page.').first().waitFor();
      expect(await focusIsIn(page, 'Finding')).toBe(true);
      expect(await scan(page)).toEqual([]);
    });
  });

  test.each(['/articles', '/articles/new', 'the article', 'the claim', '/sources'])(
    'the focus is seen wherever Tab takes it, and gets through: %s',
    async (place) => {
      await room.sit(async (page) => {
        await page.goto(place.startsWith('/') ? place : room.article);
        if (place === 'the claim') {
          await page.getByRole('link', { name: 'Claim 1', exact: true }).click();
          await page.waitForURL('**/claims/*');
        }
        // Some fields are several stops to Tab, of which the browser draws the last by itself.
        const seen = new Map<string, boolean>();
        for (let steps = 0; steps < 400 && !seen.has('Keys ?'); steps += 1) {
          await page.keyboard.press('Tab');
          const words = await focused(page);
          seen.set(words, seen.get(words) || (await focusIsSeen(page)));
        }
        expect([...seen].filter(([, isSeen]) => !isSeen)).toEqual([]);
        expect([...seen.keys()].at(-1)).toBe('Keys ?');
        expect(seen.size).toBeGreaterThan(5);
      });
    },
  );
});

/** Suggestions are rows of the list too, and may come first. */
async function toFirstClaim(page: Page): Promise<void> {
  for (let steps = 0; steps < 10; steps += 1) {
    await page.keyboard.press('j');
    if ((await focused(page)) === 'Claim 1') return;
  }
  throw new Error('j does not come to claim 1.');
}

/** What has the focus, by the words it shows or is labelled with. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const active = document.activeElement;
    const labels = active && 'labels' in active ? (active.labels as NodeListOf<HTMLElement> | null) : null;
    return (labels?.[0] ?? active)?.textContent?.replaceAll(/\s+/g, ' ').trim() ?? '';
  });
}

function focusIsIn(page: Page, region: string): Promise<boolean> {
  return page
    .getByRole('region', { name: region, exact: true })
    .evaluate((section) => section.contains(document.activeElement));
}

/** Whether what has the focus is on the screen, and drawn as having it. */
function focusIsSeen(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const active = document.activeElement;
    if (!active || active === document.body) return false;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(active);
    const { top, bottom, left, right } = active.getBoundingClientRect();
    const isDrawn = (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
    return isDrawn && bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
  });
}

/** Goes on with Tab until what has the focus begins with these words. */
async function tabTo(page: Page, words: string): Promise<void> {
  for (let steps = 0; steps < 60; steps += 1) {
    if ((await focused(page)).startsWith(words)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not come to “${words}”.`);
}
