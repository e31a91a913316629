import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { Db } from '../db/client.ts';
import { only } from '../web/guard.ts';
import { id, parse, parseAddress } from '../web/parse.ts';
import { formShownAgain } from '../web/problems.ts';
import { show } from '../web/render.ts';
import { receiveFile } from '../web/upload.ts';
import { importSources } from './actions.ts';
import { OUTCOMES, sourceImportNewPage, sourceImportNewView, sourceImportPage, sourceImportView } from './pages.ts';
import { ImportForm, MOST_BYTES, readSources } from './parse.ts';
import { getSourceImport } from './queries.ts';

const ImportAddress = z.object({ importId: id });
const ShownQuery = z.object({
  outcome: z.enum(OUTCOMES).nullish().catch(null).default(null),
  page: z.coerce.number().int().min(1).catch(1).default(1),
});

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
      res.redirect(303, `/sources/imports/${importId}`);
    },
    formShownAgain(async (refusal, req, res) => {
      show(req, res, sourceImportNewView, sourceImportNewPage({ refusal, body: req.body as unknown }));
    }),
  );

  routes.get('/sources/imports/:importId', only('browse'), async (req, res) => {
    const { importId } = parseAddress(ImportAddress, req.params);
    const { outcome, page } = parse(ShownQuery, req.query);
    const made = await getSourceImport(db, req.person, importId);
    show(req, res, sourceImportView, sourceImportPage(made, outcome, page));
  });

  return routes;
}

/** A file's name as one line; names are whatever the sender says. */
const nameOf = (name: string): string =>
  name
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, 200);
