import { and, eq } from 'drizzle-orm';
import { listClearances, lockText, getReading, type Text } from '../articles/queries.ts';
import { listMarked } from '../claims/queries.ts';
import { coverageOf, untouchedAmong, type Chosen } from '../core/coverage.ts';
import { Refusal } from '../core/refusal.ts';
import { demand, type Person } from '../core/rights.ts';
import type { Span } from '../core/text.ts';
import { brokenConstraint, newId, type Db, type Tx } from '../db/client.ts';
import { inChunks } from '../db/rows.ts';
import { clearances } from '../db/schema.ts';
import { remember, rememberAll } from '../history/remember.ts';

/**
 * Says that there is nothing to check in these sentences (indices into the revision that was looked at).
 * Refuses `stale` when there is a newer revision, `conflict` when somebody has cleared one of them already.
 */
export async function clearSentences(
  db: Db,
  person: Person,
  articleId: string,
  revisionId: string,
  positions: readonly number[],
  reason: string,
): Promise<void> {
  demand(person, 'annotate');
  await db.transaction(async (tx) => {
    const text = await lockText(tx, person, articleId);
    const quotes = await quotesOf(tx, text, revisionId, positions);
    try {
      await inChunks([...new Set(positions)], async (chunk) => {
        await tx
          .insert(clearances)
          .values(chunk.map((position) => ({ revisionId, position, reason, clearedBy: person.id })));
      });
    } catch (error) {
      if (brokenConstraint(error) !== 'clearances_pk') throw error;
      throw new Refusal('conflict', 'Somebody has said already that there is nothing to check in this sentence.');
    }
    await rememberAll(
      tx,
      person,
      quotes.map((quote) => ({
        about: { articleId },
        event: { kind: 'sentence_cleared', revision: text.revision, ...quote, reason },
      })),
    );
  });
}

/**
 * Says in one go that there is nothing to check in those of the sentences that nobody has touched yet. Refuses `stale`
 * when there is a newer revision, `conflict` when none of them is untouched any more.
 */
export async function clearMany(
  db: Db,
  person: Person,
  articleId: string,
  revisionId: string,
  chosen: Chosen,
  reason: string,
): Promise<{ clearingId: string; sentences: number }> {
  demand(person, 'annotate');
  return db.transaction(async (tx) => {
    const text = await lockText(tx, person, articleId);
    refuseStale(text, revisionId);
    const { sentences } = await getReading(tx, revisionId);
    const marked = await listMarked(tx, revisionId);
    const coverage = coverageOf(text.body, sentences, marked, await listClearances(tx, revisionId));
    const positions = untouchedAmong(sentences, coverage, chosen);
    if (positions.length === 0) {
      throw new Refusal('conflict', 'None of these sentences is untouched any more.');
    }
    const clearingId = newId();
    await inChunks(positions, async (chunk) => {
      await tx
        .insert(clearances)
        .values(chunk.map((position) => ({ revisionId, position, reason, clearingId, clearedBy: person.id })));
    });
    const spans = positions.map((position) => spanOf(sentences[position]!));
    const { revision } = text;
    await remember(
      tx,
      person,
      { articleId },
      { kind: 'sentences_cleared', clearingId, revision, sentences: spans, reason },
    );
    return { clearingId, sentences: positions.length };
  });
}

/** Takes back, in one go, what was said of several sentences in one go, where it still stands. */
export async function liftClearing(
  db: Db,
  person: Person,
  articleId: string,
  revisionId: string,
  clearingId: string,
): Promise<void> {
  demand(person, 'annotate');
  await db.transaction(async (tx) => {
    const text = await lockText(tx, person, articleId);
    refuseStale(text, revisionId);
    const { sentences } = await getReading(tx, revisionId);
    const lifted = await tx
      .delete(clearances)
      .where(and(eq(clearances.revisionId, revisionId), eq(clearances.clearingId, clearingId)))
      .returning({ position: clearances.position, reason: clearances.reason });
    const [first] = lifted;
    if (!first) throw new Refusal('conflict', 'This has been taken back already.');
    const positions = lifted.map(({ position }) => position).toSorted((a, b) => a - b);
    const spans = positions.map((position) => spanOf(sentences[position]!));
    const { revision } = text;
    const event = { clearingId, revision, sentences: spans, reason: first.reason };
    await remember(tx, person, { articleId }, { kind: 'clearances_lifted', ...event });
  });
}

