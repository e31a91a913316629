import { describe, expect, test } from 'vitest';
import { Workbook } from '../../src/papers/workbook.ts';
import { decodeTable, readTable } from '../../src/readers/table.ts';

const ROWS = [
  ['Words', 'Risk'],
  ['It cost 5 million; no more', 'high'],
  ['Said “no”, and left', 'low'],
];
const utf16 = (text: string, big: boolean): Uint8Array => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return big ? bytes.swap16() : bytes;
};
const windows1252 = (text: string): Uint8Array =>
  Buffer.from(text.replaceAll('“', '\u0093').replaceAll('”', '\u0094'), 'latin1');

const COMMAS = 'Words,Risk\nIt cost 5 million; no more,high\n"Said “no”, and left",low\n';
const SEMICOLONS = 'Words;Risk\r\n"It cost 5 million; no more";high\r\nSaid “no”, and left;low\r\n';
const TABS = 'Words\tRisk\nIt cost 5 million; no more\thigh\nSaid “no”, and left\tlow';

describe('a table', () => {
  test.each<[string, string | Uint8Array]>([
    ['by commas', COMMAS],
    ['by semicolons', SEMICOLONS],
    ['by tabs', TABS],
    ['that says what parts its columns', `sep=;\r\n${SEMICOLONS}`],
    ['with a byte order mark', Buffer.from(`\ufeff${SEMICOLONS}`)],
    ['in Windows-1252', windows1252(SEMICOLONS)],
    ['in UTF-16, as a spreadsheet saves “Unicode text”', utf16(TABS, false)],
    ['in UTF-16, big-endian', utf16(TABS, true)],
  ])('is read %s', async (_, sent) => {
    expect(await readTable(typeof sent === 'string' ? sent : decodeTable(sent, 10_000))).toEqual(ROWS);
  });

  test('is parted as its headings are, not as what stands in their quotation marks', async () => {
    expect(await readTable('"Words, as printed, exactly";Risk\nOne;high\n')).toEqual([
      ['Words, as printed, exactly', 'Risk'],
      ['One', 'high'],
    ]);
  });

  test('keeps the places of its rows: empty ones count, but for those before and after', async () => {
    const rows = await readTable('\n\nWords,Risk\n\nOne,high\n,\nTwo,low\n\n\n');
    expect(rows.map(([words]) => words)).toEqual(['Words', '', 'One', '', 'Two']);
  });

  test('has back what was kept from being a formula', async () => {
    const rows = await readTable("Words\n'-5 degrees\n'=1+1\n'twas\n");
    expect(rows.flat()).toEqual(['Words', '-5 degrees', '=1+1', "'twas"]);
  });

  test('is the sheet of a workbook whose first row fits, else the first with rows', async () => {
    const sheets = ['Notes', 'Empty', 'Claims'].map((name) => ({
      name,
      columns: [{ title: name === 'Claims' ? 'Words' : 'What', width: 10 }],
    }));
    const book = new Workbook({ title: 'T', by: 'Ada', at: new Date(0) }, sheets);
    book.add(0, ['a note']);
    book.add(2, ['One']);
    book.add(2, [5]);
    const bytes = Buffer.concat(book.end());
    expect(await readTable(bytes, ([first]) => first === 'Words')).toEqual([['Words'], ['One'], ['5']]);
    expect(await readTable(bytes, ([first]) => first === 'Quote')).toEqual([['What'], ['a note']]);
  });

  test.each([
    ['nothing', ' \n '],
    ['headings alone', 'Words,Risk\n,\n'],
  ])('is refused with %s', async (_, sent) => {
    await expect(readTable(sent)).rejects.toThrow('It has no rows below its headings.');
  });
});
