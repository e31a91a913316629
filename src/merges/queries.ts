import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import { Refusal } from '../core/refusal.ts';
import type { Person } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { merges, people, sources } from '../db/schema.ts';
import { sourceInSight } from '../sources/queries.ts';

export interface Merge {
  id: string;
  keeperId: string;
  goneId: string;
  gone: string;
  mergedBy: string;
  mergedAt: Date;
}

/** Merges of two records that are both there for the person. */
async function listWhere(db: Db, person: Person, which: ReturnType<typeof eq>): Promise<Merge[]> {
  const keepers = db.select({ id: sources.id }).from(sources).where(sourceInSight(person));
  return db
    .select({
      id: merges.id,
      keeperId: merges.keeperId,
      goneId: merges.goneId,
      gone: sources.title,
      mergedBy: people.name,
      mergedAt: merges.mergedAt,
    })
    .from(merges)
    .innerJoin(sources, eq(sources.id, merges.goneId))
    .innerJoin(people, eq(people.id, merges.mergedBy))
    .where(and(which, isNull(merges.undoneAt), sourceInSight(person), inArray(merges.keeperId, keepers)))
    .orderBy(desc(merges.mergedAt), desc(merges.id))
    .limit(50);
}

/** A merge that stands. */
export async function getMerge(db: Db, person: Person, mergeId: string): Promise<Merge> {
  const [merge] = await listWhere(db, person, eq(merges.id, mergeId));
  if (!merge) throw new Refusal('not_found', 'There is no such merge, or it has been undone.');
  return merge;
}

/** The records that went into this one, newest first. */
export const listMerges = (db: Db, person: Person, keeperId: string) =>
  listWhere(db, person, eq(merges.keeperId, keeperId));
