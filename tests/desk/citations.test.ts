import { execFile } from 'node:child_process';
import { writeFile, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Import } from '../../src/imports/queries.ts';
import type { Source } from '../../src/sources/queries.ts';
import { openDesk, type Sent, type TestDesk } from '../support/desk.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk[Symbol.asyncDispose]());

const BIBTEX = String.raw`
@article{holm, title = {Fares and {Ferries}}, author = {Holm, Ida and M{\"u}ller, J{\"o}rg}, journal = {Harbour Studies},
  year = 2023, pages = {41--59}, doi = {10.5555/fares.12}, keywords = {ferries, fares}, note = {Table 4 is the one.}}
@misc{board, title = {Annual accounts}, author = {{Harbour board}}, year = 2024, url = {https://harbour.example/accounts}}
@book{broken, title = {Unclosed {brace}, year = 1999}
@book{again, title = {Fares, and ferries!}, doi = {https://doi.org/10.5555/FARES.12}, edition = {2}}
`;

const sourcesOf = async (of: TestDesk) => (await of.get<{ sources: Sent<Source>[] }>('/sources')).sources;

const file = (words: string | Uint8Array<ArrayBuffer>, name = 'sources.bib') => new File([words], name);

describe('the sources that are listed', () => {
  test('go into a file as they are found, or only those that are ticked', async () => {
    await using own = await openDesk();
    await own.tell('/sources/imports', { text: BIBTEX });
    const [accounts] = await sourcesOf(own);
    const list = await own.open('/sources');
    expect(list.list('#selection button')).toEqual(['BibTeX', 'RIS', 'CSL-JSON']);
    const action = list.$('#selection button').last().attr('formaction')!;
    const titles = async (query: string) =>
      ((await (await own.ask(`${action}${query}`)).json()) as { title: string }[]).map(({ title }) => title);
    expect(await titles('')).toEqual(['Annual accounts', 'Fares and Ferries']);
    expect(await titles(`?ids=${accounts!.id}`)).toEqual(['Annual accounts']);
    const both = (await sourcesOf(own)).map(({ id }) => `ids=${id}`).join('&');
    expect(await titles(`?${both}`)).toHaveLength(2);
    expect((await own.open('/sources?q=Fares')).$('#selection [name=q]').attr('value')).toBe('Fares');
  });

  test('and those of an article are offered with its report', async () => {
    await using own = await openDesk({ demo: true });
    const { articles } = await own.get<{ articles: { id: string }[] }>('/articles');
    const report = await own.open(`/articles/${articles[0]!.id}/report`);
    const links = report.$('.faces a').filter((_, each) => report.$(each).text() === 'BibTeX');
    const sent = await own.ask(links.attr('href')!);
    expect([sent.status, await sent.text()]).toEqual([200, expect.stringContaining('Bloomberg News')]);
  });
});

