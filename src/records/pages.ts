import { fieldsOf, form, problemsOf, shownAgain, type Refused } from '../web/forms.ts';
import type { Form, Problems } from '../web/parts.ts';
import { view } from '../web/render.ts';
import { MOST_BYTES } from './file.ts';

/** views/records/new.ejs */
export interface RecordNewPage {
  title: string;
  problems: Problems | null;
  /** What comes with it, and what does not. */
  sentences: string[];
  form: Form;
}

export const recordNewView = view<RecordNewPage>('records/new');

export function recordNewPage(refused: Refused | null = null): RecordNewPage {
  const fields = fieldsOf('record', shownAgain(refused));
  const made = form({
    id: 'record-form',
    action: '/records',
    submit: 'Bring in the article',
    multipart: true,
    parts: [
      fields.file({
        name: 'file',
        label: 'File',
        hint: `The report as JSON, or the evidence package, taken with its confidential parts; at most ${MOST_BYTES / 1_000_000} MB.`,
        accept: '.json,.zip,application/json,application/zip',
        required: true,
      }),
    ],
  });
  return {
    title: 'Bring in an article from another desk',
    problems: refused ? problemsOf(made, refused.refusal) : null,
    sentences: [
      'Its text, claims, evidence, sources, speakers and findings come as they were there, under their own ids, and its history word for word. The history is verified first, and goes on here.',
      'People are recognised by their mail address. Whoever is not of this desk stays a name, without an account.',
      'The snapshots themselves are in an evidence package; JSON has their hashes alone. Identities under seal never leave a desk.',
    ],
    form: made,
  };
}
