import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { inBrowser, misnamed, scan, tooWide } from './room.ts';
import { WAYS } from './ways.ts';

/** Frames, which stand around the others. */
const FRAMES = new Set(['layout', 'standalone']);

const SRC = path.join(import.meta.dirname, '../../src');
const shown = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) => [...readFileSync(path.join(SRC, file), 'utf8').matchAll(/\bview(?:<[^(]*>)?\('([^']+)'\)/g)])
  .map(([, name]) => name!)
  .filter((name) => !FRAMES.has(name));

test('there is a way to every page that the desk shows', () => {
  expect(shown.length).toBeGreaterThan(10);
  expect(shown.filter((name) => !(name in WAYS))).toEqual([]);
});

inBrowser('every page', (room) => {
  test.each(shown)('%s can be read by everyone, on a phone too', async (template) => {
    await room.sit(async (page) => {
      await WAYS[template]!(page, room);
      await expect(page.getByRole('main').count()).resolves.toBe(1);
      await expect(page.getByRole('heading', { level: 1 }).count()).resolves.toBe(1);
      // What a program says where it has nothing to say.
      expect(await page.locator('body').innerText()).not.toMatch(/\b(null|undefined|NaN|Invalid Date)\b|\[object /);
      expect(await scan(page)).toEqual([]);
      expect(await misnamed(page)).toEqual([]);
      expect(await tooWide(page)).toEqual([]);
    });
  });

  test.each(['?sentences=untouched', '?source=none'])(
    'the article filtered by %s can be read by everyone',
    async (filter) => {
      await room.sit(async (page) => {
        await page.goto(room.article + filter);
        expect(await page.getByRole('link', { name: 'Show all' }).count()).toBe(1);
        expect(await scan(page)).toEqual([]);
        expect(await tooWide(page)).toEqual([]);
      });
    },
  );

  test('the list of articles counts as the article does', async () => {
    await room.sit(async (page) => {
      await page.goto('/articles');
      const row = page.getByRole('row').filter({ has: page.locator(`a[href="${room.article}"]`) });
      const listed = (await row.getByRole('cell').allInnerTexts()).filter((text) => /^\d+$/.test(text));
      await page.goto(room.article);
      const counted = async (words: RegExp) =>
        (await page.getByRole('link', { name: words }).innerText()).match(/\d+/)![0];
      expect(listed).toEqual([await counted(/^Claims \d+$/), await counted(/^No source yet \d+$/)]);
    });
  });

  test('what opens over a page can be read by everyone too', async () => {
    await room.sit(async (page) => {
      await page.goto(room.article);
      for (const opener of ['What the marks mean', /^Sentence 6:/, /^Keys/]) {
        await page.getByRole('button', { name: opener }).click();
        const open = page.locator('[popover]:popover-open');
        expect(await open.count()).toBe(1);
        expect(await scan(page, ':popover-open')).toEqual([]);
        await page.keyboard.press('Escape');
        expect(await open.count()).toBe(0);
      }
      await page.getByRole('link', { name: 'Claim 6', exact: true }).click();
      await page.waitForURL('**/claims/*');
      for (const folded of await page.locator('details').all()) {
        await folded.evaluate((each) => each.setAttribute('open', ''));
      }
      expect(await scan(page)).toEqual([]);
      expect(await tooWide(page)).toEqual([]);
    });
  });

  test('a form that is refused keeps what was typed, and leads to what is wrong', async () => {
    await room.sit(async (page) => {
      await page.goto('/articles/new');
      await page.getByLabel('Byline').fill('Nora Whitlock');
      await page.locator('form#article').getByLabel('Address').fill('ftp://calder.example/story');
      await page.locator('form#article').evaluate((form: HTMLFormElement) => (form.noValidate = true));
      await page.getByRole('button', { name: 'Bring it in' }).click();
      await page.getByRole('alert').waitFor();
      expect(await page.getByLabel('Byline').inputValue()).toBe('Nora Whitlock');
      expect(await scan(page)).toEqual([]);
      expect(await tooWide(page)).toEqual([]);
      await page.getByRole('alert').getByRole('link').first().click();
      expect(await page.evaluate(() => document.activeElement?.matches('form#article :is(input, textarea)'))).toBe(
        true,
      );
    });
  });

  test('light and dark are two different pages of paper', async () => {
    await room.sit(async (page) => {
      await page.goto(room.article);
      const paper = async (colorScheme: 'light' | 'dark') => {
        await page.emulateMedia({ colorScheme });
        return page.evaluate(() => {
          const canvas = document.createElement('canvas').getContext('2d')!;
          canvas.fillStyle = getComputedStyle(document.documentElement).backgroundColor;
          if (canvas.fillStyle === '#00000000') canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
          canvas.fillRect(0, 0, 1, 1);
          return canvas.getImageData(0, 0, 1, 1).data[1]!;
        });
      };
      expect(await paper('light')).toBeGreaterThan(200);
      expect(await paper('dark')).toBeLessThan(60);
    });
  });

  test('the report prints as a document', async () => {
    await room.sit(async (page) => {
      await page.goto(`${room.article}/report`);
      await page.emulateMedia({ media: 'print' });
      for (const furniture of ['navigation', 'search', 'contentinfo'] as const) {
        expect(await page.getByRole(furniture).count()).toBe(0);
      }
      expect(await page.getByRole('link', { name: 'As CSV' }).count()).toBe(0);
      expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true);
      expect(await page.getByText('Verified, fix wording').first().isVisible()).toBe(true);
      // Ink on paper, whatever the screen was like.
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      const dark = await page.evaluate(() => getComputedStyle(document.body).color);
      await page.emulateMedia({ media: 'print', colorScheme: 'light' });
      expect(dark).toBe(await page.evaluate(() => getComputedStyle(document.body).color));
      const pdf = await page.pdf({ format: 'A4' });
      expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)!.length).toBeGreaterThan(2);
    });
  });

  test('the report as a file stands alone, with nothing to fetch', async () => {
    const file = await (await fetch(`${room.url}${room.article}/report.html`)).text();
    await room.sit(async (page) => {
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      await page.setContent(file);
      expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true);
      expect(await scan(page)).toEqual([]);
      expect(await tooWide(page)).toEqual([]);
      expect(asked).toEqual([]);
    });
  });
});
