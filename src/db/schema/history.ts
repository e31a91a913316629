import { sql } from 'drizzle-orm';
import { bigint, check, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { HistoryEvent } from '../../core/history.ts';
import { madeAt, moment } from './columns.ts';
import { people } from './people.ts';
import { sources } from './sources.ts';
import { speakers } from './speakers.ts';

export const history = pgTable(
  'history',
  {
    entry: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** No keys: what happened to an article that was erased stays, without its words. */
    articleId: uuid(),
    claimId: uuid(),
    sourceId: uuid(),
    speakerId: uuid(),
    personId: uuid().notNull(),
    event: jsonb().$type<HistoryEvent>().notNull(),
    at: madeAt(),
  },
  (t) => [
    foreignKey({ name: 'history_source', columns: [t.sourceId], foreignColumns: [sources.id] }),
    foreignKey({ name: 'history_speaker', columns: [t.speakerId], foreignColumns: [speakers.id] }),
    foreignKey({ name: 'history_person', columns: [t.personId], foreignColumns: [people.id] }),
    index('history_of_article').on(t.articleId, t.entry),
    index('history_of_claim').on(t.claimId, t.entry),
    index('history_of_source').on(t.sourceId, t.entry),
    index('history_of_speaker').on(t.speakerId, t.entry),
    index('history_of_person').on(t.personId, t.entry),
    index('history_of_kind').on(sql`(${t.event} ->> 'kind')`, t.entry),
    index('history_of_unlinking')
      .on(sql`(${t.event} ->> 'sourceId')`)
      .where(sql`${t.event} ->> 'kind' = 'evidence_unlinked'`),
  ],
);

/** One committed transaction that changed something. The database alone writes these, and the two tables below. */
export const changes = pgTable('changes', {
  id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  /** When it was committed, rounded up to the millisecond; null while it is open, which nobody else sees. */
  at: moment(),
});

/** The chain of an article, named by the article's id; what belongs to no article is in the chain of zeros. */
export const chains = pgTable(
  'chains',
  {
    chain: uuid().primaryKey(),
    /** How many entries are sealed, and the hash of the newest. */
    length: integer().notNull(),
    head: text().notNull(),
  },
  (t) => [check('chains_length', sql`${t.length} >= 0`)],
);

/** The seal that an entry had on the desk from which it was taken over with a record; `take_over_history` writes these. */
export const formerSeals = pgTable(
  'former_seals',
  {
    entry: bigint({ mode: 'number' }).primaryKey(),
    /** The entry's number there, which is part of what was hashed. */
    number: bigint({ mode: 'number' }).notNull(),
    chain: uuid().notNull(),
    place: integer().notNull(),
    hash: text().notNull(),
    changedAt: moment().notNull(),
  },
  (t) => [
    foreignKey({ name: 'former_seals_entry', columns: [t.entry], foreignColumns: [history.entry] }),
    index('former_seals_by_hash').on(t.hash),
  ],
);

/** An entry's place in its chain, and what holds it there; core/chain.ts says what is hashed. */
export const seals = pgTable(
  'seals',
  {
    chain: uuid().notNull(),
    place: integer().notNull(),
    entry: bigint({ mode: 'number' }).notNull(),
    changeId: bigint({ mode: 'number' }).notNull(),
    digest: text().notNull(),
    hash: text().notNull(),
  },
  (t) => [
    primaryKey({ name: 'seals_pk', columns: [t.chain, t.place] }),
    index('seals_by_entry').on(t.entry),
    index('seals_by_change').on(t.changeId),
    check('seals_place', sql`${t.place} >= 1`),
  ],
);
