import type { Report, ReportedClaim, ReportedSource } from '../core/report.ts';
import type { HouseRules, Obstacle } from '../core/gate.ts';
import type { CorrectionItem } from '../corrections/forms.ts';
import { obstacleWithNumbers } from '../gates/wording.ts';
import { COVERAGE_STATES } from '../core/coverage.ts';
import { SOURCING_LEVELS } from '../core/sourcing.ts';
import {
  ARTICLE_STATE_WORDS,
  ATTRIBUTION_CHECK_WORDS,
  CONFIDENTIAL_WORDS,
  COVERAGE_WORDS,
  FIX_WORDS,
  MANNER_WORDS,
  ROLE_WORDS,
  SOURCE_KIND_WORDS,
  STANCE_WORDS,
} from '../core/wording.ts';
import {
  changesSince,
  count,
  countedMark,
  COUNTED_STATUSES,
  flagsOf,
  levelMark,
  levelInWords,
  stageChip,
  statusMark,
  type Flag,
} from '../claims/wording.ts';
import { citation, issuedInWords } from '../sources/wording.ts';
import { fallenInWords } from '../standings/wording.ts';
import type { Chip, Fact, Form, Hidden, Link, Mark, SourcingMark, StatusMark } from '../web/parts.ts';
import { view, type Newsroom } from '../web/render.ts';
import { ONE_ORIGIN_LEAD, oneOriginInWords, originInWords, shortHash } from './wording.ts';

/** views/reports/show.ejs, on the desk and (in `views/standalone.ejs`) as a file of its own. */
export interface ReportPage {
  title: string;
  credit: string[];
  address: string | null;
  facts: Fact[];
  asOf: string;
  /** The exact moment and the hashes: what makes the paper hold a year later. */
  record: Fact[];
  /** The article; null in a file. */
  article: Link | null;
  /** The faces of the report by what they are for; empty in a file. */
  faces: { label: string; links: Link[]; acts: FaceAct[] }[];
  /** Where what is confidential is taken along; null for those who may not. */
  disclosure: Form | null;
  standing: Standing;
  numbers: NumberTable[];
  claims: ReportClaim[];
  sources: ReportSource[];
  /** Sentences nobody has looked at, quoted. */
  untouched: string[];
  /** What was left out, and that it was. */
  leftOut: string | null;
}

/** A file that is made in the background. */
export interface FaceAct {
  label: string;
  action: string;
  hidden: Hidden[];
}

export interface Standing {
  ready: boolean;
  /** "7 things stand in the way." */
  sentence: string;
  reasons: Link[];
  /** What is sourced and yet falls with a single source: "2 claims with one origin: 6, 7." */
  oneOrigin: { lead: string; claims: Link[] } | null;
  /** An editor let it pass all the same, who and why, and over what. */
  override: { sentence: string; at: string; covers: string[] } | null;
}

export interface NumberTable {
  caption: string;
  kind: 'coverage' | 'status' | 'sourcing';
  total: number;
  rows: { mark: Mark; count: number; percent: string }[];
}

export interface ReportClaim {
  number: number;
  /** "claim-7". */
  anchor: string;
  href: string | null;
  words: string;
  statement: string | null;
  status: StatusMark;
  stage: Chip;
  sourcing: SourcingMark;
  /** "Bloomberg News, in paraphrase"; null in the article's own voice. */
  credit: string | null;
  creditCheck: string | null;
  reason: string | null;
  wording: string | null;
  who: string | null;
  at: string | null;
  /** "Tobias Lind", and when; null where nobody signed it off. */
  signedOffBy: string | null;
  signedOffAt: string | null;
  corrections: CorrectionItem[];
  /** Why an editor lets it run. */
  note: string | null;
  /** "The wording is waived: house style". */
  fix: string | null;
  flags: Flag[];
  evidence: ReportEvidence[];
}

export interface ReportEvidence {
  /** "S3", leading to `#source-3`. */
  source: Link;
  title: string;
  stance: Chip;
  role: string;
  locator: string | null;
  excerpt: string | null;
  note: string | null;
  /** How the hash of the source's snapshot begins. */
  snapshot: string | null;
}

export interface ReportSource {
  /** "S3". */
  label: string;
  /** "source-3". */
  anchor: string;
  citation: string;
  kind: string;
  address: string | null;
  /** "Retracted, 14 June 2013: …"; null where it stands. */
  fallen: string | null;
  /** Where it has it from in the end; empty where it is an origin itself. `href` is null where that is not used here. */
  origins: { text: string; href: string | null }[];
  snapshot: ReportedSource['snapshot'];
  claims: Link[];
}

