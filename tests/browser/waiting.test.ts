import path from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { inBrowser } from './room.ts';

const FILE = path.join(import.meta.dirname, '../../fixtures/files/council-vote.docx');

inBrowser('what is done in the background', (room) => {
  const bringIn = async (page: Page) => {
    await page.goto('/articles/new');
    await page.getByLabel('Text file').setInputFiles(FILE);
    await page.getByRole('button', { name: 'Bring it in' }).click();
    await page.waitForURL('**/articles/new?draft=*');
    expect(await page.getByLabel('Title').inputValue()).toMatch(/Council/);
  };

  test('leads on to what came of it by itself', () => room.sit(bringIn));

  test('does so with scripts off too', () => room.sit(bringIn, { javaScriptEnabled: false }));
});
