import { count } from '../claims/wording.ts';
import { issuedInWords } from '../sources/wording.ts';
import { fieldsOf, form, problemsOf, shownAgain, type Refused } from '../web/forms.ts';
import { cursorPager } from '../web/paging.ts';
import type { Empty, Fact, Form, Pager, Problems, StatusMark } from '../web/parts.ts';
import { view } from '../web/render.ts';
import { MOST_BYTES } from './parse.ts';
import type { Finding, FindingRow } from './queries.ts';
import { foundBy, nearestMark, ratingInWords } from './wording.ts';

/** views/earlier_findings/list.ejs */
export interface FindingListPage {
  title: string;
  here: string;
  search: string;
  findings: { claim: string; href: string; by: string; rating: string; nearest: StatusMark | null }[];
  empty: Empty;
  pager: Pager | null;
}

/** views/earlier_findings/show.ejs */
export interface FindingPage {
  title: string;
  claim: string;
  rating: string;
  /** What of ours comes nearest. */
  nearest: StatusMark | null;
  facts: Fact[];
  original: string;
}

/** views/earlier_findings/new.ejs */
export interface FindingNewPage {
  title: string;
  problems: Problems | null;
  form: Form;
}

export const findingListView = view<FindingListPage>('earlier_findings/list');
export const findingView = view<FindingPage>('earlier_findings/show');
export const findingNewView = view<FindingNewPage>('earlier_findings/new');

export function findingListPage(
  { rows, next }: { rows: FindingRow[]; next: string | null },
  search: string,
  paged: boolean,
): FindingListPage {
  return {
    title: 'Findings of others',
    here: '/earlier-findings',
    search,
    findings: rows.map((row) => ({
      claim: row.claim,
      href: `/earlier-findings/${row.id}`,
      by: foundBy(row),
      rating: row.ratingWords || 'No rating in words',
      nearest: nearestMark(row),
    })),
    empty: {
      text: search
        ? 'No finding fits this search.'
        : 'None yet. ClaimReviews that other checkers publish come in here.',
      action: null,
    },
    pager: cursorPager(
      '/earlier-findings',
      { q: search },
      { text: count(rows.length, 'finding'), cursor: 'after', next, paged },
    ),
  };
}

export function findingPage(finding: Finding): FindingPage {
  const { title, address, claimant, claimedOn, appearances, publisher, reviewedOn, importedBy, importedAt } = finding;
  const facts: (Fact | null)[] = [
    publisher ? { label: 'Found by', value: publisher, href: null } : null,
    reviewedOn ? { label: 'Published', value: issuedInWords(reviewedOn), href: null } : null,
    address ? { label: 'Review', value: title || address, href: address } : null,
    claimant ? { label: 'Claimed by', value: claimant, href: null } : null,
    claimedOn ? { label: 'Claimed on', value: issuedInWords(claimedOn), href: null } : null,
    ...appearances.map((at) => ({ label: 'Claimed at', value: at, href: at })),
    {
      label: 'Brought in',
      value: `by ${importedBy}, ${issuedInWords(importedAt.toISOString().slice(0, 10))}`,
      href: null,
    },
  ];
  return {
    title: finding.claim.slice(0, 80),
    claim: finding.claim,
    rating: ratingInWords(finding),
    nearest: nearestMark(finding),
    facts: facts.filter((fact) => fact !== null),
    original: finding.original,
  };
}

export function findingNewPage(refused: Refused | null = null): FindingNewPage {
  const fields = fieldsOf('import', shownAgain(refused));
  const made = form({
    id: 'import-form',
    action: '/earlier-findings/imports',
    submit: 'Bring them in',
    multipart: true,
    parts: [
      fields.line({ name: 'address', label: 'Address of a page', kind: 'url', hint: 'With ClaimReviews in it.' }),
      fields.file({
        name: 'file',
        label: 'Or a file',
        hint: `JSON-LD or a saved page, at most ${MOST_BYTES / 1_000_000} MB.`,
        accept: '.json,.jsonld,.html,.htm,application/json,application/ld+json,text/html',
      }),
      fields.text({ name: 'text', label: 'Or paste the JSON-LD', rows: 8 }),
    ],
  });
  return {
    title: 'Bring in findings of others',
    problems: refused ? problemsOf(made, refused.refusal) : null,
    form: made,
  };
}
