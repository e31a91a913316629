import { Router } from 'express';
import { z } from 'zod';
import { getArticle } from '../articles/queries.ts';
import { getClaimFile, listClaims, type ClaimRow } from '../claims/queries.ts';
import type { Person } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { only } from '../web/guard.ts';
import { id, parse, parseAddress, wholeNumber } from '../web/parse.ts';
import { getGrounding } from './queries.ts';

const ArticleAddress = z.object({ articleId: id });
const ClaimAddress = z.object({ claimId: id });
/** From which claim, in reading order, the list is read. */
const AfterQuery = z.object({ after: wholeNumber.nullish().default(null) });

const AT_A_TIME = 500;

/** For programs: claims, the sources they rest on, and what those pass on. */
export function provenanceApi(db: Db): Router {
  const api = Router();

  api.get('/articles/:articleId/provenance', only('read'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const { after } = parse(AfterQuery, req.query);
    await getArticle(db, req.person, articleId);
    const all = await listClaims(db, req.person, articleId);
    const from = after === null ? 0 : all.findIndex(({ number }) => number === after) + 1;
    const page = all.slice(from, from + AT_A_TIME);
    const next = all.length > from + AT_A_TIME ? (page.at(-1)?.number ?? null) : null;
    res.json({ ...(await groundingOf(db, req.person, page)), next });
  });

  api.get('/claims/:claimId/provenance', only('read'), async (req, res) => {
    const { claimId } = parseAddress(ClaimAddress, req.params);
    res.json(await groundingOf(db, req.person, [await getClaimFile(db, req.person, claimId)]));
  });

  return api;
}

async function groundingOf(db: Db, person: Person, rows: readonly ClaimRow[]) {
  const { claims, sources, relays } = await getGrounding(db, person, rows);
  return {
    claims: claims.map(({ id: claimId, number, sourcing, evidence }) => ({
      id: claimId,
      number,
      level: sourcing.level,
      origins: sourcing.origins,
      evidence: evidence.map(({ sourceId, stance, role }) => ({ sourceId, stance, role })),
    })),
    sources,
    relays,
  };
}
