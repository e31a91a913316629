import {
  asksForNote,
  countedAs,
  type AttributionCheck,
  type FixDecision,
  type RecheckCause,
  type Stage,
  type VerificationStatus,
} from './check.ts';
import { atLeast, LEVEL_WANTED, type SourcingLevel } from './sourcing.ts';
import { RISKS, type Risk } from './suggest.ts';

/** What the newsroom asks of an article before it runs, as far as it can be set. */
export interface HouseRules {
  /** The least sourcing for each risk. */
  sourcing: Record<Risk, SourcingLevel>;
  /** Claims of this risk and above need a second person; null asks for none. */
  signOffFrom: Risk | null;
  /** A claim none of whose supporting sources is younger says so; null: sources never grow old. */
  staleAfterDays: number | null;
}

export const DEFAULT_RULES: HouseRules = { sourcing: LEVEL_WANTED, signOffFrom: 'low', staleAfterDays: null };

/** As much of a claim as the gate looks at. */
export interface ClaimAtGate {
  number: number;
  risk: Risk;
  stage: Stage;
  status: VerificationStatus;
  recheckCause: RecheckCause | null;
  /** Its words stand in the newest revision. */
  inText: boolean;
  /** Null when the claim is in the article's own voice. */
  attributionCheck: AttributionCheck | null;
  level: SourcingLevel;
  /** It rests on nothing but words that were said off the record. */
  offRecordAlone: boolean;
  /** The finding gives a wording that would be right. */
  fixWanted: boolean;
  fix: FixDecision | null;
  /** An editor has said why it may run as it is. */
  noted: boolean;
  openQueries: number;
}

export const OBSTACLE_KINDS = [
  'incorrect',
  'unsupported',
  'needs_recheck',
  'gone',
  'unverified',
  'off_record',
  'query',
  'fix',
  'note',
  'attribution',
  'sourcing',
  'sign_off',
  'untouched',
] as const;
export type ObstacleKind = (typeof OBSTACLE_KINDS)[number];

export interface Obstacle {
  kind: ObstacleKind;
  /** Numbers of the claims in question; empty where it is about sentences. */
  claims: number[];
  count: number;
}

/** Attribution checks that let a credited claim run. */
const SAID: ReadonlySet<AttributionCheck> = new Set(['not_needed', 'confirmed', 'confirmed_paraphrase']);

/**
 * Whether a claim stands in the way, for each kind but the sentences. A claim whose ground moved is asked for a re-check
 * and for nothing that hangs on its old finding.
 */
const STANDS: Record<Exclude<ObstacleKind, 'untouched'>, (claim: ClaimAtGate, rules: HouseRules) => boolean> = {
  incorrect: (claim) => countedAs(claim) === 'incorrect',
  unsupported: (claim) => countedAs(claim) === 'unsupported',
  needs_recheck: (claim) => countedAs(claim) === 'needs_recheck',
  gone: (claim) => !claim.inText,
  unverified: (claim) => countedAs(claim) === 'unverified',
  off_record: (claim) => claim.offRecordAlone,
  query: (claim) => claim.openQueries > 0,
  // An incorrect claim does not run, whatever became of its wording.
  fix: (claim) => claim.recheckCause === null && claim.fixWanted && claim.fix === null && claim.status !== 'incorrect',
  note: (claim) => claim.recheckCause === null && asksForNote(claim.status) && !claim.noted,
  attribution: (claim) => claim.attributionCheck !== null && !SAID.has(claim.attributionCheck),
  sourcing: (claim, rules) => asksForMore(claim, rules),
  sign_off: (claim, rules) => signOffAsked(claim.risk, rules) && claim.stage !== 'signed_off',
};

/** Where there is nothing to check, or the writer answers for it, no source is asked for. */
function asksForMore(claim: ClaimAtGate, { sourcing }: HouseRules): boolean {
  if (claim.status === 'not_checkable' || claim.status === 'on_author') return false;
  return !atLeast(claim.level, sourcing[claim.risk]);
}

export function signOffAsked(risk: Risk, { signOffFrom }: HouseRules): boolean {
  return signOffFrom !== null && RISKS.indexOf(risk) >= RISKS.indexOf(signOffFrom);
}

/**
 * What stands against running the story as it is, most pressing first; empty when nothing does. `claims` are all but the
 * withdrawn ones, `untouched` counts the sentences that nobody has looked at.
 */
export function obstacles(claims: readonly ClaimAtGate[], untouched: number, rules: HouseRules): Obstacle[] {
  return OBSTACLE_KINDS.map((kind): Obstacle => {
    if (kind === 'untouched') return { kind, claims: [], count: untouched };
    const numbers = claims.filter((claim) => STANDS[kind](claim, rules)).map((claim) => claim.number);
    return { kind, claims: numbers, count: numbers.length };
  }).filter((obstacle) => obstacle.count > 0);
}

/** What an override, given for what stood in the way then, leaves standing: an obstacle that came later is not covered. */
export function beyondOverride(standing: readonly Obstacle[], covered: readonly Obstacle[]): Obstacle[] {
  const coveredBy = new Map(covered.map((obstacle) => [obstacle.kind, obstacle]));
  return standing.flatMap((obstacle) => {
    const cover = coveredBy.get(obstacle.kind);
    if (!cover) return [obstacle];
    if (obstacle.kind === 'untouched') return obstacle.count <= cover.count ? [] : [obstacle];
    const claims = obstacle.claims.filter((number) => !cover.claims.includes(number));
    return claims.length === 0 ? [] : [{ ...obstacle, claims, count: claims.length }];
  });
}
