import { type AllowedHost, isAllowed, readAddress, refused, shown } from './addresses.ts';
import { type Answer, ask, type Asking } from './ask.ts';

export interface Trip extends Asking {
  allowed: readonly AllowedHost[];
  /** How many redirects are followed. */
  redirects: number;
  /** Whether allowed hosts are open from the first address on. */
  trusted: boolean;
  /** Looks at each address before it is asked. */
  before?: (url: URL, trusted: boolean) => Promise<void>;
}

export interface Arrival<T> {
  url: URL;
  /** The addresses passed on the way, the first one first; empty where nothing led on. */
  redirects: string[];
  found: T;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * Asks an address and follows where it leads, each step looked at as if it had been given by a stranger. Allowed hosts
 * may lead to each other; once the way has passed a host that is not one of them, they are closed like any private
 * address, so that no page can send us into the newsroom's own network. From https the way never leads back to http.
 */
export async function travel<T>(start: URL, trip: Trip, arrive: (answer: Answer) => Promise<T>): Promise<Arrival<T>> {
  const passed: string[] = [];
  let url = start;
  let trusted = trip.trusted;
  for (;;) {
    trusted &&= isAllowed(url, trip.allowed);
    await trip.before?.(url, trusted);
    const next = await ask(url, trusted, trip, async (answer) =>
      REDIRECTS.has(answer.status) ? leadsTo(answer) : { found: await arrive(answer) },
    );
    if (!(next instanceof URL)) return { url, redirects: passed, found: next.found };
    passed.push(url.href);
    if (passed.includes(next.href)) {
      throw refused(
        `${shown(start)} leads round in a circle. It may want a sign-in or cookies, which are not kept here.`,
      );
    }
    if (passed.length > trip.redirects) throw refused(`${shown(start)} leads on more than ${trip.redirects} times.`);
    url = next;
  }
}

/** The address a redirect names. Refuses what is none, and the way back from https to http. */
export function leadsTo({ url, status, headers }: Pick<Answer, 'url' | 'status' | 'headers'>): URL {
  const location = headers['location'] ?? '';
  if (location === '' || !URL.canParse(location, url.href)) {
    throw refused(`${shown(url)} leads on (${status}) without saying where.`);
  }
  const next = readAddress(new URL(location, url).href);
  if (url.protocol === 'https:' && next.protocol === 'http:') {
    throw refused(
      `${shown(url)} leads from https to http, where anybody on the way can change the text. Give the address ${shown(next)} itself if that is wanted.`,
    );
  }
  return next;
}
