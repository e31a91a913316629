import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { SOURCE_KINDS } from '../../core/sourcing.ts';
import { id, madeAt, oneOf } from './columns.ts';
import { people } from './people.ts';
import { speakers } from './speakers.ts';

export const sources = pgTable(
  'sources',
  {
    id: id(),
    kind: text({ enum: SOURCE_KINDS }).notNull(),
    title: text().notNull(),
    author: text().notNull().default(''),
    publisher: text().notNull().default(''),
    /** A year, a month or a day: `2013`, `2013-06` or `2013-06-14`; null when unknown. */
    issued: text(),
    address: text().notNull().default(''),
    note: text().notNull().default(''),
    /** Who speaks in an interview or a statement. */
    speakerId: uuid(),
    version: integer().notNull().default(1),
    createdBy: uuid().notNull(),
    createdAt: madeAt(),
  },
  (t) => [
    foreignKey({ name: 'sources_speaker', columns: [t.speakerId], foreignColumns: [speakers.id] }),
    foreignKey({ name: 'sources_created_by', columns: [t.createdBy], foreignColumns: [people.id] }),
    index('sources_by_title').on(sql`lower(${t.title})`, t.id),
    index('sources_by_kind').on(t.kind),
    index('sources_by_speaker').on(t.speakerId),
    index('sources_by_creator').on(t.createdBy),
    check('sources_kind', oneOf(t.kind, SOURCE_KINDS)),
    check('sources_title', sql`${t.title} <> ''`),
    check('sources_issued', sql`${t.issued} ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'`),
  ],
);
