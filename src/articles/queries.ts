import {
  and,
  count,
  countDistinct,
  desc,
  eq,
  ilike,
  inArray,
  like,
  lt,
  max,
  ne,
  or,
  sql,
  type SQL,
  isNull,
} from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { countedAs, type CountedStatus } from '../core/check.ts';
import type { Clearance } from '../core/coverage.ts';
import type { ArticleState } from '../core/plan.ts';
import { Refusal } from '../core/refusal.ts';
import { seesByAdmissionAlone, seesEverything, type ArticleAccess, type Person } from '../core/rights.ts';
import type { SourcingLevel } from '../core/sourcing.ts';
import type { Sentence } from '../core/suggest.ts';
import type { Note, Passage } from '../core/text.ts';
import type { Db, Tx } from '../db/client.ts';
import { containing } from '../db/rows.ts';
import { articles, claims, clearances, evidence, passages, people, revisions, sentences, plans } from '../db/schema.ts';

export interface ArticleFields {
  title: string;
  byline: string;
  publication: string;
  publishedOn: string | null;
  address: string;
}

/**
 * Which articles exist for a person: a condition for statements that have `articles` under its own name. Everything that
 * belongs to an article is read through it, so that what somebody may not see is in no list, count or answer of theirs.
 */
export function inSight(person: Person): SQL {
  if (seesEverything(person)) return sql`true`;
  const admitted = sql`exists (
    select from admissions where admissions.article_id = articles.id and admissions.person_id = ${person.id})`;
  return seesByAdmissionAlone(person) ? admitted : sql`(articles.access = 'everyone' or ${admitted})`;
}

/** The same for statements without `articles`: the article that `column` refers to is in sight. */
export function withinSight(person: Person, column: AnyPgColumn): SQL {
  if (seesEverything(person)) return sql`true`;
  return sql`${column} in (select articles.id from articles where ${inSight(person)})`;
}

/** An article with its newest revision. */
export interface Article extends ArticleFields {
  id: string;
  version: number;
  access: ArticleAccess;
  /** Who brought the article in: the id. */
  createdBy: string;
  revisionId: string;
  revision: number;
  sha256: string;
  english: boolean;
  body: string;
  broughtInBy: string;
  broughtInAt: Date;
}

export async function getArticle(db: Db, person: Person, articleId: string): Promise<Article> {
  const [article] = await db
    .select({
      id: articles.id,
      title: articles.title,
      byline: articles.byline,
      publication: articles.publication,
      publishedOn: articles.publishedOn,
      address: articles.address,
      version: articles.version,
      access: articles.access,
      createdBy: articles.createdBy,
      revisionId: revisions.id,
      revision: revisions.number,
      sha256: revisions.sha256,
      english: revisions.english,
      body: revisions.body,
      broughtInBy: people.name,
      broughtInAt: revisions.createdAt,
    })
    .from(articles)
    .innerJoin(revisions, eq(revisions.articleId, articles.id))
    .innerJoin(people, eq(people.id, revisions.createdBy))
    .where(and(eq(articles.id, articleId), inSight(person)))
    .orderBy(desc(revisions.number))
    .limit(1);
  if (!article) throw new Refusal('not_found', 'There is no such article.');
  return article;
}

/** The text of any revision. */
export async function getBody(db: Db, revisionId: string): Promise<string> {
  const [revision] = await db.select({ body: revisions.body }).from(revisions).where(eq(revisions.id, revisionId));
  if (!revision) throw new Refusal('not_found', 'There is no such revision.');
  return revision.body;
}

/** The newest text of an article, on which claims are marked. */
export interface Text {
  articleId: string;
  revisionId: string;
  revision: number;
  body: string;
}

/**
 * The newest text, with the article's row held until commit. Held so that others may still refer to it: NO KEY
 * UPDATE lets them write history of the article meanwhile, where UPDATE would have two wait for each other.
 */
