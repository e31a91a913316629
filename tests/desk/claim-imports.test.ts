import { zipSync, strToU8 } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Import } from '../../src/imports/queries.ts';
import { openDesk, type ArticleSent, type Sent, type TestDesk } from '../support/desk.ts';

const BODY = 'The bridge opened in 1931. It cost 5 million crowns. The tram runs over it since 1950.';
const CSV = `Quote;Statement;Type;Risk
The bridge opened in 1931;;date;high
It cost 5 million crowns;The bridge cost 5 million crowns;figure;
It cost 6 million crowns;;;
`;

let desk: TestDesk;
let article: ArticleSent;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk[Symbol.asyncDispose]());

const fresh = async () => {
  article = await desk.bringIn(BODY);
  return article;
};
const claimsOf = async () =>
  (
    await desk.get<{ claims: { exact: string; statement: string; type: string; risk: string }[] }>(
      `/articles/${article.id}/claims`,
    )
  ).claims;

describe('claims from a spreadsheet', () => {
  test('are marked after their columns were looked at, each row answered for', async () => {
    await fresh();
    const begin = await desk.open(`/articles/${article.id}/claims/imports/new`);
    const columns = await begin.send('#import-form', { file: new File([CSV], 'claims.csv', { type: 'text/csv' }) });
    expect(columns.words('main')).toContain('3 rows; with the columns as they were guessed 1 cannot be marked.');
    expect(columns.words('#troubles')).toContain('Row 4 It cost 6 million crowns');
    const report = await columns.send('#columns-form');
    expect(report.words('main')).toMatch(/3 records.*2 new.*1 refused/);
    expect(await claimsOf()).toMatchObject([
      { exact: 'The bridge opened in 1931', type: 'date', risk: 'high' },
      { exact: 'It cost 5 million crowns', type: 'figure', risk: 'normal' },
    ]);
    expect((await desk.happened()).filter(({ kind }) => kind === 'claims_imported')).toHaveLength(1);
  });

  test('are all marked or none where that is asked for, and the page keeps what was chosen', async () => {
    await fresh();
    const begin = await desk.open(`/articles/${article.id}/claims/imports/new`);
    const columns = await begin.send('#import-form', { text: CSV });
    const refused = await columns.send('#columns-form', { allOrNothing: 'on' });
    expect(refused.words('main')).toContain('Nothing was marked. Row 4: These words do not stand in the text.');
    expect(await claimsOf()).toEqual([]);
  });

  test('come from XLSX too, and what is there already is not marked twice', async () => {
    await fresh();
    await desk.mark(article, 'The bridge opened in 1931');
    const begin = await desk.open(`/articles/${article.id}/claims/imports/new`);
    const columns = await begin.send('#import-form', { file: new File([workbook()], 'claims.xlsx') });
    const report = await columns.send('#columns-form');
    expect(report.words('main')).toMatch(/1 new.*1 there already/);
  });

  test.each(['report.csv', 'report.xlsx'])('come from another article’s %s, as they were', async (face) => {
    await fresh();
    await desk.mark(article, 'The bridge opened in 1931', { risk: 'high', type: 'date' });
    await desk.mark(article, 'It cost 5 million crowns', { statement: 'The bridge cost 5 million crowns.' });
    const before = await claimsOf();
    const taken = await (await desk.ask(`/articles/${article.id}/${face}`)).arrayBuffer();
    await fresh();
    const begin = await desk.open(`/articles/${article.id}/claims/imports/new`);
    const columns = await begin.send('#import-form', { file: new File([new Uint8Array(taken)], face) });
    expect((await columns.send('#columns-form')).words('main')).toMatch(/2 records.*2 new/);
    const said = ({ exact, statement, type, risk }: (typeof before)[number]) => [exact, statement, type, risk];
    expect((await claimsOf()).map(said)).toEqual(before.map(said));
    expect(before).toMatchObject([{ risk: 'high', type: 'date' }, { statement: 'The bridge cost 5 million crowns.' }]);
  });

  test.each<[string, string | Uint8Array, string]>([
    ['nothing', '', 'There is nothing in it.'],
    ['headings alone', 'Quote,Risk', 'It has no rows below its headings.'],
    ['broken JSON', '{"type":', 'This begins as JSON does, but is none.'],
    ['other JSON', '{"type":"Recipe"}', 'There is no Web Annotation in it.'],
    [
      'a zip that is no spreadsheet',
      zipSync({ 'a.xml': strToU8('<a/>') }),
      'This is neither CSV nor an XLSX spreadsheet.',
    ],
    [
      'a zip bomb',
      zipSync({ 'xl/workbook.xml': new Uint8Array(30_000_000) }),
      'This spreadsheet unpacks to more than any article needs, and was not opened.',
    ],
    [
      'a torn spreadsheet',
      workbook().slice(0, 300),
      'This spreadsheet is damaged or cut short. Save it again and bring it in once more.',
    ],
  ])('are refused from %s, with a word why', async (_, sent, why) => {
    await fresh();
    const begin = await desk.open(`/articles/${article.id}/claims/imports/new`);
    const answer = await begin.send(
      '#import-form',
      typeof sent === 'string' ? { text: sent } : { file: new File([sent], 'a.xlsx') },
    );
    expect(answer.words('main')).toContain(why);
  });
});

test('claims from Web Annotations are marked by the words they quote', async () => {
  await fresh();
  const selector = { type: 'TextQuoteSelector', exact: 'The tram runs over it', prefix: 'crowns. ' };
  const annotation = {
    type: 'Annotation',
    body: { type: 'TextualBody', value: 'A tram crosses it.' },
    target: { selector },
  };
  const gone = { ...annotation, target: { selector: { ...selector, exact: 'A ferry crosses' } } };
  const text = JSON.stringify([annotation, gone, annotation]);
  const made = await desk.tell<Sent<Import>>(`/articles/${article.id}/claims/imports`, { text });
  expect(made.records.map(({ outcome }) => outcome)).toEqual(['new', 'refused', 'known']);
  expect(await claimsOf()).toMatchObject([{ exact: 'The tram runs over it', statement: 'A tram crosses it.' }]);
});

/** A workbook of one sheet with two claims, its words in the table that sheets share. */
function workbook(): Uint8Array {
  const shared = ['Words', 'Risk', 'The bridge opened in 1931', 'high', 'It cost 5 million crowns', 'low'];
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
  const rels = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const cell = (at: string, n: number) => `<c r="${at}" t="s"><v>${n}</v></c>`;
  const row = (n: number) => `<row r="${n}">${cell(`A${n}`, 2 * n - 2)}${cell(`B${n}`, 2 * n - 1)}</row>`;
  const parts = {
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
    '_rels/.rels': `<Relationships ${rels}><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook ${main} xmlns:r="${office}"><sheets><sheet name="Claims" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships ${rels}><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet ${main}><sheetData>${[1, 2, 3].map(row).join('')}</sheetData></worksheet>`,
    'xl/sharedStrings.xml': `<sst ${main}>${shared.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
  };
  return zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, text]) => [name, strToU8(`<?xml version="1.0" encoding="UTF-8"?>${text}`)]),
    ),
  );
}
