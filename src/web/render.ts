import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ejs from 'ejs';
import type { Request, Response } from 'express';
import { may, onlyReading, type Operation } from '../core/rights.ts';

const VIEWS = fileURLToPath(new URL('../../views/', import.meta.url));

/** A template together with what it is told; only the noun's `pages.ts` makes one. */
export interface View<Page extends object> {
  readonly name: string;
  readonly told?: Page;
}

/** What every template may use besides its page. */
export interface Ui {
  nonce: string;
  /** The path and query of the page being shown. */
  path: string;
  person: { name: string; role: string };
  /** Notifications that the person has not read. */
  unread: number;
  /** Whether the person may do something at all: nobody is offered what would be refused. */
  may: (operation: Operation) => boolean;
  /** The newsroom whose desk this is. */
  desk: string;
  /** The moment (ISO 8601) as of which the page is shown, with nothing to be done on it; null for now. */
  past: string | null;
  /** The address of a stylesheet or script, which changes when its content does. */
  asset: (name: string) => string;
  /** A moment (ISO 8601) or a day as a person reads it. */
  date: (iso: string) => { text: string; iso: string };
}

type Include = (name: string, told: { page: object }) => string;
type Template = (told: { page: object; ui: Ui; include: Include }) => string;

/** Stands for the template `views/<name>.ejs`; a missing one stops the program here, at start. */
export function view<Page extends object>(name: string): View<Page> {
  template(name);
  return { name };
}

const compiled = new Map<string, Template>();

function template(name: string): Template {
  const known = compiled.get(name);
  if (known) return known;
  const filename = path.join(VIEWS, `${name}.ejs`);
  const made = ejs.compile(readFileSync(filename, 'utf8'), {
    filename,
    strict: true,
    localsName: 'told',
    // Our own `include` stands in the way of EJS's: partials get what they are told and inherit nothing.
    destructuredLocals: ['page', 'ui', 'include'],
    escape: printed,
  }) as Template;
  compiled.set(name, made);
  return made;
}

/** Prints a value as text. A page that prints nothing where a status should be is worse than a page that fails. */
function printed(value?: unknown): string {
  if (value === undefined || value === null) throw new Error(`A template printed ${String(value)}.`);
  return ejs.escapeXML(value);
}

/** The template's words for a page; a field that the page does not have throws, naming file and line. */
export function render<Page extends object>(from: View<Page>, page: Page, ui: Ui): string {
  const include: Include = (name, told) => {
    const file = name.replace(/^\//, '');
    // With an ending it is one of our own assets, laid into a file that has to stand alone.
    if (path.extname(file)) return readFileSync(path.join(VIEWS, file), 'utf8');
    return template(file)({ page: strict(told.page), ui, include });
  };
  return template(from.name)({ page: strict(page), ui, include });
}

/** The same plain data, except that asking for a field that is not there is an error at every depth. */
function strict<T extends object>(data: T): T {
  return new Proxy(data, {
    get(target, key, receiver) {
      const value: unknown = Reflect.get(target, key, receiver);
      if (value === undefined && typeof key === 'string' && !Array.isArray(target)) {
        throw new Error(`The page has no “${key}”; it has ${Object.keys(target).join(', ') || 'nothing'}.`);
      }
      return typeof value === 'object' && value !== null ? strict(value) : value;
    },
  });
}

/** A page in a frame: what stands around it, and its body, which is rendered already. */
interface Frame {
  title: string;
  section: string;
  body: string;
  /** Without scripts the page is asked for again after so many seconds. */
  refresh: number | null;
}

const layout = view<Frame>('layout');
const standalone = view<Frame>('standalone');

/** What a page says of itself to the frame around it. */
export interface Framed {
  title: string;
  refresh?: number | null;
}

export interface Newsroom {
  name: string;
  timeZone: string;
}

/** Answers with a page in the desk's layout; `res.locals` carries the nonce, `app.locals` the newsroom. */
export function show<Page extends Framed>(req: Request, res: Response, from: View<Page>, page: Page): void {
  const newsroom = res.app.locals['newsroom'] as Newsroom;
  const stood = (res.locals['stood'] ?? null) as Date | null;
  const person = stood === null ? req.person : onlyReading(req.person);
  const ui: Ui = {
    nonce: String(res.locals['nonce']),
    path: req.originalUrl,
    desk: newsroom.name,
    person: { name: req.person.name, role: req.person.role },
    unread: Number(res.locals['unread'] ?? 0),
    may: (operation) => may(person, operation),
    past: stood && stood.toISOString(),
    asset: (name) => `/assets/${assetVersion()}/${name}`,
    date: (iso) => readableDate(iso, newsroom.timeZone),
  };
  const section = from.name.split('/')[0] ?? '';
  const body = render(from, page, ui);
  const shown = stood === null ? body : leadingTo(stood, body, res.app.locals['keptPages'] as RegExp);
  res.type('html').send(render(layout, framed(page, section, shown), ui));
}

/** Links of a past page lead to the same past, where there is one of what they lead to: `kept` knows its addresses. */
function leadingTo(stood: Date, body: string, kept: RegExp): string {
  return body.replace(/(<a\b[^>]*?\shref=")([^"?#]*)(\?[^"#]*)?(#[^"]*)?(?=")/g, (link, before, path, query, place) => {
    const asked = String(query ?? '');
    if (!kept.test(String(path)) || /[?;&](as-of|entry)=/.test(asked)) return link;
    const then = `as-of=${encodeURIComponent(stood.toISOString())}`;
    return `${before}${path}${asked === '' ? '?' : `${asked}&amp;`}${then}${place ?? ''}`;
  });
}

/** The page as a file that stands alone: styles and marks inside, nothing to fetch. */
export function fileOf<Page extends Framed>(from: View<Page>, page: Page, newsroom: Newsroom): string {
  const ui: Ui = {
    nonce: '',
    path: '',
    desk: newsroom.name,
    person: { name: '', role: '' },
    unread: 0,
    may: () => false,
    past: null,
    asset: () => '',
    date: (iso) => readableDate(iso, newsroom.timeZone),
  };
  return render(standalone, framed(page, '', render(from, page, ui)), ui);
}

function framed({ title, refresh = null }: Framed, section: string, body: string): Frame {
  return { title, section, body, refresh };
}

/** A day stays the day it is; a moment is shown as the newsroom's clock has it. */
export function readableDate(iso: string, timeZone: string): { text: string; iso: string } {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(iso);
  const moment = new Date(iso);
  const text = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    ...(isDay ? { timeZone: 'UTC' } : { timeZone, hour: '2-digit', minute: '2-digit' }),
  }).format(moment);
  return { text, iso };
}

/** The day that a moment falls on at the newsroom, written like 2013-06-14. */
export function dayAt(moment: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    moment,
  );
}

export const ASSETS = path.join(VIEWS, 'assets');
let version: string | null = null;

/** One version for all assets, from their content: scripts import each other by relative address. */
export function assetVersion(): string {
  if (version) return version;
  const hash = createHash('sha256');
  for (const name of readdirSync(ASSETS, { recursive: true }).map(String).toSorted()) {
    const file = path.join(ASSETS, name);
    if (statSync(file).isFile()) hash.update(name).update(readFileSync(file));
  }
  version = hash.digest('hex').slice(0, 12);
  return version;
}
