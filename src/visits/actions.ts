import { eq } from 'drizzle-orm';
import { demand, may, type Person } from '../core/rights.ts';
import { afterLook, afterSeeing, type Visit } from '../core/visit.ts';
import type { Db, Tx } from '../db/client.ts';
import { visits } from '../db/schema.ts';
import { getChainHead } from '../history/queries.ts';
import { lockVisit } from './queries.ts';

/**
 * Notes that a person looks at an article in their sight. Guests have nothing kept of their visits, and a program does not
 * look for anybody: null.
 */
export async function look(db: Db, person: Person, articleId: string, at: Date): Promise<Visit | null> {
  if (!may(person, 'keep_account')) return null;
  return visit(db, person, articleId, (before, place) => afterLook(before, place, at));
}

/** Says that a person has seen what happened in an article up to the place that was shown to them. */
export async function markSeen(db: Db, person: Person, articleId: string, upTo: number, at: Date): Promise<void> {
  demand(person, 'look_back');
  await visit(db, person, articleId, (before, place) => afterSeeing(before, upTo, place, at));
}

function visit(
  db: Db,
  person: Person,
  articleId: string,
  after: (before: Visit | null, place: number) => Visit,
): Promise<Visit> {
  return db.transaction(async (tx) => {
    const before = await lockVisit(tx, person, articleId);
    const { length } = await getChainHead(tx, articleId);
    const now = after(before, length);
    await tx
      .insert(visits)
      .values({ articleId, personId: person.id, ...now })
      .onConflictDoUpdate({ target: [visits.articleId, visits.personId], set: now });
    return now;
  });
}

/** Clears away how far somebody has seen what happened. */
export async function forgetVisitsIn(tx: Tx, personId: string): Promise<void> {
  await tx.delete(visits).where(eq(visits.personId, personId));
}
