import { Router, type Request, type Response } from 'express';
import { may } from '../core/rights.ts';
import { passagesOf } from '../core/text.ts';
import type { Db } from '../db/client.ts';
import type { FetchSettings } from '../fetching/fetch-page.ts';
import { listOpenJobsOfSource } from '../jobs/queries.ts';
import { compareBodies } from '../readers/read.ts';
import { getSource } from '../sources/queries.ts';
import { only } from '../web/guard.ts';
import type { Refused } from '../web/forms.ts';
import { parse, parseAddress } from '../web/parse.ts';
import { formShownAgain } from '../web/problems.ts';
import { show } from '../web/render.ts';
import { receiveFile } from '../web/upload.ts';
import { keepFile, requestLook } from './actions.ts';
import { uploaded } from './came.ts';
import { changesPage, changesView, snapshotListPage, snapshotListView, snapshotPage, snapshotView } from './pages.ts';
import { ChangesQuery, SnapshotAddress, SnapshotList, SourceAddress, TextQuery } from './parse.ts';
import { findEarlierText, getBytes, getSnapshot, listLooks, listSnapshots } from './queries.ts';

/** What the desk keeps of pages and files: a list for each source, each as text in our own frame, or as a download. */
export function snapshotRoutes(db: Db, fetching: FetchSettings, mostBytes: number): Router {
  const routes = Router();

  routes.get('/sources/:sourceId/snapshots', only('browse'), (req, res) => showList(req, res));

  routes.post(
    '/sources/:sourceId/snapshots',
    only('annotate'),
    receiveFile(mostBytes),
    async (req: Request, res: Response) => {
      const { sourceId } = parseAddress(SourceAddress, req.params);
      const jobId = req.file
        ? await keepFile(db, req.person, sourceId, uploaded(req.file))
        : await requestLook(db, req.person, sourceId, fetching.allowHosts);
      res.redirect(303, `/jobs/${jobId}?wait=1`);
    },
    formShownAgain((refusal, req, res) => showList(req, res, { refusal, body: req.body as unknown })),
  );

  routes.get('/snapshots/:snapshotId', only('browse'), async (req, res) => {
    const { snapshotId } = parseAddress(SnapshotAddress, req.params);
    const snapshot = await getSnapshot(db, req.person, snapshotId);
    const source = snapshot.sourceId === null ? null : await getSource(db, req.person, snapshot.sourceId);
    show(req, res, snapshotView, snapshotPage(snapshot, source, parse(TextQuery, req.query).part));
  });

  routes.get('/snapshots/:snapshotId/changes', only('browse'), async (req, res) => {
    const { snapshotId } = parseAddress(SnapshotAddress, req.params);
    const after = await getSnapshot(db, req.person, snapshotId);
    const { from } = parse(ChangesQuery, req.query);
    const before = from ? await getSnapshot(db, req.person, from) : await findEarlierText(db, req.person, after);
    const { rows: all } = after.sourceId === null ? { rows: [] } : await listSnapshots(db, req.person, after.sourceId);
    const others = all.filter(({ id, hasText }) => hasText && id !== after.id);
    const [was, is] = [before?.text ?? '', after.text ?? ''];
    const rows = await compareBodies(
      { body: was, passages: passagesOf(was) },
      { body: is, passages: passagesOf(is) },
      `${before?.id ?? 'nothing'} ${after.id}`,
    );
    show(req, res, changesView, changesPage({ before, after, rows, others }));
  });

  routes.get('/snapshots/:snapshotId/file', only('browse'), async (req, res) => {
    const { snapshotId } = parseAddress(SnapshotAddress, req.params);
    const snapshot = await getSnapshot(db, req.person, snapshotId);
    sendAsItCame(res, snapshot, await getBytes(db, req.person, snapshotId));
  });

  return routes;

  async function showList(req: Request, res: Response, refused: Refused | null = null): Promise<void> {
    const { sourceId } = parseAddress(SourceAddress, req.params);
    const { before } = parse(SnapshotList, req.query);
    const found = {
      source: await getSource(db, req.person, sourceId),
      slice: await listSnapshots(db, req.person, sourceId, before),
      looks: before === null ? await listLooks(db, req.person, sourceId) : [],
      jobs: await listOpenJobsOfSource(db, req.person, sourceId),
      mayAdd: may(req.person, 'annotate'),
    };
    show(req, res, snapshotListView, snapshotListPage(found, { paged: before !== null, mostBytes }, refused));
  }
}

/** A stranger's bytes, to be saved and never shown: no browser is told what they might be. */
export function sendAsItCame(res: Response, snapshot: { name: string; finalAddress: string }, bytes: Buffer): void {
  res
    .attachment(snapshot.name || nameFor(snapshot.finalAddress))
    .type('application/octet-stream')
    .set('content-security-policy', "default-src 'none'; sandbox")
    .send(bytes);
}

function nameFor(address: string): string {
  const last = URL.canParse(address) ? (new URL(address).pathname.split('/').findLast(Boolean) ?? '') : '';
  return last.replaceAll(/[^\w.-]+/g, '_').slice(-100) || 'page';
}
