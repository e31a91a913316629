import { fieldsOf, form, problemsOf, shownAgain, type Refused } from '../web/forms.ts';
import type { Form, Problems } from '../web/parts.ts';
import { view } from '../web/render.ts';
import { MOST_BYTES } from './parse.ts';

/** views/source_imports/new.ejs */
export interface SourceImportNewPage {
  title: string;
  problems: Problems | null;
  form: Form;
}

export const sourceImportNewView = view<SourceImportNewPage>('source_imports/new');

export function sourceImportNewPage(refused: Refused | null = null): SourceImportNewPage {
  const fields = fieldsOf('import', shownAgain(refused));
  const made = form({
    id: 'import-form',
    action: '/sources/imports',
    submit: 'Import the sources',
    multipart: true,
    parts: [
      fields.file({
        name: 'file',
        label: 'File',
        hint: `BibTeX, RIS or CSL-JSON, at most ${MOST_BYTES / 1_000_000} MB.`,
        accept: '.bib,.bibtex,.ris,.json,.txt,text/plain,application/json',
      }),
      fields.text({ name: 'text', label: 'Or paste the records', rows: 8 }),
    ],
  });
  return { title: 'Import sources', problems: refused ? problemsOf(made, refused.refusal) : null, form: made };
}
