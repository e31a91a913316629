import { boolean, check, foreignKey, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { SOURCING_LEVELS } from '../../core/sourcing.ts';
import { claims } from './claims.ts';
import { oneOf } from './columns.ts';

/** The sourcing level of each claim as the core computed it, kept for lists and filters. */
export const levels = pgTable(
  'levels',
  {
    claimId: uuid().primaryKey(),
    level: text({ enum: SOURCING_LEVELS }).notNull(),
    /** How many supporting sources no two of which share an origin; "at least" so many where not exact. */
    independent: integer().notNull(),
    exact: boolean().notNull(),
  },
  (t) => [
    foreignKey({ name: 'levels_claim', columns: [t.claimId], foreignColumns: [claims.id] }),
    index('levels_by_level').on(t.level, t.claimId),
    check('levels_level', oneOf(t.level, SOURCING_LEVELS)),
    check('levels_independent', sql`${t.independent} >= 0`),
  ],
);
