import { sql } from 'drizzle-orm';
import { check, foreignKey, index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { NOTICE_KINDS } from '../../core/notice.ts';
import { articles } from './articles.ts';
import { claims } from './claims.ts';
import { id, madeAt, moment, oneOf } from './columns.ts';
import { people } from './people.ts';

export const notifications = pgTable(
  'notifications',
  {
    id: id(),
    personId: uuid().notNull(),
    kind: text({ enum: NOTICE_KINDS }).notNull(),
    articleId: uuid().notNull(),
    claimId: uuid().notNull(),
    /** Who did what is told of. */
    actorId: uuid().notNull(),
    madeAt: madeAt(),
    readAt: moment(),
  },
  (t) => [
    foreignKey({ name: 'notifications_person', columns: [t.personId], foreignColumns: [people.id] }),
    foreignKey({ name: 'notifications_article', columns: [t.articleId], foreignColumns: [articles.id] }),
    foreignKey({ name: 'notifications_claim', columns: [t.claimId], foreignColumns: [claims.id] }),
    foreignKey({ name: 'notifications_actor', columns: [t.actorId], foreignColumns: [people.id] }),
    index('notifications_newest_first').on(t.personId, t.id.desc()),
    index('notifications_unread')
      .on(t.personId)
      .where(sql`${t.readAt} is null`),
    index('notifications_by_article').on(t.articleId),
    index('notifications_by_claim').on(t.claimId),
    index('notifications_by_actor').on(t.actorId),
    check('notifications_kind', oneOf(t.kind, NOTICE_KINDS)),
  ],
);
