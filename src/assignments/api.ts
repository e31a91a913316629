import { Router } from 'express';
import { z } from 'zod';
import { getArticle } from '../articles/queries.ts';
import { listClaims } from '../claims/queries.ts';
import type { Db } from '../db/client.ts';
import { only } from '../web/guard.ts';
import { id, parse, parseAddress } from '../web/parse.ts';
import { assignClaims } from './actions.ts';
import { AssignForm, claimsMeant } from './parse.ts';
import { listColleagues } from './queries.ts';

const ArticleAddress = z.object({ articleId: id });

/** Assignments for programs: who may check, and giving claims to them. */
export function assignmentApi(db: Db): Router {
  const api = Router();

  api.get('/articles/:articleId/colleagues', only('attend'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    await getArticle(db, req.person, articleId);
    res.json({ colleagues: await listColleagues(db, articleId) });
  });

  api.post('/articles/:articleId/assignments', only('annotate'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const sent = parse(AssignForm, req.body);
    await assignClaims(db, req.person, articleId, claimsMeant(sent), sent.to || null);
    res.json({ claims: await listClaims(db, req.person, articleId) });
  });

  return api;
}
