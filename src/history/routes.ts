import { Router } from 'express';
import { z } from 'zod';
import { getArticle } from '../articles/queries.ts';
import { getClaimFile } from '../claims/queries.ts';
import { may } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { only } from '../web/guard.ts';
import { id, parse, parseAddress } from '../web/parse.ts';
import { show } from '../web/render.ts';
import { historyPage, historyView } from './pages.ts';
import { HistoryQuery } from './parse.ts';
import { EVERYTHING, getChainHead, listArticleHistory, listClaimHistory, listDoers, listHistory } from './queries.ts';

const ArticleAddress = z.object({ articleId: id });
const ClaimAddress = z.object({ claimId: id });

/** What happened: on the whole desk, in an article, to a claim. Nothing here can be changed. */
export function historyRoutes(db: Db): Router {
  const routes = Router();

  routes.get('/history', only('browse'), async (req, res) => {
    const { before, ...filter } = parse(HistoryQuery, req.query);
    const page = historyPage({
      slice: await listHistory(db, req.person, before, filter),
      head: await getChainHead(db, null),
      about: null,
      address: '/history',
      paged: before !== null,
      filter,
      offered: {
        people: may(req.person, 'keep_account') ? await listDoers(db, null) : null,
        claims: false,
        desk: may(req.person, 'manage'),
      },
    });
    show(req, res, historyView, page);
  });

  routes.get('/articles/:articleId/history', only('browse'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const { before, ...filter } = parse(HistoryQuery, req.query);
    const { title } = await getArticle(db, req.person, articleId);
    const href = `/articles/${articleId}`;
    const page = historyPage({
      slice: await listArticleHistory(db, req.person, articleId, before, filter),
      head: await getChainHead(db, articleId),
      about: { text: title, href },
      address: `${href}/history`,
      paged: before !== null,
      filter,
      offered: { people: await listDoers(db, articleId), claims: true, desk: false },
    });
    show(req, res, historyView, page);
  });

  routes.get('/claims/:claimId/history', only('browse'), async (req, res) => {
    const { claimId } = parseAddress(ClaimAddress, req.params);
    const { before } = parse(HistoryQuery, req.query);
    const { number, articleId } = await getClaimFile(db, req.person, claimId);
    const href = `/claims/${claimId}`;
    const page = historyPage({
      slice: await listClaimHistory(db, req.person, claimId, before),
      head: await getChainHead(db, articleId),
      about: { text: `claim ${number}`, href },
      address: `${href}/history`,
      paged: before !== null,
      filter: EVERYTHING,
      offered: null,
    });
    show(req, res, historyView, page);
  });

  return routes;
}
