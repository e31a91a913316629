import { Router } from 'express';
import type { Db } from '../db/client.ts';
import type { FetchSettings } from '../fetching/fetch-page.ts';
import { getImport } from '../imports/queries.ts';
import { getJob } from '../jobs/queries.ts';
import { only } from '../web/guard.ts';
import { parse, parseAddress } from '../web/parse.ts';
import { importFindings, requestFindings } from './actions.ts';
import { FindingAddress, ImportForm, ListQuery, readReviews } from './parse.ts';
import { getFinding, listFindings } from './queries.ts';

/** Findings of others, for programs: their JSON-LD goes in as `text`, or the `address` of a page that carries it. */
export function earlierFindingApi(db: Db, fetching: FetchSettings): Router {
  const api = Router();

  api.get('/earlier-findings', only('browse'), async (req, res) => {
    const { q, after } = parse(ListQuery, req.query);
    res.json(await listFindings(db, q, after));
  });

  api.post('/earlier-findings/imports', only('annotate'), async (req, res) => {
    const { text, name, address } = parse(ImportForm, req.body);
    if (address !== '' && text === '') {
      const jobId = await requestFindings(db, req.person, address, fetching.allowHosts);
      res
        .status(202)
        .location(`/api/v1/jobs/${jobId}`)
        .json(await getJob(db, req.person, jobId));
      return;
    }
    const importId = await importFindings(db, req.person, readReviews(name, text));
    res
      .status(201)
      .location(`/api/v1/imports/${importId}`)
      .json(await getImport(db, req.person, importId));
  });

  api.get('/earlier-findings/:findingId', only('browse'), async (req, res) => {
    res.json(await getFinding(db, parseAddress(FindingAddress, req.params).findingId));
  });

  return api;
}
