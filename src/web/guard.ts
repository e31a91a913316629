import { randomBytes } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import helmet from 'helmet';
import { Refusal, type Reason } from '../core/refusal.ts';
import { demand, type Operation } from '../core/rights.ts';

/** A handler that says, for everyone who reads or walks the routes, what a route is used for. */
export type Door = RequestHandler & { operation: Operation };

/** Lets those pass whose role or token carries an operation; every route begins with one of these. */
export function only(operation: Operation): Door {
  const door: RequestHandler = (req, res, next) => {
    // Whoever is refused here is not to be shown a form again, nor what it is about.
    res.locals['atDoor'] = true;
    demand(req.person, operation);
    res.locals['atDoor'] = false;
    const shut = res.locals['shownOnly'] as Refusal | undefined;
    if (shut) throw shut;
    next();
  };
  return Object.assign(door, { operation });
}

/**
 * From here on whoever passes a door is stopped behind it, in these words: the route shows its form with what was sent, and
 * does nothing.
 */
export function showOnly(res: Response, reason: Reason, sentence: string): void {
  res.locals['shownOnly'] = new Refusal(reason, sentence);
}

/**
 * Security headers: everything from this host alone, scripts and styles from files, one nonce an answer. `secure` is for a
 * desk that is served over https.
 */
export function securityHeaders(secure: boolean): RequestHandler[] {
  return [
    (_req, res, next) => {
      res.locals['nonce'] = randomBytes(16).toString('base64');
      next();
    },
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: [
            "'self'",
            (_req, res) => `'nonce-${(res as unknown as { locals: { nonce: string } }).locals.nonce}'`,
          ],
          styleSrc: ["'self'"],
          imgSrc: ["'self'"],
          connectSrc: ["'self'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
          baseUri: ["'none'"],
        },
      },
      crossOriginEmbedderPolicy: false,
      strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
      referrerPolicy: { policy: 'same-origin' },
      xFrameOptions: { action: 'deny' },
    }),
  ];
}

/** Only requests addressed to these hosts: a page elsewhere cannot borrow a name that resolves to this machine. */
export function onlyHosts(allowed: (host: string) => boolean): RequestHandler {
  return (req, _res, next) => {
    const host = (req.headers.host ?? '').replace(/:\d+$/, '');
    if (!allowed(host)) throw new Refusal('not_allowed', 'This desk answers only at its own address.');
    next();
  };
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses changes that another site's page asks for. Browsers say where a request comes from in
 * Sec-Fetch-Site, older ones in Origin; a program that sends neither is not a browser.
 */
export const sameOrigin: RequestHandler = (req, _res, next) => {
  if (!SAFE.has(req.method) && !fromThisSite(req.headers['sec-fetch-site'], req.headers.origin, req.headers.host)) {
    throw new Refusal('not_allowed', 'This request came from another site.');
  }
  next();
};

function fromThisSite(fetchSite: string | string[] | undefined, origin: string | undefined, host: string | undefined) {
  if (fetchSite !== undefined) return fetchSite === 'same-origin' || fetchSite === 'none';
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
