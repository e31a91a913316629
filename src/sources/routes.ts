import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { keysOf } from '../core/citations.ts';
import type { Db } from '../db/client.ts';
import type { FetchSettings } from '../fetching/fetch-page.ts';
import { listSourceHistory } from '../history/queries.ts';
import { listMerges } from '../merges/queries.ts';
import { listRelayed, listRelaying } from '../relays/queries.ts';
import { listRelatedTo } from '../relay_suggestions/queries.ts';
import { countSnapshots } from '../snapshots/queries.ts';
import { getSpeakerMeant } from '../speakers/queries.ts';
import { only } from '../web/guard.ts';
import { requestReading } from '../source_readings/actions.ts';
import { ReadingForm, ReadingQuery } from '../source_readings/parse.ts';
import { getReadCitation } from '../source_readings/queries.ts';
import type { Refused } from '../web/forms.ts';
import { attempt, id, line, parse, parseAddress } from '../web/parse.ts';
import { formShownAgain } from '../web/problems.ts';
import { show } from '../web/render.ts';
import { amendSource, nameSpeaker, recordSource } from './actions.ts';
import {
  sourceListPage,
  sourceListView,
  sourceNewPage,
  sourceNewView,
  sourcePage,
  sourceView,
  type SourceDesk,
} from './pages.ts';
import { AmendForm, SourceForm, SpeakerForm } from './parse.ts';
import { getDependents, getSource, listSources, listUsesOfSource, listTwins } from './queries.ts';

const ListQuery = z.object({ q: line(200).default(''), tag: line(100).default(''), after: id.nullish().default(null) });
/** From which use on the list is read. */
const UsesQuery = z.object({ after: id.nullish().default(null) });
const SourceAddress = z.object({ sourceId: id });

export function sourceRoutes(db: Db, fetching: FetchSettings): Router {
  const routes = Router();

  routes.get('/sources', only('browse'), async (req, res) => {
    const { q, tag, after } = parse(ListQuery, req.query);
    show(
      req,
      res,
      sourceListView,
      sourceListPage(await listSources(db, req.person, q, after, tag), { q, tag }, after !== null),
    );
  });

  routes.get('/sources/new', only('annotate'), async (req, res) => {
    const { reading } = parse(ReadingQuery, req.query);
    const found = reading === null ? null : await getReadCitation(db, req.person, reading);
    const twins = found === null ? [] : await listTwins(db, req.person, keysOf(found));
    show(req, res, sourceNewView, sourceNewPage({ twins, found }));
  });

  routes.post(
    '/sources/readings',
    only('annotate'),
    async (req: Request, res: Response) => {
      const { from } = parse(ReadingForm, req.body);
      const jobId = await requestReading(db, req.person, from, fetching.allowHosts);
      res.redirect(303, `/jobs/${jobId}?wait=1`);
    },
    formShownAgain(async (refusal, req, res) => {
      show(req, res, sourceNewView, sourceNewPage({ unread: { refusal, body: req.body as unknown } }));
    }),
  );

  routes.post(
    '/sources',
    only('annotate'),
    async (req: Request, res: Response) => {
      const { anyway, ...fields } = parse(SourceForm, req.body);
      const sourceId = await recordSource(db, req.person, fields, { anyway });
      res.redirect(303, `/sources/${sourceId}`);
    },
    formShownAgain(async (refusal, req, res) => {
      const read = attempt(SourceForm, req.body);
      const twins = refusal.fields['anyway'] && read.ok ? await listTwins(db, req.person, keysOf(read.value)) : [];
      show(req, res, sourceNewView, sourceNewPage({ twins, refused: { refusal, body: req.body as unknown } }));
    }),
  );

  routes.get('/sources/:sourceId', only('browse'), (req, res) => showSource(req, res));

  routes.post(
    '/sources/:sourceId/amendments',
    only('annotate'),
    async (req: Request, res: Response) => {
      const { sourceId } = parseAddress(SourceAddress, req.params);
      const { version: seen, ...fields } = parse(AmendForm, req.body);
      const { speakerId } = await getSource(db, req.person, sourceId);
      await amendSource(db, req.person, sourceId, seen, { ...fields, speakerId });
      res.redirect(303, `/sources/${sourceId}`);
    },
    formShownAgain((refusal, req, res) => showSource(req, res, { refused: { refusal, body: req.body as unknown } })),
  );

  routes.post(
    '/sources/:sourceId/speaker',
    only('annotate'),
    async (req: Request, res: Response) => {
      const { sourceId } = parseAddress(SourceAddress, req.params);
      const { version: seen, speaker } = parse(SpeakerForm, req.body);
      const speakerId = speaker === '' ? null : await getSpeakerMeant(db, req.person, speaker);
      await nameSpeaker(db, req.person, sourceId, seen, speakerId);
      res.redirect(303, `/sources/${sourceId}#record`);
    },
    formShownAgain((refusal, req, res) => showSource(req, res, { unspoken: { refusal, body: req.body as unknown } })),
  );

  return routes;

  async function showSource(
    req: Request,
    res: Response,
    refused: { refused?: Refused; unspoken?: Refused } = {},
  ): Promise<void> {
    const { sourceId } = parseAddress(SourceAddress, req.params);
    const source = await getSource(db, req.person, sourceId);
    if (source.mergedInto !== null) {
      res.redirect(303, `/sources/${source.mergedInto}`);
      return;
    }
    const { after } = parse(UsesQuery, req.query);
    const slice = await listUsesOfSource(db, req.person, sourceId, after);
    const desk: SourceDesk = {
      source,
      uses: { ...slice, paged: after !== null, ...(await getDependents(db, req.person, sourceId)) },
      relays: {
        passesOn: await listRelayed(db, req.person, sourceId),
        passedOnBy: await listRelaying(db, req.person, sourceId),
        related: (await listRelatedTo(db, req.person, sourceId)).length,
      },
      merged: (await listMerges(db, req.person, sourceId)).length,
      snapshots: await countSnapshots(db, req.person, sourceId),
      history: await listSourceHistory(db, req.person, sourceId),
      person: req.person,
    };
    show(req, res, sourceView, sourcePage(desk, refused));
  }
}
