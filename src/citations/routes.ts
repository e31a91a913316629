import { Router, type Response } from 'express';
import { z } from 'zod';
import { getArticle } from '../articles/queries.ts';
import { writeCitations, type Citation, type CitationFormat } from '../core/citations.ts';
import type { Db } from '../db/client.ts';
import { getSource, listCitations, type CitationsAsked } from '../sources/queries.ts';
import { only } from '../web/guard.ts';
import { id, parse, parseAddress } from '../web/parse.ts';
import { Ending, EXTENSIONS, MEDIA_TYPES, SelectionQuery, WholeQuery } from './parse.ts';
import { withoutNotes } from './wording.ts';

const SelectionAddress = z.object({ extension: Ending });
const SourceAddress = z.object({ sourceId: id, extension: Ending });
const ArticleAddress = z.object({ articleId: id, extension: Ending });

/** Citations as files: of one source, of an article, of a selection. */
export function citationRoutes(db: Db): Router {
  const routes = Router();

  routes.get('/sources/citations.:extension', only('browse'), async (req, res) => {
    const { extension: format } = parseAddress(SelectionAddress, req.params);
    const { notes, ...asked } = parse(SelectionQuery, req.query);
    file(res, format, 'sources', await listCitations(db, req.person, asked), notes);
  });

  routes.get('/sources/:sourceId/citation.:extension', only('browse'), async (req, res) => {
    const { sourceId, extension: format } = parseAddress(SourceAddress, req.params);
    const { notes } = parse(WholeQuery, req.query);
    file(res, format, 'source', [await getSource(db, req.person, sourceId)], notes);
  });

  routes.get('/articles/:articleId/citations.:extension', only('read'), async (req, res) => {
    const { articleId, extension: format } = parseAddress(ArticleAddress, req.params);
    const { notes } = parse(WholeQuery, req.query);
    await getArticle(db, req.person, articleId);
    const asked: CitationsAsked = { articleId };
    file(res, format, `sources-${articleId.slice(0, 13)}`, await listCitations(db, req.person, asked), notes);
  });

  return routes;
}

function file(res: Response, format: CitationFormat, name: string, citations: Citation[], notes: boolean): void {
  res
    .attachment(`${name}.${EXTENSIONS[format]}`)
    .type(MEDIA_TYPES[format])
    .send(writeCitations(format, notes ? citations : citations.map(withoutNotes)));
}
