import { stringify } from 'csv-stringify/sync';
import { countedAs } from '../core/check.ts';
import type { ReportedClaim, ReportedSource, ReportHead } from '../core/report.ts';
import { ATTRIBUTION_CHECK_WORDS, SOURCING_FLAG_WORDS, STANCE_WORDS, STAGE_WORDS } from '../core/wording.ts';
import { changesSince, countedMark, levelInWords } from '../claims/wording.ts';
import { fallenInWords } from '../standings/wording.ts';
import type { ReportReading } from './queries.ts';
import { originInWords } from './wording.ts';

/** One row: a claim with one piece of its evidence, or with none. */
interface Row {
  claim: ReportedClaim;
  piece: ReportedClaim['evidence'][number] | null;
  source: ReportedSource | null;
  head: ReportHead;
}

/** What somebody should notice about a claim before anything else, each in a few words. */
export const notesOn = (claim: ReportedClaim): string[] => [
  ...changesSince(claim),
  ...claim.sourcing.flags.map((flag) => SOURCING_FLAG_WORDS[flag]),
];

/** The columns of the flat table, in order. Codes stand beside words, so that a program need not read English. */
const COLUMNS: Record<string, (row: Row) => string | number> = {
  claim: ({ claim }) => claim.number,
  words: ({ claim }) => claim.exact,
  statement: ({ claim }) => claim.statement,
  type: ({ claim }) => claim.type,
  risk: ({ claim }) => claim.risk,
  stage: ({ claim }) => STAGE_WORDS[claim.stage],
  status: ({ claim }) => countedMark(countedAs(claim)).label,
  status_code: ({ claim }) => countedAs(claim),
  reason: ({ claim }) => claim.finding?.reason ?? '',
  right_wording: ({ claim }) => claim.finding?.wording ?? '',
  found_by: ({ claim }) => claim.finding?.givenBy ?? '',
  found_at: ({ claim }) => claim.finding?.givenAt ?? '',
  editor_note: ({ claim }) => claim.finding?.note ?? '',
  fix: ({ claim }) => claim.finding?.fix ?? '',
  fix_reason: ({ claim }) => claim.finding?.fixReason ?? '',
  correction: ({ claim }) => claim.corrections.map((each) => each.wording).join('\n'),
  corrected_on: ({ claim }) => claim.corrections.map((each) => each.correctedOn).join('\n'),
  signed_off_by: ({ claim }) => claim.signOff?.by ?? '',
  signed_off_at: ({ claim }) => claim.signOff?.at ?? '',
  credited_to: ({ claim }) => claim.attribution.map((credit) => credit.speaker).join(', citing '),
  credit_kind: ({ claim }) => claim.attribution[0]?.kind ?? '',
  credit_manner: ({ claim }) => claim.attribution[0]?.manner ?? '',
  attribution_check: ({ claim }) => {
    const [credit] = claim.attribution;
    return credit ? ATTRIBUTION_CHECK_WORDS[credit.check].label : '';
  },
  attribution_check_note: ({ claim }) => claim.attribution[0]?.checkNote ?? '',
  sourcing: ({ claim }) => levelInWords(claim.sourcing),
  sourcing_code: ({ claim }) => claim.sourcing.level,
  take_note: ({ claim }) => notesOn(claim).join('; '),
  source: ({ source }) => source?.label ?? '',
  source_title: ({ source }) => source?.title ?? '',
  source_author: ({ source }) => source?.author ?? '',
  source_publisher: ({ source }) => source?.publisher ?? '',
  source_date: ({ source }) => source?.issued ?? '',
  source_address: ({ source }) => source?.address ?? '',
  source_standing: ({ source }) => (source && fallenInWords(source)) ?? '',
  source_origins: ({ source }) => source?.origins.map(originInWords).join('; ') ?? '',
  snapshot_sha256: ({ source }) => source?.snapshot?.sha256 ?? '',
  snapshot_taken_at: ({ source }) => source?.snapshot?.takenAt ?? '',
  stance: ({ piece }) => (piece ? STANCE_WORDS[piece.stance] : ''),
  role: ({ piece }) => piece?.role ?? '',
  locator: ({ piece }) => piece?.locator ?? '',
  excerpt: ({ piece }) => piece?.excerpt ?? '',
  note: ({ piece }) => piece?.note ?? '',
  // What the table is of, so that it still says so when it has been cut out of its file.
  article: ({ head }) => head.article.title,
  article_id: ({ head }) => head.article.id,
  revision: ({ head }) => head.revision.number,
  revision_sha256: ({ head }) => head.revision.sha256,
  as_of: ({ head }) => head.asOf,
  history_head: ({ head }) => head.history.article.head,
  made_by: ({ head }) => head.madeBy,
  left_out: ({ head }) => head.leftOut.join(' '),
};

/**
 * The report as CSV (RFC 4180): one row per claim × source, and one for a claim without any. `mark` begins it with a byte
 * order mark, without which some spreadsheets do not take it for UTF-8.
 */
export async function* writeCsv({ head, claims, source }: ReportReading, mark = false): AsyncGenerator<string> {
  yield (mark ? '\ufeff' : '') + csvLines([Object.keys(COLUMNS)]);
  const columns = Object.values(COLUMNS);
  let rows: (string | number)[][] = [];
  for await (const claim of claims) {
    for (const piece of claim.evidence.length === 0 ? [null] : claim.evidence) {
      const row = { claim, piece, source: piece && source(piece.source), head };
      rows.push(columns.map((cell) => cell(row)));
    }
    if (rows.length < ROWS_AT_ONCE) continue;
    yield csvLines(rows);
    rows = [];
  }
  if (rows.length > 0) yield csvLines(rows);
}

const ROWS_AT_ONCE = 250;

// A cell that begins with = + - @ would be run as a formula by the spreadsheet that opens it.
const csvLines = (rows: (string | number)[][]) => stringify(rows, { escape_formulas: true, record_delimiter: '\r\n' });
