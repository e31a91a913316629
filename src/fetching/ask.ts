import type { LookupAddress } from 'node:dns';
import { lookup as lookUp } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import { callbackify } from 'node:util';
import { buildConnector, Client, errors } from 'undici';
import { Refusal } from '../core/refusal.ts';
import { checkReach, Gone, mayReach, notPublic, refused } from './addresses.ts';

/** The IP addresses a name stands for at this moment. */
export type Lookup = (name: string) => Promise<readonly LookupAddress[]>;

/** What the machine itself would connect to: its hosts file, then its resolver. */
export const systemLookup: Lookup = (name) => lookUp(name, { all: true });

export interface Asking {
  /** Who we say we are, in full. */
  agent: string;
  accept: string;
  lookup: Lookup;
  signal: AbortSignal;
}

export interface Answer {
  url: URL;
  status: number;
  headers: Record<string, string>;
  body: Readable;
}

/**
 * Asks one address once and hands the answer to `take`. The connection lives no longer than that and is shared with no
 * other request, for another may be trusted differently. Knows no proxy, no cookies, no redirects.
 */
export async function ask<T>(
  url: URL,
  trusted: boolean,
  { agent, accept, lookup, signal }: Asking,
  take: (answer: Answer) => Promise<T>,
): Promise<T> {
  checkReach(url, trusted);
  const client = new Client(url.origin, {
    connect: connector(trusted, lookup, signal),
    maxHeaderSize: 16_384,
    // The signal ends everything that takes too long.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  try {
    const { statusCode, headers, body } = await client.request({
      method: 'GET',
      path: `${url.pathname}${url.search}`,
      headers: { 'user-agent': agent, accept, 'accept-encoding': 'gzip, br' },
      signal,
    });
    body.on('error', () => null);
    return await take({ url, status: statusCode, headers: joined(headers), body });
  } catch (error) {
    throw asRefusal(error, url.host);
  } finally {
    void client.destroy().catch(() => null);
  }
}

/**
 * Connects to addresses that were looked at, and to no others: a name is looked up once for each connection, and what
 * was found open is what is connected to.
 */
function connector(trusted: boolean, lookup: Lookup, signal: AbortSignal): buildConnector.connector {
  const connect = buildConnector({
    lookup: forSockets(trusted, lookup),
    // A request that is aborted waits until its connection is made or has failed, unless the socket is told too.
    signal,
    autoSelectFamily: true,
    // Said aloud, for the environment could say otherwise.
    rejectUnauthorized: true,
    maxCachedSessions: 0,
    timeout: 0,
  });
  return (options, callback) => {
    connect(options, (...[error, socket]) => {
      // Without an address the connection has ended already.
      const peer = socket?.remoteAddress;
      if (socket && peer !== undefined && !mayReach(peer, trusted)) {
        socket.destroy();
        callback(notPublic(options.hostname), null);
      } else if (error) callback(error, null);
      else callback(null, socket);
    });
  };
}

/** The addresses a name stands for. Refuses all of them where one is not open to us. */
export async function openAddresses(
  name: string,
  trusted: boolean,
  lookup: Lookup,
): Promise<[LookupAddress, ...LookupAddress[]]> {
  const [first, ...others] = await lookup(name);
  if (!first) throw new Gone(`There is no host ${name}.`);
  if (![first, ...others].every(({ address }) => mayReach(address, trusted))) throw notPublic(name);
  return [first, ...others];
}

/** The same in the shape `node:net` asks in. It does not ask at all about what is an IP address already. */
function forSockets(trusted: boolean, lookup: Lookup): LookupFunction {
  const open = callbackify((name: string) => openAddresses(name, trusted, lookup));
  return (name, options, callback) => {
    open(name, (error, found) => {
      if (error) callback(error, '');
      else if (options.all) callback(null, found);
      else callback(null, found[0].address, found[0].family);
    });
  };
}

function joined(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, typeof value === 'string' ? value : value.join(', ')]],
    ),
  );
}

const BAD_CERTIFICATES: Record<string, string> = {
  CERT_HAS_EXPIRED: 'it has expired',
  CERT_NOT_YET_VALID: 'it is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'nobody known vouches for it',
  SELF_SIGNED_CERT_IN_CHAIN: 'nobody known vouches for it',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'nobody known vouches for it',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'nobody known vouches for it',
  ERR_TLS_CERT_ALTNAME_INVALID: 'it was made out to another host',
};

const TROUBLES: Record<string, (host: string) => string> = {
  EAI_AGAIN: (host) => `What ${host} stands for could not be looked up just now.`,
  ECONNREFUSED: (host) => `${host} takes no connections.`,
  ECONNRESET: (host) => `${host} broke off the connection.`,
  EPIPE: (host) => `${host} broke off the connection.`,
  UND_ERR_SOCKET: (host) => `${host} broke off the connection.`,
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: (host) => `${host} sent less or more than it announced.`,
  UND_ERR_HEADERS_OVERFLOW: (host) => `${host} sent more headers than anybody reads.`,
};

/** What the network did, in words; what is no fault of the network is handed back as it is. */
function asRefusal(error: unknown, host: string): unknown {
  if (error instanceof Refusal || !(error instanceof Error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'ENOTFOUND') return new Gone(`There is no host ${host}.`);
  const sentence = TROUBLES[code]?.(host);
  if (sentence) return refused(sentence);
  if (code in BAD_CERTIFICATES)
    return refused(`The certificate of ${host} cannot be trusted: ${BAD_CERTIFICATES[code]}.`);
  if (/^(ERR_SSL|ERR_TLS|EPROTO)/.test(code)) return refused(`No safe connection to ${host} could be made (${code}).`);
  if (error instanceof errors.HTTPParserError) return refused(`${host} did not answer as a website does.`);
  if (/^E[A-Z]+$/.test(code)) return refused(`${host} could not be reached (${code}).`);
  return error;
}
