import { Router } from 'express';
import type { Db } from '../db/client.ts';
import { only } from '../web/guard.ts';
import { parse } from '../web/parse.ts';
import { WorkQuery } from './parse.ts';
import { listWork } from './queries.ts';

/** What waits for one person, for programs. */
export function workApi(db: Db): Router {
  const api = Router();

  api.get('/work', only('attend'), async (req, res) => {
    const { list, page } = parse(WorkQuery, req.query);
    res.json(await listWork(db, req.person, list, page));
  });

  return api;
}
