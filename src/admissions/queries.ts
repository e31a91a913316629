import { and, asc, desc, eq, isNull, notInArray, sql } from 'drizzle-orm';
import { withinSight } from '../articles/queries.ts';
import { Refusal } from '../core/refusal.ts';
import { GUEST_ROLES, type Person } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { digestOf } from '../db/secrets.ts';
import { admissions, articles, outsiders, people } from '../db/schema.ts';

/** Those named on an article, by name; guests left out. */
export function listAdmitted(
  db: Db,
  person: Person,
  articleId: string,
): Promise<{ name: string; mail: string | null }[]> {
  return db
    .select({ name: people.name, mail: people.mail })
    .from(admissions)
    .innerJoin(people, eq(people.id, admissions.personId))
    .where(
      and(
        eq(admissions.articleId, articleId),
        withinSight(person, admissions.articleId),
        notInArray(people.role, [...GUEST_ROLES]),
      ),
    )
    .orderBy(asc(sql`lower(${people.name})`), asc(people.id))
    .limit(500);
}

export interface OutsiderRow {
  personId: string;
  name: string;
  endsAt: Date;
  seenAt: Date | null;
}

/** The links to an article that are still good, the newest first. */
export function listOutsiders(db: Db, person: Person, articleId: string): Promise<OutsiderRow[]> {
  return db
    .select({ personId: people.id, name: people.name, endsAt: outsiders.endsAt, seenAt: outsiders.seenAt })
    .from(outsiders)
    .innerJoin(people, eq(people.id, outsiders.personId))
    .where(
      and(
        eq(outsiders.articleId, articleId),
        withinSight(person, outsiders.articleId),
        sql`${outsiders.endsAt} > now()`,
        isNull(people.leftAt),
      ),
    )
    .orderBy(desc(outsiders.invitedAt), desc(people.id))
    .limit(100);
}

/** Whom a link lets in, and to what; refuses `not_found` where it has run out, was taken back or is none. */
export async function getOutsider(db: Db, secret: string): Promise<Person & { articleId: string; title: string }> {
  const [row] = await db
    .select({ id: people.id, name: people.name, role: people.role, articleId: articles.id, title: articles.title })
    .from(outsiders)
    .innerJoin(people, eq(people.id, outsiders.personId))
    .innerJoin(articles, eq(articles.id, outsiders.articleId))
    .where(and(eq(outsiders.digest, digestOf(secret)), sql`${outsiders.endsAt} > now()`, isNull(people.leftAt)));
  if (!row) throw new Refusal('not_found', 'This link has run out, was taken back, or is not whole.');
  return row;
}
