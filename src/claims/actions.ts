import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import { holdOf, sameWords, snapToGraphemes, type Followed } from '../core/anchor.ts';
import type { AttributionKind, Manner } from '../core/attribution.ts';
import { afterMove, type AttributionCheck, type Move } from '../core/check.ts';
import { changesBetween, type AttributionOnRecord, type HistoryEvent } from '../core/history.ts';
import { BETWEEN_RUNS, placeOf, quotesNear, type Words } from '../core/placing.ts';
import { Refusal } from '../core/refusal.ts';
import { demand, type Person } from '../core/rights.ts';
import type { Fall } from '../core/standing.ts';
import type { ClaimType, Risk } from '../core/suggest.ts';
import type { Quote, Span } from '../core/text.ts';
import { lockText, type Text } from '../articles/queries.ts';
import { brokenConstraint, newId, type Db, type Tx } from '../db/client.ts';
import { inChunks } from '../db/rows.ts';
import { articles, attributions, claims, follows } from '../db/schema.ts';
import { holdOrigins, settleLevels } from '../levels/actions.ts';
import { remember, rememberAll } from '../history/remember.ts';
import { notify, type Notice } from '../notifications/actions.ts';
import { speakerKey, speakersFor } from '../speakers/actions.ts';
import { getClaimFile, inCheck, lockClaim, type ClaimFile, type ClaimRow, type Credit } from './queries.ts';

/** What is said of words when they become a claim. */
export interface ClaimWording {
  statement: string;
  type: ClaimType;
  risk: Risk;
  hedged: boolean;
  /** Nearest first; empty in the article's own voice. */
  credits: CreditDraft[];
}

export interface ClaimDraft extends Span, ClaimWording {
  /** The suggestion that this answers, if it answers one. */
  suggestionId: string | null;
}

export interface MarkedClaim {
  id: string;
  number: number;
}

/** Whom the text credits, as a person or the reading of the text says it. */
export interface CreditDraft {
  kind: AttributionKind;
  manner: Manner;
  inherited: boolean;
  hedged: boolean;
  weasel: boolean;
  source: Quote[];
  cue: Quote[];
  speaker: string;
}

/**
 * Marks claims on the newest revision of an article, in a transaction that does more, with their numbers,
 * speakers, credits and history. Answers in the order of the drafts. The article's row is held
 * until commit, so that numbers stay without gaps and two people do not mark the same words.
 */
export async function markClaimsIn(
  tx: Tx,
  person: Person,
  text: Text,
  drafts: readonly ClaimDraft[],
): Promise<MarkedClaim[]> {
  demand(person, 'annotate');
  const firstNumber = await takeNumbers(tx, text.articleId, drafts.length);
  const speakerIds = await speakersFor(
    tx,
    person,
    text.articleId,
    drafts.flatMap((draft) => draft.credits.map((credit) => ({ kind: credit.kind, name: credit.speaker }))),
  );
  const marked = drafts.map((draft, index) => ({ ...draft, id: newId(), number: firstNumber + index }));

  await inChunks(marked, async (chunk) => {
    try {
      await tx.insert(claims).values(
        chunk.map(({ credits: _credits, suggestionId: _suggestionId, ...draft }) => ({
          ...draft,
          ...holdOf(text.body, draft),
          articleId: text.articleId,
          revisionId: text.revisionId,
          markedBy: person.id,
        })),
      );
    } catch (error) {
      throw whereMarked(error);
    }
  });
  await insertCredits(
    tx,
    marked.flatMap(({ id, credits }) =>
      credits.map((credit, link) => ({ claimId: id, link, credit, speakerId: speakerIds.get(keyOf(credit))! })),
    ),
  );
  await settleLevels(
    tx,
    marked.map(({ id }) => id),
  );
  await rememberAll(
    tx,
    person,
    marked.flatMap((claim) => {
      const about = { articleId: text.articleId, claimId: claim.id };
      const { number, start, end, statement, type, risk, hedged, suggestionId } = claim;
      const exact = text.body.slice(start, end);
      const event: HistoryEvent = {
        kind: 'claim_marked',
        number,
        revision: text.revision,
        start,
        end,
        exact,
        statement,
        type,
        risk,
        hedged,
        suggestionId,
      };
      const [to, ...behind] = claim.credits.map((credit) => onRecord(credit, speakerIds.get(keyOf(credit))!));
      if (!to) return [{ about, event }];
      const chain = behind.length > 0 ? { behind } : {};
      return [
        { about, event },
        { about, event: { kind: 'attribution_set', from: null, to, ...chain } },
      ];
    }),
  );
  return marked.map(({ id, number }) => ({ id, number }));
}

