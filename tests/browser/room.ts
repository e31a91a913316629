import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import scanner from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject } from 'vitest';
import { makeApp } from '../../src/app.ts';
import { jobKinds } from '../../src/background.ts';
import { loadDemo } from '../../src/demo.ts';
import type { Person, PersonRole } from '../../src/core/rights.ts';
import { startJobs } from '../../src/jobs/runner.ts';
import { addPerson } from '../../src/people/actions.ts';
import { openTestDatabase } from '../support/database.ts';
import { cookieOf, SETTINGS } from '../support/desk.ts';

/** What a browser does by itself has no place in a test, and the desk it talks to is our own. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The narrowest window in which nothing may scroll sideways. */
const NARROW = 360;

export interface Room {
  /** Where the desk with the demo article is. */
  url: string;
  /** The address of the demo article. */
  article: string;
  /** A person at a browser of their own: does the journey, then fails for whatever went wrong unseen meanwhile. */
  sit: (journey: (page: Page) => Promise<void>, how?: BrowserContextOptions) => Promise<void>;
  /** Somebody signed in at the desk who looks at pages elsewhere: what those ask for and say is no fault of the desk. */
  wander: (journey: (page: Page) => Promise<void>) => Promise<void>;
  /** Has somebody else of the desk sit down at a browser. */
  signIn: (page: Page, role: PersonRole, name: string) => Promise<Person>;
  /** What the JSON API answers to a change that the editor makes. */
  tell: <T>(path: string, body: object) => Promise<T>;
}

/** Journeys in a real Chromium, at one desk with the demo article on it; left out where no Chromium was found. */
export function inBrowser(title: string, journeys: (room: Room) => void): void {
  const executablePath = inject('chromium');
  describe.skipIf(executablePath === null)(title, () => {
    const room = {} as Room;
    const closing: (() => unknown)[] = [];
    beforeAll(async () => {
      const database = await openTestDatabase();
      closing.push(() => database[Symbol.asyncDispose]());
      const { db, pool } = database;
      const cookie = await cookieOf(db, await addPerson(db, 'Local editor', 'editor'));
      room.article = `/articles/${(await loadDemo(db))!.articleId}`;
      const fetching = { allowHosts: [], agent: 'Linecheck' };
      const server = createServer(makeApp({ ...SETTINGS, db, fetching }));
      await once(server.listen(0, '127.0.0.1'), 'listening');
      const jobs = await startJobs({
        db,
        pool,
        kinds: jobKinds(fetching, SETTINGS.newsroom),
        log: { info: () => {}, warn: console.warn },
      });
      closing.push(() => jobs.stop());
      closing.push(async () => {
        const closed = once(server, 'close');
        server.close().closeAllConnections();
        await closed;
      });
      room.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const browser = await chromium.launch({ executablePath: executablePath!, args: ARGUMENTS });
      closing.push(() => browser.close());
      room.sit = (journey, how) => sit(browser, room.url, journey, how ?? {}, cookie);
      room.wander = async (journey) => {
        await using context = await browser.newContext();
        await context.addCookies([cookieAt(room.url, cookie)]);
        context.setDefaultTimeout(20_000);
        await journey(await context.newPage());
      };
      room.signIn = async (page, role, name) => {
        const person = await addPerson(db, name, role);
        await page.context().addCookies([cookieAt(room.url, await cookieOf(db, person))]);
        return person;
      };
      room.tell = (path, body) => tell(`${room.url}/api/v1${path}`, body, cookie);
    });
    afterAll(async () => {
      for (const close of closing.toReversed()) await close();
    });
    journeys(room);
  });
}

async function sit(
  browser: Browser,
  baseURL: string,
  journey: (page: Page) => Promise<void>,
  how: BrowserContextOptions,
  cookie: string,
): Promise<void> {
  await using context = await browser.newContext({ baseURL, viewport: { width: 1280, height: 900 }, ...how });
  await context.addCookies([cookieAt(baseURL, cookie)]);
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const faults: string[] = [];
  // A policy that stops something says so on the console; so does an answer of 4xx, which a journey may well want.
  page.on('console', (message) => {
    const wanted = message.text().startsWith('Failed to load resource');
    if (!wanted && ['error', 'warning'].includes(message.type())) faults.push(`${page.url()} says ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`${page.url()} fails: ${error.message}`));
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== baseURL) faults.push(`${page.url()} asks ${request.url()}`);
  });
  page.on('response', (response) => {
    const isPage = response.request().isNavigationRequest();
    if (response.status() >= (isPage ? 500 : 400)) faults.push(`${response.url()} answers ${response.status()}`);
  });
  await journey(page);
  expect(faults).toEqual([]);
}

function cookieAt(url: string, cookie: string) {
  const [name, value] = cookie.split('=');
  return { name: name!, value: value!, url, httpOnly: true, sameSite: 'Lax' as const };
}

async function tell<T>(address: string, body: object, cookie: string): Promise<T> {
  const headers = { 'content-type': 'application/json', cookie };
  const answer = await fetch(address, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** What an accessibility scan finds against the page as it is, or a part of it, in light and in dark. */
export async function scan(page: Page, part?: string): Promise<string[]> {
  // It is put into the page, where it may be from an earlier look.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(scanner.source);
  const found = await findings(page, 'light', part, null);
  // In the dark nothing but the colours is another.
  const inTheDark = await findings(page, 'dark', part, ['color-contrast']);
  await page.emulateMedia({ colorScheme: 'light' });
  return [...found, ...inTheDark];
}

async function findings(
  page: Page,
  colorScheme: 'light' | 'dark',
  part: string | undefined,
  rules: string[] | null,
): Promise<string[]> {
  await page.emulateMedia({ colorScheme });
  return page.evaluate(
    async ({ colorScheme, part, rules }) => {
      const { axe } = globalThis as unknown as { axe: typeof scanner };
      const { violations } = await axe.run(part ?? document, {
        resultTypes: ['violations'],
        ...(rules ? { runOnly: rules } : {}),
      });
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html }) => `${colorScheme}: ${id}: ${html.slice(0, 200)}`),
      );
    },
    { colorScheme, part, rules },
  );
}

/** Buttons that are called something else than they show. */
export const misnamed = (page: Page): Promise<string[]> =>
  page
    .locator('button[aria-label]')
    .evaluateAll((all) =>
      all
        .filter((each) => !each.getAttribute('aria-label')!.startsWith(each.textContent.trim()))
        .map((each) => each.outerHTML),
    );

/** What scrolls sideways, or stands out of the window, on a phone. */
export async function tooWide(page: Page): Promise<string[]> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: NARROW, height: 740 });
  const found = await page.evaluate((width) => {
    const seen = [...document.body.querySelectorAll('*')].filter((each) => each.checkVisibility());
    const scrolling = seen.filter(
      (each) => /auto|scroll/.test(getComputedStyle(each).overflowX) && each.scrollWidth > each.clientWidth + 1,
    );
    const page = document.documentElement.scrollWidth > width ? [document.documentElement] : [];
    return [...page, ...scrolling].map((each) => `${each.outerHTML.slice(0, 120)} is ${each.scrollWidth} wide`);
  }, NARROW);
  if (before) await page.setViewportSize(before);
  return found;
}
