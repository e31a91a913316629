import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { getArticle } from '../articles/queries.ts';
import { listColleagues } from '../assignments/queries.ts';
import type { Db } from '../db/client.ts';
import { getGate } from '../gates/queries.ts';
import { only } from '../web/guard.ts';
import type { Refused } from '../web/forms.ts';
import { id, parse, parseAddress } from '../web/parse.ts';
import { formShownAgain } from '../web/problems.ts';
import { show } from '../web/render.ts';
import { moveArticle, planArticle } from './actions.ts';
import { planPage, planView } from './pages.ts';
import { MoveForm, PlanForm } from './parse.ts';
import { getPlan } from './queries.ts';

const ArticleAddress = z.object({ articleId: id });

/** Whose an article is, when it is due, and its way over the desk. */
export function planRoutes(db: Db): Router {
  const routes = Router();

  routes.get('/articles/:articleId/plan', only('read'), (req, res) => showPlan(req, res));

  routes.post(
    '/articles/:articleId/plan',
    only('annotate'),
    async (req: Request, res: Response) => {
      const { articleId } = parseAddress(ArticleAddress, req.params);
      const { version: seen, ...fields } = parse(PlanForm, req.body);
      await planArticle(db, req.person, articleId, seen, fields);
      res.redirect(303, `/articles/${articleId}`);
    },
    formShownAgain((refusal, req, res) => showPlan(req, res, { refusal, body: req.body as unknown })),
  );

  routes.post(
    '/articles/:articleId/plan/moves',
    only('annotate'),
    async (req: Request, res: Response) => {
      const { articleId } = parseAddress(ArticleAddress, req.params);
      const { version: seen, move } = parse(MoveForm, req.body);
      await moveArticle(db, req.person, articleId, seen, move, new Date());
      res.redirect(303, `/articles/${articleId}`);
    },
    formShownAgain((refusal, req, res) => showPlan(req, res, { refusal, body: null })),
  );

  return routes;

  async function showPlan(req: Request, res: Response, refused: Refused | null = null): Promise<void> {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const article = await getArticle(db, req.person, articleId);
    const { inTheWay } = await getGate(db, req.person, articleId, new Date());
    const colleagues = await listColleagues(db, articleId);
    const plan = await getPlan(db, articleId);
    show(req, res, planView, planPage(article, plan, inTheWay.length, colleagues, req.person, refused));
  }
}
