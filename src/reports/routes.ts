import { Router } from 'express';
import { z } from 'zod';
import type { Db } from '../db/client.ts';
import { AsOfQuery } from '../history/parse.ts';
import { download } from '../web/download.ts';
import { only } from '../web/guard.ts';
import { id, parse, parseAddress } from '../web/parse.ts';
import { show, type Newsroom } from '../web/render.ts';
import { fileName } from './face.ts';
import { FACES } from './faces.ts';
import { facesOffered, reportPage, reportView } from './pages.ts';
import { getReport } from './queries.ts';

const ArticleAddress = z.object({ articleId: id });

/** The claim and source report of an article, as a page and as files. */
export function reportRoutes(db: Db, newsroom: Newsroom): Router {
  const routes = Router();

  routes.get('/articles/:articleId/report', only('read'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const asked = parse(AsOfQuery, req.query);
    const report = await getReport(db, req.person, articleId, asked);
    const stood = asked['as-of'] !== null || asked.entry !== null;
    if (stood) res.locals['stood'] = new Date(report.asOf);
    const faces = facesOffered(FACES, articleId, stood ? report.asOf : null);
    show(req, res, reportView, reportPage(report, newsroom, '/', faces));
  });

  for (const face of FACES.filter(({ inBackground }) => !inBackground)) {
    routes.get(`/articles/:articleId/${face.file}`, only('read'), async (req, res) => {
      const { articleId } = parseAddress(ArticleAddress, req.params);
      const asOf = parse(AsOfQuery, req.query);
      const bytes = face.write(db, { person: req.person, articleId, asOf, newsroom });
      await download(res, { name: fileName(face, articleId), mediaType: face.mediaType }, bytes);
    });
  }

  return routes;
}
