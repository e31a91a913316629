import type { AttributionKind, Manner } from './attribution.ts';
import { countedAs, VERIFICATION_STATUSES, type AttributionCheck, type CountedStatus } from './check.ts';
import type { QueryOutcome } from './author_query.ts';
import type { FixDecision, RecheckCause, Stage, VerificationStatus } from './check.ts';
import { beyondOverride, obstacles, type ClaimAtGate, type HouseRules, type Obstacle } from './gate.ts';
import { countCoverage, type CoverageState, type SentenceCoverage } from './coverage.ts';
import type { ArticleState } from './plan.ts';
import {
  SOURCING_LEVELS,
  type SourceKind,
  type SourceRole,
  type Sourcing,
  type SourcingLevel,
  type Stance,
  type Standing,
} from './sourcing.ts';
import type { ClaimType, Risk } from './suggest.ts';
import type { Quote } from './text.ts';

/** What an editor needs before the story runs, as plain data: every face of the report is made from this. */
export interface Report {
  article: {
    id: string;
    title: string;
    byline: string;
    publication: string;
    publishedOn: string | null;
    address: string;
  };
  revision: { number: number; sha256: string };
  /** ISO 8601. */
  asOf: string;
  madeBy: string;
  /** The confidential parts that stayed on the desk; where they would stand is nothing. */
  leftOut: readonly ConfidentialPart[];
  /** Where history ended: the article's chain, and the desk's, which tells of sources and speakers. */
  history: Record<'article' | 'desk', { entries: number; head: string }>;
  counts: {
    claims: number;
    /** With at least one piece of evidence; `unsourced` have none. */
    sourced: number;
    unsourced: number;
    byStatus: Record<CountedStatus, number>;
    bySourcing: Record<SourcingLevel, number>;
    sentences: Record<CoverageState, number>;
  };
  /** By what the gate was asked. */
  rules: HouseRules;
  /** What stands against running the story as it is, most pressing first, but for what an editor has overridden. */
  inTheWay: Obstacle[];
  /** The numbers of claims that have supporting sources and yet one origin alone. */
  oneOrigin: Record<OneOriginLevel, number[]>;
  override: Override | null;
  /** Where the article is on the desk, and whose it is. */
  plan: { state: ArticleState; owner: string | null; writer: string | null; section: string; claimReview: boolean };
  /** In reading order, withdrawn ones left out. */
  claims: ReportedClaim[];
  /** Every source used, in the order of first use; a claim's evidence names them by `label`. */
  sources: ReportedSource[];
  /** What the writer was asked, by claim. */
  queries: ReportedQuery[];
  /** Sentences that nobody has looked at. */
  untouched: Quote[];
}

/** Levels at which a claim falls with a single source. */
export const ONE_ORIGIN_LEVELS = ['many_links_one_origin', 'single_origin'] as const;
export type OneOriginLevel = (typeof ONE_ORIGIN_LEVELS)[number];

/**
 * What of a report is for the desk alone: its notes on evidence, and the words of its questions to the writer and of the
 * answers. It goes out only with somebody who has the right to it and asks for it.
 */
export const CONFIDENTIAL_PARTS = ['evidence_notes', 'query_words'] as const;
export type ConfidentialPart = (typeof CONFIDENTIAL_PARTS)[number];

/** An editor's word that the story runs all the same; it holds for one revision and for what stood in the way then. */
export interface Override {
  reason: string;
  givenBy: string;
  /** ISO 8601. */
  givenAt: string;
  covers: Obstacle[];
}

