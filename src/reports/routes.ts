import { Router } from 'express';
import { z } from 'zod';
import { may } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { AsOfQuery } from '../history/parse.ts';
import { download } from '../web/download.ts';
import { only } from '../web/guard.ts';
import { id, parse, parseAddress } from '../web/parse.ts';
import { show, type Newsroom } from '../web/render.ts';
import { discloseReport } from './actions.ts';
import { fileOfFace } from './face.ts';
import { FACES } from './faces.ts';
import { disclosureForm, facesOffered, reportPage, reportView } from './pages.ts';
import { DisclosureForm } from './parse.ts';
import { getReport } from './queries.ts';
import { reportSchema } from './shape.ts';

const ArticleAddress = z.object({ articleId: id });

/** The claim and source report of an article, as a page and as files. */
export function reportRoutes(db: Db, newsroom: Newsroom): Router {
  const routes = Router();

  routes.get('/articles/:articleId/report', only('read'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const asked = parse(AsOfQuery, req.query);
    // The page is the desk's own, where nothing is left out.
    const report = await getReport(db, { person: req.person, articleId, asOf: asked, confidential: true });
    const stood = asked['as-of'] !== null || asked.entry !== null;
    if (stood) res.locals['stood'] = new Date(report.asOf);
    const faces = facesOffered(FACES, articleId, stood ? report.asOf : null);
    const disclosure = may(req.person, 'disclose') && !stood ? disclosureForm(FACES, articleId) : null;
    show(req, res, reportView, reportPage(report, newsroom, '/', faces, disclosure));
  });

  for (const face of FACES.filter(({ inBackground }) => !inBackground)) {
    routes.get(`/articles/:articleId/${face.file}`, only('read'), async (req, res) => {
      const { articleId } = parseAddress(ArticleAddress, req.params);
      const asOf = parse(AsOfQuery, req.query);
      const bytes = face.write(db, { person: req.person, articleId, asOf, confidential: false, newsroom });
      await download(res, fileOfFace(face, articleId), bytes);
    });
  }

  routes.post('/articles/:articleId/disclosures', only('disclose'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const { format, ...asOf } = parse(DisclosureForm, req.body);
    const face = FACES.find((each) => each.format === format)!;
    const asked = await discloseReport(db, req.person, { articleId, asOf, format });
    await download(res, fileOfFace(face, articleId), face.write(db, { ...asked, newsroom }));
  });

  routes.get('/schemas/report-1.json', only('enter'), (_req, res) => {
    res.type('application/schema+json').send(`${JSON.stringify(reportSchema(), null, 2)}\n`);
  });

  return routes;
}