/** A claim as a person marks it; an empty statement is the words themselves. */
export interface WordsToMark extends ClaimWording {
  words: Words;
  /** The revision that was looked at; null where it does not matter, as with a typed quotation. */
  revisionId: string | null;
}

/**
 * Marks one claim. Refuses `invalid` where the words are not in the text or not in one place, `stale` where a newer
 * revision has come in, and `conflict` where these very words are a claim already.
 */
export async function markClaim(db: Db, person: Person, articleId: string, wanted: WordsToMark): Promise<MarkedClaim> {
  return db.transaction(async (tx) => {
    const text = await lockText(tx, person, articleId);
    const [claim] = await markClaimsIn(tx, person, text, [{ ...draftOn(text, wanted), suggestionId: null }]);
    return claim!;
  });
}

/** The draft on the text that is held now, from what a person asked for. */
export function draftOn(text: Text, { words, revisionId, ...wording }: WordsToMark): Omit<ClaimDraft, 'suggestionId'> {
  if (revisionId !== null && revisionId !== text.revisionId) {
    throw new Refusal('stale', 'A newer revision of the article has come in while you were reading this one.');
  }
  const place = snapToGraphemes(text.body, placeOf(text.body, words));
  const statement = wording.statement || text.body.slice(place.start, place.end).replace(/\s+/g, ' ').trim();
  return { ...place, ...wording, statement };
}

export interface ClaimAmendment {
  statement: string;
  type: ClaimType;
  risk: Risk;
}

/** Rewords the statement, or sets type and risk. The words in the text stay what they are. */
export function amendClaim(db: Db, person: Person, claimId: string, seen: number, amendment: ClaimAmendment) {
  return db.transaction(async (tx) => {
    const { statement } = await lockClaim(tx, person, claimId);
    const move: Move = { kind: 'amend', reworded: statement !== amendment.statement };
    await moveClaimIn(tx, person, claimId, seen, move, async (_tx, claim) => {
      const changes = changesBetween({ ...claim }, { ...amendment });
      if (!changes) return [];
      await tx.update(claims).set(amendment).where(eq(claims.id, claimId));
      return [{ kind: 'claim_amended', changes }];
    });
  });
}

/** Makes the person the claim's checker. */
export function takeClaim(db: Db, person: Person, claimId: string, seen: number) {
  return moveClaim(db, person, claimId, seen, { kind: 'take' }, async (_tx, claim) => [
    { kind: 'claim_taken', from: claim.checkerId },
  ]);
}

/** Gives the claim to somebody to check, or leaves it to nobody, in a transaction that does more. */
export function assignClaimIn(tx: Tx, person: Person, claimId: string, seen: number, toId: string | null) {
  return moveClaimIn(tx, person, claimId, seen, { kind: 'assign', toId }, async (_tx, { articleId, checkerId }) => {
    if (toId !== null) await notify(tx, person, [{ personId: toId, kind: 'assigned', articleId, claimId }]);
    return [{ kind: 'claim_assigned', from: checkerId, to: toId }];
  });
}

/** The second person accepts the check: refused to whoever gave the finding. */
export function signOff(db: Db, person: Person, claimId: string, seen: number) {
  return moveClaim(db, person, claimId, seen, { kind: 'sign_off' }, async (tx, claim) => {
    await tx
      .update(claims)
      .set({ signerId: person.id, signedOffAt: sql`now()`, lapse: null, stage: 'signed_off' })
      .where(eq(claims.id, claimId));
    return [{ kind: 'claim_signed_off', findingId: claim.finding!.id }];
  });
}

