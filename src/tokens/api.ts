import { Router } from 'express';
import { z } from 'zod';
import type { Db } from '../db/client.ts';
import { getPerson } from '../people/queries.ts';
import { only } from '../web/guard.ts';
import { id, parse, parseAddress } from '../web/parse.ts';
import { endToken, endTokenOf, makeToken } from './actions.ts';
import { TokenBody } from './parse.ts';
import { listTokens } from './queries.ts';

const TokenAddress = z.object({ tokenId: id });
const PersonAddress = z.object({ personId: id });
const TokenOfAddress = z.object({ personId: id, tokenId: id });

/** One's own tokens, for programs that come with one for `admin`; and those of others, for admins to see and to end. */
export function tokenApi(db: Db): Router {
  const api = Router();

  api.get('/tokens', only('keep_tokens'), async (req, res) => {
    res.json({ tokens: await listTokens(db, req.person) });
  });

  api.post('/tokens', only('keep_tokens'), async (req, res) => {
    res.status(201).json({ token: await makeToken(db, req.person, parse(TokenBody, req.body)) });
  });

  api.post('/tokens/:tokenId/ending', only('keep_tokens'), async (req, res) => {
    await endToken(db, req.person, parseAddress(TokenAddress, req.params).tokenId);
    res.json({ tokens: await listTokens(db, req.person) });
  });

  api.get('/people/:personId/tokens', only('manage'), async (req, res) => {
    const { personId } = parseAddress(PersonAddress, req.params);
    res.json({ tokens: await listTokens(db, await getPerson(db, personId)) });
  });

  api.post('/people/:personId/tokens/:tokenId/ending', only('manage'), async (req, res) => {
    const { personId, tokenId } = parseAddress(TokenOfAddress, req.params);
    await endTokenOf(db, req.person, personId, tokenId);
    res.json({ tokens: await listTokens(db, await getPerson(db, personId)) });
  });

  return api;
}
