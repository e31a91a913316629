import { Router } from 'express';
import { getArticle } from '../articles/queries.ts';
import type { Db } from '../db/client.ts';
import { only } from '../web/guard.ts';
import { parse, parseAddress } from '../web/parse.ts';
import { markSeen } from './actions.ts';
import { ArticleAddress, NewsQuery, SeenForm } from './parse.ts';
import { findNews } from './queries.ts';

/** What is new in an article, for programs: to ask is not to look. */
export function visitApi(db: Db): Router {
  const api = Router();

  api.get('/articles/:articleId/visits', only('look_back'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const { before } = parse(NewsQuery, req.query);
    await getArticle(db, req.person, articleId);
    res.json({ news: await findNews(db, req.person, articleId, before) });
  });

  api.post('/articles/:articleId/visits', only('look_back'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const { upTo } = parse(SeenForm, req.body);
    await getArticle(db, req.person, articleId);
    await markSeen(db, req.person, articleId, upTo, new Date());
    res.json({ news: await findNews(db, req.person, articleId, null) });
  });

  return api;
}
