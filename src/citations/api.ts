import { Router, type Response } from 'express';
import { z } from 'zod';
import { getArticle } from '../articles/queries.ts';
import { writeCitations, type Citation, type CitationFormat } from '../core/citations.ts';
import type { Db } from '../db/client.ts';
import { getSource, listCitations } from '../sources/queries.ts';
import { only } from '../web/guard.ts';
import { id, parse, parseAddress } from '../web/parse.ts';
import { FormatQuery, MEDIA_TYPES, SelectionFormatQuery } from './parse.ts';
import { withoutNotes } from './wording.ts';

const SourceAddress = z.object({ sourceId: id });
const ArticleAddress = z.object({ articleId: id });

/** Citations for programs, in the format that `format` names; `notes` brings the desk's own notes and tags along. */
export function citationApi(db: Db): Router {
  const api = Router();

  api.get('/sources/citations', only('browse'), async (req, res) => {
    const { format, notes, ...asked } = parse(SelectionFormatQuery, req.query);
    answer(res, format, await listCitations(db, req.person, asked), notes);
  });

  api.get('/sources/:sourceId/citation', only('browse'), async (req, res) => {
    const { sourceId } = parseAddress(SourceAddress, req.params);
    const { format, notes } = parse(FormatQuery, req.query);
    answer(res, format, [await getSource(db, req.person, sourceId)], notes);
  });

  api.get('/articles/:articleId/citations', only('read'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const { format, notes } = parse(FormatQuery, req.query);
    await getArticle(db, req.person, articleId);
    answer(res, format, await listCitations(db, req.person, { articleId }), notes);
  });

  return api;
}

function answer(res: Response, format: CitationFormat, citations: Citation[], notes: boolean): void {
  res.type(MEDIA_TYPES[format]).send(writeCitations(format, notes ? citations : citations.map(withoutNotes)));
}
