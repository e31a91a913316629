import { and, count, desc, eq, gt, isNull, type SQL } from 'drizzle-orm';
import { inSight } from '../articles/queries.ts';
import type { NoticeKind } from '../core/notice.ts';
import type { Person } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { articles, claims, notifications, people } from '../db/schema.ts';

export interface Notification {
  id: string;
  kind: NoticeKind;
  articleId: string;
  article: string;
  claimId: string;
  claim: number;
  actor: string;
  madeAt: Date;
  readAt: Date | null;
}

export interface NotificationSlice {
  rows: Notification[];
  total: number;
  unread: number;
}

export const NOTIFICATIONS_A_PAGE = 50;

/** What a person was told, newest first; nothing of articles that are no longer in their sight. */
export async function listNotifications(db: Db, person: Person, page: number): Promise<NotificationSlice> {
  const theirs = and(eq(notifications.personId, person.id), inSight(person));
  const rows = await rowsWhere(db, theirs, NOTIFICATIONS_A_PAGE, (page - 1) * NOTIFICATIONS_A_PAGE);
  return { rows, total: await countWhere(db, theirs), unread: await countUnread(db, person) };
}

/** What a person has not read since a moment, newest first, a page of it, and how much it is. */
export async function listUnreadSince(
  db: Db,
  person: Person,
  since: Date | null,
): Promise<Pick<NotificationSlice, 'rows' | 'total'>> {
  const later = since === null ? undefined : gt(notifications.madeAt, since);
  const unread = and(eq(notifications.personId, person.id), isNull(notifications.readAt), inSight(person), later);
  return { rows: await rowsWhere(db, unread, NOTIFICATIONS_A_PAGE, 0), total: await countWhere(db, unread) };
}

function rowsWhere(db: Db, which: SQL | undefined, most: number, from: number): Promise<Notification[]> {
  return db
    .select({
      id: notifications.id,
      kind: notifications.kind,
      articleId: notifications.articleId,
      article: articles.title,
      claimId: notifications.claimId,
      claim: claims.number,
      actor: people.name,
      madeAt: notifications.madeAt,
      readAt: notifications.readAt,
    })
    .from(notifications)
    .innerJoin(articles, eq(articles.id, notifications.articleId))
    .innerJoin(claims, eq(claims.id, notifications.claimId))
    .innerJoin(people, eq(people.id, notifications.actorId))
    .where(which)
    .orderBy(desc(notifications.id))
    .limit(most)
    .offset(from);
}

export function countUnread(db: Db, person: Person): Promise<number> {
  return countWhere(db, and(eq(notifications.personId, person.id), isNull(notifications.readAt), inSight(person)));
}

async function countWhere(db: Db, which: SQL | undefined): Promise<number> {
  const [counted] = await db
    .select({ total: count() })
    .from(notifications)
    .innerJoin(articles, eq(articles.id, notifications.articleId))
    .where(which);
  return counted?.total ?? 0;
}
