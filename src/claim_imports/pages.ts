import { CLAIM_COLUMNS, columnsByHeading, type ClaimColumn, type PlacedClaim } from '../core/claim_rows.ts';
import { isEmptyRow } from '../readers/table.ts';
import { fieldsOf, form, problemsOf, shownAgain, type Refused } from '../web/forms.ts';
import type { Form, Link, Problems } from '../web/parts.ts';
import { view } from '../web/render.ts';
import { MOST_BYTES } from './parse.ts';

/** views/claim_imports/new.ejs */
export interface ClaimImportNewPage {
  title: string;
  article: Link;
  problems: Problems | null;
  form: Form;
}

/** views/claim_imports/columns.ejs */
export interface ClaimColumnsPage {
  title: string;
  article: Link;
  problems: Problems | null;
  form: Form;
  headings: string[];
  /** The first rows as the file has them. */
  rows: string[][];
  /** "12 rows, of which 2 cannot be marked as the columns are now". */
  summary: string;
  /** What stands against some of the rows. */
  troubles: { place: string; words: string; why: string }[];
}

export const claimImportNewView = view<ClaimImportNewPage>('claim_imports/new');
export const claimColumnsView = view<ClaimColumnsPage>('claim_imports/columns');

interface At {
  id: string;
  title: string;
}

export function claimImportNewPage(article: At, refused: Refused | null = null): ClaimImportNewPage {
  const fields = fieldsOf('import', shownAgain(refused));
  const made = form({
    id: 'import-form',
    action: `/articles/${article.id}/claims/imports/columns`,
    submit: 'Go on',
    multipart: true,
    parts: [
      fields.file({
        name: 'file',
        label: 'File',
        hint: `A spreadsheet (CSV, XLSX) with headings, or Web Annotations (JSON), at most ${MOST_BYTES / 1_000_000} MB.`,
        accept: '.csv,.tsv,.xlsx,.json,.jsonld,text/csv,application/json',
      }),
      fields.text({ name: 'text', label: 'Or paste the rows', rows: 8 }),
    ],
  });
  return {
    title: 'Bring in claims',
    article: { text: article.title, href: `/articles/${article.id}` },
    problems: refused ? problemsOf(made, refused.refusal) : null,
    form: made,
  };
}

const LABELS: Record<ClaimColumn, string> = {
  words: 'Words of the article',
  statement: 'Statement',
  type: 'Type',
  risk: 'Risk',
};
const SHOWN = 5;
const MOST_TROUBLES = 20;

export function claimColumnsPage(
  article: At,
  name: string,
  table: string[][],
  placed: PlacedClaim[],
  refused: Refused | null = null,
): ClaimColumnsPage {
  const headings = table[0]!;
  const guessed = columnsByHeading(headings);
  const fields = fieldsOf('columns', shownAgain(refused));
  const columns = headings.map((heading, at) => ({
    value: String(at),
    label: heading.trim() || `Column ${at + 1}`,
    hint: null,
    mark: null,
    blocked: null,
  }));
  const none = { value: '', label: 'None', hint: null, mark: null, blocked: null };
  const made = form({
    id: 'columns-form',
    action: `/articles/${article.id}/claims/imports`,
    submit: 'Mark the claims',
    multipart: true,
    hidden: { table: JSON.stringify(table), name },
    parts: [
      ...CLAIM_COLUMNS.map((column) =>
        fields.choice({
          name: column,
          label: LABELS[column],
          kind: 'select',
          value: guessed[column] === null ? '' : String(guessed[column]),
          choices: column === 'words' ? columns : [none, ...columns],
        }),
      ),
      fields.tick({ name: 'allOrNothing', label: 'Mark nothing if a row cannot be marked' }),
    ],
  });
  const troubles = placed.flatMap((claim) =>
    'trouble' in claim ? [{ place: claim.place, words: claim.words.slice(0, 160), why: claim.trouble }] : [],
  );
  const rows = `${placed.length.toLocaleString('en')} ${placed.length === 1 ? 'row' : 'rows'}`;
  return {
    title: 'Which column says what',
    article: { text: article.title, href: `/articles/${article.id}` },
    problems: refused ? problemsOf(made, refused.refusal) : null,
    form: made,
    headings: columns.map(({ label }) => label),
    rows: table
      .slice(1)
      .filter((row) => !isEmptyRow(row))
      .slice(0, SHOWN)
      .map((row) => headings.map((_, at) => (row[at] ?? '').slice(0, 160))),
    summary:
      troubles.length === 0
        ? `${rows}, all found in the text.`
        : `${rows}; with the columns as they were guessed ${troubles.length.toLocaleString('en')} cannot be marked.`,
    troubles: troubles.slice(0, MOST_TROUBLES),
  };
}
