import { COVERAGE_STATES } from '../core/coverage.ts';
import { countedAs } from '../core/check.ts';
import type { ReportedClaim, ReportedQuery, ReportedSource, ReportHead, ReportTail } from '../core/report.ts';
import { SOURCING_LEVELS } from '../core/sourcing.ts';
import {
  ATTRIBUTION_CHECK_WORDS,
  CLAIM_TYPE_WORDS,
  CONFIDENTIAL_WORDS,
  COVERAGE_WORDS,
  FIX_WORDS,
  RISK_WORDS,
  ROLE_WORDS,
  SOURCE_KIND_WORDS,
  SOURCING_WORDS,
  STAGE_WORDS,
  STANCE_WORDS,
} from '../core/wording.ts';
import { COUNTED_STATUSES, countedMark, levelInWords } from '../claims/wording.ts';
import { fallenInWords } from '../standings/wording.ts';
import { obstacleWithNumbers } from '../gates/wording.ts';
import { Workbook, type Cell } from '../papers/workbook.ts';
import type { ReportReading } from './queries.ts';
import { notesOn } from './tables.ts';
import { oneOriginInWords, originInWords } from './wording.ts';

interface Column<Row> {
  title: string;
  width: number;
  cell: (row: Row) => Cell;
}

const moment = (iso: string | null | undefined): Cell => (iso ? new Date(iso) : null);
const day = (date: string | null): Cell => (date ? { day: date } : null);

const CLAIM_COLUMNS: Column<ReportedClaim>[] = [
  { title: 'Claim', width: 7, cell: ({ number }) => number },
  { title: 'Words', width: 40, cell: ({ exact }) => exact },
  { title: 'Statement', width: 40, cell: ({ statement }) => statement },
  { title: 'Status', width: 18, cell: (claim) => countedMark(countedAs(claim)).label },
  { title: 'Reason', width: 40, cell: ({ finding }) => finding?.reason ?? null },
  { title: 'Right wording', width: 30, cell: ({ finding }) => finding?.wording ?? null },
  { title: 'Found by', width: 16, cell: ({ finding }) => finding?.givenBy ?? null },
  { title: 'Found at (UTC)', width: 19, cell: ({ finding }) => moment(finding?.givenAt) },
  { title: 'Signed off by', width: 16, cell: ({ signOff }) => signOff?.by ?? null },
  { title: 'Signed off at (UTC)', width: 19, cell: ({ signOff }) => moment(signOff?.at) },
  { title: 'Stage', width: 12, cell: ({ stage }) => STAGE_WORDS[stage] },
  { title: 'Sourcing', width: 18, cell: ({ sourcing }) => levelInWords(sourcing) },
  { title: 'Independent origins', width: 12, cell: ({ sourcing }) => sourcing.independence.n },
  {
    title: 'Take note',
    width: 24,
    cell: (claim) => notesOn(claim).join('; '),
  },
  {
    title: 'Credited to',
    width: 22,
    cell: ({ attribution }) => attribution.map(({ speaker }) => speaker).join(', citing '),
  },
  {
    title: 'Did they say it',
    width: 18,
    cell: ({ attribution: [credit] }) => (credit ? ATTRIBUTION_CHECK_WORDS[credit.check].label : null),
  },
  { title: 'What shows it', width: 24, cell: ({ attribution: [credit] }) => credit?.checkNote ?? null },
  { title: 'Type', width: 12, cell: ({ type }) => CLAIM_TYPE_WORDS[type] },
  { title: 'Risk', width: 10, cell: ({ risk }) => RISK_WORDS[risk] },
  { title: 'Sources', width: 8, cell: ({ evidence }) => evidence.length },
  { title: 'Open queries', width: 8, cell: ({ openQueries }) => openQueries },
  { title: 'Editor’s note', width: 30, cell: ({ finding }) => finding?.note ?? null },
  { title: 'Fix', width: 12, cell: ({ finding }) => (finding?.fix ? FIX_WORDS[finding.fix] : null) },
  { title: 'Why waived', width: 30, cell: ({ finding }) => finding?.fixReason ?? null },
  {
    title: 'Corrections',
    width: 40,
    cell: ({ corrections }) => corrections.map(({ correctedOn, wording }) => `${correctedOn}: ${wording}`).join('\n'),
  },
];

