import { sql } from 'drizzle-orm';
import { check, foreignKey, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { VERDICTS } from '../../core/resemblance.ts';
import { claims } from './claims.ts';
import { id, madeAt, oneOf } from './columns.ts';
import { earlierFindings } from './earlier_findings.ts';
import { people } from './people.ts';

/** What people made of claims that resemble what was found before, here or by others. */
export const resemblances = pgTable(
  'resemblances',
  {
    id: id(),
    claimId: uuid().notNull(),
    /** The claim of ours that it resembles; or else what others found. */
    earlierClaimId: uuid(),
    earlierFindingId: uuid(),
    verdict: text({ enum: VERDICTS }).notNull(),
    decidedBy: uuid().notNull(),
    decidedAt: madeAt(),
  },
  (t) => [
    foreignKey({ name: 'resemblances_claim', columns: [t.claimId], foreignColumns: [claims.id] }),
    foreignKey({ name: 'resemblances_earlier_claim', columns: [t.earlierClaimId], foreignColumns: [claims.id] }),
    foreignKey({
      name: 'resemblances_earlier_finding',
      columns: [t.earlierFindingId],
      foreignColumns: [earlierFindings.id],
    }),
    foreignKey({ name: 'resemblances_decided_by', columns: [t.decidedBy], foreignColumns: [people.id] }),
    uniqueIndex('resemblances_one_per_claim').on(t.claimId, t.earlierClaimId),
    uniqueIndex('resemblances_one_per_finding').on(t.claimId, t.earlierFindingId),
    index('resemblances_by_earlier_claim').on(t.earlierClaimId),
    index('resemblances_by_earlier_finding').on(t.earlierFindingId),
    index('resemblances_by_decider').on(t.decidedBy),
    check('resemblances_verdict', oneOf(t.verdict, VERDICTS)),
    check('resemblances_of_one', sql`(${t.earlierClaimId} is null) <> (${t.earlierFindingId} is null)`),
    check('resemblances_of_another', sql`${t.earlierClaimId} <> ${t.claimId}`),
  ],
);
