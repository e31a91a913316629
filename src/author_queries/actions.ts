import { eq, sql } from 'drizzle-orm';
import { listColleagues } from '../assignments/queries.ts';
import { moveClaimIn } from '../claims/actions.ts';
import { lockClaim } from '../claims/queries.ts';
import { queryBlockers, type QueryMove, type QueryOutcome } from '../core/author_query.ts';
import { Refusal } from '../core/refusal.ts';
import type { Person } from '../core/rights.ts';
import { newId, type Db, type Tx } from '../db/client.ts';
import { authorQueries } from '../db/schema.ts';
import { remember } from '../history/remember.ts';
import { notify } from '../notifications/actions.ts';
import { getAuthorQuery, lockAuthorQuery, type AuthorQuery } from './queries.ts';

export interface QueryDraft {
  askedOf: string;
  question: string;
  /** A day, or null where it may wait. */
  dueOn: string | null;
}

/** Asks somebody, usually the writer, about a claim, which waits for the answer. Returns the query's id. */
export async function askAuthor(
  db: Db,
  person: Person,
  claimId: string,
  seen: number,
  draft: QueryDraft,
): Promise<string> {
  const queryId = newId();
  await db.transaction((tx) =>
    moveClaimIn(tx, person, claimId, seen, { kind: 'ask' }, async (_tx, { articleId }) => {
      if (!(await listColleagues(tx, articleId)).some(({ id }) => id === draft.askedOf)) {
        const sentence = 'Choose somebody who may see this article.';
        throw new Refusal('invalid', sentence, { askedOf: [sentence] });
      }
      await tx.insert(authorQueries).values({ id: queryId, articleId, claimId, askedBy: person.id, ...draft });
      await notify(tx, person, [{ personId: draft.askedOf, kind: 'query_asked', articleId, claimId }]);
      return [{ kind: 'query_asked', queryId, ...draft }];
    }),
  );
  return queryId;
}

/** Answers a query; with its last open one answered the claim goes back to the stage before. */
export async function answerQuery(
  db: Db,
  person: Person,
  queryId: string,
  seen: number,
  answer: string,
): Promise<void> {
  await db.transaction(async (tx) => {
    const { claimId, articleId, askedById } = await getAuthorQuery(tx, person, queryId);
    // The claim before the query: asking holds them in this order too.
    const { version } = await lockClaim(tx, person, claimId);
    await lockForMove(tx, person, queryId, seen, { kind: 'answer', answer });
    await moveClaimIn(tx, person, claimId, version, { kind: 'hear_answer' }, async () => {
      await tx
        .update(authorQueries)
        .set({ answer, answeredBy: person.id, answeredAt: sql`now()`, version: sql`${authorQueries.version} + 1` })
        .where(eq(authorQueries.id, queryId));
      await notify(tx, person, [{ personId: askedById, kind: 'query_answered', articleId, claimId }]);
      return [{ kind: 'query_answered', queryId, answer }];
    });
  });
}

/** Says what the desk made of an answer. */
export async function settleQuery(
  db: Db,
  person: Person,
  queryId: string,
  seen: number,
  outcome: QueryOutcome,
  note: string,
): Promise<void> {
  await db.transaction(async (tx) => {
    const { articleId, claimId } = await lockForMove(tx, person, queryId, seen, { kind: 'settle', outcome });
    await tx
      .update(authorQueries)
      .set({ outcome, outcomeNote: note, settledBy: person.id, version: sql`${authorQueries.version} + 1` })
      .where(eq(authorQueries.id, queryId));
    await remember(tx, person, { articleId, claimId }, { kind: 'query_settled', queryId, outcome, note });
  });
}

async function lockForMove(
  tx: Tx,
  person: Person,
  queryId: string,
  seen: number,
  move: QueryMove,
): Promise<AuthorQuery> {
  const query = await lockAuthorQuery(tx, person, queryId);
  if (query.version !== seen) throw new Refusal('stale', 'Someone changed this query while you were reading it.');
  const against = queryBlockers({ ...query, answered: query.answer !== null }, move, person);
  if (against.length > 0) throw new Refusal('not_allowed', against.join(' '));
  return query;
}
