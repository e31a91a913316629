import { Router } from 'express';
import { z } from 'zod';
import type { Db } from '../db/client.ts';
import { only } from '../web/guard.ts';
import { id, parse, parseAddress } from '../web/parse.ts';
import { liftOverride, overrideGate } from './actions.ts';
import { OverrideForm } from './parse.ts';
import { getGate } from './queries.ts';

const ArticleAddress = z.object({ articleId: id });

/** The article gate for programs: what stands in the way, and the editor's override. */
export function gateApi(db: Db): Router {
  const api = Router();

  api.get('/articles/:articleId/gate', only('read'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    res.json(await getGate(db, req.person, articleId, new Date()));
  });

  api.post('/articles/:articleId/gate/override', only('review'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const { revisionId, reason } = parse(OverrideForm, req.body);
    await overrideGate(db, req.person, articleId, revisionId, reason, new Date());
    res.status(201).json(await getGate(db, req.person, articleId, new Date()));
  });

  api.post('/articles/:articleId/gate/override/removal', only('review'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    await liftOverride(db, req.person, articleId);
    res.json(await getGate(db, req.person, articleId, new Date()));
  });

  return api;
}
