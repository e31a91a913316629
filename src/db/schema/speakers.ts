import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { ATTRIBUTION_KINDS } from '../../core/attribution.ts';
import { id, madeAt, oneOf } from './columns.ts';

export const speakers = pgTable(
  'speakers',
  {
    id: id(),
    kind: text({ enum: ATTRIBUTION_KINDS }).notNull(),
    /** For an unnamed speaker the exact public description: "a DHS official". */
    name: text().notNull(),
    version: integer().notNull().default(1),
    createdAt: madeAt(),
  },
  (t) => [
    index('speakers_by_name').on(sql`lower(${t.name})`, t.id),
    check('speakers_kind', oneOf(t.kind, ATTRIBUTION_KINDS)),
    check('speakers_name', sql`${t.name} <> ''`),
  ],
);
