import { Router } from 'express';
import { z } from 'zod';
import type { Db } from '../db/client.ts';
import { only } from '../web/guard.ts';
import { id, parse, parseAddress } from '../web/parse.ts';
import { acceptSuggestionAsIs, dismissSuggestion, reopenSuggestion } from './actions.ts';
import { DismissalForm } from './parse.ts';

const SuggestionAddress = z.object({ suggestionId: id });

/** What a person decides on a suggestion; editing one begins at the form for a new claim. */
export function suggestionRoutes(db: Db): Router {
  const routes = Router();

  routes.post('/suggestions/:suggestionId/acceptance', only('annotate'), async (req, res) => {
    const { suggestionId } = parseAddress(SuggestionAddress, req.params);
    const { articleId, number } = await acceptSuggestionAsIs(db, req.person, suggestionId);
    res.redirect(303, `/articles/${articleId}#claim-${number}`);
  });

  routes.post('/suggestions/:suggestionId/dismissal', only('annotate'), async (req, res) => {
    const { suggestionId } = parseAddress(SuggestionAddress, req.params);
    const { reason } = parse(DismissalForm, req.body);
    const { articleId } = await dismissSuggestion(db, req.person, suggestionId, reason);
    res.redirect(303, `/articles/${articleId}#claims-list`);
  });

  routes.post('/suggestions/:suggestionId/reopening', only('annotate'), async (req, res) => {
    const { suggestionId } = parseAddress(SuggestionAddress, req.params);
    const { articleId } = await reopenSuggestion(db, req.person, suggestionId);
    res.redirect(303, `/articles/${articleId}#claims-list`);
  });

  return routes;
}
