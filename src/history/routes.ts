import { Router } from 'express';
import { z } from 'zod';
import { getArticle } from '../articles/queries.ts';
import { getClaimFile } from '../claims/queries.ts';
import type { Db } from '../db/client.ts';
import { only } from '../web/guard.ts';
import { id, parse, parseAddress, wholeNumber } from '../web/parse.ts';
import { show } from '../web/render.ts';
import { historyPage, historyView } from './pages.ts';
import { getChainHead, listArticleHistory, listClaimHistory, listHistory } from './queries.ts';

const ArticleAddress = z.object({ articleId: id });
const ClaimAddress = z.object({ claimId: id });
const PageQuery = z.object({ before: wholeNumber.nullish().default(null) });

/** What happened: on the whole desk, in an article, to a claim. Nothing here can be changed. */
export function historyRoutes(db: Db): Router {
  const routes = Router();

  routes.get('/history', only('browse'), async (req, res) => {
    const { before } = parse(PageQuery, req.query);
    const slice = await listHistory(db, req.person, before);
    show(req, res, historyView, historyPage(slice, await getChainHead(db, null), null, '/history', before !== null));
  });

  routes.get('/articles/:articleId/history', only('browse'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const { before } = parse(PageQuery, req.query);
    const { title } = await getArticle(db, req.person, articleId);
    const about = { text: title, href: `/articles/${articleId}` };
    const slice = await listArticleHistory(db, req.person, articleId, before);
    const head = await getChainHead(db, articleId);
    show(req, res, historyView, historyPage(slice, head, about, `${about.href}/history`, before !== null));
  });

  routes.get('/claims/:claimId/history', only('browse'), async (req, res) => {
    const { claimId } = parseAddress(ClaimAddress, req.params);
    const { before } = parse(PageQuery, req.query);
    const { number, articleId } = await getClaimFile(db, req.person, claimId);
    const about = { text: `claim ${number}`, href: `/claims/${claimId}` };
    const slice = await listClaimHistory(db, req.person, claimId, before);
    const head = await getChainHead(db, articleId);
    show(req, res, historyView, historyPage(slice, head, about, `${about.href}/history`, before !== null));
  });

  return routes;
}
