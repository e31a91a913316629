import type { Report } from '../core/report.ts';
import type { Db } from '../db/client.ts';
import { setMarkdown } from '../papers/markdown.ts';
import { fileOf, type Newsroom } from '../web/render.ts';
import type { Face, Wanted } from './face.ts';
import { reportPage, reportView } from './pages.ts';
import { reportPaper } from './paper.ts';
import { getReport } from './queries.ts';
import { reportCsv, reportJson } from './tables.ts';

/** A face that is made of the whole report at once. */
const ofReport = (make: (report: Report, newsroom: Newsroom) => string | Uint8Array | Promise<Uint8Array>) =>
  async function* (db: Db, { person, articleId, asOf, newsroom }: Wanted) {
    yield await make(await getReport(db, person, articleId, asOf), newsroom);
  };

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
    write: ofReport(reportCsv),
  },
  {
    format: 'json',
    file: 'report.json',
    label: 'JSON',
    group: 'data',
    mediaType: 'application/json; charset=utf-8',
    inBackground: false,
    write: ofReport(reportJson),
  },
];
