import { Router, type Request, type Response } from 'express';
import type { Db } from '../db/client.ts';
import type { FetchSettings } from '../fetching/fetch-page.ts';
import { getJob } from '../jobs/queries.ts';
import { getSource } from '../sources/queries.ts';
import { only } from '../web/guard.ts';
import { parse, parseAddress } from '../web/parse.ts';
import { receiveFile } from '../web/upload.ts';
import { keepFile, requestLook } from './actions.ts';
import { uploaded } from './came.ts';
import { SnapshotAddress, SnapshotList, SourceAddress } from './parse.ts';
import { sendAsItCame } from './routes.ts';
import { getBytes, getSnapshot, listLooks, listSnapshots } from './queries.ts';

/** Snapshots for programs. A file is handed in as a form; without one the source's address is looked at. */
export function snapshotApi(db: Db, fetching: FetchSettings, mostBytes: number): Router {
  const api = Router();

  api.get('/sources/:sourceId/snapshots', only('browse'), async (req, res) => {
    const { sourceId } = parseAddress(SourceAddress, req.params);
    const { before } = parse(SnapshotList, req.query);
    await getSource(db, req.person, sourceId);
    const { rows, next } = await listSnapshots(db, req.person, sourceId, before);
    res.json({ snapshots: rows, next, looks: await listLooks(db, req.person, sourceId) });
  });

  api.post(
    '/sources/:sourceId/snapshots',
    only('annotate'),
    receiveFile(mostBytes),
    async (req: Request, res: Response) => {
      const { sourceId } = parseAddress(SourceAddress, req.params);
      const jobId = req.file
        ? await keepFile(db, req.person, sourceId, uploaded(req.file))
        : await requestLook(db, req.person, sourceId, fetching.allowHosts);
      res
        .status(202)
        .location(`/api/v1/jobs/${jobId}`)
        .json(await getJob(db, req.person, jobId));
    },
  );

  api.get('/snapshots/:snapshotId', only('browse'), async (req, res) => {
    const { snapshotId } = parseAddress(SnapshotAddress, req.params);
    res.json(await getSnapshot(db, req.person, snapshotId));
  });

  api.get('/snapshots/:snapshotId/file', only('browse'), async (req, res) => {
    const { snapshotId } = parseAddress(SnapshotAddress, req.params);
    const snapshot = await getSnapshot(db, req.person, snapshotId);
    sendAsItCame(res, snapshot, await getBytes(db, req.person, snapshotId));
  });

  return api;
}
