import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { Obstacle } from '../../core/gate.ts';
import { SOURCING_LEVELS } from '../../core/sourcing.ts';
import { RISKS } from '../../core/suggest.ts';
import { articles, revisions } from './articles.ts';
import { id, madeAt, moment, oneOf } from './columns.ts';
import { people } from './people.ts';

/** What the newsroom asks of every article; no row until somebody sets something. */
export const houseRules = pgTable(
  'house_rules',
  {
    /** One row there is. */
    id: integer().primaryKey().default(1),
    wantedLow: text({ enum: SOURCING_LEVELS }).notNull(),
    wantedNormal: text({ enum: SOURCING_LEVELS }).notNull(),
    wantedHigh: text({ enum: SOURCING_LEVELS }).notNull(),
    /** Null asks for no sign-off. */
    signOffFrom: text({ enum: RISKS }),
    /** Null: sources never grow old. */
    staleAfterDays: integer(),
    version: integer().notNull().default(1),
  },
  (t) => [
    check('house_rules_one', sql`${t.id} = 1`),
    check('house_rules_wanted_low', oneOf(t.wantedLow, SOURCING_LEVELS)),
    check('house_rules_wanted_normal', oneOf(t.wantedNormal, SOURCING_LEVELS)),
    check('house_rules_wanted_high', oneOf(t.wantedHigh, SOURCING_LEVELS)),
    check('house_rules_sign_off_from', oneOf(t.signOffFrom, RISKS)),
    check('house_rules_stale_after', sql`${t.staleAfterDays} > 0`),
  ],
);

export const gateOverrides = pgTable(
  'gate_overrides',
  {
    id: id(),
    articleId: uuid().notNull(),
    revisionId: uuid().notNull(),
    reason: text().notNull(),
    /** What stood in the way then. */
    covers: jsonb().$type<Obstacle[]>().notNull(),
    givenBy: uuid().notNull(),
    givenAt: madeAt(),
    liftedAt: moment(),
  },
  (t) => [
    foreignKey({ name: 'gate_overrides_article', columns: [t.articleId], foreignColumns: [articles.id] }),
    foreignKey({ name: 'gate_overrides_revision', columns: [t.revisionId], foreignColumns: [revisions.id] }),
    foreignKey({ name: 'gate_overrides_given_by', columns: [t.givenBy], foreignColumns: [people.id] }),
    index('gate_overrides_by_article').on(t.articleId),
    index('gate_overrides_by_revision').on(t.revisionId),
    index('gate_overrides_by_person').on(t.givenBy),
    uniqueIndex('gate_overrides_one_standing')
      .on(t.revisionId)
      .where(sql`${t.liftedAt} is null`),
    check('gate_overrides_reason', sql`${t.reason} <> ''`),
  ],
);
