import { count, eq, sql } from 'drizzle-orm';
import { getArticle } from '../articles/queries.ts';
import type { Person } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { attributions, claims, comments, evidence, history, outsiders, revisions } from '../db/schema.ts';

/** What goes with an article, and what stays behind for everyone of the desk to see. */
export interface Loss {
  title: string;
  version: number;
  revisions: number;
  claims: number;
  comments: number;
  entries: number;
  /** Sources and speakers that no other article uses. */
  sources: number;
  speakers: number;
}

export async function getLoss(db: Db, person: Person, articleId: string): Promise<Loss> {
  const { title, version } = await getArticle(db, person, articleId);
  const one = async (rows: Promise<{ many: number }[]>) => (await rows)[0]?.many ?? 0;
  const elsewhere = (table: typeof evidence | typeof attributions, column: string) => sql`not exists (
    select from ${table} as other join ${claims} as c on c.id = other.claim_id
    where c.article_id <> ${articleId} and other.${sql.identifier(column)} = ${table}.${sql.identifier(column)})`;
  return {
    title,
    version,
    revisions: await one(db.select({ many: count() }).from(revisions).where(eq(revisions.articleId, articleId))),
    claims: await one(db.select({ many: count() }).from(claims).where(eq(claims.articleId, articleId))),
    comments: await one(db.select({ many: count() }).from(comments).where(eq(comments.articleId, articleId))),
    entries: await one(db.select({ many: count() }).from(history).where(eq(history.articleId, articleId))),
    sources: await one(
      db
        .select({ many: sql<number>`count(distinct ${evidence.sourceId})`.mapWith(Number) })
        .from(evidence)
        .innerJoin(claims, eq(claims.id, evidence.claimId))
        .where(sql`${claims.articleId} = ${articleId} and ${elsewhere(evidence, 'source_id')}`),
    ),
    speakers: await one(
      db
        .select({ many: sql<number>`count(distinct ${attributions.speakerId})`.mapWith(Number) })
        .from(attributions)
        .innerJoin(claims, eq(claims.id, attributions.claimId))
        .where(sql`${claims.articleId} = ${articleId} and ${elsewhere(attributions, 'speaker_id')}`),
    ),
  };
}

/** Those from outside who read the article by a link, now or once. */
export async function listGuestsOf(db: Db, articleId: string): Promise<string[]> {
  const rows = await db.select({ id: outsiders.personId }).from(outsiders).where(eq(outsiders.articleId, articleId));
  return rows.map(({ id }) => id);
}
