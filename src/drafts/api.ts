import { Router, type Request, type Response } from 'express';
import type { Db } from '../db/client.ts';
import type { FetchSettings } from '../fetching/fetch-page.ts';
import { getJob } from '../jobs/queries.ts';
import { tooLong } from '../readers/text.ts';
import { uploaded } from '../snapshots/came.ts';
import { only } from '../web/guard.ts';
import { parse, parseAddress } from '../web/parse.ts';
import { receiveText } from '../web/upload.ts';
import { draftFromAddress, draftFromFile } from './actions.ts';
import { DraftAddress, DraftForm } from './parse.ts';
import { getDraft } from './queries.ts';

const NOTHING_TYPED = { title: null, byline: null, publication: null, publishedOn: null, address: null };

/** Drafts for programs: asked for with an address or a file (multipart), there when their job is done. */
export function draftApi(db: Db, fetching: FetchSettings): Router {
  const api = Router();

  api.post('/drafts', only('annotate'), receiveText(tooLong), async (req: Request, res: Response) => {
    const { address, articleId } = parse(DraftForm, req.body);
    const wanted = { articleId, typed: NOTHING_TYPED };
    const jobId = req.file
      ? await draftFromFile(db, req.person, uploaded(req.file), wanted)
      : await draftFromAddress(db, req.person, address, fetching.allowHosts, wanted);
    res
      .status(202)
      .location(`/api/v1/drafts/${jobId}`)
      .json(await getJob(db, req.person, jobId));
  });

  api.get('/drafts/:jobId', only('annotate'), async (req, res) => {
    const { jobId } = parseAddress(DraftAddress, req.params);
    const { found } = await getDraft(db, req.person, jobId);
    res.json({ draft: jobId, ...found });
  });

  return api;
}
