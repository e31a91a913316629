import { count } from '../claims/wording.ts';
import { addressOf, numberedPager } from '../web/paging.ts';
import type { Link, Pager } from '../web/parts.ts';
import { view } from '../web/render.ts';
import { OUTCOMES, type Outcome } from './parse.ts';
import type { Import } from './queries.ts';

/** views/imports/show.ejs */
export interface ImportPage {
  title: string;
  above: Link;
  /** "BibTeX"; null where the title says it. */
  format: string | null;
  /** "1,998 new, 1 there already, 1 refused". */
  tally: { text: string; href: string; current: boolean }[];
  records: ImportedRow[];
  pager: Pager | null;
}

export interface ImportedRow {
  place: string;
  /** What it became or was recognised as; words alone where it was refused. */
  made: Link | null;
  title: string | null;
  outcome: string;
  why: string | null;
  leftOut: string | null;
}

export const importView = view<ImportPage>('imports/show');

const OUTCOME_WORDS: Record<Outcome, string> = { new: 'New', known: 'There already', refused: 'Refused' };
const FOLDERS: Record<Import['kind'], string> = {
  sources: '/sources',
  earlier_findings: '/earlier-findings',
  claims: '/claims',
};
const ABOVE: Record<Import['kind'], string> = {
  sources: 'Sources',
  earlier_findings: 'Findings of others',
  claims: 'The article',
};
const PAGE = 100;

export function importPage(made: Import, shown: Outcome | null, page: number): ImportPage {
  const here = `/imports/${made.id}`;
  const of = (outcome: Outcome | null) => made.records.filter((each) => outcome === null || each.outcome === outcome);
  const listed = of(shown);
  const pages = Math.max(1, Math.ceil(listed.length / PAGE));
  const at = Math.min(page, pages);
  const first = (at - 1) * PAGE;
  const rows = listed.slice(first, first + PAGE);
  return {
    title: made.name || `${made.format}, pasted`,
    above: {
      text: ABOVE[made.kind],
      href: made.articleId === null ? FOLDERS[made.kind] : `/articles/${made.articleId}`,
    },
    format: made.name ? made.format : null,
    tally: [
      { text: count(made.records.length, 'record'), href: here, current: shown === null },
      ...OUTCOMES.filter((outcome) => of(outcome).length > 0).map((outcome) => ({
        text: `${of(outcome).length.toLocaleString('en')} ${OUTCOME_WORDS[outcome].toLowerCase()}`,
        href: addressOf(here, { outcome }),
        current: shown === outcome,
      })),
    ],
    records: rows.map(({ place, title, outcome, madeId, why, leftOut }) => ({
      place,
      made: madeId === null ? null : { text: title, href: `${FOLDERS[made.kind]}/${madeId}` },
      title: madeId === null && title !== '' ? title : null,
      outcome: OUTCOME_WORDS[outcome],
      why: why || null,
      leftOut: leftOut.length === 0 ? null : `Left out: ${leftOut.join(', ')}`,
    })),
    pager: numberedPager(`${first + 1} to ${first + rows.length} of ${listed.length}`, at, pages, (to) =>
      addressOf(here, { outcome: shown, page: to }),
    ),
  };
}
