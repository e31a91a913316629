import type { AttributionKind, Manner } from './attribution.ts';
import { countedAs, VERIFICATION_STATUSES, type AttributionCheck, type CountedStatus } from './check.ts';
import type { RecheckCause, Stage, VerificationStatus } from './check.ts';
import { countCoverage, type CoverageState, type SentenceCoverage } from './coverage.ts';
import {
  atLeast,
  LEVEL_WANTED,
  SOURCING_LEVELS,
  type SourceKind,
  type SourceRole,
  type Sourcing,
  type SourcingLevel,
  type Stance,
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
  /** What stands against running the story as it is, most pressing first; empty when nothing does. */
  inTheWay: Obstacle[];
  /** In reading order, withdrawn ones left out. */
  claims: ReportedClaim[];
  /** Every source used, in the order of first use; a claim's evidence names them by `label`. */
  sources: ReportedSource[];
  /** Sentences that nobody has looked at. */
  untouched: Quote[];
}

export interface Obstacle {
  kind:
    | 'incorrect'
    | 'unsupported'
    | 'needs_recheck'
    | 'gone'
    | 'unverified'
    | 'explanation'
    | 'attribution'
    | 'sourcing'
    | 'untouched';
  /** Numbers of the claims in question; empty where it is about sentences. */
  claims: number[];
  count: number;
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
  finding: { reason: string; wording: string | null; givenBy: string; givenAt: string } | null;
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
  claims: number[];
}

/** What a report is made from; a claim's evidence still names its sources by id. */
export interface ReportMatter extends Pick<Report, 'article' | 'revision' | 'madeBy' | 'history'> {
  body: string;
  claims: (Omit<ReportedClaim, 'evidence'> & {
    evidence: (Omit<ReportedClaim['evidence'][number], 'source'> & { sourceId: string })[];
  })[];
  sources: Map<string, Omit<ReportedSource, 'label' | 'claims'>>;
  sentences: readonly { start: number; end: number }[];
  /** One for each of `sentences`. */
  coverage: readonly SentenceCoverage[];
}

export function buildReport(matter: ReportMatter, asOf: Date): Report {
  const { article, revision, madeBy, history, body } = matter;
  const standing = matter.claims.filter((claim) => claim.stage !== 'withdrawn');
  const sources = new Map<string, ReportedSource>();
  for (const claim of standing) {
    for (const { sourceId } of claim.evidence) {
      const known = sources.get(sourceId) ?? newSource(matter, sourceId, sources.size + 1);
      sources.set(sourceId, known);
      if (!known.claims.includes(claim.number)) known.claims.push(claim.number);
    }
  }
  const claims = standing.map((claim) => ({
    ...claim,
    evidence: claim.evidence.map(({ sourceId, ...piece }) => ({ source: sources.get(sourceId)!.label, ...piece })),
  }));
  const untouched = matter.sentences.flatMap(({ start, end }, index) =>
    matter.coverage[index]?.state === 'untouched' ? [{ start, end, exact: body.slice(start, end) }] : [],
  );
  return {
    article,
    revision,
    asOf: asOf.toISOString(),
    madeBy,
    history,
    counts: {
      claims: claims.length,
      sourced: claims.filter((claim) => claim.evidence.length > 0).length,
      unsourced: claims.filter((claim) => claim.evidence.length === 0).length,
      byStatus: tally([...VERIFICATION_STATUSES, 'needs_recheck'], claims, countedAs),
      bySourcing: tally(SOURCING_LEVELS, claims, (claim) => claim.sourcing.level),
      sentences: countCoverage(matter.coverage),
    },
    inTheWay: obstacles(claims, untouched.length),
    claims,
    sources: [...sources.values()],
    untouched,
  };
}

function newSource(matter: ReportMatter, sourceId: string, number: number): ReportedSource {
  const source = matter.sources.get(sourceId);
  if (!source) throw new Error(`Source ${sourceId} is relied on but was not given.`);
  return { label: `S${number}`, ...source, claims: [] };
}

function tally<Code extends string, T>(codes: readonly Code[], rows: readonly T[], codeOf: (row: T) => Code) {
  const counts = Object.fromEntries(codes.map((code) => [code, 0])) as Record<Code, number>;
  for (const row of rows) counts[codeOf(row)]++;
  return counts;
}

/** Attribution checks that let a credited claim run. */
const SAID: ReadonlySet<AttributionCheck> = new Set(['not_needed', 'confirmed', 'confirmed_paraphrase']);

/** Statuses that may run only when an editor says why. */
const TO_EXPLAIN: ReadonlySet<VerificationStatus> = new Set(['disputed', 'needs_context', 'unverifiable']);

function obstacles(claims: readonly ReportedClaim[], untouched: number): Obstacle[] {
  const among = (kind: Obstacle['kind'], stands: (claim: ReportedClaim) => boolean): Obstacle => {
    const numbers = claims.filter(stands).map((claim) => claim.number);
    return { kind, claims: numbers, count: numbers.length };
  };
  return [
    among('incorrect', (claim) => countedAs(claim) === 'incorrect'),
    among('unsupported', (claim) => countedAs(claim) === 'unsupported'),
    among('needs_recheck', (claim) => countedAs(claim) === 'needs_recheck'),
    among('gone', (claim) => !claim.inText),
    among('unverified', (claim) => countedAs(claim) === 'unverified'),
    among('explanation', (claim) => claim.recheckCause === null && TO_EXPLAIN.has(claim.status)),
    among('attribution', (claim) => claim.attribution.some(({ check }, link) => link === 0 && !SAID.has(check))),
    among('sourcing', (claim) => asksForMore(claim)),
    { kind: 'untouched' as const, claims: [], count: untouched },
  ].filter((obstacle) => obstacle.count > 0);
}

/** Where there is nothing to check, or the writer answers for it, no source is asked for. */
function asksForMore(claim: ReportedClaim): boolean {
  if (claim.status === 'not_checkable' || claim.status === 'on_author') return false;
  return !atLeast(claim.sourcing.level, LEVEL_WANTED[claim.risk]);
}
