import { Router } from 'express';
import { z } from 'zod';
import { getArticle } from '../articles/queries.ts';
import { SOURCING_LEVELS } from '../core/sourcing.ts';
import type { Db } from '../db/client.ts';
import { copyEvidence } from '../evidence/actions.ts';
import { checkExcerpts } from '../evidence/queries.ts';
import { CopyForm, EvidenceAddress } from '../evidence/parse.ts';
import { AsOfQuery } from '../history/parse.ts';
import { listClaimHistory, readPage } from '../history/queries.ts';
import { markFrom } from '../suggestions/actions.ts';
import { only } from '../web/guard.ts';
import { id, oneOf, parse, parseAddress } from '../web/parse.ts';
import { MOVES, operationOf, type MoveName } from './moves.ts';
import { MarkForm } from './parse.ts';
import { getClaimFile, listClaims } from './queries.ts';

const ListQuery = z.object({ sourcing: oneOf(SOURCING_LEVELS).nullish().default(null) });
const ArticleAddress = z.object({ articleId: id });
const ClaimAddress = z.object({ claimId: id });

/** Claims for programs: the same moves as on the page, each answered with the claim as it is then. */
export function claimApi(db: Db): Router {
  const api = Router();

  api.get('/articles/:articleId/claims', only('read'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    await getArticle(db, req.person, articleId);
    const { sourcing } = parse(ListQuery, req.query);
    const claims = await readPage(db, articleId, parse(AsOfQuery, req.query), (then, stood) =>
      listClaims(then, req.person, articleId, stood ?? new Date(), sourcing),
    );
    res.json({ claims });
  });

  api.post('/articles/:articleId/claims', only('annotate'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const { id: claimId } = await markFrom(db, req.person, articleId, parse(MarkForm, req.body));
    res
      .status(201)
      .location(`/api/v1/claims/${claimId}`)
      .json(await getClaimFile(db, req.person, claimId));
  });

  api.get('/claims/:claimId', only('read'), async (req, res) => {
    const { claimId } = parseAddress(ClaimAddress, req.params);
    const { articleId } = await getClaimFile(db, req.person, claimId);
    const claim = await readPage(db, articleId, parse(AsOfQuery, req.query), (then) =>
      getClaimFile(then, req.person, claimId),
    );
    res.json(claim);
  });

  api.get('/claims/:claimId/history', only('browse'), async (req, res) => {
    const { claimId } = parseAddress(ClaimAddress, req.params);
    await getClaimFile(db, req.person, claimId);
    res.json(await listClaimHistory(db, req.person, claimId));
  });

  for (const address of Object.keys(MOVES) as MoveName[]) {
    api.post(`/claims/:claimId/${address}`, only(operationOf(address)), async (req, res) => {
      const { claimId } = parseAddress(ClaimAddress, req.params);
      await MOVES[address](db, req.person, claimId, req);
      res.json(await getClaimFile(db, req.person, claimId));
    });
  }

  api.get('/claims/:claimId/excerpts', only('read'), async (req, res) => {
    const { claimId } = parseAddress(ClaimAddress, req.params);
    const { evidence } = await getClaimFile(db, req.person, claimId);
    res.json({ excerpts: await checkExcerpts(db, req.person, evidence) });
  });

  api.post('/claims/:claimId/evidence/:evidenceId/copies', only('annotate'), async (req, res) => {
    const { claimId, evidenceId } = parseAddress(EvidenceAddress, req.params);
    const { number } = parse(CopyForm, req.body);
    const toId = await copyEvidence(db, req.person, claimId, evidenceId, number);
    res.status(201).json(await getClaimFile(db, req.person, toId));
  });

  return api;
}
