import { and, eq, or } from 'drizzle-orm';
import { changesBetween, type RelayOnRecord } from '../core/history.ts';
import type { MovedRelay } from '../core/merging.ts';
import { Refusal } from '../core/refusal.ts';
import type { Person } from '../core/rights.ts';
import type { RelayKind } from '../core/sourcing.ts';
import type { Db, Tx } from '../db/client.ts';
import { relays } from '../db/schema.ts';
import { changeOrigins, settleLevelsOver } from '../levels/actions.ts';
import { remember } from '../history/remember.ts';
import { reviseSourceIn } from '../sources/actions.ts';
import { getSource } from '../sources/queries.ts';

export interface RelayDraft {
  kind: RelayKind;
  /** The words of the source that show it; may be empty. */
  words: string;
}

/** Says that a source passes on another, or amends how. Every claim that rests on it is sourced anew. */
export function linkRelay(
  db: Db,
  person: Person,
  sourceId: string,
  seen: number,
  relayedId: string,
  draft: RelayDraft,
): Promise<void> {
  return db.transaction(async (tx) => {
    await changeOrigins(tx);
    await reviseSourceIn(tx, person, sourceId, seen);
    if (relayedId === sourceId) {
      const sentence = 'A source cannot pass on itself.';
      throw new Refusal('invalid', sentence, { relayedId: [sentence] });
    }
    const relayed = await getSource(tx, person, relayedId);
    const before = await findRelay(tx, sourceId, relayedId);
    const now: RelayOnRecord = { relayedId, relayed: relayed.title, relayKind: draft.kind, words: draft.words };
    if (!before) {
      await tx.insert(relays).values({ sourceId, relayedId, ...draft, linkedBy: person.id });
      await settleLevelsOver(tx, sourceId);
      await remember(tx, person, { sourceId }, { kind: 'relay_linked', ...now });
      return;
    }
    const changes = changesBetween(
      { relayKind: before.kind, words: before.words },
      { relayKind: draft.kind, words: draft.words },
    );
    if (!changes) return;
    await tx.update(relays).set(draft).where(theOne(sourceId, relayedId));
    await remember(tx, person, { sourceId }, { kind: 'relay_amended', ...now, changes });
  });
}

/** Says that a source does not pass on another after all. */
export function removeRelay(db: Db, person: Person, sourceId: string, seen: number, relayedId: string): Promise<void> {
  return db.transaction(async (tx) => {
    await changeOrigins(tx);
    await reviseSourceIn(tx, person, sourceId, seen);
    const before = await findRelay(tx, sourceId, relayedId);
    if (!before) throw new Refusal('not_found', 'This source is not said to pass on that one.');
    const relayed = await getSource(tx, person, relayedId);
    await tx.delete(relays).where(theOne(sourceId, relayedId));
    await settleLevelsOver(tx, sourceId);
    const gone: RelayOnRecord = { relayedId, relayed: relayed.title, relayKind: before.kind, words: before.words };
    await remember(tx, person, { sourceId }, { kind: 'relay_removed', ...gone });
  });
}

const theOne = (sourceId: string, relayedId: string) =>
  and(eq(relays.sourceId, sourceId), eq(relays.relayedId, relayedId));

async function findRelay(tx: Tx, sourceId: string, relayedId: string): Promise<RelayDraft | null> {
  const [relay] = await tx
    .select({ kind: relays.kind, words: relays.words })
    .from(relays)
    .where(theOne(sourceId, relayedId));
  return relay ?? null;
}

/** Gives what one record of a source passes on, and what passes it on, to another record; returns what there was. */
export async function moveRelaysIn(tx: Tx, fromId: string, toId: string): Promise<MovedRelay[]> {
  const rows = await tx
    .delete(relays)
    .where(or(eq(relays.sourceId, fromId), eq(relays.relayedId, fromId)))
    .returning();
  const told: MovedRelay[] = [];
  for (const row of rows) {
    const { sourceId, relayedId } = movedTo(row, fromId, toId);
    const [made] =
      sourceId === relayedId
        ? []
        : await tx
            .insert(relays)
            .values({ ...row, sourceId, relayedId })
            .onConflictDoNothing()
            .returning();
    told.push({ ...row, linkedAt: row.linkedAt.toISOString(), moved: made !== undefined });
  }
  return told;
}

/** Takes `moveRelaysIn` back, as far as nobody has removed those relays since. */
export async function restoreRelaysIn(
  tx: Tx,
  goneId: string,
  keeperId: string,
  moved: readonly MovedRelay[],
): Promise<void> {
  for (const { moved: lives, linkedAt, ...row } of moved) {
    if (lives) {
      const { sourceId, relayedId } = movedTo(row, goneId, keeperId);
      const removed = await tx.delete(relays).where(theOne(sourceId, relayedId)).returning();
      if (removed.length === 0) continue;
    }
    await tx
      .insert(relays)
      .values({ ...row, linkedAt: new Date(linkedAt) })
      .onConflictDoNothing();
  }
}

function movedTo(relay: Pick<MovedRelay, 'sourceId' | 'relayedId'>, fromId: string, toId: string) {
  const other = (id: string) => (id === fromId ? toId : id);
  return { sourceId: other(relay.sourceId), relayedId: other(relay.relayedId) };
}
