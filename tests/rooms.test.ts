import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { getTableName, is } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import { describe, expect, test } from 'vitest';
import { KEPT_TABLES, NOT_KEPT } from '../src/db/past.ts';
import * as schema from '../src/db/schema.ts';
import { NOT_IN_RECORD, tablesInRecord } from '../src/records/queries.ts';
import { type Import, importsOf } from './support/imports.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** Every file of `src/`, by its path in there. */
const sources = new Map(
  readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .toSorted()
    .map((file) => [file.replaceAll('\\', '/'), readFileSync(path.join(ROOT, 'src', file), 'utf8')]),
);

const TEXT_LIBRARIES = ['wink-nlp', 'wink-eng-lite-web-model', 'diff', 'normalize-url', 'tldts'];
const DATABASE_LIBRARIES = ['drizzle-orm', 'pg', 'pg-connection-string', 'uuid', 'graphile-worker'];
const FETCHING_LIBRARIES = ['undici', 'ipaddr.js', 'robots-parser'];
const MAIL_LIBRARIES = ['nodemailer'];
const WEB_LIBRARIES = ['multer', 'express', 'ejs', 'zod', 'helmet', 'pino'];

/** What `web/` may know of the core: refusals, who may do what, and the words its pages and requests are made of. */
const CORE_FOR_WEB = new Set(['core/refusal.ts', 'core/rights.ts', 'core/marks.ts']);
const CORE_TYPES_FOR_WEB = new Set(['core/text.ts']);

/** What a noun may import of another: its reads, its words, its forms, and the changes it offers. */
const OPEN_TO_NOUNS = new Set(['queries.ts', 'wording.ts', 'parse.ts', 'forms.ts', 'actions.ts']);

/** More of some nouns that is open to every other. */
const OPEN_FILES = new Set([
  'history/remember.ts',
  'jobs/kind.ts',
  'snapshots/came.ts',
  'reports/data.ts',
  'reports/shape.ts',
]);

/** The files a noun may have; whatever else it has needs a reason. */
const FILES_OF_A_NOUN = new Set([...OPEN_TO_NOUNS, 'routes.ts', 'api.ts', 'commands.ts', 'pages.ts', 'jobs.ts']);
const SIXTH_FILES: Record<string, string> = {
  'articles/article-page.ts': 'the heart of the desk, longer than all other pages of articles together',
  'articles/claim-list.ts': 'the list beside the text, on the same page',
  'articles/clearing-form.ts': 'what can be said there of many sentences in one go',
  'articles/coverage-bar.ts': 'the bar over both',
  'articles/desk.ts': 'what the three are made from, and which of it is looked at',
  'claims/moves.ts': 'what can be done to a claim, once for its page and its API',
  'articles/gate-box.ts': 'what stands in the way, over the text',
  'people/passwords.ts': 'how a password is kept and known again, which no other noun needs',
  'history/remember.ts': 'the one write of history, open to every noun',
  'snapshots/came.ts': 'what comes from outside, fetched or handed in, and how it is read',
  'sessions/provider.ts': 'the one who is asked elsewhere who somebody is',
  'identities/sealing.ts': 'how an identity is sealed and opened, with the keys of the settings',
  'jobs/kind.ts': 'what the jobs of every noun are made of',
  'jobs/runner.ts': 'does what is in line; only what starts the desk knows it',
  'provenance/drawing.ts': 'where every box and line of the picture goes, which knows neither tables nor pages',
  'revisions/compared.ts': 'what is shown of two texts held against each other, and how much of it on a page',
  'records/file.ts': 'the record of an article in a file, checked before anything is done with it',
  'reports/face.ts': 'what every face of the report is made of',
  'reports/faces.ts': 'all faces of the report, for the page, the API and the command line at once',
  'reports/paper.ts': 'the report as a document, whatever sets it',
  'reports/annotated.ts': 'the text with its notes, and with its changes, as documents',
  'reports/paper-page.ts': 'a document as a web page',
  'reports/data.ts': 'the report as JSON',
  'reports/package.ts': 'the evidence of an article in one file',
  'reports/linked.ts': 'the findings and claims as the web’s own vocabularies have them',
  'reports/sheets.ts': 'the report as a workbook',
  'reports/shape.ts': 'what that JSON is, published as its schema',
  'reports/tables.ts': 'the report as tables',
};

