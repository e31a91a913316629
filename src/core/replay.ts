import type { AttributionKind, Manner } from './attribution.ts';
import type { QueryOutcome } from './author_query.ts';
import type { AttributionCheck, FixDecision, LapseCause, RecheckCause, Stage, VerificationStatus } from './check.ts';
import type { Obstacle } from './gate.ts';
import type { AttributionOnRecord, Changes, HistoryEvent } from './history.ts';
import type { ArticleState } from './plan.ts';
import type { Verdict } from './resemblance.ts';
import type { ArticleAccess } from './rights.ts';
import type { SourceRole, Stance } from './sourcing.ts';
import type { ClaimType, Risk } from './suggest.ts';
import type { Span } from './text.ts';

/** An entry of an article's history. */
export interface ReplayEntry {
  at: Date;
  /** Who did it, by id. */
  personId: string;
  claimId: string | null;
  event: HistoryEvent;
}

/** Who did something, and when. */
interface Doing {
  by: string;
  at: Date;
}

/** An article as its history alone tells it. What is kept by an id stands under it. */
export interface ReplayedArticle {
  title: string;
  byline: string;
  publication: string;
  publishedOn: string | null;
  address: string;
  /** Oldest first. */
  revisions: ({ number: number; sha256: string; length: number } & Doing)[];
  access: ArticleAccess;
  admitted: Set<string>;
  outsiders: Set<string>;
  plan: ReplayedPlan;
  claims: Map<string, ReplayedClaim>;
  /** In the newest revision, by where the sentence starts. */
  clearances: Map<number, Span & { reason: string } & Doing>;
  /** In the newest revision. */
  dismissals: Map<string, { reason: string } & Doing>;
  /** By the number of the revision that may pass; those taken back left out. */
  overrides: Map<number, { reason: string; covers: Obstacle[] } & Doing>;
}

export interface ReplayedPlan {
  state: ArticleState;
  archivedFrom: ArticleState | null;
  ownerId: string | null;
  writerId: string | null;
  dueOn: string | null;
  section: string;
  claimReview: boolean;
}

export interface ReplayedClaim extends Span {
  number: number;
  /** The newest revision that its words are known to stand in. */
  revision: number;
  /** The revision in which they were lost; null while they stand in the text. */
  lostIn: number | null;
  exact: string;
  statement: string;
  type: ClaimType;
  risk: Risk;
  hedged: boolean;
  marked: Doing;
  stage: Stage;
  status: VerificationStatus;
  recheckCause: RecheckCause | null;
  checkerId: string | null;
  signed: Doing | null;
  lapse: LapseCause | null;
  queriedFrom: Stage | null;
  /** Nearest first. */
  credits: ReplayedCredit[];
  evidence: Map<string, ReplayedEvidence>;
  /** The newest last. */
  findings: ReplayedFinding[];
  queries: Map<string, ReplayedQuery>;
  comments: Map<string, { body: string; removed: boolean } & Doing>;
  /** By what the claim was held against. */
  resemblances: Map<string, { verdict: Verdict } & Doing>;
  corrections: Map<string, { wasSaid: string; isRight: string; wording: string; correctedOn: string } & Doing>;
}

export interface ReplayedCredit {
  speakerId: string;
  kind: AttributionKind;
  manner: Manner;
  source: string;
  cue: string;
  check: AttributionCheck;
  checkNote: string;
}

export interface ReplayedEvidence extends Doing {
  sourceId: string;
  stance: Stance;
  role: SourceRole;
  locator: string;
  excerpt: string;
  note: string;
}

export interface ReplayedFinding extends Doing {
  id: string;
  /** The revision that the claim stood in. */
  revision: number;
  status: VerificationStatus;
  reason: string;
  wording: string | null;
  note: string | null;
  notedBy: string | null;
  fix: FixDecision | null;
  fixReason: string;
  fixDecidedBy: string | null;
}

