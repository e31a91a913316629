import { Router } from 'express';
import type { Db } from '../db/client.ts';
import { only } from '../web/guard.ts';
import { parse, parseAddress } from '../web/parse.ts';
import { show } from '../web/render.ts';
import { importPage, importView } from './pages.ts';
import { ImportAddress, ShownQuery } from './parse.ts';
import { getImport } from './queries.ts';

/** What became of each record of a file. */
export function importRoutes(db: Db): Router {
  const routes = Router();

  routes.get('/imports/:importId', only('browse'), async (req, res) => {
    const { importId } = parseAddress(ImportAddress, req.params);
    const { outcome, page } = parse(ShownQuery, req.query);
    show(req, res, importView, importPage(await getImport(db, req.person, importId), outcome, page));
  });

  return routes;
}
