import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { askAuthor } from '../author_queries/actions.ts';
import { AskForm } from '../author_queries/parse.ts';
import { listQueriesOfClaim } from '../author_queries/queries.ts';
import { listColleagues } from '../assignments/queries.ts';
import { getArticle, getBody, getReading } from '../articles/queries.ts';
import { writeComment } from '../comments/actions.ts';
import { CommentForm } from '../comments/parse.ts';
import { listComments } from '../comments/queries.ts';
import { correctClaim } from '../corrections/actions.ts';
import { CorrectionForm } from '../corrections/parse.ts';
import { listCorrections } from '../corrections/queries.ts';
import { getPlan } from '../plans/queries.ts';
import type { Refusal } from '../core/refusal.ts';
import { may, onlyReading, type Operation, type Person } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { copyEvidence } from '../evidence/actions.ts';
import { checkExcerpts } from '../evidence/queries.ts';
import { CopyForm, EvidenceAddress } from '../evidence/parse.ts';
import { AsOfQuery } from '../history/parse.ts';
import { listClaimHistory, NOW, readPage } from '../history/queries.ts';
import { decideResemblance } from '../resemblances/actions.ts';
import { VerdictForm } from '../resemblances/parse.ts';
import { listResemblances } from '../resemblances/queries.ts';
import { getHouseRules } from '../house_rules/queries.ts';
import { listRelatedOfClaim } from '../relay_suggestions/queries.ts';
import { listFollowsOfClaim } from '../revisions/queries.ts';
import { listRecentSources } from '../sources/queries.ts';
import { listSpeakersOf } from '../speakers/queries.ts';
import { markFrom } from '../suggestions/actions.ts';
import { getSuggestion } from '../suggestions/queries.ts';
import { only } from '../web/guard.ts';
import { attempt, id, parse, parseAddress, wholeNumber } from '../web/parse.ts';
import { formShownAgain } from '../web/problems.ts';
import { dayAt, show, type Newsroom } from '../web/render.ts';
import type { ClaimBeginning, ClaimFormName } from './forms.ts';
import { claimNewPage, claimNewView, claimPage, claimView } from './pages.ts';
import { MOVES, operationOf, type MoveName } from './moves.ts';
import { MarkForm } from './parse.ts';
import { getClaimFile, getNeighbours, type ClaimFile } from './queries.ts';

const ArticleAddress = z.object({ articleId: id });
const ClaimAddress = z.object({ claimId: id });

const NewClaimQuery = z.object({
  start: wholeNumber.optional(),
  end: wholeNumber.optional(),
  suggestion: id.optional(),
});

interface After {
  /** The form of the claim's page in which it is sent, or how its name follows from the request. */
  form: ClaimFormName | ((req: Request) => ClaimFormName);
  /** Where on the page its answer leads. */
  anchor: string;
}

/** What the page makes of each move. */
const AFTER: Record<MoveName, After> = {
  amendments: { form: 'details', anchor: '#details' },
  checker: { form: 'other', anchor: '' },
  attribution: { form: 'attribute', anchor: '#attribution' },
  'attribution/removal': { form: 'other', anchor: '#attribution' },
  'attribution-check': { form: 'attribution-check', anchor: '#attribution' },
  evidence: { form: 'link', anchor: '#evidence' },
  'evidence/:evidenceId/amendments': {
    form: (req) => `amend-${String(req.params['evidenceId'])}`,
    anchor: '#evidence',
  },
  'evidence/:evidenceId/removal': { form: 'other', anchor: '#evidence' },
  findings: { form: 'finding', anchor: '#finding' },
  'sign-off': { form: 'other', anchor: '#moves' },
  'sign-off/removal': { form: 'other', anchor: '#moves' },
  note: { form: 'note', anchor: '#finding' },
  fix: { form: 'fix', anchor: '#finding' },
  withdrawal: { form: 'withdraw', anchor: '' },
  place: { form: 'place', anchor: '#words' },
  restoration: { form: 'other', anchor: '' },
};

