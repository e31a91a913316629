import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import { extractText, getDocumentProxy } from 'unpdf';
import { mountedRouters, routesOf } from '../../src/app.ts';
import { DESK_COMMANDS } from '../../src/at-desk.ts';
import type { Person } from '../../src/core/rights.ts';
import { backUp } from '../../src/db/backup.ts';
import { sendDigests } from '../../src/digests/actions.ts';
import type { Post } from '../../src/mail/post.ts';
import { UNWATCHED } from '../../src/reports/face.ts';
import { FACES } from '../../src/reports/faces.ts';
import { withAdmin } from './admin.ts';
import { SETTINGS, type Seat, type TestDesk } from './desk.ts';

/** What comes out of a desk, by where: for a test that looks for what must not. */
export type Outputs = Map<string, string>;

/** Lists that words are looked for in. */
const SEARCHED = /\/(search|articles|sources|speakers)$/;

/** What every address answers to everybody, as it is and where it is searched; ids stand in for the names of its parts. */
export async function pagesOut(
  ids: Record<string, string>,
  seats: Record<string, Seat>,
  sought: string,
): Promise<Outputs> {
  const out: Outputs = new Map();
  for (const { method, path: route } of routes()) {
    if (method !== 'GET') continue;
    const place = addressed(route, ids);
    const asked = SEARCHED.test(route) ? ['', `?q=${encodeURIComponent(sought)}`] : [''];
    await Promise.all(
      Object.entries(seats).flatMap(([who, seat]) =>
        asked.map(async (query) => {
          const answer = await seat.ask(place + query);
          out.set(
            `${who} ${place}${query} ${answer.status}`,
            await unpacked(new Uint8Array(await answer.arrayBuffer())),
          );
        }),
      ),
    );
  }
  return out;
}

/** What is answered to somebody who sends nothing to every address that changes something, but for those given. */
export async function refusalsOut(ids: Record<string, string>, seat: Seat, except: RegExp): Promise<Outputs> {
  const out: Outputs = new Map();
  for (const { method, path: route } of routes()) {
    if (method !== 'POST' || except.test(route)) continue;
    const place = addressed(route, ids);
    const sent = route.startsWith('/api/') ? await seat.askJson(place.slice('/api/v1'.length), '{}') : null;
    const answer = sent ?? (await seat.ask(place, { method: 'POST', body: new URLSearchParams() }));
    out.set(`nothing to ${place} ${answer.status}`, await answer.text());
  }
  return out;
}

const routes = () => routesOf(mountedRouters({ ...SETTINGS, db: null as never }));

const addressed = (route: string, ids: Record<string, string>): string =>
  route.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? 'none');

/** Every face of an article's report, with what is confidential and without it. */
export async function facesOut(desk: TestDesk, articleId: string): Promise<Outputs> {
  const out: Outputs = new Map();
  const asked = { person: desk.person, articleId, asOf: { 'as-of': null, entry: null }, newsroom: SETTINGS.newsroom };
  for (const face of FACES) {
    for (const confidential of [false, true]) {
      const chunks: Buffer[] = [];
      try {
        for await (const chunk of face.write(desk.database.db, { ...asked, confidential, ...UNWATCHED })) {
          chunks.push(Buffer.from(chunk));
        }
      } catch (error) {
        chunks.push(Buffer.from(String(error)));
      }
      out.set(`face ${face.format}${confidential ? ', confidential' : ''}`, await unpacked(Buffer.concat(chunks)));
    }
  }
  return out;
}

/** What every command prints, or complains of, when it is given what it takes and nothing more. */
export async function commandsOut(desk: TestDesk, person: Person, given: Record<string, string>): Promise<Outputs> {
  const out: Outputs = new Map();
  for (const { name, takes, run } of DESK_COMMANDS) {
    const args = (/^[A-Z| -]*/.exec(takes)?.[0] ?? '').trim().split(' ').filter(Boolean);
    const lines: string[] = [];
    const terminal = {
      db: desk.database.db,
      person,
      newsroom: SETTINGS.newsroom,
      fetching: desk.fetching,
      say: (line: string) => void lines.push(line),
      put: async (bytes: string | Uint8Array) => void lines.push(await unpacked(Buffer.from(bytes))),
    };
    try {
      await run(
        args.filter((arg) => !arg.startsWith('-')).map((arg) => given[arg] ?? 'none'),
        terminal,
      );
    } catch (error) {
      lines.push(String(error));
    }
    out.set(`command ${name}`, lines.join('\n'));
  }
  return out;
}

/** The mail that is written to those who have something unread, before it is wrapped for its way. */
export async function mailOut({ database: { db } }: TestDesk): Promise<Outputs> {
  const out: Outputs = new Map();
  const post: Post = {
    send(mail) {
      out.set(`mail to ${mail.to.address}`, JSON.stringify(mail));
      return Promise.resolve(true);
    },
  };
  const newsroom = { ...SETTINGS.newsroom, address: 'https://desk.example' };
  await sendDigests(db, post, newsroom, new Date('2031-05-04T12:00:00Z'));
  return out;
}

/** What lies in the database, table by table, and in a backup of it. */
export async function databaseOut({ database: { connection } }: TestDesk): Promise<Outputs> {
  const out: Outputs = new Map();
  await withAdmin(connection, async (run) => {
    const tables = (await run(
      `select quote_ident(schemaname) || '.' || quote_ident(tablename) from pg_tables
       where schemaname in ('public', 'past', 'graphile_worker') or schemaname like 'graphile%'`,
    )) as string[];
    for (const table of tables) out.set(table, (await run(`select t::text from ${table} as t`)).join('\n'));
  });
  const folder = mkdtempSync(path.join(tmpdir(), 'linecheck-outputs-'));
  try {
    const file = path.join(folder, 'desk.backup');
    await backUp(connection, file);
    out.set('the backup', gunzipSync(readFileSync(file)).toString('utf8'));
  } finally {
    rmSync(folder, { recursive: true });
  }
  return out;
}

/** The words in a file: of what is packed or set, those within it too. */
async function unpacked(bytes: Uint8Array): Promise<string> {
  const plain = Buffer.from(bytes).toString('utf8');
  if (plain.startsWith('%PDF-')) {
    const { text } = await extractText(await getDocumentProxy(Uint8Array.from(bytes)), { mergePages: true });
    return `${plain}\n${text}`;
  }
  if (!plain.startsWith('PK\u0003\u0004')) return plain;
  const parts = Object.entries(unzipSync(bytes)).map(async ([name, part]) => `${name}\n${await unpacked(part)}`);
  return (await Promise.all(parts)).join('\n');
}
