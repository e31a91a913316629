import { Router, type Request, type Response } from 'express';
import type { Db } from '../db/client.ts';
import { getSource } from '../sources/queries.ts';
import type { Refused } from '../web/forms.ts';
import { only } from '../web/guard.ts';
import { parse, parseAddress } from '../web/parse.ts';
import { formShownAgain } from '../web/problems.ts';
import { show } from '../web/render.ts';
import { setStanding } from './actions.ts';
import { standingMeant, standingPage, standingView } from './pages.ts';
import { SourceAddress, StandingForm, StandingQuery } from './parse.ts';
import { previewFall } from './queries.ts';

/** Whether a source stands, and what rests on it. */
export function standingRoutes(db: Db): Router {
  const routes = Router();

  routes.get('/sources/:sourceId/standing', only('browse'), (req, res) => showStanding(req, res));

  routes.post(
    '/sources/:sourceId/standing',
    only('annotate'),
    async (req: Request, res: Response) => {
      const { sourceId } = parseAddress(SourceAddress, req.params);
      const { version: seen, ...draft } = parse(StandingForm, req.body);
      await setStanding(db, req.person, sourceId, seen, draft);
      res.redirect(303, `/sources/${sourceId}/standing`);
    },
    formShownAgain((refusal, req, res) => showStanding(req, res, { refusal, body: req.body as unknown })),
  );

  return routes;

  async function showStanding(req: Request, res: Response, refused: Refused | null = null): Promise<void> {
    const { sourceId } = parseAddress(SourceAddress, req.params);
    const asked = parse(StandingQuery, req.query);
    const source = await getSource(db, req.person, sourceId);
    const to = refused ? standingMeant(refused, source) : asked.to;
    const slice = await previewFall(db, req.person, source, { to, page: asked.page }, new Date());
    show(req, res, standingView, standingPage(source, slice, req.person, refused));
  }
}
