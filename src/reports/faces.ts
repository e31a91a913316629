import { MEDIA_TYPES } from '../citations/parse.ts';
import { withoutNotes } from '../citations/wording.ts';
import { writeCitations, type CitationFormat } from '../core/citations.ts';
import { Refusal } from '../core/refusal.ts';
import type { Report } from '../core/report.ts';
import type { Db } from '../db/client.ts';
import { setDocx } from '../papers/docx.ts';
import { setMarkdown } from '../papers/markdown.ts';
import type { Paper } from '../papers/paper.ts';
import { setPdf } from '../papers/pdf.ts';
import { fileOf, type Newsroom } from '../web/render.ts';
import { readRecord } from '../records/queries.ts';
import { annotatedPaper, checkedPaper } from './annotated.ts';
import { writeJson } from './data.ts';
import type { Face, Wanted } from './face.ts';
import { reportPage, reportView } from './pages.ts';
import { paperPage, paperView } from './paper-page.ts';
import { reportPaper } from './paper.ts';
import { getReport, getReportWithText, streamReport, type ReportedText, type ReportReading } from './queries.ts';
import { listCitations } from '../sources/queries.ts';
import { writeAnnotations, writeClaimReview } from './linked.ts';
import { writePackage } from './package.ts';
import { writeXlsx } from './sheets.ts';
import { writeCsv } from './tables.ts';

/** A face that is made of the whole report at once. */
const ofReport = (make: (report: Report, newsroom: Newsroom, wanted: Wanted) => Made | Promise<Made>) =>
  async function* (db: Db, wanted: Wanted) {
    yield await make(await getReport(db, wanted), wanted.newsroom, wanted);
  };

type Made = string | Uint8Array;

/** Pages that nobody could turn would take all of the desk's memory to set. */
const MOST_CLAIMS_ON_PAGES = 5_000;

function ofPages(report: Report): Report {
  if (report.claims.length <= MOST_CLAIMS_ON_PAGES) return report;
  const most = MOST_CLAIMS_ON_PAGES.toLocaleString('en');
  throw new Refusal(
    'too_large',
    `A document holds at most ${most} claims. Take a table or JSON: they hold any number.`,
  );
}

/** A face that shows the text. */
const ofText = (
  paperOf: (report: Report, text: ReportedText, newsroom: Newsroom) => Paper,
  set: (paper: Paper, wanted: Wanted) => Made | Promise<Made>,
) =>
  async function* (db: Db, wanted: Wanted) {
    const { report, text } = await getReportWithText(db, wanted);
    yield await set(paperOf(ofPages(report), text, wanted.newsroom), wanted);
  };

const asFile = (paper: Paper, { newsroom }: Wanted): string => fileOf(paperView, paperPage(paper), newsroom);

type WriteAsRead<Piece> = (reading: ReportReading, wanted: Wanted, snapshot: Db) => AsyncIterable<Piece>;

/** A face that is written while the report is read. */
const asRead = (write: WriteAsRead<string>) =>
  async function* (db: Db, wanted: Wanted) {
    yield* inBlocks(streamReport(db, wanted, (reading, snapshot) => write(reading, wanted, snapshot)));
  };

const asReadInBytes = (write: WriteAsRead<Uint8Array>) => (db: Db, wanted: Wanted) =>
  streamReport(db, wanted, (reading, snapshot) => write(reading, wanted, snapshot));

/** The sources of the article in a format of citations, without what the desk noted on them for itself. */
const citations = (format: CitationFormat) =>
  asRead(async function* (_reading, { person, articleId, confidential }, snapshot) {
    const sources = await listCitations(snapshot, person, { articleId });
    yield writeCitations(format, confidential ? sources : sources.map(withoutNotes));
  });

const BLOCK = 65_536;