export interface ReplayedQuery extends Doing {
  askedOf: string;
  question: string;
  dueOn: string | null;
  answer: string | null;
  answeredBy: string | null;
  outcome: QueryOutcome | null;
  outcomeNote: string;
  settledBy: string | null;
}

/**
 * An article as its history comes to when it is played from the first entry to the last one given, oldest first. Throws
 * where an entry tells of what no entry before it has begun.
 */
export function replay(entries: Iterable<ReplayEntry>): ReplayedArticle {
  const article: ReplayedArticle = {
    title: '',
    byline: '',
    publication: '',
    publishedOn: null,
    address: '',
    revisions: [],
    access: 'everyone',
    admitted: new Set(),
    outsiders: new Set(),
    plan: {
      state: 'draft',
      archivedFrom: null,
      ownerId: null,
      writerId: null,
      dueOn: null,
      section: '',
      claimReview: false,
    },
    claims: new Map(),
    clearances: new Map(),
    dismissals: new Map(),
    overrides: new Map(),
  };
  for (const entry of entries) {
    const rule = RULES[entry.event.kind] as Rule<HistoryEvent> | typeof ELSEWHERE;
    if (rule !== ELSEWHERE) rule(article, entry.event, entry);
  }
  return article;
}

type Rule<Event> = (article: ReplayedArticle, event: Event, entry: ReplayEntry) => void;
type ClaimRule<Event> = (claim: ReplayedClaim, event: Event, entry: ReplayEntry) => void;

/** What changes no article: it tells of people, of the desk, or of sources, speakers and snapshots as such. */
const ELSEWHERE = 'elsewhere';

function onClaim<Event>(change: ClaimRule<Event>): Rule<Event> {
  return ({ claims }, event, entry) => change(begun(claims.get(entry.claimId ?? ''), 'claim'), event, entry);
}

function begun<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new Error(`An entry of history tells of a ${what} that no entry before it began.`);
  return found;
}

const doing = ({ personId, at }: ReplayEntry): Doing => ({ by: personId, at });

