import { Router } from 'express';
import { getArticle } from '../articles/queries.ts';
import type { Db } from '../db/client.ts';
import { only } from '../web/guard.ts';
import { parse, parseAddress } from '../web/parse.ts';
import { show } from '../web/render.ts';
import { look, markSeen } from './actions.ts';
import { visitPage, visitView } from './pages.ts';
import { ArticleAddress, NewsQuery, SeenForm } from './parse.ts';
import { findNews } from './queries.ts';

/** What is new in an article to whoever looks at it. */
export function visitRoutes(db: Db): Router {
  const routes = Router();

  routes.get('/articles/:articleId/visits', only('look_back'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const { before } = parse(NewsQuery, req.query);
    const article = await getArticle(db, req.person, articleId);
    await look(db, req.person, articleId, new Date());
    const news = await findNews(db, req.person, articleId, before);
    show(req, res, visitView, visitPage(article, news, before !== null));
  });

  routes.post('/articles/:articleId/visits', only('look_back'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    await getArticle(db, req.person, articleId);
    await markSeen(db, req.person, articleId, parse(SeenForm, req.body).upTo, new Date());
    res.redirect(303, `/articles/${articleId}`);
  });

  return routes;
}