type Piece = ReportedClaim['evidence'][number];

const EVIDENCE_COLUMNS: Column<{ claim: ReportedClaim; piece: Piece; source: ReportedSource }>[] = [
  { title: 'Claim', width: 7, cell: ({ claim }) => claim.number },
  { title: 'Words', width: 40, cell: ({ claim }) => claim.exact },
  { title: 'Status', width: 18, cell: ({ claim }) => countedMark(countedAs(claim)).label },
  { title: 'Source', width: 8, cell: ({ piece }) => piece.source },
  { title: 'Title', width: 40, cell: ({ source }) => source.title },
  { title: 'Stance', width: 16, cell: ({ piece }) => STANCE_WORDS[piece.stance] },
  { title: 'Role', width: 12, cell: ({ piece }) => ROLE_WORDS[piece.role].label },
  { title: 'Locator', width: 18, cell: ({ piece }) => piece.locator },
  { title: 'Excerpt', width: 50, cell: ({ piece }) => piece.excerpt },
  { title: 'Note', width: 30, cell: ({ piece }) => piece.note },
  { title: 'Snapshot (SHA-256)', width: 18, cell: ({ source }) => source.snapshot?.sha256 ?? null },
  { title: 'Linked by', width: 16, cell: ({ piece }) => piece.linkedBy },
  { title: 'Linked at (UTC)', width: 19, cell: ({ piece }) => moment(piece.linkedAt) },
];

const SOURCE_COLUMNS: Column<ReportedSource>[] = [
  { title: 'Source', width: 8, cell: ({ label }) => label },
  { title: 'Kind', width: 14, cell: ({ kind }) => SOURCE_KIND_WORDS[kind] },
  { title: 'Title', width: 50, cell: ({ title }) => title },
  { title: 'Author', width: 24, cell: ({ author }) => author },
  { title: 'Publisher', width: 24, cell: ({ publisher }) => publisher },
  // A year or a month alone is no date.
  { title: 'Date', width: 12, cell: ({ issued }) => (issued?.length === 10 ? { day: issued } : issued) },
  { title: 'Address', width: 50, cell: ({ address }) => (address ? { link: address } : null) },
  { title: 'Fallen', width: 30, cell: (source) => fallenInWords(source) },
  { title: 'Goes back to', width: 50, cell: ({ origins }) => origins.map(originInWords).join('\n') },
  { title: 'Snapshot (SHA-256)', width: 18, cell: ({ snapshot }) => snapshot?.sha256 ?? null },
  { title: 'Taken at (UTC)', width: 19, cell: ({ snapshot }) => moment(snapshot?.takenAt) },
  { title: 'Used on claims', width: 20, cell: ({ claims }) => claims.join(', ') },
];

const QUERY_COLUMNS: Column<ReportedQuery>[] = [
  { title: 'Claim', width: 7, cell: ({ claim }) => claim },
  { title: 'Asked of', width: 18, cell: ({ askedOf }) => askedOf },
  { title: 'Asked by', width: 18, cell: ({ askedBy }) => askedBy },
  { title: 'Asked at (UTC)', width: 19, cell: ({ askedAt }) => moment(askedAt) },
  { title: 'Due', width: 12, cell: ({ dueOn }) => day(dueOn) },
  { title: 'Answered at (UTC)', width: 19, cell: ({ answeredAt }) => moment(answeredAt) },
  { title: 'Outcome', width: 12, cell: ({ outcome }) => outcome },
  { title: 'Question', width: 50, cell: ({ question }) => question },
  { title: 'Answer', width: 50, cell: ({ answer }) => answer },
];

