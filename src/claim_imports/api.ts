import { Router } from 'express';
import type { Db } from '../db/client.ts';
import { getImport } from '../imports/queries.ts';
import { only } from '../web/guard.ts';
import { parse, parseAddress } from '../web/parse.ts';
import { importClaims } from './actions.ts';
import { ArticleAddress, ImportForm, readSent, saidIn } from './parse.ts';

/** Claims from a table (CSV) or Web Annotations, for programs: it goes in as `text`; columns by heading, or by number. */
export function claimImportApi(db: Db): Router {
  const api = Router();

  api.post('/articles/:articleId/claims/imports', only('annotate'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const { text, name, allOrNothing, table: _table, ...columns } = parse(ImportForm, req.body);
    const sent = await readSent(name, text);
    const brought =
      'table' in sent
        ? { format: 'Table', said: saidIn(sent.table, columns) }
        : { format: 'Web Annotation', said: sent.said };
    const importId = await importClaims(db, req.person, articleId, { name, ...brought, allOrNothing });
    res
      .status(201)
      .location(`/api/v1/imports/${importId}`)
      .json(await getImport(db, req.person, importId));
  });

  return api;
}
