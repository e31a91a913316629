import { z } from 'zod';
import { treesIn } from '../core/earlier_finding.ts';
import {
  areHeadings,
  CLAIM_COLUMNS,
  claimsInAnnotations,
  claimsInTable,
  columnsByHeading,
  type ClaimSaid,
  type ColumnChoice,
} from '../core/claim_rows.ts';
import { Refusal } from '../core/refusal.ts';
import { isPacked } from '../readers/packed.ts';
import { decodeTable, readTable } from '../readers/table.ts';
import { id, line, tick } from '../web/parse.ts';

/** What may be sent to become claims, through whichever door. */

export const MOST_BYTES = 5_000_000;
export const ArticleAddress = z.object({ articleId: id });

/** A table with which of its columns says what; a column that none says is left empty. */
export const ImportForm = z.object({
  text: z.string('This is needed as text.').default(''),
  name: line(200).default(''),
  /** The table of the page before, as JSON. */
  table: z.string().default(''),
  ...(Object.fromEntries(CLAIM_COLUMNS.map((column) => [column, chosenColumn()])) as Record<
    (typeof CLAIM_COLUMNS)[number],
    ReturnType<typeof chosenColumn>
  >),
  /** Nothing is marked where one row cannot be. */
  allOrNothing: tick,
});

function chosenColumn() {
  return z
    .union([z.literal('').transform(() => null), z.coerce.number().int().min(0).max(99)])
    .nullish()
    .default(null);
}

/** What came: a table whose columns are to be chosen, or annotations, which say by themselves what is what. */
export type Sent = { name: string } & ({ table: string[][] } | { said: ClaimSaid[] });

/** A pasted text or a file's bytes. Refuses what is neither a table nor Web Annotations, at `text` or `file`. */
export async function readSent(name: string, sent: string | Uint8Array): Promise<Sent> {
  try {
    if (sent.length > MOST_BYTES) throw tooLarge();
    if (typeof sent !== 'string' && isPacked(sent)) return { name, table: await readTable(sent, areHeadings) };
    const text = typeof sent === 'string' ? sent : decodeTable(sent, MOST_BYTES);
    if (text.trim() === '') throw new Refusal('invalid', 'There is nothing in it.');
    // A byte order mark is white space here.
    if (!/^\s*[[{]/.test(text)) return { name, table: await readTable(text) };
    const trees = treesIn(text);
    if (trees.length === 0) throw new Refusal('invalid', 'This begins as JSON does, but is none.');
    return { name, said: claimsInAnnotations(trees) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(error.reason, 'Nothing was imported.', {
      [typeof sent === 'string' ? 'text' : 'file']: [error.message],
    });
  }
}

const Table = z.array(z.array(z.string()).max(100)).min(2).max(10_000);

/** The table that a page handed on. */
export function tableSent(json: string): string[][] {
  try {
    return Table.parse(JSON.parse(json));
  } catch {
    throw new Refusal('invalid', 'The table was lost on the way. Bring the file in again.');
  }
}

/** What a table says of claims, by the columns chosen, or by its headings where none is. */
export function saidIn(table: string[][], chosen: ColumnChoice): ClaimSaid[] {
  return claimsInTable(table, chosen.words === null ? columnsByHeading(table[0]!) : chosen);
}

export function tooLarge(): Refusal {
  return new Refusal('too_large', `A file of claims may have at most ${MOST_BYTES / 1_000_000} MB.`);
}
