import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { listClaims } from '../claims/queries.ts';
import { coverageOf } from '../core/coverage.ts';
import { SOURCING_LEVELS } from '../core/sourcing.ts';
import type { Db } from '../db/client.ts';
import { originOf } from '../drafts/queries.ts';
import { AsOfQuery } from '../history/parse.ts';
import { readPage } from '../history/queries.ts';
import { readText, tooLong } from '../readers/text.ts';
import { textOf, uploaded } from '../snapshots/came.ts';
import { only } from '../web/guard.ts';
import { receiveText } from '../web/upload.ts';
import { id, line, oneOf, parse, parseAddress, wholeNumber } from '../web/parse.ts';
import { clearMany, clearSentences, liftClearance, liftClearing } from '../clearances/actions.ts';
import { amendArticle, importArticle } from './actions.ts';
import { AmendForm, ClearForm, ClearingAddress, ClearManyForm, filledIn, ImportForm, LiftForm } from './parse.ts';
import { getArticle, getReading, listArticles, listClearances, listNotes } from './queries.ts';

const ArticleAddress = z.object({ articleId: id });
const SentenceAddress = z.object({ articleId: id, sentence: wholeNumber });
const ListQuery = z.object({
  q: line(200).default(''),
  after: id.nullish().default(null),
  sourcing: oneOf(SOURCING_LEVELS).nullish().default(null),
});

/** Articles for programs: text, coverage and history. Offsets are UTF-16 code units, half-open. */
export function articleApi(db: Db): Router {
  const api = Router();

  api.get('/articles', only('browse'), async (req, res) => {
    const { q, after, sourcing } = parse(ListQuery, req.query);
    const { rows, total, next } = await listArticles(db, req.person, q, after, { sourcing });
    const articles = rows.map(({ claims, ...row }) => ({
      ...row,
      claims: { ...claims, counted: Object.fromEntries(claims.counted) },
    }));
    res.json({ articles, total, next });
  });

  // As JSON, or as a form with the text in its `file`; a Word file, say, is read there and then, uncorrected.
  api.post('/articles', only('annotate'), receiveText(tooLong), async (req: Request, res: Response) => {
    const { body, accept, way: _way, draft, ...about } = parse(ImportForm, req.body);
    const sent = req.file ? await textOf(uploaded(req.file)) : null;
    const origin = sent ? sent.origin : await originOf(db, req.person, draft);
    const article = { ...filledIn(about, sent?.about ?? null), body: sent?.body ?? readText(body) };
    const articleId = await importArticle(db, req.person, article, { accept, origin });
    res
      .status(201)
      .location(`/api/v1/articles/${articleId}`)
      .json(await getArticle(db, req.person, articleId));
  });

  api.get('/articles/:articleId', only('read'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    await getArticle(db, req.person, articleId);
    const told = await readPage(db, articleId, parse(AsOfQuery, req.query), async (then) => {
      const article = await getArticle(then, req.person, articleId);
      const { passages, sentences } = await getReading(then, article.revisionId);
      const standing = (await listClaims(then, req.person, articleId)).filter(
        (claim) => claim.stage !== 'withdrawn' && claim.revisionId === article.revisionId,
      );
      const clearances = await listClearances(then, article.revisionId);
      const coverage = coverageOf(article.body, sentences, standing, clearances);
      return {
        ...article,
        passages,
        notes: await listNotes(then, article.revisionId),
        sentences: sentences.map((sentence, index) => ({ ...sentence, coverage: coverage[index] })),
      };
    });
    res.json(told);
  });

  api.post('/articles/:articleId/amendments', only('annotate'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const { version: seen, ...fields } = parse(AmendForm, req.body);
    await amendArticle(db, req.person, articleId, seen, fields);
    res.json(await getArticle(db, req.person, articleId));
  });

  api.post('/articles/:articleId/clearances', only('annotate'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const { revisionId, sentence, reason } = parse(ClearForm, req.body);
    await clearSentences(db, req.person, articleId, revisionId, [sentence], reason);
    res.status(201).json({ clearances: await listClearances(db, revisionId) });
  });

  api.post('/articles/:articleId/clearances/:sentence/lifting', only('annotate'), async (req, res) => {
    const { articleId, sentence } = parseAddress(SentenceAddress, req.params);
    const { revisionId } = parse(LiftForm, req.body);
    await liftClearance(db, req.person, articleId, revisionId, sentence);
    res.json({ clearances: await listClearances(db, revisionId) });
  });

  // Several sentences in one go, by their indices or by their kinds, and back again.
  api.post('/articles/:articleId/clearings', only('annotate'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const { revisionId, chosen, reason } = parse(ClearManyForm, req.body);
    const clearing = await clearMany(db, req.person, articleId, revisionId, chosen, reason);
    res.status(201).json({ ...clearing, clearances: await listClearances(db, revisionId) });
  });

  api.post('/articles/:articleId/clearings/:clearingId/lifting', only('annotate'), async (req, res) => {
    const { articleId, clearingId } = parseAddress(ClearingAddress, req.params);
    const { revisionId } = parse(LiftForm, req.body);
    await liftClearing(db, req.person, articleId, revisionId, clearingId);
    res.json({ clearances: await listClearances(db, revisionId) });
  });

  return api;
}