/** The library that one noun's job needs, and no other's. */
const LIBRARIES_OF_A_NOUN: Record<string, string[]> = {
  'citations/commands.ts': ['node:fs', 'node:path'],
  'earlier_findings/commands.ts': ['node:fs', 'node:path'],
  'identities/sealing.ts': ['node:crypto'],
  'jobs/runner.ts': ['node:crypto', 'graphile-worker', 'pg'],
  'provenance/drawing.ts': ['@dagrejs/dagre'],
  'history/queries.ts': ['node:crypto'],
  'people/passwords.ts': ['@node-rs/argon2'],
  'records/commands.ts': ['node:fs', 'node:path'],
  'records/file.ts': ['node:crypto'],
  'reports/commands.ts': ['node:fs', 'node:stream'],
  'revisions/actions.ts': ['node:crypto'],
  'reports/tables.ts': ['csv-stringify'],
  'snapshots/came.ts': ['node:crypto', 'node:fs'],
  'sessions/actions.ts': ['rate-limiter-flexible'],
  'sessions/provider.ts': ['openid-client'],
};

/** The library that one kind of file needs to be read. */
const LIBRARIES_OF_A_READER: Record<string, string[]> = {
  'readers/docx.ts': ['mammoth', 'linkedom'],
  'readers/table.ts': ['csv-parse', 'read-excel-file'],
  'readers/html.ts': ['@mozilla/readability'],
  'readers/html-tree.ts': ['linkedom'],
  'readers/markdown.ts': ['marked'],
  'readers/packed.ts': ['fflate'],
  'readers/pdf.ts': ['unpdf'],
};

/** The library that one kind of document is set with. */
const LIBRARIES_OF_A_PAPER: Record<string, string[]> = {
  'papers/docx.ts': ['docx'],
  'papers/docx-parts.ts': ['fflate'],
  'papers/pdf-fonts.ts': ['fontkit', 'node:fs', 'node:module'],
  'papers/pdf-lines.ts': ['linebreak'],
  'papers/pdf-sheet.ts': ['pdfkit'],
  'papers/package.ts': ['fflate', 'node:crypto'],
  'papers/workbook.ts': ['fflate'],
};

const ROOMS = new Set(['core', 'db', 'web', 'terminal', 'readers', 'papers', 'fetching', 'mail']);