export function takeBackSignOff(db: Db, person: Person, claimId: string, seen: number) {
  return moveClaim(db, person, claimId, seen, { kind: 'take_back_sign_off' }, async () => [
    { kind: 'sign_off_lapsed', cause: 'taken_back' },
  ]);
}

/** A claim with what the fall of a source, or that it stands again, does to it. */
export interface FallenClaim extends Fall {
  id: string;
  articleId: string;
}

/**
 * Carries to claims that a source under them fell, or stands again, in a transaction that does more. Their rows are held by
 * the caller, who tells people of it.
 */
export async function carryFall(
  tx: Tx,
  person: Person,
  sourceId: string,
  falls: readonly FallenClaim[],
): Promise<void> {
  const touched = falls.filter(({ recheck, lapses }) => recheck !== null || lapses);
  await inChunks(touched, async (chunk) => {
    await tx.execute(sql`
      update ${claims} as c
      set recheck_cause = case n.recheck when 'needed' then 'source_fell' when 'lifted' then null else c.recheck_cause end,
        stage = case when n.lapses then 'checked' else c.stage end,
        lapse = case when n.lapses then 'source_fell' else c.lapse end,
        version = c.version + 1
      from unnest(
        ${sql.param(chunk.map(({ id }) => id))}::uuid[], ${sql.param(chunk.map(({ recheck }) => recheck))}::text[],
        ${sql.param(chunk.map(({ lapses }) => lapses))}::bool[]
      ) as n (id, recheck, lapses)
      where c.id = n.id`);
  });
  await rememberAll(
    tx,
    person,
    touched.flatMap(({ id: claimId, articleId, recheck, lapses }) => {
      const about = { articleId, claimId };
      const events: HistoryEvent[] = [];
      if (recheck === 'needed') events.push({ kind: 'recheck_needed', cause: 'source_fell', sourceId });
      if (recheck === 'lifted') events.push({ kind: 'recheck_lifted', cause: 'source_fell', sourceId });
      if (lapses) events.push({ kind: 'sign_off_lapsed', cause: 'source_fell' });
      return events.map((event) => ({ about, event }));
    }),
  );
}

export function withdrawClaim(db: Db, person: Person, claimId: string, seen: number, reason: string) {
  return moveClaim(db, person, claimId, seen, { kind: 'withdraw', reason }, async () => [
    { kind: 'claim_withdrawn', reason },
  ]);
}

/** Puts a withdrawn claim back. Refuses `conflict` when its words have become another claim meanwhile. */
export function restoreClaim(db: Db, person: Person, claimId: string, seen: number) {
  return moveClaim(db, person, claimId, seen, { kind: 'restore' }, async () => [{ kind: 'claim_restored' }]);
}

/** A credit as a person types it: source and cue as they stand in the text, runs of words divided by " … ". */
export interface TypedCredit {
  kind: AttributionKind;
  manner: Manner;
  source: string;
  cue: string;
  /** The name to file it under; empty for the source's own words. */
  speaker: string;
}

/** Says whom the text credits the claim to. A changed credit is unchecked again; a chain behind it is kept. */
export function setAttribution(db: Db, person: Person, claimId: string, seen: number, typed: TypedCredit) {
  return db.transaction(async (tx) => {
    // Held, so that two claims credited at once do not record the same speaker twice; and before the claim, as everywhere.
    const { articleId } = await getClaimFile(tx, person, claimId);
    const { body } = await lockText(tx, person, articleId);
    await moveClaimIn(tx, person, claimId, seen, { kind: 'set_attribution' }, async (_tx, claim) => {
      const [before] = claim.credits;
      const draft: CreditDraft = {
        kind: typed.kind,
        manner: typed.manner,
        source: quotesNear(body, typed.source, claim, 'source'),
        cue: quotesNear(body, typed.cue, claim, 'cue'),
        speaker: typed.speaker || typed.source,
        inherited: before?.inherited ?? false,
        hedged: before?.hedged ?? false,
        weasel: before?.weasel ?? false,
      };
      const speakerIds = await speakersFor(tx, person, claim.articleId, [{ kind: draft.kind, name: draft.speaker }]);
      const to = onRecord(draft, speakerIds.get(keyOf(draft))!);
      const from = before ? onRecord(before, before.speakerId) : null;
      if (from && !changesBetween({ ...from }, { ...to })) return [];
      await tx.delete(attributions).where(and(eq(attributions.claimId, claimId), eq(attributions.link, 0)));
      await insertCredits(tx, [{ claimId, link: 0, credit: draft, speakerId: to.speakerId }]);
      return [{ kind: 'attribution_set', from, to }];
    });
  });
}

