import { and, asc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { Refusal } from '../core/refusal.ts';
import { demand, type Person } from '../core/rights.ts';
import { wiresIn } from '../core/sourcing/signs.ts';
import { printOf } from '../core/text/print.ts';
import type { Db } from '../db/client.ts';
import { relayDismissals, snapshots, textPrints } from '../db/schema.ts';
import { remember } from '../history/remember.ts';
import { getSource, lockSource } from '../sources/queries.ts';
import { MOST_READ, signsOf } from './queries.ts';

/** Says that what two sources have in common means nothing. They are suggested again when they have more in common. */
export function dismissRelated(db: Db, person: Person, sourceId: string, otherId: string): Promise<void> {
  demand(person, 'annotate');
  return db.transaction(async (tx) => {
    const [first, second] = [sourceId, otherId].toSorted();
    await lockSource(tx, person, first!);
    if (second !== first) await lockSource(tx, person, second!);
    const { title: other } = await getSource(tx, person, otherId);
    const signs = await signsOf(tx, person, sourceId, otherId);
    if (signs.length === 0) throw new Refusal('conflict', 'Nothing is suggested of these two.');
    await tx
      .insert(relayDismissals)
      .values({ sourceId: first!, otherId: second!, signs, dismissedBy: person.id })
      .onConflictDoUpdate({
        target: [relayDismissals.sourceId, relayDismissals.otherId],
        set: { signs, dismissedBy: person.id, dismissedAt: sql`now()` },
      });
    await remember(tx, person, { sourceId }, { kind: 'relay_dismissed', otherId, other, signs });
  });
}

const AT_ONCE = 100;

/** Reads from new snapshots of sources what their texts are recognised by: some at a time. */
export async function printTexts(db: Db): Promise<void> {
  const waiting = await db
    .select({ id: snapshots.id })
    .from(snapshots)
    .leftJoin(textPrints, eq(textPrints.snapshotId, snapshots.id))
    .where(and(isNotNull(snapshots.sourceId), isNotNull(snapshots.text), isNull(textPrints.snapshotId)))
    .orderBy(asc(snapshots.id))
    .limit(AT_ONCE);
  for (const { id: snapshotId } of waiting) {
    const [row] = await db
      .select({ text: sql<string>`left(${snapshots.text}, ${MOST_READ})` })
      .from(snapshots)
      .where(eq(snapshots.id, snapshotId));
    if (!row) continue;
    const print = printOf(row.text);
    const credits = wiresIn(row.text);
    await db
      .insert(textPrints)
      .values({
        snapshotId,
        signature: print?.signature ?? null,
        bands: print?.bands ?? [],
        wires: credits.map(({ agency }) => agency),
        wireWords: credits.map(({ words }) => words),
      })
      .onConflictDoNothing();
  }
}
