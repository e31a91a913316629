import { Router, type Request } from 'express';
import { z } from 'zod';
import { getArticle } from '../articles/queries.ts';
import { SOURCING_LEVELS } from '../core/sourcing.ts';
import type { Db } from '../db/client.ts';
import { amendEvidence, copyEvidence, linkEvidence, unlinkEvidence } from '../evidence/actions.ts';
import { checkExcerpts } from '../evidence/queries.ts';
import { AmendEvidenceForm, CopyForm, EvidenceForm, evidenceSource } from '../evidence/parse.ts';
import { listClaimHistory } from '../history/queries.ts';
import { markFrom } from '../suggestions/actions.ts';
import { only } from '../web/guard.ts';
import { id, oneOf, parse, parseAddress } from '../web/parse.ts';
import {
  amendClaim,
  checkAttribution,
  decideFix,
  giveFinding,
  noteFinding,
  placeClaim,
  removeAttribution,
  restoreClaim,
  setAttribution,
  signOff,
  takeBackSignOff,
  takeClaim,
  withdrawClaim,
} from './actions.ts';
import {
  AttributionCheckForm,
  AttributionForm,
  DetailsForm,
  FindingForm,
  FixForm,
  MarkForm,
  NoteForm,
  PlaceForm,
  Seen,
  WithdrawalForm,
  wordsMeant,
} from './parse.ts';
import { getClaimFile, listClaims } from './queries.ts';

const ListQuery = z.object({ sourcing: oneOf(SOURCING_LEVELS).nullish().default(null) });
const ArticleAddress = z.object({ articleId: id });
const ClaimAddress = z.object({ claimId: id });
const EvidenceAddress = z.object({ claimId: id, evidenceId: id });

/** Claims for programs: the same moves as on the page, each answered with the claim as it is then. */
export function claimApi(db: Db): Router {
  const api = Router();

  api.get('/articles/:articleId/claims', only('read'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    await getArticle(db, req.person, articleId);
    const { sourcing } = parse(ListQuery, req.query);
    res.json({ claims: await listClaims(db, req.person, articleId, new Date(), sourcing) });
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
    res.json(await getClaimFile(db, req.person, parseAddress(ClaimAddress, req.params).claimId));
  });

  api.get('/claims/:claimId/history', only('browse'), async (req, res) => {
    const { claimId } = parseAddress(ClaimAddress, req.params);
    await getClaimFile(db, req.person, claimId);
    res.json(await listClaimHistory(db, req.person, claimId));
  });

  const move = (address: string, act: (req: Request, claimId: string) => Promise<unknown>) =>
    api.post(`/claims/:claimId/${address}`, only('annotate'), async (req, res) => {
      const { claimId } = parseAddress(ClaimAddress, req.params);
      await act(req, claimId);
      res.json(await getClaimFile(db, req.person, claimId));
    });

  move('amendments', (req, claimId) => {
    const { version: seen, ...amendment } = parse(DetailsForm, req.body);
    return amendClaim(db, req.person, claimId, seen, amendment);
  });

  move('checker', (req, claimId) => takeClaim(db, req.person, claimId, parse(Seen, req.body).version));

  move('attribution', (req, claimId) => {
    const { version: seen, ...typed } = parse(AttributionForm, req.body);
    return setAttribution(db, req.person, claimId, seen, typed);
  });

  move('attribution/removal', (req, claimId) =>
    removeAttribution(db, req.person, claimId, parse(Seen, req.body).version),
  );

  move('attribution-check', (req, claimId) => {
    const { version: seen, check, note } = parse(AttributionCheckForm, req.body);
    return checkAttribution(db, req.person, claimId, seen, check, note);
  });

  move('evidence', (req, claimId) => {
    const { version: seen, ...sent } = parse(EvidenceForm, req.body);
    const { source, draft, anyway } = evidenceSource(sent);
    return linkEvidence(db, req.person, claimId, seen, source, draft, { anyway });
  });

  move('evidence/:evidenceId/amendments', (req, claimId) => {
    const { evidenceId } = parseAddress(EvidenceAddress, req.params);
    const { version: seen, ...draft } = parse(AmendEvidenceForm, req.body);
    return amendEvidence(db, req.person, claimId, seen, evidenceId, draft);
  });

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

  move('evidence/:evidenceId/removal', (req, claimId) => {
    const { evidenceId } = parseAddress(EvidenceAddress, req.params);
    return unlinkEvidence(db, req.person, claimId, parse(Seen, req.body).version, evidenceId);
  });

  move('findings', (req, claimId) => {
    const { version: seen, ...finding } = parse(FindingForm, req.body);
    return giveFinding(db, req.person, claimId, seen, finding);
  });

  move('sign-off', (req, claimId) => signOff(db, req.person, claimId, parse(Seen, req.body).version));

  move('sign-off/removal', (req, claimId) => takeBackSignOff(db, req.person, claimId, parse(Seen, req.body).version));

  move('note', (req, claimId) => {
    const { version: seen, note } = parse(NoteForm, req.body);
    return noteFinding(db, req.person, claimId, seen, note);
  });

  move('fix', (req, claimId) => {
    const { version: seen, fix, reason } = parse(FixForm, req.body);
    return decideFix(db, req.person, claimId, seen, fix, reason);
  });

  move('withdrawal', (req, claimId) => {
    const { version: seen, reason } = parse(WithdrawalForm, req.body);
    return withdrawClaim(db, req.person, claimId, seen, reason);
  });

  move('place', (req, claimId) => {
    const { version: seen, ...sent } = parse(PlaceForm, req.body);
    return placeClaim(db, req.person, claimId, seen, wordsMeant(sent));
  });

  move('restoration', (req, claimId) => restoreClaim(db, req.person, claimId, parse(Seen, req.body).version));

  return api;
}
