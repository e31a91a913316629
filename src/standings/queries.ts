import { and, desc, eq, inArray, ne, sql, type SQL } from 'drizzle-orm';
import { inSight } from '../articles/queries.ts';
import type { Person } from '../core/rights.ts';
import type { Standing } from '../core/sourcing.ts';
import { fallOf, type ClaimOverSource, type Fall, type GroundOfClaim } from '../core/standing.ts';
import type { Db } from '../db/client.ts';
import { byKey } from '../db/rows.ts';
import { articles, claims, evidence, findings, plans, relays, snapshots, sources } from '../db/schema.ts';
import { listClaimsComingTo } from '../levels/queries.ts';
import type { Source } from '../sources/queries.ts';

/** A claim that comes to a source, with all that it comes to and that no longer stands. */
export interface ClaimOver extends ClaimOverSource {
  id: string;
  number: number;
  exact: string;
  articleId: string;
  article: string;
  checkerId: string | null;
  signerId: string | null;
  grounds: Ground[];
}

interface Ground extends GroundOfClaim {
  sourceId: string;
}

/** Every claim that comes to a source, whoever may see it, for what changes all of them: newest articles first, in reading order. */
export const listClaimsOver = (db: Db, sourceId: string) => listWhere(db, sourceId, undefined);

async function listWhere(db: Db, sourceId: string, which: SQL | undefined): Promise<ClaimOver[]> {
  const claimIds = await listClaimsComingTo(db, sourceId);
  const rows = await db
    .select({
      id: claims.id,
      number: claims.number,
      exact: claims.exact,
      articleId: claims.articleId,
      article: articles.title,
      checkerId: claims.checkerId,
      signerId: claims.signerId,
      stage: claims.stage,
      status: claims.status,
      recheckCause: claims.recheckCause,
      signedOffAt: claims.signedOffAt,
      foundAt: sql<Date | null>`(
        select max(${findings.givenAt}) from ${findings} where ${findings.claimId} = ${claims.id})`.mapWith(
        findings.givenAt,
      ),
    })
    .from(claims)
    .innerJoin(articles, eq(articles.id, claims.articleId))
    .where(and(sql`${claims.id} = any(${sql.param(claimIds)}::uuid[])`, which))
    .orderBy(desc(articles.createdAt), desc(articles.id), claims.start, desc(claims.end), claims.number);
  const grounds = await listGrounds(
    db,
    rows.map(({ id }) => id),
    sourceId,
  );
  return rows.map((row) => ({ ...row, grounds: grounds.get(row.id) ?? [] }));
}

/** What these claims come to that no longer stands, and the source that is asked about. */
async function listGrounds(db: Db, claimIds: readonly string[], sourceId: string): Promise<Map<string, Ground[]>> {
  const inMilliseconds = (moment: SQL) => sql`(extract(epoch from ${moment}) * 1000)::float8`;
  const { rows } = await db.execute<{
    claimId: string;
    sourceId: string;
    direct: boolean;
    linkedAt: number;
    standing: Standing;
    since: number | null;
    hasSnapshot: boolean;
  }>(sql`
    with recursive over (claim_id, source_id, linked_at, direct) as (
      select claim_id, source_id, linked_at, true from ${evidence} where claim_id = any(${sql.param(claimIds)}::uuid[])
      union
      select o.claim_id, r.relayed_id, o.linked_at, false from over as o join ${relays} as r on r.source_id = o.source_id
    )
    select o.claim_id as "claimId", o.source_id as "sourceId", bool_or(o.direct) as direct,
      ${inMilliseconds(sql`min(o.linked_at)`)} as "linkedAt", s.standing,
      ${inMilliseconds(sql`s.standing_since`)} as since,
      exists (select from ${snapshots} as k where k.source_id = s.id) as "hasSnapshot"
    from over as o join ${sources} as s on s.id = o.source_id
    where s.id = ${sourceId} or s.standing <> 'standing'
    group by o.claim_id, o.source_id, s.id`);
  return byKey(
    rows.map(({ since, linkedAt, ...row }) => ({
      ...row,
      since: since === null ? null : new Date(since),
      linkedAt: new Date(linkedAt),
    })),
    (row) => row.claimId,
  );
}

/** The owners of these articles, where they have one. */
export async function listOwners(db: Db, articleIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await db
    .select({ articleId: plans.articleId, ownerId: plans.ownerId })
    .from(plans)
    .where(inArray(plans.articleId, [...new Set(articleIds)]));
  return new Map(rows.flatMap(({ articleId, ownerId }) => (ownerId === null ? [] : [[articleId, ownerId]])));
}

/** A claim over a source, with what would become of it. */
export type FallingClaim = Omit<ClaimOver, 'grounds' | 'checkerId' | 'signerId' | 'foundAt' | 'signedOffAt'> & Fall;

/** What rests on a source, a page of it: as it is, or as it would be with another standing. */
export interface FallSlice {
  /** Null where it is shown as it is. */
  to: Standing | null;
  /** Newest articles first, in reading order. */
  claims: FallingClaim[];
  /** On all pages together: claims, the articles they are in, and how many would need re-check, no longer need it, lose their sign-off. */
  total: number;
  articles: number;
  needed: number;
  lifted: number;
  lapsing: number;
  /** How many need re-check now because a source fell. */
  fallen: number;
  page: number;
  pages: number;
}

export const CLAIMS_A_PAGE = 100;

/** What rests on a source, of what a person may see, withdrawn claims left out; `now` is when it would fall. */
export async function previewFall(
  db: Db,
  person: Person,
  source: Pick<Source, 'id' | 'standing'>,
  { to, page }: { to: Standing | null; page: number },
  now: Date,
): Promise<FallSlice> {
  const over = await listWhere(db, source.id, and(ne(claims.stage, 'withdrawn'), inSight(person)));
  const all = over.map(({ grounds, checkerId: _checker, signerId: _signer, foundAt, signedOffAt, ...claim }) => {
    const moved = to === null || to === source.standing ? grounds : withStanding(grounds, source.id, to, now);
    return { ...claim, ...fallOf({ ...claim, foundAt, signedOffAt }, moved) };
  });
  const pages = Math.max(1, Math.ceil(all.length / CLAIMS_A_PAGE));
  const here = Math.min(page, pages);
  const counting = (which: (claim: FallingClaim) => boolean) => all.filter(which).length;
  return {
    to,
    claims: all.slice((here - 1) * CLAIMS_A_PAGE, here * CLAIMS_A_PAGE),
    total: all.length,
    articles: new Set(all.map(({ articleId }) => articleId)).size,
    needed: counting(({ recheck }) => recheck === 'needed'),
    lifted: counting(({ recheck }) => recheck === 'lifted'),
    lapsing: counting(({ lapses }) => lapses),
    fallen: counting(({ recheckCause }) => recheckCause === 'source_fell'),
    page: here,
    pages,
  };
}

/** The same grounds where one of the sources stands otherwise, since a moment. */
export function withStanding(grounds: readonly Ground[], sourceId: string, standing: Standing, since: Date): Ground[] {
  return grounds.map((each) =>
    each.sourceId === sourceId ? { ...each, standing, since: standing === 'standing' ? null : since } : each,
  );
}
