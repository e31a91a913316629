import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { ATTRIBUTION_KINDS } from '../../core/attribution.ts';
import { GROUND_RULES } from '../../core/sourcing.ts';
import { id, madeAt, moment, oneOf } from './columns.ts';
import { people } from './people.ts';

export const speakers = pgTable(
  'speakers',
  {
    id: id(),
    kind: text({ enum: ATTRIBUTION_KINDS }).notNull(),
    /** For an unnamed speaker the exact public description: "a DHS official". */
    name: text().notNull(),
    /** Its words as names are compared. */
    nameKey: text().notNull().default(''),
    groundRules: text({ enum: GROUND_RULES }).notNull().default('unknown'),
    /** The words that were agreed. */
    terms: text().notNull().default(''),
    whyUnnamed: text().notNull().default(''),
    /** How many people stand behind one description; null where nobody said. */
    people: integer(),
    /** Who approved that they go unnamed, on these terms; null until somebody has, and again when the terms change. */
    approvedBy: uuid(),
    approvedAt: moment(),
    /** Another record of the same speaker that this one was merged into; null while it stands for itself. */
    mergedInto: uuid(),
    /** Where that leads in the end; itself while it stands for itself. */
    keeperId: uuid().notNull(),
    version: integer().notNull().default(1),
    createdAt: madeAt(),
  },
  (t) => [
    foreignKey({ name: 'speakers_approved_by', columns: [t.approvedBy], foreignColumns: [people.id] }),
    foreignKey({ name: 'speakers_merged_into', columns: [t.mergedInto], foreignColumns: [t.id] }),
    foreignKey({ name: 'speakers_keeper', columns: [t.keeperId], foreignColumns: [t.id] }),
    index('speakers_by_name').on(sql`lower(${t.name})`, t.id),
    index('speakers_by_bare_name').on(t.nameKey),
    index('speakers_by_merged_into').on(t.mergedInto),
    index('speakers_by_keeper').on(t.keeperId),
    index('speakers_by_approver').on(t.approvedBy),
    check('speakers_kind', oneOf(t.kind, ATTRIBUTION_KINDS)),
    check('speakers_name', sql`${t.name} <> ''`),
    check('speakers_ground_rules', oneOf(t.groundRules, GROUND_RULES)),
    check('speakers_people', sql`${t.people} >= 1`),
    check('speakers_approved', sql`(${t.approvedBy} is null) = (${t.approvedAt} is null)`),
    check('speakers_merged', sql`(${t.mergedInto} is null) = (${t.keeperId} = ${t.id})`),
  ],
);
