import { may, type Person } from './rights.ts';
import { Refusal } from './refusal.ts';
import type { Stance } from './sourcing.ts';

export const STAGES = ['new', 'in_progress', 'query_out', 'checked', 'signed_off', 'withdrawn'] as const;
/** Where a claim is on the desk; kept apart from what the checker found. */
export type Stage = (typeof STAGES)[number];

export const VERIFICATION_STATUSES = [
  'unverified',
  'verified',
  'verified_fix',
  'needs_context',
  'disputed',
  'unsupported',
  'incorrect',
  'unverifiable',
  'on_author',
  'not_checkable',
] as const;
export type VerificationStatus = (typeof VERIFICATION_STATUSES)[number];

export const ATTRIBUTION_CHECKS = [
  'not_needed',
  'unchecked',
  'confirmed',
  'confirmed_paraphrase',
  'misquoted',
  'misattributed',
  'not_found',
] as const;
/** Did they say it? Never an answer to whether it is so. */
export type AttributionCheck = (typeof ATTRIBUTION_CHECKS)[number];

export const RECHECK_CAUSES = ['evidence_removed', 'evidence_amended', 'words_changed', 'source_fell'] as const;
/** What took the ground from under a finding. Only a new finding clears it, or that the source stands again. */
export type RecheckCause = (typeof RECHECK_CAUSES)[number];

export const LAPSE_CAUSES = [
  'taken_back',
  'finding_changed',
  'evidence_changed',
  'attribution_changed',
  'statement_changed',
  'words_changed',
  'source_fell',
  'withdrawn',
  'query_asked',
] as const;
/** Why a sign-off no longer holds. Only a new sign-off clears it. */
export type LapseCause = (typeof LAPSE_CAUSES)[number];

export const FIX_DECISIONS = ['applied', 'waived'] as const;
/** What became of a wording that a finding asks for. */
export type FixDecision = (typeof FIX_DECISIONS)[number];

/** As much of a claim as the rules of checking look at. */
export interface ClaimInCheck {
  stage: Stage;
  status: VerificationStatus;
  checkerId: string | null;
  /** Who gave the finding that stands; null without one. */
  finderId: string | null;
  /** The finding gives a wording that would be right. */
  fixWanted: boolean;
  recheckCause: RecheckCause | null;
  /** Who signed it off last, and why that no longer holds; it holds while there is a signer and no lapse. */
  signerId: string | null;
  lapse: LapseCause | null;
  /** The stage to which an answer returns the claim; null unless a query is out. */
  queriedFrom: Stage | null;
  /** Queries to the writer that nobody has answered. */
  openQueries: number;
  /** Null when the claim is in the article's own voice. */
  attributionCheck: AttributionCheck | null;
  /** `rested` tells whether the evidence was there when the finding was given. */
  evidence: readonly { id: string; stance: Stance; rested: boolean }[];
}

export type Move =
  | { kind: 'take' }
  | { kind: 'assign'; toId: string | null }
  | { kind: 'ask' }
  | { kind: 'hear_answer' }
  | { kind: 'give_finding'; status: VerificationStatus; reason: string; wording: string | null }
  | { kind: 'sign_off' }
  | { kind: 'take_back_sign_off' }
  | { kind: 'note'; note: string }
  | { kind: 'decide_fix'; fix: FixDecision; reason: string }
  | { kind: 'amend'; reworded: boolean }
  | { kind: 'set_attribution' }
  | { kind: 'check_attribution'; check: AttributionCheck }
  | { kind: 'link_evidence' }
  | { kind: 'amend_evidence'; evidenceId: string; stance: Stance }
  | { kind: 'unlink_evidence'; evidenceId: string }
  | { kind: 'place'; otherWords: boolean }
  | { kind: 'withdraw'; reason: string }
  | { kind: 'restore' };

/** What a move leaves of a claim. */
export type AfterMove = Pick<
  ClaimInCheck,
  'stage' | 'status' | 'checkerId' | 'recheckCause' | 'signerId' | 'lapse' | 'queriedFrom'
>;

/** What a claim counts as: its status, unless something under the finding gave way since. */
export type CountedStatus = VerificationStatus | 'needs_recheck';

export function countedAs(claim: Pick<ClaimInCheck, 'status' | 'recheckCause'>): CountedStatus {
  return claim.recheckCause === null ? claim.status : 'needs_recheck';
}

const TO_EXPLAIN: ReadonlySet<VerificationStatus> = new Set(['disputed', 'needs_context', 'unverifiable']);

