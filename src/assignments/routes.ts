import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { getArticle } from '../articles/queries.ts';
import { listClaims } from '../claims/queries.ts';
import type { Db } from '../db/client.ts';
import { only } from '../web/guard.ts';
import type { Refused } from '../web/forms.ts';
import { id, parse, parseAddress } from '../web/parse.ts';
import { formShownAgain } from '../web/problems.ts';
import { show } from '../web/render.ts';
import { assignClaims } from './actions.ts';
import { assignmentsPage, assignmentsView } from './pages.ts';
import { AssignForm, claimsMeant } from './parse.ts';
import { listColleagues } from './queries.ts';

const ArticleAddress = z.object({ articleId: id });
const PageQuery = z.object({ page: z.coerce.number().int().min(1).catch(1).default(1) });

/** Who checks which claims of an article, one or many at a time. */
export function assignmentRoutes(db: Db): Router {
  const routes = Router();

  routes.get('/articles/:articleId/assignments', only('attend'), (req, res) => showAssignments(req, res));

  routes.post(
    '/articles/:articleId/assignments',
    only('annotate'),
    async (req: Request, res: Response) => {
      const { articleId } = parseAddress(ArticleAddress, req.params);
      const sent = parse(AssignForm, req.body);
      await assignClaims(db, req.person, articleId, claimsMeant(sent), sent.to || null);
      res.redirect(303, `/articles/${articleId}/assignments`);
    },
    formShownAgain((refusal, req, res) => showAssignments(req, res, { refusal, body: req.body as unknown })),
  );

  return routes;

  async function showAssignments(req: Request, res: Response, refused: Refused | null = null): Promise<void> {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const article = await getArticle(db, req.person, articleId);
    const claims = await listClaims(db, req.person, articleId);
    const colleagues = await listColleagues(db, articleId);
    const { page } = parse(PageQuery, req.query);
    show(req, res, assignmentsView, assignmentsPage(article, claims, colleagues, req.person, page, refused));
  }
}
