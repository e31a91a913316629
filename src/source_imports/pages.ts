import { count } from '../claims/wording.ts';
import { FORMAT_NAMES } from '../core/citations.ts';
import { fieldsOf, form, problemsOf, shownAgain, type Refused } from '../web/forms.ts';
import { addressOf, numberedPager } from '../web/paging.ts';
import type { Form, Link, Pager, Problems } from '../web/parts.ts';
import { view } from '../web/render.ts';
import { MOST_BYTES } from './parse.ts';
import type { SourceImport } from './queries.ts';

/** views/source_imports/new.ejs */
export interface SourceImportNewPage {
  title: string;
  problems: Problems | null;
  form: Form;
}

/** views/source_imports/show.ejs */
export interface SourceImportPage {
  title: string;
  /** "1,998 new, 1 there already, 1 refused". */
  tally: { text: string; href: string; current: boolean }[];
  records: ImportedRow[];
  pager: Pager | null;
}

export interface ImportedRow {
  place: string;
  /** The source that it became or was recognised as; words alone where it was refused. */
  source: Link | null;
  title: string | null;
  outcome: string;
  why: string | null;
  leftOut: string | null;
}

export const sourceImportNewView = view<SourceImportNewPage>('source_imports/new');
export const sourceImportView = view<SourceImportPage>('source_imports/show');

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

export const OUTCOMES = ['new', 'known', 'refused'] as const;
export type Outcome = (typeof OUTCOMES)[number];

const OUTCOME_WORDS: Record<Outcome, string> = { new: 'New', known: 'There already', refused: 'Refused' };
const PAGE = 100;

export function sourceImportPage(made: SourceImport, shown: Outcome | null, page: number): SourceImportPage {
  const here = `/sources/imports/${made.id}`;
  const of = (outcome: Outcome | null) => made.records.filter((each) => outcome === null || each.outcome === outcome);
  const listed = of(shown);
  const pages = Math.max(1, Math.ceil(listed.length / PAGE));
  const at = Math.min(page, pages);
  const first = (at - 1) * PAGE;
  const rows = listed.slice(first, first + PAGE);
  return {
    title: made.name || `${FORMAT_NAMES[made.format]}, pasted`,
    tally: [
      { text: count(made.records.length, 'record'), href: here, current: shown === null },
      ...OUTCOMES.filter((outcome) => of(outcome).length > 0).map((outcome) => ({
        text: `${of(outcome).length.toLocaleString('en')} ${OUTCOME_WORDS[outcome].toLowerCase()}`,
        href: addressOf(here, { outcome }),
        current: shown === outcome,
      })),
    ],
    records: rows.map(({ place, title, outcome, sourceId, why, leftOut }) => ({
      place,
      source: sourceId === null ? null : { text: title, href: `/sources/${sourceId}` },
      title: sourceId === null && title !== '' ? title : null,
      outcome: OUTCOME_WORDS[outcome],
      why: why || null,
      leftOut: leftOut.length === 0 ? null : `Left out: ${leftOut.join(', ')}`,
    })),
    pager: numberedPager(`${first + 1} to ${first + rows.length} of ${listed.length}`, at, pages, (to) =>
      addressOf(here, { outcome: shown, page: to }),
    ),
  };
}