/** Says that the text credits the claim to nobody: it is in the article's own voice. */
export function removeAttribution(db: Db, person: Person, claimId: string, seen: number) {
  return moveClaim(db, person, claimId, seen, { kind: 'set_attribution' }, async (tx, claim) => {
    const [before] = claim.credits;
    if (!before) return [];
    await tx.delete(attributions).where(eq(attributions.claimId, claimId));
    return [{ kind: 'attribution_removed', from: onRecord(before, before.speakerId) }];
  });
}

/** Says whether the one credited did say it, which is never an answer to whether it is so. */
export function checkAttribution(
  db: Db,
  person: Person,
  claimId: string,
  seen: number,
  check: AttributionCheck,
  note: string,
) {
  return moveClaim(db, person, claimId, seen, { kind: 'check_attribution', check }, async (tx, claim) => {
    await tx
      .update(attributions)
      .set({ check, checkNote: note })
      .where(and(eq(attributions.claimId, claimId), eq(attributions.link, 0)));
    return [{ kind: 'attribution_checked', from: claim.credits[0]!.check, to: check, note }];
  });
}

/**
 * Takes claims into a new revision, each as it fared. Words that are the same keep finding and sign-off; changed words
 * make the claim need re-check and its credit unchecked; a claim that is gone or ambiguous stays where it last stood.
 * Returns the spans that claims stand on now, as "start-end", with the claim. The article's row is held by the caller.
 */
export async function followClaims(
  tx: Tx,
  person: Person,
  text: Text,
  followed: readonly { claim: ClaimRow; fate: Followed }[],
): Promise<Map<string, string>> {
  const moved = followed.flatMap(({ claim, fate }) => {
    const { outcome, start, end } = fate;
    if (start === null || end === null) return [];
    const hold = holdOf(text.body, { start, end });
    const recheck = outcome === 'changed' && claim.status !== 'unverified';
    const wordsAlone = claim.statement === claim.exact.replace(/\s+/g, ' ').trim();
    const statement = outcome === 'changed' && wordsAlone ? hold.exact.replace(/\s+/g, ' ').trim() : claim.statement;
    return [{ claim, fate, hold, recheck, statement }];
  });
  await inChunks(followed, async (chunk) => {
    await tx.insert(follows).values(
      chunk.map(({ claim, fate }) => ({
        claimId: claim.id,
        revisionId: text.revisionId,
        outcome: fate.outcome,
        exact: claim.exact,
        wasStart: claim.start,
        wasEnd: claim.end,
        start: fate.start,
        end: fate.end,
        changes: fate.changes,
        candidates: fate.candidates,
      })),
    );
  });
  await inChunks(moved, async (chunk) => {
    await tx.execute(sql`
      update ${claims} as c
      set revision_id = ${text.revisionId}, start = n.start, "end" = n."end", exact = n.exact, prefix = n.prefix,
        suffix = n.suffix, statement = n.statement,
        stage = case when n.outcome = 'changed' and c.stage = 'signed_off' then 'checked' else c.stage end,
        lapse = case when n.outcome = 'changed' and c.stage = 'signed_off' then 'words_changed' else c.lapse end,
        recheck_cause = case when n.recheck then 'words_changed' else c.recheck_cause end,
        version = c.version + case when n.outcome = 'same' then 0 else 1 end
      from unnest(
        ${sql.param(chunk.map(({ claim }) => claim.id))}::uuid[], ${sql.param(chunk.map(({ hold }) => hold.start))}::int[],
        ${sql.param(chunk.map(({ hold }) => hold.end))}::int[], ${sql.param(chunk.map(({ hold }) => hold.exact))}::text[],
        ${sql.param(chunk.map(({ hold }) => hold.prefix))}::text[], ${sql.param(chunk.map(({ hold }) => hold.suffix))}::text[],
        ${sql.param(chunk.map(({ statement }) => statement))}::text[], ${sql.param(chunk.map(({ recheck }) => recheck))}::bool[],
        ${sql.param(chunk.map(({ fate }) => fate.outcome))}::text[]
      ) as n (id, start, "end", exact, prefix, suffix, statement, recheck, outcome)
      where c.id = n.id`);
  });
  const changed = moved.filter(({ fate }) => fate.outcome === 'changed').map(({ claim }) => claim.id);
  await inChunks(changed, async (chunk) => {
    await tx
      .update(attributions)
      .set({ check: 'unchecked', checkNote: '' })
      .where(and(inArray(attributions.claimId, chunk), ne(attributions.check, 'not_needed')));
  });
  const lapsed = moved.filter(({ fate, claim }) => fate.outcome === 'changed' && claim.stage === 'signed_off');
  await notify(
    tx,
    person,
    lapsed.flatMap(({ claim }) => lapseNotices(claim)),
  );
  await rememberAll(
    tx,
    person,
    followed.flatMap(({ claim, fate }) => (fate.outcome === 'same' ? [] : eventsOf(text, claim, fate))),
  );
  return new Map(moved.map(({ claim, hold }) => [`${hold.start}-${hold.end}`, claim.id]));
}

