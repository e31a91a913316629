import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { Db } from '../db/client.ts';
import { only } from '../web/guard.ts';
import { id, line, parse, parseAddress } from '../web/parse.ts';
import { formShownAgain } from '../web/problems.ts';
import { show } from '../web/render.ts';
import { forgetSession, keepSession, placeToGo, sessionIn, whenceOf } from '../web/session.ts';
import { endOtherSessions, endSession, signIn, signOut } from './actions.ts';
import { signInPage, signInView } from './pages.ts';
import { SignInForm } from './parse.ts';

const SignInQuery = z.object({ next: line(2_000).catch('').default('') });
const SessionAddress = z.object({ sessionId: id });

/** Signing in and out, and ending sessions. */
export function sessionRoutes(db: Db): Router {
  const routes = Router();

  routes.get('/sign-in', only('enter'), (req, res) => {
    const next = placeToGo(parse(SignInQuery, req.query).next);
    show(req, res, signInView, signInPage(next, []));
  });

  routes.post(
    '/sign-in',
    only('enter'),
    async (req: Request, res: Response) => {
      const { mail, password, next } = parse(SignInForm, req.body);
      const secret = await signIn(db, mail, password, whenceOf(req));
      // Whatever session the browser came with was not begun by whoever has just shown who they are.
      const before = sessionIn(req);
      if (before !== null) await signOut(db, before);
      keepSession(req, res, secret);
      res.redirect(303, placeToGo(next));
    },
    formShownAgain(async (refusal, req, res) => {
      const next = placeToGo(parse(SignInQuery, req.body ?? {}).next);
      show(req, res, signInView, signInPage(next, [], { refusal, body: req.body as unknown }));
    }),
  );

  routes.post('/sign-out', only('enter'), async (req, res) => {
    const secret = sessionIn(req);
    if (secret !== null) await signOut(db, secret);
    forgetSession(req, res);
    res.redirect(303, '/sign-in');
  });

  routes.post('/account/sessions/endings', only('keep_account'), async (req, res) => {
    await endOtherSessions(db, req.person, req.sessionId);
    res.redirect(303, '/account#sessions');
  });

  routes.post('/account/sessions/:sessionId/ending', only('keep_account'), async (req, res) => {
    const { sessionId } = parseAddress(SessionAddress, req.params);
    await endSession(db, req.person, sessionId);
    res.redirect(303, '/account#sessions');
  });

  return routes;
}
