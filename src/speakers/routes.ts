import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { Db } from '../db/client.ts';
import { listSpeakerHistory } from '../history/queries.ts';
import { only } from '../web/guard.ts';
import type { Refused } from '../web/forms.ts';
import { id, line, parse, parseAddress } from '../web/parse.ts';
import { formShownAgain } from '../web/problems.ts';
import { show } from '../web/render.ts';
import { amendSpeaker } from './actions.ts';
import { speakerListPage, speakerListView, speakerPage, speakerView } from './pages.ts';
import { AmendForm } from './parse.ts';
import { getSpeaker, listClaimsOfSpeaker, listSpeakers } from './queries.ts';

const ListQuery = z.object({ q: line(200).default(''), after: id.nullish().default(null) });
const SpeakerAddress = z.object({ speakerId: id });
export function speakerRoutes(db: Db): Router {
  const routes = Router();

  routes.get('/speakers', only('browse'), async (req, res) => {
    const { q, after } = parse(ListQuery, req.query);
    show(req, res, speakerListView, speakerListPage(await listSpeakers(db, req.person, q, after), q, after !== null));
  });

  routes.get('/speakers/:speakerId', only('browse'), (req, res) => showSpeaker(req, res));

  routes.post(
    '/speakers/:speakerId/amendments',
    only('annotate'),
    async (req: Request, res: Response) => {
      const { speakerId } = parseAddress(SpeakerAddress, req.params);
      const { version: seen, ...fields } = parse(AmendForm, req.body);
      await amendSpeaker(db, req.person, speakerId, seen, fields);
      res.redirect(303, `/speakers/${speakerId}`);
    },
    formShownAgain((refusal, req, res) => showSpeaker(req, res, { refusal, body: req.body as unknown })),
  );

  return routes;

  async function showSpeaker(req: Request, res: Response, refused: Refused | null = null): Promise<void> {
    const { speakerId } = parseAddress(SpeakerAddress, req.params);
    const speaker = await getSpeaker(db, req.person, speakerId);
    const credited = await listClaimsOfSpeaker(db, req.person, speakerId);
    show(
      req,
      res,
      speakerView,
      speakerPage(speaker, credited, await listSpeakerHistory(db, req.person, speakerId), refused),
    );
  }
}
