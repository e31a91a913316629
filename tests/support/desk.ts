import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { asc } from 'drizzle-orm';
import { pino } from 'pino';
import { makeApp, type Desk } from '../../src/app.ts';
import { jobKinds } from '../../src/background.ts';
import type { Article } from '../../src/articles/queries.ts';
import type { ClaimFile } from '../../src/claims/queries.ts';
import type { HistoryEvent } from '../../src/core/history.ts';
import type { Person, PersonRole } from '../../src/core/rights.ts';
import type { Sourcing } from '../../src/core/sourcing.ts';
import type { Db } from '../../src/db/client.ts';
import { history } from '../../src/db/schema.ts';
import { loadDemo } from '../../src/demo.ts';
import type { JobKind } from '../../src/jobs/kind.ts';
import { doWaitingJobs } from '../../src/jobs/runner.ts';
import type { Lookup } from '../../src/fetching/ask.ts';
import type { FetchSettings } from '../../src/fetching/fetch-page.ts';
import { RobotsMemory } from '../../src/fetching/robots.ts';
import { addPerson } from '../../src/people/actions.ts';
import { startSession } from '../../src/sessions/actions.ts';
import { openTestDatabase, type TestDatabase } from './database.ts';
import { Page } from './page.ts';

/** What JSON makes of a value: moments become text. */
export type Sent<T> = T extends Date
  ? string
  : T extends readonly (infer Each)[]
    ? Sent<Each>[]
    : T extends object
      ? { [Name in keyof T]: Sent<T[Name]> }
      : T;

export type ArticleSent = Sent<Article>;
export type ClaimSent = Sent<ClaimFile & { sourcing: Sourcing }>;

/** RFC 9457, as the API answers a request that it does not follow. */
export interface Problem {
  status: number;
  title: string;
  detail: string;
  reason?: string;
  fields?: Record<string, string[]>;
}

/** The running website as one person sits before it, who has signed in where they have a cookie. */
export class Seat {
  readonly url: string;
  readonly person: Person;
  readonly cookie: string | null;

  constructor(url: string, person: Person, cookie: string | null) {
    this.url = url;
    this.person = person;
    this.cookie = cookie;
  }

  /** The answer as it comes; a redirection is an answer. */
  ask(path: string, asked: RequestInit = {}): Promise<Response> {
    const headers = new Headers(asked.headers);
    if (this.cookie !== null) headers.set('cookie', this.cookie);
    return fetch(this.url + path, { redirect: 'manual', ...asked, headers });
  }

  /** Goes to an address as a browser does, following where it is sent on to. */
  async open(path: string): Promise<Page> {
    return Page.from(this, path, await this.ask(path));
  }

  /** Sends fields that no page need have offered, as a form would. */
  async post(path: string, fields: Record<string, string> | [string, string][]): Promise<Page> {
    return Page.from(this, path, await this.ask(path, { method: 'POST', body: new URLSearchParams(fields) }));
  }

  /** What the JSON API has at an address below `/api/v1`. */
  async get<T>(path: string): Promise<T> {
    return answered<T>(await this.ask(`/api/v1${path}`));
  }

  /** What the JSON API makes of a change. */
  async tell<T>(path: string, body: object = {}): Promise<T> {
    return answered<T>(await this.askJson(path, JSON.stringify(body)));
  }

  /** How the JSON API refuses; that it does not is an error. */
  async refused(path: string, body?: unknown): Promise<Problem> {
    const answer =
      body === undefined ? await this.ask(`/api/v1${path}`) : await this.askJson(path, JSON.stringify(body));
    const words = await answer.text();
    const kind = answer.headers.get('content-type') ?? '';
    if (answer.status < 400 || answer.status > 499 || !kind.startsWith('application/problem+json')) {
      throw new Error(`Not a refusal: ${answer.status} ${kind} ${words.slice(0, 500)}`);
    }
    return JSON.parse(words) as Problem;
  }

