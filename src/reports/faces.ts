import type { Report } from '../core/report.ts';
import type { Db } from '../db/client.ts';
import { setMarkdown } from '../papers/markdown.ts';
import { setPdf } from '../papers/pdf.ts';
import { fileOf, type Newsroom } from '../web/render.ts';
import { readRecord } from '../records/queries.ts';
import { writeJson } from './data.ts';
import type { Face, Wanted } from './face.ts';
import { reportPage, reportView } from './pages.ts';
import { reportPaper } from './paper.ts';
import { getReport, streamReport, type ReportAsked, type ReportReading } from './queries.ts';
import { writeCsv } from './tables.ts';

/** A face that is made of the whole report at once. */
const ofReport = (make: (report: Report, newsroom: Newsroom, wanted: Wanted) => Made | Promise<Made>) =>
  async function* (db: Db, wanted: Wanted) {
    yield await make(await getReport(db, wanted), wanted.newsroom, wanted);
  };

type Made = string | Uint8Array;

/** A face that is written while the report is read. */
const asRead = (write: (reading: ReportReading, asked: ReportAsked, snapshot: Db) => AsyncIterable<string>) =>
  async function* (db: Db, { newsroom: _newsroom, ...asked }: Wanted) {
    yield* inBlocks(streamReport(db, asked, (reading, snapshot) => write(reading, asked, snapshot)));
  };

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

/** Every face there is, in the order in which they are offered. */
export const FACES: readonly Face[] = [
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
    write: ofReport((report, newsroom, wanted) => setPdf(reportPaper(report, newsroom), wanted)),
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
];
