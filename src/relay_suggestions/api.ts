import { Router } from 'express';
import type { Person } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { getSource } from '../sources/queries.ts';
import { only } from '../web/guard.ts';
import { parseAddress } from '../web/parse.ts';
import { dismissRelated } from './actions.ts';
import { PairAddress, SourceAddress } from './parse.ts';
import { listRelatedTo } from './queries.ts';

/** Sources that look related, for programs; accepted by linking a relay. */
export function relaySuggestionApi(db: Db): Router {
  const api = Router();

  api.get('/sources/:sourceId/relay-suggestions', only('browse'), async (req, res) => {
    res.json(await suggested(req.person, parseAddress(SourceAddress, req.params).sourceId));
  });

  api.post('/sources/:sourceId/relay-suggestions/:otherId/dismissal', only('annotate'), async (req, res) => {
    const { sourceId, otherId } = parseAddress(PairAddress, req.params);
    await dismissRelated(db, req.person, sourceId, otherId);
    res.json(await suggested(req.person, sourceId));
  });

  return api;

  async function suggested(person: Person, sourceId: string) {
    const { version } = await getSource(db, person, sourceId);
    return { version, suggestions: await listRelatedTo(db, person, sourceId) };
  }
}
