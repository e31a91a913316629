import { Router, type Request, type Response } from 'express';
import type { Refusal } from '../core/refusal.ts';
import type { Db } from '../db/client.ts';
import { listIdsByMail } from '../people/queries.ts';
import { SpeakerAddress } from '../speakers/parse.ts';
import { getSpeaker } from '../speakers/queries.ts';
import { only } from '../web/guard.ts';
import { parse, parseAddress } from '../web/parse.ts';
import { formShownAgain } from '../web/problems.ts';
import { show } from '../web/render.ts';
import { keepIdentity, readIdentity, removeIdentity, setIdentityReaders } from './actions.ts';
import { identityPage, identityView, type RefusedForm } from './pages.ts';
import { KeepForm, ReadersForm, Seen } from './parse.ts';
import { findIdentity } from './queries.ts';
import type { Keys } from './sealing.ts';

/** Who somebody unnamed is. There is no other door to it: no program and no terminal reads it. */
export function identityRoutes(db: Db, keys: Keys): Router {
  const routes = Router();

  routes.get('/speakers/:speakerId/identity', only('confide'), (req, res) => showIdentity(req, res));

  routes.post(
    '/speakers/:speakerId/identity',
    only('confide'),
    async (req: Request, res: Response) => {
      const { speakerId } = parseAddress(SpeakerAddress, req.params);
      const { version: seen, identity, readers } = parse(KeepForm, req.body);
      const readerIds = await listIdsByMail(db, readers, 'readers');
      await keepIdentity(db, keys, req.person, speakerId, seen, identity, readerIds);
      res.redirect(303, `/speakers/${speakerId}/identity`);
    },
    formShownAgain((refusal, req, res) => showRefused(req, res, refusal, 'keep')),
  );

  routes.post(
    '/speakers/:speakerId/identity/readings',
    only('confide'),
    async (req: Request, res: Response) => {
      const { speakerId } = parseAddress(SpeakerAddress, req.params);
      await showIdentity(req, res, await readIdentity(db, keys, req.person, speakerId));
    },
    formShownAgain((refusal, req, res) => showRefused(req, res, refusal, 'other')),
  );

  routes.post(
    '/speakers/:speakerId/identity/readers',
    only('confide'),
    async (req: Request, res: Response) => {
      const { speakerId } = parseAddress(SpeakerAddress, req.params);
      const { version: seen, readers } = parse(ReadersForm, req.body);
      await setIdentityReaders(db, req.person, speakerId, seen, await listIdsByMail(db, readers, 'readers'));
      res.redirect(303, `/speakers/${speakerId}/identity`);
    },
    formShownAgain((refusal, req, res) => showRefused(req, res, refusal, 'readers')),
  );

  routes.post(
    '/speakers/:speakerId/identity/removal',
    only('confide'),
    async (req: Request, res: Response) => {
      const { speakerId } = parseAddress(SpeakerAddress, req.params);
      await removeIdentity(db, req.person, speakerId, parse(Seen, req.body).version);
      res.redirect(303, `/speakers/${speakerId}/identity`);
    },
    formShownAgain((refusal, req, res) => showRefused(req, res, refusal, 'other')),
  );

  return routes;

  function showRefused(req: Request, res: Response, refusal: Refusal, form: RefusedForm['form']): Promise<void> {
    return showIdentity(req, res, null, { refusal, body: req.body as unknown, form });
  }

  async function showIdentity(
    req: Request,
    res: Response,
    words: string | null = null,
    refused: RefusedForm | null = null,
  ): Promise<void> {
    const { speakerId } = parseAddress(SpeakerAddress, req.params);
    const speaker = await getSpeaker(db, req.person, speakerId);
    const identity = await findIdentity(db, req.person, speakerId);
    // Neither a browser nor anything between keeps it.
    res.set('Cache-Control', 'no-store');
    const desk = { speaker, identity, on: keys.length > 0, person: req.person };
    show(req, res, identityView, identityPage(desk, words, refused));
  }
}
