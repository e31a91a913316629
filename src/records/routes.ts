import { Router, type Request, type Response } from 'express';
import { Refusal } from '../core/refusal.ts';
import type { Db } from '../db/client.ts';
import { only } from '../web/guard.ts';
import { formShownAgain } from '../web/problems.ts';
import { show } from '../web/render.ts';
import { receiveFile } from '../web/upload.ts';
import { importRecord } from './actions.ts';
import { MOST_BYTES, readRecordFile } from './file.ts';
import { recordNewPage, recordNewView } from './pages.ts';
import { NO_FILE } from './parse.ts';

/** Articles from other desks, with everything that is known of them there. */
export function recordRoutes(db: Db): Router {
  const routes = Router();

  routes.get('/records/new', only('manage'), (req, res) => {
    show(req, res, recordNewView, recordNewPage());
  });

  routes.post(
    '/records',
    only('manage'),
    receiveFile(MOST_BYTES),
    async (req: Request, res: Response) => {
      if (!req.file) throw new Refusal('invalid', NO_FILE, { file: [NO_FILE] });
      const file = readRecordFile(req.file.originalname, req.file.buffer);
      const { articleId } = await importRecord(db, req.person, file);
      res.redirect(303, `/articles/${articleId}/history`);
    },
    formShownAgain(async (refusal, req, res) => {
      show(req, res, recordNewView, recordNewPage({ refusal, body: req.body as unknown }));
    }),
  );

  return routes;
}
