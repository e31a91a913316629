import { and, asc, eq, type SQL } from 'drizzle-orm';
import { withinSight } from '../articles/queries.ts';
import { Refusal } from '../core/refusal.ts';
import type { Person } from '../core/rights.ts';
import type { Db, Tx } from '../db/client.ts';
import { comments, people } from '../db/schema.ts';

export interface Comment {
  id: string;
  articleId: string;
  claimId: string;
  /** Empty once it is removed. */
  body: string;
  writtenById: string;
  writtenBy: string;
  writtenAt: Date;
  editedAt: Date | null;
  removedAt: Date | null;
  version: number;
}

const MOST = 500;

/** The comments on a claim, oldest first. */
export function listComments(db: Db, person: Person, claimId: string): Promise<Comment[]> {
  return select(db, and(eq(comments.claimId, claimId), withinSight(person, comments.articleId)))
    .orderBy(asc(comments.writtenAt), asc(comments.id))
    .limit(MOST);
}

export async function getComment(db: Db, person: Person, commentId: string): Promise<Comment> {
  const [row] = await select(db, and(eq(comments.id, commentId), withinSight(person, comments.articleId)));
  if (!row) throw new Refusal('not_found', 'There is no such comment.');
  return row;
}

/** The comment, held until commit. */
export async function lockComment(tx: Tx, person: Person, commentId: string): Promise<Comment> {
  const wanted = and(eq(comments.id, commentId), withinSight(person, comments.articleId));
  await tx.select({ id: comments.id }).from(comments).where(wanted).for('no key update');
  return getComment(tx, person, commentId);
}

function select(db: Db, where: SQL | undefined) {
  return db
    .select({
      id: comments.id,
      articleId: comments.articleId,
      claimId: comments.claimId,
      body: comments.body,
      writtenById: comments.writtenBy,
      writtenBy: people.name,
      writtenAt: comments.writtenAt,
      editedAt: comments.editedAt,
      removedAt: comments.removedAt,
      version: comments.version,
    })
    .from(comments)
    .innerJoin(people, eq(people.id, comments.writtenBy))
    .where(where);
}
