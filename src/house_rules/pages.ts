import type { HouseRules } from '../core/gate.ts';
import { may, type Person } from '../core/rights.ts';
import { SOURCING_LEVELS } from '../core/sourcing.ts';
import { RISKS } from '../core/suggest.ts';
import { RISK_WORDS, SOURCING_WORDS } from '../core/wording.ts';
import { choicesOf, fieldsOf, form, problemsOf, shownAgain, staleOf, type Refused } from '../web/forms.ts';
import type { Form, Problems, Stale } from '../web/parts.ts';
import { view } from '../web/render.ts';

/** views/house_rules/show.ejs */
export interface HouseRulesPage {
  title: string;
  problems: Problems | null;
  stale: Stale | null;
  form: Form;
}

export const houseRulesView = view<HouseRulesPage>('house_rules/show');

export function houseRulesPage(
  rules: HouseRules & { version: number },
  person: Person,
  refused: Refused | null = null,
): HouseRulesPage {
  const fields = fieldsOf('house-rules', shownAgain(refused));
  const now: Record<string, string> = {
    ...rules.sourcing,
    signOffFrom: rules.signOffFrom ?? 'never',
    staleAfterDays: String(rules.staleAfterDays ?? ''),
  };
  const made = form({
    id: 'house-rules',
    action: '/house-rules',
    submit: 'Save the house rules',
    hidden: { version: rules.version },
    blockers: may(person, 'manage') ? [] : ['Only admins set the house rules.'],
    parts: [
      ...RISKS.map((risk) =>
        fields.choice({
          kind: 'select',
          name: risk,
          label: `${RISK_WORDS[risk]} asks at least for`,
          value: now[risk]!,
          choices: choicesOf(SOURCING_LEVELS, (code) => SOURCING_WORDS[code].label),
        }),
      ),
      fields.choice({
        kind: 'select',
        name: 'signOffFrom',
        label: 'A second person signs off',
        value: now['signOffFrom']!,
        choices: choicesOf(['low', 'normal', 'high', 'never'], (code) => SIGN_OFF_WORDS[code]),
      }),
      fields.number({
        name: 'staleAfterDays',
        label: 'Sources are old after so many days',
        hint: 'Empty: never.',
        value: now['staleAfterDays']!,
        min: 1,
        max: 36_500,
        step: 1,
      }),
    ],
  });
  const stale = refused?.refusal.reason === 'stale';
  return {
    title: 'House rules',
    problems: refused && !stale ? problemsOf(made, refused.refusal) : null,
    stale: stale ? staleOf(refused, made, now) : null,
    form: made,
  };
}

const SIGN_OFF_WORDS = {
  low: 'Every claim',
  normal: 'Claims of normal and high risk',
  high: 'Claims of high risk',
  never: 'No claim',
};
