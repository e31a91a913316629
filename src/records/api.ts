import { Router, type Request, type Response } from 'express';
import { Refusal } from '../core/refusal.ts';
import type { Db } from '../db/client.ts';
import { only } from '../web/guard.ts';
import { receiveFile } from '../web/upload.ts';
import { importRecord } from './actions.ts';
import { MOST_BYTES, readRecordFile } from './file.ts';
import { NO_FILE } from './parse.ts';

/** Articles from other desks, for programs: the file goes in as a form. */
export function recordApi(db: Db): Router {
  const api = Router();

  api.post('/records', only('manage'), receiveFile(MOST_BYTES), async (req: Request, res: Response) => {
    if (!req.file) throw new Refusal('invalid', NO_FILE, { file: [NO_FILE] });
    const { kind: _kind, ...made } = await importRecord(
      db,
      req.person,
      readRecordFile(req.file.originalname, req.file.buffer),
    );
    res.status(201).location(`/api/v1/articles/${made.articleId}`).json(made);
  });

  return api;
}
