import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { articles } from './articles.ts';
import { moment } from './columns.ts';
import { people } from './people.ts';

/** How far a person has seen an article's history; a place is one in its chain. */
export const visits = pgTable(
  'visits',
  {
    articleId: uuid().notNull(),
    personId: uuid().notNull(),
    seenPlace: integer().notNull(),
    seenAt: moment().notNull(),
    lookedPlace: integer().notNull(),
    lookedAt: moment().notNull(),
  },
  (t) => [
    primaryKey({ name: 'visits_pk', columns: [t.articleId, t.personId] }),
    foreignKey({ name: 'visits_article', columns: [t.articleId], foreignColumns: [articles.id] }),
    foreignKey({ name: 'visits_person', columns: [t.personId], foreignColumns: [people.id] }),
    index('visits_by_person').on(t.personId),
    check('visits_places', sql`${t.seenPlace} >= 0 and ${t.lookedPlace} >= ${t.seenPlace}`),
  ],
);
