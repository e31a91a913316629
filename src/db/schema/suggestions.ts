import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Attribution } from '../../core/attribution.ts';
import { CLAIM_TYPES, REASONS, RISKS } from '../../core/suggest.ts';
import { articles, revisions } from './articles.ts';
import { claims } from './claims.ts';
import { id, moment, oneOf, someOf } from './columns.ts';
import { people } from './people.ts';

export const SUGGESTION_STATES = ['open', 'accepted', 'dismissed'] as const;

export const suggestions = pgTable(
  'suggestions',
  {
    id: id(),
    articleId: uuid().notNull(),
    revisionId: uuid().notNull(),
    position: integer().notNull(),
    exact: text().notNull(),
    start: integer().notNull(),
    end: integer().notNull(),
    statement: text().notNull(),
    type: text({ enum: CLAIM_TYPES }).notNull(),
    risk: text({ enum: RISKS }).notNull(),
    hedged: boolean().notNull(),
    checkworthiness: doublePrecision().notNull(),
    reasons: text({ enum: REASONS }).array().notNull(),
    /** The credit nearest first, each followed by whom it cites; empty in the article's own voice. */
    credits: jsonb().$type<Attribution[]>().notNull(),
    state: text({ enum: SUGGESTION_STATES }).notNull().default('open'),
    claimId: uuid(),
    dismissedReason: text(),
    decidedBy: uuid(),
    decidedAt: moment(),
  },
  (t) => [
    foreignKey({ name: 'suggestions_article', columns: [t.articleId], foreignColumns: [articles.id] }),
    foreignKey({ name: 'suggestions_revision', columns: [t.revisionId], foreignColumns: [revisions.id] }),
    foreignKey({ name: 'suggestions_claim', columns: [t.claimId], foreignColumns: [claims.id] }),
    foreignKey({ name: 'suggestions_decided_by', columns: [t.decidedBy], foreignColumns: [people.id] }),
    uniqueIndex('suggestions_in_order').on(t.revisionId, t.position),
    index('suggestions_by_article').on(t.articleId, t.state),
    index('suggestions_by_claim').on(t.claimId),
    index('suggestions_by_person').on(t.decidedBy),
    check('suggestions_type', oneOf(t.type, CLAIM_TYPES)),
    check('suggestions_risk', oneOf(t.risk, RISKS)),
    check('suggestions_state', oneOf(t.state, SUGGESTION_STATES)),
    check('suggestions_reasons', someOf(t.reasons, REASONS)),
    check('suggestions_span', sql`${t.start} >= 0 and ${t.end} > ${t.start}`),
    check('suggestions_checkworthiness', sql`${t.checkworthiness} between 0 and 1`),
    check('suggestions_decided', sql`(${t.state} = 'open') = (${t.decidedAt} is null)`),
  ],
);
