import { Router } from 'express';
import type { Person } from '../core/rights.ts';
import type { Standing } from '../core/sourcing.ts';
import type { Db } from '../db/client.ts';
import { getSource } from '../sources/queries.ts';
import { only } from '../web/guard.ts';
import { parse, parseAddress } from '../web/parse.ts';
import { setStanding } from './actions.ts';
import { SourceAddress, StandingForm, StandingQuery } from './parse.ts';
import { previewFall } from './queries.ts';

/** Whether sources stand, for programs; with `to`, what would fall. */
export function standingApi(db: Db): Router {
  const api = Router();

  api.get('/sources/:sourceId/standing', only('browse'), async (req, res) => {
    const { to, page } = parse(StandingQuery, req.query);
    res.json(await standingOf(req.person, parseAddress(SourceAddress, req.params).sourceId, to, page));
  });

  api.post('/sources/:sourceId/standing', only('annotate'), async (req, res) => {
    const { sourceId } = parseAddress(SourceAddress, req.params);
    const { version: seen, ...draft } = parse(StandingForm, req.body);
    await setStanding(db, req.person, sourceId, seen, draft);
    res.json(await standingOf(req.person, sourceId, null, 1));
  });

  return api;

  async function standingOf(person: Person, sourceId: string, to: Standing | null, page: number) {
    const source = await getSource(db, person, sourceId);
    const { version, standing, standingReason: reason, standingOn: on, standingSince: since } = source;
    return {
      version,
      standing,
      reason,
      on,
      since,
      over: await previewFall(db, person, source, { to, page }, new Date()),
    };
  }
}
