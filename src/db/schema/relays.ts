import { sql } from 'drizzle-orm';
import { check, foreignKey, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { RELAY_KINDS } from '../../core/sourcing.ts';
import { madeAt, oneOf } from './columns.ts';
import { people } from './people.ts';
import { sources } from './sources.ts';

/** The source passes on the one relayed: a reprint, wire copy, "Bloomberg reports". */
export const relays = pgTable(
  'relays',
  {
    sourceId: uuid().notNull(),
    relayedId: uuid().notNull(),
    kind: text({ enum: RELAY_KINDS }).notNull(),
    /** The words of the source that show it. */
    words: text().notNull().default(''),
    linkedBy: uuid().notNull(),
    linkedAt: madeAt(),
  },
  (t) => [
    primaryKey({ name: 'relays_pk', columns: [t.sourceId, t.relayedId] }),
    foreignKey({ name: 'relays_source', columns: [t.sourceId], foreignColumns: [sources.id] }),
    foreignKey({ name: 'relays_relayed', columns: [t.relayedId], foreignColumns: [sources.id] }),
    foreignKey({ name: 'relays_linked_by', columns: [t.linkedBy], foreignColumns: [people.id] }),
    index('relays_by_relayed').on(t.relayedId),
    index('relays_by_person').on(t.linkedBy),
    check('relays_kind', oneOf(t.kind, RELAY_KINDS)),
    check('relays_of_another', sql`${t.sourceId} <> ${t.relayedId}`),
  ],
);
