import { Router } from 'express';
import type { Person } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { getSource } from '../sources/queries.ts';
import { only } from '../web/guard.ts';
import { parse, parseAddress } from '../web/parse.ts';
import { linkRelay, removeRelay } from './actions.ts';
import { RelayAddress, RelayForm, Seen, SourceAddress } from './parse.ts';
import { listRelayed, listRelaying } from './queries.ts';

/** What sources pass on, for programs. */
export function relayApi(db: Db): Router {
  const api = Router();

  api.get('/sources/:sourceId/relays', only('browse'), async (req, res) => {
    res.json(await relaysOf(req.person, parseAddress(SourceAddress, req.params).sourceId));
  });

  api.post('/sources/:sourceId/relays', only('annotate'), async (req, res) => {
    const { sourceId } = parseAddress(SourceAddress, req.params);
    const { version: seen, relayedId, ...draft } = parse(RelayForm, req.body);
    await linkRelay(db, req.person, sourceId, seen, relayedId, draft);
    res.json(await relaysOf(req.person, sourceId));
  });

  api.post('/sources/:sourceId/relays/:relayedId/removal', only('annotate'), async (req, res) => {
    const { sourceId, relayedId } = parseAddress(RelayAddress, req.params);
    await removeRelay(db, req.person, sourceId, parse(Seen, req.body).version, relayedId);
    res.json(await relaysOf(req.person, sourceId));
  });

  return api;

  async function relaysOf(person: Person, sourceId: string) {
    const { version } = await getSource(db, person, sourceId);
    return {
      version,
      passesOn: await listRelayed(db, person, sourceId),
      passedOnBy: await listRelaying(db, person, sourceId),
    };
  }
}
