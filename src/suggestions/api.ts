import { Router } from 'express';
import { z } from 'zod';
import { AcceptForm } from '../articles/parse.ts';
import { getArticle } from '../articles/queries.ts';
import type { Db } from '../db/client.ts';
import { only } from '../web/guard.ts';
import { id, parse, parseAddress } from '../web/parse.ts';
import { acceptSuggestionAsIs, acceptSuggestions, dismissSuggestion, reopenSuggestion } from './actions.ts';
import { DismissalForm } from './parse.ts';
import { listSuggestions } from './queries.ts';

const ArticleAddress = z.object({ articleId: id });
/** `?all=1` gives those under the line too. */
const SuggestionsQuery = z.object({ all: z.enum(['1']).optional() });
const SuggestionAddress = z.object({ suggestionId: id });

/** Suggestions for programs. An edited one is accepted by marking a claim with its `suggestionId`. */
export function suggestionApi(db: Db): Router {
  const api = Router();

  api.get('/articles/:articleId/suggestions', only('read'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const { revisionId } = await getArticle(db, req.person, articleId);
    const { all } = parse(SuggestionsQuery, req.query);
    res.json({ suggestions: await listSuggestions(db, revisionId, { all: all !== undefined }) });
  });

  api.post('/articles/:articleId/acceptances', only('annotate'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const { atLeast } = parse(AcceptForm, req.body);
    res.status(201).json({ claims: await acceptSuggestions(db, req.person, articleId, atLeast) });
  });

  api.post('/suggestions/:suggestionId/acceptance', only('annotate'), async (req, res) => {
    const { suggestionId } = parseAddress(SuggestionAddress, req.params);
    res.status(201).json({ claim: await acceptSuggestionAsIs(db, req.person, suggestionId) });
  });

  api.post('/suggestions/:suggestionId/dismissal', only('annotate'), async (req, res) => {
    const { suggestionId } = parseAddress(SuggestionAddress, req.params);
    const { reason } = parse(DismissalForm, req.body);
    await dismissSuggestion(db, req.person, suggestionId, reason);
    res.status(204).end();
  });

  api.post('/suggestions/:suggestionId/reopening', only('annotate'), async (req, res) => {
    const { suggestionId } = parseAddress(SuggestionAddress, req.params);
    await reopenSuggestion(db, req.person, suggestionId);
    res.status(204).end();
  });

  return api;
}
