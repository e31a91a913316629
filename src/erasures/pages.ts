import { count } from '../claims/wording.ts';
import type { PersonOnFile } from '../people/queries.ts';
import { fieldsOf, form, problemsOf, shownAgain, type Refused } from '../web/forms.ts';
import type { Form, Link, Problems } from '../web/parts.ts';
import { view } from '../web/render.ts';
import type { Loss } from './queries.ts';

/** views/erasures/new.ejs */
export interface ErasingPage {
  title: string;
  about: Link;
  problems: Problems | null;
  /** What goes, and what stays. */
  sentences: string[];
  form: Form;
}

export const erasingView = view<ErasingPage>('erasures/new');

export function articleErasingPage(articleId: string, loss: Loss, refused: Refused | null = null): ErasingPage {
  const { title, version, revisions, claims, comments, entries, sources, speakers } = loss;
  const href = `/articles/${articleId}`;
  const field = fieldsOf('erase', shownAgain(refused));
  const made = form({
    id: 'erase',
    action: `${href}/erasure`,
    hidden: { version },
    parts: [field.line({ name: 'reason', label: 'Why it is erased', required: true })],
    submit: 'Erase this article for good',
  });
  const left = [count(sources, 'source', 'sources'), count(speakers, 'speaker', 'speakers')].join(' and ');
  return {
    title: 'Erase this article?',
    about: { text: title, href },
    problems: refused && problemsOf(made, refused.refusal),
    sentences: [
      `${count(revisions, 'revision', 'revisions')}, ${count(claims, 'claim', 'claims')} and ${count(comments, 'comment', 'comments')} go, and cannot be brought back.`,
      `Of ${count(entries, 'entry', 'entries')} of history the hashes stay, so that the record can still be verified.`,
      ...(sources + speakers > 0
        ? [`${left} that no other article uses stay on the desk, where everyone of the desk sees them.`]
        : []),
      'Backups made before still hold it.',
    ],
    form: made,
  };
}

export function personErasingPage({ id, name, version }: PersonOnFile, refused: Refused | null = null): ErasingPage {
  const href = `/people/${id}`;
  const made = form({
    id: 'erase',
    action: `${href}/erasure`,
    hidden: { version },
    parts: [],
    submit: `Erase ${name} for good`,
  });
  return {
    title: `Erase ${name}?`,
    about: { text: name, href },
    problems: refused && problemsOf(made, refused.refusal),
    sentences: [
      'Their account, mail address and name go, and cannot be brought back. What they did stays, as a former colleague’s.',
      'What others wrote about them in their own words stays as it was written.',
      'Backups made before still hold them.',
    ],
    form: made,
  };
}
