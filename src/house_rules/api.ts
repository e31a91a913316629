import { Router } from 'express';
import type { Db } from '../db/client.ts';
import { only } from '../web/guard.ts';
import { parse } from '../web/parse.ts';
import { amendHouseRules } from './actions.ts';
import { HouseRulesForm, rulesMeant } from './parse.ts';
import { getHouseRules } from './queries.ts';

/** The house rules for programs. */
export function houseRuleApi(db: Db): Router {
  const api = Router();

  api.get('/house-rules', only('browse'), async (_req, res) => {
    res.json(await getHouseRules(db));
  });

  api.post('/house-rules', only('manage'), async (req, res) => {
    const sent = parse(HouseRulesForm, req.body);
    await amendHouseRules(db, req.person, sent.version, rulesMeant(sent));
    res.json(await getHouseRules(db));
  });

  return api;
}
