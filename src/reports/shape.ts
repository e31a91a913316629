import { z } from 'zod';
import { ATTRIBUTION_KINDS, MANNERS } from '../core/attribution.ts';
import { QUERY_OUTCOMES } from '../core/author_query.ts';
import { ATTRIBUTION_CHECKS, FIX_DECISIONS, RECHECK_CAUSES, STAGES, VERIFICATION_STATUSES } from '../core/check.ts';
import { COVERAGE_STATES } from '../core/coverage.ts';
import { OBSTACLE_KINDS } from '../core/gate.ts';
import { ARTICLE_STATES } from '../core/plan.ts';
import { CONFIDENTIAL_PARTS, ONE_ORIGIN_LEVELS, type Report } from '../core/report.ts';
import { ROLES, SOURCE_KINDS, SOURCING_FLAGS, SOURCING_LEVELS, STANCES, STANDINGS } from '../core/sourcing.ts';
import { CLAIM_TYPES, RISKS } from '../core/suggest.ts';
import { RecordShape } from '../records/parse.ts';
import { REPORT_FORMAT } from './data.ts';

const id = z.uuid();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const moment = z.iso.datetime().describe('A moment, to the millisecond, in UTC');
const day = z.iso.date();
const offset = z.int().min(0).describe('In UTF-16 code units into the text of the revision');
const count = z.int().min(0);

const ObstacleShape = z.strictObject({ kind: z.enum(OBSTACLE_KINDS), claims: z.array(z.int()), count });
const ChainShape = z.strictObject({ entries: count, head: sha256 });

const ClaimShape = z.strictObject({
  id,
  number: z.int().min(1),
  exact: z.string(),
  start: offset,
  end: offset,
  statement: z.string(),
  type: z.enum(CLAIM_TYPES),
  risk: z.enum(RISKS),
  hedged: z.boolean(),
  stage: z.enum(STAGES),
  status: z.enum(VERIFICATION_STATUSES),
  inText: z.boolean().describe('Its words stand in the revision that is reported'),
  recheckCause: z.enum(RECHECK_CAUSES).nullable().describe('Where it is not null, the status does not count'),
  attribution: z
    .array(
      z.strictObject({
        speaker: z.string(),
        kind: z.enum(ATTRIBUTION_KINDS),
        manner: z.enum(MANNERS),
        source: z.string(),
        cue: z.string(),
        inherited: z.boolean(),
        hedged: z.boolean(),
        weasel: z.boolean(),
        check: z.enum(ATTRIBUTION_CHECKS),
        checkNote: z.string(),
      }),
    )
    .describe('Whom the text credits it to, nearest first; empty in the article’s own voice'),
  finding: z
    .strictObject({
      reason: z.string(),
      wording: z.string().nullable(),
      givenBy: z.string(),
      givenAt: moment,
      note: z.string().nullable(),
      fix: z.enum(FIX_DECISIONS).nullable(),
      fixReason: z.string(),
    })
    .nullable(),
  signOff: z.strictObject({ by: z.string(), at: moment }).nullable(),
  openQueries: count,
  corrections: z.array(
    z.strictObject({
      wasSaid: z.string(),
      isRight: z.string(),
      wording: z.string(),
      correctedOn: day,
      givenBy: z.string(),
    }),
  ),
  sourcing: z.strictObject({
    level: z.enum(SOURCING_LEVELS),
    independence: z.strictObject({ n: count, exact: z.boolean() }),
    flags: z.array(z.enum(SOURCING_FLAGS)),
  }),
  evidence: z.array(
    z.strictObject({
      source: z.string().describe('The label of one of the sources'),
      stance: z.enum(STANCES),
      role: z.enum(ROLES),
      locator: z.string(),
      excerpt: z.string(),
      note: z.string(),
      linkedBy: z.string(),
      linkedAt: moment,
    }),
  ),
});

const tally = <const Codes extends readonly [string, ...string[]]>(codes: Codes) => z.record(z.enum(codes), count);

/** The JSON face of the report. `record` goes along with the confidential parts, and is what it takes to import it. */
export const ReportShape = z.strictObject({
  format: z.literal(REPORT_FORMAT.format),
  version: z.literal(REPORT_FORMAT.version),
  article: z.strictObject({
    id,
    title: z.string(),
    byline: z.string(),
    publication: z.string(),
    publishedOn: day.nullable(),
    address: z.string(),
  }),
  revision: z.strictObject({ number: z.int().min(1), sha256 }),
  asOf: moment,
  madeBy: z.string(),
  leftOut: z.array(z.enum(CONFIDENTIAL_PARTS)).readonly(),
  history: z.strictObject({ article: ChainShape, desk: ChainShape }),
  rules: z.strictObject({
    sourcing: z.record(z.enum(RISKS), z.enum(SOURCING_LEVELS)),
    signOffFrom: z.enum(RISKS).nullable(),
    staleAfterDays: z.int().nullable(),
  }),
  override: z
    .strictObject({ reason: z.string(), givenBy: z.string(), givenAt: moment, covers: z.array(ObstacleShape) })
    .nullable(),
  plan: z.strictObject({
    state: z.enum(ARTICLE_STATES),
    owner: z.string().nullable(),
    writer: z.string().nullable(),
    section: z.string(),
    claimReview: z.boolean(),
  }),
  claims: z.array(ClaimShape).describe('In reading order, withdrawn ones left out'),
  counts: z.strictObject({
    claims: count,
    sourced: count,
    unsourced: count,
    byStatus: tally([...VERIFICATION_STATUSES, 'needs_recheck']),
    bySourcing: tally(SOURCING_LEVELS),
    sentences: tally(COVERAGE_STATES),
  }),
  inTheWay: z.array(ObstacleShape),
  oneOrigin: z
    .record(z.enum(ONE_ORIGIN_LEVELS), z.array(z.int()))
    .describe('Claims that have supporting sources and yet one origin alone'),
  sources: z.array(
    z.strictObject({
      label: z.string(),
      id,
      kind: z.enum(SOURCE_KINDS),
      title: z.string(),
      author: z.string(),
      publisher: z.string(),
      issued: z.string().nullable(),
      address: z.string(),
      standing: z.enum(STANDINGS),
      standingReason: z.string(),
      standingOn: z.string().nullable(),
      snapshot: z
        .strictObject({ sha256, takenAt: moment })
        .nullable()
        .describe('The newest that the desk had kept; null where it had nothing, or where that would tell who spoke'),
      origins: z
        .array(
          z.strictObject({
            id,
            title: z.string(),
            author: z.string(),
            publisher: z.string(),
            issued: z.string().nullable(),
          }),
        )
        .describe('Where it has it from in the end, itself left out; one that may not be seen has no words'),
      claims: z.array(z.int()),
    }),
  ),
  queries: z.array(
    z.strictObject({
      claim: z.int(),
      askedOf: z.string(),
      askedBy: z.string(),
      askedAt: moment,
      dueOn: day.nullable(),
      answeredAt: moment.nullable(),
      outcome: z.enum(QUERY_OUTCOMES).nullable(),
      question: z.string(),
      answer: z.string().nullable(),
    }),
  ),
  untouched: z.array(z.strictObject({ start: offset, end: offset, exact: z.string() })),
  record: RecordShape.optional(),
}) satisfies z.ZodType<Report>;

/** The JSON Schema (2020-12) by which the JSON face can be checked without Linecheck. */
export function reportSchema(): object {
  return {
    $id: `urn:linecheck:schema:report:${REPORT_FORMAT.version}`,
    title: 'Linecheck report',
    ...z.toJSONSchema(ReportShape, { target: 'draft-2020-12' }),
  };
}
