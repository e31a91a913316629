import { Router } from 'express';
import { z } from 'zod';
import { may } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { AsOfQuery } from '../history/parse.ts';
import { download } from '../web/download.ts';
import { only } from '../web/guard.ts';
import { id, parse, parseAddress } from '../web/parse.ts';
import { show, type Newsroom } from '../web/render.ts';
import { annotatedPaper } from './annotated.ts';
import { discloseReport, requestFace } from './actions.ts';
import { fileOfFace, UNWATCHED } from './face.ts';
import { FACES } from './faces.ts';
import { disclosureForm, facesOffered } from './forms.ts';
import { reportPage, reportView } from './pages.ts';
import { FaceForm } from './parse.ts';
import { paperPage, paperView } from './paper-page.ts';
import { getReport, getReportWithText } from './queries.ts';
import { reportSchema } from './shape.ts';

const ArticleAddress = z.object({ articleId: id });

/** The claim and source report of an article, as a page and as files. */
export function reportRoutes(db: Db, newsroom: Newsroom): Router {
  const routes = Router();

  routes.get('/articles/:articleId/report', only('read'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const asked = parse(AsOfQuery, req.query);
    // The page is the desk's own, where nothing is left out; a guest gets what a file has.
    const confidential = may(req.person, 'attend');
    const report = await getReport(db, { person: req.person, articleId, asOf: asked, confidential });
    const stood = asked['as-of'] !== null || asked.entry !== null;
    if (stood) res.locals['stood'] = new Date(report.asOf);
    const faces = facesOffered(FACES, articleId, stood ? report.asOf : null, req.person);
    const disclosure = may(req.person, 'disclose') && !stood ? disclosureForm(FACES, articleId) : null;
    show(req, res, reportView, reportPage(report, newsroom, '/', faces, disclosure, may(req.person, 'browse')));
  });

  routes.get('/articles/:articleId/annotated', only('read'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const asked = parse(AsOfQuery, req.query);
    const { report, text } = await getReportWithText(db, {
      person: req.person,
      articleId,
      asOf: asked,
      confidential: true,
    });
    if (asked['as-of'] !== null || asked.entry !== null) res.locals['stood'] = new Date(report.asOf);
    show(req, res, paperView, paperPage(annotatedPaper(report, text, newsroom)));
  });

  for (const face of FACES.filter(({ inBackground }) => !inBackground)) {
    routes.get(`/articles/:articleId/${face.file}`, only('read'), async (req, res) => {
      const { articleId } = parseAddress(ArticleAddress, req.params);
      const asOf = parse(AsOfQuery, req.query);
      const bytes = face.write(db, {
        person: req.person,
        articleId,
        asOf,
        confidential: false,
        newsroom,
        ...UNWATCHED,
      });
      await download(res, fileOfFace(face, articleId), bytes);
    });
  }

  routes.post('/articles/:articleId/disclosures', only('disclose'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const { format: face, ...asOf } = parse(FaceForm, req.body);
    const asked = await discloseReport(db, req.person, { articleId, asOf, format: face.format });
    if (face.inBackground) res.redirect(303, `/jobs/${await requestFace(db, asked, face)}?wait=1`);
    else await download(res, fileOfFace(face, articleId), face.write(db, { ...asked, newsroom, ...UNWATCHED }));
  });

  routes.post('/articles/:articleId/exports', only('attend'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const { format: face, ...asOf } = parse(FaceForm, req.body);
    const asked = { person: req.person, articleId, asOf, confidential: false };
    res.redirect(303, `/jobs/${await requestFace(db, asked, face)}?wait=1`);
  });

  routes.get('/schemas/report-1.json', only('enter'), (_req, res) => {
    res.type('application/schema+json').send(`${JSON.stringify(reportSchema(), null, 2)}\n`);
  });

  return routes;
}
