import { and, count, desc, eq, isNull } from 'drizzle-orm';
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
  const rows = await db
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
    .where(theirs)
    .orderBy(desc(notifications.id))
    .limit(NOTIFICATIONS_A_PAGE)
    .offset((page - 1) * NOTIFICATIONS_A_PAGE);
  const [counted] = await db
    .select({ total: count() })
    .from(notifications)
    .innerJoin(articles, eq(articles.id, notifications.articleId))
    .where(theirs);
  return { rows, total: counted?.total ?? 0, unread: await countUnread(db, person) };
}

export async function countUnread(db: Db, person: Person): Promise<number> {
  const [counted] = await db
    .select({ unread: count() })
    .from(notifications)
    .innerJoin(articles, eq(articles.id, notifications.articleId))
    .where(and(eq(notifications.personId, person.id), isNull(notifications.readAt), inSight(person)));
  return counted?.unread ?? 0;
}
