import { createHash } from 'node:crypto';
import { Refusal } from '../core/refusal.ts';
import { type AllowedHost, checkReach, Gone, isAllowed, readAddress, refused } from './addresses.ts';
import { type Answer, type Lookup, systemLookup } from './ask.ts';
import { readBody } from './body.ts';
import { type MediaType, readMediaType, sniffMediaType } from './media-type.ts';
import { checkRobots, RobotsMemory } from './robots.ts';
import { travel, type Trip } from './travel.ts';

/** A page as it came, with what it takes to prove later that it was so. */
export interface FetchedPage extends MediaType {
  /** The address asked for; like all addresses here without its fragment. */
  requested: string;
  finalAddress: string;
  /** The addresses that led to the final one, beginning with the one asked for; empty where nothing did. */
  redirects: string[];
  status: number;
  /** The headers that matter, by their names in lower case. */
  headers: Record<string, string>;
  /** After decompression. */
  bytes: Uint8Array;
  /** Of `bytes`, in hexadecimal. */
  sha256: string;
  fetchedAt: Date;
}

export interface Fetching {
  /** Hosts open in addition, on the newsroom's own network too. */
  allowHosts: readonly AllowedHost[];
  /** Who we say we are, beginning with the name by which a robots.txt knows us: `Linecheck/1.0 (+https://…)`. */
  agent: string;
  /** Ends the fetch and its connection; what it was aborted with is thrown. */
  signal: AbortSignal;
  now: () => Date;
  limits?: Partial<Limits>;
  lookup?: Lookup;
  /** What is known of robots.txt files; by default of all this program has read lately. */
  robots?: RobotsMemory;
  /** Told at each address, and as its bytes come in. */
  onProgress?: (progress: Progress) => void;
}

/** What of it the desk decides, once for all that it fetches. */
export type FetchSettings = Pick<Fetching, 'allowHosts' | 'agent' | 'lookup' | 'robots' | 'limits'>;

export interface Progress {
  address: string;
  bytes: number;
}

export interface Limits {
  /** For all of it: looking up, connecting, robots, redirects, reading. */
  milliseconds: number;
  /** After decompression. */
  bytes: number;
  redirects: number;
}

const LIMITS: Limits = { milliseconds: 15_000, bytes: 10_000_000, redirects: 5 };
const ACCEPT = 'text/html, application/xhtml+xml, application/pdf, text/markdown, text/plain;q=0.9';
const HEADERS_THAT_MATTER = [
  'content-type',
  'content-language',
  'content-disposition',
  'content-location',
  'date',
  'last-modified',
  'etag',
  'link',
  'memento-datetime',
];

const known = new RobotsMemory();

/** Refuses at once an address that `fetchPage` would refuse before asking anybody. */
export function checkAddress(address: string, allowHosts: readonly AllowedHost[]): void {
  const url = readAddress(address.trim());
  checkReach(url, isAllowed(url, allowHosts));
}

/**
 * Fetches a page from a public address, or from one of `allowHosts`, and nothing that would harm us or anybody else.
 * Refuses in words for the person who gave the address: `invalid` for most, `not_allowed` where robots are not welcome,
 * `too_large` beyond the limit.
 */
export async function fetchPage(address: string, fetching: Fetching): Promise<FetchedPage> {
  const { allowHosts: allowed, agent, signal, now, lookup = systemLookup, robots = known } = fetching;
  const limits = { ...LIMITS, ...fetching.limits };
  const start = readAddress(address.trim());
  signal.throwIfAborted();

  const end = new AbortController();
  const patience = setTimeout(() => end.abort(tookTooLong(start, limits)), limits.milliseconds);
  const cancel = () => end.abort(signal.reason);
  signal.addEventListener('abort', cancel, { once: true });
  const asking = { agent, lookup, signal: end.signal, allowed, redirects: limits.redirects };
  const trip: Trip = {
    ...asking,
    accept: ACCEPT,
    trusted: true,
    before: async (url, trusted) => {
      fetching.onProgress?.({ address: url.href, bytes: 0 });
      await checkRobots(url, { ...asking, accept: 'text/plain', trusted }, robots, now());
    },
  };
  try {
    const { url, redirects, found } = await travel(start, trip, (answer) => readPage(answer, limits.bytes, fetching));
    return { requested: start.href, finalAddress: url.href, redirects, ...found };
  } catch (error) {
    // Whatever an aborted connection complains of, this is why.
    end.signal.throwIfAborted();
    throw error;
  } finally {
    clearTimeout(patience);
    signal.removeEventListener('abort', cancel);
  }
}

async function readPage(
  answer: Answer,
  most: number,
  { now, onProgress }: Fetching,
): Promise<Omit<FetchedPage, 'requested' | 'finalAddress' | 'redirects'>> {
  const { url, status, headers } = answer;
  if (status === 404 || status === 410) throw new Gone(`${url.host} has no such page (${status}).`);
  if (status !== 200 && status !== 203) throw refused(whyNot(status, url.host));
  const named = readMediaType(headers['content-type'], url.host);
  const tooLarge = new Refusal('too_large', `The page is larger than ${inMegabytes(most)}, the limit.`);
  if (Number(headers['content-length']) > most) throw tooLarge;
  const { bytes, cut } = await readBody(answer, most, (count) => onProgress?.({ address: url.href, bytes: count }));
  if (cut) throw tooLarge;
  return {
    ...(named ?? sniffMediaType(bytes, url.host)),
    status,
    headers: Object.fromEntries(
      HEADERS_THAT_MATTER.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])),
    ),
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    fetchedAt: now(),
  };
}

function whyNot(status: number, host: string): string {
  if (status === 401 || status === 402 || status === 403 || status === 407) {
    return `${host} does not show this page to everybody (${status}).`;
  }
  if (status === 429) return `${host} has had too many requests (429). Try again later.`;
  if (status === 451) return `${host} may not show this page, for reasons of law (451).`;
  if (status >= 500) return `${host} has trouble of its own (${status}). Try again later.`;
  if (status === 204 || status === 205) return `${host} answered without a page (${status}).`;
  return `${host} did not send the page (${status}).`;
}

function tookTooLong(start: URL, { milliseconds }: Limits): Refusal {
  return refused(`${start.host} took longer than ${milliseconds / 1_000} seconds, so fetching the page was ended.`);
}

function inMegabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toLocaleString('en', { maximumFractionDigits: 1 })} MB`;
}
