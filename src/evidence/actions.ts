import { and, eq, inArray } from 'drizzle-orm';
import { moveClaimIn } from '../claims/actions.ts';
import { articlesOfClaims, findClaimId, getClaimFile, lockClaim, type ClaimFile } from '../claims/queries.ts';
import type { Move } from '../core/check.ts';
import { changesBetween, type EvidenceOnRecord } from '../core/history.ts';
import { Refusal } from '../core/refusal.ts';
import type { Person } from '../core/rights.ts';
import type { SourceRole, Stance } from '../core/sourcing.ts';
import { newId, type Db, type Tx } from '../db/client.ts';
import { evidence } from '../db/schema.ts';
import { holdOrigins } from '../levels/actions.ts';
import { rememberAll } from '../history/remember.ts';
import { mergedAlready, recordSourceIn, refuseTwin } from '../sources/actions.ts';
import { getSource, type Source, type SourceFields } from '../sources/queries.ts';

export interface EvidenceDraft {
  stance: Stance;
  role: SourceRole;
  locator: string;
  excerpt: string;
  note: string;
}

/**
 * Ties a source to a claim: one already recorded, or one recorded in the same act, which is refused as `conflict` when the
 * desk seems to have it, unless the person says that it is another. Returns the evidence's id.
 */
export async function linkEvidence(
  db: Db,
  person: Person,
  claimId: string,
  seen: number,
  from: { sourceId: string } | { source: SourceFields },
  draft: EvidenceDraft,
  { anyway = false }: { anyway?: boolean } = {},
): Promise<string> {
  const evidenceId = newId();
  await db.transaction((tx) =>
    moveClaimIn(tx, person, claimId, seen, { kind: 'link_evidence' }, async () => {
      if ('source' in from && !anyway) await refuseTwin(tx, person, from.source, ['doi', 'address', 'title_and_date']);
      const sourceId = 'sourceId' in from ? from.sourceId : await recordSourceIn(tx, person, from.source);
      const source = await getSource(tx, person, sourceId);
      if (source.mergedInto !== null) throw mergedAlready(source);
      await tx.insert(evidence).values({ id: evidenceId, claimId, sourceId, linkedBy: person.id, ...draft });
      return [{ kind: 'evidence_linked', evidenceId, sourceId, source: source.title, ...draft }];
    }),
  );
  return evidenceId;
}

/** Corrects a piece of evidence. A finding that rests on it needs re-check when the stance changes. */
export function amendEvidence(
  db: Db,
  person: Person,
  claimId: string,
  seen: number,
  evidenceId: string,
  draft: EvidenceDraft,
) {
  const move: Move = { kind: 'amend_evidence', evidenceId, stance: draft.stance };
  return db.transaction((tx) =>
    moveClaimIn(tx, person, claimId, seen, move, async (_tx, claim) => {
      const piece = pieceOf(claim, evidenceId);
      const changes = changesBetween({ ...piece }, { ...draft });
      if (!changes) return [];
      await tx.update(evidence).set(draft).where(eq(evidence.id, evidenceId));
      return [{ kind: 'evidence_amended', evidenceId, source: piece.source.title, changes }];
    }),
  );
}

/** Takes a piece of evidence away. A finding that rests on it needs re-check. */
export function unlinkEvidence(db: Db, person: Person, claimId: string, seen: number, evidenceId: string) {
  return db.transaction((tx) =>
    moveClaimIn(tx, person, claimId, seen, { kind: 'unlink_evidence', evidenceId }, async (_tx, claim) => {
      const { sourceId, source, stance, role, locator, excerpt, note } = pieceOf(claim, evidenceId);
      const gone: EvidenceOnRecord = {
        evidenceId,
        sourceId,
        source: source.title,
        stance,
        role,
        locator,
        excerpt,
        note,
      };
      await tx.delete(evidence).where(eq(evidence.id, evidenceId));
      return [{ kind: 'evidence_unlinked', ...gone }];
    }),
  );
}

/**
 * Ties the source of a piece of evidence to another claim of the article too, in the same place and words. Returns the
 * other claim's id. Refuses `conflict` where that claim has this evidence already.
 */
export function copyEvidence(
  db: Db,
  person: Person,
  claimId: string,
  evidenceId: string,
  number: number,
): Promise<string> {
  return db.transaction(async (tx) => {
    await holdOrigins(tx);
    const { articleId, number: own, ...claim } = await getClaimFile(tx, person, claimId);
    const { sourceId, source, stance, role, locator, excerpt, note } = pieceOf(claim, evidenceId);
    const toId = own === number ? null : await findClaimId(tx, person, articleId, number);
    if (toId === null) {
      const sentence = own === number ? 'This claim has it already.' : `The article has no claim ${number}.`;
      throw new Refusal('invalid', sentence, { number: [sentence] });
    }
    const to = await lockClaim(tx, person, toId);
    if (to.evidence.some((each) => each.sourceId === sourceId && each.locator === locator)) {
      const sentence = `Claim ${number} has this evidence already.`;
      throw new Refusal('conflict', sentence, { number: [sentence] });
    }
    const draft: EvidenceDraft = { stance, role, locator, excerpt, note };
    await moveClaimIn(tx, person, toId, to.version, { kind: 'link_evidence' }, async () => {
      const copyId = newId();
      await tx.insert(evidence).values({ id: copyId, claimId: toId, sourceId, linkedBy: person.id, ...draft });
      return [{ kind: 'evidence_linked', evidenceId: copyId, sourceId, source: source.title, ...draft }];
    });
    return toId;
  });
}

function pieceOf(claim: Pick<ClaimFile, 'evidence'>, evidenceId: string) {
  const piece = claim.evidence.find((each) => each.id === evidenceId);
  if (!piece) throw new Refusal('not_found', 'This claim has no such evidence.');
  return piece;
}

type Named = Pick<Source, 'id' | 'title'>;

/**
 * Moves evidence from one record of a source to another, all of it or only these pieces; returns which were moved. The
 * source is the same, so that no finding loses its ground. The articles' rows are held by the caller.
 */
export async function moveEvidenceIn(
  tx: Tx,
  person: Person,
  from: Named,
  to: Named,
  only: readonly string[] | null,
): Promise<string[]> {
  const moved = await tx
    .update(evidence)
    .set({ sourceId: to.id })
    .where(and(eq(evidence.sourceId, from.id), only === null ? undefined : inArray(evidence.id, [...only])))
    .returning({ evidenceId: evidence.id, claimId: evidence.claimId });
  const articleIds = await articlesOfClaims(
    tx,
    moved.map(({ claimId }) => claimId),
  );
  await rememberAll(
    tx,
    person,
    moved.map(({ evidenceId, claimId }) => ({
      about: { articleId: articleIds.get(claimId)!, claimId },
      event: { kind: 'evidence_moved', evidenceId, from: pick(from), to: pick(to) },
    })),
  );
  return moved.map(({ evidenceId }) => evidenceId);
}

const pick = ({ id, title }: Named): Named => ({ id, title });
