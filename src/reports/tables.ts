import { stringify } from 'csv-stringify/sync';
import { countedAs } from '../core/check.ts';
import type { Report, ReportedClaim, ReportedSource } from '../core/report.ts';
import { ATTRIBUTION_CHECK_WORDS, STANCE_WORDS, STAGE_WORDS } from '../core/wording.ts';
import { countedMark, levelInWords } from '../claims/wording.ts';

/** One row: a claim with one piece of its evidence, or with none. */
interface Row {
  claim: ReportedClaim;
  piece: ReportedClaim['evidence'][number] | null;
  source: ReportedSource | null;
}

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
  sourcing: ({ claim }) => levelInWords(claim.sourcing),
  sourcing_code: ({ claim }) => claim.sourcing.level,
  source: ({ source }) => source?.label ?? '',
  source_title: ({ source }) => source?.title ?? '',
  source_author: ({ source }) => source?.author ?? '',
  source_publisher: ({ source }) => source?.publisher ?? '',
  source_date: ({ source }) => source?.issued ?? '',
  source_address: ({ source }) => source?.address ?? '',
  stance: ({ piece }) => (piece ? STANCE_WORDS[piece.stance] : ''),
  role: ({ piece }) => piece?.role ?? '',
  locator: ({ piece }) => piece?.locator ?? '',
  excerpt: ({ piece }) => piece?.excerpt ?? '',
  note: ({ piece }) => piece?.note ?? '',
};

/** The report as CSV (RFC 4180): one row per claim × source, and one for a claim without any. */
export function reportCsv(report: Report): string {
  const sources = new Map(report.sources.map((source) => [source.label, source]));
  const rows = report.claims.flatMap((claim): Row[] =>
    claim.evidence.length === 0
      ? [{ claim, piece: null, source: null }]
      : claim.evidence.map((piece) => ({ claim, piece, source: sources.get(piece.source) ?? null })),
  );
  return stringify(
    rows.map((row) => Object.values(COLUMNS).map((cell) => cell(row))),
    // A cell that begins with = + - @ would be run as a formula by the spreadsheet that opens it.
    { header: true, columns: Object.keys(COLUMNS), escape_formulas: true, record_delimiter: '\r\n' },
  );
}

/** The report as JSON; `version` grows when a reader of the old form would be misled by the new one. */
export function reportJson(report: Report): string {
  return `${JSON.stringify({ format: 'linecheck-report', version: 1, ...report }, null, 2)}\n`;
}
