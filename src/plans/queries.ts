import { eq } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { ArticleState } from '../core/plan.ts';
import type { Db, Tx } from '../db/client.ts';
import { people, plans } from '../db/schema.ts';

/** Where an article is on the desk, and whose it is. */
export interface Plan {
  articleId: string;
  state: ArticleState;
  archivedFrom: ArticleState | null;
  ownerId: string | null;
  owner: string | null;
  writerId: string | null;
  writer: string | null;
  /** A day, like 2013-06-14. */
  dueOn: string | null;
  section: string;
  claimReview: boolean;
  version: number;
}

/** The plan of an article that is in sight; one that nobody has planned is a draft of nobody's. */
export async function getPlan(db: Db, articleId: string): Promise<Plan> {
  const owner = alias(people, 'owner');
  const writer = alias(people, 'writer');
  const [row] = await db
    .select({
      articleId: plans.articleId,
      state: plans.state,
      archivedFrom: plans.archivedFrom,
      ownerId: plans.ownerId,
      owner: owner.name,
      writerId: plans.writerId,
      writer: writer.name,
      dueOn: plans.dueOn,
      section: plans.section,
      claimReview: plans.claimReview,
      version: plans.version,
    })
    .from(plans)
    .leftJoin(owner, eq(owner.id, plans.ownerId))
    .leftJoin(writer, eq(writer.id, plans.writerId))
    .where(eq(plans.articleId, articleId));
  return row ?? { ...UNPLANNED, articleId };
}

const UNPLANNED: Omit<Plan, 'articleId'> = {
  state: 'draft',
  archivedFrom: null,
  ownerId: null,
  owner: null,
  writerId: null,
  writer: null,
  dueOn: null,
  section: '',
  claimReview: false,
  version: 1,
};

/** The plan, held until commit; the article's row is held before it. */
export async function lockPlan(tx: Tx, articleId: string): Promise<Plan> {
  await tx.select({ id: plans.articleId }).from(plans).where(eq(plans.articleId, articleId)).for('no key update');
  return getPlan(tx, articleId);
}
