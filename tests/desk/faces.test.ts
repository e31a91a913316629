import { load } from 'cheerio';
import { strFromU8, unzipSync } from 'fflate';
import { parse as parseCsv } from 'csv-parse/sync';
import mammoth from 'mammoth';
import { marked } from 'marked';
import { getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countedAs } from '../../src/core/check.ts';
import { readCitations, type CitationFormat } from '../../src/core/citations.ts';
import type { Report, ReportedClaim } from '../../src/core/report.ts';
import { FACES } from '../../src/reports/faces.ts';
import { UNWATCHED, type Wanted } from '../../src/reports/face.ts';
import { ATTRIBUTION_CHECK_WORDS, SOURCING_FLAG_WORDS, STANCE_WORDS } from '../../src/core/wording.ts';
import { countedMark, levelInWords } from '../../src/claims/wording.ts';
import { keepSnapshot } from '../../src/snapshots/actions.ts';
import { fileCame } from '../../src/snapshots/came.ts';
import { openDesk, type ArticleSent, type ClaimSent, type TestDesk } from '../support/desk.ts';

let desk: TestDesk;
let report: Report;
let wanted: Wanted;
beforeAll(async () => {
  desk = await openDesk({ demo: true });
  const articleId = (await desk.get<{ articles: { id: string }[] }>('/articles')).articles[0]!.id;
  await happenMore(articleId);
  await publish(articleId);
  await correct(articleId);
  report = await desk.get<Report>(`/articles/${articleId}/report`);
  wanted = {
    person: desk.person,
    articleId,
    asOf: { 'as-of': new Date(report.asOf), entry: null },
    confidential: false,
    newsroom: { name: 'The Test Desk', timeZone: 'UTC' },
    ...UNWATCHED,
  };
});
afterAll(() => desk[Symbol.asyncDispose]());

const FALL = 'The agency took its statement back.';

/**
 * What the demo does not have: a source that fell, one that was kept, a wording that is waived, and what shows that
 * somebody did say it.
 */
async function happenMore(articleId: string): Promise<void> {
  const told = await desk.get<Report>(`/articles/${articleId}/report`);
  const { id: sourceId } = told.sources.toSorted((a, b) => a.claims.length - b.claims.length)[0]!;
  const { version } = await desk.get<{ version: number }>(`/sources/${sourceId}/standing`);
  await desk.tell(`/sources/${sourceId}/standing`, { version, standing: 'disputed', reason: FALL, on: '2026-11-02' });
  const waived = told.claims.find(({ finding }) => finding?.wording)!;
  await desk.move(waived, 'fix', { fix: 'waived', reason: 'It is how the house writes it.' });
  const came = fileCame('page.html', 'text/html', Buffer.from('<!doctype html><p>As it was.'), new Date());
  const { db } = desk.database;
  await db.transaction((tx) =>
    keepSnapshot(tx, desk.person, { sourceId: told.sources[0]!.id }, came, { text: null, notes: [], remark: '' }),
  );
  const credited = told.claims.find(({ attribution }) => attribution.length > 0)!;
  await desk.move(credited, 'attribution-check', { check: 'confirmed', note: 'Heard on the recording.' });
}

/** Puts right in print what was wrong in one claim. */
async function correct(articleId: string): Promise<void> {
  const { claims } = await desk.get<Report>(`/articles/${articleId}/report`);
  await desk.move(claims[0]!, 'corrections', {
    wasSaid: 'lets',
    isRight: 'let',
    wording: 'An earlier version had it in the present.',
    correctedOn: '2026-11-03',
  });
}

/** Signs off what the text credits to others and puts the article past the gate, so that its findings may be published. */
async function publish(articleId: string): Promise<void> {
  const { claims } = await desk.get<{ claims: ClaimSent[] }>(`/articles/${articleId}/claims`);
  for (const claim of claims) {
    const fit = claim.stage === 'checked' && claim.credits.length > 0 && claim.recheckCause === null;
    if (fit && claim.openQueries === 0) await desk.move(claim, 'sign-off');
  }
  const { revisionId } = await desk.get<ArticleSent>(`/articles/${articleId}`);
  await desk.tell(`/articles/${articleId}/gate/override`, { revisionId, reason: 'The press date.' });
  const version = async () => (await desk.get<{ version: number }>(`/articles/${articleId}/plan`)).version;
  await desk.tell(`/articles/${articleId}/plan`, { version: await version(), claimReview: true });
  for (const move of ['start', 'pass', 'publish']) {
    const planned = await desk.get<{ state: string }>(`/articles/${articleId}/plan`);
    if (move === 'start' && planned.state !== 'draft') continue;
    await desk.tell(`/articles/${articleId}/plan/moves`, { version: await version(), move });
  }
}

