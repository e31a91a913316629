import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { RELAY_KINDS } from '../core/sourcing.ts';
import type { Db } from '../db/client.ts';
import { listRelatedTo } from '../relay_suggestions/queries.ts';
import { getSource, listSourcesToChoose } from '../sources/queries.ts';
import { only } from '../web/guard.ts';
import type { Refused } from '../web/forms.ts';
import { attempt, id, line, parse, parseAddress } from '../web/parse.ts';
import { formShownAgain } from '../web/problems.ts';
import { show } from '../web/render.ts';
import { linkRelay, removeRelay } from './actions.ts';
import { relayPage, relayView } from './pages.ts';
import { RelayAddress, RelayForm, Seen, SourceAddress } from './parse.ts';
import { listRelayed, listRelaying } from './queries.ts';

const Beginning = z.object({
  relayed: id.nullish().catch(null).default(null),
  kind: z.enum(RELAY_KINDS).nullish().catch(null).default(null),
  q: line(200).catch('').default(''),
});

/** What a source passes on, and who passes it on. */
export function relayRoutes(db: Db): Router {
  const routes = Router();

  routes.get('/sources/:sourceId/relays', only('browse'), (req, res) => showRelays(req, res));

  routes.post(
    '/sources/:sourceId/relays',
    only('annotate'),
    async (req: Request, res: Response) => {
      const { sourceId } = parseAddress(SourceAddress, req.params);
      const { version: seen, relayedId, ...draft } = parse(RelayForm, req.body);
      await linkRelay(db, req.person, sourceId, seen, relayedId, draft);
      res.redirect(303, `/sources/${sourceId}/relays`);
    },
    formShownAgain((refusal, req, res) => showRelays(req, res, { refusal, body: req.body as unknown })),
  );

  routes.post(
    '/sources/:sourceId/relays/:relayedId/removal',
    only('annotate'),
    async (req: Request, res: Response) => {
      const { sourceId, relayedId } = parseAddress(RelayAddress, req.params);
      await removeRelay(db, req.person, sourceId, parse(Seen, req.body).version, relayedId);
      res.redirect(303, `/sources/${sourceId}/relays`);
    },
    formShownAgain((refusal, req, res) => showRelays(req, res, { refusal, body: req.body as unknown })),
  );

  return routes;

  async function showRelays(req: Request, res: Response, refused: Refused | null = null): Promise<void> {
    const { sourceId } = parseAddress(SourceAddress, req.params);
    const { relayed, kind, q: search } = parse(Beginning, req.query);
    const sent = refused && attempt(RelayForm.pick({ relayedId: true }), refused.body);
    // What was chosen stands in the form again, found or not.
    const relayedId = sent?.ok ? sent.value.relayedId : relayed;
    const source = await getSource(db, req.person, sourceId);
    const [passesOn, passedOnBy] = await Promise.all([
      listRelayed(db, req.person, sourceId),
      listRelaying(db, req.person, sourceId),
    ]);
    const related = await listRelatedTo(db, req.person, sourceId);
    const sources = await listSourcesToChoose(db, req.person, search, relayedId);
    const desk = { source, passesOn, passedOnBy, related, search, sources, person: req.person };
    show(req, res, relayView, relayPage(desk, { relayedId, kind }, refused));
  }
}
