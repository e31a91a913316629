import { Router, type Response } from 'express';
import { z } from 'zod';
import type { Db } from '../db/client.ts';
import { only } from '../web/guard.ts';
import { addressOf } from '../web/paging.ts';
import { id, parse, parseAddress } from '../web/parse.ts';
import { acceptSuggestionAsIs, dismissSuggestion, reopenSuggestion } from './actions.ts';
import { BackForm, DismissalForm } from './parse.ts';

const SuggestionAddress = z.object({ suggestionId: id });

/** What a person decides on a suggestion; editing one begins at the form for a new claim. */
export function suggestionRoutes(db: Db): Router {
  const routes = Router();

  routes.post('/suggestions/:suggestionId/acceptance', only('annotate'), async (req, res) => {
    const { suggestionId } = parseAddress(SuggestionAddress, req.params);
    const { articleId, number } = await acceptSuggestionAsIs(db, req.person, suggestionId);
    const back = parse(BackForm, req.body);
    goBack(res, articleId, back.suggestions === 'open' ? back : { ...back, next: `claim-${number}` });
  });

  routes.post('/suggestions/:suggestionId/dismissal', only('annotate'), async (req, res) => {
    const { suggestionId } = parseAddress(SuggestionAddress, req.params);
    const { reason } = parse(DismissalForm, req.body);
    const { articleId } = await dismissSuggestion(db, req.person, suggestionId, reason);
    goBack(res, articleId, parse(BackForm, req.body));
  });

  routes.post('/suggestions/:suggestionId/reopening', only('annotate'), async (req, res) => {
    const { suggestionId } = parseAddress(SuggestionAddress, req.params);
    const { articleId } = await reopenSuggestion(db, req.person, suggestionId);
    goBack(res, articleId, parse(BackForm, req.body));
  });

  return routes;

  function goBack(res: Response, articleId: string, { next, ...shown }: z.infer<typeof BackForm>): void {
    res.redirect(303, `${addressOf(`/articles/${articleId}`, shown)}#${next}`);
  }
}
