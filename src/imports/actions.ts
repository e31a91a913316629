import type { Person } from '../core/rights.ts';
import { newId, type Tx } from '../db/client.ts';
import { imports, type Imported, type RecordReport } from '../db/schema.ts';

export interface ImportMade {
  kind: Imported;
  /** The file's name; empty for what was pasted. */
  name: string;
  /** As it is called: "BibTeX". */
  format: string;
  articleId?: string;
  records: RecordReport[];
}

/** Keeps what became of each record of a file, in the transaction that made what it could of them. Returns its id. */
export async function keepImportIn(tx: Tx, person: Person, made: ImportMade): Promise<string> {
  const id = newId();
  await tx.insert(imports).values({ id, ...made, importedBy: person.id });
  return id;
}

/** How many records came out how, as history tells it. */
export function tallyOf(records: readonly RecordReport[]): { added: number; known: number; refused: number } {
  const count = (outcome: RecordReport['outcome']) => records.filter((each) => each.outcome === outcome).length;
  return { added: count('new'), known: count('known'), refused: count('refused') };
}
