import { asc, sql } from 'drizzle-orm';
import { may, type Person } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { people } from '../db/schema.ts';
import { TERMINAL_ID } from '../people/queries.ts';

/** Somebody of the desk who may see an article. */
export interface Colleague extends Person {
  /** They may check claims. */
  checks: boolean;
}

const MOST = 500;

/** Who may see an article, by name. */
export async function listColleagues(db: Db, articleId: string): Promise<Colleague[]> {
  const rows = await db
    .select({ id: people.id, name: people.name, role: people.role })
    .from(people)
    .where(
      sql`people.role not in ('visitor', 'outsider') and people.left_at is null and people.id <> ${TERMINAL_ID}
        and (people.role = 'admin' or exists (
        select from articles where articles.id = ${articleId} and (articles.access = 'everyone' or exists (
          select from admissions where admissions.article_id = articles.id and admissions.person_id = ${sql.raw('people.id')}))))`,
    )
    .orderBy(asc(sql`lower(${people.name})`), asc(people.id))
    .limit(MOST);
  return rows.map((row) => ({ ...row, checks: may(row, 'annotate') }));
}
