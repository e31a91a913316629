import type { Article } from '../articles/queries.ts';
import type { Person } from '../core/rights.ts';
import { fieldsOf, form, FRESH, problemsOf, shownAgain, type Refused } from '../web/forms.ts';
import type { Act, Form, Link, Problems } from '../web/parts.ts';
import { view } from '../web/render.ts';
import type { OutsiderRow } from './queries.ts';

/** views/admissions/show.ejs */
export interface AdmissionPage {
  title: string;
  article: Link;
  problems: Problems | null;
  access: Form;
  /** The link just made, which is shown only now. */
  made: string | null;
  outsiders: { name: string; endsAt: string; seenAt: string | null; end: Act }[];
  invite: Form | null;
}

/** views/admissions/enter.ejs */
export interface EnterPage {
  title: string;
  sentence: string;
  form: Form;
}

export const admissionView = view<AdmissionPage>('admissions/show');
export const enterView = view<EnterPage>('admissions/enter');

export interface AdmissionDesk {
  article: Article;
  admitted: { name: string; mail: string | null }[];
  outsiders: OutsiderRow[];
  mayInvite: boolean;
}

export function admissionPage(
  { article, admitted, outsiders, mayInvite }: AdmissionDesk,
  made: string | null = null,
  refused: (Refused & { form: 'access' | 'outsider' }) | null = null,
): AdmissionPage {
  const address = `/articles/${article.id}`;
  const field = fieldsOf('access', refused?.form === 'access' ? shownAgain(refused) : FRESH);
  const access = form({
    id: 'access',
    action: `${address}/access`,
    hidden: { version: article.version },
    parts: [
      field.choice({
        name: 'access',
        label: 'Who sees it',
        kind: 'radio',
        required: true,
        value: article.access,
        choices: [
          { value: 'everyone', label: 'Everyone of the desk', hint: null, mark: null, blocked: null },
          {
            value: 'named',
            label: 'Only the people named here',
            hint: 'For others it does not exist: in no list, count, search or history.',
            mark: null,
            blocked: null,
          },
        ],
      }),
      field.text({
        name: 'people',
        label: 'People named',
        hint: 'Mail addresses, one a line. You stay named yourself.',
        value: admitted.flatMap(({ mail }) => mail ?? []).join('\n'),
      }),
    ],
    submit: 'Save',
  });
  const asked = fieldsOf('outsider', refused?.form === 'outsider' ? shownAgain(refused) : FRESH);
  const invite = form({
    id: 'outsider',
    action: `${address}/outsiders`,
    parts: [
      asked.line({ name: 'name', label: 'For whom', hint: 'As the history will name them.', required: true }),
      asked.number({
        name: 'days',
        label: 'Good for so many days',
        required: true,
        value: '7',
        min: 1,
        max: 90,
        step: 1,
      }),
    ],
    submit: 'Make a link',
  });
  const wrong = refused?.form === 'outsider' ? invite : access;
  return {
    title: 'Who sees this article',
    article: { text: article.title, href: address },
    problems: refused && problemsOf(wrong, refused.refusal),
    access,
    made,
    outsiders: outsiders.map(({ personId, name, endsAt, seenAt }) => ({
      name,
      endsAt: endsAt.toISOString(),
      seenAt: seenAt?.toISOString() ?? null,
      end: {
        id: `end-${personId}`,
        action: `${address}/outsiders/${personId}/ending`,
        label: 'Take back',
        hidden: [],
        tone: 'danger',
        describe: `Take back the link of ${name}`,
        blockers: [],
      },
    })),
    invite: mayInvite ? invite : null,
  };
}

export function enterPage({ name, title }: Person & { title: string }, secret: string): EnterPage {
  return {
    title,
    sentence: `For ${name}, to read. The desk notes each visit.`,
    form: form({ id: 'enter', action: `/outside/${secret}`, parts: [], submit: 'Read it' }),
  };
}
