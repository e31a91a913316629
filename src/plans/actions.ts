import { eq, sql } from 'drizzle-orm';
import { lockText } from '../articles/queries.ts';
import { listColleagues } from '../assignments/queries.ts';
import { changesBetween } from '../core/history.ts';
import { afterPlanMove, type PlanMove } from '../core/plan.ts';
import { Refusal } from '../core/refusal.ts';
import { demand, type Person } from '../core/rights.ts';
import type { Db, Tx } from '../db/client.ts';
import { plans } from '../db/schema.ts';
import { getGate } from '../gates/queries.ts';
import { remember } from '../history/remember.ts';
import { lockPlan, type Plan } from './queries.ts';

export interface PlanFields {
  ownerId: string | null;
  writerId: string | null;
  dueOn: string | null;
  section: string;
  claimReview: boolean;
}

/** Says whose the article is, who wrote it, when it is due and where it runs. */
export async function planArticle(
  db: Db,
  person: Person,
  articleId: string,
  seen: number,
  fields: PlanFields,
): Promise<void> {
  demand(person, 'annotate');
  await db.transaction(async (tx) => {
    const before = await hold(tx, person, articleId, seen);
    if (fields.claimReview !== before.claimReview) demand(person, 'review');
    const known = new Set((await listColleagues(tx, articleId)).map(({ id }) => id));
    for (const [field, id] of [
      ['ownerId', fields.ownerId],
      ['writerId', fields.writerId],
    ] as const) {
      if (id === null || known.has(id)) continue;
      const sentence = 'Choose somebody who may see this article.';
      throw new Refusal('invalid', sentence, { [field]: [sentence] });
    }
    const changes = changesBetween({ ...before }, { ...fields });
    if (!changes) return;
    await tx
      .update(plans)
      .set({ ...fields, version: sql`${plans.version} + 1` })
      .where(eq(plans.articleId, articleId));
    const { ownerId, writerId } = fields;
    await remember(tx, person, { articleId }, { kind: 'plan_amended', changes, ownerId, writerId });
  });
}

/** Moves the article on its way over the desk. The gate is asked in the same transaction. */
export async function moveArticle(
  db: Db,
  person: Person,
  articleId: string,
  seen: number,
  move: PlanMove,
  asOf: Date,
): Promise<void> {
  await db.transaction(async (tx) => {
    const before = await hold(tx, person, articleId, seen);
    const { inTheWay } = await getGate(tx, person, articleId, asOf);
    const after = afterPlanMove({ ...before, inTheWay: inTheWay.length }, move, person);
    await tx
      .update(plans)
      .set({ ...after, version: sql`${plans.version} + 1` })
      .where(eq(plans.articleId, articleId));
    await remember(tx, person, { articleId }, { kind: 'article_moved', from: before.state, to: after.state });
  });
}

async function hold(tx: Tx, person: Person, articleId: string, seen: number): Promise<Plan> {
  await lockText(tx, person, articleId);
  await tx.insert(plans).values({ articleId }).onConflictDoNothing();
  const plan = await lockPlan(tx, articleId);
  if (plan.version !== seen) throw new Refusal('stale', 'Someone changed this article’s plan while you were reading.');
  return plan;
}
