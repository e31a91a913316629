import { count } from '../claims/wording.ts';
import type { Empty, HistoryLine, Link, Pager } from '../web/parts.ts';
import { cursorPager } from '../web/paging.ts';
import { view } from '../web/render.ts';
import type { ChainHead, HistorySlice } from './queries.ts';
import { historyLines } from './wording.ts';

/** views/history/show.ejs */
export interface HistoryPage {
  title: string;
  /** What this is the history of; null for the whole desk. */
  about: Link | null;
  lines: HistoryLine[];
  /** How many entries the chain has and the hash of its newest. */
  head: { entries: string; hash: string };
  empty: Empty;
  pager: Pager | null;
}

export const historyView = view<HistoryPage>('history/show');

export function historyPage(
  slice: HistorySlice,
  head: ChainHead,
  about: Link | null,
  address: string,
  paged: boolean,
): HistoryPage {
  const { olderBefore, entries } = slice;
  return {
    title: about ? `History of ${about.text}` : 'History',
    about,
    lines: historyLines(slice),
    head: { entries: count(head.length, 'entry', 'entries'), hash: head.hash },
    empty: { text: 'Nothing has happened yet.', action: null },
    pager: cursorPager(address, {}, { text: `${entries.length} entries`, cursor: 'before', next: olderBefore, paged }),
  };
}
