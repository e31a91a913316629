import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { getArticle } from '../articles/queries.ts';
import { placeClaim, withdrawClaim } from '../claims/actions.ts';
import { PlaceForm, WithdrawalForm, wordsMeant } from '../claims/parse.ts';
import { getClaimFile, getClaimId, listLastStood } from '../claims/queries.ts';
import type { Refusal } from '../core/refusal.ts';
import type { Db } from '../db/client.ts';
import { listFollowsOfClaim } from '../revisions/queries.ts';
import { giveFinding } from '../findings/actions.ts';
import { FindingForm } from '../findings/parse.ts';
import { only } from '../web/guard.ts';
import { id, parse, parseAddress, wholeNumber } from '../web/parse.ts';
import { addressOf } from '../web/paging.ts';
import { formShownAgain } from '../web/problems.ts';
import { show } from '../web/render.ts';
import { queueOf, recheckPage, recheckView, type RecheckForm } from './pages.ts';
import { getRevisionOfFinding, listRechecks } from './queries.ts';

const ArticleAddress = z.object({ articleId: id });
const ClaimAddress = z.object({ articleId: id, number: wholeNumber });
const ShownQuery = z.object({ claim: wholeNumber.nullish().catch(null).default(null) });

/** What waits for another look after a revision, one claim after the other. */
export function recheckRoutes(db: Db): Router {
  const routes = Router();

  routes.get('/articles/:articleId/rechecks', only('read'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    await showQueue(req, res, articleId, parse(ShownQuery, req.query).claim);
  });

  const move = (address: string, form: RecheckForm, act: (req: Request, claimId: string) => Promise<void>) =>
    routes.post(
      `/articles/:articleId/rechecks/:number/${address}`,
      only('annotate'),
      async (req: Request, res: Response) => {
        const { articleId, number } = parseAddress(ClaimAddress, req.params);
        const before = await listRechecks(db, req.person, articleId);
        await act(req, await getClaimId(db, req.person, articleId, number));
        const left = await listRechecks(db, req.person, articleId);
        const at = before.findIndex((each) => each.number === number);
        // Placed on other words it still needs a finding, and stays; else the next one comes.
        const next = [number, ...before.slice(at + 1).map((each) => each.number)].find((each) =>
          left.some((other) => other.number === each),
        );
        res.redirect(303, addressOf(queueOf(articleId), { claim: next ?? null }));
      },
      formShownAgain((refusal, req, res) => {
        const { articleId, number } = parseAddress(ClaimAddress, req.params);
        return showQueue(req, res, articleId, number, refusal, form);
      }),
    );

  move('findings', 'finding', async (req, claimId) => {
    const { version: seen, ...finding } = parse(FindingForm, req.body);
    await giveFinding(db, req.person, claimId, seen, finding);
  });

  move('place', 'place', async (req, claimId) => {
    const { version: seen, ...sent } = parse(PlaceForm, req.body);
    await placeClaim(db, req.person, claimId, seen, wordsMeant(sent));
  });

  move('withdrawal', 'withdraw', async (req, claimId) => {
    const { version: seen, reason } = parse(WithdrawalForm, req.body);
    await withdrawClaim(db, req.person, claimId, seen, reason);
  });

  return routes;

  async function showQueue(
    req: Request,
    res: Response,
    articleId: string,
    number: number | null,
    refusal: Refusal | null = null,
    form: RecheckForm = 'finding',
  ): Promise<void> {
    const { person } = req;
    const article = await getArticle(db, person, articleId);
    const queue = await listRechecks(db, person, articleId);
    const chosen = queue.find((each) => each.number === number) ?? queue[0];
    const claim = chosen ? await getClaimFile(db, person, chosen.claimId) : null;
    const desk = claim && {
      claim,
      article,
      person,
      sources: [],
      speakers: [],
      follows: await listFollowsOfClaim(db, person, claim.id),
      lastStood: (await listLastStood(db, article)).get(claim.id) ?? null,
      foundIn: claim.finding && (await getRevisionOfFinding(db, claim.finding.id)),
    };
    const refused = refusal && { refusal, body: req.body as unknown, form };
    show(req, res, recheckView, recheckPage(article, queue, desk, refused));
  }
}
