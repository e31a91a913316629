import { Router } from 'express';
import { z } from 'zod';
import type { Db } from '../db/client.ts';
import { only } from '../web/guard.ts';
import { id, parse, parseAddress } from '../web/parse.ts';
import { answerQuery, askAuthor, settleQuery } from './actions.ts';
import { AnswerForm, AskForm, QueriesQuery, SettleForm } from './parse.ts';
import { getAuthorQuery, listAuthorQueries, listQueriesOfClaim } from './queries.ts';

const ClaimAddress = z.object({ claimId: id });
const QueryAddress = z.object({ queryId: id });

/** Queries to the writer, for programs. */
export function authorQueryApi(db: Db): Router {
  const api = Router();

  api.get('/author-queries', only('attend'), async (req, res) => {
    const { list, page } = parse(QueriesQuery, req.query);
    res.json(await listAuthorQueries(db, req.person, list, page));
  });

  api.get('/claims/:claimId/author-queries', only('attend'), async (req, res) => {
    const { claimId } = parseAddress(ClaimAddress, req.params);
    res.json({ queries: await listQueriesOfClaim(db, req.person, claimId) });
  });

  api.post('/claims/:claimId/author-queries', only('annotate'), async (req, res) => {
    const { claimId } = parseAddress(ClaimAddress, req.params);
    const { version: seen, ...draft } = parse(AskForm, req.body);
    const queryId = await askAuthor(db, req.person, claimId, seen, draft);
    res
      .status(201)
      .location(`/api/v1/author-queries/${queryId}`)
      .json(await getAuthorQuery(db, req.person, queryId));
  });

  api.get('/author-queries/:queryId', only('attend'), async (req, res) => {
    const { queryId } = parseAddress(QueryAddress, req.params);
    res.json(await getAuthorQuery(db, req.person, queryId));
  });

  api.post('/author-queries/:queryId/answer', only('answer'), async (req, res) => {
    const { queryId } = parseAddress(QueryAddress, req.params);
    const { version: seen, answer } = parse(AnswerForm, req.body);
    await answerQuery(db, req.person, queryId, seen, answer);
    res.json(await getAuthorQuery(db, req.person, queryId));
  });

  api.post('/author-queries/:queryId/outcome', only('annotate'), async (req, res) => {
    const { queryId } = parseAddress(QueryAddress, req.params);
    const { version: seen, outcome, note } = parse(SettleForm, req.body);
    await settleQuery(db, req.person, queryId, seen, outcome, note);
    res.json(await getAuthorQuery(db, req.person, queryId));
  });

  return api;
}
