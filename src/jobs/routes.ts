import { Router } from 'express';
import type { Db } from '../db/client.ts';
import { only } from '../web/guard.ts';
import { parse, parseAddress } from '../web/parse.ts';
import { show } from '../web/render.ts';
import { cancelJob, retryJob } from './actions.ts';
import { jobListPage, jobListView, jobPage, jobView } from './pages.ts';
import { JobAddress, JobList, JobShown } from './parse.ts';
import { getJob, getJobFile, listJobs } from './queries.ts';

/** What is being done in the background for a person: to be left and come back to. */
export function jobRoutes(db: Db): Router {
  const routes = Router();

  routes.get('/jobs', only('attend'), async (req, res) => {
    const { before } = parse(JobList, req.query);
    show(req, res, jobListView, jobListPage(await listJobs(db, req.person, before), before !== null));
  });

  routes.get('/jobs/:jobId', only('attend'), async (req, res) => {
    const { jobId } = parseAddress(JobAddress, req.params);
    const waiting = parse(JobShown, req.query).wait !== null;
    const job = await getJob(db, req.person, jobId);
    if (waiting && job.resultHref !== null) res.redirect(303, job.resultHref);
    else show(req, res, jobView, jobPage(job));
  });

  routes.get('/jobs/:jobId/file', only('attend'), async (req, res) => {
    const { jobId } = parseAddress(JobAddress, req.params);
    const { name, mediaType, bytes } = await getJobFile(db, req.person, jobId);
    res.attachment(name).type(mediaType).send(bytes);
  });

  routes.post('/jobs/:jobId/cancellation', only('attend'), async (req, res) => {
    const { jobId } = parseAddress(JobAddress, req.params);
    await cancelJob(db, req.person, jobId);
    res.redirect(303, `/jobs/${jobId}`);
  });

  routes.post('/jobs/:jobId/attempts', only('attend'), async (req, res) => {
    const { jobId } = parseAddress(JobAddress, req.params);
    await retryJob(db, req.person, jobId);
    res.redirect(303, `/jobs/${jobId}?wait=1`);
  });

  return routes;
}
