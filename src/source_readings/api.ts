import { Router } from 'express';
import type { Db } from '../db/client.ts';
import type { FetchSettings } from '../fetching/fetch-page.ts';
import { getJob } from '../jobs/queries.ts';
import { only } from '../web/guard.ts';
import { parse, parseAddress } from '../web/parse.ts';
import { requestReading } from './actions.ts';
import { ReadingAddress, ReadingForm } from './parse.ts';
import { getReadCitation } from './queries.ts';

/** What pages say of themselves, for programs: asked for with an address or DOI, there when its job is done. */
export function sourceReadingApi(db: Db, fetching: FetchSettings): Router {
  const api = Router();

  api.post('/sources/readings', only('annotate'), async (req, res) => {
    const { from } = parse(ReadingForm, req.body);
    const jobId = await requestReading(db, req.person, from, fetching.allowHosts);
    res
      .status(202)
      .location(`/api/v1/sources/readings/${jobId}`)
      .json(await getJob(db, req.person, jobId));
  });

  api.get('/sources/readings/:jobId', only('annotate'), async (req, res) => {
    const { jobId } = parseAddress(ReadingAddress, req.params);
    res.json({ reading: jobId, citation: await getReadCitation(db, req.person, jobId) });
  });

  return api;
}
