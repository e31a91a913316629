import { Router, type Request, type Response } from 'express';
import type { Refusal } from '../core/refusal.ts';
import type { Db } from '../db/client.ts';
import { listSpeakerHistory } from '../history/queries.ts';
import { MergeForm } from '../merges/parse.ts';
import { only } from '../web/guard.ts';
import { attempt, parse, parseAddress } from '../web/parse.ts';
import { formShownAgain } from '../web/problems.ts';
import { show } from '../web/render.ts';
import { amendSpeaker, approveSpeaker, mergeSpeakers, undoSpeakerMerge } from './actions.ts';
import { speakerListPage, speakerListView, speakerPage, speakerView, type SpeakerFormName } from './pages.ts';
import { AmendForm, ClaimsQuery, ListQuery, Seen, SpeakerAddress } from './parse.ts';
import { getSpeaker, getTurnout, listClaimsOfSpeaker, listMergedInto, listNamesakes, listSpeakers } from './queries.ts';

export function speakerRoutes(db: Db): Router {
  const routes = Router();

  routes.get('/speakers', only('browse'), async (req, res) => {
    const { q, after } = parse(ListQuery, req.query);
    show(req, res, speakerListView, speakerListPage(await listSpeakers(db, req.person, q, after), q, after !== null));
  });

  routes.get('/speakers/:speakerId', only('browse'), async (req, res) => {
    const { speakerId } = parseAddress(SpeakerAddress, req.params);
    const { shownAs } = await getSpeaker(db, req.person, speakerId);
    if (shownAs === speakerId) await showSpeaker(req, res);
    else res.redirect(303, `/speakers/${shownAs}`);
  });

  routes.post(
    '/speakers/:speakerId/amendments',
    only('annotate'),
    async (req: Request, res: Response) => {
      const { speakerId } = parseAddress(SpeakerAddress, req.params);
      const { version: seen, ...fields } = parse(AmendForm, req.body);
      await amendSpeaker(db, req.person, speakerId, seen, fields);
      res.redirect(303, `/speakers/${speakerId}`);
    },
    formShownAgain((refusal, req, res) => showSpeaker(req, res, refusal, 'amend')),
  );

  routes.post(
    '/speakers/:speakerId/approval',
    only('review'),
    async (req: Request, res: Response) => {
      const { speakerId } = parseAddress(SpeakerAddress, req.params);
      await approveSpeaker(db, req.person, speakerId, parse(Seen, req.body).version);
      res.redirect(303, `/speakers/${speakerId}#record`);
    },
    formShownAgain((refusal, req, res) => showSpeaker(req, res, refusal, 'other')),
  );

  routes.post(
    '/speakers/:speakerId/merges',
    only('annotate'),
    async (req: Request, res: Response) => {
      const { speakerId } = parseAddress(SpeakerAddress, req.params);
      const { seen, otherId } = parse(MergeForm, req.body);
      await mergeSpeakers(db, req.person, speakerId, seen, otherId);
      res.redirect(303, `/speakers/${speakerId}`);
    },
    formShownAgain((refusal, req, res) => showSpeaker(req, res, refusal, 'merge')),
  );

  routes.post('/speakers/:speakerId/merge/undoing', only('annotate'), async (req, res) => {
    const { speakerId } = parseAddress(SpeakerAddress, req.params);
    await undoSpeakerMerge(db, req.person, speakerId);
    res.redirect(303, `/speakers/${speakerId}`);
  });

  return routes;

  async function showSpeaker(
    req: Request,
    res: Response,
    refusal: Refusal | null = null,
    form: SpeakerFormName = 'other',
  ): Promise<void> {
    const { speakerId } = parseAddress(SpeakerAddress, req.params);
    const asked = attempt(ClaimsQuery, req.query);
    const page = asked.ok ? asked.value.page : 1;
    const speaker = await getSpeaker(db, req.person, speakerId);
    const desk = {
      speaker,
      turnout: await getTurnout(db, req.person, speakerId),
      claims: await listClaimsOfSpeaker(db, req.person, speakerId, page),
      page,
      merged: await listMergedInto(db, req.person, speakerId),
      namesakes: await listNamesakes(db, req.person, speaker),
      history: await listSpeakerHistory(db, req.person, speakerId),
      person: req.person,
    };
    show(req, res, speakerView, speakerPage(desk, refusal && { refusal, body: req.body as unknown, form }));
  }
}