/** The same text in fewer pieces, but for the first, which does not wait. */
async function* inBlocks(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let block = '';
  let first = true;
  for await (const piece of pieces) {
    block += piece;
    if (!first && block.length < BLOCK) continue;
    yield block;
    first = false;
    block = '';
  }
  if (block !== '') yield block;
}

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** The faces that are of the report alone. */
const OF_REPORT: readonly Face[] = [
  {
    format: 'html',
    file: 'report.html',
    label: 'Web page',
    group: 'documents',
    mediaType: 'text/html; charset=utf-8',
    inBackground: false,
    write: ofReport((report, newsroom) => fileOf(reportView, reportPage(report, newsroom, null), newsroom)),
  },
  {
    format: 'pdf',
    file: 'report.pdf',
    label: 'PDF',
    group: 'documents',
    mediaType: 'application/pdf',
    inBackground: true,
    write: ofReport((report, newsroom, wanted) => setPdf(reportPaper(ofPages(report), newsroom), wanted)),
  },
  {
    format: 'docx',
    file: 'report.docx',
    label: 'Word',
    group: 'documents',
    mediaType: WORD,
    inBackground: true,
    write: ofReport((report, newsroom) => setDocx(reportPaper(ofPages(report), newsroom))),
  },
  {
    format: 'md',
    file: 'report.md',
    label: 'Markdown',
    group: 'documents',
    mediaType: 'text/markdown; charset=utf-8',
    inBackground: false,
    write: ofReport((report, newsroom) => setMarkdown(reportPaper(report, newsroom))),
  },
  {
    format: 'annotated',
    file: 'annotated.html',
    label: 'Web page',
    group: 'annotated',
    mediaType: 'text/html; charset=utf-8',
    inBackground: false,
    write: ofText(annotatedPaper, asFile),
  },
  {
    format: 'annotated-pdf',
    file: 'annotated.pdf',
    label: 'PDF',
    group: 'annotated',
    mediaType: 'application/pdf',
    inBackground: true,
    write: ofText(annotatedPaper, setPdf),
  },
  {
    format: 'annotated-docx',
    file: 'annotated.docx',
    label: 'Word',
    group: 'annotated',
    mediaType: WORD,
    inBackground: true,
    write: ofText(annotatedPaper, setDocx),
  },
  {
    format: 'checked',
    file: 'checked.html',
    label: 'Web page',
    group: 'checked',
    mediaType: 'text/html; charset=utf-8',
    inBackground: false,
    write: ofText(checkedPaper, asFile),
  },
  {
    format: 'checked-docx',
    file: 'checked.docx',
    label: 'Word',
    group: 'checked',
    mediaType: WORD,
    inBackground: true,
    write: ofText(checkedPaper, setDocx),
  },
  {
    format: 'csv',
    file: 'report.csv',
    label: 'CSV',
    group: 'tables',
    mediaType: 'text/csv; charset=utf-8',
    inBackground: false,
    write: asRead((reading) => writeCsv(reading)),
  },
  {
    format: 'csv-bom',
    file: 'report.bom.csv',
    label: 'CSV for Excel',
    group: 'tables',
    mediaType: 'text/csv; charset=utf-8',
    inBackground: false,
    write: asRead((reading) => writeCsv(reading, true)),
  },
  {
    format: 'xlsx',
    file: 'report.xlsx',
    label: 'Excel workbook',
    group: 'tables',
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    inBackground: false,
    write: asReadInBytes((reading, { newsroom }) => writeXlsx(reading, newsroom.name)),
  },
  {
    format: 'json',
    file: 'report.json',
    label: 'JSON',
    group: 'data',
    mediaType: 'application/json; charset=utf-8',
    inBackground: false,
    write: asRead((reading, { person, articleId, confidential }, snapshot) =>
      writeJson(reading, confidential ? readRecord(snapshot, person, articleId) : null),
    ),
  },
  {
    format: 'annotations',
    file: 'annotations.jsonld',
    label: 'Web Annotations',
    group: 'data',
    mediaType: 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
    inBackground: false,
    write: asRead((reading) => writeAnnotations(reading)),
  },
  {
    format: 'claimreview',
    file: 'claimreview.jsonld',
    label: 'ClaimReview',
    group: 'data',
    mediaType: 'application/ld+json',
    inBackground: false,
    write: asRead((reading, { newsroom }) => writeClaimReview(reading, newsroom.name)),
  },
  {
    format: 'bibtex',
    file: 'sources.bib',
    label: 'BibTeX',
    group: 'citations',
    mediaType: MEDIA_TYPES.bibtex,
    inBackground: false,
    write: citations('bibtex'),
  },
  {
    format: 'ris',
    file: 'sources.ris',
    label: 'RIS',
    group: 'citations',
    mediaType: MEDIA_TYPES.ris,
    inBackground: false,
    write: citations('ris'),
  },
  {
    format: 'csl',
    file: 'sources.json',
    label: 'CSL-JSON',
    group: 'citations',
    mediaType: MEDIA_TYPES.csl,
    inBackground: false,
    write: citations('csl'),
  },
];

const PACKED = new Set(['html', 'xlsx', 'csv', 'json', 'annotations', 'csl']);

/** Every face there is, in the order in which they are offered. */
export const FACES: readonly Face[] = [
  ...OF_REPORT,
  {
    format: 'package',
    file: 'evidence.zip',
    label: 'Evidence package',
    group: 'data',
    mediaType: 'application/zip',
    inBackground: false,
    write: (db, wanted) =>
      writePackage(
        db,
        wanted,
        OF_REPORT.filter(({ format }) => PACKED.has(format)),
      ),
  },
];
