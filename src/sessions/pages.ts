import { fieldsOf, form, problemsOf, shownAgain, type Refused } from '../web/forms.ts';
import type { Form, Link, Problems } from '../web/parts.ts';
import { view } from '../web/render.ts';

/** views/sessions/new.ejs */
export interface SignInPage {
  title: string;
  /** Why one is here, where that is not plain. */
  sentence: string | null;
  problems: Problems | null;
  form: Form;
  /** Other ways in. */
  others: Link[];
}

export const signInView = view<SignInPage>('sessions/new');

/** `next` is where to go on to; `kept` whether anybody keeps the desk who could sign in. */
export function signInPage(next: string, others: Link[], kept: boolean, refused: Refused | null = null): SignInPage {
  const id = 'sign-in';
  const field = fieldsOf(id, shownAgain(refused));
  const made = form({
    id,
    action: '/sign-in',
    hidden: { next },
    parts: [
      field.line({ name: 'mail', label: 'Mail address', kind: 'email', autocomplete: 'username', required: true }),
      field.line({
        name: 'password',
        label: 'Password',
        kind: 'password',
        autocomplete: 'current-password',
        required: true,
      }),
    ],
    submit: 'Sign in',
  });
  const sentence = next.startsWith('/kept-forms/')
    ? 'What you typed is kept for an hour. Sign in to go on with it.'
    : kept
      ? null
      : 'Nobody keeps this desk yet. Its first admin begins by the link that was printed where the desk was started.';
  return { title: 'Sign in', sentence, problems: refused && problemsOf(made, refused.refusal), form: made, others };
}
