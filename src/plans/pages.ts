import type { Article } from '../articles/queries.ts';
import type { Colleague } from '../assignments/queries.ts';
import { PLAN_MOVES } from '../core/plan.ts';
import { may, type Person } from '../core/rights.ts';
import { ARTICLE_STATE_WORDS } from '../core/wording.ts';
import { fieldsOf, form, problemsOf, shownAgain, staleOf, type Refused } from '../web/forms.ts';
import type { Act, Chip, Form, Link, Problems, Stale } from '../web/parts.ts';
import { view } from '../web/render.ts';
import { planAct } from './forms.ts';
import type { Plan } from './queries.ts';

/** views/plans/show.ejs */
export interface PlanPage {
  title: string;
  article: Link;
  state: Chip;
  problems: Problems | null;
  stale: Stale | null;
  form: Form;
  /** Every move that its state knows, or what stands against it. */
  acts: Act[];
}

export const planView = view<PlanPage>('plans/show');

export function planPage(
  article: Article,
  plan: Plan,
  inTheWay: number,
  colleagues: readonly Colleague[],
  person: Person,
  refused: Refused | null = null,
): PlanPage {
  const now: Record<string, string> = {
    ownerId: plan.ownerId ?? '',
    writerId: plan.writerId ?? '',
    dueOn: plan.dueOn ?? '',
    section: plan.section,
  };
  const fields = fieldsOf('plan', shownAgain(refused));
  const nobody = { value: '', label: 'Nobody yet', hint: null, mark: null, blocked: null };
  const people = colleagues.map(({ id, name }) => ({ ...nobody, value: id, label: name }));
  const checkers = people.filter((_, index) => colleagues[index]!.checks);
  const made = form({
    id: 'plan',
    action: `/articles/${article.id}/plan`,
    submit: 'Save the plan',
    hidden: { version: plan.version },
    blockers: may(person, 'annotate') ? [] : ['Only researchers and editors plan articles.'],
    parts: [
      fields.choice({
        kind: 'select',
        name: 'ownerId',
        label: 'Owner',
        value: now['ownerId']!,
        choices: [nobody, ...checkers],
      }),
      fields.choice({
        kind: 'select',
        name: 'writerId',
        label: 'Writer',
        hint: 'Is asked first when there is a query.',
        value: now['writerId']!,
        choices: [nobody, ...people],
      }),
      fields.line({ name: 'dueOn', label: 'Deadline', kind: 'date', value: now['dueOn']! }),
      fields.line({ name: 'section', label: 'Section', value: now['section']! }),
      ...(may(person, 'review')
        ? [
            fields.tick({
              name: 'claimReview',
              label: 'Findings may be published as ClaimReview',
              ticked: plan.claimReview,
            }),
          ]
        : []),
    ],
  });
  const stale = refused?.refusal.reason === 'stale';
  return {
    title: `Plan · ${article.title}`,
    article: { text: article.title, href: `/articles/${article.id}` },
    state: { code: plan.state, label: ARTICLE_STATE_WORDS[plan.state] },
    problems: refused && !stale ? problemsOf(made, refused.refusal) : null,
    stale: stale ? staleOf(refused, made, now) : null,
    form: made,
    acts: PLAN_MOVES.map((move) => planAct(plan, inTheWay, move, person)).filter(
      ({ blockers }) => blockers.length === 0 || blockers[0] === 'Something stands in its way at the gate.',
    ),
  };
}
