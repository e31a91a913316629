import { sql } from 'drizzle-orm';
import { demand, type Person } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { digests } from '../db/schema.ts';
import type { Post } from '../mail/post.ts';
import { listUnreadSince } from '../notifications/queries.ts';
import { listDue, morningAt } from './queries.ts';
import { digestMail } from './wording.ts';

/** Says whether one wants to be written to. */
export async function wantDigest(db: Db, person: Person, wanted: boolean): Promise<void> {
  demand(person, 'keep_account');
  await db
    .insert(digests)
    .values({ personId: person.id, wanted })
    .onConflictDoUpdate({ target: digests.personId, set: { wanted } });
}

export interface Newsroom {
  name: string;
  timeZone: string;
  /** Where people reach the desk. */
  address: string;
}

/**
 * Writes to everybody who has something unread, once a day from seven in the morning of the newsroom on. What has been read
 * by then is in no mail. A mail that the server does not take is tried again the next time.
 */
export async function sendDigests(db: Db, post: Post, newsroom: Newsroom, asOf: Date): Promise<void> {
  const morning = await morningAt(db, newsroom.timeZone, asOf);
  if (asOf < morning) return;
  for (const { mail, sentAt, ...person } of await listDue(db, morning)) {
    // Taken before it is sent: two desks on one database write once.
    if (!(await takeDigest(db, person.id, morning, asOf))) continue;
    const unread = await listUnreadSince(db, person, sentAt);
    // All of it may be about what is no longer in their sight.
    if (unread.total === 0) continue;
    const taken = await post.send({ to: { name: person.name, address: mail }, ...digestMail(newsroom, unread) });
    if (!taken) {
      await db
        .update(digests)
        .set({ sentAt })
        .where(sql`${digests.personId} = ${person.id}`);
      return;
    }
  }
}

async function takeDigest(db: Db, personId: string, morning: Date, asOf: Date): Promise<boolean> {
  const taken = await db
    .insert(digests)
    .values({ personId, sentAt: asOf })
    .onConflictDoUpdate({
      target: digests.personId,
      set: { sentAt: asOf },
      setWhere: sql`${digests.wanted} and (${digests.sentAt} is null or ${digests.sentAt} < ${morning})`,
    })
    .returning({ personId: digests.personId });
  return taken.length === 1;
}
