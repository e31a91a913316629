import { and, eq } from 'drizzle-orm';
import { getClaimFile, lockClaim } from '../claims/queries.ts';
import { Refusal } from '../core/refusal.ts';
import type { Verdict } from '../core/resemblance.ts';
import { demand, type Person } from '../core/rights.ts';
import { newId, type Db } from '../db/client.ts';
import { resemblances } from '../db/schema.ts';
import { getFinding } from '../earlier_findings/queries.ts';
import { remember } from '../history/remember.ts';
import { pairOf } from './queries.ts';

/** What a claim is held against: another claim of ours, or a finding of others. */
export type Earlier = { claimId: string } | { findingId: string };

/** Says that a claim is the same as one seen before, that it is not, or (null) takes back what was said. */
export function decideResemblance(
  db: Db,
  person: Person,
  claimId: string,
  earlier: Earlier,
  verdict: Verdict | null,
): Promise<void> {
  demand(person, 'annotate');
  return db.transaction(async (tx) => {
    const claims = 'claimId' in earlier ? [claimId, earlier.claimId].toSorted() : [claimId];
    if (claims[0] === claims[1]) throw new Refusal('invalid', 'A claim is always the same as itself.');
    for (const id of claims) await lockClaim(tx, person, id);
    if ('findingId' in earlier) await getFinding(tx, earlier.findingId);
    const here =
      'claimId' in earlier
        ? pairOf(claimId, earlier.claimId)
        : and(eq(resemblances.claimId, claimId), eq(resemblances.earlierFindingId, earlier.findingId));
    const [before] = await tx.select().from(resemblances).where(here);
    if ((before?.verdict ?? null) === verdict) return;
    // A pair is told of where it was first said.
    const row = before ?? {
      id: newId(),
      claimId,
      earlierClaimId: 'claimId' in earlier ? earlier.claimId : null,
      earlierFindingId: 'findingId' in earlier ? earlier.findingId : null,
    };
    if (before) await tx.delete(resemblances).where(eq(resemblances.id, before.id));
    const { earlierClaimId, earlierFindingId } = row;
    if (verdict) {
      const said = { id: row.id, claimId: row.claimId, earlierClaimId, earlierFindingId, verdict };
      await tx.insert(resemblances).values({ ...said, decidedBy: person.id });
    }
    const { articleId } = await getClaimFile(tx, person, row.claimId);
    await remember(
      tx,
      person,
      { articleId, claimId: row.claimId },
      { kind: 'resemblance_decided', earlierClaimId, earlierFindingId, from: before?.verdict ?? null, to: verdict },
    );
  });
}
