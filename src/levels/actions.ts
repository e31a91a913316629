import { eq, inArray, sql } from 'drizzle-orm';
import type { Db, Tx } from '../db/client.ts';
import { inChunks } from '../db/rows.ts';
import { claims, levels } from '../db/schema.ts';
import { computeSourcing, listClaimsComingTo, listUnsettled } from './queries.ts';

/** Any number will do that nothing else in this database locks. */
const ORIGINS_LOCK = 7_246_340;

/**
 * What ties a source to a claim asks for this before it holds any row, and others may at the same time. Whoever changes
 * what sources come to would else miss the claim that is only just being tied.
 */
export async function holdOrigins(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock_shared(${ORIGINS_LOCK})`);
}

/** What changes where sources have it from, or whether they stand, asks for this before it holds any row. */
export async function changeOrigins(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${ORIGINS_LOCK})`);
}

/** Keeps the level of every claim that comes to a source, after something about the source has changed. */
export async function settleLevelsOver(tx: Tx, sourceId: string): Promise<void> {
  await settleLevels(tx, await listClaimsComingTo(tx, sourceId));
}

/** The same for all claims of an article, whose own address has changed. */
export async function settleLevelsOfArticle(tx: Tx, articleId: string): Promise<void> {
  const rows = await tx.select({ id: claims.id }).from(claims).where(eq(claims.articleId, articleId));
  await settleLevels(
    tx,
    rows.map(({ id }) => id),
  );
}

/** Holds the claims that come to any of these sources, for what changes their evidence and then their levels. */
export async function holdClaimsOver(tx: Tx, sourceIds: readonly string[]): Promise<void> {
  const claimIds = new Set<string>();
  for (const sourceId of sourceIds) for (const id of await listClaimsComingTo(tx, sourceId)) claimIds.add(id);
  await inChunks([...claimIds].toSorted(), (chunk) => holdClaims(tx, chunk));
}

async function holdClaims(tx: Tx, claimIds: readonly string[]): Promise<void> {
  await tx
    .select({ id: claims.id })
    .from(claims)
    .where(inArray(claims.id, [...claimIds]))
    .orderBy(claims.id)
    .for('no key update');
}

/** Keeps the level of these claims as it is now, in the transaction that may have changed it. Holds the claims. */
export async function settleLevels(tx: Tx, claimIds: readonly string[]): Promise<void> {
  await inChunks([...claimIds].toSorted(), async (chunk) => {
    await holdClaims(tx, chunk);
    const computed = [...(await computeSourcing(tx, chunk, new Date()))];
    if (computed.length === 0) return;
    await tx
      .insert(levels)
      .values(
        computed.map(([claimId, { level, independence }]) => ({
          claimId,
          level,
          independent: independence.n,
          exact: independence.exact,
        })),
      )
      .onConflictDoUpdate({
        target: levels.claimId,
        set: { level: sql`excluded.level`, independent: sql`excluded.independent`, exact: sql`excluded.exact` },
        setWhere: sql`(${levels.level}, ${levels.independent}, ${levels.exact})
          is distinct from (excluded.level, excluded.independent, excluded.exact)`,
      });
  });
}

const AT_A_TIME = 1_000;

/** Keeps the levels of claims that were there before levels were kept. */
export async function settleUnsettled(db: Db): Promise<void> {
  let more = true;
  while (more) {
    more = await db.transaction(async (tx) => {
      await holdOrigins(tx);
      const claimIds = await listUnsettled(tx, AT_A_TIME);
      await settleLevels(tx, claimIds);
      return claimIds.length === AT_A_TIME;
    });
  }
}
