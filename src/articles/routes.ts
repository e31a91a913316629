import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { listClaims, listLastStood } from '../claims/queries.ts';
import { VERIFICATION_STATUSES } from '../core/check.ts';
import { OBSTACLE_KINDS } from '../core/gate.ts';
import { COVERAGE_STATES } from '../core/coverage.ts';
import { SOURCING_LEVELS } from '../core/sourcing.ts';
import { SENTENCE_KINDS } from '../core/suggest.ts';
import { onlyReading, type Person } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { liftOverride, overrideGate } from '../gates/actions.ts';
import { OverrideForm } from '../gates/parse.ts';
import { findOverride } from '../gates/queries.ts';
import { getPlan } from '../plans/queries.ts';
import { getHouseRules } from '../house_rules/queries.ts';
import { draftFromAddress, draftFromFile } from '../drafts/actions.ts';
import { DraftQuery } from '../drafts/parse.ts';
import { getDraft, originOf } from '../drafts/queries.ts';
import type { FetchSettings } from '../fetching/fetch-page.ts';
import { hasFormat } from '../readers/file.ts';
import { readText, tooLong } from '../readers/text.ts';
import { acceptSuggestions } from '../suggestions/actions.ts';
import { countScoredLow, listSuggestions } from '../suggestions/queries.ts';
import { AsOfQuery } from '../history/parse.ts';
import { countNews, NOW, readPage } from '../history/queries.ts';
import { only } from '../web/guard.ts';
import type { Refused } from '../web/forms.ts';
import { id, line, parse, parseAddress, wholeNumber } from '../web/parse.ts';
import { formShownAgain } from '../web/problems.ts';
import { findSnapshotOfRevision } from '../snapshots/queries.ts';
import { dayAt, show, type Newsroom } from '../web/render.ts';
import { textOf, uploaded } from '../snapshots/came.ts';
import { receiveText } from '../web/upload.ts';
import { look } from '../visits/actions.ts';
import { MOST_COUNTED } from '../visits/queries.ts';
import { clearMany, clearSentences, liftClearance, liftClearing } from '../clearances/actions.ts';
import { amendArticle, importArticle } from './actions.ts';
import { articlePage, articleView, type RefusedForm } from './article-page.ts';
import { lookAt, partWith } from './desk.ts';
import {
  articleEditPage,
  articleDraftPage,
  articleEditView,
  articleListPage,
  articleListView,
  articleNewPage,
  articleNewView,
} from './pages.ts';
import { AcceptForm, AmendForm, ClearForm, ClearingAddress, ClearManyForm, ImportForm, LiftForm } from './parse.ts';
import { getArticle, getReading, listArticles, listClearances, listNotes } from './queries.ts';

const ArticleAddress = z.object({ articleId: id });
const SentenceAddress = z.object({ articleId: id, sentence: wholeNumber });

const ListQuery = z.object({
  q: line(200).default(''),
  after: id.nullish().default(null),
  archive: z.enum(['1']).optional().catch(undefined),
  sourcing: z.enum(SOURCING_LEVELS).nullish().catch(null).default(null),
});

/** A filter that does not exist shows everything: an old link should still lead somewhere. */
const ShownQuery = z.object({
  status: z
    .enum([...VERIFICATION_STATUSES, 'needs_recheck'])
    .nullish()
    .catch(null)
    .default(null),
  sourcing: z.enum(SOURCING_LEVELS).nullish().catch(null).default(null),
  source: z.enum(['none']).nullish().catch(null).default(null),
  sentences: z.enum(COVERAGE_STATES).nullish().catch(null).default(null),
  /** Of the sentences those that the reading takes for this; they come ticked. */
  kind: z.enum(SENTENCE_KINDS).nullish().catch(null).default(null),
  ticked: z.enum(['all']).nullish().catch(null).default(null),
  /** What was just cleared in one go. */
  clearing: id.nullish().catch(null).default(null),
  stage: z.enum(['withdrawn', 'gone']).nullish().catch(null).default(null),
  suggestions: z.enum(['open', 'dismissed', 'all']).nullish().catch(null).default(null),
  checker: z.enum(['me', 'none']).nullish().catch(null).default(null),
  gate: z.enum(OBSTACLE_KINDS).nullish().catch(null).default(null),
  part: z.coerce.number().int().min(1).catch(1).default(1),
  list: z.coerce.number().int().min(1).catch(1).default(1),
});

