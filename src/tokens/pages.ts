import { SCOPES, type Scope } from '../core/rights.ts';
import { fieldsOf, form, group, problemsOf, shownAgain, type Refused } from '../web/forms.ts';
import type { Act, Empty, Form, Problems } from '../web/parts.ts';
import { view } from '../web/render.ts';
import type { TokenRow } from './queries.ts';

/** views/tokens/list.ejs */
export interface TokenPage {
  title: string;
  /** The secret of one just made, which is shown only now. */
  made: string | null;
  tokens: { name: string; scopes: string; usedAt: string | null; endsAt: string; end: Act }[];
  empty: Empty;
  problems: Problems | null;
  form: Form;
}

export const tokenView = view<TokenPage>('tokens/list');

const SCOPE_WORDS: Record<Scope, string> = {
  read: 'Read',
  annotate: 'Annotate: claims, sources, findings',
  review: 'Review: sign-off, overrides',
  admin: 'Admin: people, settings',
};

export function tokenPage(tokens: TokenRow[], made: string | null, refused: Refused | null = null): TokenPage {
  const field = fieldsOf('token', shownAgain(refused));
  const asked = form({
    id: 'token',
    action: '/account/tokens',
    parts: [
      field.line({ name: 'name', label: 'What it is for', required: true }),
      field.number({
        name: 'days',
        label: 'Good for so many days',
        required: true,
        value: '90',
        min: 1,
        max: 366,
        step: 1,
      }),
      group(
        'It may, as far as you may',
        SCOPES.map((scope) => field.tick({ name: scope, label: SCOPE_WORDS[scope], ticked: scope === 'read' })),
      ),
    ],
    submit: 'Make a token',
  });
  return {
    title: 'Tokens',
    made,
    tokens: tokens.map(({ id, name, scopes, usedAt, endsAt }) => ({
      name,
      scopes: scopes.join(', '),
      usedAt: usedAt?.toISOString() ?? null,
      endsAt: endsAt.toISOString(),
      end: {
        id: `end-${id}`,
        action: `/account/tokens/${id}/ending`,
        label: 'End',
        hidden: [],
        tone: 'danger',
        describe: `End the token ${name}`,
        blockers: [],
      },
    })),
    empty: { text: 'No token yet.', action: null },
    problems: refused && problemsOf(asked, refused.refusal),
    form: asked,
  };
}
