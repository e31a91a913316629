import { sql, type SQL } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
  type AnyPgColumn,
} from 'drizzle-orm/pg-core';
import { OUTCOMES, type Candidate, type Change } from '../core/anchor.ts';
import { ATTRIBUTION_KINDS, MANNERS, type Attribution } from '../core/attribution.ts';
import { ATTRIBUTION_CHECKS, RECHECK_CAUSES, STAGES, VERIFICATION_STATUSES } from '../core/check.ts';
import type { HistoryEvent } from '../core/history.ts';
import { PERSON_ROLES } from '../core/rights.ts';
import { ROLES, SOURCE_KINDS, STANCES } from '../core/sourcing.ts';
import { CLAIM_TYPES, REASONS, RISKS, SENTENCE_KINDS } from '../core/suggest.ts';
import { PASSAGE_KINDS, type Quote } from '../core/text.ts';

/** A closed list as the database checks it; drizzle's `enum` alone makes no CHECK. */
function oneOf(column: AnyPgColumn, values: readonly string[]): SQL {
  return sql`${column} in (${sql.raw(values.map((value) => `'${value}'`).join(', '))})`;
}

/** The same for a list of codes in one column. */
function someOf(column: AnyPgColumn, values: readonly string[]): SQL {
  return sql`${column} <@ array[${sql.raw(values.map((value) => `'${value}'`).join(', '))}]`;
}

const id = () => uuid().primaryKey();
const moment = () => timestamp({ withTimezone: true, precision: 3, mode: 'date' });
const madeAt = () => moment().notNull().defaultNow();

export const SUGGESTION_STATES = ['open', 'accepted', 'dismissed'] as const;

export const people = pgTable(
  'people',
  { id: id(), name: text().notNull(), role: text({ enum: PERSON_ROLES }).notNull(), createdAt: madeAt() },
  (t) => [check('people_role', oneOf(t.role, PERSON_ROLES))],
);

export const articles = pgTable(
  'articles',
  {
    id: id(),
    title: text().notNull(),
    byline: text().notNull().default(''),
    publication: text().notNull().default(''),
    publishedOn: date({ mode: 'string' }),
    address: text().notNull().default(''),
    /** The number the next claim gets; numbers are never used twice. */
    nextClaimNumber: integer().notNull().default(1),
    version: integer().notNull().default(1),
    createdBy: uuid().notNull(),
    createdAt: madeAt(),
  },
  (t) => [
    foreignKey({ name: 'articles_created_by', columns: [t.createdBy], foreignColumns: [people.id] }),
    index('articles_by_creator').on(t.createdBy),
    index('articles_newest_first').on(t.createdAt.desc(), t.id.desc()),
  ],
);

export const revisions = pgTable(
  'revisions',
  {
    id: id(),
    articleId: uuid().notNull(),
    number: integer().notNull(),
    /** The exact text: BOM dropped, CRLF made LF, nothing else. Offsets elsewhere are UTF-16 code units into it. */
    body: text().notNull(),
    sha256: text().notNull(),
    english: boolean().notNull(),
    createdBy: uuid().notNull(),
    createdAt: madeAt(),
  },
  (t) => [
    foreignKey({ name: 'revisions_article', columns: [t.articleId], foreignColumns: [articles.id] }),
    foreignKey({ name: 'revisions_created_by', columns: [t.createdBy], foreignColumns: [people.id] }),
    uniqueIndex('revisions_one_per_number').on(t.articleId, t.number),
    index('revisions_by_creator').on(t.createdBy),
    check('revisions_number_from_one', sql`${t.number} >= 1`),
  ],
);

