import { and, desc, eq, sql } from 'drizzle-orm';
import type { Person } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { sessions } from '../db/schema.ts';

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
