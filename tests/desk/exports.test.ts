import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDesk, type ArticleSent, type TestDesk } from '../support/desk.ts';

let desk: TestDesk;
let article: ArticleSent;
beforeAll(async () => {
  desk = await openDesk();
  article = await desk.bringIn('The bridge cost 5 million crowns.', { title: 'The bridge' });
  await desk.mark(article, '5 million crowns');
});
afterAll(() => desk[Symbol.asyncDispose]());

test('a PDF is asked for on the report’s page, made in the background and downloaded', async () => {
  const report = await desk.open(`/articles/${article.id}/report`);
  const waiting = await report.send('.faces button:contains("PDF")');
  expect(waiting.words('h1')).toBe('The bridge: PDF');
  const done = await desk.outcome(waiting);
  expect(done.words('main')).toContain('Made “The bridge” as PDF. It is kept for a day.');
  const name = `report-${article.id.slice(0, 13)}.pdf`;
  const file = await desk.ask(done.linkTo(`Download ${name}`));
  expect(file.headers.get('content-type')).toBe('application/pdf');
  expect(file.headers.get('content-disposition')).toBe(`attachment; filename=${name}`);
  expect(
    Buffer.from(await file.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
});

test('a program asks for any face, as of a moment, and has the file of its own job alone', async () => {
  const asked = { format: 'md', 'as-of': new Date(Date.now() - 1).toISOString() };
  const job = await desk.tell<{ id: string; state: string }>(`/articles/${article.id}/exports`, asked);
  expect(job.state).toBe('waiting');
  await desk.work();
  const file = await desk.ask(`/api/v1/jobs/${job.id}/file`);
  expect(await file.text()).toContain('# The bridge');
  const other = await desk.seat('editor', 'Ada Brook');
  expect((await other.ask(`/api/v1/jobs/${job.id}/file`)).status).toBe(404);
});

test('what cannot be made is refused in words', async () => {
  const ask = (body: object) => desk.refused(`/articles/${article.id}/exports`, body);
  expect((await ask({ format: 'papyrus' })).fields).toEqual({ format: ['Choose one of the offered values.'] });
  expect((await ask({})).status).toBe(422);
});