export const passages = pgTable(
  'passages',
  {
    revisionId: uuid().notNull(),
    position: integer().notNull(),
    kind: text({ enum: PASSAGE_KINDS }).notNull(),
    start: integer().notNull(),
    end: integer().notNull(),
  },
  (t) => [
    primaryKey({ name: 'passages_pk', columns: [t.revisionId, t.position] }),
    foreignKey({ name: 'passages_revision', columns: [t.revisionId], foreignColumns: [revisions.id] }),
    check('passages_kind', oneOf(t.kind, PASSAGE_KINDS)),
    check('passages_span', sql`${t.start} >= 0 and ${t.end} > ${t.start}`),
  ],
);

export const sentences = pgTable(
  'sentences',
  {
    revisionId: uuid().notNull(),
    position: integer().notNull(),
    kind: text({ enum: SENTENCE_KINDS }).notNull(),
    start: integer().notNull(),
    end: integer().notNull(),
    checkworthiness: doublePrecision().notNull(),
    reasons: text({ enum: REASONS }).array().notNull(),
  },
  (t) => [
    primaryKey({ name: 'sentences_pk', columns: [t.revisionId, t.position] }),
    foreignKey({ name: 'sentences_revision', columns: [t.revisionId], foreignColumns: [revisions.id] }),
    check('sentences_kind', oneOf(t.kind, SENTENCE_KINDS)),
    check('sentences_reasons', someOf(t.reasons, REASONS)),
    check('sentences_span', sql`${t.start} >= 0 and ${t.end} > ${t.start}`),
    check('sentences_checkworthiness', sql`${t.checkworthiness} between 0 and 1`),
  ],
);

/** A sentence about which somebody said that there is nothing to check in it. */
export const clearances = pgTable(
  'clearances',
  {
    revisionId: uuid().notNull(),
    position: integer().notNull(),
    reason: text().notNull(),
    clearedBy: uuid().notNull(),
    clearedAt: madeAt(),
  },
  (t) => [
    primaryKey({ name: 'clearances_pk', columns: [t.revisionId, t.position] }),
    foreignKey({
      name: 'clearances_sentence',
      columns: [t.revisionId, t.position],
      foreignColumns: [sentences.revisionId, sentences.position],
    }),
    foreignKey({ name: 'clearances_cleared_by', columns: [t.clearedBy], foreignColumns: [people.id] }),
    index('clearances_by_person').on(t.clearedBy),
    check('clearances_reason', sql`${t.reason} <> ''`),
  ],
);

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
    version: integer().notNull().default(1),
    markedBy: uuid().notNull(),
    markedAt: madeAt(),
  },
  (t) => [
    foreignKey({ name: 'claims_article', columns: [t.articleId], foreignColumns: [articles.id] }),
    foreignKey({ name: 'claims_revision', columns: [t.revisionId], foreignColumns: [revisions.id] }),
    foreignKey({ name: 'claims_checker', columns: [t.checkerId], foreignColumns: [people.id] }),
    foreignKey({ name: 'claims_marked_by', columns: [t.markedBy], foreignColumns: [people.id] }),
    uniqueIndex('claims_one_per_number').on(t.articleId, t.number),
    uniqueIndex('claims_one_per_span')
      .on(t.revisionId, t.start, t.end)
      .where(sql`${t.stage} <> 'withdrawn'`),
    index('claims_by_revision').on(t.revisionId),
    index('claims_in_reading_order').on(t.articleId, t.start, t.end, t.id),
    index('claims_by_status').on(t.articleId, t.status),
    index('claims_by_checker').on(t.checkerId),
    index('claims_by_marker').on(t.markedBy),
    check('claims_type', oneOf(t.type, CLAIM_TYPES)),
    check('claims_risk', oneOf(t.risk, RISKS)),
    check('claims_stage', oneOf(t.stage, STAGES)),
    check('claims_status', oneOf(t.status, VERIFICATION_STATUSES)),
    check('claims_recheck_cause', oneOf(t.recheckCause, RECHECK_CAUSES)),
    check('claims_span', sql`${t.start} >= 0 and ${t.end} > ${t.start}`),
    check('claims_statement', sql`${t.statement} <> ''`),
  ],
);

