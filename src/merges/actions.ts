import { and, eq, isNull } from 'drizzle-orm';
import { lockArticlesOfSource } from '../articles/queries.ts';
import { emptiedOf, filledFrom } from '../core/merging.ts';
import { Refusal } from '../core/refusal.ts';
import { demand, type Person } from '../core/rights.ts';
import { newId, type Db } from '../db/client.ts';
import { merges } from '../db/schema.ts';
import { moveEvidenceIn } from '../evidence/actions.ts';
import { changeOrigins, holdClaimsOver, settleLevelsOver } from '../levels/actions.ts';
import { remember } from '../history/remember.ts';
import { moveRelaysIn, restoreRelaysIn } from '../relays/actions.ts';
import { moveSnapshotsIn } from '../snapshots/actions.ts';
import { rewriteSourceIn } from '../sources/actions.ts';
import { lockSource } from '../sources/queries.ts';
import { getMerge } from './queries.ts';

/**
 * Makes one of two records of a source: its evidence, relays and snapshots go to the keeper, which takes over what it did
 * not know itself. The other stays, and leads to the keeper. Returns the merge's id, with which it can be undone.
 */
export function mergeSources(db: Db, person: Person, keeperId: string, seen: number, goneId: string): Promise<string> {
  demand(person, 'annotate');
  if (goneId === keeperId) {
    const sentence = 'A source cannot be merged with itself.';
    throw new Refusal('invalid', sentence, { otherId: [sentence] });
  }
  const mergeId = newId();
  return db.transaction(async (tx) => {
    await changeOrigins(tx);
    await lockArticlesOfSource(tx, goneId);
    // In one order, so that two merges of the same two do not wait for each other.
    const [first, second] = [keeperId, goneId].toSorted((a, b) => a.localeCompare(b));
    const locked = [await lockSource(tx, person, first!), await lockSource(tx, person, second!)];
    const [keeper, gone] = [keeperId, goneId].map((id) => locked.find((each) => each.id === id)!);
    if (keeper!.version !== seen) {
      throw new Refusal('stale', 'Someone changed this source while you were reading it.');
    }
    for (const source of locked) {
      if (source.mergedInto === null) continue;
      throw new Refusal('conflict', `“${source.title}” has been merged with another already.`);
    }
    if (keeper!.standing !== gone!.standing) {
      const sentence = 'One of the two is marked as fallen and the other is not. Mark both alike first.';
      throw new Refusal('conflict', sentence, { otherId: [sentence] });
    }
    await holdClaimsOver(tx, [keeperId, goneId]);
    const { kept, filled } = filledFrom(keeper!, gone!);
    const evidenceIds = await moveEvidenceIn(tx, person, gone!, keeper!, null);
    const relays = await moveRelaysIn(tx, goneId, keeperId);
    const { snapshotIds, lookIds } = await moveSnapshotsIn(tx, goneId, keeperId, null);
    await rewriteSourceIn(tx, keeperId, kept);
    await rewriteSourceIn(tx, goneId, { ...gone!, mergedInto: keeperId });
    await settleLevelsOver(tx, keeperId);
    await tx.insert(merges).values({
      id: mergeId,
      keeperId,
      goneId,
      evidenceIds,
      snapshotIds,
      lookIds,
      relays,
      filled,
      mergedBy: person.id,
    });
    const told = {
      mergeId,
      evidence: evidenceIds.length,
      relays: relays.length,
      snapshots: snapshotIds.length,
      filled,
    };
    const [kept_, gone_] = [keeper!, gone!].map(({ id, title }) => ({ id, title }));
    await remember(
      tx,
      person,
      { sourceId: keeperId },
      { kind: 'source_merged', keeper: kept_!, gone: gone_!, ...told },
    );
    await remember(tx, person, { sourceId: goneId }, { kind: 'source_merged', keeper: kept_!, gone: gone_!, ...told });
    return mergeId;
  });
}

/** Takes a merge back: what went to the keeper and is still there returns, and the other record stands for itself again. */
export function undoMerge(db: Db, person: Person, mergeId: string): Promise<string> {
  demand(person, 'annotate');
  return db.transaction(async (tx) => {
    const { keeperId, goneId } = await getMerge(tx, person, mergeId);
    await changeOrigins(tx);
    await lockArticlesOfSource(tx, keeperId);
    const keeper = await lockSource(tx, person, keeperId);
    const gone = await lockSource(tx, person, goneId);
    await holdClaimsOver(tx, [keeperId]);
    const [undone] = await tx
      .update(merges)
      .set({ undoneAt: new Date() })
      .where(and(eq(merges.id, mergeId), isNull(merges.undoneAt)))
      .returning();
    if (!undone) throw new Refusal('conflict', 'This merge has been undone already.');
    if (keeper.mergedInto !== null) {
      throw new Refusal('conflict', `“${keeper.title}” has been merged on. Undo that first.`);
    }
    const { evidenceIds, snapshotIds, lookIds, relays, filled } = undone;
    await moveEvidenceIn(tx, person, keeper, gone, evidenceIds);
    await restoreRelaysIn(tx, goneId, keeperId, relays);
    await moveSnapshotsIn(tx, keeperId, goneId, { snapshotIds, lookIds });
    await rewriteSourceIn(tx, keeperId, emptiedOf(keeper, gone, filled));
    await rewriteSourceIn(tx, goneId, { ...gone, mergedInto: null });
    for (const sourceId of [keeperId, goneId]) await settleLevelsOver(tx, sourceId);
    const [kept_, gone_] = [keeper, gone].map(({ id, title }) => ({ id, title }));
    for (const sourceId of [keeperId, goneId]) {
      await remember(tx, person, { sourceId }, { kind: 'merge_undone', mergeId, keeper: kept_!, gone: gone_! });
    }
    return goneId;
  });
}
