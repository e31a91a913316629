import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { getArticle } from '../articles/queries.ts';
import type { Db } from '../db/client.ts';
import { originOf } from '../drafts/queries.ts';
import { readText, tooLong } from '../readers/text.ts';
import { textOf, uploaded } from '../snapshots/came.ts';
import { receiveText } from '../web/upload.ts';
import { only } from '../web/guard.ts';
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

  api.get('/articles/:articleId/revisions', only('read'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const { below } = parse(PageQuery, req.query);
    await getArticle(db, req.person, articleId);
    const { rows, next } = await listRevisions(db, req.person, articleId, below);
    res.json({ revisions: rows, next });
  });

  api.post(
    '/articles/:articleId/revisions',
    only('annotate'),
    receiveText(tooLong),
    async (req: Request, res: Response) => {
      const { articleId } = parseAddress(ArticleAddress, req.params);
      const { revisionId, body, draft } = parse(RevisionForm, req.body);
      const sent = req.file ? await textOf(uploaded(req.file)) : null;
      const origin = sent?.origin ?? (await originOf(db, req.person, draft));
      const added = await addRevision(db, req.person, articleId, revisionId, sent?.body ?? readText(body), origin);
      res.status(201).location(`/api/v1/articles/${articleId}/revisions/${added.revision}`).json(added);
    },
  );

  api.get('/articles/:articleId/revisions/:number', only('read'), async (req, res) => {
    const { articleId, number } = parseAddress(RevisionAddress, req.params);
    const revision = await getRevision(db, req.person, articleId, number);
    res.json({ ...revision, claims: await listFollows(db, revision.id) });
  });

  return api;
}
