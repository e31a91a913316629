import { Router } from 'express';
import { z } from 'zod';
import { getArticle } from '../articles/queries.ts';
import type { Db } from '../db/client.ts';
import { only } from '../web/guard.ts';
import { id, parse, parseAddress } from '../web/parse.ts';
import { moveArticle, planArticle } from './actions.ts';
import { MoveForm, PlanForm } from './parse.ts';
import { getPlan } from './queries.ts';

const ArticleAddress = z.object({ articleId: id });

/** The plan of an article for programs. */
export function planApi(db: Db): Router {
  const api = Router();

  api.get('/articles/:articleId/plan', only('read'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    await getArticle(db, req.person, articleId);
    res.json(await getPlan(db, articleId));
  });

  api.post('/articles/:articleId/plan', only('annotate'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const { version: seen, ...fields } = parse(PlanForm, req.body);
    await planArticle(db, req.person, articleId, seen, fields);
    res.json(await getPlan(db, articleId));
  });

  api.post('/articles/:articleId/plan/moves', only('annotate'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const { version: seen, move } = parse(MoveForm, req.body);
    await moveArticle(db, req.person, articleId, seen, move, new Date());
    res.json(await getPlan(db, articleId));
  });

  return api;
}
