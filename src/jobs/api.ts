import { Router } from 'express';
import type { Db } from '../db/client.ts';
import { only } from '../web/guard.ts';
import { parse, parseAddress } from '../web/parse.ts';
import { cancelJob, retryJob } from './actions.ts';
import { JobAddress, JobList } from './parse.ts';
import { getJob, getJobFile, listJobs } from './queries.ts';

/** Jobs for programs: ask until `state` is `done`, `failed` or `cancelled`. */
export function jobApi(db: Db): Router {
  const api = Router();

  api.get('/jobs', only('attend'), async (req, res) => {
    const { before } = parse(JobList, req.query);
    const { rows, next } = await listJobs(db, req.person, before);
    res.json({ jobs: rows, next });
  });

  api.get('/jobs/:jobId', only('attend'), async (req, res) => {
    const { jobId } = parseAddress(JobAddress, req.params);
    res.json(await getJob(db, req.person, jobId));
  });

  api.get('/jobs/:jobId/file', only('attend'), async (req, res) => {
    const { jobId } = parseAddress(JobAddress, req.params);
    const { name, mediaType, bytes } = await getJobFile(db, req.person, jobId);
    res.attachment(name).type(mediaType).send(bytes);
  });

  api.post('/jobs/:jobId/cancellation', only('attend'), async (req, res) => {
    const { jobId } = parseAddress(JobAddress, req.params);
    await cancelJob(db, req.person, jobId);
    res.json(await getJob(db, req.person, jobId));
  });

  api.post('/jobs/:jobId/attempts', only('attend'), async (req, res) => {
    const { jobId } = parseAddress(JobAddress, req.params);
    await retryJob(db, req.person, jobId);
    res.json(await getJob(db, req.person, jobId));
  });

  return api;
}
