import { lockText } from '../articles/queries.ts';
import { getClaimFile } from '../claims/queries.ts';
import { Refusal } from '../core/refusal.ts';
import { demand, type Person } from '../core/rights.ts';
import { newId, type Db } from '../db/client.ts';
import { corrections } from '../db/schema.ts';
import { remember } from '../history/remember.ts';
import { getPlan } from '../plans/queries.ts';

export interface CorrectionDraft {
  wasSaid: string;
  isRight: string;
  wording: string;
  correctedOn: string;
}

/** Records that a published article was corrected. Refuses `conflict` for an article that is not published. */
export async function correctClaim(
  db: Db,
  person: Person,
  claimId: string,
  seen: number,
  draft: CorrectionDraft,
): Promise<string> {
  demand(person, 'review');
  const correctionId = newId();
  await db.transaction(async (tx) => {
    const { articleId, version } = await getClaimFile(tx, person, claimId);
    await lockText(tx, person, articleId);
    if (version !== seen) throw new Refusal('stale', 'Someone changed this claim while you were reading it.');
    const { state } = await getPlan(tx, articleId);
    if (state !== 'published') throw new Refusal('conflict', 'Only a published article is corrected.');
    await tx.insert(corrections).values({ id: correctionId, articleId, claimId, givenBy: person.id, ...draft });
    await remember(tx, person, { articleId, claimId }, { kind: 'correction_given', correctionId, ...draft });
  });
  return correctionId;
}
