import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { Db } from '../db/client.ts';
import type { Refused } from '../web/forms.ts';
import { only } from '../web/guard.ts';
import { id, parse, parseAddress } from '../web/parse.ts';
import { formShownAgain } from '../web/problems.ts';
import { show } from '../web/render.ts';
import { endToken, makeToken } from './actions.ts';
import { tokenPage, tokenView } from './pages.ts';
import { TokenForm } from './parse.ts';
import { listTokens } from './queries.ts';

const TokenAddress = z.object({ tokenId: id });

/** The tokens with which somebody's own programs come to the API. */
export function tokenRoutes(db: Db): Router {
  const routes = Router();

  routes.get('/account/tokens', only('keep_account'), (req, res) => showTokens(req, res));

  routes.post(
    '/account/tokens',
    only('keep_account'),
    async (req: Request, res: Response) => {
      const secret = await makeToken(db, req.person, parse(TokenForm, req.body));
      // Shown here and nowhere else: only its digest is kept.
      await showTokens(req, res, null, secret);
    },
    formShownAgain((refusal, req, res) => showTokens(req, res, { refusal, body: req.body as unknown })),
  );

  routes.post('/account/tokens/:tokenId/ending', only('keep_account'), async (req, res) => {
    await endToken(db, req.person, parseAddress(TokenAddress, req.params).tokenId);
    res.redirect(303, '/account/tokens');
  });

  return routes;

  async function showTokens(req: Request, res: Response, refused: Refused | null = null, made: string | null = null) {
    show(req, res, tokenView, tokenPage(await listTokens(db, req.person), made, refused));
  }
}
