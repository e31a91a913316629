import { foreignKey, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { articles } from './articles.ts';
import { madeAt, moment } from './columns.ts';
import { people } from './people.ts';

/** Links by which somebody from outside reads one article; each is a person of its own, for the history to name. */
export const outsiders = pgTable(
  'outsiders',
  {
    personId: uuid().primaryKey(),
    articleId: uuid().notNull(),
    /** SHA-256 of the secret in the link. */
    digest: text().notNull(),
    invitedBy: uuid().notNull(),
    invitedAt: madeAt(),
    endsAt: moment().notNull(),
    seenAt: moment(),
  },
  (t) => [
    foreignKey({ name: 'outsiders_person', columns: [t.personId], foreignColumns: [people.id] }),
    foreignKey({ name: 'outsiders_article', columns: [t.articleId], foreignColumns: [articles.id] }),
    foreignKey({ name: 'outsiders_invited_by', columns: [t.invitedBy], foreignColumns: [people.id] }),
    uniqueIndex('outsiders_one_per_digest').on(t.digest),
    index('outsiders_by_article').on(t.articleId, t.endsAt),
    index('outsiders_by_inviter').on(t.invitedBy),
  ],
);