export interface ReportedClaim {
  id: string;
  number: number;
  exact: string;
  start: number;
  end: number;
  statement: string;
  type: ClaimType;
  risk: Risk;
  hedged: boolean;
  stage: Stage;
  status: VerificationStatus;
  /** Its words stand in the revision that is reported; else it waits to be placed or withdrawn. */
  inText: boolean;
  /** Null while the status counts. */
  recheckCause: RecheckCause | null;
  /** Nearest first; empty in the article's own voice. */
  attribution: {
    speaker: string;
    kind: AttributionKind;
    manner: Manner;
    source: string;
    cue: string;
    inherited: boolean;
    hedged: boolean;
    weasel: boolean;
    check: AttributionCheck;
    checkNote: string;
  }[];
  finding: {
    reason: string;
    wording: string | null;
    givenBy: string;
    givenAt: string;
    /** Why an editor lets it run. */
    note: string | null;
    /** What became of the wording, and why if it was waived. */
    fix: FixDecision | null;
    fixReason: string;
  } | null;
  /** The second person; null where none signed it off or the sign-off has lapsed. */
  signOff: { by: string; at: string } | null;
  openQueries: number;
  /** What was wrong with it in print, oldest first. */
  corrections: { wasSaid: string; isRight: string; wording: string; correctedOn: string; givenBy: string }[];
  sourcing: Pick<Sourcing, 'level' | 'independence' | 'flags'>;
  evidence: {
    /** The source's label in `sources`. */
    source: string;
    stance: Stance;
    role: SourceRole;
    locator: string;
    excerpt: string;
    note: string;
    linkedBy: string;
    linkedAt: string;
  }[];
}

export interface ReportedSource {
  /** "S1", in the order of first use. */
  label: string;
  id: string;
  kind: SourceKind;
  title: string;
  author: string;
  publisher: string;
  issued: string | null;
  address: string;
  /** Whether it stands; else why not, and since which day. */
  standing: Standing;
  standingReason: string;
  standingOn: string | null;
  /** The newest that the desk had kept of it; null where it had nothing, or where that would tell who spoke. */
  snapshot: { sha256: string; takenAt: string } | null;
  /** Where it has it from in the end, itself left out; a source that may not be seen has no words. */
  origins: { id: string; title: string; author: string; publisher: string; issued: string | null }[];
  claims: number[];
}

export interface ReportedQuery {
  claim: number;
  askedOf: string;
  askedBy: string;
  /** ISO 8601. */
  askedAt: string;
  dueOn: string | null;
  answeredAt: string | null;
  outcome: QueryOutcome | null;
  question: string;
  answer: string | null;
}

/** What is known of a report before its first claim is read. */
export type ReportHead = Pick<
  Report,
  'article' | 'revision' | 'asOf' | 'madeBy' | 'leftOut' | 'history' | 'rules' | 'override' | 'plan'
>;

/** What can be said only when its last claim has been read. */
export type ReportTail = Pick<Report, 'counts' | 'inTheWay' | 'oneOrigin' | 'sources' | 'queries' | 'untouched'>;

/** A claim before the report has labelled its sources: evidence still names them by id. */
export type ClaimMatter = Omit<ReportedClaim, 'evidence'> & {
  evidence: (Omit<ReportedClaim['evidence'][number], 'source'> & { sourceId: string })[];
};

export type SourceMatter = Omit<ReportedSource, 'label' | 'claims'>;

/** What is told of when the claims are through: the text, what was done with each of its sentences, and its queries. */
export interface EndMatter {
  body: string;
  queries: readonly ReportedQuery[];
  sentences: readonly { start: number; end: number }[];
  /** One for each of `sentences`. */
  coverage: readonly SentenceCoverage[];
}

/** What a report is made from. */
export interface ReportMatter extends Omit<ReportHead, 'asOf'>, EndMatter {
  claims: ClaimMatter[];
  sources: Map<string, SourceMatter>;
}

export function buildReport(matter: ReportMatter, asOf: Date): Report {
  const { article, revision, madeBy, leftOut, history, rules, override, plan } = matter;
  const reporting = beginReport(matter);
  const claims = matter.claims
    .filter((claim) => claim.stage !== 'withdrawn')
    .map((claim) => reporting.take(claim, matter.sources));
  const head = { article, revision, asOf: asOf.toISOString(), madeBy, leftOut, history };
  return { ...head, rules, override, plan, claims, ...reporting.end(matter) };
}

