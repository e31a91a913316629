import { and, eq, gte, ne, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { lockText, withinSight, type Text } from '../articles/queries.ts';
import {
  draftOn,
  markClaim,
  markClaimsIn,
  type ClaimDraft,
  type CreditDraft,
  type MarkedClaim,
  type WordsToMark,
} from '../claims/actions.ts';
import { wordsMeant, type MarkForm } from '../claims/parse.ts';
import { listMarkedSpans } from '../claims/queries.ts';
import type { Attribution } from '../core/attribution.ts';
import { Refusal } from '../core/refusal.ts';
import { demand, type Person } from '../core/rights.ts';
import type { Reading } from '../core/suggest.ts';
import type { Span } from '../core/text.ts';
import { newId, type Db, type Tx } from '../db/client.ts';
import { inChunks } from '../db/rows.ts';
import { suggestions } from '../db/schema.ts';
import { remember } from '../history/remember.ts';
import { getSuggestion } from './queries.ts';

/** Keeps what the reading of a new revision found worth checking, until a person says what it is. */
export async function storeSuggestions(tx: Tx, { articleId, revisionId }: Text, reading: Reading): Promise<void> {
  const found = reading.claims.map((claim, position) => ({ ...claim, position }));
  await inChunks(found, async (chunk) => {
    await tx.insert(suggestions).values(
      chunk.map(({ attribution, ...claim }) => ({
        ...claim,
        id: newId(),
        articleId,
        revisionId,
        credits: creditChain(reading, attribution),
      })),
    );
  });
}

/** The credit at `index`, followed by whom it cites, and so on; a loop is cut where it closes. */
function creditChain({ attributions }: Reading, index: number | null): Reading['attributions'] {
  const chain: Reading['attributions'] = [];
  for (let next = index; next !== null;) {
    const credit = attributions[next];
    if (!credit || chain.includes(credit)) break;
    chain.push(credit);
    next = credit.via;
  }
  return chain;
}

/** A suggestion that somebody decided on. */
export interface Decision extends Span {
  id: string;
  state: 'accepted' | 'dismissed';
  claimId: string | null;
  dismissedReason: string | null;
  decidedBy: string;
  decidedAt: Date;
}

/** The decisions on the suggestions of a revision. */
export async function decidedIn(tx: Tx, revisionId: string): Promise<Decision[]> {
  const rows = await tx
    .select()
    .from(suggestions)
    .where(and(eq(suggestions.revisionId, revisionId), ne(suggestions.state, 'open')))
    .orderBy(suggestions.position);
  return rows.map(({ id, start, end, state, claimId, dismissedReason, decidedBy, decidedAt }) => ({
    id,
    start,
    end,
    state: state as Decision['state'],
    claimId,
    dismissedReason,
    decidedBy: decidedBy!,
    decidedAt: decidedAt!,
  }));
}

/**
 * Carries decisions into the suggestions of a new revision: what was dismissed or accepted does not come back while its
 * words are the same, and words that are a claim already (`claimBySpan`, by "start-end") are not suggested again. Returns
 * the ids, before and now, of those that stay dismissed.
 */
export async function carryDecisions(
  tx: Tx,
  revisionId: string,
  decisions: readonly (Decision & { now: Span | null })[],
  claimBySpan: ReadonlyMap<string, string>,
): Promise<[was: string, now: string][]> {
  const bySpan = new Map(decisions.flatMap(({ now, ...decision }) => (now ? [[spanOf(now), decision]] : [])));
  const fresh = await tx
    .select({ id: suggestions.id, start: suggestions.start, end: suggestions.end })
    .from(suggestions)
    .where(eq(suggestions.revisionId, revisionId));
  const decided = fresh.flatMap(({ id, start, end }) => {
    const decision = bySpan.get(spanOf({ start, end }));
    const claimId = claimBySpan.get(spanOf({ start, end })) ?? decision?.claimId ?? null;
    return decision || claimId ? [{ id, claimId, decision }] : [];
  });
  await inChunks(decided, async (chunk) => {
    await tx.execute(sql`
      update ${suggestions} as s
      set state = case when d.claim_id is null then 'dismissed' else 'accepted' end, claim_id = d.claim_id,
        dismissed_reason = d.reason, decided_by = d.decided_by, decided_at = coalesce(d.decided_at, now())
      from unnest(
        ${sql.param(chunk.map(({ id }) => id))}::uuid[], ${sql.param(chunk.map(({ claimId }) => claimId))}::uuid[],
        ${sql.param(chunk.map(({ decision }) => decision?.dismissedReason ?? null))}::text[],
        ${sql.param(chunk.map(({ decision }) => decision?.decidedBy ?? null))}::uuid[],
        ${sql.param(chunk.map(({ decision }) => decision?.decidedAt.toISOString() ?? null))}::timestamptz[]
      ) as d (id, claim_id, reason, decided_by, decided_at)
      where s.id = d.id`);
  });
  return decided.flatMap(({ id, claimId, decision }) => (decision && claimId === null ? [[decision.id, id]] : []));
}

/** Makes a claim of one suggestion as it stands. */
export async function acceptSuggestionAsIs(db: Db, person: Person, suggestionId: string) {
  return db.transaction(async (tx) => {
    const { suggestion, text } = await lockSuggestion(tx, person, suggestionId);
    return markAndSettle(tx, person, text, suggestion.id, draftOf(suggestion));
  });
}

/** Marks a claim by hand, or makes one of a suggestion as a person has edited it: other words, another statement. */
export async function markFrom(
  db: Db,
  person: Person,
  articleId: string,
  sent: z.infer<typeof MarkForm>,
): Promise<MarkedClaim> {
  const { start, end, quotation, suggestionId, credited, ...wording } = sent;
  const words = wordsMeant({ start, end, quotation });
  if (!suggestionId) return markClaim(db, person, articleId, { ...wording, words, credits: [] });
  const { credits, hedged } = await getSuggestion(db, person, articleId, suggestionId);
  const kept = credited ? creditsOf(credits) : [];
  return markFromSuggestion(db, person, articleId, suggestionId, { ...wording, words, credits: kept, hedged });
}

/** Makes a claim of a suggestion as a person has edited it. */
export function markFromSuggestion(
  db: Db,
  person: Person,
  articleId: string,
  suggestionId: string,
  wanted: WordsToMark,
): Promise<MarkedClaim> {
  return db.transaction(async (tx) => {
    const { text } = await lockSuggestion(tx, person, suggestionId);
    if (text.articleId !== articleId) throw unknown();
    return markAndSettle(tx, person, text, suggestionId, { ...draftOn(text, wanted), suggestionId });
  });
}

async function markAndSettle(tx: Tx, person: Person, text: Text, suggestionId: string, draft: ClaimDraft) {
  const [claim] = await markClaimsIn(tx, person, text, [draft]);
  await settle(tx, person, text, [[suggestionId, claim!.id]]);
  return { ...claim!, articleId: text.articleId };
}

/**
 * Makes claims of all the open suggestions of an article that score at least `atLeast` (0 to 1). Those
 * whose very words are a claim already become that claim. Returns how many claims were made.
 */
export async function acceptSuggestions(db: Db, person: Person, articleId: string, atLeast: number): Promise<number> {
  return db.transaction(async (tx) => acceptSuggestionsIn(tx, person, await lockText(tx, person, articleId), atLeast));
}

export async function acceptSuggestionsIn(tx: Tx, person: Person, text: Text, atLeast: number): Promise<number> {
  demand(person, 'annotate');
  const open = await tx
    .select()
    .from(suggestions)
    .where(
      and(
        eq(suggestions.revisionId, text.revisionId),
        eq(suggestions.state, 'open'),
        gte(suggestions.checkworthiness, atLeast),
      ),
    )
    .orderBy(suggestions.position);
  const claimBySpan = await listMarkedSpans(tx, text.revisionId);
  const fresh = open.filter((each) => !claimBySpan.has(spanOf(each)));
  const marked = await markClaimsIn(tx, person, text, fresh.map(draftOf));
  for (const [index, each] of fresh.entries()) claimBySpan.set(spanOf(each), marked[index]!.id);
  await settle(
    tx,
    person,
    text,
    open.map((each) => [each.id, claimBySpan.get(spanOf(each))!]),
  );
  return fresh.length;
}

/** Says that a suggestion is not worth a claim. The reason may be empty. */
export async function dismissSuggestion(
  db: Db,
  person: Person,
  suggestionId: string,
  reason: string,
): Promise<{ articleId: string }> {
  demand(person, 'annotate');
  return db.transaction(async (tx) => {
    const { articleId, exact } = (await lockSuggestion(tx, person, suggestionId)).suggestion;
    await tx
      .update(suggestions)
      .set({ state: 'dismissed', dismissedReason: reason, decidedBy: person.id, decidedAt: sql`now()` })
      .where(eq(suggestions.id, suggestionId));
    await remember(tx, person, { articleId }, { kind: 'suggestion_dismissed', suggestionId, exact, reason });
    return { articleId };
  });
}

/** Takes a dismissal back. */
export async function reopenSuggestion(db: Db, person: Person, suggestionId: string): Promise<{ articleId: string }> {
  demand(person, 'annotate');
  return db.transaction(async (tx) => {
    const { articleId, exact } = (await lockSuggestion(tx, person, suggestionId, 'dismissed')).suggestion;
    await tx
      .update(suggestions)
      .set({ state: 'open', dismissedReason: null, decidedBy: null, decidedAt: null })
      .where(eq(suggestions.id, suggestionId));
    await remember(tx, person, { articleId }, { kind: 'suggestion_reopened', suggestionId, exact });
    return { articleId };
  });
}

const spanOf = ({ start, end }: Span) => `${start}-${end}`;

/** Notes which claim each suggestion became; refuses where one is no longer open. */
async function settle(tx: Tx, person: Person, text: Text, pairs: readonly [suggestionId: string, claimId: string][]) {
  const settled = await tx.execute(sql`
    update ${suggestions} as s
    set state = 'accepted', claim_id = pair.claim_id, decided_by = ${person.id}, decided_at = now()
    from unnest(${sql.param(pairs.map(([each]) => each))}::uuid[], ${sql.param(pairs.map(([, each]) => each))}::uuid[])
      as pair (suggestion_id, claim_id)
    where s.id = pair.suggestion_id and s.revision_id = ${text.revisionId} and s.state = 'open'`);
  if (settled.rowCount !== pairs.length) throw decided();
}

/**
 * The suggestion with the text it stands on. Whoever decides on one holds its article, and no row besides: two who held
 * one each and wanted the other's would wait for ever.
 */
async function lockSuggestion(tx: Tx, person: Person, suggestionId: string, state: 'open' | 'dismissed' = 'open') {
  const of = and(eq(suggestions.id, suggestionId), withinSight(person, suggestions.articleId));
  const [found] = await tx.select({ articleId: suggestions.articleId }).from(suggestions).where(of);
  if (!found) throw unknown();
  const text = await lockText(tx, person, found.articleId);
  const [suggestion] = await tx.select().from(suggestions).where(of);
  if (suggestion?.state !== state) throw decided();
  return { suggestion, text };
}

function draftOf(suggestion: typeof suggestions.$inferSelect): ClaimDraft {
  const { id: suggestionId, start, end, statement, type, risk, hedged, credits } = suggestion;
  return { start, end, statement, type, risk, hedged, credits: creditsOf(credits), suggestionId };
}

/** A chain of credits up to where nobody is named ("is said to"): there is no speaker to file that under. */
function creditsOf(found: readonly Attribution[]): CreditDraft[] {
  const nobody = found.findIndex(({ speaker }) => speaker === '');
  return found.slice(0, nobody === -1 ? undefined : nobody).map(creditOf);
}

/** The credit as it was read from the text, without the words it covers and its place in the reading. */
export function creditOf(found: Attribution): CreditDraft {
  const { kind, manner, inherited, hedged, weasel, source, cue, speaker } = found;
  return { kind, manner, inherited, hedged, weasel, source, cue, speaker };
}

const unknown = () => new Refusal('not_found', 'There is no such suggestion.');
const decided = () => new Refusal('conflict', 'Somebody has decided on this suggestion already.');
