import { Router, type Request, type Response } from 'express';
import type { Db } from '../db/client.ts';
import { only } from '../web/guard.ts';
import { parse } from '../web/parse.ts';
import { formShownAgain } from '../web/problems.ts';
import { show } from '../web/render.ts';
import { receiveFile } from '../web/upload.ts';
import { nameOf } from '../imports/parse.ts';
import { importSources } from './actions.ts';
import { sourceImportNewPage, sourceImportNewView } from './pages.ts';
import { ImportForm, MOST_BYTES, readSources } from './parse.ts';

/** Sources from files of other programs. */
export function sourceImportRoutes(db: Db): Router {
  const routes = Router();

  routes.get('/sources/imports/new', only('annotate'), (req, res) => {
    show(req, res, sourceImportNewView, sourceImportNewPage());
  });

  routes.post(
    '/sources/imports',
    only('annotate'),
    receiveFile(MOST_BYTES),
    async (req: Request, res: Response) => {
      const { text } = parse(ImportForm, req.body);
      const sent = text.trim() === '' && req.file ? req.file : null;
      const file = readSources(sent ? nameOf(sent.originalname) : '', sent ? sent.buffer : text);
      const importId = await importSources(db, req.person, file);
      res.redirect(303, `/imports/${importId}`);
    },
    formShownAgain(async (refusal, req, res) => {
      show(req, res, sourceImportNewView, sourceImportNewPage({ refusal, body: req.body as unknown }));
    }),
  );

  return routes;
}
