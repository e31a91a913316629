import { expect, test } from 'vitest';
import { inBrowser } from './room.ts';

const STORY = `Ferry fares rise again

Passengers will pay 12 percent more from March. The crossing opened in 1931. It is a lovely trip.`;

inBrowser('with scripts off', (room) => {
  test('an article is brought in, marked, sourced, checked, cleared and reported', async () => {
    await room.sit(
      async (page) => {
        await page.goto('/articles');
        await page.getByRole('link', { name: 'Bring in an article' }).first().click();
        await page.getByLabel('Text', { exact: true }).fill(STORY);
        await page.getByRole('button', { name: 'Bring it in' }).click();
        await page.getByRole('heading', { level: 1, name: 'Ferry fares rise again' }).waitFor();
        const article = page.url();

        // By the button that each sentence has.
        await page.getByRole('button', { name: /^Sentence 3:/ }).click();
        await page.getByRole('link', { name: 'Mark as a claim' }).and(page.locator(':visible')).first().click();
        await page.getByRole('button', { name: 'Mark as a claim' }).click();
        await page.getByRole('heading', { level: 1, name: 'Claim 1' }).waitFor();
        expect(await page.getByText('The crossing opened in 1931.').count()).toBeGreaterThan(0);

        const evidence = page.getByRole('region', { name: 'Evidence' });
        await evidence.getByText('New source', { exact: true }).click();
        await evidence.getByLabel('Title').fill('Harbour chronicle');
        await evidence.getByLabel('Supports', { exact: true }).check();
        await evidence.getByRole('button', { name: 'Link the evidence' }).click();
        await evidence.getByRole('link', { name: 'Harbour chronicle' }).waitFor();

        const finding = page.getByRole('region', { name: 'Finding' });
        await finding.getByRole('radio', { name: 'Verified', exact: true }).check();
        await finding.getByLabel('Reason').fill('The chronicle has the first sailing on page 3.');
        await finding.getByRole('button', { name: 'Give the finding' }).click();
        await finding.getByText('The chronicle has the first sailing on page 3.').first().waitFor();

        // By typing its words.
        await page.goto(article);
        await page.getByText('Mark a claim by typing its words').click();
        await page.getByLabel('Words from the text').fill('will pay 12 percent more');
        await page.getByRole('button', { name: 'Mark as a claim' }).and(page.locator(':visible')).click();
        await page.getByRole('heading', { level: 1, name: 'Claim 2' }).waitFor();

        await page.goto(article);
        await page.getByRole('button', { name: /^Sentence 4:/ }).click();
        await page.getByRole('button', { name: 'Opinion' }).and(page.locator(':visible')).click();
        await page.getByRole('button', { name: 'Sentence 4: Nothing to check' }).waitFor();

        await page.getByRole('link', { name: 'Report' }).click();
        await page.getByRole('heading', { name: 'Claim 1' }).waitFor();
        expect(await page.getByText('The chronicle has the first sailing on page 3.').count()).toBe(1);
      },
      { javaScriptEnabled: false },
    );
  });
});