export async function lockText(tx: Tx, person: Person, articleId: string): Promise<Text> {
  const wanted = and(eq(articles.id, articleId), inSight(person));
  await tx.select({ id: articles.id }).from(articles).where(wanted).for('no key update');
  const { revisionId, revision, body } = await getArticle(tx, person, articleId);
  return { articleId, revisionId, revision, body };
}

/** Holds every article that a source is used on, in one order, for what changes on all of them. */
export async function lockArticlesOfSource(tx: Tx, sourceId: string): Promise<void> {
  const uses = tx
    .select({ id: claims.articleId })
    .from(evidence)
    .innerJoin(claims, eq(claims.id, evidence.claimId))
    .where(eq(evidence.sourceId, sourceId));
  await tx
    .select({ id: articles.id })
    .from(articles)
    .where(inArray(articles.id, uses))
    .orderBy(articles.id)
    .for('no key update');
}

/** The article whose id is this or begins with it, as people give it on a command line. */
export async function getArticleId(db: Db, person: Person, beginning: string): Promise<string> {
  const known = /^[0-9a-f-]{4,36}$/i.test(beginning)
    ? await db
        .select({ id: articles.id })
        .from(articles)
        .where(and(like(sql`${articles.id}::text`, `${beginning.toLowerCase()}%`), inSight(person)))
        .limit(2)
    : [];
  if (known.length > 1) throw new Refusal('invalid', `More than one article's id begins with ${beginning}.`);
  if (!known[0]) throw new Refusal('not_found', `There is no article whose id begins with ${beginning}.`);
  return known[0].id;
}

/** Where words of a revision link to, and the pages or paragraphs they stood on, as what it came from said. */
export async function listNotes(db: Db, revisionId: string): Promise<Note[]> {
  const [revision] = await db.select({ notes: revisions.notes }).from(revisions).where(eq(revisions.id, revisionId));
  return revision?.notes ?? [];
}

/** How a revision's text is divided, in order. */
export interface Reading {
  passages: Passage[];
  sentences: Sentence[];
}

export async function getReading(db: Db, revisionId: string): Promise<Reading> {
  const [passageRows, sentenceRows] = await Promise.all([
    db
      .select({ kind: passages.kind, start: passages.start, end: passages.end })
      .from(passages)
      .where(eq(passages.revisionId, revisionId))
      .orderBy(passages.position),
    db
      .select({
        kind: sentences.kind,
        start: sentences.start,
        end: sentences.end,
        checkworthiness: sentences.checkworthiness,
        reasons: sentences.reasons,
      })
      .from(sentences)
      .where(eq(sentences.revisionId, revisionId))
      .orderBy(sentences.position),
  ]);
  return { passages: passageRows, sentences: sentenceRows };
}

/** `clearing` is shared by what was said of several sentences in one go. */
export interface ClearanceGiven extends Clearance {
  at: Date;
  clearing: string | null;
}

/** What somebody said there is nothing to check in; `sentence` is the sentence's index in its revision. */
export function listClearances(db: Db, revisionId: string): Promise<ClearanceGiven[]> {
  return db
    .select({
      sentence: clearances.position,
      who: people.name,
      why: clearances.reason,
      at: clearances.clearedAt,
      clearing: clearances.clearingId,
    })
    .from(clearances)
    .innerJoin(people, eq(people.id, clearances.clearedBy))
    .where(eq(clearances.revisionId, revisionId))
    .orderBy(clearances.position);
}

export interface ArticleRow extends ArticleFields {
  id: string;
  createdAt: Date;
  state: ArticleState;
  dueOn: string | null;
  revision: number;
  claims: ClaimTally;
}

/** An article's claims but for those withdrawn. */
export interface ClaimTally {
  total: number;
  unsourced: number;
  counted: Map<CountedStatus, number>;
}

export interface ArticleSlice {
  rows: ArticleRow[];
  total: number;
  /** The article to ask `afterId` for the next ones, or null. */
  next: string | null;
}

const PAGE = 30;