const spanOf = ({ start, end }: Span): [number, number] => [start, end];

/** Takes back that there is nothing to check in a sentence. */
export async function liftClearance(
  db: Db,
  person: Person,
  articleId: string,
  revisionId: string,
  position: number,
): Promise<void> {
  demand(person, 'annotate');
  await db.transaction(async (tx) => {
    const text = await lockText(tx, person, articleId);
    const [quote] = await quotesOf(tx, text, revisionId, [position]);
    const [lifted] = await tx
      .delete(clearances)
      .where(and(eq(clearances.revisionId, revisionId), eq(clearances.position, position)))
      .returning({ reason: clearances.reason });
    if (!lifted) throw new Refusal('conflict', 'This sentence is not among those with nothing to check.');
    await remember(
      tx,
      person,
      { articleId },
      {
        kind: 'clearance_lifted',
        revision: text.revision,
        ...quote!,
        reason: lifted.reason,
      },
    );
  });
}

function refuseStale(text: Text, seenRevisionId: string): void {
  if (text.revisionId !== seenRevisionId) {
    throw new Refusal('stale', 'A newer revision of the article has come in while you were reading this one.');
  }
}

async function quotesOf(tx: Tx, text: Text, revisionId: string, positions: readonly number[]) {
  refuseStale(text, revisionId);
  const { sentences: all } = await getReading(tx, revisionId);
  return [...new Set(positions)].map((position) => {
    const sentence = all[position];
    if (!sentence) throw new Refusal('not_found', 'The article has no such sentence.');
    const { start, end } = sentence;
    return { start, end, exact: text.body.slice(start, end) };
  });
}

/** A clearance as it stands in a revision, with the sentence that it clears. */
export interface ClearedSentence extends Span {
  reason: string;
  clearingId: string | null;
  clearedBy: string;
  clearedAt: Date;
}

/** The cleared sentences of a revision, in order. */
export async function clearedIn(tx: Tx, revisionId: string): Promise<ClearedSentence[]> {
  const rows = await tx
    .select({
      position: clearances.position,
      reason: clearances.reason,
      clearingId: clearances.clearingId,
      clearedBy: clearances.clearedBy,
      clearedAt: clearances.clearedAt,
    })
    .from(clearances)
    .where(eq(clearances.revisionId, revisionId))
    .orderBy(clearances.position);
  if (rows.length === 0) return [];
  const { sentences } = await getReading(tx, revisionId);
  return rows.map(({ position, ...row }) => ({
    ...row,
    start: sentences[position]!.start,
    end: sentences[position]!.end,
  }));
}

/**
 * Carries clearances into a new revision: each whose words stand there unchanged as a sentence of their own. A sentence
 * whose words or bounds changed is untouched again. Returns where each that was carried started and where it stands.
 */
export async function carryClearances(
  tx: Tx,
  revisionId: string,
  sentences: readonly Span[],
  carried: readonly (ClearedSentence & { now: Span | null })[],
): Promise<[was: number, start: number, end: number][]> {
  const positions = new Map(sentences.map(({ start, end }, position) => [`${start}-${end}`, position]));
  const taken = new Map<number, ClearedSentence>();
  for (const { now, ...sentence } of carried) {
    const position = now ? positions.get(`${now.start}-${now.end}`) : undefined;
    if (position !== undefined && !taken.has(position)) taken.set(position, sentence);
  }
  const rows = [...taken].map(([position, { reason, clearingId, clearedBy, clearedAt }]) => ({
    revisionId,
    position,
    reason,
    clearingId,
    clearedBy,
    clearedAt,
  }));
  await inChunks(rows, async (chunk) => {
    await tx.insert(clearances).values(chunk);
  });
  return [...taken].map(([position, { start }]) => [start, sentences[position]!.start, sentences[position]!.end]);
}
