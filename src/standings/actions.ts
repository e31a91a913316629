import { carryFall } from '../claims/actions.ts';
import { Refusal } from '../core/refusal.ts';
import { demand, type Person } from '../core/rights.ts';
import type { Standing } from '../core/sourcing.ts';
import { fallOf, type Fall } from '../core/standing.ts';
import type { Db, Tx } from '../db/client.ts';
import { changeOrigins, holdClaimsOver, settleLevelsOver } from '../levels/actions.ts';
import { remember } from '../history/remember.ts';
import { notify, type Notice } from '../notifications/actions.ts';
import { mergedAlready, setStandingIn } from '../sources/actions.ts';
import { lockSource } from '../sources/queries.ts';
import { listClaimsOver, listOwners, type ClaimOver } from './queries.ts';

export interface StandingDraft {
  standing: Standing;
  reason: string;
  /** The day on which it fell: `2013`, `2013-06` or `2013-06-14`. */
  on: string | null;
}

/**
 * Says that a source fell, or that it stands again. Every claim that rests on it, in every article and whoever may see it,
 * needs re-check; those that need it for no other reason no longer do once it stands again.
 */
export function setStanding(
  db: Db,
  person: Person,
  sourceId: string,
  seen: number,
  { standing, reason, on }: StandingDraft,
): Promise<void> {
  demand(person, 'annotate');
  return db.transaction(async (tx) => {
    await changeOrigins(tx);
    const source = await lockSource(tx, person, sourceId);
    if (source.version !== seen) throw new Refusal('stale', 'Someone changed this source while you were reading it.');
    if (source.mergedInto !== null) throw mergedAlready(source);
    const same = source.standing === standing;
    if (same && (standing === 'standing' || (source.standingReason === reason && source.standingOn === on))) return;
    await holdClaimsOver(tx, [sourceId]);
    await setStandingIn(tx, sourceId, { standing, reason, on }, same ? source.standingSince : null);
    await remember(tx, person, { sourceId }, { kind: 'standing_set', from: source.standing, to: standing, reason, on });
    if (same) return;
    await settleLevelsOver(tx, sourceId);
    const falls = (await listClaimsOver(tx, sourceId)).map((claim) => ({ ...claim, ...fallOf(claim, claim.grounds) }));
    await carryFall(tx, person, sourceId, falls);
    await tellOfFall(tx, person, falls);
  });
}

/** Whoever checks or signed a claim that fell is told of it, and the owner of the article of the first one in it. */
async function tellOfFall(tx: Tx, person: Person, falls: readonly (ClaimOver & Fall)[]): Promise<void> {
  const fallen = falls.filter(
    ({ recheck, lapses, stage }) => stage !== 'withdrawn' && (recheck === 'needed' || lapses),
  );
  const owners = await listOwners(
    tx,
    fallen.map(({ articleId }) => articleId),
  );
  const notices = fallen.flatMap(({ id: claimId, articleId, checkerId, signerId }) => {
    const owner = owners.get(articleId) ?? null;
    owners.delete(articleId);
    return [checkerId, signerId, owner].flatMap((personId): Notice[] =>
      personId === null ? [] : [{ personId, kind: 'source_fell', articleId, claimId }],
    );
  });
  await notify(tx, person, notices);
}
