import { Router } from 'express';
import { z } from 'zod';
import type { Db } from '../db/client.ts';
import { only } from '../web/guard.ts';
import { id, parse, parseAddress } from '../web/parse.ts';
import { importSources } from './actions.ts';
import { ImportForm, readSources } from './parse.ts';
import { getSourceImport } from './queries.ts';

const ImportAddress = z.object({ importId: id });

/** Sources from files, for programs: the file's text goes in as `text`. */
export function sourceImportApi(db: Db): Router {
  const api = Router();

  api.post('/sources/imports', only('annotate'), async (req, res) => {
    const { text, name } = parse(ImportForm, req.body);
    const importId = await importSources(db, req.person, readSources(name, text));
    res
      .status(201)
      .location(`/api/v1/sources/imports/${importId}`)
      .json(await getSourceImport(db, req.person, importId));
  });

  api.get('/sources/imports/:importId', only('browse'), async (req, res) => {
    const { importId } = parseAddress(ImportAddress, req.params);
    res.json(await getSourceImport(db, req.person, importId));
  });

  return api;
}
