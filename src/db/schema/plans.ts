import { sql } from 'drizzle-orm';
import { boolean, check, date, foreignKey, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { ARTICLE_STATES } from '../../core/plan.ts';
import { articles } from './articles.ts';
import { claims } from './claims.ts';
import { id, madeAt, oneOf } from './columns.ts';
import { people } from './people.ts';

/** Where an article is on the desk and whose it is; an article without a row is a draft of nobody's. */
export const plans = pgTable(
  'plans',
  {
    articleId: uuid().primaryKey(),
    state: text({ enum: ARTICLE_STATES }).notNull().default('draft'),
    archivedFrom: text({ enum: ARTICLE_STATES }),
    ownerId: uuid(),
    writerId: uuid(),
    dueOn: date({ mode: 'string' }),
    section: text().notNull().default(''),
    /** An editor allows its findings to be published as ClaimReview. */
    claimReview: boolean().notNull().default(false),
    version: integer().notNull().default(1),
  },
  (t) => [
    foreignKey({ name: 'plans_article', columns: [t.articleId], foreignColumns: [articles.id] }),
    foreignKey({ name: 'plans_owner', columns: [t.ownerId], foreignColumns: [people.id] }),
    foreignKey({ name: 'plans_writer', columns: [t.writerId], foreignColumns: [people.id] }),
    index('plans_by_state').on(t.state, t.dueOn),
    index('plans_by_owner').on(t.ownerId),
    index('plans_by_writer').on(t.writerId),
    check('plans_state', oneOf(t.state, ARTICLE_STATES)),
    check('plans_archived_from', oneOf(t.archivedFrom, ARTICLE_STATES)),
    check('plans_put_away', sql`(${t.state} = 'archived') = (${t.archivedFrom} is not null)`),
  ],
);

/** What a published article said wrong, and what it says now. */
export const corrections = pgTable(
  'corrections',
  {
    id: id(),
    articleId: uuid().notNull(),
    claimId: uuid().notNull(),
    wasSaid: text().notNull(),
    isRight: text().notNull(),
    /** As the correction ran. */
    wording: text().notNull(),
    correctedOn: date({ mode: 'string' }).notNull(),
    givenBy: uuid().notNull(),
    givenAt: madeAt(),
  },
  (t) => [
    foreignKey({ name: 'corrections_article', columns: [t.articleId], foreignColumns: [articles.id] }),
    foreignKey({ name: 'corrections_claim', columns: [t.claimId], foreignColumns: [claims.id] }),
    foreignKey({ name: 'corrections_given_by', columns: [t.givenBy], foreignColumns: [people.id] }),
    index('corrections_by_article').on(t.articleId, t.correctedOn, t.id),
    index('corrections_by_claim').on(t.claimId),
    index('corrections_by_person').on(t.givenBy),
    check('corrections_was_said', sql`${t.wasSaid} <> ''`),
    check('corrections_is_right', sql`${t.isRight} <> ''`),
    check('corrections_wording', sql`${t.wording} <> ''`),
  ],
);
