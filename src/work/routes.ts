import { Router } from 'express';
import type { Db } from '../db/client.ts';
import { only } from '../web/guard.ts';
import { parse } from '../web/parse.ts';
import { show } from '../web/render.ts';
import { workPage, workView } from './pages.ts';
import { WorkQuery } from './parse.ts';
import { listWork } from './queries.ts';

/** What waits for one person, across articles. */
export function workRoutes(db: Db): Router {
  const routes = Router();

  routes.get('/work', only('browse'), async (req, res) => {
    const { list, page } = parse(WorkQuery, req.query);
    show(req, res, workView, workPage(await listWork(db, req.person, list, page), list, page, req.person));
  });

  return routes;
}
