import { Router } from 'express';
import { z } from 'zod';
import type { Db } from '../db/client.ts';
import { AsOfQuery } from '../history/parse.ts';
import { only } from '../web/guard.ts';
import { id, parse, parseAddress } from '../web/parse.ts';
import { getReport } from './queries.ts';
import { reportCsv, reportJson } from './tables.ts';

const ArticleAddress = z.object({ articleId: id });

/** The report for programs. */
export function reportApi(db: Db): Router {
  const api = Router();

  api.get('/articles/:articleId/report', only('read'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    res.type('json').send(reportJson(await getReport(db, req.person, articleId, parse(AsOfQuery, req.query))));
  });

  api.get('/articles/:articleId/report.csv', only('read'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    res
      .type('text/csv; charset=utf-8')
      .send(reportCsv(await getReport(db, req.person, articleId, parse(AsOfQuery, req.query))));
  });

  return api;
}