export const reportView = view<ReportPage>('reports/show');

const chainEnd = ({ entries, head }: Report['history']['article']) =>
  `${count(entries, 'entry', 'entries')}, the newest ${head}`;

/**
 * `base` is where the desk stands; null in a file, whose links lead to itself alone. `browses` is whether whoever reads it
 * may look round there.
 */
export function reportPage(
  report: Report,
  newsroom: Newsroom,
  base: string | null,
  faces: ReportPage['faces'] = [],
  disclosure: ReportPage['disclosure'] = null,
  browses = true,
): ReportPage {
  const { article, revision, counts } = report;
  const here = base === null ? null : `/articles/${article.id}`;
  const sources = new Map(report.sources.map((source) => [source.label, source]));
  const labels = new Map(report.sources.map(({ id, label }) => [id, label]));
  return {
    title: `Claim and source report: ${article.title}`,
    credit: [article.byline && `By ${article.byline}`, article.publication].filter(Boolean),
    address: article.address || null,
    facts: [
      { label: 'Newsroom', value: newsroom.name, href: null },
      ...(article.publishedOn
        ? [{ label: 'Date of the article', value: issuedInWords(article.publishedOn), href: null }]
        : []),
      { label: 'Revision', value: String(revision.number), href: here },
      { label: 'State', value: ARTICLE_STATE_WORDS[report.plan.state], href: null },
      ...(report.plan.writer ? [{ label: 'Writer', value: report.plan.writer, href: null }] : []),
      { label: 'Made by', value: report.madeBy, href: null },
    ],
    asOf: report.asOf,
    record: [
      { label: 'The moment', value: report.asOf, href: null },
      { label: 'SHA-256 of the text', value: revision.sha256, href: null },
      {
        label: 'History of the article',
        value: chainEnd(report.history.article),
        href: here && browses ? `${here}/history` : null,
      },
      {
        label: 'History of the desk',
        value: chainEnd(report.history.desk),
        href: here && browses ? '/history' : null,
      },
    ],
    article: here === null ? null : { text: 'The article', href: here },
    faces,
    disclosure,
    standing: {
      ready: report.inTheWay.length === 0,
      sentence: report.inTheWay.length === 0 ? 'Nothing stands in the way.' : 'This stands in the way:',
      reasons: report.inTheWay.map((obstacle) => reasonOf(obstacle)),
      oneOrigin: oneOriginOf(report),
      override: overrideOf(report.override),
    },
    numbers: [
      numberTable('Claims by status', 'status', counts.claims, COUNTED_STATUSES, counts.byStatus, countedMark),
      numberTable('Claims by sourcing', 'sourcing', counts.claims, SOURCING_LEVELS, counts.bySourcing, levelMark),
      numberTable(
        'Claims with a source',
        'sourcing',
        counts.claims,
        ['sourced', 'unsourced'] as const,
        counts,
        (code) => ({
          code: code === 'sourced' ? 'single_origin' : 'none',
          label: code === 'sourced' ? 'Sourced' : 'No source yet',
        }),
      ),
      numberTable(
        'Sentences',
        'coverage',
        Object.values(counts.sentences).reduce((sum, n) => sum + n, 0),
        COVERAGE_STATES,
        counts.sentences,
        (code) => ({ code: COVERAGE_CODES[code], label: COVERAGE_WORDS[code] }),
      ),
    ],
    claims: report.claims.map((claim) => reportClaim(claim, sources, base, report.rules)),
    sources: report.sources.map((source) => reportSource(source, report.claims, labels)),
    untouched: report.untouched.map((sentence) => sentence.exact),
    leftOut: leftOutInWords(report),
  };
}

const COVERAGE_CODES = { has_claims: 'claims', nothing_to_check: 'cleared', untouched: 'untouched' } as const;

function reasonOf(obstacle: Obstacle): Link {
  const { claims } = obstacle;
  return {
    text: obstacleWithNumbers(obstacle),
    href: claims.length === 0 ? '#report-untouched' : `#claim-${claims[0]}`,
  };
}

function oneOriginOf(report: Report): Standing['oneOrigin'] {
  const told = oneOriginInWords(report);
  if (told.length === 0) return null;
  return { lead: ONE_ORIGIN_LEAD, claims: told.map(({ text, first }) => ({ text, href: `#claim-${first}` })) };
}

