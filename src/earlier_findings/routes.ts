import { Router, type Request, type Response } from 'express';
import type { Db } from '../db/client.ts';
import type { FetchSettings } from '../fetching/fetch-page.ts';
import { nameOf } from '../imports/parse.ts';
import { only } from '../web/guard.ts';
import { parse, parseAddress } from '../web/parse.ts';
import { formShownAgain } from '../web/problems.ts';
import { show } from '../web/render.ts';
import { receiveFile } from '../web/upload.ts';
import { importFindings, requestFindings } from './actions.ts';
import { findingListPage, findingListView, findingNewPage, findingNewView, findingPage, findingView } from './pages.ts';
import { FindingAddress, ImportForm, ListQuery, MOST_BYTES, readReviews } from './parse.ts';
import { getFinding, listFindings } from './queries.ts';

/** What others found, from the ClaimReviews they publish. */
export function earlierFindingRoutes(db: Db, fetching: FetchSettings): Router {
  const routes = Router();

  routes.get('/earlier-findings', only('browse'), async (req, res) => {
    const { q, after } = parse(ListQuery, req.query);
    show(req, res, findingListView, findingListPage(await listFindings(db, q, after), q, after !== null));
  });

  routes.get('/earlier-findings/new', only('annotate'), (req, res) => {
    show(req, res, findingNewView, findingNewPage());
  });

  routes.post(
    '/earlier-findings/imports',
    only('annotate'),
    receiveFile(MOST_BYTES),
    async (req: Request, res: Response) => {
      const { text, address } = parse(ImportForm, req.body);
      if (address !== '' && text.trim() === '' && !req.file) {
        const jobId = await requestFindings(db, req.person, address, fetching.allowHosts);
        res.redirect(303, `/jobs/${jobId}?wait=1`);
        return;
      }
      const sent = text.trim() === '' && req.file ? req.file : null;
      const file = readReviews(sent ? nameOf(sent.originalname) : '', sent ? sent.buffer : text);
      res.redirect(303, `/imports/${await importFindings(db, req.person, file)}`);
    },
    formShownAgain(async (refusal, req, res) => {
      show(req, res, findingNewView, findingNewPage({ refusal, body: req.body as unknown }));
    }),
  );

  routes.get('/earlier-findings/:findingId', only('browse'), async (req, res) => {
    const { findingId } = parseAddress(FindingAddress, req.params);
    show(req, res, findingView, findingPage(await getFinding(db, findingId)));
  });

  return routes;
}
