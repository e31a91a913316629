import { and, eq, notInArray, sql } from 'drizzle-orm';
import { changesBetween } from '../core/history.ts';
import { Refusal } from '../core/refusal.ts';
import { demand, type ArticleAccess, type Person } from '../core/rights.ts';
import { LINE } from '../core/suggest.ts';
import { brokenConstraint, newId, type Db, type Tx } from '../db/client.ts';
import { inChunks } from '../db/rows.ts';
import { admissions, articles } from '../db/schema.ts';
import { settleLevelsOfArticle } from '../levels/actions.ts';
import { remember } from '../history/remember.ts';
import { readBody } from '../readers/read.ts';
import { titleOf } from '../readers/text.ts';
import { storeRevision, type TextOrigin } from '../revisions/actions.ts';
import { acceptSuggestionsIn, storeSuggestions } from '../suggestions/actions.ts';
import { getArticle, lockText, type ArticleFields } from './queries.ts';

export interface NewArticle extends ArticleFields {
  /** The exact text: BOM dropped, CRLF made LF, nothing else. */
  body: string;
}

/**
 * Brings in an article as revision 1, cut into passages and sentences, with what is worth checking suggested. An empty
 * title becomes the text's first line; `accept` makes claims at once of all suggestions but those that score low. Refuses `too_large` texts.
 */
export async function importArticle(
  db: Db,
  person: Person,
  article: NewArticle,
  { accept = false, origin = null }: { accept?: boolean; origin?: TextOrigin | null } = {},
): Promise<string> {
  demand(person, 'annotate');
  const { body, ...about } = article;
  const fields = { ...about, title: about.title || titleOf(body) };
  const reading = await readBody(body, origin?.told ?? null);
  const articleId = newId();
  await db.transaction(async (tx) => {
    await tx.insert(articles).values({ id: articleId, ...fields, createdBy: person.id });
    const { text, ...stored } = await storeRevision(tx, person, { articleId, revision: 1, body }, reading, origin);
    await storeSuggestions(tx, text, reading);
    await remember(
      tx,
      person,
      { articleId },
      { kind: 'article_imported', ...fields, revision: 1, ...stored, length: body.length },
    );
    if (accept) await acceptSuggestionsIn(tx, person, text, LINE);
  });
  return articleId;
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
    await lockText(tx, person, articleId);
    const before = await getArticle(tx, person, articleId);
    if (before.version !== seen) throw new Refusal('stale', 'Someone changed this article while you were reading it.');
    const changes = changesBetween({ ...before }, { ...fields });
    if (!changes) return;
    await tx
      .update(articles)
      .set({ ...fields, version: sql`${articles.version} + 1` })
      .where(eq(articles.id, articleId));
    if (changes['address']) await settleLevelsOfArticle(tx, articleId);
    await remember(tx, person, { articleId }, { kind: 'article_amended', changes });
  });
}

/**
 * Says who sees the article: everyone of the desk, or those admitted by their ids. Whoever closes an article stays admitted
 * to it. Refuses `invalid` an id that is nobody's.
 */
export async function setAccess(
  db: Db,
  person: Person,
  articleId: string,
  seen: number,
  access: ArticleAccess,
  peopleIds: readonly string[],
): Promise<void> {
  demand(person, 'admit');
  await db.transaction(async (tx) => {
    await lockText(tx, person, articleId);
    const before = await getArticle(tx, person, articleId);
    demand(person, 'admit', before.createdBy === person.id ? 'own' : 'others');
    if (before.version !== seen) throw new Refusal('stale', 'Someone changed this article while you were reading it.');
    const admitted = access === 'everyone' ? [] : [...new Set([person.id, ...peopleIds])];
    // Links for outsiders end by themselves or by being taken back; whoever only looks round sees nothing closed.
    const kept = sql`${admissions.personId} not in (select people.id from people where people.role = 'outsider'
      or (people.role = 'visitor' and ${access} = 'everyone'))`;
    const others = admitted.length === 0 ? undefined : notInArray(admissions.personId, admitted);
    await tx.delete(admissions).where(and(eq(admissions.articleId, articleId), kept, others));
    try {
      await inChunks(admitted, async (chunk) => {
        const rows = chunk.map((personId) => ({ articleId, personId, admittedBy: person.id }));
        await tx.insert(admissions).values(rows).onConflictDoNothing();
      });
    } catch (error) {
      if (brokenConstraint(error) !== 'admissions_person') throw error;
      throw new Refusal('invalid', 'Somebody who was named is not of this desk.', {
        people: ['Choose from the list.'],
      });
    }
    await tx
      .update(articles)
      .set({ access, version: sql`${articles.version} + 1` })
      .where(eq(articles.id, articleId));
    await remember(tx, person, { articleId }, { kind: 'access_set', from: before.access, to: access, admitted });
  });
}

/** Lets a guest see an article that everyone of the desk sees: no embargo is touched by it. */
export async function admitGuest(tx: Tx, guest: Person, articleId: string, admitter: Person): Promise<void> {
  await tx.insert(admissions).values({ articleId, personId: guest.id, admittedBy: admitter.id }).onConflictDoNothing();
}

export async function dismissGuest(tx: Tx, personId: string, articleId: string): Promise<void> {
  await tx.delete(admissions).where(and(eq(admissions.articleId, articleId), eq(admissions.personId, personId)));
}