/** The one file that writes each table. */
const WRITERS: Record<string, string> = {
  articles: 'articles/actions.ts',
  admissions: 'articles/actions.ts',
  revisions: 'revisions/actions.ts',
  passages: 'revisions/actions.ts',
  sentences: 'revisions/actions.ts',
  clearances: 'clearances/actions.ts',
  suggestions: 'suggestions/actions.ts',
  claims: 'claims/actions.ts',
  findings: 'findings/actions.ts',
  follows: 'claims/actions.ts',
  attributions: 'claims/actions.ts',
  speakers: 'speakers/actions.ts',
  identities: 'identities/actions.ts',
  identityReaders: 'identities/actions.ts',
  sources: 'sources/actions.ts',
  imports: 'imports/actions.ts',
  earlierFindings: 'earlier_findings/actions.ts',
  resemblances: 'resemblances/actions.ts',
  merges: 'merges/actions.ts',
  relays: 'relays/actions.ts',
  textPrints: 'relay_suggestions/actions.ts',
  relayDismissals: 'relay_suggestions/actions.ts',
  levels: 'levels/actions.ts',
  evidence: 'evidence/actions.ts',
  authorQueries: 'author_queries/actions.ts',
  comments: 'comments/actions.ts',
  notifications: 'notifications/actions.ts',
  plans: 'plans/actions.ts',
  corrections: 'corrections/actions.ts',
  houseRules: 'house_rules/actions.ts',
  gateOverrides: 'gates/actions.ts',
  people: 'people/actions.ts',
  keptBytes: 'snapshots/actions.ts',
  snapshots: 'snapshots/actions.ts',
  sourceLooks: 'snapshots/actions.ts',
  digests: 'digests/actions.ts',
  keptForms: 'kept_forms/actions.ts',
  jobs: 'jobs/actions.ts',
  jobFiles: 'jobs/actions.ts',
  passwords: 'people/actions.ts',
  invitations: 'people/actions.ts',
  sessions: 'sessions/actions.ts',
  // Counted by the library; what has run out is swept here.
  attempts: 'sessions/actions.ts',
  accessTokens: 'tokens/actions.ts',
  outsiders: 'admissions/actions.ts',
  visits: 'visits/actions.ts',
  history: 'history/remember.ts',
};
/** Tables that the database alone writes, as rows are written elsewhere. */
const WRITTEN_BY_ITSELF = ['changes', 'chains', 'seals', 'formerSeals'];
const OTHER_WRITERS: Record<string, string> = {
  'claims/actions.ts writes articles':
    "takes the next claim numbers from the article's row, which it holds; articles/actions.ts reaches claims/actions.ts already, so it cannot be the other way round",
};

const ENVIRONMENT_READERS: Record<string, string> = {
  'server.ts': 'hands it to config.ts',
  'cli.ts': 'hands it to config.ts',
  'db/embedded/account.ts': 'a program on Windows does not start without the environment of the one that starts it',
};

