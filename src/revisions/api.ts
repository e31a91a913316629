import { Router } from 'express';
import { z } from 'zod';
import { getArticle } from '../articles/queries.ts';
import type { Db } from '../db/client.ts';
import { readText } from '../readers/text.ts';
import { id, parse, parseAddress, wholeNumber } from '../web/parse.ts';
import { addRevision } from './actions.ts';
import { RevisionForm } from './parse.ts';
import { getRevision, listFollows, listRevisions } from './queries.ts';

const ArticleAddress = z.object({ articleId: id });
const RevisionAddress = z.object({ articleId: id, number: wholeNumber });
const PageQuery = z.object({ below: wholeNumber.nullish().default(null) });

/** Revisions for programs. Offsets are UTF-16 code units, half-open. */
export function revisionApi(db: Db): Router {
  const api = Router();

  api.get('/articles/:articleId/revisions', async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const { below } = parse(PageQuery, req.query);
    await getArticle(db, req.person, articleId);
    const { rows, next } = await listRevisions(db, req.person, articleId, below);
    res.json({ revisions: rows, next });
  });

  api.post('/articles/:articleId/revisions', async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const { revisionId, body } = parse(RevisionForm, req.body);
    const added = await addRevision(db, req.person, articleId, revisionId, readText(body));
    res.status(201).location(`/api/v1/articles/${articleId}/revisions/${added.revision}`).json(added);
  });

  api.get('/articles/:articleId/revisions/:number', async (req, res) => {
    const { articleId, number } = parseAddress(RevisionAddress, req.params);
    const revision = await getRevision(db, req.person, articleId, number);
    res.json({ ...revision, claims: await listFollows(db, revision.id) });
  });

  return api;
}
