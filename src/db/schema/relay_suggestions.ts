import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { RELAY_SIGNS } from '../../core/sourcing/signs.ts';
import { madeAt, someOf } from './columns.ts';
import { people } from './people.ts';
import { snapshots } from './snapshots.ts';
import { sources } from './sources.ts';

/** What the text of a snapshot is recognised by among others. */
export const textPrints = pgTable(
  'text_prints',
  {
    snapshotId: uuid().primaryKey(),
    /** Null where the text is too short. */
    signature: integer().array(),
    bands: integer().array().notNull(),
    /** The agencies that it credits, and in which words. */
    wires: text().array().notNull(),
    wireWords: text().array().notNull(),
  },
  (t) => [
    foreignKey({ name: 'text_prints_snapshot', columns: [t.snapshotId], foreignColumns: [snapshots.id] }).onDelete(
      'cascade',
    ),
    index('text_prints_by_band').using('gin', t.bands),
    check('text_prints_wires', sql`cardinality(${t.wires}) = cardinality(${t.wireWords})`),
  ],
);

/** Two sources of which somebody said that what they have in common means nothing; the smaller id first. */
export const relayDismissals = pgTable(
  'relay_dismissals',
  {
    sourceId: uuid().notNull(),
    otherId: uuid().notNull(),
    signs: text({ enum: RELAY_SIGNS }).array().notNull(),
    dismissedBy: uuid().notNull(),
    dismissedAt: madeAt(),
  },
  (t) => [
    primaryKey({ name: 'relay_dismissals_pk', columns: [t.sourceId, t.otherId] }),
    foreignKey({ name: 'relay_dismissals_source', columns: [t.sourceId], foreignColumns: [sources.id] }),
    foreignKey({ name: 'relay_dismissals_other', columns: [t.otherId], foreignColumns: [sources.id] }),
    foreignKey({ name: 'relay_dismissals_by', columns: [t.dismissedBy], foreignColumns: [people.id] }),
    index('relay_dismissals_by_other').on(t.otherId),
    index('relay_dismissals_by_person').on(t.dismissedBy),
    check('relay_dismissals_signs', someOf(t.signs, RELAY_SIGNS)),
    check('relay_dismissals_order', sql`${t.sourceId} < ${t.otherId}`),
  ],
);
