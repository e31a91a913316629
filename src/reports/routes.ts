import { Router, type Response } from 'express';
import { z } from 'zod';
import type { Db } from '../db/client.ts';
import { AsOfQuery } from '../history/parse.ts';
import { only } from '../web/guard.ts';
import { id, parse, parseAddress } from '../web/parse.ts';
import { fileOf, show, type Newsroom } from '../web/render.ts';
import { reportPage, reportView } from './pages.ts';
import { getReport } from './queries.ts';
import { reportCsv, reportJson } from './tables.ts';

const ArticleAddress = z.object({ articleId: id });

/** The claim and source report of an article, as a page and as files. */
export function reportRoutes(db: Db, newsroom: Newsroom): Router {
  const routes = Router();

  routes.get('/articles/:articleId/report', only('read'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const asked = parse(AsOfQuery, req.query);
    const report = await getReport(db, req.person, articleId, asked);
    if (asked['as-of'] !== null || asked.entry !== null) res.locals['stood'] = new Date(report.asOf);
    show(req, res, reportView, reportPage(report, newsroom.name, '/'));
  });

  routes.get('/articles/:articleId/report.html', only('read'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const report = await getReport(db, req.person, articleId, parse(AsOfQuery, req.query));
    file(res, 'html', articleId, fileOf(reportView, reportPage(report, newsroom.name, null), newsroom));
  });

  routes.get('/articles/:articleId/report.csv', only('read'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    file(res, 'csv', articleId, reportCsv(await getReport(db, req.person, articleId, parse(AsOfQuery, req.query))));
  });

  routes.get('/articles/:articleId/report.json', only('read'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    file(res, 'json', articleId, reportJson(await getReport(db, req.person, articleId, parse(AsOfQuery, req.query))));
  });

  return routes;
}

function file(res: Response, format: 'html' | 'csv' | 'json', articleId: string, content: string): void {
  // The name's ending decides the media type, charset and all.
  res.attachment(`report-${articleId.slice(0, 13)}.${format}`).send(content);
}
