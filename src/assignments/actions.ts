import { lockText } from '../articles/queries.ts';
import { assignClaimIn } from '../claims/actions.ts';
import { getClaimFile, lockClaimsOf } from '../claims/queries.ts';
import { Refusal } from '../core/refusal.ts';
import { demand, type Person } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { listColleagues } from './queries.ts';

/** A claim as whoever assigns it saw it. */
export interface ClaimSeen {
  claimId: string;
  seen: number;
}

/**
 * Gives claims of an article to somebody to check, or (null) leaves them to nobody: all of them or, where one was changed
 * meanwhile, none. Those that are theirs already stay as they are.
 */
export async function assignClaims(
  db: Db,
  person: Person,
  articleId: string,
  seenClaims: readonly ClaimSeen[],
  toId: string | null,
): Promise<void> {
  demand(person, 'annotate');
  await db.transaction(async (tx) => {
    await lockText(tx, person, articleId);
    await lockClaimsOf(tx, articleId);
    if (toId !== null && !(await listColleagues(tx, articleId)).some(({ id, checks }) => id === toId && checks)) {
      throw new Refusal('invalid', 'Choose somebody who checks claims and may see this article.');
    }
    for (const { claimId, seen } of seenClaims) {
      const claim = await getClaimFile(tx, person, claimId);
      if (claim.articleId !== articleId) throw new Refusal('not_found', 'There is no such claim in this article.');
      if (claim.checkerId !== toId) await assignClaimIn(tx, person, claimId, seen, toId);
    }
  });
}
