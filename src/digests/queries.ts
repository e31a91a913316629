import { and, asc, eq, isNotNull, isNull, lt, notInArray, or, sql } from 'drizzle-orm';
import { GUEST_ROLES, type Person } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { digests, notifications, people } from '../db/schema.ts';

/** Seven o'clock of the day that it is at the newsroom. */
export async function morningAt(db: Db, timeZone: string, asOf: Date): Promise<Date> {
  const { rows } = await db.execute<{ at: string }>(sql`select (extract(epoch from
    (date_trunc('day', ${asOf}::timestamptz at time zone ${timeZone}) + interval '7 hours') at time zone ${timeZone}
  ) * 1000)::bigint::text as at`);
  return new Date(Number(rows[0]!.at));
}

export interface Due extends Person {
  mail: string;
  /** When they were last written to. */
  sentAt: Date | null;
}

const MOST = 100;

/** Those with something unread who have not been written to since a morning, and have not said that they do not want it. */
export async function listDue(db: Db, morning: Date): Promise<Due[]> {
  const rows = await db
    .select({ id: people.id, name: people.name, role: people.role, mail: people.mail, sentAt: digests.sentAt })
    .from(people)
    .leftJoin(digests, eq(digests.personId, people.id))
    .where(
      and(
        isNull(people.leftAt),
        isNotNull(people.mail),
        notInArray(people.role, [...GUEST_ROLES]),
        or(isNull(digests.personId), digests.wanted),
        or(isNull(digests.sentAt), lt(digests.sentAt, morning)),
        sql`exists (select from ${notifications} where ${notifications.personId} = people.id
          and ${notifications.readAt} is null and ${notifications.madeAt} > coalesce(${digests.sentAt}, '-infinity'))`,
      ),
    )
    .orderBy(asc(people.id))
    .limit(MOST);
  return rows.map((row) => ({ ...row, mail: row.mail! }));
}

export async function wantsDigest(db: Db, person: Person): Promise<boolean> {
  const [row] = await db.select({ wanted: digests.wanted }).from(digests).where(eq(digests.personId, person.id));
  return row?.wanted ?? true;
}