/** What a face says of each claim, by its number: all its words, white space folded. */
type Told = Map<number, string>;

/** How a face is read back, by a program that is not ours, and what it should tell of a claim where that is not all. */
interface Reading {
  by: string;
  read: (bytes: Buffer) => Told | Promise<Told>;
  /** Which claims it tells, where not all; `none` tells of the sources alone. */
  of?: 'reviewable' | 'none';
  tells?: (claim: ReportedClaim) => string[];
}

/** A note stands at a claim's words and does not repeat them. */
const inItsNote = (claim: ReportedClaim) => inWords({ ...claim, exact: '' });

const READINGS: Record<string, Reading> = {
  html: { by: 'cheerio', read: (bytes) => claimsInHtml(bytes.toString(), '.entry', 'h3') },
  pdf: { by: 'pdf.js, by the tags', read: claimsInPdf },
  docx: {
    by: 'mammoth',
    read: async (bytes) => claimsInHtml(sectioned(await htmlOfWord(bytes)), 'section', 'h2'),
  },
  annotated: { by: 'cheerio', read: (bytes) => notesIn(load(bytes.toString())('.notes').text()), tells: inItsNote },
  'annotated-pdf': {
    by: 'pdf.js, by the tags',
    read: async (bytes) =>
      notesIn(
        (await textOfPdf(bytes))
          .map(({ text }) => text)
          .join('')
          .replace(/^[\s\S]*Notes /, ''),
      ),
    tells: inItsNote,
  },
  'annotated-docx': {
    by: 'mammoth',
    read: async (bytes) => notesIn(load(await htmlOfWord(bytes))('li[id^=footnote]').text()),
    tells: inItsNote,
  },
  md: {
    by: 'marked',
    read: (bytes) => claimsInHtml(sectioned(marked.parse(bytes.toString(), { async: false })), 'section', 'h3'),
  },
  csv: { by: 'csv-parse', read: claimsInCsv },
  'csv-bom': { by: 'csv-parse', read: claimsInCsv },
  json: {
    by: 'JSON.parse',
    read(bytes) {
      const told = JSON.parse(bytes.toString()) as Report;
      const titles = new Map(told.sources.map(({ label, title }) => [label, title]));
      return gathered(
        told.claims.map((claim) => [
          claim.number,
          [...textsIn(claim), ...claim.evidence.map(({ source }) => titles.get(source) ?? '')].join(' '),
        ]),
      );
    },
    tells: (claim) => [
      claim.status,
      claim.recheckCause ?? '',
      ...inEveryFace(claim),
      ...claim.evidence.map(({ stance }) => stance),
    ],
  },
  xlsx: { by: 'fflate and cheerio', read: claimsInWorkbook },
  package: {
    by: 'fflate',
    read: (bytes) => READINGS['html']!.read(Buffer.from(unzipSync(bytes)['report.html']!)),
  },
  annotations: {
    by: 'JSON.parse',
    read: (bytes) => claimsIn((JSON.parse(bytes.toString()) as { first: { items: Named[] } }).first.items, 'id'),
    tells: (claim) => [
      claim.exact,
      claim.statement,
      countedMark(countedAs(claim)).label,
      ...(claim.finding ? [claim.finding.givenBy, claim.finding.reason] : []),
    ],
  },
  claimreview: {
    by: 'JSON.parse',
    of: 'reviewable',
    read: (bytes) => claimsIn((JSON.parse(bytes.toString()) as { '@graph': Named[] })['@graph'], '@id'),
    tells: (claim) => [claim.statement, countedMark(countedAs(claim)).label, claim.attribution[0]!.speaker],
  },
  bibtex: { by: 'our reader', of: 'none', read: (bytes) => sourcesIn('bibtex', bytes) },
  ris: { by: 'our reader', of: 'none', read: (bytes) => sourcesIn('ris', bytes) },
  csl: { by: 'our reader', of: 'none', read: (bytes) => sourcesIn('csl', bytes) },
};

/** Findings that ClaimReview has: signed off, on what the text credits to somebody else. */
const reviewed = (claim: ReportedClaim): boolean =>
  claim.stage === 'signed_off' && claim.attribution.length > 0 && claim.attribution[0]!.kind !== 'author';

/** The text with changes to it, which tells of no claim; `documents.test.ts` reads it. */
const WITHOUT_CLAIMS = ['checked', 'checked-docx'];

/** What every face has to say of a claim. */
const inEveryFace = (claim: ReportedClaim): string[] => [
  claim.exact,
  claim.statement,
  ...claim.attribution.map(({ speaker }) => speaker),
  ...claim.attribution.slice(0, 1).map(({ checkNote }) => checkNote),
  ...(claim.finding
    ? [claim.finding.reason, claim.finding.wording ?? '', claim.finding.givenBy, claim.finding.fixReason]
    : []),
  ...claim.corrections.map(({ wording }) => wording),
  ...(claim.signOff ? [claim.signOff.by] : []),
  ...claim.evidence.flatMap(({ source, locator, excerpt, note }) => [
    report.sources.find(({ label }) => label === source)!.title,
    locator,
    excerpt,
    note,
  ]),
];

