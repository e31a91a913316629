import { and, eq, inArray } from 'drizzle-orm';
import { withinSight } from '../articles/queries.ts';
import type { ClaimRow } from '../claims/queries.ts';
import type { Person } from '../core/rights.ts';
import type { Visit } from '../core/visit.ts';
import type { Db, Tx } from '../db/client.ts';
import { claims, visits } from '../db/schema.ts';
import { countNews, getChainHead, listNews, type HistorySlice } from '../history/queries.ts';

/** The visit as it was kept, held until commit. */
export async function lockVisit(tx: Tx, person: Person, articleId: string): Promise<Visit | null> {
  const [visit] = await tx.select(VISIT).from(visits).where(theirs(person, articleId)).for('update');
  return visit ?? null;
}

export async function findVisit(db: Db, person: Person, articleId: string): Promise<Visit | null> {
  const [visit] = await db.select(VISIT).from(visits).where(theirs(person, articleId));
  return visit ?? null;
}

const VISIT = {
  seenPlace: visits.seenPlace,
  seenAt: visits.seenAt,
  lookedPlace: visits.lookedPlace,
  lookedAt: visits.lookedAt,
};

const theirs = (person: Person, articleId: string) =>
  and(eq(visits.articleId, articleId), eq(visits.personId, person.id), withinSight(person, visits.articleId));

/** More than this is not counted out. */
export const MOST_COUNTED = 1_000;

/** What others did in an article since a person last looked at it. */
export interface News extends HistorySlice {
  seenAt: Date;
  /** At most `MOST_COUNTED`. */
  total: number;
  /** The place to which its history had come when this was read. */
  upTo: number;
  claims: NamedClaim[];
}

/** A claim that the news are about. */
export type NamedClaim = Pick<ClaimRow, 'id' | 'number' | 'exact' | 'status' | 'recheckCause'>;

/** The news, newest first, a page at a time before the entry given; null for whoever has never looked at the article. */
export async function findNews(db: Db, person: Person, articleId: string, before: number | null): Promise<News | null> {
  const visit = await findVisit(db, person, articleId);
  if (!visit) return null;
  const { length } = await getChainHead(db, articleId);
  const slice = await listNews(db, person, articleId, visit.seenPlace, before);
  const total = await countNews(db, person, articleId, visit.seenPlace, MOST_COUNTED);
  const named = slice.entries.flatMap(({ claimId }) => claimId ?? []);
  return { ...slice, seenAt: visit.seenAt, total, upTo: length, claims: await listNamed(db, person, named) };
}

/** By their numbers. */
async function listNamed(db: Db, person: Person, ids: string[]): Promise<NamedClaim[]> {
  if (ids.length === 0) return [];
  return db
    .select({
      id: claims.id,
      number: claims.number,
      exact: claims.exact,
      status: claims.status,
      recheckCause: claims.recheckCause,
    })
    .from(claims)
    .where(and(inArray(claims.id, [...new Set(ids)]), withinSight(person, claims.articleId)))
    .orderBy(claims.number);
}
