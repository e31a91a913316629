import { createHash } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { changesBetween } from '../core/history.ts';
import { Refusal } from '../core/refusal.ts';
import { demand, type Person } from '../core/rights.ts';
import type { Reading } from '../core/suggest.ts';
import { brokenConstraint, newId, type Db, type Tx } from '../db/client.ts';
import { inChunks } from '../db/rows.ts';
import { articles, clearances, passages, revisions, sentences } from '../db/schema.ts';
import { remember, rememberAll } from '../history/remember.ts';
import { readBody } from '../readers/read.ts';
import { titleOf } from '../readers/text.ts';
import { acceptSuggestionsIn, storeSuggestions } from '../suggestions/actions.ts';
import { getArticle, getReading, lockText, type ArticleFields, type Text } from './queries.ts';

export interface NewArticle extends ArticleFields {
  /** The exact text: BOM dropped, CRLF made LF, nothing else. */
  body: string;
}

/**
 * Brings in an article as revision 1, cut into passages and sentences, with what is worth checking
 * suggested; an empty title becomes the text's first line, and `accept` makes claims of all suggestions at once. Refuses `invalid` and `too_large` texts.
 */
export async function importArticle(
  db: Db,
  person: Person,
  article: NewArticle,
  { accept = false }: { accept?: boolean } = {},
): Promise<string> {
  demand(person, 'annotate');
  const { body, ...about } = article;
  const fields = { ...about, title: about.title || titleOf(body) };
  const reading = await readBody(body);
  const articleId = newId();
  const sha256 = createHash('sha256').update(body).digest('hex');
  await db.transaction(async (tx) => {
    await tx.insert(articles).values({ id: articleId, ...fields, createdBy: person.id });
    const text: Text = { articleId, revisionId: newId(), revision: 1, body };
    await tx.insert(revisions).values({
      id: text.revisionId,
      articleId,
      number: 1,
      body,
      sha256,
      english: reading.english,
      createdBy: person.id,
    });
    await storeReading(tx, text, reading);
    await storeSuggestions(tx, text, reading);
    await remember(
      tx,
      person,
      { articleId },
      { kind: 'article_imported', ...fields, revision: 1, sha256, length: body.length },
    );
    if (accept) await acceptSuggestionsIn(tx, person, text, 0);
  });
  return articleId;
}

async function storeReading(tx: Tx, { revisionId }: Text, reading: Reading): Promise<void> {
  const numbered = <T extends object>(rows: readonly T[]) =>
    rows.map((row, position) => ({ ...row, position, revisionId }));
  await inChunks(numbered(reading.passages), async (chunk) => {
    await tx.insert(passages).values(chunk);
  });
  await inChunks(numbered(reading.sentences), async (chunk) => {
    await tx.insert(sentences).values(chunk);
  });
}

export async function amendArticle(
  db: Db,
  person: Person,
  articleId: string,
  seen: number,
  fields: ArticleFields,
): Promise<void> {
  demand(person, 'annotate');
  await db.transaction(async (tx) => {
    await lockText(tx, articleId);
    const before = await getArticle(tx, articleId);
    if (before.version !== seen) throw new Refusal('stale', 'Someone changed this article while you were reading it.');
    const changes = changesBetween({ ...before }, { ...fields });
    if (!changes) return;
    await tx
      .update(articles)
      .set({ ...fields, version: sql`${articles.version} + 1` })
      .where(eq(articles.id, articleId));
    await remember(tx, person, { articleId }, { kind: 'article_amended', changes });
  });
}

/**
 * Says that there is nothing to check in these sentences (indices into the revision that was looked at).
 * Refuses `stale` when there is a newer revision, `conflict` when somebody has cleared one of them already.
 */
export async function clearSentences(
  db: Db,
  person: Person,
  articleId: string,
  revisionId: string,
  positions: readonly number[],
  reason: string,
): Promise<void> {
  demand(person, 'annotate');
  await db.transaction(async (tx) => {
    const text = await lockText(tx, articleId);
    const quotes = await quotesOf(tx, text, revisionId, positions);
    try {
      await inChunks([...new Set(positions)], async (chunk) => {
        await tx
          .insert(clearances)
          .values(chunk.map((position) => ({ revisionId, position, reason, clearedBy: person.id })));
      });
    } catch (error) {
      if (brokenConstraint(error) !== 'clearances_pk') throw error;
      throw new Refusal('conflict', 'Somebody has said already that there is nothing to check in this sentence.');
    }
    await rememberAll(
      tx,
      person,
      quotes.map((quote) => ({
        about: { articleId },
        event: { kind: 'sentence_cleared', revision: text.revision, ...quote, reason },
      })),
    );
  });
}

/** Takes back that there is nothing to check in a sentence. */
export async function liftClearance(
  db: Db,
  person: Person,
  articleId: string,
  revisionId: string,
  position: number,
): Promise<void> {
  demand(person, 'annotate');
  await db.transaction(async (tx) => {
    const text = await lockText(tx, articleId);
    const [quote] = await quotesOf(tx, text, revisionId, [position]);
    const [lifted] = await tx
      .delete(clearances)
      .where(and(eq(clearances.revisionId, revisionId), eq(clearances.position, position)))
      .returning({ reason: clearances.reason });
    if (!lifted) throw new Refusal('conflict', 'This sentence is not among those with nothing to check.');
    await remember(
      tx,
      person,
      { articleId },
      {
        kind: 'clearance_lifted',
        revision: text.revision,
        ...quote!,
        reason: lifted.reason,
      },
    );
  });
}

async function quotesOf(tx: Tx, text: Text, revisionId: string, positions: readonly number[]) {
  if (text.revisionId !== revisionId) {
    throw new Refusal('stale', 'A newer revision of the article has come in while you were reading this one.');
  }
  const { sentences: all } = await getReading(tx, revisionId);
  return [...new Set(positions)].map((position) => {
    const sentence = all[position];
    if (!sentence) throw new Refusal('not_found', 'The article has no such sentence.');
    const { start, end } = sentence;
    return { start, end, exact: text.body.slice(start, end) };
  });
}
