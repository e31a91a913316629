import { Router } from 'express';
import type { Db } from '../db/client.ts';
import { only } from '../web/guard.ts';
import { parseAddress } from '../web/parse.ts';
import { ImportAddress } from './parse.ts';
import { getImport } from './queries.ts';

/** What became of each record of a file, for programs. */
export function importApi(db: Db): Router {
  const api = Router();

  api.get('/imports/:importId', only('browse'), async (req, res) => {
    const { importId } = parseAddress(ImportAddress, req.params);
    res.json(await getImport(db, req.person, importId));
  });

  return api;
}
