import { desc, eq, ilike, or, sql } from 'drizzle-orm';
import type { RecheckCause, VerificationStatus } from '../core/check.ts';
import type { Db } from '../db/client.ts';
import { containing } from '../db/rows.ts';
import { articles, claims, sources, speakers } from '../db/schema.ts';

export interface Found {
  articles: { id: string; title: string }[];
  claims: {
    id: string;
    number: number;
    exact: string;
    article: string;
    status: VerificationStatus;
    recheckCause: RecheckCause | null;
  }[];
  sources: { id: string; title: string }[];
  speakers: { id: string; name: string }[];
}

const MOST = 25;

/** The newest of each kind that has these words somewhere, at most twenty-five of each. */
export async function findEverywhere(db: Db, words: string): Promise<Found> {
  const pattern = containing(words);
  return {
    articles: await db
      .select({ id: articles.id, title: articles.title })
      .from(articles)
      .where(ilike(articles.title, pattern))
      .orderBy(desc(articles.id))
      .limit(MOST),
    claims: await db
      .select({
        id: claims.id,
        number: claims.number,
        exact: claims.exact,
        article: articles.title,
        status: claims.status,
        recheckCause: claims.recheckCause,
      })
      .from(claims)
      .innerJoin(articles, eq(articles.id, claims.articleId))
      .where(or(ilike(claims.exact, pattern), ilike(claims.statement, pattern)))
      .orderBy(desc(claims.id))
      .limit(MOST),
    sources: await db
      .select({ id: sources.id, title: sources.title })
      .from(sources)
      .where(or(ilike(sources.title, pattern), ilike(sources.author, pattern), ilike(sources.publisher, pattern)))
      .orderBy(desc(sources.id))
      .limit(MOST),
    speakers: await db
      .select({ id: speakers.id, name: speakers.name })
      .from(speakers)
      .where(ilike(speakers.name, pattern))
      .orderBy(sql`lower(${speakers.name})`, speakers.id)
      .limit(MOST),
  };
}
