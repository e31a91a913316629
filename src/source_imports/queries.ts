import { desc, eq } from 'drizzle-orm';
import type { CitationFormat } from '../core/citations.ts';
import { Refusal } from '../core/refusal.ts';
import { seesEverything, type Person } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { people, sourceImports, type RecordReport } from '../db/schema.ts';

export interface SourceImport {
  id: string;
  name: string;
  format: CitationFormat;
  records: RecordReport[];
  importedBy: string;
  importedAt: Date;
}

/** What became of a file's records; for whoever imported it, and for those who see everything. */
export async function getSourceImport(db: Db, person: Person, importId: string): Promise<SourceImport> {
  const [found] = await db
    .select({
      id: sourceImports.id,
      name: sourceImports.name,
      format: sourceImports.format,
      records: sourceImports.records,
      personId: sourceImports.importedBy,
      importedBy: people.name,
      importedAt: sourceImports.importedAt,
    })
    .from(sourceImports)
    .innerJoin(people, eq(people.id, sourceImports.importedBy))
    .where(eq(sourceImports.id, importId))
    .orderBy(desc(sourceImports.importedAt));
  if (!found || (found.personId !== person.id && !seesEverything(person))) {
    throw new Refusal('not_found', 'There is no such import.');
  }
  const { personId: _personId, ...rest } = found;
  return rest;
}
