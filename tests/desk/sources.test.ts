import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Source } from '../../src/sources/queries.ts';
import { openDesk, type Sent, type TestDesk } from '../support/desk.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk[Symbol.asyncDispose]());

const FORM = '#source-form';

describe('the record of a source', () => {
  test('everything that a citation needs is kept, shown, and shown again in the form', async () => {
    const typed = {
      kind: 'publication',
      title: 'Fares and ferries',
      author: 'Holm, Ida; King, Per, Jr.; Harbour board',
      publisher: 'Ostmark Press',
      issued: '2023-11',
      address: 'https://press.example/fares',
      citedAs: 'article-journal',
      container: 'Journal of Harbours',
      volume: '12',
      issue: '3',
      page: '41–59',
      doi: 'https://doi.org/10.5555/Fares.12',
      isbn: '978-0-306-40615-7',
      language: 'en',
      accessed: '2024-02-01',
      archiveAddress: 'https://archive.example/fares',
      archivedOn: '2024-02-02',
      reliability: 'B',
      reliabilityReason: 'Reviewed by two readers.',
      tags: 'ferries, fares, ferries',
      note: 'Table 4 was corrected in January.',
    };
    const page = await (await desk.open('/sources/new')).send(FORM, typed);
    const words = page.words('main');
    for (const part of ['Ida Holm, Per King Jr. and Harbour board', 'Journal of Harbours, vol. 12, no. 3, pp. 41–59']) {
      expect(words).toContain(part);
    }
    for (const part of ['10.5555/fares.12', '9780306406157', 'B: usually reliable. Reviewed', 'ferries, fares']) {
      expect(words).toContain(part);
    }
    expect(page.fields(FORM)).toMatchObject({
      ...typed,
      doi: '10.5555/fares.12',
      isbn: '9780306406157',
      tags: 'ferries, fares',
    });
  });

  test('a form sent as it was shown changes nothing', async () => {
    const { id } = await desk.tell<Source>('/sources', {
      kind: 'web_page',
      title: 'Tides',
      authors: [{ family: 'Holm', given: 'Ida' }, { literal: 'Smith, Jones & Co.; Sons' }],
    });
    const before = await desk.history();
    const page = await (await desk.open(`/sources/${id}`)).send(FORM);
    expect(page.status).toBe(200);
    expect(await desk.happened(before.length)).toEqual([]);
  });

  test('a DOI may be pasted where the address goes', async () => {
    const add = async (address: string) => {
      const { doi, address: kept } = await desk.tell<Source>('/sources', {
        kind: 'publication',
        title: address,
        address,
      });
      return { doi, address: kept };
    };
    expect(await add('10.5555/x')).toEqual({ doi: '10.5555/x', address: '' });
    expect(await add('doi:10.5555/y')).toEqual({ doi: '10.5555/y', address: '' });
    expect(await add('https://doi.org/10.5555/Z')).toEqual({ doi: '10.5555/z', address: 'https://doi.org/10.5555/Z' });
  });

  test.each([
    ['reliability', { reliability: 'B' }, 'reliabilityReason', 'Say why it is graded so.'],
    ['DOI', { doi: '11.1/x' }, 'doi', 'A DOI looks like 10.1000/182.'],
    ['ISBN', { isbn: '978-0-306-40615-8' }, 'isbn', 'This is no ISBN: its digits do not add up.'],
    [
      'date',
      { accessed: '2024-13' },
      'accessed',
      'A year, a month or a day, written like 2013, 2013-06 or 2013-06-14.',
    ],
    [
      'address',
      { archiveAddress: 'javascript:alert(1)' },
      'archiveAddress',
      'A full web address, beginning with http:// or https://.',
    ],
  ])('a wrong %s is told at its field, which is open to be seen', async (_, wrong, field, sentence) => {
    const page = await (await desk.open('/sources/new')).send(FORM, { title: 'Kept', tags: 'kept too', ...wrong });
    expect(page.status).toBe(422);
    const input = page.$(`[name=${field}]`);
    expect(page.words(`#${input.attr('aria-describedby')}`)).toContain(sentence);
    expect(input.closest('details').attr('open')).toBeDefined();
    expect(page.fields(FORM)).toMatchObject({ title: 'Kept', tags: 'kept too', ...wrong });
  });

  test('what a program does not send stays as it is', async () => {
    const made = await desk.tell<Sent<Source>>('/sources', {
      kind: 'dataset',
      title: 'Ferry counts',
      authors: [{ family: 'Holm', given: 'Ida' }],
      accessed: '2024-02-01',
      reliability: 'A',
      reliabilityReason: 'Counted by a machine.',
      tags: ['ferries'],
    });
    const after = await desk.tell<Sent<Source>>(`/sources/${made.id}/amendments`, {
      version: 1,
      publisher: 'The port',
    });
    expect(after).toEqual({ ...made, publisher: 'The port', version: 2 });
    expect((await desk.happened()).at(-1)).toEqual({
      kind: 'source_amended',
      changes: { publisher: ['', 'The port'] },
    });
    expect(await desk.refused(`/sources/${made.id}/amendments`, { publisher: 'X' })).toMatchObject({
      fields: { version: [expect.any(String)] },
    });
  });
});