describe('imports can be read at all', () => {
  test.each<[source: string, expected: Import[]]>([
    [`import a from './a.ts';`, [{ from: './a.ts', typeOnly: false }]],
    [`import a, { b as c } from "./a.ts"`, [{ from: './a.ts', typeOnly: false }]],
    [`import * as a from 'node:fs';`, [{ from: 'node:fs', typeOnly: false }]],
    [`import {\n  a,\n  type B,\n} from '../a/b.ts';`, [{ from: '../a/b.ts', typeOnly: false }]],
    [`import type { A } from './a.ts';`, [{ from: './a.ts', typeOnly: true }]],
    [`import type {\n  A,\n} from './a.ts';`, [{ from: './a.ts', typeOnly: true }]],
    [`import './a.ts';`, [{ from: './a.ts', typeOnly: false }]],
    [`export { a } from './a.ts';`, [{ from: './a.ts', typeOnly: false }]],
    [`export * from './a.ts';`, [{ from: './a.ts', typeOnly: false }]],
    [`export type { A } from './a.ts';`, [{ from: './a.ts', typeOnly: true }]],
    [`const { a } = await import('./a.ts');`, [{ from: './a.ts', typeOnly: false }]],
    [`const a = require('a');`, [{ from: 'a', typeOnly: false }]],
    [`type A = typeof import('./a.ts');`, [{ from: './a.ts', typeOnly: true }]],
    [`export const from = 'here';`, []],
    [`export function a(from: string) {\n  return from + 'a';\n}`, []],
    [
      `import { a } from 'a';\nimport { b } from 'b';`,
      [
        { from: 'a', typeOnly: false },
        { from: 'b', typeOnly: false },
      ],
    ],
  ])('%j', (source, expected) => {
    expect(importsOf(source)).toEqual(expected);
  });

  test('in the files of this project too', () => {
    const read = [...sources.values()].map((source) => importsOf(source).length);
    const written = [...sources.values()].map((source) => [...source.matchAll(/ from '[^']+';$/gm)].length);
    expect(sources.size).toBeGreaterThan(50);
    expect(read.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(
      written.reduce((sum, count) => sum + count, 0),
    );
    expect(importsOf(sources.get('app.ts')!).map(({ from }) => from)).toEqual(
      expect.arrayContaining(['express', './claims/routes.ts', './db/client.ts']),
    );
  });
});

describe('who may import whom', () => {
  test.each<[file: string, from: string, allowed: boolean, typeOnly?: boolean]>([
    ['core/check.ts', './sourcing.ts', true],
    ['core/words.ts', 'wink-nlp', true],
    ['core/check.ts', 'node:fs', false],
    ['core/check.ts', 'zod', false],
    ['core/check.ts', '../db/schema.ts', false],
    ['core/check.ts', '../claims/queries.ts', false, true],
    ['db/schema.ts', '../core/check.ts', true],
    ['db/schema.ts', 'drizzle-orm/pg-core', true],
    ['db/client.ts', 'express', false],
    ['db/client.ts', '../claims/queries.ts', false],
    ['db/client.ts', '../web/parse.ts', false],
    ['web/problems.ts', '../core/refusal.ts', true],
    ['web/session.ts', '../core/rights.ts', true, true],
    ['web/guard.ts', '../core/rights.ts', true],
    ['web/render.ts', '../core/check.ts', false],
    ['web/render.ts', 'drizzle-orm', false],
    ['web/render.ts', '../claims/wording.ts', false],
    ['readers/text.ts', '../core/body.ts', true],
    ['readers/text.ts', '../db/client.ts', false],
    ['readers/pdf.ts', 'unpdf', true],
    ['readers/text.ts', 'unpdf', false],
    ['papers/markdown.ts', '../core/refusal.ts', true],
    ['papers/markdown.ts', '../reports/pages.ts', false],
    ['papers/markdown.ts', 'ejs', false],
    ['fetching/ask.ts', '../core/refusal.ts', true],
    ['fetching/ask.ts', 'undici', true],
    ['fetching/ask.ts', '../db/client.ts', false],
    ['articles/actions.ts', '../fetching/fetch-page.ts', true],
    ['articles/actions.ts', 'undici', false],
    ['terminal/command.ts', '../db/client.ts', true, true],
    ['terminal/command.ts', '../db/client.ts', false],
    ['terminal/command.ts', '../claims/queries.ts', false],
    ['claims/commands.ts', '../terminal/command.ts', true],
    ['claims/routes.ts', '../terminal/command.ts', false],
    ['claims/commands.ts', 'express', false],
    ['claims/routes.ts', './actions.ts', true],
    ['claims/routes.ts', '../web/parse.ts', true],
    ['claims/routes.ts', 'express', true],
    ['claims/actions.ts', 'express', false],
    ['claims/pages.ts', '../db/schema.ts', false],
    ['claims/pages.ts', 'drizzle-orm', false],
    ['claims/queries.ts', 'drizzle-orm', true],
    ['claims/queries.ts', '../web/render.ts', false],
    ['claims/pages.ts', 'ejs', false],
    ['claims/actions.ts', '../sources/queries.ts', true],
    ['claims/actions.ts', '../history/remember.ts', true],
    ['claims/pages.ts', '../sources/pages.ts', false],
    ['claims/pages.ts', '../sources/routes.ts', false],
    ['claims/routes.ts', '../app.ts', false],
    ['claims/routes.ts', '../../fixtures/desk.ts', false],
    ['server.ts', './app.ts', true],
    ['demo.ts', '../fixtures/desk.ts', true],
  ])('%s importing %s: %s', (file, from, allowed, typeOnly = false) => {
    expect(objection(file, { from, typeOnly }) === null).toBe(allowed);
  });

  test.each([...sources.keys()])('%s keeps to its room', (file) => {
    const objections = importsOf(sources.get(file)!).flatMap((each) => objection(file, each) ?? []);
    expect(objections).toEqual([]);
  });
});

describe('what only some files do', () => {
  test('the core waits for nothing, and knows no clock and no chance', () => {
    const forbidden =
      /\basync\b|\bawait\b|\bPromise\b|\bnew Date\(\)|\bDate\.now\b|\bMath\.random\b|\bperformance\.|\bcrypto\.|\bprocess\.|\bconsole\.|\bsetTimeout\b|\bfetch\(/;
    const found = [...sources]
      .filter(([file]) => file.startsWith('core/'))
      .map(([file, source]) => [file, code(source)]);
    expect(found.filter(([, source]) => forbidden.test(source!)).map(([file]) => file)).toEqual([]);
    expect(forbidden.test('const now = new Date();')).toBe(true);
  });

  test('only what starts the desk reads the environment', () => {
    const readers = [...sources].filter(([, source]) => /\bprocess\.env\b/.test(code(source))).map(([file]) => file);
    expect(readers).toContain('server.ts');
    expect(readers.filter((file) => !(file in ENVIRONMENT_READERS))).toEqual([]);
  });

  test('each table is written by one file', () => {
    const schema = [...sources].filter(([file]) => file.startsWith('db/schema')).map(([, source]) => source);
    const tables = schema.flatMap((source) =>
      [...source.matchAll(/^export const (\w+) = pgTable\(/gm)].map(([, name]) => name!),
    );
    expect(tables.toSorted()).toEqual([...Object.keys(WRITERS), ...WRITTEN_BY_ITSELF].toSorted());

    const writes = [...sources].flatMap(([file, source]) => tablesWritten(source).map((table) => ({ file, table })));
    const strangers = writes
      .filter(({ file, table }) => tables.includes(table) && WRITERS[table] !== file)
      .map(({ file, table }) => `${file} writes ${table}`);
    expect([...new Set(strangers)].toSorted()).toEqual(Object.keys(OTHER_WRITERS).toSorted());
    for (const [table, file] of Object.entries(WRITERS)) expect(writes).toContainEqual({ file, table });
  });

  test('every table is kept as it was, or says why it is not', () => {
    const tables = Object.values(schema).flatMap((each) => (is(each, PgTable) ? [getTableName(each)] : []));
    expect([...KEPT_TABLES, ...Object.keys(NOT_KEPT)].toSorted()).toEqual(tables.toSorted());
  });

  test('every table goes along with the record of an article, or says why it does not', () => {
    const tables = Object.values(schema).flatMap((each) => (is(each, PgTable) ? [getTableName(each)] : []));
    expect([...tablesInRecord(), ...Object.keys(NOT_IN_RECORD)].toSorted()).toEqual(tables.toSorted());
  });

  test('a table that is written is seen, through the query builder and in plain SQL', () => {
    expect(tablesWritten('await tx.insert(claims).values(rows)')).toEqual(['claims']);
    expect(tablesWritten('await tx\n      .update(claims)\n .set({})')).toEqual(['claims']);
    expect(tablesWritten('tx.delete(claims).where(x)')).toEqual(['claims']);
    expect(tablesWritten('sql`update ${claims} as c set`')).toEqual(['claims']);
    expect(tablesWritten('sql`INSERT INTO ${claims} values`')).toEqual(['claims']);
    expect(tablesWritten('tx.select().from(claims)')).toEqual([]);
  });

  test('a file is named for what it is about', () => {
    const names = [...sources.keys()].map((file) => path.basename(file, '.ts'));
    expect(names.filter((name) => /^(index|types|constants|utils?|helpers?|common|misc)$/.test(name))).toEqual([]);
    expect(names.filter((name) => /service|manager|helper|util|handler|controller|repository/.test(name))).toEqual([]);
  });

  test('a noun has the files every noun has, or a reason', () => {
    const others = [...sources.keys()].filter(
      (file) => isNoun(roomOf(file)) && !FILES_OF_A_NOUN.has(path.basename(file)),
    );
    expect(others.toSorted()).toEqual(Object.keys(SIXTH_FILES).toSorted());
  });
});

/** Why a file may not have an import, or null. */
function objection(file: string, { from, typeOnly }: Import): string | null {
  const room = roomOf(file);
  if (room === '') return null;
  const target = from.startsWith('.') ? path.posix.join(path.posix.dirname(file), from) : null;
  const allowed = target === null ? mayUse(room, file, from) : mayReach(room, file, target, typeOnly);
  return allowed ? null : `${file} may not import ${target ?? from}`;
}

function mayUse(room: string, file: string, library: string): boolean {
  const isOneOf = (libraries: readonly string[]) =>
    libraries.some((each) => library === each || library.startsWith(`${each}/`));
  const isNodes = library.startsWith('node:');
  if (room === 'core') return isOneOf(TEXT_LIBRARIES);
  if (room === 'db') return isNodes || isOneOf(DATABASE_LIBRARIES);
  if (room === 'web') return isNodes || isOneOf(WEB_LIBRARIES);
  if (room === 'terminal') return isNodes;
  if (room === 'mail') return isOneOf(MAIL_LIBRARIES);
  if (room === 'fetching') return isNodes || isOneOf(FETCHING_LIBRARIES);
  if (room === 'readers') return isNodes || isOneOf(LIBRARIES_OF_A_READER[file] ?? []);
  if (room === 'papers') return isOneOf(LIBRARIES_OF_A_PAPER[file] ?? []);
  const name = path.basename(file);
  if (library === 'zod') return true;
  if (isOneOf(['express'])) return name === 'routes.ts' || name === 'api.ts';
  if (isOneOf(['drizzle-orm'])) return touchesTables(name);
  return isOneOf(LIBRARIES_OF_A_NOUN[file] ?? []);
}

function mayReach(room: string, file: string, target: string, typeOnly: boolean): boolean {
  const there = roomOf(target);
  if (there === room) return true;
  if (room === 'core') return false;
  if (room === 'db' || room === 'readers' || room === 'papers' || room === 'fetching' || room === 'mail')
    return there === 'core';
  if (room === 'terminal')
    return there === 'core' || (typeOnly && (there === 'db' || there === 'web' || there === 'fetching'));
  if (room === 'web') return CORE_FOR_WEB.has(target) || (typeOnly && CORE_TYPES_FOR_WEB.has(target));
  const name = path.basename(file);
  if (target === 'db/schema.ts') return touchesTables(name);
  // How a page is shown and how a table is read have nothing to say to each other.
  if (there === 'web') return !touchesTables(name);
  if (there === 'terminal') return name === 'commands.ts';
  if (['core', 'db', 'readers', 'papers', 'fetching', 'mail'].includes(there)) return true;
  if (!isNoun(there)) return false;
  return OPEN_FILES.has(target) || OPEN_TO_NOUNS.has(path.basename(target));
}

/** The folder in `src/` that a file is in; empty for those that start the desk, `..` for what is outside. */
function roomOf(file: string): string {
  return file.includes('/') ? file.slice(0, file.indexOf('/')) : '';
}

function isNoun(room: string): boolean {
  return room !== '' && room !== '..' && !ROOMS.has(room);
}

function touchesTables(name: string): boolean {
  return name === 'actions.ts' || name === 'queries.ts' || name === 'remember.ts';
}

function tablesWritten(source: string): string[] {
  const built = source.matchAll(/\.(?:insert|update|delete)\(\s*(\w+)\s*\)/g);
  const spelt = source.matchAll(/\b(?:insert\s+into|update|delete\s+from|truncate)\s+\$\{(\w+)\}/gi);
  return [...built, ...spelt].map(([, table]) => table!);
}

/** A source without its comments, near enough for looking for a word in it. */
function code(source: string): string {
  return source.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$|\s\/\/ .*$/gm, '');
}
