import { and, asc, count, desc, eq, isNotNull, isNull, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { withinSight } from '../articles/queries.ts';
import type { QueryOutcome } from '../core/author_query.ts';
import { Refusal } from '../core/refusal.ts';
import type { Person } from '../core/rights.ts';
import type { Db, Tx } from '../db/client.ts';
import { articles, authorQueries, claims, people } from '../db/schema.ts';

/** A question to the writer, with the claim it is about. */
export interface AuthorQuery {
  id: string;
  articleId: string;
  article: string;
  claimId: string;
  claim: number;
  words: string;
  askedOfId: string;
  askedOf: string;
  question: string;
  dueOn: string | null;
  askedById: string;
  askedBy: string;
  askedAt: Date;
  answer: string | null;
  answeredBy: string | null;
  answeredAt: Date | null;
  outcome: QueryOutcome | null;
  outcomeNote: string;
  version: number;
}

/** Which queries: what one has to answer, what one has asked, or all of them. */
export type QueryList = 'mine' | 'asked' | 'open' | 'answered';

export interface QuerySlice {
  rows: AuthorQuery[];
  total: number;
}

export const QUERIES_A_PAGE = 50;

/** Queries in sight; those still open by when they are due, those answered newest first. */
export async function listAuthorQueries(db: Db, person: Person, list: QueryList, page: number): Promise<QuerySlice> {
  const unanswered = isNull(authorQueries.answeredAt);
  const which: Record<QueryList, SQL | undefined> = {
    mine: and(eq(authorQueries.askedOf, person.id), unanswered),
    asked: and(eq(authorQueries.askedBy, person.id), isNull(authorQueries.outcome)),
    open: unanswered,
    answered: isNotNull(authorQueries.answeredAt),
  };
  const wanted = and(which[list], withinSight(person, authorQueries.articleId));
  const order =
    list === 'answered'
      ? [desc(authorQueries.answeredAt), desc(authorQueries.id)]
      : [sql`${authorQueries.dueOn} asc nulls last`, asc(authorQueries.askedAt), asc(authorQueries.id)];
  const rows = await select(db, wanted)
    .orderBy(...order)
    .limit(QUERIES_A_PAGE)
    .offset((page - 1) * QUERIES_A_PAGE);
  const [counted] = await db.select({ total: count() }).from(authorQueries).where(wanted);
  return { rows, total: counted?.total ?? 0 };
}

/** All queries about a claim, oldest first. */
export function listQueriesOfClaim(db: Db, person: Person, claimId: string): Promise<AuthorQuery[]> {
  return select(db, and(eq(authorQueries.claimId, claimId), withinSight(person, authorQueries.articleId))).orderBy(
    asc(authorQueries.askedAt),
    asc(authorQueries.id),
  );
}

/** All queries about an article, by claim, oldest first. */
export function listQueriesOfArticle(db: Db, person: Person, articleId: string): Promise<AuthorQuery[]> {
  return select(db, and(eq(authorQueries.articleId, articleId), withinSight(person, authorQueries.articleId))).orderBy(
    asc(claims.number),
    asc(authorQueries.askedAt),
    asc(authorQueries.id),
  );
}

export async function getAuthorQuery(db: Db, person: Person, queryId: string): Promise<AuthorQuery> {
  const [row] = await select(db, and(eq(authorQueries.id, queryId), withinSight(person, authorQueries.articleId)));
  if (!row) throw new Refusal('not_found', 'There is no such query.');
  return row;
}

/** The query, held until commit. */
export async function lockAuthorQuery(tx: Tx, person: Person, queryId: string): Promise<AuthorQuery> {
  const wanted = and(eq(authorQueries.id, queryId), withinSight(person, authorQueries.articleId));
  await tx.select({ id: authorQueries.id }).from(authorQueries).where(wanted).for('no key update');
  return getAuthorQuery(tx, person, queryId);
}

function select(db: Db, where: SQL | undefined) {
  const asker = alias(people, 'asker');
  const answerer = alias(people, 'answerer');
  return db
    .select({
      id: authorQueries.id,
      articleId: authorQueries.articleId,
      article: articles.title,
      claimId: authorQueries.claimId,
      claim: claims.number,
      words: claims.exact,
      askedOfId: authorQueries.askedOf,
      askedOf: people.name,
      question: authorQueries.question,
      dueOn: authorQueries.dueOn,
      askedById: authorQueries.askedBy,
      askedBy: asker.name,
      askedAt: authorQueries.askedAt,
      answer: authorQueries.answer,
      answeredBy: answerer.name,
      answeredAt: authorQueries.answeredAt,
      outcome: authorQueries.outcome,
      outcomeNote: authorQueries.outcomeNote,
      version: authorQueries.version,
    })
    .from(authorQueries)
    .innerJoin(articles, eq(articles.id, authorQueries.articleId))
    .innerJoin(claims, eq(claims.id, authorQueries.claimId))
    .innerJoin(people, eq(people.id, authorQueries.askedOf))
    .innerJoin(asker, eq(asker.id, authorQueries.askedBy))
    .leftJoin(answerer, eq(answerer.id, authorQueries.answeredBy))
    .where(where);
}
