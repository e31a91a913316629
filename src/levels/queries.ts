import { and, asc, eq, inArray, isNull, ne, sql, type SQL } from 'drizzle-orm';
import { sourcingOf, SOURCING_LEVELS, type Sourcing, type SourcingLevel } from '../core/sourcing.ts';
import type { Db } from '../db/client.ts';
import { byKey } from '../db/rows.ts';
import { articles, attributions, claims, evidence, levels, relays } from '../db/schema.ts';
import { getGrounds, sourcingQuestion } from '../relays/queries.ts';

/** The claims that are sourced so: a condition for statements that have `claims` under its own name. */
export const atLevel = (level: SourcingLevel): SQL =>
  sql`exists (select from levels where levels.claim_id = claims.id and levels.level = ${level})`;

export type LevelTally = Record<SourcingLevel, number>;

/** How many claims of each article are sourced how, withdrawn ones left out. */
export async function tallyLevels(db: Db, articleIds: readonly string[]): Promise<Map<string, LevelTally>> {
  const rows = await db
    .select({ articleId: claims.articleId, level: levels.level, count: sql<number>`count(*)`.mapWith(Number) })
    .from(levels)
    .innerJoin(claims, eq(claims.id, levels.claimId))
    .where(and(inArray(claims.articleId, [...articleIds]), ne(claims.stage, 'withdrawn')))
    .groupBy(claims.articleId, levels.level);
  const counted = byKey(rows, (row) => row.articleId);
  return new Map(
    articleIds.map((id) => {
      const tally = Object.fromEntries(SOURCING_LEVELS.map((level) => [level, 0])) as LevelTally;
      for (const { level, count } of counted.get(id) ?? []) tally[level] = count;
      return [id, tally];
    }),
  );
}

/** The claims with evidence from a source, or from one that passes it on, directly or through others; by id. */
export async function listClaimsComingTo(db: Db, sourceId: string): Promise<string[]> {
  const upstream = sql`(
    with recursive above (id) as (
      select ${sourceId}::uuid
      union
      select ${relays.sourceId} from ${relays} join above on ${relays.relayedId} = above.id
    )
    select id from above
  )`;
  const rows = await db
    .selectDistinct({ claimId: evidence.claimId })
    .from(evidence)
    .where(inArray(evidence.sourceId, upstream))
    .orderBy(asc(evidence.claimId));
  return rows.map((row) => row.claimId);
}

/** Claims whose level was never kept, at most so many. */
export async function listUnsettled(db: Db, most: number): Promise<string[]> {
  const rows = await db
    .select({ id: claims.id })
    .from(claims)
    .leftJoin(levels, eq(levels.claimId, claims.id))
    .where(isNull(levels.claimId))
    .orderBy(asc(claims.id))
    .limit(most);
  return rows.map((row) => row.id);
}

/** How claims are sourced by what is linked now, whoever asks. */
export async function computeSourcing(db: Db, claimIds: readonly string[], asOf: Date): Promise<Map<string, Sourcing>> {
  const ids = [...claimIds];
  const rows = await db
    .select({
      id: claims.id,
      address: articles.address,
      credited: sql<boolean>`exists (select from ${attributions} where ${attributions.claimId} = ${claims.id})`,
    })
    .from(claims)
    .innerJoin(articles, eq(articles.id, claims.articleId))
    .where(inArray(claims.id, ids));
  const pieces = await db
    .select({
      claimId: evidence.claimId,
      sourceId: evidence.sourceId,
      stance: evidence.stance,
      role: evidence.role,
      locator: evidence.locator,
      // Levels do not ask for a snapshot, nor for age; flags do, and they are not kept.
      hasSnapshot: sql<boolean>`true`,
    })
    .from(evidence)
    .where(inArray(evidence.claimId, ids));
  const grounds = await getGrounds(db, [...new Set(pieces.map((piece) => piece.sourceId))]);
  const ofClaim = byKey(pieces, (piece) => piece.claimId);
  return new Map(
    rows.map(({ id, address, credited }) => {
      const claim = { credited, evidence: ofClaim.get(id) ?? [] };
      return [id, sourcingOf(sourcingQuestion(claim, grounds, address, asOf, null))];
    }),
  );
}
