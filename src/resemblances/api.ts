import { Router } from 'express';
import { getClaimFile } from '../claims/queries.ts';
import type { Person } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { only } from '../web/guard.ts';
import { parse, parseAddress } from '../web/parse.ts';
import { decideResemblance } from './actions.ts';
import { ClaimAddress, VerdictForm } from './parse.ts';
import { listResemblances } from './queries.ts';

/** What claims resemble, for programs. */
export function resemblanceApi(db: Db): Router {
  const api = Router();

  api.get('/claims/:claimId/resemblances', only('browse'), async (req, res) => {
    res.json(await resemblancesOf(req.person, parseAddress(ClaimAddress, req.params).claimId));
  });

  api.post('/claims/:claimId/resemblances', only('annotate'), async (req, res) => {
    const { claimId } = parseAddress(ClaimAddress, req.params);
    const { earlier, verdict } = parse(VerdictForm, req.body);
    await decideResemblance(db, req.person, claimId, earlier, verdict);
    res.json(await resemblancesOf(req.person, claimId));
  });

  return api;

  async function resemblancesOf(person: Person, claimId: string) {
    return listResemblances(db, person, await getClaimFile(db, person, claimId), true);
  }
}
