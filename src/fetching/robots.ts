import robotsParser from 'robots-parser';
import { Refusal } from '../core/refusal.ts';
import { refused } from './addresses.ts';
import type { Answer } from './ask.ts';
import { readBody } from './body.ts';
import { travel, type Trip } from './travel.ts';

// Its types speak of a default export, which it has only for those who read them as CommonJS.
const parseRobots = robotsParser as unknown as typeof robotsParser.default;

/** RFC 9309 asks for at least 500 KiB; what comes after is not read. */
const MOST_BYTES = 512 * 1024;
/**
 * Letters of wildcard rules times letters of the address: what the matching of both costs at worst. A file made for it
 * would hold up everybody else for many seconds; one that a host means never comes near.
 */
const MOST_COMPARISONS = 40_000_000;
const KEPT_MS = 10 * 60 * 1_000;
const MOST_KEPT = 500;

/** Whether robots are welcome at an address. */
type Rules = (address: string) => boolean;

/** The robots.txt files read lately, so that a second page of a host does not ask for the file again. */
export class RobotsMemory {
  readonly #kept = new Map<string, { rules: Rules; until: number }>();

  /** What is kept of an origin and agent, or what `read` finds, which is then kept for ten minutes. */
  async of(key: string, now: Date, read: () => Promise<Rules>): Promise<Rules> {
    const known = this.#kept.get(key);
    if (known && now.getTime() < known.until) return known.rules;
    const rules = await read();
    this.#kept.delete(key);
    this.#kept.set(key, { rules, until: now.getTime() + KEPT_MS });
    if (this.#kept.size > MOST_KEPT) this.#kept.delete(this.#kept.keys().next().value!);
    return rules;
  }
}

/**
 * Refuses `not_allowed` where a host's robots.txt keeps us from an address, as RFC 9309 reads: no such file (4xx) means
 * all is open, a file that cannot be had (5xx, no answer) that nothing is. The file is fetched as safely as a page.
 */
export async function checkRobots(url: URL, trip: Trip, memory: RobotsMemory, now: Date): Promise<void> {
  const name = robotName(trip.agent);
  const rules = await memory.of(`${name} ${url.origin}`, now, () => readRules(url, name, trip));
  if (!rules(url.href)) {
    throw new Refusal('not_allowed', `The robots.txt of ${url.host} keeps ${name} from this page.`);
  }
}

/** The word by which a robots.txt knows us: what stands before the version. */
export function robotName(agent: string): string {
  const name = /^[A-Za-z_-]+/.exec(agent)?.[0];
  if (!name) throw new Error(`An agent begins with its name, in letters: ${agent}`);
  return name;
}

async function readRules(url: URL, name: string, trip: Trip): Promise<Rules> {
  const { found } = await travel(new URL('/robots.txt', url), trip, async (answer) => {
    if (answer.status >= 500 || answer.status < 200) throw unreadable(answer);
    if (answer.status >= 300) return '';
    const { bytes } = await readBody(answer, MOST_BYTES, () => null);
    return new TextDecoder().decode(bytes);
  });
  const lines = linesFor(name, found);
  const robots = parseRobots(new URL('/robots.txt', url).href, lines.join('\n'));
  const wild = lines.reduce((sum, line) => sum + (line.includes('*') ? line.length : 0), 0);
  return (address) => {
    if (wild * address.length > MOST_COMPARISONS) {
      throw refused(`The robots.txt of ${url.host} is too tangled to be read, so no page of it is fetched.`);
    }
    return robots.isAllowed(address, name) ?? true;
  };
}

/**
 * The lines of a robots.txt that speak to us or to everybody: which robots a group is for, each once, and its rules.
 * The parser keeps every rule once for every robot named before it, which a hostile file makes billions.
 */
function linesFor(name: string, file: string): string[] {
  const lines: string[] = [];
  const us = name.toLowerCase();
  let group = new Set<string>();
  let named = true;
  for (const line of file.split(/[\r\n]+/)) {
    const [, field = '', value = ''] = /^\s*(user-agent|allow|disallow)\s*:([^#]*)/i.exec(line) ?? [];
    if (field.toLowerCase() === 'user-agent') {
      if (!named) group = new Set();
      named = true;
      const robot = value.split('/')[0]!.trim().toLowerCase();
      if ((robot === us || robot === '*') && !group.has(robot)) {
        group.add(robot);
        lines.push(`User-agent: ${robot}`);
      }
    } else if (field !== '') {
      named = false;
      if (group.size > 0) lines.push(`${field}:${value}`);
    }
  }
  return lines;
}

function unreadable({ url, status }: Answer): Refusal {
  return refused(`The robots.txt of ${url.host} cannot be had at the moment (${status}), so no page of it is fetched.`);
}
