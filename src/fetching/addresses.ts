import ipaddr from 'ipaddr.js';
import { Refusal } from '../core/refusal.ts';

const LONGEST_ADDRESS = 2_000;
const USUAL_PORTS = new Set(['80', '443']);

/** What a newsroom's own network is made of: open to hosts that are allowed by name, to nobody else. */
const NEARBY = new Set(['loopback', 'private', 'uniqueLocal', 'carrierGradeNat']);

/** IPv6 that is routed in public at all (IANA: everything else is unassigned or special, whatever a list calls it). */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/** A public address that answers only inside a cloud, with its machines' settings (Azure's WireServer). */
const ONLY_INSIDE = new Set(['168.63.129.16']);

/** A host that may be fetched from in addition; `port` null stands for the usual two, 80 and 443. */
export interface AllowedHost {
  host: string;
  port: string | null;
}

/** Reads a setting such as `cms.example`, `10.0.0.7` or `[::1]:8080`; throws an Error whose message says what it takes. */
export function readAllowedHost(entry: string): AllowedHost {
  const [whole, port = null] = /^[^\s/\\?#@*]+?(?::(\d+))?$/.exec(entry) ?? [];
  if (whole === undefined || !URL.canParse(`http://${whole}/`)) {
    throw new Error(`An allowed host is a name or an address, with a port if need be, not ${entry}.`);
  }
  return { host: withoutDot(new URL(`http://${whole}/`).hostname), port: port && String(Number(port)) };
}

export function isAllowed(url: URL, allowed: readonly AllowedHost[]): boolean {
  const host = withoutDot(url.hostname);
  const port = portOf(url);
  return allowed.some(
    (each) => each.host === host && (each.port === null ? USUAL_PORTS.has(port) : each.port === port),
  );
}

/** An address of the web, of no more than 2,000 characters, without credentials. Refuses `invalid` everything else. */
export function readAddress(given: string): URL {
  if (given.length > LONGEST_ADDRESS) {
    throw refused(`The address is longer than ${LONGEST_ADDRESS.toLocaleString('en')} characters.`);
  }
  if (!URL.canParse(given)) {
    throw refused(
      'This is not an address of the web. Such an address begins with http:// or https:// and names a host.',
    );
  }
  const url = new URL(given);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw refused(`Only http and https addresses can be fetched, not ${url.protocol.slice(0, 20)} ones.`);
  }
  if (url.username !== '' || url.password !== '') {
    throw refused(`The address holds a user name or a password for ${url.host}. Give it without.`);
  }
  // Never sent, and no part of which page this is.
  url.hash = '';
  return url;
}

/** Refuses a port or a literal IP address that is not open to us. What a name stands for is seen on connecting. */
export function checkReach(url: URL, trusted: boolean): void {
  if (!trusted && !USUAL_PORTS.has(portOf(url))) {
    throw refused(`Only ports 80 and 443 are fetched from, not ${url.host}.`);
  }
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (ipaddr.isValid(literal) && !mayReach(literal, trusted)) throw notPublic(url.host);
}

/**
 * Whether an IP address is public, or, for a host that is `trusted`, part of the newsroom's own network. Link-local
 * addresses, where clouds keep their keys, and IPv4 in the clothes of IPv6 (mapped, NAT64, 6to4) are never open.
 */
export function mayReach(ip: string, trusted: boolean): boolean {
  if (!ipaddr.isValid(ip)) return false;
  const address = ipaddr.parse(ip);
  const range = address.range();
  if (trusted && NEARBY.has(range)) return true;
  if (range !== 'unicast' || ONLY_INSIDE.has(address.toString())) return false;
  return address instanceof ipaddr.IPv4 || address.match(GLOBAL_IPV6);
}

export function notPublic(host: string): Refusal {
  return refused(`${host} is not a public address, so nothing is fetched from there.`);
}

/** There is no such page any more, or no such host: what others still point to. */
export class Gone extends Refusal {
  constructor(message: string) {
    super('invalid', message, { address: [message] });
  }
}

/** An address as a sentence may name it: without credentials, without what a query may carry, not endless. */
export function shown(url: URL): string {
  const whole = `${url.protocol}//${url.host}${url.pathname}`;
  return whole.length > 200 ? `${whole.slice(0, 199)}…` : whole;
}

/** A no that belongs beside the field the address was given in. */
export function refused(message: string): Refusal {
  return new Refusal('invalid', message, { address: [message] });
}

function portOf(url: URL): string {
  return url.port || (url.protocol === 'https:' ? '443' : '80');
}

function withoutDot(hostname: string): string {
  return hostname.replace(/\.$/, '');
}
