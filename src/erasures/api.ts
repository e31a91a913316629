import { Router } from 'express';
import type { Db } from '../db/client.ts';
import { erasePerson } from '../people/actions.ts';
import { getPerson } from '../people/queries.ts';
import { only } from '../web/guard.ts';
import { parse, parseAddress } from '../web/parse.ts';
import { eraseArticle } from './actions.ts';
import { ArticleAddress, EraseArticleForm, ErasePersonForm, PersonAddress } from './parse.ts';
import { getLoss } from './queries.ts';

/** Erasing for programs. */
export function erasureApi(db: Db): Router {
  const api = Router();

  api.get('/articles/:articleId/erasure', only('erase'), async (req, res) => {
    res.json(await getLoss(db, req.person, parseAddress(ArticleAddress, req.params).articleId));
  });

  api.post('/articles/:articleId/erasure', only('erase'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const { version: seen, reason } = parse(EraseArticleForm, req.body);
    await eraseArticle(db, req.person, articleId, seen, reason);
    res.status(204).end();
  });

  api.post('/people/:personId/erasure', only('erase'), async (req, res) => {
    const { personId } = parseAddress(PersonAddress, req.params);
    await erasePerson(db, req.person, personId, parse(ErasePersonForm, req.body).version);
    res.json(await getPerson(db, personId));
  });

  return api;
}
