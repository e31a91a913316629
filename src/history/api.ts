import { Router } from 'express';
import { z } from 'zod';
import { getArticle } from '../articles/queries.ts';
import { DESK_CHAIN } from '../core/chain.ts';
import type { Db } from '../db/client.ts';
import { only } from '../web/guard.ts';
import { id, parse, parseAddress } from '../web/parse.ts';
import { HistoryQuery } from './parse.ts';
import { getChainHead, listArticleHistory, listHistory, verifyChain } from './queries.ts';

const ArticleAddress = z.object({ articleId: id });
const ChainQuery = z.object({ head: z.hash('sha256').nullish().default(null) });

/** History for programs: what happened, where its chains end, and whether they hold. */
export function historyApi(db: Db): Router {
  const api = Router();

  api.get('/history', only('browse'), async (req, res) => {
    const { before, ...filter } = parse(HistoryQuery, req.query);
    res.json({ ...(await listHistory(db, req.person, before, filter)), head: await getChainHead(db, null) });
  });

  api.get('/history/verification', only('browse'), async (req, res) => {
    const { head } = parse(ChainQuery, req.query);
    res.json(await verifyChain(db, DESK_CHAIN, head));
  });

  api.get('/articles/:articleId/history', only('browse'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const { before, ...filter } = parse(HistoryQuery, req.query);
    await getArticle(db, req.person, articleId);
    const slice = await listArticleHistory(db, req.person, articleId, before, filter);
    res.json({ ...slice, head: await getChainHead(db, articleId) });
  });

  api.get('/articles/:articleId/history/verification', only('browse'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const { head } = parse(ChainQuery, req.query);
    await getArticle(db, req.person, articleId);
    res.json(await verifyChain(db, articleId, head));
  });

  return api;
}
