import { and, asc, count, desc, eq, isNotNull, isNull, ne, notInArray, sql, type SQL } from 'drizzle-orm';
import { inSight } from '../articles/queries.ts';
import type { RecheckCause, Stage, VerificationStatus } from '../core/check.ts';
import { may, type Person } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { articles, authorQueries, claims, people } from '../db/schema.ts';

export const WORK_LISTS = ['mine', 'waiting', 'recheck', 'unassigned'] as const;
/** What waits on a person's desk, across articles. */
export type WorkList = (typeof WORK_LISTS)[number];

/** A claim in a list of work. */
export interface WorkRow {
  id: string;
  articleId: string;
  article: string;
  number: number;
  exact: string;
  stage: Stage;
  status: VerificationStatus;
  recheckCause: RecheckCause | null;
  checker: string | null;
  version: number;
}

export interface WorkSlice {
  rows: WorkRow[];
  totals: Record<WorkList, number>;
  /** Unanswered queries to this person. */
  queries: number;
}

export const WORK_A_PAGE = 50;

/** One list of a person's work, newest articles first, with how long each list is. */
export async function listWork(db: Db, person: Person, list: WorkList, page: number): Promise<WorkSlice> {
  const rows = await db
    .select({
      id: claims.id,
      articleId: claims.articleId,
      article: articles.title,
      number: claims.number,
      exact: claims.exact,
      stage: claims.stage,
      status: claims.status,
      recheckCause: claims.recheckCause,
      checker: people.name,
      version: claims.version,
    })
    .from(claims)
    .innerJoin(articles, eq(articles.id, claims.articleId))
    .leftJoin(people, eq(people.id, claims.checkerId))
    .where(whichOf(list, person))
    .orderBy(desc(articles.createdAt), desc(articles.id), asc(claims.start), asc(claims.number))
    .limit(WORK_A_PAGE)
    .offset((page - 1) * WORK_A_PAGE);
  const totals = {} as Record<WorkList, number>;
  for (const each of WORK_LISTS) {
    const [counted] = await db
      .select({ total: count() })
      .from(claims)
      .innerJoin(articles, eq(articles.id, claims.articleId))
      .where(whichOf(each, person));
    totals[each] = counted?.total ?? 0;
  }
  const [asked] = await db
    .select({ total: count() })
    .from(authorQueries)
    .innerJoin(articles, eq(articles.id, authorQueries.articleId))
    .where(and(eq(authorQueries.askedOf, person.id), isNull(authorQueries.answeredAt), inSight(person)));
  return { rows, totals, queries: asked?.total ?? 0 };
}

function whichOf(list: WorkList, person: Person): SQL | undefined {
  const standing = ne(claims.stage, 'withdrawn');
  const which: Record<WorkList, SQL | undefined> = {
    mine: and(eq(claims.checkerId, person.id), notInArray(claims.stage, ['signed_off', 'withdrawn'])),
    waiting: and(
      eq(claims.stage, 'checked'),
      isNull(claims.recheckCause),
      // Nobody signs off their own finding, and only editors sign off.
      may(person, 'review') ? sql`${person.id} <> (${NEWEST_FINDER})` : sql`false`,
    ),
    recheck: and(standing, isNotNull(claims.recheckCause)),
    unassigned: and(standing, isNull(claims.checkerId)),
  };
  return and(which[list], inSight(person));
}

const NEWEST_FINDER = sql`select findings.given_by from findings where findings.claim_id = claims.id
  order by findings.given_at desc, findings.id desc limit 1`;
