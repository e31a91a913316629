import { Router } from 'express';
import { z } from 'zod';
import { getArticle } from '../articles/queries.ts';
import type { Db } from '../db/client.ts';
import { only } from '../web/guard.ts';
import { id, parseAddress } from '../web/parse.ts';
import { listRechecks } from './queries.ts';

const ArticleAddress = z.object({ articleId: id });

/** What waits for another look, for programs; it is dealt with through the claim's own moves. */
export function recheckApi(db: Db): Router {
  const api = Router();

  api.get('/articles/:articleId/rechecks', only('read'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    await getArticle(db, req.person, articleId);
    res.json({ rechecks: await listRechecks(db, req.person, articleId) });
  });

  return api;
}
