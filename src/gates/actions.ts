import { and, eq, isNull, sql } from 'drizzle-orm';
import { lockText } from '../articles/queries.ts';
import { Refusal } from '../core/refusal.ts';
import { demand, type Person } from '../core/rights.ts';
import { newId, type Db, type Tx } from '../db/client.ts';
import { gateOverrides } from '../db/schema.ts';
import { remember } from '../history/remember.ts';
import { getGate } from './queries.ts';

/**
 * An editor lets the newest revision pass all the same, and says why. It covers what stands in the way now; what comes
 * later is in the way again, and a new revision has no override.
 */
export async function overrideGate(
  db: Db,
  person: Person,
  articleId: string,
  seenRevisionId: string,
  reason: string,
  asOf: Date,
): Promise<void> {
  demand(person, 'review');
  await db.transaction(async (tx) => {
    const { revision, revisionId } = await lockText(tx, person, articleId);
    if (revisionId !== seenRevisionId) {
      throw new Refusal('stale', 'A newer revision of the article has come in while you were reading this one.');
    }
    const { standing, inTheWay } = await getGate(tx, person, articleId, asOf);
    if (inTheWay.length === 0) throw new Refusal('conflict', 'Nothing stands in the way.');
    await lift(tx, revisionId);
    await tx
      .insert(gateOverrides)
      .values({ id: newId(), articleId, revisionId, reason, covers: standing, givenBy: person.id });
    await remember(tx, person, { articleId }, { kind: 'gate_overridden', revision, reason, covers: standing });
  });
}

export async function liftOverride(db: Db, person: Person, articleId: string): Promise<void> {
  demand(person, 'review');
  await db.transaction(async (tx) => {
    const { revision, revisionId } = await lockText(tx, person, articleId);
    if ((await lift(tx, revisionId)) === 0) throw new Refusal('conflict', 'There is no override to take back.');
    await remember(tx, person, { articleId }, { kind: 'gate_override_lifted', revision });
  });
}

async function lift(tx: Tx, revisionId: string): Promise<number> {
  const lifted = await tx
    .update(gateOverrides)
    .set({ liftedAt: sql`now()` })
    .where(and(eq(gateOverrides.revisionId, revisionId), isNull(gateOverrides.liftedAt)))
    .returning({ id: gateOverrides.id });
  return lifted.length;
}