/** What each event changes; a new event does not compile before it says so here. */
const RULES: { [Kind in HistoryEvent['kind']]: Rule<Extract<HistoryEvent, { kind: Kind }>> | typeof ELSEWHERE } = {
  article_imported(article, { title, byline, publication, publishedOn, address, revision, sha256, length }, entry) {
    Object.assign(article, { title, byline, publication, publishedOn, address });
    article.revisions.push({ number: revision, sha256, length, ...doing(entry) });
  },
  article_amended(article, { changes }) {
    take(article, changes, ['title', 'byline', 'publication', 'address']);
    if (changes['publishedOn']) article.publishedOn = changes['publishedOn'][1];
  },
  access_set(article, { to, admitted }) {
    article.access = to;
    article.admitted = new Set(admitted);
  },
  outsider_invited(article, { whomId }) {
    article.outsiders.add(whomId);
  },
  outsider_dismissed(article, { whomId }) {
    article.outsiders.delete(whomId);
  },
  outsider_visited: ELSEWHERE,
  report_disclosed: ELSEWHERE,
  record_imported: ELSEWHERE,
  revision_added(article, { revision, sha256, length, cleared = [], dismissed = [] }, entry) {
    article.revisions.push({ number: revision, sha256, length, ...doing(entry) });
    for (const claim of article.claims.values()) {
      // Those that moved or are lost were told before; what is withdrawn stays where it is.
      const stays = claim.revision === revision - 1 && claim.lostIn === null && claim.stage !== 'withdrawn';
      if (stays) claim.revision = revision;
    }
    article.clearances = carried(article.clearances, cleared, ([, start, end], clearance) => [
      start,
      { ...clearance, start, end },
    ]);
    article.dismissals = carried(article.dismissals, dismissed, ([, now], dismissal) => [now, dismissal]);
  },
  claim_followed: onClaim((claim, { revision, outcome, to }) => {
    if (to === null) {
      claim.lostIn = revision;
      return;
    }
    if (outcome === 'changed') {
      for (const credit of claim.credits) {
        if (credit.check !== 'not_needed') Object.assign(credit, { check: 'unchecked', checkNote: '' });
      }
      // A statement that was the words themselves goes with them.
      if (claim.statement === onOneLine(claim.exact)) claim.statement = onOneLine(to.exact);
    }
    Object.assign(claim, to, { revision });
  }),
  claim_placed: onClaim((claim, { revision, to }) => {
    Object.assign(claim, to, { revision, lostIn: null });
  }),
  sentence_cleared({ clearances }, { start, end, reason }, entry) {
    clearances.set(start, { start, end, reason, ...doing(entry) });
  },
  sentences_cleared({ clearances }, { sentences, reason }, entry) {
    for (const [start, end] of sentences) clearances.set(start, { start, end, reason, ...doing(entry) });
  },
  clearances_lifted({ clearances }, { sentences }) {
    for (const [start] of sentences) clearances.delete(start);
  },
  clearance_lifted({ clearances }, { start }) {
    clearances.delete(start);
  },
  suggestion_dismissed({ dismissals }, { suggestionId, reason }, entry) {
    dismissals.set(suggestionId, { reason, ...doing(entry) });
  },
  suggestion_reopened({ dismissals }, { suggestionId }) {
    dismissals.delete(suggestionId);
  },
  claim_marked({ claims }, { number, revision, start, end, exact, statement, type, risk, hedged }, entry) {
    claims.set(begun(entry.claimId ?? undefined, 'claim'), {
      number,
      revision,
      start,
      end,
      exact,
      statement,
      type,
      risk,
      hedged,
      lostIn: null,
      marked: doing(entry),
      stage: 'new',
      status: 'unverified',
      recheckCause: null,
      checkerId: null,
      signed: null,
      lapse: null,
      queriedFrom: null,
      credits: [],
      evidence: new Map(),
      findings: [],
      queries: new Map(),
      comments: new Map(),
      resemblances: new Map(),
      corrections: new Map(),
    });
  },
  claim_amended: onClaim((claim, { changes }) => {
    take(claim, changes, ['statement', 'type', 'risk']);
  }),
  claim_taken: onClaim((claim, _event, { personId }) => {
    claim.checkerId = personId;
    if (claim.stage === 'new') claim.stage = 'in_progress';
    if (claim.queriedFrom === 'new') claim.queriedFrom = 'in_progress';
  }),
  claim_assigned: onClaim((claim, { to }) => {
    claim.checkerId = to;
  }),
  claim_withdrawn: onClaim((claim) => {
    Object.assign(claim, { stage: 'withdrawn', queriedFrom: null });
  }),
  claim_restored: onClaim((claim) => {
    claim.stage = claim.status !== 'unverified' ? 'checked' : claim.checkerId !== null ? 'in_progress' : 'new';
  }),
  attribution_set: onClaim((claim, { to, behind }) => {
    claim.credits = [creditOf(to), ...(behind?.map(creditOf) ?? claim.credits.slice(1))];
  }),
  attribution_removed: onClaim((claim) => {
    claim.credits = [];
  }),
  attribution_checked: onClaim(({ credits }, { to, note }) => {
    Object.assign(begun(credits[0], 'credit'), { check: to, checkNote: note });
  }),
  evidence_linked: onClaim((claim, { evidenceId, sourceId, stance, role, locator, excerpt, note }, entry) => {
    claim.evidence.set(evidenceId, { sourceId, stance, role, locator, excerpt, note, ...doing(entry) });
  }),
  evidence_amended: onClaim((claim, { evidenceId, changes }) => {
    const piece = begun(claim.evidence.get(evidenceId), 'piece of evidence');
    take(piece, changes, ['stance', 'role', 'locator', 'excerpt', 'note']);
  }),
  evidence_moved: onClaim((claim, { evidenceId, to }) => {
    begun(claim.evidence.get(evidenceId), 'piece of evidence').sourceId = to.id;
  }),
  evidence_unlinked: onClaim((claim, { evidenceId }) => {
    claim.evidence.delete(evidenceId);
  }),
  finding_given: onClaim((claim, { findingId: id, to: status, reason, wording }, entry) => {
    const decided = { note: null, notedBy: null, fix: null, fixReason: '', fixDecidedBy: null };
    claim.findings.push({ id, revision: claim.revision, status, reason, wording, ...decided, ...doing(entry) });
    claim.status = status;
    claim.stage = status === 'unverified' ? 'in_progress' : 'checked';
    claim.checkerId ??= entry.personId;
    claim.queriedFrom = null;
    claim.recheckCause = null;
  }),
  finding_noted: onClaim((claim, { findingId, to }, { personId }) => {
    Object.assign(findingOf(claim, findingId), { note: to, notedBy: personId });
  }),
  fix_decided: onClaim((claim, { findingId, fix, reason }, { personId }) => {
    Object.assign(findingOf(claim, findingId), { fix, fixReason: reason, fixDecidedBy: personId });
  }),
  recheck_needed: onClaim((claim, { cause }) => {
    claim.recheckCause = cause;
  }),
  recheck_lifted: onClaim((claim) => {
    claim.recheckCause = null;
  }),
  claim_signed_off: onClaim((claim, _event, entry) => {
    Object.assign(claim, { stage: 'signed_off', signed: doing(entry), lapse: null });
  }),
  sign_off_lapsed: onClaim((claim, { cause }) => {
    claim.lapse = cause;
    if (claim.stage === 'signed_off') claim.stage = 'checked';
  }),
  query_asked: onClaim((claim, { queryId, askedOf, question, dueOn }, entry) => {
    const unanswered = { answer: null, answeredBy: null, outcome: null, outcomeNote: '', settledBy: null };
    claim.queries.set(queryId, { askedOf, question, dueOn, ...unanswered, ...doing(entry) });
    if (claim.stage === 'query_out') return;
    claim.queriedFrom = claim.stage === 'signed_off' ? 'checked' : claim.stage;
    claim.stage = 'query_out';
  }),
  query_answered: onClaim((claim, { queryId, answer }, { personId }) => {
    Object.assign(begun(claim.queries.get(queryId), 'query'), { answer, answeredBy: personId });
    const open = [...claim.queries.values()].some((query) => query.answer === null);
    if (open || claim.queriedFrom === null) return;
    claim.stage = claim.queriedFrom;
    claim.queriedFrom = null;
  }),
  query_settled: onClaim((claim, { queryId, outcome, note }, { personId }) => {
    const settled = { outcome, outcomeNote: note, settledBy: personId };
    Object.assign(begun(claim.queries.get(queryId), 'query'), settled);
  }),
  comment_written: onClaim((claim, { commentId, body }, entry) => {
    claim.comments.set(commentId, { body, removed: false, ...doing(entry) });
  }),
  comment_edited: onClaim((claim, { commentId, to }) => {
    begun(claim.comments.get(commentId), 'comment').body = to;
  }),
  comment_removed: onClaim((claim, { commentId }) => {
    Object.assign(begun(claim.comments.get(commentId), 'comment'), { body: '', removed: true });
  }),
  resemblance_decided: onClaim((claim, { earlierClaimId, earlierFindingId, to }, entry) => {
    const earlier = earlierClaimId ?? earlierFindingId ?? '';
    if (to === null) claim.resemblances.delete(earlier);
    else claim.resemblances.set(earlier, { verdict: to, ...doing(entry) });
  }),
  correction_given: onClaim((claim, { correctionId, wasSaid, isRight, wording, correctedOn }, entry) => {
    claim.corrections.set(correctionId, { wasSaid, isRight, wording, correctedOn, ...doing(entry) });
  }),
  article_moved({ plan }, { from, to }) {
    Object.assign(plan, { state: to, archivedFrom: to === 'archived' ? from : null });
  },
  plan_amended({ plan }, { changes, ownerId, writerId }) {
    Object.assign(plan, { ownerId, writerId });
    take(plan, changes, ['section']);
    if (changes['dueOn']) plan.dueOn = changes['dueOn'][1];
    if (changes['claimReview']) plan.claimReview = changes['claimReview'][1] === 'true';
  },
  gate_overridden({ overrides }, { revision, reason, covers }, entry) {
    overrides.set(revision, { reason, covers, ...doing(entry) });
  },
  gate_override_lifted({ overrides }, { revision }) {
    overrides.delete(revision);
  },
  house_rules_amended: ELSEWHERE,
  claims_imported: ELSEWHERE,
  earlier_findings_imported: ELSEWHERE,
  person_added: ELSEWHERE,
  person_invited: ELSEWHERE,
  person_amended: ELSEWHERE,
  role_changed: ELSEWHERE,
  person_left: ELSEWHERE,
  person_returned: ELSEWHERE,
  person_erased: ELSEWHERE,
  article_erased: ELSEWHERE,
  words_removed: ELSEWHERE,
  password_chosen: ELSEWHERE,
  token_made: ELSEWHERE,
  token_ended: ELSEWHERE,
  speaker_recorded: ELSEWHERE,
  speaker_amended: ELSEWHERE,
  identity_kept: ELSEWHERE,
  identity_rewritten: ELSEWHERE,
  identity_readers_set: ELSEWHERE,
  identity_read: ELSEWHERE,
  identity_removed: ELSEWHERE,
  speaker_approved: ELSEWHERE,
  speaker_approval_lapsed: ELSEWHERE,
  speaker_merged: ELSEWHERE,
  speaker_merge_undone: ELSEWHERE,
  source_recorded: ELSEWHERE,
  source_amended: ELSEWHERE,
  standing_set: ELSEWHERE,
  relay_dismissed: ELSEWHERE,
  source_merged: ELSEWHERE,
  merge_undone: ELSEWHERE,
  source_looked_at: ELSEWHERE,
  sources_imported: ELSEWHERE,
  snapshot_taken: ELSEWHERE,
  relay_linked: ELSEWHERE,
  relay_amended: ELSEWHERE,
  relay_removed: ELSEWHERE,
};