/** Articles: the list, bringing one in, and its page with the text and what is done on it. */
export function articleRoutes(db: Db, fetching: FetchSettings, newsroom: Newsroom): Router {
  const routes = Router();

  routes.get('/articles', only('browse'), async (req, res) => {
    const { q, after, archive: asked, sourcing } = parse(ListQuery, req.query);
    const archive = asked !== undefined;
    const slice = await listArticles(db, req.person, q, after, { archive, sourcing });
    show(req, res, articleListView, articleListPage(slice, { search: q, paged: after !== null, archive, sourcing }));
  });

  routes.get('/articles/new', only('annotate'), (req, res) => showNew(req, res));

  routes.post(
    '/articles',
    only('annotate'),
    receiveText(tooLong),
    async (req: Request, res: Response) => {
      const { body: pasted, accept, way, draft, ...about } = parse(ImportForm, req.body);
      const file = pasted || !req.file ? null : uploaded(req.file);
      const forArticle = { articleId: null, typed: about };
      if (way === 'address') {
        const found = { ...forArticle, typed: { ...about, address: null } };
        const jobId = await draftFromAddress(db, req.person, about.address, fetching.allowHosts, found);
        res.redirect(303, `/jobs/${jobId}?wait=1`);
      } else if (file && hasFormat(file.name)) {
        res.redirect(303, `/jobs/${await draftFromFile(db, req.person, file, forArticle)}?wait=1`);
      } else {
        const sent = file && (await textOf(file));
        const body = sent?.body ?? readText(pasted);
        const origin = sent?.origin ?? (await originOf(db, req.person, draft));
        const articleId = await importArticle(db, req.person, { ...about, body }, { accept, origin });
        res.redirect(303, `/articles/${articleId}`);
      }
    },
    formShownAgain((refusal, req, res) => showNew(req, res, { refusal, body: req.body as unknown })),
  );

  routes.get('/articles/:articleId', only('read'), (req, res) => showArticle(req, res));

  routes.get('/articles/:articleId/edit', only('annotate'), (req, res) => showEdit(req, res));

  routes.post(
    '/articles/:articleId/amendments',
    only('annotate'),
    async (req: Request, res: Response) => {
      const { articleId } = parseAddress(ArticleAddress, req.params);
      const { version: seen, ...fields } = parse(AmendForm, req.body);
      await amendArticle(db, req.person, articleId, seen, fields);
      res.redirect(303, `/articles/${articleId}`);
    },
    formShownAgain((refusal, req, res) => showEdit(req, res, { refusal, body: req.body as unknown })),
  );

  routes.post(
    '/articles/:articleId/clearances',
    only('annotate'),
    async (req: Request, res: Response) => {
      const { articleId } = parseAddress(ArticleAddress, req.params);
      const { revisionId, sentence, reason } = parse(ClearForm, req.body);
      await clearSentences(db, req.person, articleId, revisionId, [sentence], reason);
      res.redirect(
        303,
        `/articles/${articleId}?part=${await partOf(req.person, articleId, sentence)}#s${sentence + 1}`,
      );
    },
    formShownAgain((refusal, req, res) => showArticle(req, res, { refusal, body: req.body as unknown, form: 'other' })),
  );

  routes.post(
    '/articles/:articleId/clearances/:sentence/lifting',
    only('annotate'),
    async (req: Request, res: Response) => {
      const { articleId, sentence } = parseAddress(SentenceAddress, req.params);
      const { revisionId } = parse(LiftForm, req.body);
      await liftClearance(db, req.person, articleId, revisionId, sentence);
      res.redirect(
        303,
        `/articles/${articleId}?part=${await partOf(req.person, articleId, sentence)}#s${sentence + 1}`,
      );
    },
    formShownAgain((refusal, req, res) => showArticle(req, res, { refusal, body: req.body as unknown, form: 'other' })),
  );

  routes.post(
    '/articles/:articleId/clearings',
    only('annotate'),
    async (req: Request, res: Response) => {
      const { articleId } = parseAddress(ArticleAddress, req.params);
      const { revisionId, chosen, reason } = parse(ClearManyForm, req.body);
      const { clearingId } = await clearMany(db, req.person, articleId, revisionId, chosen, reason);
      res.redirect(303, `/articles/${articleId}?sentences=untouched&clearing=${clearingId}#claims-list`);
    },
    formShownAgain((refusal, req, res) =>
      showArticle(req, res, { refusal, body: req.body as unknown, form: 'clearing' }),
    ),
  );

  routes.post(
    '/articles/:articleId/clearings/:clearingId/lifting',
    only('annotate'),
    async (req: Request, res: Response) => {
      const { articleId, clearingId } = parseAddress(ClearingAddress, req.params);
      const { revisionId } = parse(LiftForm, req.body);
      await liftClearing(db, req.person, articleId, revisionId, clearingId);
      res.redirect(303, `/articles/${articleId}?sentences=untouched#claims-list`);
    },
    formShownAgain((refusal, req, res) => showArticle(req, res, { refusal, body: req.body as unknown, form: 'other' })),
  );

  routes.post(
    '/articles/:articleId/acceptances',
    only('annotate'),
    async (req: Request, res: Response) => {
      const { articleId } = parseAddress(ArticleAddress, req.params);
      await acceptSuggestions(db, req.person, articleId, parse(AcceptForm, req.body).atLeast);
      res.redirect(303, `/articles/${articleId}#claims-list`);
    },
    formShownAgain((refusal, req, res) => showArticle(req, res, { refusal, body: req.body as unknown, form: 'other' })),
  );

  routes.post(
    '/articles/:articleId/gate/override',
    only('review'),
    async (req: Request, res: Response) => {
      const { articleId } = parseAddress(ArticleAddress, req.params);
      const { revisionId, reason } = parse(OverrideForm, req.body);
      await overrideGate(db, req.person, articleId, revisionId, reason, new Date());
      res.redirect(303, `/articles/${articleId}#gate`);
    },
    formShownAgain((refusal, req, res) =>
      showArticle(req, res, { refusal, body: req.body as unknown, form: 'override' }),
    ),
  );

  routes.post('/articles/:articleId/gate/override/removal', only('review'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    await liftOverride(db, req.person, articleId);
    res.redirect(303, `/articles/${articleId}#gate`);
  });

  return routes;

  async function showArticle(req: Request, res: Response, refused: RefusedForm | null = null): Promise<void> {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    await getArticle(db, req.person, articleId);
    const shown = parse(ShownQuery, req.query);
    await readPage(db, articleId, refused ? NOW : parse(AsOfQuery, req.query), async (past, stood) => {
      const person = stood ? onlyReading(req.person) : req.person;
      const article = await getArticle(past, person, articleId);
      const visit = stood ? null : await look(db, person, articleId, new Date());
      const desk = {
        article,
        reading: await getReading(past, article.revisionId),
        clearances: await listClearances(past, article.revisionId),
        notes: await listNotes(past, article.revisionId),
        cameAs: await findSnapshotOfRevision(past, person, article.revisionId),
        claims: await listClaims(past, person, articleId),
        lastStood:
          shown.stage === 'gone' || shown.gate === 'gone'
            ? await listLastStood(past, article)
            : new Map<string, never>(),
        suggestions: await listSuggestions(past, article.revisionId, {
          state: 'open',
          all: shown.suggestions === 'all',
        }),
        scoredLow: await countScoredLow(past, article.revisionId),
        dismissed: await listSuggestions(past, article.revisionId, { state: 'dismissed' }),
        rules: await getHouseRules(past),
        plan: await getPlan(past, articleId),
        news: visit && {
          total: await countNews(past, person, articleId, visit.seenPlace, MOST_COUNTED),
          since: visit.seenAt,
        },
        today: dayAt(stood ?? new Date(), newsroom.timeZone),
        override: await findOverride(past, person, article.revisionId),
      };
      res.locals['stood'] = stood;
      show(req, res, articleView, articlePage(lookAt(desk, shown, person), person, refused));
    });
  }

  async function showNew(req: Request, res: Response, refused: Refused | null = null): Promise<void> {
    const { draft: draftId } = parse(DraftQuery, refused ? refused.body : req.query);
    const draft = draftId === null ? null : await getDraft(db, req.person, draftId);
    const page = draftId && draft ? articleDraftPage(draftId, draft, refused) : articleNewPage(refused);
    show(req, res, articleNewView, page);
  }

  async function showEdit(req: Request, res: Response, refused: Refused | null = null): Promise<void> {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const article = await getArticle(db, req.person, articleId);
    show(req, res, articleEditView, articleEditPage(article, req.person, refused));
  }

  async function partOf(person: Person, articleId: string, sentence: number): Promise<number> {
    const { revisionId } = await getArticle(db, person, articleId);
    return partWith(await getReading(db, revisionId), sentence);
  }
}