function overrideOf(override: Report['override']): Standing['override'] {
  if (override === null) return null;
  const { givenBy, givenAt, reason, covers } = override;
  return {
    sentence: `${givenBy} let this revision pass all the same: ${reason}`,
    at: givenAt,
    covers: covers.map(obstacleWithNumbers),
  };
}

function numberTable<Code extends string>(
  caption: string,
  kind: NumberTable['kind'],
  total: number,
  codes: readonly Code[],
  counts: Record<Code, number>,
  mark: (code: Code) => Mark,
): NumberTable {
  return {
    caption,
    kind,
    total,
    rows: codes
      .filter((code) => counts[code] > 0)
      .map((code) => ({
        mark: mark(code),
        count: counts[code],
        percent: `${Math.round((100 * counts[code]) / Math.max(1, total))} %`,
      })),
  };
}

function reportClaim(
  claim: ReportedClaim,
  sources: Map<string, ReportedSource>,
  base: string | null,
  rules: HouseRules,
): ReportClaim {
  const [credit] = claim.attribution;
  return {
    number: claim.number,
    anchor: `claim-${claim.number}`,
    href: base === null ? null : `/claims/${claim.id}`,
    words: claim.exact,
    statement: claim.statement === claim.exact ? null : claim.statement,
    status: statusMark(claim),
    stage: stageChip(claim),
    sourcing: { code: claim.sourcing.level, label: levelInWords(claim.sourcing) },
    credit: credit
      ? `${claim.attribution.map((each) => each.speaker).join(', citing ')} (${MANNER_WORDS[credit.manner].toLowerCase()})`
      : null,
    creditCheck: credit
      ? [ATTRIBUTION_CHECK_WORDS[credit.check].label, credit.checkNote].filter(Boolean).join(': ')
      : null,
    reason: claim.finding?.reason || null,
    wording: claim.finding?.wording ?? null,
    who: claim.finding?.givenBy ?? null,
    at: claim.finding?.givenAt ?? null,
    signedOffBy: claim.signOff?.by ?? null,
    signedOffAt: claim.signOff?.at ?? null,
    corrections: claim.corrections.map(({ wasSaid, isRight, wording, correctedOn, givenBy }) => ({
      wasSaid,
      isRight,
      wording,
      on: correctedOn,
      by: givenBy,
    })),
    note: claim.finding?.note ?? null,
    fix: claim.finding?.fix ? [FIX_WORDS[claim.finding.fix], claim.finding.fixReason].filter(Boolean).join(': ') : null,
    flags: [
      ...changesSince(claim).map((text) => ({ text, grave: true })),
      ...flagsOf(claim, claim.sourcing, rules, claim.evidence.length > 0),
    ],
    evidence: claim.evidence.map((piece) => {
      const { title, snapshot } = sources.get(piece.source)!;
      return {
        source: { text: piece.source, href: `#${anchorOf(piece.source)}` },
        title,
        stance: { code: piece.stance, label: STANCE_WORDS[piece.stance] },
        role: ROLE_WORDS[piece.role].label,
        locator: piece.locator || null,
        excerpt: piece.excerpt || null,
        note: piece.note || null,
        snapshot: snapshot && shortHash(snapshot.sha256),
      };
    }),
  };
}

const anchorOf = (label: string) => `source-${label.slice(1)}`;

function reportSource(
  source: ReportedSource,
  claims: readonly ReportedClaim[],
  labels: ReadonlyMap<string, string>,
): ReportSource {
  const known = new Set(claims.map((claim) => claim.number));
  return {
    label: source.label,
    anchor: anchorOf(source.label),
    citation: citation(source),
    kind: SOURCE_KIND_WORDS[source.kind],
    address: source.address || null,
    fallen: fallenInWords(source),
    origins: source.origins.map((origin) => {
      const label = labels.get(origin.id);
      const named = originInWords(origin);
      return label === undefined
        ? { text: named, href: null }
        : { text: `${label}, ${named}`, href: `#${anchorOf(label)}` };
    }),
    snapshot: source.snapshot,
    claims: source.claims
      .filter((number) => known.has(number))
      .map((number) => ({ text: `claim ${number}`, href: `#claim-${number}` })),
  };
}

function leftOutInWords({ leftOut }: Report): string | null {
  if (leftOut.length === 0) return null;
  const parts = leftOut.map((part) => CONFIDENTIAL_WORDS[part]);
  return `Left out as confidential: ${parts.join('; ')}.`;
}