describe('a file of sources', () => {
  test('is imported with a report of every record, and imported again adds nothing', async () => {
    await using own = await openDesk();
    const report = await (await own.open('/sources/imports/new')).send('#import-form', { file: file(BIBTEX) });
    expect(report.words('h1')).toBe('sources.bib');
    expect(report.list('main header li')).toEqual(['4 records', '2 new', '1 there already', '1 refused']);
    const rows = report.list('tbody tr');
    expect(rows[0]).toMatch(/^Fares and Ferries Entry holm, line 2 New$/);
    expect(rows[2]).toMatch(/Entry broken, line 5 Refused\. It does not end: its last brace is missing\.$/);
    expect(rows[3]).toMatch(
      /^Fares, and ferries! Entry again, line 6 There already\. the same DOI Left out: edition$/i,
    );
    expect((await sourcesOf(own)).map(({ title, author }) => [title, author])).toEqual([
      ['Annual accounts', 'Harbour board'],
      ['Fares and Ferries', 'Ida Holm and Jörg Müller'],
    ]);
    expect((await report.follow('1 refused')).list('tbody tr')).toHaveLength(1);
    expect((await own.open('/history')).words()).toContain('imported sources from sources.bib: 2 new, 1 there already');

    const again = await own.tell<Import>('/sources/imports', { text: BIBTEX });
    expect(again.records.map(({ outcome }) => outcome)).toEqual(['known', 'known', 'refused', 'known']);
    expect(await sourcesOf(own)).toHaveLength(2);
  });

  test.each<[what: string, sent: File | string, field: string, sentence: RegExp]>([
    ['nothing', '', 'text', /^There is nothing in it\.$/],
    ['a letter', 'Dear desk', 'text', /^This is no file of citations: neither BibTeX/],
    ['a picture', file(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2])), 'file', /PNG picture/],
    ['binary data', file(new Uint8Array(3000).map((_, at) => at % 7)), 'file', /binary file: there is a NUL byte/],
    ['50 MB', file('@'.repeat(50_000_000)), 'file', /larger than 10 MB/],
    ['broken JSON', file('[{"title": "T",}]', 'a.json'), 'file', /no well-formed JSON: see line 1\.$/],
  ])('%s is refused in words, at its field', async (_, sent, field, sentence) => {
    const page = await (
      await desk.open('/sources/imports/new')
    ).send('#import-form', typeof sent === 'string' ? { text: sent } : { file: sent });
    expect([413, 422]).toContain(page.status);
    const help = page.$(`#import-form [name=${field}]`).attr('aria-describedby')!;
    expect(page.$(`#${help} .error, #${help}`).text().replace(/\s+/g, ' ')).toMatch(
      new RegExp(sentence.source.replace(/^\^|\$$/g, '')),
    );
  });

  test('in the letters of an older program is read as that, and says so', async () => {
    await using own = await openDesk();
    const older = Uint8Array.from(
      Array.from('@book{k, title = {Caf\xe9 \x93fares\x94 \x96 a h\xf6here Macht}, author = {M\xfcller, J\xf6rg}}'),
      (letter) => letter.charCodeAt(0),
    );
    const report = await (await own.open('/sources/imports/new')).send('#import-form', { file: file(older) });
    expect(report.words('main header')).toContain('BibTeX, read as Windows-1252: look at the accents');
    expect((await sourcesOf(own)).map(({ title, author }) => [title, author])).toEqual([
      ['Café “fares” – a höhere Macht', 'Jörg Müller'],
    ]);
  });

  test('two thousand records go in as one act', async () => {
    await using own = await openDesk();
    const records = Array.from({ length: 2_000 }, (_, at) => `@misc{k${at}, title = {Source ${at}}, year = 2001}`);
    const made = await own.tell<Import>('/sources/imports', { text: records.join('\n'), name: 'many.bib' });
    expect(made.records.filter(({ outcome }) => outcome === 'new')).toHaveLength(2_000);
    const happened = await own.happened();
    expect(happened.filter(({ kind }) => kind === 'source_recorded')).toHaveLength(2_000);
    const page = await own.open(`/imports/${made.id}`);
    expect(page.list('tbody tr')).toHaveLength(100);
    expect(page.$('a[rel=next]')).toHaveLength(1);
  });

  test('sent twice at once it goes in once', async () => {
    await using own = await openDesk();
    const [one, other] = await Promise.all([1, 2].map(() => own.tell<Import>('/sources/imports', { text: BIBTEX })));
    const count = (made: Import | undefined) => made?.records.filter(({ outcome }) => outcome === 'new').length;
    expect(new Set([count(one), count(other)])).toEqual(new Set([0, 2]));
    expect(await sourcesOf(own)).toHaveLength(2);
  });

  test('is nobody else’s to read', async () => {
    const made = await desk.tell<Import>('/sources/imports', { text: '@misc{k, title = {T}}' });
    const other = await desk.seat('researcher', 'Ola Brandt');
    expect((await other.refused(`/imports/${made.id}`)).status).toBe(404);
    expect((await other.open(`/imports/${made.id}`)).status).toBe(404);
  });
});

