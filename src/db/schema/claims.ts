import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { OUTCOMES, type Candidate, type Change } from '../../core/anchor.ts';
import { ATTRIBUTION_KINDS, MANNERS } from '../../core/attribution.ts';
import {
  ATTRIBUTION_CHECKS,
  FIX_DECISIONS,
  LAPSE_CAUSES,
  RECHECK_CAUSES,
  STAGES,
  VERIFICATION_STATUSES,
} from '../../core/check.ts';
import { ROLES, STANCES } from '../../core/sourcing.ts';
import { CLAIM_TYPES, RISKS } from '../../core/suggest.ts';
import type { Quote } from '../../core/text.ts';
import { articles, revisions } from './articles.ts';
import { id, madeAt, moment, oneOf } from './columns.ts';
import { people } from './people.ts';
import { sources } from './sources.ts';
import { speakers } from './speakers.ts';

export const claims = pgTable(
  'claims',
  {
    id: id(),
    articleId: uuid().notNull(),
    revisionId: uuid().notNull(),
    number: integer().notNull(),
    /** The hold on the revision's body: W3C text quote and position. */
    exact: text().notNull(),
    prefix: text().notNull(),
    suffix: text().notNull(),
    start: integer().notNull(),
    end: integer().notNull(),
    statement: text().notNull(),
    type: text({ enum: CLAIM_TYPES }).notNull(),
    risk: text({ enum: RISKS }).notNull(),
    hedged: boolean().notNull(),
    stage: text({ enum: STAGES }).notNull().default('new'),
    status: text({ enum: VERIFICATION_STATUSES }).notNull().default('unverified'),
    recheckCause: text({ enum: RECHECK_CAUSES }),
    checkerId: uuid(),
    /** Who signed it off last, and when; it holds while nothing has made it lapse. */
    signerId: uuid(),
    signedOffAt: moment(),
    lapse: text({ enum: LAPSE_CAUSES }),
    /** Where an answer to the query that is out returns it to. */
    queriedFrom: text({ enum: STAGES }),
    version: integer().notNull().default(1),
    markedBy: uuid().notNull(),
    markedAt: madeAt(),
  },
  (t) => [
    foreignKey({ name: 'claims_article', columns: [t.articleId], foreignColumns: [articles.id] }),
    foreignKey({ name: 'claims_revision', columns: [t.revisionId], foreignColumns: [revisions.id] }),
    foreignKey({ name: 'claims_checker', columns: [t.checkerId], foreignColumns: [people.id] }),
    foreignKey({ name: 'claims_signer', columns: [t.signerId], foreignColumns: [people.id] }),
    foreignKey({ name: 'claims_marked_by', columns: [t.markedBy], foreignColumns: [people.id] }),
    uniqueIndex('claims_one_per_number').on(t.articleId, t.number),
    uniqueIndex('claims_one_per_span')
      .on(t.revisionId, t.start, t.end)
      .where(sql`${t.stage} <> 'withdrawn'`),
    index('claims_by_revision').on(t.revisionId),
    index('claims_in_reading_order').on(t.articleId, t.start, t.end, t.id),
    index('claims_by_status').on(t.articleId, t.status),
    index('claims_by_checker').on(t.checkerId),
    index('claims_by_signer').on(t.signerId),
    index('claims_by_marker').on(t.markedBy),
    // What the statement says, stemmed: for claims that resemble each other.
    index('claims_by_words').using('gin', sql`to_tsvector('english'::regconfig, ${t.statement})`),
    check('claims_type', oneOf(t.type, CLAIM_TYPES)),
    check('claims_risk', oneOf(t.risk, RISKS)),
    check('claims_stage', oneOf(t.stage, STAGES)),
    check('claims_status', oneOf(t.status, VERIFICATION_STATUSES)),
    check('claims_recheck_cause', oneOf(t.recheckCause, RECHECK_CAUSES)),
    check('claims_lapse', oneOf(t.lapse, LAPSE_CAUSES)),
    check('claims_queried_from', oneOf(t.queriedFrom, STAGES)),
    check('claims_query_out', sql`(${t.stage} = 'query_out') = (${t.queriedFrom} is not null)`),
    check('claims_signed_off', sql`(${t.stage} = 'signed_off') = (${t.signerId} is not null and ${t.lapse} is null)`),
    check('claims_signed_at', sql`(${t.signerId} is null) = (${t.signedOffAt} is null)`),
    check('claims_span', sql`${t.start} >= 0 and ${t.end} > ${t.start}`),
    check('claims_statement', sql`${t.statement} <> ''`),
  ],
);

