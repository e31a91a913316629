import { Router } from 'express';
import { z } from 'zod';
import type { Db } from '../db/client.ts';
import { only } from '../web/guard.ts';
import { id, line, parse, parseAddress } from '../web/parse.ts';
import { amendSpeaker } from './actions.ts';
import { AmendForm } from './parse.ts';
import { getSpeaker, listClaimsOfSpeaker, listSpeakers } from './queries.ts';

const ListQuery = z.object({ q: line(200).default(''), after: id.nullish().default(null) });
const SpeakerAddress = z.object({ speakerId: id });

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
    res.json({
      ...(await getSpeaker(db, req.person, speakerId)),
      claims: await listClaimsOfSpeaker(db, req.person, speakerId),
    });
  });

  api.post('/speakers/:speakerId/amendments', only('annotate'), async (req, res) => {
    const { speakerId } = parseAddress(SpeakerAddress, req.params);
    const { version: seen, ...fields } = parse(AmendForm, req.body);
    await amendSpeaker(db, req.person, speakerId, seen, fields);
    res.json(await getSpeaker(db, req.person, speakerId));
  });

  return api;
}