const SUMMARY_COLUMNS = [
  { title: 'What', width: 44 },
  { title: 'Value', width: 80 },
];

const SHEETS = [
  { name: 'Summary', columns: SUMMARY_COLUMNS },
  { name: 'Claims', columns: CLAIM_COLUMNS },
  { name: 'Evidence', columns: EVIDENCE_COLUMNS },
  { name: 'Sources', columns: SOURCE_COLUMNS },
  { name: 'Queries', columns: QUERY_COLUMNS },
];
const [SUMMARY, CLAIMS, EVIDENCE, SOURCES, QUERIES] = [0, 1, 2, 3, 4] as const;

const cells = <Row>(columns: readonly Column<Row>[], row: Row): Cell[] => columns.map(({ cell }) => cell(row));

/** The report as a workbook: a summary, and a sheet each for claims, evidence, sources and queries. */
export async function* writeXlsx(reading: ReportReading, newsroom: string): AsyncGenerator<Uint8Array> {
  const { head, claims, source, end } = reading;
  const book = new Workbook({ title: head.article.title, by: head.madeBy, at: new Date(head.asOf) }, SHEETS);
  yield* book.take();
  for await (const claim of claims) {
    book.add(CLAIMS, cells(CLAIM_COLUMNS, claim));
    for (const piece of claim.evidence) {
      book.add(EVIDENCE, cells(EVIDENCE_COLUMNS, { claim, piece, source: source(piece.source) }));
    }
    yield* book.take();
  }
  const tail = end();
  for (const each of tail.sources) book.add(SOURCES, cells(SOURCE_COLUMNS, each));
  for (const query of tail.queries) book.add(QUERIES, cells(QUERY_COLUMNS, query));
  for (const row of summaryRows(head, tail, newsroom)) book.add(SUMMARY, row);
  yield* book.end();
}

function summaryRows(head: ReportHead, { counts, inTheWay, oneOrigin }: ReportTail, newsroom: string): Cell[][] {
  const { article, revision, history, override, leftOut } = head;
  return [
    ['Article', article.title],
    ['By', article.byline],
    ['Publication', article.publication],
    ['Date of the article', day(article.publishedOn)],
    ['Address', article.address ? { link: article.address } : null],
    ['Newsroom', newsroom],
    ['Revision', revision.number],
    ['SHA-256 of its text', revision.sha256],
    ['As of (UTC)', new Date(head.asOf)],
    ['Made by', head.madeBy],
    ['Entries in the history of the article', history.article.entries],
    ['The newest of them', history.article.head],
    ['Entries in the history of sources and speakers', history.desk.entries],
    ['The newest of them', history.desk.head],
    ...leftOut.map((part): Cell[] => ['Left out as confidential', CONFIDENTIAL_WORDS[part]]),
    ...(inTheWay.length === 0 ? [['In the way', 'Nothing stands in the way.']] : []),
    ...inTheWay.map((obstacle): Cell[] => ['In the way', obstacleWithNumbers(obstacle)]),
    ...oneOriginInWords({ oneOrigin }).map(({ text }): Cell[] => ['By one origin alone', text]),
    ...(override ? [['Let pass all the same', `${override.givenBy}: ${override.reason}`]] : []),
    ['Claims', counts.claims],
    ['Claims with a source', counts.sourced],
    ['Claims without a source', counts.unsourced],
    ...COUNTED_STATUSES.map((code): Cell[] => [`Status: ${countedMark(code).label}`, counts.byStatus[code]]),
    ...SOURCING_LEVELS.map((code): Cell[] => [`Sourcing: ${SOURCING_WORDS[code].label}`, counts.bySourcing[code]]),
    ...COVERAGE_STATES.map((code): Cell[] => [`Sentences: ${COVERAGE_WORDS[code]}`, counts.sentences[code]]),
  ];
}
