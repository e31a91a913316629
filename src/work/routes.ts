import { Router } from 'express';
import { may } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { only } from '../web/guard.ts';
import { parse } from '../web/parse.ts';
import { show } from '../web/render.ts';
import { workPage, workView } from './pages.ts';
import { WorkPageQuery } from './parse.ts';
import { listWork, WORK_LISTS } from './queries.ts';

/** What waits for one person, across articles. */
export function workRoutes(db: Db): Router {
  const routes = Router();

  routes.get('/work', only('attend'), async (req, res) => {
    const { list: asked, page } = parse(WorkPageQuery, req.query);
    const first = await listWork(db, req.person, asked ?? 'mine', page);
    const offered = WORK_LISTS.filter((each) => each !== 'waiting' || may(req.person, 'review'));
    const list = asked ?? offered.find((each) => first.totals[each] > 0) ?? 'mine';
    const slice = list === (asked ?? 'mine') ? first : await listWork(db, req.person, list, page);
    show(req, res, workView, workPage(slice, list, page, req.person));
  });

  return routes;
}