/** Whether a status runs only with an editor's note that says why. */
export const asksForNote = (status: VerificationStatus): boolean => TO_EXPLAIN.has(status);

/** Stances that carry each status; an empty list asks for no evidence. */
const CARRIED_BY: Record<VerificationStatus, readonly Stance[]> = {
  unverified: [],
  verified: ['supports'],
  verified_fix: ['supports', 'partly_supports'],
  needs_context: [],
  disputed: [],
  unsupported: [],
  incorrect: [],
  unverifiable: [],
  on_author: [],
  not_checkable: [],
};

const MISSING_SUPPORT: Partial<Record<VerificationStatus, string>> = {
  verified: 'Link at least one source that supports it.',
  verified_fix: 'Link at least one source that supports it, wholly or in part.',
};

/** What the second pair of eyes alone does, and what others are told. */
const OF_REVIEW: Partial<Record<Move['kind'], string>> = {
  sign_off: 'Only editors sign off.',
  take_back_sign_off: 'Only editors take a sign-off back.',
  note: 'Only editors say why a claim may run.',
  decide_fix: 'Only editors decide on a fix.',
};

/**
 * Everything that stands against a move by this person, as sentences; an empty list lets it through.
 * Pages show these in place of the button and actions refuse with them, so the two cannot disagree.
 */
export function blockers(claim: ClaimInCheck, move: Move, person: Person): string[] {
  // Who may answer a query is the query's business.
  if (move.kind === 'hear_answer') return [];
  const ofReview = OF_REVIEW[move.kind];
  if (!may(person, ofReview ? 'review' : 'annotate'))
    return [ofReview ?? 'Only researchers and editors change claims.'];
  if (claim.stage === 'withdrawn' && move.kind !== 'restore') return ['This claim is withdrawn. Restore it first.'];
  switch (move.kind) {
    case 'take':
      return claim.checkerId === person.id && claim.stage !== 'new' ? ['You are checking this claim already.'] : [];
    case 'assign':
      if (claim.checkerId !== move.toId) return [];
      return [move.toId === null ? 'Nobody checks this claim.' : 'They check this claim already.'];
    case 'give_finding':
      return [
        ...statusBlockers(claim, move.status),
        ...(move.status !== 'unverified' && move.reason.trim() === '' ? ['Give the reason for the finding.'] : []),
        ...(move.status === 'verified_fix' && !move.wording?.trim() ? ['Give the wording that would be right.'] : []),
      ];
    case 'sign_off':
      return signOffBlockers(claim, person);
    case 'note':
      if (claim.recheckCause !== null) return ['Something under the finding has changed: re-check it first.'];
      if (!asksForNote(claim.status)) return ['This finding asks for no note.'];
      return move.note.trim() === '' ? ['Say why it may run.'] : [];
    case 'decide_fix':
      if (claim.recheckCause !== null) return ['Something under the finding has changed: re-check it first.'];
      if (!claim.fixWanted) return ['The finding asks for no other wording.'];
      return move.fix === 'waived' && move.reason.trim() === '' ? ['Say why the wording may stay.'] : [];
    case 'take_back_sign_off':
      return claim.stage === 'signed_off' ? [] : ['This claim is not signed off.'];
    case 'check_attribution':
      if (claim.attributionCheck === null) return ['The text credits this claim to nobody.'];
      return [];
    case 'withdraw':
      return move.reason.trim() === '' ? ['Say why the claim is withdrawn.'] : [];
    case 'restore':
      return claim.stage === 'withdrawn' ? [] : ['This claim is not withdrawn.'];
    case 'ask':
    case 'amend':
    case 'set_attribution':
    case 'link_evidence':
    case 'amend_evidence':
    case 'unlink_evidence':
    case 'place':
      return [];
  }
}

/** The second pair of eyes accepts a whole check, and is never the first pair. */
function signOffBlockers(claim: ClaimInCheck, person: Person): string[] {
  if (claim.stage === 'signed_off') return ['This claim is signed off already.'];
  return [
    ...(claim.status === 'unverified' ? ['Give a finding first.'] : []),
    ...(claim.openQueries === 0 ? [] : ['A query to the writer is not answered yet.']),
    ...(claim.recheckCause === null ? [] : ['Something under the finding has changed: re-check it first.']),
    ...(claim.attributionCheck === 'unchecked' ? ['Check first whether they said it.'] : []),
    ...(claim.finderId === person.id ? ['The finding is yours: somebody else signs it off.'] : []),
  ];
}

