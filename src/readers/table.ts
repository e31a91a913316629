import { parse } from 'csv-parse/sync';
import readXlsx from 'read-excel-file/node';
import { decodeBody } from '../core/body.ts';
import { Refusal } from '../core/refusal.ts';
import { packed, unpacked } from './packed.ts';

const MOST_ROWS = 10_000;
const MOST_COLUMNS = 100;
const MOST_CELL = 20_000;
/** Markup of a sheet; what is larger would keep the desk busy for seconds. */
const LARGEST_SHEET = 10_000_000;
const XLSX = 'spreadsheet';

/** The rows of a CSV file or of an XLSX file's first sheet, cells as text; refuses what is neither, or is too large. */
export async function readTable(bytes: Uint8Array): Promise<string[][]> {
  const isPacked = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const table = isPacked ? await sheetIn(bytes) : csvIn(decodeBody(bytes, { units: 10_000_000, sentences: Infinity }));
  const rows = table.filter((row) => row.some((cell) => cell.trim() !== ''));
  if (rows.length < 2) throw new Refusal('invalid', 'It has no rows below its headings.');
  if (rows.length > MOST_ROWS || rows.some((row) => row.length > MOST_COLUMNS)) {
    const [most, columns] = [MOST_ROWS, MOST_COLUMNS].map((count) => count.toLocaleString('en'));
    throw new Refusal('too_large', `A table may have at most ${most} rows and ${columns} columns.`);
  }
  return rows.map((row) => row.map((cell) => cell.slice(0, MOST_CELL).toWellFormed()));
}

/** By comma, semicolon or tab, whichever its first line has most of. */
export function csvIn(text: string): string[][] {
  const line = text.split('\n', 1)[0] ?? '';
  const many = (mark: string) => line.split(mark).length;
  const delimiter = [',', ';', '\t'].toSorted((a, b) => many(b) - many(a))[0]!;
  try {
    return parse(text, { bom: true, delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: true });
  } catch (error) {
    throw new Refusal('invalid', `This is no CSV: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function sheetIn(bytes: Uint8Array): Promise<string[][]> {
  const parts = unpacked(bytes, (name) => /\.(?:xml|rels)$/.test(name), XLSX);
  if (!('xl/workbook.xml' in parts)) throw new Refusal('invalid', 'This is neither CSV nor an XLSX spreadsheet.');
  if (Object.values(parts).some((part) => part.length > LARGEST_SHEET)) {
    throw new Refusal(
      'too_large',
      'This spreadsheet is larger than the desk reads. Save the sheet with the claims alone.',
    );
  }
  try {
    const [first] = await readXlsx(Buffer.from(packed(parts)));
    return (first?.data ?? []).map((row) => row.map(cellAsText));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('invalid', 'This spreadsheet is damaged. Save it again and bring it in once more.');
  }
}

function cellAsText(cell: unknown): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean' ? String(cell) : '';
}
