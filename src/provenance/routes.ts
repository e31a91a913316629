import { Router } from 'express';
import { z } from 'zod';
import { getArticle } from '../articles/queries.ts';
import { getClaimFile, listClaims } from '../claims/queries.ts';
import type { Db } from '../db/client.ts';
import { AsOfQuery } from '../history/parse.ts';
import { readPage } from '../history/queries.ts';
import { only } from '../web/guard.ts';
import { id, parse, parseAddress } from '../web/parse.ts';
import { show } from '../web/render.ts';
import { articleProvenancePage, claimProvenancePage, provenanceView } from './pages.ts';
import { PartQuery } from './parse.ts';
import { getGrounding } from './queries.ts';

const ArticleAddress = z.object({ articleId: id });
const ClaimAddress = z.object({ claimId: id });

/** Where the claims of an article, or one claim, have it from: drawn and in a table. */
export function provenanceRoutes(db: Db): Router {
  const routes = Router();

  routes.get('/articles/:articleId/provenance', only('read'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const { part } = parse(PartQuery, req.query);
    await getArticle(db, req.person, articleId);
    await readPage(db, articleId, parse(AsOfQuery, req.query), async (past, stood) => {
      const article = await getArticle(past, req.person, articleId);
      const claims = await listClaims(past, req.person, articleId, stood ?? new Date());
      const grounding = await getGrounding(past, req.person, claims);
      res.locals['stood'] = stood;
      show(req, res, provenanceView, articleProvenancePage(article, grounding, part));
    });
  });

  routes.get('/claims/:claimId/provenance', only('read'), async (req, res) => {
    const { claimId } = parseAddress(ClaimAddress, req.params);
    const { articleId } = await getClaimFile(db, req.person, claimId);
    await readPage(db, articleId, parse(AsOfQuery, req.query), async (past, stood) => {
      const claim = await getClaimFile(past, req.person, claimId);
      const grounding = await getGrounding(past, req.person, [claim]);
      res.locals['stood'] = stood;
      show(req, res, provenanceView, claimProvenancePage(claim, grounding));
    });
  });

  return routes;
}
