import type { Empty, HistoryLine, Link, Pager } from '../web/parts.ts';
import { cursorPager } from '../web/paging.ts';
import { view } from '../web/render.ts';
import type { HistorySlice } from './queries.ts';
import { historyLines } from './wording.ts';

/** views/history/show.ejs */
export interface HistoryPage {
  title: string;
  /** What this is the history of; null for the whole desk. */
  about: Link | null;
  lines: HistoryLine[];
  empty: Empty;
  pager: Pager | null;
}

export const historyView = view<HistoryPage>('history/show');

export function historyPage(slice: HistorySlice, about: Link | null, address: string, paged: boolean): HistoryPage {
  const { olderBefore, entries } = slice;
  return {
    title: about ? `History of ${about.text}` : 'History',
    about,
    lines: historyLines(slice),
    empty: { text: 'Nothing has happened yet.', action: null },
    pager: cursorPager(address, {}, { text: `${entries.length} entries`, cursor: 'before', next: olderBefore, paged }),
  };
}