/** The same and the words for its codes. */
const inWords = (claim: ReportedClaim): string[] => [
  countedMark(countedAs(claim)).label,
  levelInWords(claim.sourcing),
  ...claim.attribution.slice(0, 1).map(({ check }) => ATTRIBUTION_CHECK_WORDS[check].label),
  ...claim.sourcing.flags.map((flag) => SOURCING_FLAG_WORDS[flag]),
  ...claim.evidence.map(({ stance }) => STANCE_WORDS[stance]),
  ...inEveryFace(claim),
];

test('every face of the report is read here', () => {
  expect([...Object.keys(READINGS), ...WITHOUT_CLAIMS].toSorted()).toEqual(
    FACES.map(({ format }) => format).toSorted(),
  );
});

describe.each(FACES)('$format', (face) => {
  test.skipIf(WITHOUT_CLAIMS.includes(face.format))('tells each claim as the report has it', async () => {
    const { read, tells = inWords, of } = READINGS[face.format]!;
    const claims = of === 'none' ? [] : of === 'reviewable' ? report.claims.filter(reviewed) : report.claims;
    if (of !== 'none') expect(claims).not.toEqual([]);
    const told = await read(await bytesOf(face.format));
    expect(report.claims.length).toBeGreaterThan(10);
    expect(inOrder([...told.keys()])).toEqual(inOrder(claims.map(({ number }) => number)));
    const missing = claims.flatMap((claim) =>
      tells(claim)
        .filter((words) => !bare(told.get(claim.number)!).includes(bare(words)))
        .map((words) => ({ claim: claim.number, words, told: told.get(claim.number) })),
    );
    expect(missing).toEqual([]);
  });

  test('is the same to the byte when it is made again as of its moment', async () => {
    const first = await bytesOf(face.format);
    expect(first.length).toBeGreaterThan(1_000);
    expect((await bytesOf(face.format)).equals(first)).toBe(true);
  });
});

test('every face with sources says of one that fell that it did, and why', async () => {
  for (const [format, wordsOf] of Object.entries(WHOLE)) {
    const told = bare(await wordsOf(await bytesOf(format)));
    expect([format, told.includes(bare(FALL))]).toEqual([format, true]);
  }
});

test('every face with sources says where each has it from in the end, and what of it was kept', async () => {
  const origins = report.sources.flatMap((source) => source.origins.map(({ title }) => title));
  const hashes = report.sources.flatMap(({ snapshot }) => (snapshot ? [snapshot.sha256] : []));
  expect(origins.length).toBeGreaterThan(2);
  expect(hashes).toHaveLength(1);
  for (const [format, wordsOf] of Object.entries(WHOLE)) {
    const told = bare(await wordsOf(await bytesOf(format)));
    // A note has no room for the whole of a hash.
    const wanted = [...origins, ...hashes.map((hash) => (format.startsWith('annotated') ? hash.slice(0, 12) : hash))];
    expect([format, wanted.filter((words) => !told.includes(bare(words)))]).toEqual([format, []]);
  }
});

const inHtml = (html: string): string => load(html).text();
const raw = (bytes: Buffer): string => bytes.toString();
const inPdf = async (bytes: Buffer) => (await textOfPdf(bytes)).map(({ text }) => text).join('');
const inWord = async (bytes: Buffer) => inHtml(await htmlOfWord(bytes));

/** All words of a face. */
const WHOLE: Record<string, (bytes: Buffer) => string | Promise<string>> = {
  html: (bytes) => inHtml(raw(bytes)),
  pdf: inPdf,
  docx: inWord,
  md: raw,
  annotated: (bytes) => inHtml(raw(bytes)),
  'annotated-pdf': inPdf,
  'annotated-docx': inWord,
  csv: raw,
  'csv-bom': raw,
  xlsx: (bytes) => strFromU8(unzipSync(bytes)['xl/worksheets/sheet4.xml']!),
  json: raw,
};

async function bytesOf(format: string): Promise<Buffer> {
  const face = FACES.find((each) => each.format === format)!;
  const chunks: Buffer[] = [];
  for await (const chunk of face.write(desk.database.db, wanted)) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

const inOrder = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b);

/** Words alone: how they are broken and where they begin a sentence tells nothing. */
const bare = (words: string): string => words.replace(/\s+/g, '').toLowerCase();
const folded = (words: string): string => words.replace(/\s+/g, ' ').trim();