/** How each claim fared when a revision came in. A claim is in the text while its own revision is the newest. */
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

/** Each setting of a claim's verification status; the newest is the one on the claim. */
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
    givenBy: uuid().notNull(),
    givenAt: madeAt(),
  },
  (t) => [
    foreignKey({ name: 'findings_claim', columns: [t.claimId], foreignColumns: [claims.id] }),
    foreignKey({ name: 'findings_revision', columns: [t.revisionId], foreignColumns: [revisions.id] }),
    foreignKey({ name: 'findings_given_by', columns: [t.givenBy], foreignColumns: [people.id] }),
    index('findings_newest_first').on(t.claimId, t.givenAt.desc(), t.id.desc()),
    index('findings_by_revision').on(t.revisionId),
    index('findings_by_person').on(t.givenBy),
    check('findings_status', oneOf(t.status, VERIFICATION_STATUSES)),
    check('findings_reason', sql`${t.status} = 'unverified' or ${t.reason} <> ''`),
    check('findings_wording', sql`${t.status} <> 'verified_fix' or ${t.wording} is not null`),
  ],
);

/** Whom the text credits a claim to; link 0 is the nearest, 1 whom that one cites, and so on. */
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

/** Words that the reading of a revision found worth checking, until a person says what they are. */
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

export const sources = pgTable(
  'sources',
  {
    id: id(),
    kind: text({ enum: SOURCE_KINDS }).notNull(),
    title: text().notNull(),
    author: text().notNull().default(''),
    publisher: text().notNull().default(''),
    /** A year, a month or a day: `2013`, `2013-06` or `2013-06-14`; null when unknown. */
    issued: text(),
    address: text().notNull().default(''),
    note: text().notNull().default(''),
    /** Who speaks in an interview or a statement. */
    speakerId: uuid(),
    version: integer().notNull().default(1),
    createdBy: uuid().notNull(),
    createdAt: madeAt(),
  },
  (t) => [
    foreignKey({ name: 'sources_speaker', columns: [t.speakerId], foreignColumns: [speakers.id] }),
    foreignKey({ name: 'sources_created_by', columns: [t.createdBy], foreignColumns: [people.id] }),
    index('sources_by_title').on(sql`lower(${t.title})`, t.id),
    index('sources_by_kind').on(t.kind),
    index('sources_by_speaker').on(t.speakerId),
    index('sources_by_creator').on(t.createdBy),
    check('sources_kind', oneOf(t.kind, SOURCE_KINDS)),
    check('sources_title', sql`${t.title} <> ''`),
    check('sources_issued', sql`${t.issued} ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'`),
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

/** What happened, in order, never rewritten: triggers refuse UPDATE, DELETE and TRUNCATE. */
export const history = pgTable(
  'history',
  {
    entry: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    articleId: uuid(),
    claimId: uuid(),
    sourceId: uuid(),
    speakerId: uuid(),
    personId: uuid().notNull(),
    event: jsonb().$type<HistoryEvent>().notNull(),
    at: madeAt(),
  },
  (t) => [
    foreignKey({ name: 'history_article', columns: [t.articleId], foreignColumns: [articles.id] }),
    foreignKey({ name: 'history_claim', columns: [t.claimId], foreignColumns: [claims.id] }),
    foreignKey({ name: 'history_source', columns: [t.sourceId], foreignColumns: [sources.id] }),
    foreignKey({ name: 'history_speaker', columns: [t.speakerId], foreignColumns: [speakers.id] }),
    foreignKey({ name: 'history_person', columns: [t.personId], foreignColumns: [people.id] }),
    index('history_of_article').on(t.articleId, t.entry),
    index('history_of_claim').on(t.claimId, t.entry),
    index('history_of_source').on(t.sourceId, t.entry),
    index('history_of_speaker').on(t.speakerId, t.entry),
    index('history_of_person').on(t.personId, t.entry),
  ],
);
