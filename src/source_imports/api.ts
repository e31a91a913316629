import { Router } from 'express';
import type { Db } from '../db/client.ts';
import { only } from '../web/guard.ts';
import { parse } from '../web/parse.ts';
import { getImport } from '../imports/queries.ts';
import { importSources } from './actions.ts';
import { ImportForm, readSources } from './parse.ts';

/** Sources from files, for programs: the file's text goes in as `text`. */
export function sourceImportApi(db: Db): Router {
  const api = Router();

  api.post('/sources/imports', only('annotate'), async (req, res) => {
    const { text, name } = parse(ImportForm, req.body);
    const importId = await importSources(db, req.person, readSources(name, text));
    res
      .status(201)
      .location(`/api/v1/imports/${importId}`)
      .json(await getImport(db, req.person, importId));
  });

  return api;
}