/** What stands against a status whatever reason is given: the form shows it beside that status. */
export function statusBlockers(claim: ClaimInCheck, status: VerificationStatus): string[] {
  const carriers = CARRIED_BY[status];
  if (carriers.length === 0 || claim.evidence.some((piece) => carriers.includes(piece.stance))) return [];
  return [MISSING_SUPPORT[status] ?? 'Link evidence for it first.'];
}

/** The claim after a move, or a Refusal `not_allowed` that says everything standing against it. */
export function afterMove(claim: ClaimInCheck, move: Move, person: Person): AfterMove {
  const against = blockers(claim, move, person);
  if (against.length > 0) throw new Refusal('not_allowed', against.join(' '));
  const { stage, status, checkerId, recheckCause, signerId, lapse, queriedFrom } = claim;
  const unchanged: AfterMove = { stage, status, checkerId, recheckCause, signerId, lapse, queriedFrom };
  const signedOff = stage === 'signed_off';
  const cause = signedOff ? lapseOf(move) : null;
  const lapsed: AfterMove = cause === null ? unchanged : { ...unchanged, stage: 'checked', lapse: cause };
  switch (move.kind) {
    case 'take':
      return {
        ...unchanged,
        stage: stage === 'new' ? 'in_progress' : stage,
        checkerId: person.id,
        queriedFrom: queriedFrom === 'new' ? 'in_progress' : queriedFrom,
      };
    case 'assign':
      return { ...unchanged, checkerId: move.toId };
    case 'ask':
      return stage === 'query_out' ? unchanged : { ...lapsed, stage: 'query_out', queriedFrom: lapsed.stage };
    case 'hear_answer':
      return queriedFrom !== null && claim.openQueries <= 1
        ? { ...unchanged, stage: queriedFrom, queriedFrom: null }
        : unchanged;
    case 'give_finding':
      return {
        ...lapsed,
        stage: move.status === 'unverified' ? 'in_progress' : 'checked',
        status: move.status,
        checkerId: checkerId ?? person.id,
        recheckCause: null,
        queriedFrom: null,
      };
    case 'sign_off':
      return { ...unchanged, stage: 'signed_off', signerId: person.id, lapse: null };
    case 'withdraw':
      return { ...lapsed, stage: 'withdrawn', queriedFrom: null };
    case 'restore':
      return { ...unchanged, stage: status !== 'unverified' ? 'checked' : checkerId ? 'in_progress' : 'new' };
    case 'place':
      return move.otherWords && status !== 'unverified' ? { ...lapsed, recheckCause: 'words_changed' } : lapsed;
    case 'unlink_evidence':
      return groundMoved(claim, move.evidenceId) ? { ...lapsed, recheckCause: 'evidence_removed' } : lapsed;
    case 'amend_evidence':
      return groundMoved(claim, move.evidenceId, move.stance)
        ? { ...lapsed, recheckCause: 'evidence_amended' }
        : lapsed;
    case 'note':
    case 'decide_fix':
    case 'take_back_sign_off':
    case 'amend':
    case 'set_attribution':
    case 'check_attribution':
    case 'link_evidence':
      return lapsed;
  }
}

/** What a move takes away under a sign-off; null where it touches nothing that was signed off. */
function lapseOf(move: Move): LapseCause | null {
  switch (move.kind) {
    case 'give_finding':
      return 'finding_changed';
    case 'link_evidence':
    case 'amend_evidence':
    case 'unlink_evidence':
      return 'evidence_changed';
    case 'set_attribution':
    case 'check_attribution':
      return 'attribution_changed';
    case 'amend':
      return move.reworded ? 'statement_changed' : null;
    case 'place':
      return move.otherWords ? 'words_changed' : null;
    case 'withdraw':
      return 'withdrawn';
    case 'ask':
      return 'query_asked';
    case 'take_back_sign_off':
      return 'taken_back';
    case 'take':
    case 'assign':
    case 'hear_answer':
    case 'sign_off':
    case 'note':
    case 'decide_fix':
    case 'restore':
      return null;
  }
}

/** A finding rests on all the evidence there was when it was given; a change of stance or its removal moves the ground. */
function groundMoved(claim: ClaimInCheck, evidenceId: string, newStance?: Stance): boolean {
  const piece = claim.evidence.find((each) => each.id === evidenceId);
  return claim.status !== 'unverified' && piece?.rested === true && piece.stance !== newStance;
}
