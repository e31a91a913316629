import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  date,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { ARTICLE_ACCESS } from '../../core/rights.ts';
import { REASONS, SENTENCE_KINDS } from '../../core/suggest.ts';
import { PASSAGE_KINDS, type Note } from '../../core/text.ts';
import { id, madeAt, oneOf, someOf } from './columns.ts';
import { people } from './people.ts';

export const articles = pgTable(
  'articles',
  {
    id: id(),
    title: text().notNull(),
    byline: text().notNull().default(''),
    publication: text().notNull().default(''),
    publishedOn: date({ mode: 'string' }),
    address: text().notNull().default(''),
    /** The number the next claim gets; numbers are never used twice. */
    nextClaimNumber: integer().notNull().default(1),
    access: text({ enum: ARTICLE_ACCESS }).notNull().default('everyone'),
    version: integer().notNull().default(1),
    createdBy: uuid().notNull(),
    createdAt: madeAt(),
  },
  (t) => [
    foreignKey({ name: 'articles_created_by', columns: [t.createdBy], foreignColumns: [people.id] }),
    index('articles_by_creator').on(t.createdBy),
    index('articles_newest_first').on(t.createdAt.desc(), t.id.desc()),
    check('articles_access', oneOf(t.access, ARTICLE_ACCESS)),
  ],
);

/** Who sees an article that not everyone sees. */
export const admissions = pgTable(
  'admissions',
  {
    articleId: uuid().notNull(),
    personId: uuid().notNull(),
    admittedBy: uuid().notNull(),
    admittedAt: madeAt(),
  },
  (t) => [
    primaryKey({ name: 'admissions_pk', columns: [t.articleId, t.personId] }),
    foreignKey({ name: 'admissions_article', columns: [t.articleId], foreignColumns: [articles.id] }),
    foreignKey({ name: 'admissions_person', columns: [t.personId], foreignColumns: [people.id] }),
    foreignKey({ name: 'admissions_admitted_by', columns: [t.admittedBy], foreignColumns: [people.id] }),
    index('admissions_by_person').on(t.personId, t.articleId),
    index('admissions_by_admitter').on(t.admittedBy),
  ],
);

export const revisions = pgTable(
  'revisions',
  {
    id: id(),
    articleId: uuid().notNull(),
    number: integer().notNull(),
    /** The exact text: BOM dropped, CRLF made LF, nothing else. Offsets elsewhere are UTF-16 code units into it. */
    body: text().notNull(),
    sha256: text().notNull(),
    english: boolean().notNull(),
    /** What the file or page it came from said beside its words; offsets into `body`. */
    notes: jsonb().$type<Note[]>().notNull().default([]),
    createdBy: uuid().notNull(),
    createdAt: madeAt(),
  },
  (t) => [
    foreignKey({ name: 'revisions_article', columns: [t.articleId], foreignColumns: [articles.id] }),
    foreignKey({ name: 'revisions_created_by', columns: [t.createdBy], foreignColumns: [people.id] }),
    uniqueIndex('revisions_one_per_number').on(t.articleId, t.number),
    index('revisions_by_creator').on(t.createdBy),
    check('revisions_number_from_one', sql`${t.number} >= 1`),
  ],
);

export const passages = pgTable(
  'passages',
  {
    revisionId: uuid().notNull(),
    position: integer().notNull(),
    kind: text({ enum: PASSAGE_KINDS }).notNull(),
    start: integer().notNull(),
    end: integer().notNull(),
  },
  (t) => [
    primaryKey({ name: 'passages_pk', columns: [t.revisionId, t.position] }),
    foreignKey({ name: 'passages_revision', columns: [t.revisionId], foreignColumns: [revisions.id] }),
    check('passages_kind', oneOf(t.kind, PASSAGE_KINDS)),
    check('passages_span', sql`${t.start} >= 0 and ${t.end} > ${t.start}`),
  ],
);

export const sentences = pgTable(
  'sentences',
  {
    revisionId: uuid().notNull(),
    position: integer().notNull(),
    kind: text({ enum: SENTENCE_KINDS }).notNull(),
    start: integer().notNull(),
    end: integer().notNull(),
    checkworthiness: doublePrecision().notNull(),
    reasons: text({ enum: REASONS }).array().notNull(),
  },
  (t) => [
    primaryKey({ name: 'sentences_pk', columns: [t.revisionId, t.position] }),
    foreignKey({ name: 'sentences_revision', columns: [t.revisionId], foreignColumns: [revisions.id] }),
    check('sentences_kind', oneOf(t.kind, SENTENCE_KINDS)),
    check('sentences_reasons', someOf(t.reasons, REASONS)),
    check('sentences_span', sql`${t.start} >= 0 and ${t.end} > ${t.start}`),
    check('sentences_checkworthiness', sql`${t.checkworthiness} between 0 and 1`),
  ],
);

export const clearances = pgTable(
  'clearances',
  {
    revisionId: uuid().notNull(),
    position: integer().notNull(),
    reason: text().notNull(),
    /** Shared by sentences that were cleared in one go; null for one cleared by itself. */
    clearingId: uuid(),
    clearedBy: uuid().notNull(),
    clearedAt: madeAt(),
  },
  (t) => [
    primaryKey({ name: 'clearances_pk', columns: [t.revisionId, t.position] }),
    foreignKey({
      name: 'clearances_sentence',
      columns: [t.revisionId, t.position],
      foreignColumns: [sentences.revisionId, sentences.position],
    }),
    foreignKey({ name: 'clearances_cleared_by', columns: [t.clearedBy], foreignColumns: [people.id] }),
    index('clearances_by_person').on(t.clearedBy),
    check('clearances_reason', sql`${t.reason} <> ''`),
  ],
);
