import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { articles } from './articles.ts';
import { claims } from './claims.ts';
import { id, madeAt, moment } from './columns.ts';
import { people } from './people.ts';

export const comments = pgTable(
  'comments',
  {
    id: id(),
    articleId: uuid().notNull(),
    claimId: uuid().notNull(),
    /** Empty once it is removed. */
    body: text().notNull(),
    writtenBy: uuid().notNull(),
    writtenAt: madeAt(),
    editedAt: moment(),
    removedAt: moment(),
    version: integer().notNull().default(1),
  },
  (t) => [
    foreignKey({ name: 'comments_article', columns: [t.articleId], foreignColumns: [articles.id] }),
    foreignKey({ name: 'comments_claim', columns: [t.claimId], foreignColumns: [claims.id] }),
    foreignKey({ name: 'comments_written_by', columns: [t.writtenBy], foreignColumns: [people.id] }),
    index('comments_by_article').on(t.articleId),
    index('comments_by_claim').on(t.claimId, t.writtenAt, t.id),
    index('comments_by_writer').on(t.writtenBy),
    check('comments_body', sql`(${t.body} = '') = (${t.removedAt} is not null)`),
  ],
);
