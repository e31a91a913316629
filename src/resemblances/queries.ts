import { and, desc, eq, ne, or, sql, type SQL } from 'drizzle-orm';
import { inSight } from '../articles/queries.ts';
import type { RecheckCause, Stage, VerificationStatus } from '../core/check.ts';
import { RESEMBLES, resemblance, wordsToLookFor, type SharedWord, type Verdict } from '../core/resemblance.ts';
import type { Person } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { articles, claims, earlierFindings, findings, resemblances } from '../db/schema.ts';

/** A claim of ours that another resembles. */
export interface EarlierClaim {
  kind: 'claim';
  id: string;
  statement: string;
  number: number;
  articleId: string;
  article: string;
  status: VerificationStatus;
  recheckCause: RecheckCause | null;
  stage: Stage;
  foundAt: Date | null;
}

/** What others found about a claim that it resembles. */
export interface FoundElsewhere {
  kind: 'finding';
  id: string;
  statement: string;
  publisher: string;
  reviewedOn: string | null;
  ratingWords: string;
  status: VerificationStatus | null;
}

/** What was seen before, how alike it is (0 to 1), and what a person made of it; null where nobody has said. */
export type Resemblance = (EarlierClaim | FoundElsewhere) & { alike: number; verdict: Verdict | null };

const MOST_OFFERED = 5;
const MOST_DECIDED = 50;
const MOST_READ = 1_000;

/**
 * What a claim resembles, of ours in any article in sight and of what others found: first what people said is the same,
 * then at most five of each offered, the likest first, then what people said is not.
 */
export async function listResemblances(
  db: Db,
  person: Person,
  claim: { id: string; statement: string },
  offers: boolean,
): Promise<Resemblance[]> {
  const decided = await listDecided(db, person, claim.id);
  const spoken = new Set(decided.map(({ id }) => id));
  const offered = offers
    ? [...(await likeClaims(db, person, claim)), ...(await likeFindings(db, claim.statement))]
    : [];
  const fresh = (['claim', 'finding'] as const).flatMap((kind) =>
    offered
      .filter((each) => each.kind === kind && !spoken.has(each.id) && each.alike >= RESEMBLES)
      .toSorted((a, b) => b.alike - a.alike || (a.id < b.id ? 1 : -1))
      .slice(0, MOST_OFFERED),
  );
  return [
    ...decided.filter(({ verdict }) => verdict === 'linked'),
    ...fresh.toSorted((a, b) => b.alike - a.alike),
    ...decided.filter(({ verdict }) => verdict === 'dismissed'),
  ];
}

/** A pair of claims is decided once, from whichever side it is looked at. */
export const pairOf = (claimId: string, otherId: string): SQL => {
  const one = and(eq(resemblances.claimId, claimId), eq(resemblances.earlierClaimId, otherId));
  const other = and(eq(resemblances.claimId, otherId), eq(resemblances.earlierClaimId, claimId));
  return or(one, other)!;
};

const CLAIM = {
  id: claims.id,
  statement: claims.statement,
  number: claims.number,
  articleId: articles.id,
  article: articles.title,
  status: claims.status,
  recheckCause: claims.recheckCause,
  stage: claims.stage,
  foundAt:
    sql<Date | null>`(select max(${findings.givenAt}) from ${findings} where ${findings.claimId} = "claims"."id")`.mapWith(
      findings.givenAt,
    ),
};

const FINDING = {
  id: earlierFindings.id,
  statement: earlierFindings.claim,
  publisher: earlierFindings.publisher,
  reviewedOn: earlierFindings.reviewedOn,
  ratingWords: earlierFindings.ratingWords,
  status: earlierFindings.status,
};

