import { and, asc, desc, eq, isNotNull, ne, or, sql } from 'drizzle-orm';
import { withinSight } from '../articles/queries.ts';
import type { RecheckCause } from '../core/check.ts';
import type { Person } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { claims, findings, revisions } from '../db/schema.ts';

/** A claim that waits for another look: its finding lost its ground, or its words lost their place. */
export interface Recheck {
  claimId: string;
  number: number;
  recheckCause: RecheckCause | null;
  inText: boolean;
}

/** The claims of an article that wait for another look, in reading order. */
export function listRechecks(db: Db, person: Person, articleId: string): Promise<Recheck[]> {
  const newest = sql`(select r.id from ${revisions} r where r.article_id = ${articleId} order by r.number desc limit 1)`;
  const inText = sql<boolean>`${claims.revisionId} = ${newest}`;
  return db
    .select({ claimId: claims.id, number: claims.number, recheckCause: claims.recheckCause, inText })
    .from(claims)
    .where(
      and(
        eq(claims.articleId, articleId),
        withinSight(person, claims.articleId),
        ne(claims.stage, 'withdrawn'),
        or(isNotNull(claims.recheckCause), sql`not (${inText})`),
      ),
    )
    .orderBy(asc(claims.start), desc(claims.end), asc(claims.number));
}

/** The number of the revision that a finding was given on. */
export async function getRevisionOfFinding(db: Db, findingId: string): Promise<number> {
  const [row] = await db
    .select({ number: revisions.number })
    .from(findings)
    .innerJoin(revisions, eq(revisions.id, findings.revisionId))
    .where(eq(findings.id, findingId));
  return row!.number;
}
