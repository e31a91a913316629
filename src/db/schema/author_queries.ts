import { sql } from 'drizzle-orm';
import { check, date, foreignKey, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { QUERY_OUTCOMES } from '../../core/author_query.ts';
import { articles } from './articles.ts';
import { claims } from './claims.ts';
import { id, madeAt, moment, oneOf } from './columns.ts';
import { people } from './people.ts';

export const authorQueries = pgTable(
  'author_queries',
  {
    id: id(),
    articleId: uuid().notNull(),
    claimId: uuid().notNull(),
    askedOf: uuid().notNull(),
    question: text().notNull(),
    dueOn: date({ mode: 'string' }),
    askedBy: uuid().notNull(),
    askedAt: madeAt(),
    answer: text(),
    answeredBy: uuid(),
    answeredAt: moment(),
    outcome: text({ enum: QUERY_OUTCOMES }),
    outcomeNote: text().notNull().default(''),
    settledBy: uuid(),
    version: integer().notNull().default(1),
  },
  (t) => [
    foreignKey({ name: 'author_queries_article', columns: [t.articleId], foreignColumns: [articles.id] }),
    foreignKey({ name: 'author_queries_claim', columns: [t.claimId], foreignColumns: [claims.id] }),
    foreignKey({ name: 'author_queries_asked_of', columns: [t.askedOf], foreignColumns: [people.id] }),
    foreignKey({ name: 'author_queries_asked_by', columns: [t.askedBy], foreignColumns: [people.id] }),
    foreignKey({ name: 'author_queries_answered_by', columns: [t.answeredBy], foreignColumns: [people.id] }),
    foreignKey({ name: 'author_queries_settled_by', columns: [t.settledBy], foreignColumns: [people.id] }),
    index('author_queries_by_article').on(t.articleId),
    index('author_queries_by_claim').on(t.claimId, t.askedAt, t.id),
    index('author_queries_by_asked').on(t.askedOf, t.answeredAt),
    index('author_queries_by_asker').on(t.askedBy),
    index('author_queries_by_answerer').on(t.answeredBy),
    index('author_queries_by_settler').on(t.settledBy),
    check('author_queries_question', sql`${t.question} <> ''`),
    check('author_queries_outcome', oneOf(t.outcome, QUERY_OUTCOMES)),
    check('author_queries_answered', sql`(${t.answer} is null) = (${t.answeredAt} is null)`),
    check('author_queries_settled', sql`${t.outcome} is null or ${t.answer} is not null`),
  ],
);
