import { createHash } from 'node:crypto';
import { lockText, type Text } from '../articles/queries.ts';
import { followClaims } from '../claims/actions.ts';
import { listClaims, lockClaimsOf } from '../claims/queries.ts';
import { carryClearances, clearedIn } from '../clearances/actions.ts';
import { OUTCOMES, type Followed, type Outcome } from '../core/anchor.ts';
import type { CameFrom } from '../core/history.ts';
import { Refusal } from '../core/refusal.ts';
import { demand, type Person } from '../core/rights.ts';
import type { Reading } from '../core/suggest.ts';
import type { Span } from '../core/text.ts';
import type { Told } from '../core/text/told.ts';
import { newId, type Db, type Tx } from '../db/client.ts';
import { inChunks } from '../db/rows.ts';
import { passages, revisions, sentences } from '../db/schema.ts';
import { remember } from '../history/remember.ts';
import { tieJobIn } from '../jobs/actions.ts';
import { followSpans, readBody } from '../readers/read.ts';
import { keepWithRevision } from '../snapshots/actions.ts';
import type { Came } from '../snapshots/came.ts';
import { carryDecisions, decidedIn, storeSuggestions } from '../suggestions/actions.ts';

/** What a text was made of: a page or a file, which may tell of its passages, and the bytes, kept with the revision. */
export interface TextOrigin {
  told: Told | null;
  came: Came | { jobId: string };
}

export interface RevisionAdded {
  revision: number;
  /** How many claims fared how. */
  outcomes: Record<Outcome, number>;
}

/**
 * Brings in a new text of an article as its next revision. Every claim, cleared sentence and decision on a suggestion is
 * followed into it in the same transaction; what nobody can be sure of is left to a person. Refuses `stale` when the
 * revision that was looked at is no longer the newest, `conflict` when the text is the same, and `too_large` texts.
 */
export async function addRevision(
  db: Db,
  person: Person,
  articleId: string,
  seenRevisionId: string,
  body: string,
  origin: TextOrigin | null = null,
): Promise<RevisionAdded> {
  demand(person, 'annotate');
  const reading = await readBody(body, origin?.told ?? null);
  return db.transaction(async (tx) => {
    const before = await lockText(tx, person, articleId);
    if (before.revisionId !== seenRevisionId) {
      throw new Refusal('stale', 'A newer revision of the article has come in while you were reading this one.');
    }
    if (before.body === body) {
      const sentence = 'This is the text that the article has already.';
      throw new Refusal('conflict', sentence, { body: [sentence] });
    }
    const next = { articleId, revision: before.revision + 1, body };
    const { text: after, ...stored } = await storeRevision(tx, person, next, reading, origin);

    // Held before they are read: a finding that is being given now must not miss that its words change.
    await lockClaimsOf(tx, articleId);
    const claims = (await listClaims(tx, person, articleId)).filter(
      (claim) => claim.stage !== 'withdrawn' && claim.revisionId === before.revisionId,
    );
    const cleared = await clearedIn(tx, before.revisionId);
    const decided = await decidedIn(tx, before.revisionId);
    const spans = [...claims, ...cleared, ...decided].map(({ start, end }): Span => ({ start, end }));
    const followed = await followSpans(before.body, body, spans);
    const fates = oneForEachPlace(followed.slice(0, claims.length));
    const places = followed.slice(claims.length).map(unchangedPlace);

    const inText = await followClaims(
      tx,
      person,
      after,
      claims.map((claim, index) => ({ claim, fate: fates[index]! })),
    );
    const stillCleared = await carryClearances(
      tx,
      after.revisionId,
      reading.sentences,
      cleared.map((each, index) => ({ ...each, now: places[index] ?? null })),
    );
    await storeSuggestions(tx, after, reading);
    const stillDismissed = await carryDecisions(
      tx,
      after.revisionId,
      decided.map((each, index) => ({ ...each, now: places[cleared.length + index] ?? null })),
      inText,
    );
    const outcomes = tally(fates);
    const { revision } = after;
    const carried = { cleared: stillCleared, dismissed: stillDismissed };
    await remember(
      tx,
      person,
      { articleId },
      { kind: 'revision_added', revision, ...stored, length: body.length, outcomes, ...carried },
    );
    return { revision, outcomes };
  });
}

/** Stores a revision with its passages and sentences, in a transaction that does more. */
export async function storeRevision(
  tx: Tx,
  person: Person,
  { articleId, revision, body }: Omit<Text, 'revisionId'>,
  reading: Reading,
  origin: TextOrigin | null,
): Promise<{ text: Text; sha256: string; from?: CameFrom }> {
  const revisionId = newId();
  const sha256 = createHash('sha256').update(body).digest('hex');
  await tx.insert(revisions).values({
    id: revisionId,
    articleId,
    number: revision,
    body,
    sha256,
    english: reading.english,
    notes: reading.notes,
    createdBy: person.id,
  });
  const numbered = <T extends object>(rows: readonly T[]) =>
    rows.map((row, position) => ({ ...row, position, revisionId }));
  await inChunks(numbered(reading.passages), async (chunk) => {
    await tx.insert(passages).values(chunk);
  });
  await inChunks(numbered(reading.sentences), async (chunk) => {
    await tx.insert(sentences).values(chunk);
  });
  const text = { articleId, revisionId, revision, body };
  if (origin === null) return { text, sha256 };
  if ('jobId' in origin.came) await tieJobIn(tx, person, origin.came.jobId, articleId);
  return { text, sha256, from: await keepWithRevision(tx, person, revisionId, origin.came) };
}

/** Where the very words stand now; null where they changed or nobody can be sure. */
function unchangedPlace({ outcome, start, end }: Followed): Span | null {
  const unchanged = outcome === 'same' || outcome === 'moved';
  return unchanged && start !== null && end !== null ? { start, end } : null;
}

/** Two claims that would end on the very same words stay two: the first has them, of the other a person decides. */
function oneForEachPlace(fates: readonly Followed[]): Followed[] {
  const taken = new Set<string>();
  return fates.map((fate) => {
    const { start, end } = fate;
    if (start === null || end === null) return fate;
    const place = `${start}-${end}`;
    if (!taken.has(place)) {
      taken.add(place);
      return fate;
    }
    return { ...fate, outcome: 'ambiguous', start: null, end: null, candidates: [{ start, end, score: 1 }] };
  });
}

function tally(fates: readonly Followed[]): Record<Outcome, number> {
  const counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<Outcome, number>;
  for (const { outcome } of fates) counts[outcome]++;
  return counts;
}