/** Claims: marking them on an article, and each one's own page with all its forms. */
export function claimRoutes(db: Db, newsroom: Newsroom): Router {
  const routes = Router();

  routes.get('/articles/:articleId/claims/new', only('annotate'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    await showNew(req, res, articleId, await beginning(req.person, articleId, parse(NewClaimQuery, req.query)));
  });

  routes.post(
    '/articles/:articleId/claims',
    only('annotate'),
    async (req: Request, res: Response) => {
      const { articleId } = parseAddress(ArticleAddress, req.params);
      const claim = await markFrom(db, req.person, articleId, parse(MarkForm, req.body));
      res.redirect(303, `/claims/${claim.id}`);
    },
    formShownAgain(async (refusal, req, res) => {
      const { articleId } = parseAddress(ArticleAddress, req.params);
      const { start, end, suggestionId: suggestion } = (req.body ?? {}) as Record<string, unknown>;
      const asked = attempt(NewClaimQuery, { start, end, suggestion });
      const begun = await beginning(req.person, articleId, asked.ok ? asked.value : {});
      await showNew(req, res, articleId, begun, refusal);
    }),
  );

  routes.get('/claims/:claimId', only('read'), async (req, res) => {
    await showClaim(req, res, null, 'other');
  });

  const move = (
    operation: Operation,
    address: string,
    form: After['form'],
    act: (req: Request, claimId: string) => Promise<unknown>,
    anchor: string,
  ) =>
    routes.post(
      `/claims/:claimId/${address}`,
      only(operation),
      async (req: Request, res: Response) => {
        const { claimId } = parseAddress(ClaimAddress, req.params);
        await act(req, claimId);
        res.redirect(303, `/claims/${claimId}${anchor}`);
      },
      formShownAgain((refusal, req, res) =>
        showClaim(req, res, refusal, typeof form === 'function' ? form(req) : form),
      ),
    );

  for (const [address, { form, anchor }] of Object.entries(AFTER) as [MoveName, After][]) {
    move(operationOf(address), address, form, (req, claimId) => MOVES[address](db, req.person, claimId, req), anchor);
  }

  routes.post(
    '/claims/:claimId/evidence/:evidenceId/copies',
    only('annotate'),
    async (req: Request, res: Response) => {
      const { claimId, evidenceId } = parseAddress(EvidenceAddress, req.params);
      const { number } = parse(CopyForm, req.body);
      const toId = await copyEvidence(db, req.person, claimId, evidenceId, number);
      res.redirect(303, `/claims/${toId}#evidence`);
    },
    formShownAgain((refusal, req, res) => showClaim(req, res, refusal, `copy-${String(req.params['evidenceId'])}`)),
  );

  move(
    'review',
    'corrections',
    'correction',
    async (req, claimId) => {
      const { version: seen, ...draft } = parse(CorrectionForm, req.body);
      await correctClaim(db, req.person, claimId, seen, draft);
    },
    '#corrections',
  );

  move(
    'comment',
    'comments',
    'comment',
    async (req, claimId) => {
      await writeComment(db, req.person, claimId, parse(CommentForm, req.body).body);
    },
    '#comments',
  );

  move(
    'annotate',
    'resemblances',
    'other',
    async (req, claimId) => {
      const { earlier, verdict } = parse(VerdictForm, req.body);
      await decideResemblance(db, req.person, claimId, earlier, verdict);
    },
    '#seen-before',
  );

  move(
    'annotate',
    'author-queries',
    'ask',
    async (req, claimId) => {
      const { version: seen, ...draft } = parse(AskForm, req.body);
      await askAuthor(db, req.person, claimId, seen, draft);
    },
    '#queries',
  );

  return routes;

  async function showClaim(req: Request, res: Response, refusal: Refusal | null, form: ClaimFormName) {
    const { claimId } = parseAddress(ClaimAddress, req.params);
    const { articleId } = await getClaimFile(db, req.person, claimId);
    await readPage(db, articleId, refusal ? NOW : parse(AsOfQuery, req.query), async (past, stood) => {
      const person = stood ? onlyReading(req.person) : req.person;
      const claim = await getClaimFile(past, person, claimId);
      const article = await getArticle(past, person, claim.articleId);
      const page = claimPage(
        {
          claim,
          excerpts: await checkExcerpts(past, person, claim.evidence),
          related: stood ? [] : await listRelatedOfClaim(db, person, supportersOf(claim)),
          article,
          body: claim.revisionId === article.revisionId ? article.body : await getBody(past, claim.revisionId),
          reading: await getReading(past, claim.revisionId),
          follows: await listFollowsOfClaim(past, person, claimId),
          neighbours: await getNeighbours(past, claim),
          history: await listClaimHistory(past, person, claimId),
          sources: await listRecentSources(past, person),
          speakers: await listSpeakersOf(past, person, article.id),
          person,
          queries: may(person, 'attend') ? await listQueriesOfClaim(past, person, claimId) : [],
          plan: await getPlan(past, article.id),
          corrections: await listCorrections(past, person, article.id),
          comments: may(person, 'attend') ? await listComments(past, person, claimId) : [],
          resemblances: await listResemblances(past, person, claim, stood === null),
          colleagues: await listColleagues(past, article.id),
          today: dayAt(stood ?? new Date(), newsroom.timeZone),
          rules: await getHouseRules(past),
        },
        refusal && { refusal, body: req.body as unknown, form },
      );
      res.locals['stood'] = stood;
      show(req, res, claimView, page);
    });
  }

  async function showNew(req: Request, res: Response, articleId: string, begun: ClaimBeginning, refusal?: Refusal) {
    const article = await getArticle(db, req.person, articleId);
    const reading = await getReading(db, article.revisionId);
    const refused = refusal ? { refusal, body: req.body as unknown } : null;
    show(req, res, claimNewView, claimNewPage(article, reading, begun, refused));
  }

  async function beginning(
    person: Person,
    articleId: string,
    asked: z.infer<typeof NewClaimQuery>,
  ): Promise<ClaimBeginning> {
    if (asked.suggestion) {
      const suggestion = await getSuggestion(db, person, articleId, asked.suggestion);
      return { ...suggestion, span: suggestion, suggestion };
    }
    const { start, end } = asked;
    const { body } = await getArticle(db, person, articleId);
    const span = start !== undefined && end !== undefined && start < end && end <= body.length ? { start, end } : null;
    const statement = span ? body.slice(span.start, span.end).replace(/\s+/g, ' ').trim() : '';
    return { span, statement, type: 'other', risk: 'normal', suggestion: null };
  }
}

const supportersOf = ({ evidence }: ClaimFile): string[] =>
  evidence.filter(({ stance }) => stance === 'supports').map(({ sourceId }) => sourceId);