/** The events that change an article. */
export const ARTICLE_EVENTS = (Object.keys(RULES) as HistoryEvent['kind'][]).filter(
  (kind) => RULES[kind] !== ELSEWHERE,
);

function creditOf({ speakerId, kind, manner, source, cue }: AttributionOnRecord): ReplayedCredit {
  return { speakerId, kind, manner, source, cue, check: 'unchecked', checkNote: '' };
}

function findingOf({ findings }: ReplayedClaim, findingId: string): ReplayedFinding {
  return begun(
    findings.find(({ id }) => id === findingId),
    'finding',
  );
}

/** Takes over what these fields became. */
function take<Field extends string>(into: Record<Field, string>, changes: Changes, fields: readonly Field[]): void {
  for (const field of fields) {
    const change = changes[field];
    if (change) into[field] = change[1] ?? '';
  }
}

/** Those of a revision that stand in the next one, under the key that they have there. */
function carried<Key, Value, Pair extends readonly [was: Key, ...unknown[]]>(
  before: ReadonlyMap<Key, Value>,
  pairs: readonly Pair[],
  place: (pair: Pair, value: Value) => [Key, Value],
): Map<Key, Value> {
  return new Map(pairs.map((pair) => place(pair, begun(before.get(pair[0]), 'decision'))));
}

const onOneLine = (words: string) => words.replace(/\s+/g, ' ').trim();
