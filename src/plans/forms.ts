import { planBlockers, type PlanMove } from '../core/plan.ts';
import type { Person } from '../core/rights.ts';
import { ARTICLE_STATE_WORDS } from '../core/wording.ts';
import type { Act, Chip, Fact } from '../web/parts.ts';
import type { Plan } from './queries.ts';

/** Where the article is on the desk, at the head of its page. */
export interface PlanLine {
  state: Chip;
  /** "Owner", "Writer", "Due", "Section": those there are. */
  facts: Fact[];
  overdue: boolean;
  dueOn: string | null;
  /** What can be done now. */
  acts: Act[];
}

const MOVES: Record<PlanMove, { label: string; tone: Act['tone'] }> = {
  start: { label: 'Begin the check', tone: 'main' },
  pass: { label: 'Mark as checked', tone: 'main' },
  publish: { label: 'Mark as published', tone: 'main' },
  reopen: { label: 'Back into check', tone: 'plain' },
  archive: { label: 'Archive', tone: 'plain' },
  bring_back: { label: 'Bring it back from the archive', tone: 'main' },
};

/** The moves that a state offers at the head of the page; putting away waits with the plan. */
const OFFERED: Record<Plan['state'], readonly PlanMove[]> = {
  draft: ['start'],
  in_check: ['pass'],
  checked: ['publish', 'reopen'],
  published: [],
  archived: ['bring_back'],
};

export function planLine(plan: Plan, inTheWay: number, person: Person, today: string): PlanLine {
  const { owner, writer, section, dueOn, state } = plan;
  return {
    state: { code: state, label: ARTICLE_STATE_WORDS[state] },
    facts: [
      ...(owner ? [{ label: 'Owner', value: owner, href: null }] : []),
      ...(writer ? [{ label: 'Writer', value: writer, href: null }] : []),
      ...(section ? [{ label: 'Section', value: section, href: null }] : []),
    ],
    overdue: dueOn !== null && dueOn < today && (state === 'draft' || state === 'in_check'),
    dueOn,
    acts: OFFERED[state]
      .map((move) => planAct(plan, inTheWay, move, person))
      .filter(({ blockers }) => blockers.length === 0),
  };
}

export function planAct(plan: Plan, inTheWay: number, move: PlanMove, person: Person): Act {
  return {
    id: `plan-${move}`,
    action: `/articles/${plan.articleId}/plan/moves`,
    ...MOVES[move],
    hidden: [
      { name: 'version', value: String(plan.version) },
      { name: 'move', value: move },
    ],
    describe: null,
    blockers: planBlockers({ ...plan, inTheWay }, move, person),
  };
}