/** The article has a claim that is sourced so, one that is not withdrawn. */
function hasClaimAt(level: SourcingLevel): SQL {
  return sql`exists (
    select from claims join levels on levels.claim_id = claims.id
    where claims.article_id = articles.id and claims.stage <> 'withdrawn' and levels.level = ${level})`;
}

/** Articles newest first, a page at a time after the one given, with what an editor wants to know of each. */
export async function listArticles(
  db: Db,
  person: Person,
  search: string,
  afterId: string | null,
  /** The archive, or all that is not in it; and only articles with a claim that is sourced so. */
  { archive = false, sourcing = null }: { archive?: boolean; sourcing?: SourcingLevel | null } = {},
): Promise<ArticleSlice> {
  const searched = [articles.title, articles.byline, articles.publication];
  const found = and(
    inSight(person),
    archive ? eq(plans.state, 'archived') : or(isNull(plans.state), ne(plans.state, 'archived')),
    search === '' ? undefined : or(...searched.map((column) => ilike(column, containing(search)))),
    sourcing === null ? undefined : hasClaimAt(sourcing),
  );
  const [after] =
    afterId === null
      ? []
      : await db
          .select({ id: articles.id, at: articles.createdAt })
          .from(articles)
          .where(and(eq(articles.id, afterId), inSight(person)));
  const rows = await db
    .select({
      id: articles.id,
      title: articles.title,
      byline: articles.byline,
      publication: articles.publication,
      publishedOn: articles.publishedOn,
      address: articles.address,
      createdAt: articles.createdAt,
      state: sql<ArticleState>`coalesce(${plans.state}, 'draft')`,
      dueOn: plans.dueOn,
    })
    .from(articles)
    .leftJoin(plans, eq(plans.articleId, articles.id))
    .where(
      and(
        found,
        after && or(lt(articles.createdAt, after.at), and(eq(articles.createdAt, after.at), lt(articles.id, after.id))),
      ),
    )
    .orderBy(desc(articles.createdAt), desc(articles.id))
    .limit(PAGE + 1);
  const page = rows.slice(0, PAGE);
  const [counted] = await db
    .select({ total: count() })
    .from(articles)
    .leftJoin(plans, eq(plans.articleId, articles.id))
    .where(found);
  const ids = page.map((row) => row.id);
  const newest = await newestRevisions(db, ids);
  const tallies = await tallyClaims(db, ids);
  return {
    rows: page.map((row) => ({ ...row, revision: newest.get(row.id)!, claims: tallies.get(row.id)! })),
    total: counted?.total ?? 0,
    next: rows.length > PAGE ? (page.at(-1)?.id ?? null) : null,
  };
}

async function newestRevisions(db: Db, articleIds: string[]): Promise<Map<string, number>> {
  const rows = await db
    .select({ articleId: revisions.articleId, number: max(revisions.number) })
    .from(revisions)
    .where(inArray(revisions.articleId, articleIds))
    .groupBy(revisions.articleId);
  return new Map(rows.map((row) => [row.articleId, row.number ?? 0]));
}

async function tallyClaims(db: Db, articleIds: string[]): Promise<Map<string, ClaimTally>> {
  const rows = await db
    .select({
      articleId: claims.articleId,
      status: claims.status,
      recheckCause: claims.recheckCause,
      total: countDistinct(claims.id),
      sourced: countDistinct(evidence.claimId),
    })
    .from(claims)
    .leftJoin(evidence, eq(evidence.claimId, claims.id))
    .where(and(inArray(claims.articleId, articleIds), ne(claims.stage, 'withdrawn')))
    .groupBy(claims.articleId, claims.status, claims.recheckCause);
  const tallies = new Map(
    articleIds.map((id): [string, ClaimTally] => [id, { total: 0, unsourced: 0, counted: new Map() }]),
  );
  for (const row of rows) {
    const tally = tallies.get(row.articleId)!;
    const status = countedAs(row);
    tally.total += row.total;
    tally.unsourced += row.total - row.sourced;
    tally.counted.set(status, (tally.counted.get(status) ?? 0) + row.total);
  }
  return tallies;
}
