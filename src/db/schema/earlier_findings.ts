import { sql } from 'drizzle-orm';
import { check, foreignKey, index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { VERIFICATION_STATUSES } from '../../core/check.ts';
import { id, madeAt, oneOf, partialDay } from './columns.ts';
import { people } from './people.ts';

/** What others found about claims, from their ClaimReviews. Never changed. */
export const earlierFindings = pgTable(
  'earlier_findings',
  {
    id: id(),
    claim: text().notNull(),
    claimant: text().notNull(),
    claimedOn: text(),
    appearances: text().array().notNull(),
    publisher: text().notNull(),
    title: text().notNull(),
    address: text().notNull(),
    reviewedOn: text(),
    /** Their rating, word for word. */
    ratingWords: text().notNull(),
    ratingValue: text().notNull(),
    ratingBest: text().notNull(),
    ratingWorst: text().notNull(),
    /** What of ours comes nearest; null where that cannot be said. */
    status: text({ enum: VERIFICATION_STATUSES }),
    language: text().notNull(),
    /** Their record as it came, as JSON. */
    original: text().notNull(),
    importedBy: uuid().notNull(),
    importedAt: madeAt(),
  },
  (t) => [
    foreignKey({ name: 'earlier_findings_imported_by', columns: [t.importedBy], foreignColumns: [people.id] }),
    index('earlier_findings_by_importer').on(t.importedBy),
    index('earlier_findings_by_address').on(t.address),
    index('earlier_findings_by_words').using('gin', sql`to_tsvector('english'::regconfig, ${t.claim})`),
    check('earlier_findings_claim', sql`${t.claim} <> ''`),
    check('earlier_findings_claimed_on', partialDay(t.claimedOn)),
    check('earlier_findings_reviewed_on', partialDay(t.reviewedOn)),
    check('earlier_findings_status', oneOf(t.status, VERIFICATION_STATUSES)),
  ],
);
