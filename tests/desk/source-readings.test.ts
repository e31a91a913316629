import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAllowedHost } from '../../src/fetching/addresses.ts';
import type { Source } from '../../src/sources/queries.ts';
import { here, openSite, page, type Site } from '../fetching/web.ts';
import { openDesk, type TestDesk } from '../support/desk.ts';

const STORY = `<!doctype html><html lang="en"><head><title>Dues</title>
<meta name="citation_title" content="Harbour dues"><meta name="citation_author" content="Holm, Ida">
<meta name="citation_date" content="2024/01/15"><meta name="citation_doi" content="10.5555/dues">
</head><body><p>What ships pay.</p></body></html>`;

let site: Site;
let desk: TestDesk;
beforeAll(async () => {
  site = await openSite({ '/dues': page(STORY) });
  desk = await openDesk({ fetching: { allowHosts: [readAllowedHost(`127.0.0.1:${site.port}`)], lookup: here } });
});
afterAll(async () => {
  await desk[Symbol.asyncDispose]();
  await site[Symbol.asyncDispose]();
});

test('a form is filled from what a page says of itself, and nothing is recorded before', async () => {
  const waiting = await (await desk.open('/sources/new')).send('#reading-form', { from: `${site.origin}/dues` });
  const filled = await desk.outcome(waiting);
  expect(filled.fields('#source-form')).toMatchObject({
    title: 'Harbour dues',
    author: 'Holm, Ida',
    issued: '2024-01-15',
    doi: '10.5555/dues',
    address: `${site.origin}/dues`,
  });
  expect((await desk.get<{ total: number }>('/sources')).total).toBe(0);
  const recorded = await filled.send('#source-form', { title: 'Harbour dues 2024' });
  expect(recorded.words('h1')).toBe('Harbour dues 2024');

  // The next time the desk says that it has it.
  const again = await desk.outcome(
    await (await desk.open('/sources/new')).send('#reading-form', { from: `${site.origin}/dues` }),
  );
  expect(again.words('main')).toContain('The desk may have it already: “Harbour dues 2024”');
});

test.each([
  ['not an address', 'A full web address, beginning with http:// or https://, or a DOI.'],
  ['http://127.0.0.1:1/', 'Only ports 80 and 443 are fetched from'],
])('what may not be fetched is refused at the field: %s', async (from, sentence) => {
  const page = await (await desk.open('/sources/new')).send('#reading-form', { from });
  expect(page.status).toBe(422);
  expect(page.words('#reading-form')).toContain(sentence);
  expect(page.fields('#reading-form')).toMatchObject({ from });
});

test('a program asks for a reading and is told what came of it', async () => {
  const { id } = await desk.tell<{ id: string }>('/sources/readings', { from: `${site.origin}/dues` });
  expect((await desk.refused(`/sources/readings/${id}`)).status).toBe(404);
  await desk.work();
  const { citation } = await desk.get<{ citation: Source }>(`/sources/readings/${id}`);
  expect(citation).toMatchObject({ title: 'Harbour dues', authors: [{ family: 'Holm', given: 'Ida' }] });
});
