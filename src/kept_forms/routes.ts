import { Router, type ErrorRequestHandler, type Request, type Response } from 'express';
import { z } from 'zod';
import { Refusal } from '../core/refusal.ts';
import type { Db } from '../db/client.ts';
import { findWhoWasIn } from '../sessions/queries.ts';
import { only, showOnly } from '../web/guard.ts';
import { addressOf } from '../web/paging.ts';
import { id, parseAddress } from '../web/parse.ts';
import { keepFor, keptIn, sessionIn } from '../web/session.ts';
import { receiveText } from '../web/upload.ts';
import { keepForm, MINUTES_KEPT } from './actions.ts';
import { getKeptForm } from './queries.ts';

const KeptAddress = z.object({ keptId: id });
const KEPT = 'form';

/** Whatever else is kept, these are not. */
const NEVER_KEPT = new Set(['password', 'current']);

/** Shows a form again that was sent while its person was signed out. It stands before all other routes. */
export function keptFormRoutes(db: Db): Router {
  const routes = Router();

  routes.get('/kept-forms/:keptId', only('keep_account'), async (req, res, next) => {
    const { keptId } = parseAddress(KeptAddress, req.params);
    const { address, fields } = await getKeptForm(db, req.person, keptId, keptIn(req, KEPT));
    // The route that it was sent to is asked for it, and stops at its door: the form is shown again, and nothing done.
    const told = 'You had been signed out when you sent this.';
    if ('version' in fields) showOnly(res, 'stale', told);
    else showOnly(res, 'conflict', `${told} Nothing was saved: look it over, and send it again.`);
    req.method = 'POST';
    req.url = address;
    req.body = fields;
    next();
  });

  return routes;
}

/**
 * Keeps the form of somebody whose session has ended, and leads over signing in to where it is shown again. Only of those
 * who were in: strangers have nothing kept for them. What another site's page sends never comes this far.
 */
export function keepWhereSignedOut(db: Db): ErrorRequestHandler {
  return async (thrown, req, res, next) => {
    const secret = sessionIn(req);
    const mayKeep =
      thrown instanceof Refusal &&
      thrown.reason === 'sign_in' &&
      req.method === 'POST' &&
      !req.path.startsWith('/api/');
    const personId = mayKeep && secret !== null ? await findWhoWasIn(db, secret) : null;
    if (personId === null) {
      next(thrown);
      return;
    }
    const fields = await fieldsIn(req, res);
    const kept = await keepForm(db, personId, { address: req.originalUrl, fields });
    keepFor(req, res, KEPT, kept.secret, MINUTES_KEPT * 60);
    res.redirect(303, addressOf('/sign-in', { next: `/kept-forms/${kept.id}` }));
  };
}

/** What was typed; a file is not, and has to be chosen again. */
async function fieldsIn(req: Request, res: Response): Promise<Record<string, string>> {
  if (req.is('multipart/form-data')) {
    const tooLarge = () => new Refusal('too_large', 'This is too much to keep while you sign in.');
    await new Promise<void>((resolve, reject) => {
      void receiveText(tooLarge)(req, res, (error?: unknown) => (error ? reject(error) : resolve()));
    });
  }
  const sent = Object.entries((req.body ?? {}) as Record<string, unknown>);
  return Object.fromEntries(
    sent.filter((each): each is [string, string] => typeof each[1] === 'string' && !NEVER_KEPT.has(each[0])),
  );
}
