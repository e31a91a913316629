import { parse } from 'csv-parse/sync';
import readXlsx from 'read-excel-file/node';
import { checkBody, decodeBody, decodeOlder } from '../core/body.ts';
import { Refusal } from '../core/refusal.ts';
import { byteOrderMark } from './decode.ts';
import { packed, unpacked } from './packed.ts';

const MOST_ROWS = 10_000;
const MOST_COLUMNS = 100;
const MOST_CELL = 20_000;
/** Markup of a sheet; what is larger would keep the desk busy for seconds. */
const LARGEST_SHEET = 10_000_000;
const XLSX = 'spreadsheet';

/**
 * The rows of a CSV text or of a sheet of an XLSX file, cells as text, from the first that is not empty to the last. Of
 * several sheets it is the first whose first row `fits`, else the first with rows. Refuses what is neither, or too large.
 */
export async function readTable(
  sent: string | Uint8Array,
  fits: (headings: string[]) => boolean = () => true,
): Promise<string[][]> {
  const tables = (typeof sent === 'string' ? [csvIn(sent)] : await sheetsIn(sent)).map(withoutEdges);
  const rows = tables.find(([headings]) => headings && fits(headings)) ?? tables.find(({ length }) => length > 1) ?? [];
  if (rows.length < 2) throw new Refusal('invalid', 'It has no rows below its headings.');
  if (rows.length > MOST_ROWS || rows.some((row) => row.length > MOST_COLUMNS)) {
    const [most, columns] = [MOST_ROWS, MOST_COLUMNS].map((count) => count.toLocaleString('en'));
    throw new Refusal('too_large', `A table may have at most ${most} rows and ${columns} columns.`);
  }
  return rows.map((row) => row.map((cell) => cell.slice(0, MOST_CELL).toWellFormed()));
}

export const isEmptyRow = (row: readonly string[]): boolean => row.every((cell) => cell.trim() === '');

function withoutEdges(rows: string[][]): string[][] {
  const first = rows.findIndex((row) => !isEmptyRow(row));
  return first === -1 ? [] : rows.slice(first, rows.findLastIndex((row) => !isEmptyRow(row)) + 1);
}

/**
 * The text of a CSV file as spreadsheets write it: UTF-8, UTF-16 with its mark, or, where it is no UTF-8, Windows-1252.
 * Refuses what is no text.
 */
export function decodeTable(bytes: Uint8Array, units: number): string {
  const limits = { units, sentences: Infinity };
  const marked = byteOrderMark(bytes);
  if (marked?.startsWith('utf-16')) return checkBody(new TextDecoder(marked).decode(bytes), limits);
  return decodeOlder(bytes) ?? decodeBody(bytes, limits);
}

/** By what a first line “sep=;” says, else by comma, semicolon or tab, whichever the first line has most of. */
function csvIn(text: string): string[][] {
  const [, told, rest] = /^\ufeff?sep=(.)\r?\n(.*)$/su.exec(text) ?? [];
  const line = text.split('\n', 1)[0]!.replaceAll(/"[^"]*"/g, '');
  const many = (mark: string) => line.split(mark).length;
  const delimiter = told ?? [',', ';', '\t'].toSorted((a, b) => many(b) - many(a))[0]!;
  try {
    const rows: string[][] = parse(rest ?? text, {
      bom: true,
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
    });
    return rows.map((row) => row.map(unescaped));
  } catch (error) {
    throw new Refusal('invalid', `This is no CSV: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** What was kept from being run as a formula, by our own export among others. */
const unescaped = (cell: string): string => (/^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell);

async function sheetsIn(bytes: Uint8Array): Promise<string[][][]> {
  const parts = unpacked(bytes, (name) => /\.(?:xml|rels)$/.test(name), XLSX);
  if (!('xl/workbook.xml' in parts)) throw new Refusal('invalid', 'This is neither CSV nor an XLSX spreadsheet.');
  if (Object.values(parts).some((part) => part.length > LARGEST_SHEET)) {
    throw new Refusal(
      'too_large',
      'This spreadsheet is larger than the desk reads. Save the sheet with the claims alone.',
    );
  }
  try {
    const sheets = await readXlsx(Buffer.from(packed(parts)));
    return sheets.map(({ data }) => data.map((row) => row.map(cellAsText)));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('invalid', 'This spreadsheet is damaged. Save it again and bring it in once more.');
  }
}

function cellAsText(cell: unknown): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean' ? String(cell) : '';
}
