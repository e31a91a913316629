import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { Db } from '../db/client.ts';
import type { Refusal } from '../core/refusal.ts';
import { only } from '../web/guard.ts';
import { id, parse, parseAddress } from '../web/parse.ts';
import { formShownAgain } from '../web/problems.ts';
import { dayAt, show, type Newsroom } from '../web/render.ts';
import { answerQuery, settleQuery } from './actions.ts';
import { authorQueriesPage, authorQueriesView } from './pages.ts';
import { AnswerForm, QueriesQuery, SettleForm } from './parse.ts';
import { getAuthorQuery, listAuthorQueries } from './queries.ts';

const QueryAddress = z.object({ queryId: id });

/** Queries to the writer: whose turn it is, answering them, and what became of the answers. They are asked on a claim's page. */
export function authorQueryRoutes(db: Db, newsroom: Newsroom): Router {
  const routes = Router();

  routes.get('/author-queries', only('attend'), (req, res) => showQueries(req, res));

  routes.post(
    '/author-queries/:queryId/answer',
    only('answer'),
    async (req: Request, res: Response) => {
      const { queryId } = parseAddress(QueryAddress, req.params);
      const { version: seen, answer } = parse(AnswerForm, req.body);
      await answerQuery(db, req.person, queryId, seen, answer);
      await goBack(req, res, queryId);
    },
    formShownAgain((refusal, req, res) => showQueries(req, res, refusal)),
  );

  routes.post(
    '/author-queries/:queryId/outcome',
    only('annotate'),
    async (req: Request, res: Response) => {
      const { queryId } = parseAddress(QueryAddress, req.params);
      const { version: seen, outcome, note } = parse(SettleForm, req.body);
      await settleQuery(db, req.person, queryId, seen, outcome, note);
      await goBack(req, res, queryId);
    },
    formShownAgain((refusal, req, res) => showQueries(req, res, refusal)),
  );

  return routes;

  async function goBack(req: Request, res: Response, queryId: string): Promise<void> {
    const { claimId } = await getAuthorQuery(db, req.person, queryId);
    res.redirect(303, `/claims/${claimId}#query-${queryId}`);
  }

  async function showQueries(req: Request, res: Response, refusal: Refusal | null = null): Promise<void> {
    const { list, page } = parse(QueriesQuery, req.query);
    const slice = await listAuthorQueries(db, req.person, list, page);
    const today = dayAt(new Date(), newsroom.timeZone);
    const queryId = String(req.params['queryId'] ?? '');
    const refused = refusal && { refusal, body: req.body as unknown, queryId };
    show(req, res, authorQueriesView, authorQueriesPage(slice, list, page, req.person, today, refused));
  }
}