/** What is remembered of a claim that did not stay as it was. */
function eventsOf(text: Text, claim: ClaimRow, { outcome, start, end }: Followed) {
  const about = { articleId: claim.articleId, claimId: claim.id };
  const from = { start: claim.start, end: claim.end, exact: claim.exact };
  const to = start === null || end === null ? null : { start, end, exact: text.body.slice(start, end) };
  const event: HistoryEvent = { kind: 'claim_followed', revision: text.revision, outcome, from, to };
  const recheck: HistoryEvent = { kind: 'recheck_needed', cause: 'words_changed' };
  const shaken = outcome === 'changed' && claim.status !== 'unverified' && claim.recheckCause !== 'words_changed';
  const lapsed: HistoryEvent = { kind: 'sign_off_lapsed', cause: 'words_changed' };
  const lapses = outcome === 'changed' && claim.stage === 'signed_off';
  return [event, ...(shaken ? [recheck] : []), ...(lapses ? [lapsed] : [])].map((each) => ({ about, event: each }));
}

/**
 * Places a claim that is no longer in the text, or may be in more than one place, on words that a person chose. Other
 * words than those last checked make it need re-check.
 */
export function placeClaim(db: Db, person: Person, claimId: string, seen: number, words: Words) {
  return db.transaction(async (tx) => {
    const { articleId } = await getClaimFile(tx, person, claimId);
    const text = await lockText(tx, person, articleId);
    const place = snapToGraphemes(text.body, placeOf(text.body, words));
    const hold = holdOf(text.body, place);
    const before = await lockClaim(tx, person, claimId);
    const move: Move = { kind: 'place', otherWords: !sameWords(before.exact, hold.exact) };
    await moveClaimIn(tx, person, claimId, seen, move, async (_tx, claim) => {
      if (claim.revisionId === text.revisionId) throw new Refusal('conflict', 'This claim stands in the text already.');
      const from = { start: claim.start, end: claim.end, exact: claim.exact };
      try {
        await tx
          .update(claims)
          .set({ ...hold, revisionId: text.revisionId })
          .where(eq(claims.id, claimId));
      } catch (error) {
        throw whereMarked(error);
      }
      return [{ kind: 'claim_placed', revision: text.revision, from, to: { ...place, exact: hold.exact } }];
    });
  });
}

export function moveClaim(...[db, ...rest]: [Db, ...MoveArguments]): Promise<void> {
  return db.transaction((tx) => moveClaimIn(tx, ...rest));
}

