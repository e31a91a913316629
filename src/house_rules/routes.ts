import { Router, type Request, type Response } from 'express';
import type { Db } from '../db/client.ts';
import { only } from '../web/guard.ts';
import { parse } from '../web/parse.ts';
import { formShownAgain } from '../web/problems.ts';
import { show } from '../web/render.ts';
import { amendHouseRules } from './actions.ts';
import { houseRulesPage, houseRulesView } from './pages.ts';
import { HouseRulesForm, rulesMeant } from './parse.ts';
import { getHouseRules } from './queries.ts';

/** What the newsroom asks of an article before it runs, to read for everyone and to set for admins. */
export function houseRuleRoutes(db: Db): Router {
  const routes = Router();

  routes.get('/house-rules', only('browse'), async (req, res) => {
    show(req, res, houseRulesView, houseRulesPage(await getHouseRules(db), req.person));
  });

  routes.post(
    '/house-rules',
    only('manage'),
    async (req: Request, res: Response) => {
      const sent = parse(HouseRulesForm, req.body);
      await amendHouseRules(db, req.person, sent.version, rulesMeant(sent));
      res.redirect(303, '/house-rules');
    },
    formShownAgain(async (refusal, req, res) => {
      const page = houseRulesPage(await getHouseRules(db), req.person, { refusal, body: req.body as unknown });
      show(req, res, houseRulesView, page);
    }),
  );

  return routes;
}
