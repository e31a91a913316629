import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/core/report.ts';
import { openDesk, type TestDesk } from '../support/desk.ts';

const THERE = spawnSync('soffice', ['--version']).status === 0;
if (!THERE) console.warn('LibreOffice is not on this machine: no spreadsheet is opened by it.');

let desk: TestDesk;
let articleId: string;
let awkwardId: string;
let report: Report;
let folder: string;
beforeAll(async () => {
  desk = await openDesk({ demo: true });
  articleId = (await desk.get<{ articles: { id: string }[] }>('/articles')).articles[0]!.id;
  const body = '=1+1 was said <twice> & "again". A year has 365 days.';
  const awkward = await desk.bringIn(body, { title: '=HYPERLINK("http://127.0.0.1")' });
  const claim = await desk.mark(awkward, '=1+1 was said <twice> & "again"', { statement: '_x0041_ \u0007bell 😀' });
  await desk.move(claim, 'evidence', {
    title: 'A ledger',
    issued: '2013-06',
    address: 'https://ledger.example/a?b=1&c="2"',
    stance: 'supports',
    role: 'primary',
    excerpt: 'one\ntwo, "three"',
  });
  awkwardId = awkward.id;
  report = await desk.get<Report>(`/articles/${articleId}/report`);
  folder = await mkdtemp(path.join(tmpdir(), 'linecheck-sheets-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await desk[Symbol.asyncDispose]();
});

/** What LibreOffice reads in each sheet of a file, as rows of text. */
async function opened(name: string, bytes: Buffer): Promise<Map<string, string[][]>> {
  const into = await mkdtemp(path.join(folder, 'out-'));
  const file = path.join(into, name);
  const out = path.join(into, 'out');
  await writeFile(file, bytes);
  const profile = `-env:UserInstallation=file://${into}/profile`;
  // All sheets (-1), in UTF-8 (76), dates and numbers as they are shown.
  const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,false,true,false,false,false,-1';
  // Asked from a terminal, it looks for no mark of the encoding.
  const reading = name.endsWith('.csv') ? ['--infilter=Text - txt - csv (StarCalc):44,34,76,1'] : [];
  await promisify(execFile)('soffice', [
    profile,
    '--headless',
    ...reading,
    '--convert-to',
    filter,
    '--outdir',
    out,
    file,
  ]);
  const sheets = new Map<string, string[][]>();
  for (const each of await readdir(out)) {
    const sheet = each.replace(/^.*-/, '').replace(/\.csv$/, '');
    sheets.set(sheet, parse(await readFile(path.join(out, each)), { bom: true, relax_column_count: true }));
  }
  return sheets;
}

const bytesOf = async (id: string, file: string) =>
  Buffer.from(await (await desk.ask(`/articles/${id}/${file}?as-of=${report.asOf}`)).arrayBuffer());

const column = (rows: string[][], title: string) => rows.slice(1).map((row) => row[rows[0]!.indexOf(title)]);

describe.skipIf(!THERE)('LibreOffice opens', { timeout: 120_000 }, () => {
  test('the workbook, and every cell of it is there', async () => {
    const sheets = await opened('report.xlsx', await bytesOf(articleId, 'report.xlsx'));
    expect([...sheets.keys()].toSorted()).toEqual(['Claims', 'Evidence', 'Queries', 'Sources', 'Summary']);
    const claims = sheets.get('Claims')!;
    expect(column(claims, 'Claim')).toEqual(report.claims.map(({ number }) => String(number)));
    expect(column(claims, 'Words')).toEqual(report.claims.map(({ exact }) => exact));
    expect(column(claims, 'Reason')).toEqual(report.claims.map(({ finding }) => finding?.reason ?? ''));
    const shown = (iso: string | undefined) => (iso ? iso.slice(0, 19).replace('T', ' ') : '');
    expect(column(claims, 'Found at (UTC)').map((cell) => cell!.slice(0, 16))).toEqual(
      report.claims.map(({ finding }) => shown(finding?.givenAt).slice(0, 16)),
    );
    const pieces = report.claims.flatMap(({ number, evidence }) => evidence.map((piece) => ({ number, ...piece })));
    const evidence = sheets.get('Evidence')!;
    expect(column(evidence, 'Claim')).toEqual(pieces.map(({ number }) => String(number)));
    expect(column(evidence, 'Excerpt')).toEqual(pieces.map(({ excerpt }) => excerpt));
    expect(column(evidence, 'Source')).toEqual(pieces.map(({ source }) => source));
    const sources = sheets.get('Sources')!;
    expect(column(sources, 'Title')).toEqual(report.sources.map(({ title }) => title));
    expect(column(sources, 'Address')).toEqual(report.sources.map(({ address }) => address));
    const summary = new Map(sheets.get('Summary')!.map(([what, value]) => [what, value]));
    expect(summary.get('SHA-256 of its text')).toBe(report.revision.sha256);
    expect(summary.get('Claims')).toBe(String(report.counts.claims));
    expect(summary.get('As of (UTC)')).toBe(shown(report.asOf));
  });

  test('what looks like a formula, markup or code, and takes it for words', async () => {
    const answer = await desk.ask(`/articles/${awkwardId}/report.xlsx`);
    const sheets = await opened('awkward.xlsx', Buffer.from(await answer.arrayBuffer()));
    expect(column(sheets.get('Claims')!, 'Words')).toEqual(['=1+1 was said <twice> & "again"']);
    expect(column(sheets.get('Claims')!, 'Statement')).toEqual(['_x0041_ \u0007bell 😀']);
    expect(column(sheets.get('Evidence')!, 'Excerpt')).toEqual(['one\ntwo, "three"']);
    expect(column(sheets.get('Sources')!, 'Date')).toEqual(['2013-06']);
    expect(new Map(sheets.get('Summary')!.map(([what, value]) => [what, value])).get('Article')).toBe(
      '=HYPERLINK("http://127.0.0.1")',
    );
  });

  test('the CSV, and reads what csv-parse reads', async () => {
    const bytes = await bytesOf(articleId, 'report.bom.csv');
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const [rows] = [...(await opened('table.csv', bytes)).values()];
    expect(rows ?? null).not.toBeNull();
    const expected = parse(bytes, { bom: true });
    expect(column(rows!, 'words')).toEqual(column(expected, 'words'));
    expect(column(rows!, 'source_title')).toEqual(column(expected, 'source_title'));
    expect(rows!.length).toBe(expected.length);
  });
});
