import { count, statusMark, wordsOf } from '../claims/wording.ts';
import type { Empty, Link, StatusMark } from '../web/parts.ts';
import { view } from '../web/render.ts';
import type { Found } from './queries.ts';

/** views/search/show.ejs */
export interface SearchPage {
  title: string;
  search: string;
  /** Kinds with nothing found are left out. */
  groups: { title: string; hits: (Link & { status: StatusMark | null; note: string | null })[] }[];
  empty: Empty;
}

export const searchView = view<SearchPage>('search/show');

export function searchPage(search: string, found: Found): SearchPage {
  const plain = { status: null, note: null };
  const groups = [
    {
      title: count(found.claims.length, 'claim'),
      hits: found.claims.map((claim) => ({
        text: `Claim ${claim.number}: ${wordsOf(claim)}`,
        href: `/claims/${claim.id}`,
        status: statusMark(claim),
        note: claim.article,
      })),
    },
    {
      title: count(found.articles.length, 'article'),
      hits: found.articles.map(({ id, title }) => ({ text: title, href: `/articles/${id}`, ...plain })),
    },
    {
      title: count(found.sources.length, 'source'),
      hits: found.sources.map(({ id, title }) => ({ text: title, href: `/sources/${id}`, ...plain })),
    },
    {
      title: count(found.speakers.length, 'speaker'),
      hits: found.speakers.map(({ id, name }) => ({ text: name, href: `/speakers/${id}`, ...plain })),
    },
  ];
  return {
    title: 'Search',
    search,
    groups: groups.filter((group) => group.hits.length > 0),
    empty: { text: search ? `Nothing has “${search}” in it.` : 'Type words to look for.', action: null },
  };
}
