import { eq } from 'drizzle-orm';
import { moveClaim } from '../claims/actions.ts';
import type { FixDecision, VerificationStatus } from '../core/check.ts';
import type { Person } from '../core/rights.ts';
import { newId, type Db } from '../db/client.ts';
import { findings } from '../db/schema.ts';

export interface FindingDraft {
  status: VerificationStatus;
  reason: string;
  /** The wording that would be right; null where the status asks for none. */
  wording: string | null;
}

/** Sets the verification status. Clears a needed re-check. */
export function giveFinding(db: Db, person: Person, claimId: string, seen: number, draft: FindingDraft) {
  return moveClaim(db, person, claimId, seen, { kind: 'give_finding', ...draft }, async (tx, claim) => {
    const findingId = newId();
    await tx
      .insert(findings)
      .values({ id: findingId, claimId, revisionId: claim.revisionId, givenBy: person.id, ...draft });
    const { status: to, reason, wording } = draft;
    return [{ kind: 'finding_given', findingId, from: claim.status, to, reason, wording }];
  });
}

/** An editor says why a claim may run as it was found. It holds for this finding. */
export function noteFinding(db: Db, person: Person, claimId: string, seen: number, note: string) {
  return moveClaim(db, person, claimId, seen, { kind: 'note', note }, async (tx, claim) => {
    const { id: findingId, note: from } = claim.finding!;
    if (from === note) return [];
    await tx.update(findings).set({ note, notedBy: person.id }).where(eq(findings.id, findingId));
    return [{ kind: 'finding_noted', findingId, from, to: note }];
  });
}

/** An editor says what became of the wording that the finding asks for. */
export function decideFix(db: Db, person: Person, claimId: string, seen: number, fix: FixDecision, reason: string) {
  return moveClaim(db, person, claimId, seen, { kind: 'decide_fix', fix, reason }, async (tx, claim) => {
    const { id: findingId, wording } = claim.finding!;
    await tx
      .update(findings)
      .set({ fix, fixReason: reason, fixDecidedBy: person.id })
      .where(eq(findings.id, findingId));
    return [{ kind: 'fix_decided', findingId, fix, wording: wording!, reason }];
  });
}
