import { count } from '../claims/wording.ts';
import { addressOf, numberedPager } from '../web/paging.ts';
import type { Act, Empty, Link, Pager } from '../web/parts.ts';
import { view } from '../web/render.ts';
import { NOTIFICATIONS_A_PAGE, type NotificationSlice } from './queries.ts';
import { noticeHref, noticeInWords } from './wording.ts';

/** views/notifications/list.ejs */
export interface NotificationsPage {
  title: string;
  total: string;
  /** Marks all that this page shows, and what is older, as read. */
  readAll: Act | null;
  rows: { id: string; notice: Link; article: Link; at: string; read: Act | null }[];
  empty: Empty;
  pager: Pager | null;
}

export const notificationsView = view<NotificationsPage>('notifications/list');

export function notificationsPage({ rows, total, unread }: NotificationSlice, page: number): NotificationsPage {
  const pages = Math.max(1, Math.ceil(total / NOTIFICATIONS_A_PAGE));
  const newest = rows[0];
  const act = (id: string, label: string, name: string, value: string, describe: string | null): Act => ({
    id,
    action: '/notifications/reading',
    label,
    hidden: [{ name, value }],
    tone: 'plain',
    describe,
    blockers: [],
  });
  return {
    title: 'Notifications',
    total: unread === 0 ? 'Nothing new' : count(unread, 'new one'),
    readAll: newest && unread > 0 ? act('read-all', 'Mark all as read', 'upTo', newest.id, null) : null,
    rows: rows.map((row) => ({
      id: `notice-${row.id}`,
      notice: { text: noticeInWords(row), href: noticeHref(row) },
      article: { text: row.article, href: `/articles/${row.articleId}` },
      at: row.madeAt.toISOString(),
      read:
        row.readAt === null
          ? act(`read-${row.id}`, 'Mark as read', 'one', row.id, `Mark as read: ${noticeInWords(row)}`)
          : null,
    })),
    empty: { text: 'Nobody has told you anything yet.', action: null },
    pager: numberedPager(`Page ${page} of ${pages}`, page, pages, (to) => addressOf('/notifications', { page: to })),
  };
}