describe.each(['bib', 'ris', 'json'])('citations as .%s', (extension) => {
  test('are imported into an empty desk without loss', async () => {
    await using one = await openDesk();
    await using other = await openDesk();
    await one.tell('/sources/imports', { text: BIBTEX });
    const taken = await (await one.ask(`/sources/citations.${extension}?notes=1`)).text();
    await other.tell('/sources/imports', { text: taken });
    const bare = ({ id: _id, ...source }: Sent<Source>) => source;
    expect((await sourcesOf(other)).map(bare)).toEqual((await sourcesOf(one)).map(bare));
    expect(await (await other.ask(`/sources/citations.${extension}?notes=1`)).text()).toBe(taken);
  });

  test('go out of a source, an article and a selection, as a download, without the desk’s own notes', async () => {
    await using own = await openDesk({ demo: true });
    const { articles } = await own.get<{ articles: { id: string }[] }>('/articles');
    const source = (await sourcesOf(own)).find(({ author }) => author === 'Steven Musil');
    const paths = [
      `/sources/${source!.id}/citation.${extension}`,
      `/articles/${articles[0]!.id}/sources.${extension}`,
      `/sources/citations.${extension}?q=${encodeURIComponent(source!.title)}`,
    ];
    for (const address of paths) {
      const answer = await own.ask(address);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-disposition')).toContain(`.${extension}`);
      const words = await answer.text();
      expect(words).toContain('Musil');
      expect(words).not.toMatch(/^ {2}note = |^N1 {2}-|"note":/m);
    }
  });
});

describe('the same source twice', () => {
  const KNOWN = {
    kind: 'web_page',
    title: 'Harbour dues',
    issued: '2024-01',
    address: 'https://www.port.example/dues/',
  };

  test('is caught at entry and offered; a person may say that it is another', async () => {
    await using own = await openDesk();
    const { id } = await own.tell<Source>('/sources', KNOWN);
    const form = await own.open('/sources/new');
    const typed = { title: 'Dues', address: 'http://port.example/dues?utm_source=mail', tags: 'kept' };
    const offered = await form.send('#source-form', typed);
    expect(offered.status).toBe(409);
    expect(offered.words('main')).toContain(
      'The desk has this source already: “Harbour dues” (January 2024), the same address.',
    );
    expect(offered.linkTo('“Harbour dues” (January 2024), the same address')).toBe(`/sources/${id}`);
    expect(offered.fields('#source-form')).toMatchObject(typed);
    const recorded = await offered.send('#source-form', { anyway: 'on' });
    expect(recorded.words('h1')).toBe('Dues');
    expect(await sourcesOf(own)).toHaveLength(2);
  });

  test('is told to a program, which may insist', async () => {
    await using own = await openDesk();
    await own.tell<Source>('/sources', KNOWN);
    const again = { ...KNOWN, address: '', issued: '2024-01-15' };
    expect(await own.refused('/sources', again)).toMatchObject({
      status: 409,
      fields: { anyway: [expect.any(String)] },
    });
    await own.tell('/sources', { ...again, anyway: true });
    expect(await sourcesOf(own)).toHaveLength(2);
  });

  test('entered by two at once is recorded once', async () => {
    await using own = await openDesk();
    const answers = await Promise.all([1, 2, 3].map(() => own.askJson('/sources', JSON.stringify(KNOWN))));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409]);
  });
});

test('the command line imports and exports', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'linecheck-citations-'));
  await writeFile(path.join(folder, 'in.bib'), BIBTEX);
  const run = (...args: string[]) =>
    promisify(execFile)(process.execPath, ['--import', 'tsx', 'src/cli.ts', ...args], {
      env: { ...process.env, DATABASE_URL: desk.database.url, LINECHECK_DEMO: '0' },
    });
  const { stdout } = await run('sources', 'import', path.join(folder, 'in.bib'));
  expect(stdout).toMatch(/2 new, 1 there already, 1 refused\n$/);
  const out = await run('sources', 'export', '--format', 'ris', '--search', 'ferries');
  expect(out.stdout).toContain('AU  - Müller, Jörg');
});
