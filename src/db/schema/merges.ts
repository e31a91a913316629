import { sql } from 'drizzle-orm';
import { check, foreignKey, index, jsonb, pgTable, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { MovedRelay } from '../../core/merging.ts';
import { id, madeAt, moment } from './columns.ts';
import { people } from './people.ts';
import { sources } from './sources.ts';

/** Two records that turned out to be one source: what went from the one to the other, so that it can go back. */
export const merges = pgTable(
  'merges',
  {
    id: id(),
    keeperId: uuid().notNull(),
    goneId: uuid().notNull(),
    evidenceIds: uuid().array().notNull(),
    snapshotIds: uuid().array().notNull(),
    lookIds: uuid().array().notNull(),
    relays: jsonb().$type<MovedRelay[]>().notNull(),
    /** The fields of the keeper that were blank and took what the other says. */
    filled: jsonb().$type<string[]>().notNull(),
    mergedBy: uuid().notNull(),
    mergedAt: madeAt(),
    undoneAt: moment(),
  },
  (t) => [
    foreignKey({ name: 'merges_keeper', columns: [t.keeperId], foreignColumns: [sources.id] }),
    foreignKey({ name: 'merges_gone', columns: [t.goneId], foreignColumns: [sources.id] }),
    foreignKey({ name: 'merges_by', columns: [t.mergedBy], foreignColumns: [people.id] }),
    index('merges_of_keeper').on(t.keeperId, t.mergedAt.desc()),
    index('merges_of_gone').on(t.goneId),
    index('merges_by_person').on(t.mergedBy),
    // A source is gone into one other at a time.
    uniqueIndex('merges_one_at_a_time')
      .on(t.goneId)
      .where(sql`${t.undoneAt} is null`),
    check('merges_of_two', sql`${t.keeperId} <> ${t.goneId}`),
  ],
);