  /** Posts a body to the JSON API as it is. */
  askJson(path: string, body: string): Promise<Response> {
    return this.ask(`/api/v1${path}`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
  }

  /** Brings in an article through the API. */
  bringIn(body: string, about: object = {}): Promise<ArticleSent> {
    return this.tell('/articles', { title: 'An article', body, ...about });
  }

  /** Marks words of an article through the API. */
  mark(article: { id: string }, quotation: string, about: object = {}): Promise<ClaimSent> {
    return this.tell(`/articles/${article.id}/claims`, { quotation, ...about });
  }

  /** Moves a claim, through the API, as somebody who has just read it. */
  async move(claim: { id: string }, address: string, about: object = {}): Promise<ClaimSent> {
    const { version } = await this.get<ClaimSent>(`/claims/${claim.id}`);
    return this.tell(`/claims/${claim.id}/${address}`, { version, ...about });
  }
}

async function answered<T>(answer: Response): Promise<T> {
  const words = await answer.text();
  if (!answer.ok) throw new Error(`${answer.status} ${words.slice(0, 1_000)}`);
  return (words === '' ? null : JSON.parse(words)) as T;
}

/** A desk with a database of its own; `await using desk = await openDesk()` ends with its block. */
export class TestDesk extends Seat implements AsyncDisposable {
  readonly database: TestDatabase;
  readonly #server: Server;
  readonly #kinds: readonly JobKind[];
  readonly fetching: FetchSettings;

  constructor(database: TestDatabase, server: Server, seat: Seat, kinds: readonly JobKind[], fetching: FetchSettings) {
    super(seat.url, seat.person, seat.cookie);
    this.database = database;
    this.#server = server;
    this.#kinds = kinds;
    this.fetching = fetching;
  }

  /** The same desk with somebody else before it. */
  async seat(role: PersonRole, name: string): Promise<Seat> {
    return seatOf(this.database, this.url, await addPerson(this.database.db, name, role));
  }

  /** Does the jobs that are in line, and is back when each has ended. */
  async work(): Promise<void> {
    const { db, pool } = this.database;
    await doWaitingJobs({ db, pool, kinds: this.#kinds, log: { info: () => {}, warn: () => {} } });
  }

  /** What a page that waits for a job leads to once the job has ended. */
  async outcome(waiting: Page): Promise<Page> {
    await this.work();
    return this.open(waiting.path);
  }

  /** Everything that has happened, oldest first. */
  async history(): Promise<(typeof history.$inferSelect)[]> {
    return this.database.db.select().from(history).orderBy(asc(history.entry));
  }

  /** What has happened since there were so many entries. */
  async happened(since = 0): Promise<HistoryEvent[]> {
    return (await this.history()).slice(since).map(({ event }) => event);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await this.database[Symbol.asyncDispose]();
  }
}

export interface DeskAsked {
  demo?: boolean;
  /** What the first person at it may do; an editor where it is not said. */
  role?: PersonRole;
  /** What it can do in the background; by default all that the real one can. */
  kinds?: readonly JobKind[];
  /** Where it may fetch from, and what names stand for. */
  fetching?: Partial<FetchSettings>;
  /** What else is not as in `SETTINGS`. */
  settings?: Partial<Desk>;
}

/** How a desk is set up where a test says nothing else. */
export const SETTINGS: Omit<Desk, 'db'> = {
  newsroom: { name: 'The Test Desk', timeZone: 'UTC' },
  address: null,
  proxies: 0,
  provider: null,
  post: null,
  fetching: { allowHosts: [], agent: 'Linecheck' },
  mostSnapshotBytes: 20_000_000,
  identityKeys: [randomBytes(32)],
  log: pino({ level: 'error' }, pino.destination(2)),
};

/** The app as `server.ts` starts it, on a port of its own; empty, or with the demo article on it. */
export async function openDesk({
  demo = false,
  role = 'editor',
  kinds,
  fetching = {},
  settings: others = {},
}: DeskAsked = {}): Promise<TestDesk> {
  const database = await openTestDatabase();
  const person = await addPerson(database.db, 'Local editor', role);
  if (demo) await loadDemo(database.db);
  const settings = { allowHosts: [], agent: 'Linecheck/0.1', lookup: nowhere, robots: new RobotsMemory(), ...fetching };
  const { server, url } = await serve({ ...SETTINGS, ...others, db: database.db, fetching: settings });
  return new TestDesk(
    database,
    server,
    await seatOf(database, url, person),
    kinds ?? jobKinds(settings, SETTINGS.newsroom),
    settings,
  );
}

/** A test asks nobody outside. */
const nowhere: Lookup = () => Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }));

/** Somebody before the desk who has signed in. */
async function seatOf({ db }: TestDatabase, url: string, person: Person): Promise<Seat> {
  return new Seat(url, person, await cookieOf(db, person));
}

/** What the browser of somebody who has signed in sends along. */
export async function cookieOf(db: Db, person: Person): Promise<string> {
  return `linecheck=${await startSession(db, person, { agent: 'A test', address: '127.0.0.1' })}`;
}

/** The website alone, on a port of its own. */
export async function serve(desk: Desk): Promise<{ server: Server; url: string }> {
  const server = createServer(makeApp(desk));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
