import { Router } from 'express';
import { z } from 'zod';
import type { Db } from '../db/client.ts';
import { getSource } from '../sources/queries.ts';
import { only } from '../web/guard.ts';
import { id, parse, parseAddress } from '../web/parse.ts';
import { mergeSources, undoMerge } from './actions.ts';
import { MergeForm } from './parse.ts';
import { listMerges } from './queries.ts';

const SourceAddress = z.object({ sourceId: id });
const MergeAddress = z.object({ mergeId: id });

export function mergeApi(db: Db): Router {
  const api = Router();

  api.get('/sources/:sourceId/merges', only('browse'), async (req, res) => {
    const { sourceId } = parseAddress(SourceAddress, req.params);
    await getSource(db, req.person, sourceId);
    res.json({ merges: await listMerges(db, req.person, sourceId) });
  });

  api.post('/sources/:sourceId/merges', only('annotate'), async (req, res) => {
    const { sourceId } = parseAddress(SourceAddress, req.params);
    const { seen, otherId } = parse(MergeForm, req.body);
    const mergeId = await mergeSources(db, req.person, sourceId, seen, otherId);
    res.status(201).json({ id: mergeId, source: await getSource(db, req.person, sourceId) });
  });

  api.post('/merges/:mergeId/undoing', only('annotate'), async (req, res) => {
    const { mergeId } = parseAddress(MergeAddress, req.params);
    res.json(await getSource(db, req.person, await undoMerge(db, req.person, mergeId)));
  });

  return api;
}
