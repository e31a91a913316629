import { Router, type Response } from 'express';
import { z } from 'zod';
import { writeCitations, type Citation, type CitationFormat } from '../core/citations.ts';
import type { Db } from '../db/client.ts';
import { getSource, listCitations } from '../sources/queries.ts';
import { only } from '../web/guard.ts';
import { id, parse, parseAddress } from '../web/parse.ts';
import { Ending, EXTENSIONS, MEDIA_TYPES, SelectionQuery, WholeQuery } from './parse.ts';
import { withoutNotes } from './wording.ts';

const SelectionAddress = z.object({ extension: Ending });
const SourceAddress = z.object({ sourceId: id, extension: Ending });

/** Citations as files: of one source, of a selection; those of an article are faces of its report. */
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

  return routes;
}

function file(res: Response, format: CitationFormat, name: string, citations: Citation[], notes: boolean): void {
  res
    .attachment(`${name}.${EXTENSIONS[format]}`)
    .type(MEDIA_TYPES[format])
    .send(writeCitations(format, notes ? citations : citations.map(withoutNotes)));
}
