import { and, eq, or, isNull, sql } from 'drizzle-orm';
import { inSight } from '../articles/queries.ts';
import { Refusal } from '../core/refusal.ts';
import { seesEverything, type Person } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { articles, imports, people, type Imported, type RecordReport } from '../db/schema.ts';

export interface Import {
  id: string;
  kind: Imported;
  name: string;
  format: string;
  articleId: string | null;
  records: RecordReport[];
  importedBy: string;
  importedAt: Date;
}

/** What became of a file's records; for whoever imported it, and for those who see everything. */
export async function getImport(db: Db, person: Person, importId: string): Promise<Import> {
  const [found] = await db
    .select({
      id: imports.id,
      kind: imports.kind,
      name: imports.name,
      format: imports.format,
      articleId: imports.articleId,
      records: imports.records,
      importedBy: people.name,
      importedAt: imports.importedAt,
    })
    .from(imports)
    .innerJoin(people, eq(people.id, imports.importedBy))
    .leftJoin(articles, eq(articles.id, imports.articleId))
    .where(
      and(
        eq(imports.id, importId),
        seesEverything(person) ? sql`true` : eq(imports.importedBy, person.id),
        or(isNull(imports.articleId), inSight(person)),
      ),
    );
  if (!found) throw new Refusal('not_found', 'There is no such import.');
  return found;
}
