import { randomUUID } from 'node:crypto';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { Refusal, type Reason } from '../core/refusal.ts';
import { addressOf } from './paging.ts';
import { show, view } from './render.ts';

interface ProblemPage {
  title: string;
  /** What happened, what was kept and what to do. */
  message: string;
  troubles: { field: string; message: string }[];
  reference: string | null;
  backHref: string;
  backText: string;
}

const problemView = view<ProblemPage>('problem');

const STATUS: Record<Reason, number> = {
  not_found: 404,
  invalid: 422,
  not_allowed: 403,
  conflict: 409,
  stale: 409,
  too_large: 413,
  sign_in: 401,
  too_many: 429,
};

const TITLE: Record<Reason, string> = {
  not_found: 'Not found',
  invalid: 'That needs another look',
  not_allowed: 'Not allowed',
  conflict: 'Somebody was there first',
  stale: 'This changed while you were reading it',
  too_large: 'Too large',
  sign_in: 'Sign in first',
  too_many: 'Too many requests',
};

/** What a person can mend on the form is answered with the form; everything else goes on to be a problem. */
export function formShownAgain(
  again: (refusal: Refusal, req: Request, res: Response) => Promise<void>,
): ErrorRequestHandler {
  return async (thrown, req, res, next) => {
    if (!(thrown instanceof Refusal) || thrown.reason === 'not_found' || res.locals['atDoor'] === true) {
      next(thrown);
      return;
    }
    // What is only shown was not asked for by what was sent.
    res.status(res.locals['shownOnly'] === thrown ? 200 : STATUS[thrown.reason]);
    await again(thrown, req, res);
  };
}

/** Whatever no route answered. */
export const nothingHere: RequestHandler = () => {
  throw new Refusal('not_found', 'There is nothing at this address.');
};

/** The one place where an error becomes an answer: a page, or RFC 9457 problem JSON for programs. */
export function answerProblems(log: Logger): ErrorRequestHandler {
  return (thrown, req, res, next) => {
    if (res.headersSent) {
      next(thrown);
      return;
    }
    const refusal = refusalFrom(thrown);
    if (refusal) {
      answer(req, res, refusal, null);
      return;
    }
    const reference = randomUUID().slice(0, 8);
    log.error({ err: thrown as Error, reference, method: req.method, path: req.path }, 'unexpected error');
    answer(req, res, null, reference);
  };
}

function answer(req: Request, res: Response, refusal: Refusal | null, reference: string | null): void {
  const status = refusal ? STATUS[refusal.reason] : 500;
  const title = refusal ? TITLE[refusal.reason] : 'Something went wrong';
  const message = refusal
    ? refusal.message
    : 'The desk could not do this. Nothing was changed. Tell whoever runs it the reference below.';
  const forProgram = req.path.startsWith('/api/');
  const asPerson = !forProgram && req.headers.authorization === undefined;
  if (refusal?.reason === 'sign_in' && asPerson && ['GET', 'HEAD'].includes(req.method)) {
    res.redirect(303, addressOf('/sign-in', { next: req.originalUrl === '/' ? null : req.originalUrl }));
    return;
  }
  res.status(status);
  if (forProgram) {
    if (status === 401) res.set('WWW-Authenticate', 'Bearer');
    res.type('application/problem+json').send(
      JSON.stringify({
        type: 'about:blank',
        title,
        status,
        detail: message,
        ...(refusal ? { reason: refusal.reason } : {}),
        ...(refusal && Object.keys(refusal.fields).length > 0 ? { fields: refusal.fields } : {}),
        ...(reference ? { reference } : {}),
      }),
    );
    return;
  }
  show(req, res, problemView, {
    title,
    message,
    troubles: Object.entries(refusal?.fields ?? {}).flatMap(([field, messages]) =>
      messages.map((each) => ({ field, message: each })),
    ),
    reference,
    backHref: refusal?.reason === 'sign_in' ? '/sign-in' : '/',
    backText: refusal?.reason === 'sign_in' ? 'Sign in' : 'Go to the start',
  });
}

interface ParserComplaint {
  type: string;
  code: string;
  status: number;
  /** In bytes, where one was passed. */
  limit: number;
}

/** What express and its parsers complain of, in the desk's own words. */
function refusalFrom(thrown: unknown): Refusal | null {
  if (thrown instanceof Refusal) return thrown;
  if (!(thrown instanceof Error)) return null;
  const { type, code, status, limit } = thrown as Error & Partial<ParserComplaint>;
  if (type === 'entity.too.large' && limit !== undefined) {
    const most = Math.floor(limit / 1_048_576);
    return new Refusal('too_large', `What was sent is larger than the desk takes: at most ${most} MB here.`);
  }
  if (code?.startsWith('LIMIT_')) return new Refusal('invalid', 'The form has more parts than it should.');
  if (type === 'entity.parse.failed') return new Refusal('invalid', 'What was sent is not well-formed JSON.');
  if (type === 'parameters.too.many') return new Refusal('too_large', 'The form has more fields than the desk takes.');
  if (thrown instanceof URIError) return new Refusal('not_found', 'There is nothing at this address.');
  if (status !== undefined && status >= 400 && status < 500)
    return new Refusal('invalid', 'The request could not be read.');
  return null;
}
