import type { Request, RequestHandler, Response } from 'express';
import { Refusal } from '../core/refusal.ts';
import { NOBODY, type Person } from '../core/rights.ts';

declare global {
  // oxlint-disable-next-line typescript/no-namespace -- express is extended by merging into this one
  namespace Express {
    interface Request {
      person: Person;
      /** The session they are in; null for guests, programs and nobody. */
      sessionId: string | null;
    }
  }
}

/** Who stands behind the secrets that a request carries; null where they are not, or no longer, good. */
export interface Doors {
  bySession: (secret: string) => Promise<(Person & { sessionId: string }) | null>;
  byToken: (secret: string) => Promise<Person | null>;
  /** Who comes in with neither. */
  otherwise: () => Promise<Person | null>;
}

/** Until somebody says who they are. */
export const nobodyYet: RequestHandler = (req, _res, next) => {
  Object.assign(req, { person: NOBODY, sessionId: null });
  next();
};

/** Says who is asking. A token that is not good is refused; a session that is not good is none. */
export function whoAsks(doors: Doors): RequestHandler {
  return async (req, res, next) => {
    const token = /^Bearer +(\S+)$/i.exec(req.headers.authorization ?? '')?.[1];
    if (token !== undefined) {
      const person = await doors.byToken(token);
      req.person = person ?? NOBODY;
      if (!person) throw new Refusal('sign_in', 'This token is not good, or no longer.');
      next();
      return;
    }
    const secret = sessionIn(req);
    const session = secret === null ? null : await doors.bySession(secret);
    if (session) {
      const { sessionId, ...person } = session;
      Object.assign(req, { person, sessionId });
    } else {
      if (secret !== null) forgetSession(req, res);
      req.person = (await doors.otherwise()) ?? NOBODY;
    }
    next();
  };
}

/** With the prefix no other host, path or plain connection can have set it. */
const nameOf = (req: Request, what = '') => `${isSecure(req) ? '__Host-' : ''}linecheck${what && `-${what}`}`;
const isSecure = (req: Request) => req.app.locals['secure'] === true;
const attributes = (req: Request) => ({ httpOnly: true, sameSite: 'lax', secure: isSecure(req), path: '/' }) as const;

/** The secret of the session that a request says it is in. */
export const sessionIn = (req: Request) => cookieIn(req, nameOf(req));

/** Has the browser keep something else for a while, which no script reads. */
export function keepFor(req: Request, res: Response, what: string, value: string, seconds: number): void {
  res.cookie(nameOf(req, what), value, { ...attributes(req), maxAge: seconds * 1000 });
}

/** What the browser was given to keep, and keeps no longer. */
export function takeKept(req: Request, res: Response, what: string): string | null {
  const kept = keptIn(req, what);
  res.clearCookie(nameOf(req, what), attributes(req));
  return kept;
}

/** What the browser was given to keep. */
export const keptIn = (req: Request, what: string) => cookieIn(req, nameOf(req, what));

function cookieIn(req: Request, name: string): string | null {
  for (const pair of (req.headers.cookie ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at !== -1 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim() || null;
  }
  return null;
}

/** Has the browser keep a session's secret until it is closed down for a month. */
export function keepSession(req: Request, res: Response, secret: string): void {
  res.cookie(nameOf(req), secret, { ...attributes(req), maxAge: 30 * 24 * 60 * 60 * 1000 });
}

export function forgetSession(req: Request, res: Response): void {
  res.clearCookie(nameOf(req), attributes(req));
}

/** Where a session begins: what the browser calls itself, and the address it asks from. */
export function whenceOf(req: Request): { agent: string; address: string } {
  return { agent: req.headers['user-agent'] ?? '', address: req.ip ?? '' };
}

/** An address of this desk to go on to, or its first page: never one of another host. */
export function placeToGo(asked: string): string {
  const home = 'http://desk.invalid';
  if (!/^\/(?![/\\])/.test(asked) || !URL.canParse(asked, home)) return '/';
  const { origin, pathname, search, hash } = new URL(asked, home);
  // What a browser would read as a host, it may also get to by dots: "/./" and "//" are one to it.
  return origin === home && !/^\/[/\\]/.test(pathname) ? pathname + search + hash : '/';
}
