import { Router } from 'express';
import { z } from 'zod';
import { getArticle } from '../articles/queries.ts';
import { getClaimFile } from '../claims/queries.ts';
import type { Db } from '../db/client.ts';
import { only } from '../web/guard.ts';
import { id, parse, parseAddress } from '../web/parse.ts';
import { correctClaim } from './actions.ts';
import { CorrectionForm } from './parse.ts';
import { listCorrections } from './queries.ts';

const ArticleAddress = z.object({ articleId: id });
const ClaimAddress = z.object({ claimId: id });

/** Corrections for programs. */
export function correctionApi(db: Db): Router {
  const api = Router();

  api.get('/articles/:articleId/corrections', only('read'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    await getArticle(db, req.person, articleId);
    res.json({ corrections: await listCorrections(db, req.person, articleId) });
  });

  api.post('/claims/:claimId/corrections', only('review'), async (req, res) => {
    const { claimId } = parseAddress(ClaimAddress, req.params);
    const { version: seen, ...draft } = parse(CorrectionForm, req.body);
    await correctClaim(db, req.person, claimId, seen, draft);
    const { articleId } = await getClaimFile(db, req.person, claimId);
    res.status(201).json({ corrections: await listCorrections(db, req.person, articleId) });
  });

  return api;
}
