import { Router } from 'express';
import { z } from 'zod';
import type { Db } from '../db/client.ts';
import { listSourceHistory } from '../history/queries.ts';
import { getSpeakerMeant } from '../speakers/queries.ts';
import { only } from '../web/guard.ts';
import { id, line, parse, parseAddress } from '../web/parse.ts';
import { amendSource, nameSpeaker, recordSource } from './actions.ts';
import { AmendForm, SourceForm, SpeakerForm } from './parse.ts';
import { getDependents, getSource, listSources, listUsesOfSource } from './queries.ts';

const ListQuery = z.object({ q: line(200).default(''), tag: line(100).default(''), after: id.nullish().default(null) });
const UsesQuery = z.object({ after: id.nullish().default(null) });
const SourceAddress = z.object({ sourceId: id });

/** Sources for programs. */
export function sourceApi(db: Db): Router {
  const api = Router();

  api.get('/sources', only('browse'), async (req, res) => {
    const { q, tag, after } = parse(ListQuery, req.query);
    const { rows, ...rest } = await listSources(db, req.person, q, after, tag);
    res.json({ sources: rows, ...rest });
  });

  api.post('/sources', only('annotate'), async (req, res) => {
    const { anyway, ...fields } = parse(SourceForm, req.body);
    const sourceId = await recordSource(db, req.person, fields, { anyway });
    res
      .status(201)
      .location(`/api/v1/sources/${sourceId}`)
      .json(await getSource(db, req.person, sourceId));
  });

  api.get('/sources/:sourceId', only('browse'), async (req, res) => {
    const { sourceId } = parseAddress(SourceAddress, req.params);
    const { after } = parse(UsesQuery, req.query);
    const source = await getSource(db, req.person, sourceId);
    const { rows: uses, next } = await listUsesOfSource(db, req.person, sourceId, after);
    res.json({ ...source, uses, nextUse: next, dependents: await getDependents(db, req.person, sourceId) });
  });

  api.get('/sources/:sourceId/history', only('browse'), async (req, res) => {
    const { sourceId } = parseAddress(SourceAddress, req.params);
    await getSource(db, req.person, sourceId);
    res.json(await listSourceHistory(db, req.person, sourceId));
  });

  api.post('/sources/:sourceId/amendments', only('annotate'), async (req, res) => {
    const { sourceId } = parseAddress(SourceAddress, req.params);
    const {
      version: _version,
      author: _words,
      authors: author,
      speakerId,
      ...now
    } = await getSource(db, req.person, sourceId);
    // What a program does not send stays as it is.
    const { version: seen, ...fields } = parse(AmendForm, { ...now, author, ...(req.body as object) });
    await amendSource(db, req.person, sourceId, seen, { ...fields, speakerId });
    res.json(await getSource(db, req.person, sourceId));
  });

  api.post('/sources/:sourceId/speaker', only('annotate'), async (req, res) => {
    const { sourceId } = parseAddress(SourceAddress, req.params);
    const { version: seen, speaker } = parse(SpeakerForm, req.body);
    const speakerId = speaker === '' ? null : await getSpeakerMeant(db, req.person, speaker);
    await nameSpeaker(db, req.person, sourceId, seen, speakerId);
    res.json(await getSource(db, req.person, sourceId));
  });

  return api;
}
