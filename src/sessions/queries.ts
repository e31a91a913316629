import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Person } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { people, sessions } from '../db/schema.ts';
import { digestOf } from '../db/secrets.ts';

export interface SessionRow {
  id: string;
  agent: string;
  address: string;
  startedAt: Date;
  seenAt: Date;
}

/** Where a person is signed in, the latest first; at most a hundred. */
export function listSessions(db: Db, person: Person): Promise<SessionRow[]> {
  return db
    .select({
      id: sessions.id,
      agent: sessions.agent,
      address: sessions.address,
      startedAt: sessions.startedAt,
      seenAt: sessions.seenAt,
    })
    .from(sessions)
    .where(and(eq(sessions.personId, person.id), sql`${sessions.endsAt} > now()`))
    .orderBy(desc(sessions.seenAt), desc(sessions.id))
    .limit(100);
}

/** Whose session has run out, a few days ago at most; null where it goes on, was ended, or is none. */
export async function findWhoWasIn(db: Db, secret: string): Promise<string | null> {
  const [row] = await db
    .select({ id: people.id })
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.personId))
    .where(and(eq(sessions.digest, digestOf(secret)), sql`${sessions.endsAt} <= now()`, isNull(people.leftAt)));
  return row?.id ?? null;
}
