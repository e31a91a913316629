import { and, eq, isNull, lte, sql } from 'drizzle-orm';
import type { NoticeKind } from '../core/notice.ts';
import type { Person } from '../core/rights.ts';
import { newId, type Db, type Tx } from '../db/client.ts';
import { inChunks } from '../db/rows.ts';
import { notifications } from '../db/schema.ts';

export interface Notice {
  personId: string;
  kind: NoticeKind;
  articleId: string;
  claimId: string;
}

/** Tells people what somebody has just done, in the transaction in which it is done: each once, and nobody of what they did themselves. */
export async function notify(tx: Tx, actor: Person, notices: readonly Notice[]): Promise<void> {
  const told = new Map<string, Notice>();
  for (const notice of notices) {
    const { personId, kind, claimId } = notice;
    if (personId !== actor.id) told.set(`${personId} ${kind} ${claimId}`, notice);
  }
  await inChunks([...told.values()], async (chunk) => {
    await tx.insert(notifications).values(chunk.map((notice) => ({ ...notice, id: newId(), actorId: actor.id })));
  });
}

/** Marks as read what the person had before them: up to one of their notifications, newer ones left out. */
export async function markRead(db: Db, person: Person, upToId: string): Promise<void> {
  await db
    .update(notifications)
    .set({ readAt: sql`now()` })
    .where(and(eq(notifications.personId, person.id), lte(notifications.id, upToId), isNull(notifications.readAt)));
}

/** Marks a single one as read. */
export async function markOneRead(db: Db, person: Person, id: string): Promise<void> {
  await db
    .update(notifications)
    .set({ readAt: sql`now()` })
    .where(and(eq(notifications.personId, person.id), eq(notifications.id, id), isNull(notifications.readAt)));
}

/** Clears away what somebody was told. */
export async function forgetNoticesIn(tx: Tx, personId: string): Promise<void> {
  await tx.delete(notifications).where(eq(notifications.personId, personId));
}
