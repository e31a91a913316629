import { Refusal } from './refusal.ts';
import { may, type Person } from './rights.ts';

export const ARTICLE_STATES = ['draft', 'in_check', 'checked', 'published', 'archived'] as const;
/** Where an article is on the desk. */
export type ArticleState = (typeof ARTICLE_STATES)[number];

/** As much of an article's plan as the rules of its way look at. */
export interface PlanAtHand {
  state: ArticleState;
  /** Where it goes when it comes back from the archive. */
  archivedFrom: ArticleState | null;
  ownerId: string | null;
  /** How many things stand in its way at the gate. */
  inTheWay: number;
}

export const PLAN_MOVES = ['start', 'pass', 'reopen', 'publish', 'archive', 'bring_back'] as const;
export type PlanMove = (typeof PLAN_MOVES)[number];

const FROM: Record<Exclude<PlanMove, 'archive' | 'bring_back'>, { state: ArticleState; otherwise: string }> = {
  start: { state: 'draft', otherwise: 'Its check has begun already.' },
  pass: { state: 'in_check', otherwise: 'Only an article in check becomes checked.' },
  reopen: { state: 'checked', otherwise: 'Only a checked article goes back into check.' },
  publish: { state: 'checked', otherwise: 'Only a checked article is published.' },
};

/** Everything that stands against a move of an article by this person, as sentences. */
export function planBlockers(plan: PlanAtHand, move: PlanMove, person: Person): string[] {
  switch (move) {
    case 'start':
      if (!may(person, 'annotate')) return ['Only researchers and editors begin a check.'];
      return plan.state === 'draft' ? [] : [FROM.start.otherwise];
    case 'pass':
    case 'publish':
      if (!may(person, 'review')) return ['Only editors say so.'];
      if (plan.state !== FROM[move].state) return [FROM[move].otherwise];
      return plan.inTheWay === 0 ? [] : ['Something stands in its way at the gate.'];
    case 'reopen':
      if (!may(person, 'review')) return ['Only editors say so.'];
      return plan.state === 'checked' ? [] : [FROM.reopen.otherwise];
    case 'archive':
      if (!mayArchive(plan, person)) return ['Only its owner or an admin puts it away.'];
      return plan.state === 'archived' ? ['It is in the archive already.'] : [];
    case 'bring_back':
      if (!mayArchive(plan, person)) return ['Only its owner or an admin brings it back.'];
      return plan.state === 'archived' ? [] : ['It is not in the archive.'];
  }
}

/** Its owner, an admin, and any editor while it has no owner. */
function mayArchive({ ownerId }: PlanAtHand, person: Person): boolean {
  return ownerId === null ? may(person, 'review') : ownerId === person.id || may(person, 'manage');
}

const TO: Record<Exclude<PlanMove, 'bring_back'>, ArticleState> = {
  start: 'in_check',
  pass: 'checked',
  reopen: 'in_check',
  publish: 'published',
  archive: 'archived',
};

/** The state after a move, or a Refusal `not_allowed` that says everything standing against it. */
export function afterPlanMove(
  plan: PlanAtHand,
  move: PlanMove,
  person: Person,
): Pick<PlanAtHand, 'state' | 'archivedFrom'> {
  const against = planBlockers(plan, move, person);
  if (against.length > 0) throw new Refusal('not_allowed', against.join(' '));
  if (move === 'bring_back') return { state: plan.archivedFrom ?? 'draft', archivedFrom: null };
  return { state: TO[move], archivedFrom: move === 'archive' ? plan.state : null };
}
