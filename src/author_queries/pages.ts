import { count } from '../claims/wording.ts';
import type { Person } from '../core/rights.ts';
import type { Refused } from '../web/forms.ts';
import { addressOf, numberedPager } from '../web/paging.ts';
import type { Empty, Pager } from '../web/parts.ts';
import { view } from '../web/render.ts';
import { queryItem, type QueryItem } from './forms.ts';
import { QUERIES_A_PAGE, type QueryList, type QuerySlice } from './queries.ts';

/** views/author_queries/list.ejs */
export interface AuthorQueriesPage {
  title: string;
  total: string;
  lists: { text: string; href: string; current: boolean }[];
  problem: string | null;
  queries: QueryItem[];
  empty: Empty;
  pager: Pager | null;
}

export const authorQueriesView = view<AuthorQueriesPage>('author_queries/list');

const LISTS: Record<QueryList, { text: string; empty: string }> = {
  mine: { text: 'For you to answer', empty: 'Nobody has asked you anything.' },
  asked: { text: 'Asked by you', empty: 'Nothing that you asked is open.' },
  open: { text: 'All unanswered', empty: 'No query is unanswered.' },
  answered: { text: 'Answered', empty: 'No query has been answered yet.' },
};

export function authorQueriesPage(
  { rows, total }: QuerySlice,
  list: QueryList,
  page: number,
  person: Person,
  today: string,
  refused: (Refused & { queryId: string }) | null = null,
): AuthorQueriesPage {
  const pages = Math.max(1, Math.ceil(total / QUERIES_A_PAGE));
  return {
    title: 'Queries to the writer',
    total: count(total, 'query', 'queries'),
    lists: Object.entries(LISTS).map(([code, { text }]) => ({
      text,
      href: `/author-queries?list=${code}`,
      current: code === list,
    })),
    problem: refused?.refusal.message ?? null,
    queries: rows.map((query) => queryItem(query, person, today, true, refused?.queryId === query.id ? refused : null)),
    empty: { text: LISTS[list].empty, action: null },
    pager: numberedPager(`Page ${page} of ${pages}`, page, pages, (to) =>
      addressOf('/author-queries', { list, page: to }),
    ),
  };
}
