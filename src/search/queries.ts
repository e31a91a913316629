import { and, desc, eq, ilike, or, sql, isNull } from 'drizzle-orm';
import { inSight } from '../articles/queries.ts';
import type { RecheckCause, VerificationStatus } from '../core/check.ts';
import type { Person } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { containing } from '../db/rows.ts';
import { articles, claims, sources, speakers } from '../db/schema.ts';
import { sourceInSight } from '../sources/queries.ts';
import { speakerInSight } from '../speakers/queries.ts';

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
export async function findEverywhere(db: Db, person: Person, words: string): Promise<Found> {
  const pattern = containing(words);
  return {
    articles: await db
      .select({ id: articles.id, title: articles.title })
      .from(articles)
      .where(and(ilike(articles.title, pattern), inSight(person)))
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
      .where(and(or(ilike(claims.exact, pattern), ilike(claims.statement, pattern)), inSight(person)))
      .orderBy(desc(claims.id))
      .limit(MOST),
    sources: await db
      .select({ id: sources.id, title: sources.title })
      .from(sources)
      .where(
        and(
          isNull(sources.mergedInto),
          or(ilike(sources.title, pattern), ilike(sources.author, pattern), ilike(sources.publisher, pattern)),
          sourceInSight(person),
        ),
      )
      .orderBy(desc(sources.id))
      .limit(MOST),
    speakers: await db
      .select({ id: speakers.id, name: speakers.name })
      .from(speakers)
      .where(and(ilike(speakers.name, pattern), speakerInSight(person)))
      .orderBy(sql`lower(${speakers.name})`, speakers.id)
      .limit(MOST),
  };
}
