import { Router, type Request, type Response } from 'express';
import { getArticle } from '../articles/queries.ts';
import { placeClaims } from '../core/claim_rows.ts';
import { Refusal } from '../core/refusal.ts';
import type { Db } from '../db/client.ts';
import { nameOf } from '../imports/parse.ts';
import { only } from '../web/guard.ts';
import type { Refused } from '../web/forms.ts';
import { parse, parseAddress } from '../web/parse.ts';
import { formShownAgain } from '../web/problems.ts';
import { show } from '../web/render.ts';
import { receiveFile } from '../web/upload.ts';
import { importClaims } from './actions.ts';
import { claimColumnsPage, claimColumnsView, claimImportNewPage, claimImportNewView } from './pages.ts';
import { ArticleAddress, ImportForm, MOST_BYTES, readSent, saidIn, tableSent } from './parse.ts';

const BY_HEADING = { words: null, statement: null, type: null, risk: null };

/** Claims from spreadsheets and annotations: the file, which column says what, and what became of each. */
export function claimImportRoutes(db: Db): Router {
  const routes = Router();

  routes.get('/articles/:articleId/claims/imports/new', only('annotate'), (req, res) => showNew(req, res));

  routes.post(
    '/articles/:articleId/claims/imports/columns',
    only('annotate'),
    receiveFile(MOST_BYTES),
    async (req: Request, res: Response) => {
      const { articleId } = parseAddress(ArticleAddress, req.params);
      const { text } = parse(ImportForm, req.body);
      const file = text.trim() === '' && req.file ? req.file : null;
      const sent = await readSent(file ? nameOf(file.originalname) : '', file ? file.buffer : text);
      if ('table' in sent) {
        await showColumns(req, res, sent.name, sent.table);
        return;
      }
      const annotations = { name: sent.name, format: 'Web Annotation', said: sent.said, allOrNothing: false };
      res.redirect(303, `/imports/${await importClaims(db, req.person, articleId, annotations)}`);
    },
    formShownAgain((refusal, req, res) => showNew(req, res, { refusal, body: req.body as unknown })),
  );

  routes.post(
    '/articles/:articleId/claims/imports',
    only('annotate'),
    receiveFile(MOST_BYTES),
    async (req: Request, res: Response) => {
      const { articleId } = parseAddress(ArticleAddress, req.params);
      const { table, name, allOrNothing, text: _text, ...columns } = parse(ImportForm, req.body);
      const said = saidIn(tableSent(table), columns);
      const importId = await importClaims(db, req.person, articleId, { name, format: 'Table', said, allOrNothing });
      res.redirect(303, `/imports/${importId}`);
    },
    formShownAgain(async (refusal, req, res) => {
      const { table, name } = parse(ImportForm, req.body);
      await showColumns(req, res, name, tableSent(table), { refusal, body: req.body as unknown });
    }),
  );

  return routes;

  async function showNew(req: Request, res: Response, refused: Refused | null = null): Promise<void> {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const article = await getArticle(db, req.person, articleId);
    show(req, res, claimImportNewView, claimImportNewPage(article, refused));
  }

  async function showColumns(
    req: Request,
    res: Response,
    name: string,
    table: string[][],
    refused: Refused | null = null,
  ): Promise<void> {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const article = await getArticle(db, req.person, articleId);
    const said = saidIn(table, BY_HEADING);
    if (said.length === 0)
      throw new Refusal('invalid', 'There is no claim in it.', { file: ['There is no claim in it.'] });
    show(req, res, claimColumnsView, claimColumnsPage(article, name, table, placeClaims(article.body, said), refused));
  }
}