async function listDecided(db: Db, person: Person, claimId: string): Promise<Resemblance[]> {
  const other = sql`case when ${resemblances.claimId} = ${claimId} then ${resemblances.earlierClaimId} else ${resemblances.claimId} end`;
  const ours = await db
    .select({ ...CLAIM, verdict: resemblances.verdict })
    .from(resemblances)
    .innerJoin(claims, eq(claims.id, other))
    .innerJoin(articles, eq(articles.id, claims.articleId))
    .where(
      and(
        or(
          and(eq(resemblances.claimId, claimId), sql`${resemblances.earlierClaimId} is not null`),
          eq(resemblances.earlierClaimId, claimId),
        ),
        inSight(person),
      ),
    )
    .orderBy(desc(resemblances.decidedAt), desc(resemblances.id))
    .limit(MOST_DECIDED);
  const theirs = await db
    .select({ ...FINDING, verdict: resemblances.verdict })
    .from(resemblances)
    .innerJoin(earlierFindings, eq(earlierFindings.id, resemblances.earlierFindingId))
    .where(eq(resemblances.claimId, claimId))
    .orderBy(desc(resemblances.decidedAt), desc(resemblances.id))
    .limit(MOST_DECIDED);
  return [
    ...ours.map((row) => ({ kind: 'claim' as const, ...row, alike: 1 })),
    ...theirs.map((row) => ({ kind: 'finding' as const, ...row, alike: 1 })),
  ];
}

async function likeClaims(db: Db, person: Person, claim: { id: string; statement: string }): Promise<Resemblance[]> {
  const search = await searchFor(db, claim.statement, 'claims');
  if (!search) return [];
  const rows = await db
    .select({ ...CLAIM, words: stems(claims.statement) })
    .from(claims)
    .innerJoin(articles, eq(articles.id, claims.articleId))
    .where(
      and(
        sql`to_tsvector('english'::regconfig, ${claims.statement}) @@ ${search.query}::tsquery`,
        ne(claims.id, claim.id),
        ne(claims.stage, 'withdrawn'),
        inSight(person),
      ),
    )
    .limit(MOST_READ);
  return rows.map(({ words, ...row }) => ({ kind: 'claim', ...row, alike: search.alike(words), verdict: null }));
}

async function likeFindings(db: Db, statement: string): Promise<Resemblance[]> {
  const search = await searchFor(db, statement, 'earlier_findings');
  if (!search) return [];
  const rows = await db
    .select({ ...FINDING, words: stems(earlierFindings.claim) })
    .from(earlierFindings)
    .where(sql`to_tsvector('english'::regconfig, ${earlierFindings.claim}) @@ ${search.query}::tsquery`)
    .limit(MOST_READ);
  return rows.map(({ words, ...row }) => ({ kind: 'finding', ...row, alike: search.alike(words), verdict: null }));
}

const stems = (text: typeof claims.statement | typeof earlierFindings.claim) =>
  sql<string[]>`tsvector_to_array(to_tsvector('english'::regconfig, ${text}))`;

/** How to look for statements like one in a table, and how to tell how alike each is. */
async function searchFor(db: Db, statement: string, table: 'claims' | 'earlier_findings') {
  const { rows: common } = await db.execute<SharedWord & Record<string, unknown>>(
    sql`select word, share from common_words(${`${table}_by_words`})`,
  );
  const { rows } = await db.execute<{ words: string[]; many: number }>(
    sql`select tsvector_to_array(to_tsvector('english'::regconfig, ${statement})) as words,
      (select greatest(reltuples, 0) from pg_class where oid = ${table}::regclass) as many`,
  );
  const { words, many } = rows[0]!;
  const shares = new Map(common.map(({ word, share }) => [word, share]));
  const shared = (list: readonly string[]): SharedWord[] =>
    list.map((word) => ({ word, share: shares.get(word) ?? 0 }));
  const mine = shared(words);
  const groups = wordsToLookFor(mine, many);
  if (groups.length === 0) return null;
  const quoted = (word: string) => `'${word.replace(/['\\]/g, '$&$&')}'`;
  return {
    query: groups.map((group) => `(${group.map(quoted).join(' & ')})`).join(' | '),
    alike: (theirs: readonly string[]) => resemblance(mine, shared(theirs)),
  };
}

/** The findings of others that claims in sight were said to be the same as are shown with them; this is the other way. */
export async function listClaimsLinkedTo(db: Db, person: Person, findingId: string): Promise<EarlierClaim[]> {
  const rows = await db
    .select(CLAIM)
    .from(resemblances)
    .innerJoin(claims, eq(claims.id, resemblances.claimId))
    .innerJoin(articles, eq(articles.id, claims.articleId))
    .where(and(eq(resemblances.earlierFindingId, findingId), eq(resemblances.verdict, 'linked'), inSight(person)))
    .orderBy(desc(resemblances.decidedAt), desc(resemblances.id))
    .limit(MOST_DECIDED);
  return rows.map((row) => ({ kind: 'claim', ...row }));
}
