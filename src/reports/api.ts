import { Router } from 'express';
import { z } from 'zod';
import type { Db } from '../db/client.ts';
import { AsOfQuery } from '../history/parse.ts';
import { download } from '../web/download.ts';
import { only } from '../web/guard.ts';
import { id, parse, parseAddress } from '../web/parse.ts';
import type { Newsroom } from '../web/render.ts';
import { fileName } from './face.ts';
import { FACES } from './faces.ts';
import { getReport } from './queries.ts';
import { reportJson } from './tables.ts';

const ArticleAddress = z.object({ articleId: id });

/** The report for programs. */
export function reportApi(db: Db, newsroom: Newsroom): Router {
  const api = Router();

  api.get('/articles/:articleId/report', only('read'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    res.type('json').send(reportJson(await getReport(db, req.person, articleId, parse(AsOfQuery, req.query))));
  });

  for (const face of FACES.filter(({ inBackground }) => !inBackground)) {
    api.get(`/articles/:articleId/${face.file}`, only('read'), async (req, res) => {
      const { articleId } = parseAddress(ArticleAddress, req.params);
      const asOf = parse(AsOfQuery, req.query);
      const bytes = face.write(db, { person: req.person, articleId, asOf, newsroom });
      await download(res, { name: fileName(face, articleId), mediaType: face.mediaType }, bytes);
    });
  }

  return api;
}
