import { Router } from 'express';
import type { Person } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { MergeForm } from '../merges/parse.ts';
import { only } from '../web/guard.ts';
import { parse, parseAddress } from '../web/parse.ts';
import { amendSpeaker, approveSpeaker, mergeSpeakers, undoSpeakerMerge } from './actions.ts';
import { AmendForm, ClaimsQuery, ListQuery, Seen, SpeakerAddress } from './parse.ts';
import { getSpeaker, getTurnout, listClaimsOfSpeaker, listMergedInto, listNamesakes, listSpeakers } from './queries.ts';

/** Speakers for programs. They are recorded with the credits of claims. */
export function speakerApi(db: Db): Router {
  const api = Router();

  api.get('/speakers', only('browse'), async (req, res) => {
    const { q, after } = parse(ListQuery, req.query);
    const { rows, next } = await listSpeakers(db, req.person, q, after);
    res.json({ speakers: rows, next });
  });

  api.get('/speakers/:speakerId', only('browse'), async (req, res) => {
    const { speakerId } = parseAddress(SpeakerAddress, req.params);
    const { page } = parse(ClaimsQuery, req.query);
    res.json(await speakerTold(db, req.person, speakerId, page));
  });

  api.post('/speakers/:speakerId/amendments', only('annotate'), async (req, res) => {
    const { speakerId } = parseAddress(SpeakerAddress, req.params);
    const { name, kind, groundRules, terms, whyUnnamed, people } = await getSpeaker(db, req.person, speakerId);
    // What a program does not send stays as it is.
    const now = { name, kind, groundRules, terms, whyUnnamed, people };
    const { version: seen, ...fields } = parse(AmendForm, { ...now, ...(req.body as object) });
    await amendSpeaker(db, req.person, speakerId, seen, fields);
    res.json(await getSpeaker(db, req.person, speakerId));
  });

  api.post('/speakers/:speakerId/approval', only('review'), async (req, res) => {
    const { speakerId } = parseAddress(SpeakerAddress, req.params);
    await approveSpeaker(db, req.person, speakerId, parse(Seen, req.body).version);
    res.json(await getSpeaker(db, req.person, speakerId));
  });

  api.post('/speakers/:speakerId/merges', only('annotate'), async (req, res) => {
    const { speakerId } = parseAddress(SpeakerAddress, req.params);
    const { seen, otherId } = parse(MergeForm, req.body);
    await mergeSpeakers(db, req.person, speakerId, seen, otherId);
    res.status(201).json(await speakerTold(db, req.person, speakerId, 1));
  });

  api.post('/speakers/:speakerId/merge/undoing', only('annotate'), async (req, res) => {
    const { speakerId } = parseAddress(SpeakerAddress, req.params);
    await undoSpeakerMerge(db, req.person, speakerId);
    res.json(await getSpeaker(db, req.person, speakerId));
  });

  return api;
}

async function speakerTold(db: Db, person: Person, speakerId: string, page: number) {
  const speaker = await getSpeaker(db, person, speakerId);
  return {
    ...speaker,
    turnout: await getTurnout(db, person, speakerId),
    claims: await listClaimsOfSpeaker(db, person, speakerId, page),
    merged: await listMergedInto(db, person, speakerId),
    namesakes: await listNamesakes(db, person, speaker),
  };
}
