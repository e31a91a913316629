import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { keysOf } from '../core/citations.ts';
import type { Db } from '../db/client.ts';
import { getSource, listTwins } from '../sources/queries.ts';
import type { Refused } from '../web/forms.ts';
import { only } from '../web/guard.ts';
import { id, parse, parseAddress } from '../web/parse.ts';
import { formShownAgain } from '../web/problems.ts';
import { show } from '../web/render.ts';
import { mergeSources, undoMerge } from './actions.ts';
import { mergesPage, mergesView } from './pages.ts';
import { MergeForm } from './parse.ts';
import { listMerges } from './queries.ts';

const SourceAddress = z.object({ sourceId: id });
const MergeAddress = z.object({ mergeId: id });

/** Two records of one source made into one, and apart again. */
export function mergeRoutes(db: Db): Router {
  const routes = Router();

  routes.get('/sources/:sourceId/merges', only('browse'), (req, res) => showMerges(req, res));

  routes.post(
    '/sources/:sourceId/merges',
    only('annotate'),
    async (req: Request, res: Response) => {
      const { sourceId } = parseAddress(SourceAddress, req.params);
      const { seen, otherId } = parse(MergeForm, req.body);
      await mergeSources(db, req.person, sourceId, seen, otherId);
      res.redirect(303, `/sources/${sourceId}`);
    },
    formShownAgain((refusal, req, res) => showMerges(req, res, { refusal, body: req.body as unknown })),
  );

  routes.post('/merges/:mergeId/undoing', only('annotate'), async (req, res) => {
    const { mergeId } = parseAddress(MergeAddress, req.params);
    res.redirect(303, `/sources/${await undoMerge(db, req.person, mergeId)}`);
  });

  return routes;

  async function showMerges(req: Request, res: Response, refused: Refused | null = null): Promise<void> {
    const { sourceId } = parseAddress(SourceAddress, req.params);
    const source = await getSource(db, req.person, sourceId);
    const twins = await listTwins(db, req.person, keysOf(source), sourceId);
    const merges = await listMerges(db, req.person, sourceId);
    show(req, res, mergesView, mergesPage(source, twins, merges, req.person, refused));
  }
}
