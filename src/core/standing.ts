import type { RecheckCause, Stage, VerificationStatus } from './check.ts';
import type { Standing } from './sourcing.ts';

/** What a claim comes to: a source of its evidence, or one that those pass on. */
export interface GroundOfClaim {
  standing: Standing;
  /** Since when it no longer stands; null while it does. */
  since: Date | null;
  /** Some evidence is of this very source, and not only of one that passes it on. */
  direct: boolean;
  hasSnapshot: boolean;
  /** When the first evidence that comes to it was linked. */
  linkedAt: Date;
}

/** As much of a claim as the fall of a source looks at. */
export interface ClaimOverSource {
  stage: Stage;
  status: VerificationStatus;
  recheckCause: RecheckCause | null;
  /** When the finding that stands was given; null without one. */
  foundAt: Date | null;
  signedOffAt: Date | null;
}

/** What the standing of its sources does to a claim. */
export interface Fall {
  recheck: 'needed' | 'lifted' | null;
  /** Its sign-off lapses. */
  lapses: boolean;
}

/** A dead link leaves behind what was kept of it, and what others had from it while it was there. */
function givesWay({ standing, direct, hasSnapshot }: GroundOfClaim): boolean {
  if (standing === 'dead') return direct && !hasSnapshot;
  return standing !== 'standing';
}

/**
 * Whether a finding lost its ground, or has it again. It rests on the evidence that was there when it was given, and
 * knows of what had fallen by then; so does a sign-off. A claim that needs re-check for another reason goes on needing
 * it, and a sign-off that lapsed is given anew by a person alone.
 */
export function fallOf(claim: ClaimOverSource, grounds: readonly GroundOfClaim[]): Fall {
  const { stage, status, recheckCause, foundAt, signedOffAt } = claim;
  const fallen = grounds.filter(givesWay);
  const shaken =
    foundAt !== null &&
    status !== 'unverified' &&
    fallen.some(({ since, linkedAt }) => since !== null && since >= foundAt && linkedAt <= foundAt);
  const lapses =
    stage === 'signed_off' &&
    signedOffAt !== null &&
    fallen.some(({ since }) => since !== null && since >= signedOffAt);
  if (shaken) return { recheck: recheckCause === null ? 'needed' : null, lapses };
  return { recheck: recheckCause === 'source_fell' ? 'lifted' : null, lapses };
}
