import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { getArticle, getReading } from '../articles/queries.ts';
import { OUTCOMES } from '../core/anchor.ts';
import type { Db } from '../db/client.ts';
import { draftFromAddress, draftFromFile } from '../drafts/actions.ts';
import { DraftQuery } from '../drafts/parse.ts';
import { getDraft, originOf } from '../drafts/queries.ts';
import type { FetchSettings } from '../fetching/fetch-page.ts';
import { hasFormat } from '../readers/file.ts';
import { NOTHING_KNOWN } from '../readers/found.ts';
import { compareBodies } from '../readers/read.ts';
import { readText, tooLong } from '../readers/text.ts';
import { listRechecks } from '../rechecks/queries.ts';
import { only } from '../web/guard.ts';
import type { Refused } from '../web/forms.ts';
import { id, parse, parseAddress, wholeNumber } from '../web/parse.ts';
import { formShownAgain } from '../web/problems.ts';
import { show } from '../web/render.ts';
import { findSnapshotOfRevision } from '../snapshots/queries.ts';
import { textOf, uploaded } from '../snapshots/came.ts';
import { receiveText } from '../web/upload.ts';
import { addRevision } from './actions.ts';
import {
  revisionListPage,
  revisionListView,
  revisionNewPage,
  revisionNewView,
  revisionPage,
  revisionView,
} from './pages.ts';
import { RevisionForm } from './parse.ts';
import { getRevision, listFollows, listRevisions, type Revision } from './queries.ts';

const ArticleAddress = z.object({ articleId: id });
const RevisionAddress = z.object({ articleId: id, number: wholeNumber });
const PageQuery = z.object({ below: wholeNumber.nullish().default(null) });

/** What is asked for that there is not shows the page as it begins: an old link should still lead somewhere. */
const ShownQuery = z.object({
  outcome: z.enum(OUTCOMES).nullish().catch(null).default(null),
  view: z.enum(['beside', 'inline']).catch('beside').default('beside'),
  list: z.coerce.number().int().min(1).catch(1).default(1),
  part: z.coerce.number().int().min(1).catch(1).default(1),
});

/** The revisions of an article: bringing one in, and how the claims fared in each. */
export function revisionRoutes(db: Db, fetching: FetchSettings): Router {
  const routes = Router();

  routes.get('/articles/:articleId/revisions', only('read'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const { below } = parse(PageQuery, req.query);
    const article = await getArticle(db, req.person, articleId);
    const slice = await listRevisions(db, req.person, articleId, below);
    show(req, res, revisionListView, revisionListPage(article, slice, below !== null));
  });

  routes.get('/articles/:articleId/revisions/new', only('annotate'), (req, res) => showNew(req, res));

  routes.post(
    '/articles/:articleId/revisions',
    only('annotate'),
    receiveText(tooLong),
    async (req: Request, res: Response) => {
      const { articleId } = parseAddress(ArticleAddress, req.params);
      const { revisionId, body, way, address, draft } = parse(RevisionForm, req.body);
      const file = req.file && req.file.buffer.length > 0 ? uploaded(req.file) : null;
      const forArticle = { articleId, typed: NOTHING_KNOWN };
      if (way === 'address') {
        const jobId = await draftFromAddress(db, req.person, address, fetching.allowHosts, forArticle);
        res.redirect(303, `/jobs/${jobId}?wait=1`);
      } else if (file && hasFormat(file.name)) {
        res.redirect(303, `/jobs/${await draftFromFile(db, req.person, file, forArticle)}?wait=1`);
      } else {
        const sent = file && (await textOf(file));
        const text = sent?.body ?? readText(body);
        const origin = sent?.origin ?? (await originOf(db, req.person, draft));
        const { revision } = await addRevision(db, req.person, articleId, revisionId, text, origin);
        res.redirect(303, `/articles/${articleId}/revisions/${revision}`);
      }
    },
    formShownAgain((refusal, req, res) => showNew(req, res, { refusal, body: req.body as unknown })),
  );

  routes.get('/articles/:articleId/revisions/:number', only('read'), async (req, res) => {
    const { articleId, number } = parseAddress(RevisionAddress, req.params);
    const article = await getArticle(db, req.person, articleId);
    const revision = await getRevision(db, req.person, articleId, number);
    const before = number > 1 ? await getRevision(db, req.person, articleId, number - 1) : null;
    const found = {
      article,
      revision,
      before,
      came: await findSnapshotOfRevision(db, req.person, revision.id),
      rows: before ? await comparedWith(before, revision) : [],
      followed: await listFollows(db, revision.id),
      rechecks: (await listRechecks(db, req.person, articleId)).length,
    };
    show(req, res, revisionView, revisionPage(found, parse(ShownQuery, req.query)));
  });

  return routes;

  async function comparedWith(before: Revision, revision: Revision) {
    return compareBodies(await divided(before), await divided(revision), `${before.id} ${revision.id}`);
  }

  async function divided({ id: revisionId, body }: Revision) {
    return { body, passages: (await getReading(db, revisionId)).passages };
  }

  async function showNew(req: Request, res: Response, refused: Refused | null = null): Promise<void> {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const article = await getArticle(db, req.person, articleId);
    const { draft: draftId } = parse(DraftQuery, refused ? refused.body : req.query);
    const draft = draftId === null ? null : { id: draftId, ...(await getDraft(db, req.person, draftId)) };
    show(req, res, revisionNewView, revisionNewPage(article, draft, refused));
  }
}
