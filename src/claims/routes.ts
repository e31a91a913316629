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
import { onlyReading, type Person } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { amendEvidence, copyEvidence, linkEvidence, unlinkEvidence } from '../evidence/actions.ts';
import { checkExcerpts } from '../evidence/queries.ts';
import { AmendEvidenceForm, CopyForm, EvidenceForm, evidenceSource } from '../evidence/parse.ts';
import { AsOfQuery } from '../history/parse.ts';
import { listClaimHistory, NOW, readPage } from '../history/queries.ts';
import { getHouseRules } from '../house_rules/queries.ts';
import { listFollowsOfClaim } from '../revisions/queries.ts';
import { listRecentSources } from '../sources/queries.ts';
import { listSpeakersOf } from '../speakers/queries.ts';
import { markFrom } from '../suggestions/actions.ts';
import { getSuggestion } from '../suggestions/queries.ts';
import { only } from '../web/guard.ts';
import { attempt, id, parse, parseAddress, wholeNumber } from '../web/parse.ts';
import { formShownAgain } from '../web/problems.ts';
import { dayAt, show, type Newsroom } from '../web/render.ts';
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
import type { ClaimBeginning, ClaimFormName } from './forms.ts';
import { claimNewPage, claimNewView, claimPage, claimView } from './pages.ts';
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
import { getClaimFile, getNeighbours } from './queries.ts';

const ArticleAddress = z.object({ articleId: id });
const ClaimAddress = z.object({ claimId: id });
const EvidenceAddress = z.object({ claimId: id, evidenceId: id });

const NewClaimQuery = z.object({
  start: wholeNumber.optional(),
  end: wholeNumber.optional(),
  suggestion: id.optional(),
});

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
    address: string,
    form: ClaimFormName | ((req: Request) => ClaimFormName),
    act: (req: Request, claimId: string) => Promise<void>,
    anchor: string,
  ) =>
    routes.post(
      `/claims/:claimId/${address}`,
      only('annotate'),
      async (req: Request, res: Response) => {
        const { claimId } = parseAddress(ClaimAddress, req.params);
        await act(req, claimId);
        res.redirect(303, `/claims/${claimId}${anchor}`);
      },
      formShownAgain((refusal, req, res) =>
        showClaim(req, res, refusal, typeof form === 'function' ? form(req) : form),
      ),
    );

  move(
    'amendments',
    'details',
    async (req, claimId) => {
      const { version: seen, ...amendment } = parse(DetailsForm, req.body);
      await amendClaim(db, req.person, claimId, seen, amendment);
    },
    '#details',
  );

  move(
    'checker',
    'other',
    async (req, claimId) => {
      await takeClaim(db, req.person, claimId, parse(Seen, req.body).version);
    },
    '',
  );

  move(
    'attribution',
    'attribute',
    async (req, claimId) => {
      const { version: seen, ...typed } = parse(AttributionForm, req.body);
      await setAttribution(db, req.person, claimId, seen, typed);
    },
    '#attribution',
  );

  move(
    'attribution/removal',
    'other',
    async (req, claimId) => {
      await removeAttribution(db, req.person, claimId, parse(Seen, req.body).version);
    },
    '#attribution',
  );

  move(
    'attribution-check',
    'attribution-check',
    async (req, claimId) => {
      const { version: seen, check, note } = parse(AttributionCheckForm, req.body);
      await checkAttribution(db, req.person, claimId, seen, check, note);
    },
    '#attribution',
  );

  move(
    'evidence',
    'link',
    async (req, claimId) => {
      const { version: seen, ...sent } = parse(EvidenceForm, req.body);
      const { source, draft, anyway } = evidenceSource(sent);
      await linkEvidence(db, req.person, claimId, seen, source, draft, { anyway });
    },
    '#evidence',
  );

  move(
    'evidence/:evidenceId/amendments',
    (req) => `amend-${String(req.params['evidenceId'])}`,
    async (req, claimId) => {
      const { evidenceId } = parseAddress(EvidenceAddress, req.params);
      const { version: seen, ...draft } = parse(AmendEvidenceForm, req.body);
      await amendEvidence(db, req.person, claimId, seen, evidenceId, draft);
    },
    '#evidence',
  );

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
    'evidence/:evidenceId/removal',
    'other',
    async (req, claimId) => {
      const { evidenceId } = parseAddress(EvidenceAddress, req.params);
      await unlinkEvidence(db, req.person, claimId, parse(Seen, req.body).version, evidenceId);
    },
    '#evidence',
  );

  move(
    'findings',
    'finding',
    async (req, claimId) => {
      const { version: seen, ...finding } = parse(FindingForm, req.body);
      await giveFinding(db, req.person, claimId, seen, finding);
    },
    '#finding',
  );

  move(
    'sign-off',
    'other',
    async (req, claimId) => {
      await signOff(db, req.person, claimId, parse(Seen, req.body).version);
    },
    '#moves',
  );

  move(
    'sign-off/removal',
    'other',
    async (req, claimId) => {
      await takeBackSignOff(db, req.person, claimId, parse(Seen, req.body).version);
    },
    '#moves',
  );

  move(
    'note',
    'note',
    async (req, claimId) => {
      const { version: seen, note } = parse(NoteForm, req.body);
      await noteFinding(db, req.person, claimId, seen, note);
    },
    '#finding',
  );

  move(
    'fix',
    'fix',
    async (req, claimId) => {
      const { version: seen, fix, reason } = parse(FixForm, req.body);
      await decideFix(db, req.person, claimId, seen, fix, reason);
    },
    '#finding',
  );

  move(
    'corrections',
    'correction',
    async (req, claimId) => {
      const { version: seen, ...draft } = parse(CorrectionForm, req.body);
      await correctClaim(db, req.person, claimId, seen, draft);
    },
    '#corrections',
  );

  move(
    'comments',
    'comment',
    async (req, claimId) => {
      await writeComment(db, req.person, claimId, parse(CommentForm, req.body).body);
    },
    '#comments',
  );

  move(
    'author-queries',
    'ask',
    async (req, claimId) => {
      const { version: seen, ...draft } = parse(AskForm, req.body);
      await askAuthor(db, req.person, claimId, seen, draft);
    },
    '#queries',
  );

  move(
    'withdrawal',
    'withdraw',
    async (req, claimId) => {
      const { version: seen, reason } = parse(WithdrawalForm, req.body);
      await withdrawClaim(db, req.person, claimId, seen, reason);
    },
    '',
  );

  move(
    'place',
    'place',
    async (req, claimId) => {
      const { version: seen, ...sent } = parse(PlaceForm, req.body);
      await placeClaim(db, req.person, claimId, seen, wordsMeant(sent));
    },
    '#words',
  );

  move(
    'restoration',
    'other',
    async (req, claimId) => {
      await restoreClaim(db, req.person, claimId, parse(Seen, req.body).version);
    },
    '',
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
          article,
          body: claim.revisionId === article.revisionId ? article.body : await getBody(past, claim.revisionId),
          reading: await getReading(past, claim.revisionId),
          follows: await listFollowsOfClaim(past, person, claimId),
          neighbours: await getNeighbours(past, claim),
          history: await listClaimHistory(past, person, claimId),
          sources: await listRecentSources(past, person),
          speakers: await listSpeakersOf(past, person, article.id),
          person,
          queries: await listQueriesOfClaim(past, person, claimId),
          plan: await getPlan(past, article.id),
          corrections: await listCorrections(past, person, article.id),
          comments: await listComments(past, person, claimId),
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
