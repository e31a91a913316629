import { eq, sql } from 'drizzle-orm';
import { listColleagues } from '../assignments/queries.ts';
import { getClaimFile } from '../claims/queries.ts';
import { commentBlockers, mentionsIn, type CommentMove } from '../core/comment.ts';
import { Refusal } from '../core/refusal.ts';
import type { Person } from '../core/rights.ts';
import { newId, type Db, type Tx } from '../db/client.ts';
import { comments } from '../db/schema.ts';
import { remember } from '../history/remember.ts';
import { notify } from '../notifications/actions.ts';
import { lockComment, type Comment } from './queries.ts';

/** Says something about a claim to the others; whom it calls by "@" and name is told. Returns the comment's id. */
export async function writeComment(db: Db, person: Person, claimId: string, body: string): Promise<string> {
  demand(commentBlockers(null, 'write', person));
  const commentId = newId();
  await db.transaction(async (tx) => {
    const { articleId } = await getClaimFile(tx, person, claimId);
    await tx.insert(comments).values({ id: commentId, articleId, claimId, body, writtenBy: person.id });
    const mentions = mentionsIn(body, await listColleagues(tx, articleId));
    await remember(tx, person, { articleId, claimId }, { kind: 'comment_written', commentId, body, mentions });
    await tell(tx, person, { articleId, claimId }, mentions);
  });
  return commentId;
}

/** Rewords one's own comment; those whom only the new words call are told. */
export async function editComment(
  db: Db,
  person: Person,
  commentId: string,
  seen: number,
  body: string,
): Promise<void> {
  await db.transaction(async (tx) => {
    const { articleId, claimId, body: from } = await lockForMove(tx, person, commentId, seen, 'edit');
    if (from === body) return;
    await tx
      .update(comments)
      .set({ body, editedAt: sql`now()`, version: sql`${comments.version} + 1` })
      .where(eq(comments.id, commentId));
    const colleagues = await listColleagues(tx, articleId);
    const mentions = mentionsIn(body, colleagues);
    const called = new Set(mentionsIn(from, colleagues));
    await remember(tx, person, { articleId, claimId }, { kind: 'comment_edited', commentId, from, to: body, mentions });
    const anew = mentions.filter((id) => !called.has(id));
    await tell(tx, person, { articleId, claimId }, anew);
  });
}

export async function removeComment(db: Db, person: Person, commentId: string, seen: number): Promise<void> {
  await db.transaction(async (tx) => {
    const { articleId, claimId, body } = await lockForMove(tx, person, commentId, seen, 'remove');
    await tx
      .update(comments)
      .set({ body: '', removedAt: sql`now()`, version: sql`${comments.version} + 1` })
      .where(eq(comments.id, commentId));
    await remember(tx, person, { articleId, claimId }, { kind: 'comment_removed', commentId, body });
  });
}

function tell(tx: Tx, person: Person, about: { articleId: string; claimId: string }, mentions: readonly string[]) {
  return notify(
    tx,
    person,
    mentions.map((personId) => ({ personId, kind: 'mentioned', ...about })),
  );
}

async function lockForMove(
  tx: Tx,
  person: Person,
  commentId: string,
  seen: number,
  move: CommentMove,
): Promise<Comment> {
  const comment = await lockComment(tx, person, commentId);
  if (comment.version !== seen) throw new Refusal('stale', 'This comment was changed while you were reading it.');
  demand(commentBlockers({ ...comment, removed: comment.removedAt !== null }, move, person));
  return comment;
}

function demand(against: string[]): void {
  if (against.length > 0) throw new Refusal('not_allowed', against.join(' '));
}