export interface Reporting {
  /** Whether a claim so far has named the source of this id. */
  knows(sourceId: string): boolean;
  /** Takes the next claim in reading order, one that is not withdrawn; `sources` has all that it is the first to name. */
  take(claim: ClaimMatter, sources: ReadonlyMap<string, SourceMatter>): ReportedClaim;
  /** One of the sources named so far, by its label. */
  source(label: string): ReportedSource;
  end(matter: EndMatter): ReportTail;
}

/** A report of which only sums are kept while its claims go by, so that it need not be held whole. */
export function beginReport({
  rules,
  override,
  leftOut,
}: Pick<ReportHead, 'rules' | 'override' | 'leftOut'>): Reporting {
  const withNotes = !leftOut.includes('evidence_notes');
  const withWords = !leftOut.includes('query_words');
  const sources = new Map<string, ReportedSource>();
  const byLabel = new Map<string, ReportedSource>();
  const seen: ClaimAtGate[] = [];
  let sourced = 0;
  const label = (sourceId: string, claim: number, known: ReadonlyMap<string, SourceMatter>) => {
    const source = sources.get(sourceId) ?? newSource(known, sourceId, sources.size + 1);
    sources.set(sourceId, source);
    byLabel.set(source.label, source);
    if (source.claims.at(-1) !== claim) source.claims.push(claim);
    return source.label;
  };
  const numbersAt = (level: OneOriginLevel) =>
    seen.filter((claim) => claim.level === level).map(({ number }) => number);
  return {
    knows: (sourceId) => sources.has(sourceId),
    take(claim, known) {
      seen.push(atGate(claim));
      if (claim.evidence.length > 0) sourced += 1;
      return {
        ...claim,
        evidence: claim.evidence.map(({ sourceId, ...piece }) => ({
          source: label(sourceId, claim.number, known),
          ...piece,
          note: withNotes ? piece.note : '',
        })),
      };
    },
    source: (wanted) => byLabel.get(wanted)!,
    end({ body, queries, sentences, coverage }) {
      const untouched = sentences.flatMap(({ start, end }, index) =>
        coverage[index]?.state === 'untouched' ? [{ start, end, exact: body.slice(start, end) }] : [],
      );
      return {
        counts: {
          claims: seen.length,
          sourced,
          unsourced: seen.length - sourced,
          byStatus: tally([...VERIFICATION_STATUSES, 'needs_recheck'], seen, countedAs),
          bySourcing: tally(SOURCING_LEVELS, seen, (claim) => claim.level),
          sentences: countCoverage(coverage),
        },
        inTheWay: beyondOverride(obstacles(seen, untouched.length, rules), override?.covers ?? []),
        oneOrigin: {
          many_links_one_origin: numbersAt('many_links_one_origin'),
          single_origin: numbersAt('single_origin'),
        },
        sources: [...sources.values()],
        queries: queries.map(({ question, answer, ...query }) => ({
          ...query,
          question: withWords ? question : '',
          answer: withWords ? answer : null,
        })),
        untouched,
      };
    },
  };
}

function newSource(known: ReadonlyMap<string, SourceMatter>, sourceId: string, number: number): ReportedSource {
  const source = known.get(sourceId);
  if (!source) throw new Error(`Source ${sourceId} is relied on but was not given.`);
  return { label: `S${number}`, ...source, claims: [] };
}

function tally<Code extends string, T>(codes: readonly Code[], rows: readonly T[], codeOf: (row: T) => Code) {
  const counts = Object.fromEntries(codes.map((code) => [code, 0])) as Record<Code, number>;
  for (const row of rows) counts[codeOf(row)]++;
  return counts;
}

function atGate(claim: Omit<ReportedClaim, 'evidence'>): ClaimAtGate {
  const { number, risk, stage, status, recheckCause, inText, finding, openQueries } = claim;
  return {
    number,
    risk,
    stage,
    status,
    recheckCause,
    inText,
    attributionCheck: claim.attribution[0]?.check ?? null,
    level: claim.sourcing.level,
    offRecordAlone: claim.sourcing.flags.includes('off_record_alone'),
    fixWanted: (finding?.wording ?? null) !== null,
    fix: finding?.fix ?? null,
    noted: (finding?.note ?? null) !== null,
    openQueries,
  };
}
