import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { Refusal } from '../core/refusal.ts';
import type { Db } from '../db/client.ts';
import { hasAdmin } from '../people/queries.ts';
import type { Refused } from '../web/forms.ts';
import { only } from '../web/guard.ts';
import { id, line, parse, parseAddress } from '../web/parse.ts';
import { formShownAgain } from '../web/problems.ts';
import { show } from '../web/render.ts';
import { addressOf } from '../web/paging.ts';
import { forgetSession, keepFor, keepSession, placeToGo, sessionIn, takeKept, whenceOf } from '../web/session.ts';
import { endOtherSessions, endSession, signIn, signInVouched, signOut } from './actions.ts';
import { signInPage, signInView } from './pages.ts';
import { SignInForm } from './parse.ts';
import { MINUTES_TO_SIGN_IN, type Provider } from './provider.ts';

const SignInQuery = z.object({ next: line(2_000).catch('').default('') });
const SessionAddress = z.object({ sessionId: id });

const BEGUN = 'sign-in';
const PROVIDER = '/sign-in/provider';
const RETURN = `${PROVIDER}/return`;

/** Signing in and out, and ending sessions. `address` is where the desk is. */
export function sessionRoutes(db: Db, provider: Provider | null, address: (req: Request) => string): Router {
  const routes = Router();

  routes.get('/sign-in', only('enter'), (req, res) =>
    showSignIn(req, res, placeToGo(parse(SignInQuery, req.query).next)),
  );

  routes.post(
    '/sign-in',
    only('enter'),
    async (req: Request, res: Response) => {
      const { mail, password, next } = parse(SignInForm, req.body);
      const secret = await signIn(db, mail, password, whenceOf(req));
      await goOnAs(req, res, secret, next);
    },
    formShownAgain(async (refusal, req, res) => {
      noteRefusal(req, refusal);
      const next = placeToGo(parse(SignInQuery, req.body ?? {}).next);
      await showSignIn(req, res, next, { refusal, body: req.body as unknown });
    }),
  );

  // A link and no form: a browser lets no form lead, by whatever redirections, to a host that the page did not name.
  routes.get(
    PROVIDER,
    only('enter'),
    async (req: Request, res: Response) => {
      const { next } = parse(SignInQuery, req.query);
      const begun = await known(provider).begin(address(req) + RETURN, placeToGo(next));
      keepFor(req, res, BEGUN, begun.kept, MINUTES_TO_SIGN_IN * 60);
      res.redirect(303, begun.address);
    },
    formShownAgain(async (refusal, req, res) => {
      const next = placeToGo(parse(SignInQuery, req.query).next);
      await showSignIn(req, res, next, { refusal, body: null });
    }),
  );

  routes.get(
    RETURN,
    only('enter'),
    async (req: Request, res: Response) => {
      const from = known(provider);
      const kept = takeKept(req, res, BEGUN);
      const vouch = () => from.finish(new URL(req.originalUrl, address(req)), kept);
      const { secret, next } = await signInVouched(db, vouch, whenceOf(req));
      await goOnAs(req, res, secret, next);
    },
    formShownAgain(async (refusal, req, res) => {
      noteRefusal(req, refusal);
      await showSignIn(req, res, '/', { refusal, body: null });
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

  async function goOnAs(req: Request, res: Response, secret: string, next: string): Promise<void> {
    // Whatever session the browser came with was not begun by whoever has just shown who they are.
    const before = sessionIn(req);
    if (before !== null) await signOut(db, before);
    keepSession(req, res, secret);
    res.redirect(303, placeToGo(next));
  }

  async function showSignIn(req: Request, res: Response, next: string, refused: Refused | null = null): Promise<void> {
    const onward = next === '/' ? null : next;
    const others = provider
      ? [{ text: `Sign in with ${provider.label}`, href: addressOf(PROVIDER, { next: onward }) }]
      : [];
    show(req, res, signInView, signInPage(next, others, await hasAdmin(db), refused));
  }
}

/** For whoever watches over the desk: from where, and not as whom. */
function noteRefusal(req: Request, { reason }: Refusal): void {
  req.log.warn({ address: req.ip, reason }, 'a sign-in was refused');
}

function known(provider: Provider | null): Provider {
  if (provider) return provider;
  throw new Refusal('not_found', 'There is nothing at this address.');
}