describe('who and what depends on a source', () => {
  test('claims page by page, and all the articles and speakers', async () => {
    const lines = Array.from({ length: 60 }, (_, at) => `Mayor Holm said the bridge number ${at + 1} cost 5 million.`);
    const article = await desk.bringIn(lines.join('\n\n'), { title: 'Sixty bridges' });
    const { id } = await desk.tell<Source>('/sources', { kind: 'document', title: 'The ledger of bridges' });
    for (const line of lines) {
      const claim = await desk.mark(article, line);
      await desk.move(claim, 'evidence', { sourceId: id, stance: 'supports', role: 'primary', locator: 'p. 1' });
      if (line.includes(' 7 ')) {
        await desk.move(claim, 'attribution', {
          source: 'Mayor Holm',
          cue: 'said',
          kind: 'person',
          manner: 'paraphrase',
          speaker: '',
        });
      }
    }
    const first = await desk.open(`/sources/${id}`);
    expect(first.words('#uses-title')).toBe('On 60 claims');
    expect(first.list('#in-articles li')).toEqual(['Sixty bridges 60 claims']);
    expect(first.list('#credited-to li')).toEqual(['Mayor Holm 1 claim']);
    const second = await desk.open(first.$('#uses a[rel=next]').attr('href')!);
    const claimsOn = (page: typeof first) => page.list('#uses .title');
    expect([claimsOn(first).length, claimsOn(second).length]).toEqual([50, 10]);
    expect(new Set([...claimsOn(first), ...claimsOn(second)]).size).toBe(60);

    interface Told {
      uses: unknown[];
      nextUse: string | null;
      dependents: { claims: number };
    }
    const told = await desk.get<Told>(`/sources/${id}`);
    expect(told).toMatchObject({ nextUse: expect.any(String), dependents: { claims: 60 } });
    expect((await desk.get<Told>(`/sources/${id}?after=${told.nextUse}`)).uses).toHaveLength(10);
  });
});

test('whoever only reads is shown all of a source, and no form that would refuse them', async () => {
  const tell = (title: string) => desk.tell<Source>('/sources', { kind: 'interview', title });
  const [passing, passed, twin] = [await tell('Quay talk'), await tell('Dock talk'), await tell('Talk on the quay')];
  await desk.tell(`/sources/${passing.id}/relays`, {
    version: 1,
    relayedId: passed.id,
    kind: 'cites',
    words: 'As said',
  });
  await desk.tell(`/sources/${passed.id}/merges`, { version: 1, otherId: twin.id });
  const reader = await desk.seat('reader', 'Somebody who reads');
  const forms = async (seat: typeof reader, address: string) =>
    (await seat.open(address)).$('main form[method=post]').length;
  for (const address of ['', '/relays', '/merges', '/standing?to=retracted', '/snapshots']) {
    const at = `/sources/${passed.id}${address}`;
    expect([address, await forms(reader, at), (await forms(desk, at)) > 0]).toEqual([address, 0, true]);
  }
  expect((await reader.open(`/sources/${passed.id}`)).words('main')).toContain('1 record merged into it');
  const relays = await reader.open(`/sources/${passed.id}/relays`);
  expect(relays.words('#passed-on-by')).toContain('“Quay talk” Cites it As said');
  expect((await reader.open(`/sources/${passed.id}/merges`)).words('main')).toContain('Talk on the quay');
  expect((await reader.open('/sources')).words('main header')).not.toMatch(/Import|Record a source/);
});