export const findings = pgTable(
  'findings',
  {
    id: id(),
    claimId: uuid().notNull(),
    revisionId: uuid().notNull(),
    status: text({ enum: VERIFICATION_STATUSES }).notNull(),
    reason: text().notNull(),
    /** The wording that would be right, where the status asks for one. */
    wording: text(),
    /** Why an editor lets the claim run as it was found. */
    note: text(),
    notedBy: uuid(),
    /** What became of the wording, and why if it was waived. */
    fix: text({ enum: FIX_DECISIONS }),
    fixReason: text().notNull().default(''),
    fixDecidedBy: uuid(),
    givenBy: uuid().notNull(),
    givenAt: madeAt(),
  },
  (t) => [
    foreignKey({ name: 'findings_claim', columns: [t.claimId], foreignColumns: [claims.id] }),
    foreignKey({ name: 'findings_revision', columns: [t.revisionId], foreignColumns: [revisions.id] }),
    foreignKey({ name: 'findings_given_by', columns: [t.givenBy], foreignColumns: [people.id] }),
    foreignKey({ name: 'findings_noted_by', columns: [t.notedBy], foreignColumns: [people.id] }),
    foreignKey({ name: 'findings_fix_decided_by', columns: [t.fixDecidedBy], foreignColumns: [people.id] }),
    index('findings_by_noter').on(t.notedBy),
    index('findings_by_fixer').on(t.fixDecidedBy),
    index('findings_newest_first').on(t.claimId, t.givenAt.desc(), t.id.desc()),
    index('findings_by_revision').on(t.revisionId),
    index('findings_by_person').on(t.givenBy),
    check('findings_status', oneOf(t.status, VERIFICATION_STATUSES)),
    check('findings_fix', oneOf(t.fix, FIX_DECISIONS)),
    check('findings_fix_waived', sql`${t.fix} <> 'waived' or ${t.fixReason} <> ''`),
    check('findings_note', sql`${t.note} <> ''`),
    check('findings_reason', sql`${t.status} = 'unverified' or ${t.reason} <> ''`),
    check('findings_wording', sql`${t.status} <> 'verified_fix' or ${t.wording} is not null`),
  ],
);

export const attributions = pgTable(
  'attributions',
  {
    id: id(),
    claimId: uuid().notNull(),
    link: integer().notNull(),
    speakerId: uuid().notNull(),
    kind: text({ enum: ATTRIBUTION_KINDS }).notNull(),
    manner: text({ enum: MANNERS }).notNull(),
    source: jsonb().$type<Quote[]>().notNull(),
    cue: jsonb().$type<Quote[]>().notNull(),
    inherited: boolean().notNull(),
    hedged: boolean().notNull(),
    weasel: boolean().notNull(),
    check: text({ enum: ATTRIBUTION_CHECKS }).notNull(),
    checkNote: text().notNull().default(''),
  },
  (t) => [
    foreignKey({ name: 'attributions_claim', columns: [t.claimId], foreignColumns: [claims.id] }),
    foreignKey({ name: 'attributions_speaker', columns: [t.speakerId], foreignColumns: [speakers.id] }),
    uniqueIndex('attributions_one_per_link').on(t.claimId, t.link),
    index('attributions_by_speaker').on(t.speakerId),
    check('attributions_kind', oneOf(t.kind, ATTRIBUTION_KINDS)),
    check('attributions_manner', oneOf(t.manner, MANNERS)),
    check('attributions_check', oneOf(t.check, ATTRIBUTION_CHECKS)),
    check('attributions_link', sql`${t.link} >= 0`),
  ],
);

export const evidence = pgTable(
  'evidence',
  {
    id: id(),
    claimId: uuid().notNull(),
    sourceId: uuid().notNull(),
    stance: text({ enum: STANCES }).notNull(),
    role: text({ enum: ROLES }).notNull(),
    locator: text().notNull().default(''),
    excerpt: text().notNull().default(''),
    note: text().notNull().default(''),
    linkedBy: uuid().notNull(),
    linkedAt: madeAt(),
  },
  (t) => [
    foreignKey({ name: 'evidence_claim', columns: [t.claimId], foreignColumns: [claims.id] }),
    foreignKey({ name: 'evidence_source', columns: [t.sourceId], foreignColumns: [sources.id] }),
    foreignKey({ name: 'evidence_linked_by', columns: [t.linkedBy], foreignColumns: [people.id] }),
    index('evidence_by_claim').on(t.claimId, t.linkedAt, t.id),
    index('evidence_by_source').on(t.sourceId),
    index('evidence_by_person').on(t.linkedBy),
    check('evidence_stance', oneOf(t.stance, STANCES)),
    check('evidence_role', oneOf(t.role, ROLES)),
  ],
);

export const follows = pgTable(
  'follows',
  {
    claimId: uuid().notNull(),
    revisionId: uuid().notNull(),
    outcome: text({ enum: OUTCOMES }).notNull(),
    /** Its words in the revision before, and where they stood. */
    exact: text().notNull(),
    wasStart: integer().notNull(),
    wasEnd: integer().notNull(),
    /** Where it stands now; null when it is gone or a person has to choose. */
    start: integer(),
    end: integer(),
    changes: jsonb().$type<Change[]>().notNull(),
    /** Places that a person may choose. */
    candidates: jsonb().$type<Candidate[]>().notNull(),
  },
  (t) => [
    primaryKey({ name: 'follows_pk', columns: [t.claimId, t.revisionId] }),
    foreignKey({ name: 'follows_claim', columns: [t.claimId], foreignColumns: [claims.id] }),
    foreignKey({ name: 'follows_revision', columns: [t.revisionId], foreignColumns: [revisions.id] }),
    index('follows_by_revision').on(t.revisionId, t.outcome),
    check('follows_outcome', oneOf(t.outcome, OUTCOMES)),
    check('follows_place', sql`(${t.start} is null) = (${t.outcome} in ('gone', 'ambiguous'))`),
    check(
      'follows_span',
      sql`(${t.start} is null) = (${t.end} is null) and (${t.start} is null or ${t.end} > ${t.start})`,
    ),
  ],
);
