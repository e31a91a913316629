import { expect, test } from 'vitest';
import { openDesk } from '../support/desk.ts';

test('an empty desk says what to do', async () => {
  await using desk = await openDesk();
  const page = await desk.open('/');
  expect(page.path).toBe('/articles');
  expect(page.words('main')).toContain('No articles yet. Bring one in by pasting its text or from a file.');
  const form = await page.follow('Bring in an article');
  const article = await form.send('#article', {
    body: 'One.\n\nThe council spent 5 million euros in 2019, according to the mayor.',
    title: 'Budget',
  });
  expect(article.status).toBe(200);
});