type MoveArguments = [
  person: Person,
  claimId: string,
  seen: number,
  move: Move,
  write: (tx: Tx, claim: ClaimFile) => Promise<HistoryEvent[]>,
];

/**
 * The way every move of a claim goes: hold it, refuse a page that saw an older version, ask the rules,
 * write, remember. Where `write` finds nothing to change and tells no events, nothing is changed.
 */
export async function moveClaimIn(tx: Tx, ...[person, claimId, seen, move, write]: MoveArguments): Promise<void> {
  if (move.kind === 'link_evidence') await holdOrigins(tx);
  const claim = await lockClaim(tx, person, claimId);
  if (claim.version !== seen) throw new Refusal('stale', 'Someone changed this claim while you were reading it.');
  const after = afterMove(inCheck(claim), move, person);
  const events = await write(tx, claim);
  if (events.length === 0) return;
  if (after.recheckCause !== null && after.recheckCause !== claim.recheckCause) {
    events.push({ kind: 'recheck_needed', cause: after.recheckCause });
  }
  if (after.lapse !== null && after.lapse !== claim.lapse && move.kind !== 'take_back_sign_off') {
    events.push({ kind: 'sign_off_lapsed', cause: after.lapse });
    await notify(tx, person, lapseNotices(claim));
  }
  try {
    await tx
      .update(claims)
      .set({ ...after, version: sql`${claims.version} + 1` })
      .where(eq(claims.id, claimId));
  } catch (error) {
    throw whereMarked(error);
  }
  if (MAY_CHANGE_LEVEL.has(move.kind)) await settleLevels(tx, [claimId]);
  await remember(tx, person, { articleId: claim.articleId, claimId }, ...events);
}

/** Who wants to know that a sign-off lapsed: whoever signed, and whoever checks. */
function lapseNotices({ id: claimId, articleId, signerId, checkerId }: LapsedClaim): Notice[] {
  return [signerId, checkerId].flatMap((personId): Notice[] =>
    personId === null ? [] : [{ personId, kind: 'sign_off_lapsed', articleId, claimId }],
  );
}

type LapsedClaim = Pick<ClaimRow, 'id' | 'articleId' | 'signerId' | 'checkerId'>;
const MAY_CHANGE_LEVEL: ReadonlySet<Move['kind']> = new Set([
  'link_evidence',
  'amend_evidence',
  'unlink_evidence',
  'set_attribution',
]);

async function takeNumbers(tx: Tx, articleId: string, howMany: number): Promise<number> {
  const [row] = await tx
    .update(articles)
    .set({ nextClaimNumber: sql`${articles.nextClaimNumber} + ${howMany}` })
    .where(eq(articles.id, articleId))
    .returning({ next: articles.nextClaimNumber });
  return row!.next - howMany;
}

async function insertCredits(
  tx: Tx,
  rows: readonly { claimId: string; link: number; credit: CreditDraft; speakerId: string }[],
): Promise<void> {
  await inChunks(rows, async (chunk) => {
    await tx.insert(attributions).values(
      chunk.map(({ claimId, link, speakerId, credit }) => ({
        id: newId(),
        claimId,
        link,
        speakerId,
        kind: credit.kind,
        manner: credit.manner,
        source: credit.source,
        cue: credit.cue,
        inherited: credit.inherited,
        hedged: credit.hedged,
        weasel: credit.weasel,
        check: 'unchecked' as const,
      })),
    );
  });
}

const keyOf = (credit: CreditDraft) => speakerKey({ kind: credit.kind, name: credit.speaker });

const wordsOf = (quotes: readonly Quote[]) => quotes.map((quote) => quote.exact).join(BETWEEN_RUNS);

function onRecord(credit: CreditDraft | Credit, speakerId: string): AttributionOnRecord {
  const { kind, manner, speaker, source, cue } = credit;
  return { kind, manner, speakerId, speaker, source: wordsOf(source), cue: wordsOf(cue) };
}

function whereMarked(error: unknown): unknown {
  if (brokenConstraint(error) !== 'claims_one_per_span') return error;
  return new Refusal('conflict', 'These words are already marked as a claim.');
}