/** All that is told of a claim, in one piece. */
function gathered(pieces: [number: number, words: string][]): Told {
  const told: Told = new Map();
  for (const [number, words] of pieces) told.set(number, folded(`${told.get(number) ?? ''} ${words}`));
  return told;
}

function claimsInCsv(bytes: Buffer): Told {
  const rows = parseCsv<Record<string, string>>(bytes, { columns: true, bom: true });
  return gathered(rows.map((row) => [Number(row['claim']), Object.values(row).join(' ')]));
}

type Named = Record<string, unknown>;

function claimsIn(things: readonly Named[], idName: string): Told {
  const numbers = new Map(report.claims.map(({ id, number }) => [`urn:uuid:${id}`, number]));
  return gathered(things.map((thing) => [numbers.get(thing[idName] as string)!, textsIn(thing).join(' ')]));
}

/** All sheets of a workbook, by the number that their rows begin with. */
function claimsInWorkbook(bytes: Buffer): Told {
  const parts = unzipSync(bytes);
  const rowsOf = (sheet: number) => {
    const $ = load(strFromU8(parts[`xl/worksheets/sheet${sheet}.xml`]!), { xml: true });
    return $('row')
      .get()
      .slice(1)
      .map((row) =>
        $(row)
          .find('c')
          .get()
          .map((cell) => $(cell).text()),
      );
  };
  const rows = [...rowsOf(2), ...rowsOf(3)];
  return gathered(rows.map(([number, ...cells]) => [Number(number), cells.join(' ')]));
}

/** Tells of no claims, once every source of the report has been found. */
function sourcesIn(format: CitationFormat, bytes: Buffer): Told {
  const read = readCitations(bytes.toString());
  expect(read.format).toBe(format);
  const titles = read.records.map((each) => ('citation' in each ? each.citation.title : each.trouble));
  expect(titles).toEqual(expect.arrayContaining(report.sources.map(({ title }) => title)));
  return new Map();
}

/** HTML without sections of its own, each heading with what follows it as one. */
const sectioned = (html: string): string =>
  html.replace(/<h[123]/g, '</section><section>$&').replace(/^[\s\S]*?<\/section>/, '');

function claimsInHtml(html: string, each: string, title: string): Told {
  const $ = load(html);
  $('p, li, div, dt, dd, td, th, h3, blockquote, br').append(' ');
  return gathered(
    $(each)
      .get()
      .flatMap((section): [number, string][] => {
        const [, number] = /^\s*Claim (\d+)\b/.exec($(section).find(title).first().text()) ?? [];
        return number === undefined ? [] : [[Number(number), $(section).text()]];
      }),
  );
}

const htmlOfWord = async (buffer: Buffer): Promise<string> => (await mammoth.convertToHtml({ buffer })).value;

/** Notes laid end to end, each of which begins with its claim. */
function notesIn(text: string): Told {
  const [, ...notes] = text.split(/\bClaim (?=\d+: )/);
  return gathered(notes.map((note) => [Number.parseInt(note, 10), note]));
}

async function claimsInPdf(bytes: Buffer): Promise<Told> {
  const pieces: [number, string][] = [];
  let claim: number | null = null;
  for (const { role, text } of await textOfPdf(bytes)) {
    if (role === 'H2') claim = null;
    if (role === 'H3') claim = Number(/^\s*Claim (\d+)/.exec(text)?.[1] ?? claim);
    if (claim !== null) pieces.push([claim, text]);
  }
  return gathered(pieces);
}

/** What a PDF tells those who do not see it: its words in the order of its tags. */
async function textOfPdf(bytes: Buffer): Promise<{ role: string; text: string }[]> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes));
  const told: { role: string; text: string }[] = [];
  for (let at = 1; at <= pdf.numPages; at++) {
    const page = await pdf.getPage(at);
    const { items } = await page.getTextContent({ includeMarkedContent: true });
    const words = new Map<string, string>();
    const open: string[] = [];
    for (const item of items) {
      if ('str' in item) {
        const id = open.at(-1) ?? '';
        words.set(id, `${words.get(id) ?? ''}${item.str} `);
      } else if (item.type === 'endMarkedContent') open.pop();
      else open.push(item.id ?? '');
    }
    for (const { role, id } of leavesOf(await page.getStructTree(), '')) {
      told.push({ role, text: words.get(id) ?? '' });
    }
  }
  return told;
}

interface Tagged {
  role?: string;
  type?: string;
  id?: string;
  children?: Tagged[];
}

function leavesOf(tagged: Tagged | null, role: string): { role: string; id: string }[] {
  if (tagged === null) return [];
  if (tagged.type === 'content') return [{ role, id: tagged.id ?? '' }];
  return (tagged.children ?? []).flatMap((child) => leavesOf(child, tagged.role ?? role));
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
