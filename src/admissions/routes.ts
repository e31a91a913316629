import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { setAccess } from '../articles/actions.ts';
import { getArticle } from '../articles/queries.ts';
import { demand, may } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { listIdsByMail } from '../people/queries.ts';
import { signOut, startSession } from '../sessions/actions.ts';
import type { Refused } from '../web/forms.ts';
import { only } from '../web/guard.ts';
import { id, parse, parseAddress } from '../web/parse.ts';
import { formShownAgain } from '../web/problems.ts';
import { show } from '../web/render.ts';
import { keepSession, sessionIn, whenceOf } from '../web/session.ts';
import { comeIn, endOutsider, inviteOutsider } from './actions.ts';
import { admissionPage, admissionView, enterPage, enterView } from './pages.ts';
import { AccessForm, OutsiderForm } from './parse.ts';
import { getOutsider, listAdmitted, listOutsiders } from './queries.ts';

const ArticleAddress = z.object({ articleId: id });
const OutsiderAddress = z.object({ articleId: id, personId: id });
const LinkAddress = z.object({ secret: z.string().regex(/^[\w-]{43}$/) });

/** Who sees an article, and the links by which outsiders read it. `address` is where the desk is. */
export function admissionRoutes(db: Db, address: (req: Request) => string): Router {
  const routes = Router();

  routes.get('/articles/:articleId/access', only('admit'), (req, res) => showAccess(req, res));

  routes.post(
    '/articles/:articleId/access',
    only('admit'),
    async (req: Request, res: Response) => {
      const { articleId } = parseAddress(ArticleAddress, req.params);
      const { version: seen, access, people } = parse(AccessForm, req.body);
      const ids = await listIdsByMail(db, people.split(/[\s,;]+/).filter(Boolean), 'people');
      await setAccess(db, req.person, articleId, seen, access, ids);
      res.redirect(303, `/articles/${articleId}/access`);
    },
    formShownAgain((refusal, req, res) =>
      showAccess(req, res, null, { refusal, body: req.body as unknown, form: 'access' }),
    ),
  );

  routes.post(
    '/articles/:articleId/outsiders',
    only('review'),
    async (req: Request, res: Response) => {
      const { articleId } = parseAddress(ArticleAddress, req.params);
      const secret = await inviteOutsider(db, req.person, articleId, parse(OutsiderForm, req.body));
      // Shown here and nowhere else: only its digest is kept.
      await showAccess(req, res, `${address(req)}/outside/${secret}`);
    },
    formShownAgain((refusal, req, res) =>
      showAccess(req, res, null, { refusal, body: req.body as unknown, form: 'outsider' }),
    ),
  );

  routes.post('/articles/:articleId/outsiders/:personId/ending', only('review'), async (req, res) => {
    const { articleId, personId } = parseAddress(OutsiderAddress, req.params);
    await endOutsider(db, req.person, articleId, personId);
    res.redirect(303, `/articles/${articleId}/access#outsiders`);
  });

  routes.get('/outside/:secret', only('enter'), async (req, res) => {
    const { secret } = parseAddress(LinkAddress, req.params);
    show(req, res, enterView, enterPage(await getOutsider(db, secret), secret));
  });

  routes.post('/outside/:secret', only('enter'), async (req, res) => {
    const { secret } = parseAddress(LinkAddress, req.params);
    const outsider = await comeIn(db, secret);
    const before = sessionIn(req);
    if (before !== null) await signOut(db, before);
    keepSession(req, res, await startSession(db, outsider, whenceOf(req)));
    res.redirect(303, `/articles/${outsider.articleId}`);
  });

  return routes;

  async function showAccess(
    req: Request,
    res: Response,
    made: string | null = null,
    refused: (Refused & { form: 'access' | 'outsider' }) | null = null,
  ): Promise<void> {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const article = await getArticle(db, req.person, articleId);
    demand(req.person, 'admit', article.createdBy === req.person.id ? 'own' : 'others');
    const desk = {
      article,
      admitted: await listAdmitted(db, req.person, articleId),
      outsiders: await listOutsiders(db, req.person, articleId),
      mayInvite: may(req.person, 'review'),
    };
    show(req, res, admissionView, admissionPage(desk, made, refused));
  }
}
