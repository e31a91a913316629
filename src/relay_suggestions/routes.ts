import { Router } from 'express';
import type { Db } from '../db/client.ts';
import { only } from '../web/guard.ts';
import { parseAddress } from '../web/parse.ts';
import { dismissRelated } from './actions.ts';
import { PairAddress } from './parse.ts';

/** Suggestions stand on the page of what a source passes on; accepting one is saying so there. */
export function relaySuggestionRoutes(db: Db): Router {
  const routes = Router();

  routes.post('/sources/:sourceId/relay-suggestions/:otherId/dismissal', only('annotate'), async (req, res) => {
    const { sourceId, otherId } = parseAddress(PairAddress, req.params);
    await dismissRelated(db, req.person, sourceId, otherId);
    res.redirect(303, `/sources/${sourceId}/relays`);
  });

  return routes;
}
