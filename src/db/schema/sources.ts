import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { CITED_AS, type Name } from '../../core/citations.ts';
import { RELIABILITIES } from '../../core/reliability.ts';
import { SOURCE_KINDS, STANDINGS } from '../../core/sourcing.ts';
import { id, madeAt, moment, oneOf, partialDay } from './columns.ts';
import { people } from './people.ts';
import { speakers } from './speakers.ts';

export const sources = pgTable(
  'sources',
  {
    id: id(),
    kind: text({ enum: SOURCE_KINDS }).notNull(),
    title: text().notNull(),
    authors: jsonb().$type<Name[]>().notNull().default([]),
    /** The authors in words, to be searched and printed. */
    author: text().notNull().default(''),
    publisher: text().notNull().default(''),
    container: text().notNull().default(''),
    /** Null: as the kind is usually cited. */
    citedAs: text({ enum: CITED_AS }),
    volume: text().notNull().default(''),
    issue: text().notNull().default(''),
    page: text().notNull().default(''),
    doi: text().notNull().default(''),
    isbn: text().notNull().default(''),
    language: text().notNull().default(''),
    tags: text().array().notNull().default([]),
    /** A year, a month or a day: `2013`, `2013-06` or `2013-06-14`; null when unknown. */
    issued: text(),
    accessed: text(),
    address: text().notNull().default(''),
    archiveAddress: text().notNull().default(''),
    archivedOn: text(),
    reliability: text({ enum: RELIABILITIES }).notNull().default('F'),
    reliabilityReason: text().notNull().default(''),
    /** What it is recognised by when it comes again: address and title without what does not matter. */
    addressKey: text().notNull().default(''),
    titleKey: text().notNull().default(''),
    note: text().notNull().default(''),
    standing: text({ enum: STANDINGS }).notNull().default('standing'),
    /** Why it no longer stands, on which day it fell, and since when the desk says so. */
    standingReason: text().notNull().default(''),
    standingOn: text(),
    standingSince: moment(),
    /** Who speaks in an interview or a statement. */
    speakerId: uuid(),
    /** The record that this one went into; null while it stands for itself. */
    mergedInto: uuid(),
    version: integer().notNull().default(1),
    createdBy: uuid().notNull(),
    createdAt: madeAt(),
  },
  (t) => [
    foreignKey({ name: 'sources_speaker', columns: [t.speakerId], foreignColumns: [speakers.id] }),
    foreignKey({ name: 'sources_created_by', columns: [t.createdBy], foreignColumns: [people.id] }),
    foreignKey({ name: 'sources_merged_into', columns: [t.mergedInto], foreignColumns: [t.id] }),
    index('sources_by_merged_into').on(t.mergedInto),
    index('sources_by_title').on(sql`lower(${t.title})`, t.id),
    index('sources_by_kind').on(t.kind),
    index('sources_by_speaker').on(t.speakerId),
    index('sources_by_creator').on(t.createdBy),
    index('sources_by_doi')
      .on(t.doi)
      .where(sql`${t.doi} <> ''`),
    index('sources_by_address')
      .on(t.addressKey)
      .where(sql`${t.addressKey} <> ''`),
    index('sources_by_bare_title').on(t.titleKey),
    index('sources_by_tag').using('gin', t.tags),
    check('sources_kind', oneOf(t.kind, SOURCE_KINDS)),
    check('sources_title', sql`${t.title} <> ''`),
    check('sources_cited_as', oneOf(t.citedAs, CITED_AS)),
    check('sources_reliability', oneOf(t.reliability, RELIABILITIES)),
    check('sources_reliability_reason', sql`${t.reliability} = 'F' or ${t.reliabilityReason} <> ''`),
    check('sources_standing', oneOf(t.standing, STANDINGS)),
    check('sources_standing_on', partialDay(t.standingOn)),
    check(
      'sources_standing_reason',
      sql`(${t.standing} = 'standing') = (${t.standingSince} is null) and (${t.standing} = 'standing') = (${t.standingReason} = '')`,
    ),
    check('sources_issued', partialDay(t.issued)),
    check('sources_accessed', partialDay(t.accessed)),
    check('sources_archived_on', partialDay(t.archivedOn)),
  ],
);
