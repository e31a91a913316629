import { count } from '../claims/wording.ts';
import { HISTORY_THINGS } from '../core/history-things.ts';
import { HISTORY_THING_WORDS } from '../core/wording.ts';
import { choicesOf, fieldsOf, form, group, shownAgain } from '../web/forms.ts';
import type { Empty, Form, HistoryLine, Link, Pager } from '../web/parts.ts';
import { cursorPager } from '../web/paging.ts';
import { view } from '../web/render.ts';
import type { ChainHead, HistoryFilter, HistorySlice } from './queries.ts';
import { historyLines } from './wording.ts';

/** views/history/show.ejs */
export interface HistoryPage {
  title: string;
  /** What this is the history of; null for the whole desk. */
  about: Link | null;
  filter: Form | null;
  filtered: boolean;
  lines: HistoryLine[];
  /** How many entries the chain has and the hash of its newest. */
  head: { entries: string; hash: string };
  empty: Empty;
  pager: Pager | null;
}

export const historyView = view<HistoryPage>('history/show');

/** What may be looked for in a history; a list that is null is not offered. */
export interface Offered {
  people: readonly { id: string; name: string }[] | null;
  claims: boolean;
  /** The chain of the desk apart from its articles. */
  desk: boolean;
}

export interface HistoryShown {
  slice: HistorySlice;
  head: ChainHead;
  about: Link | null;
  /** Of the page. */
  address: string;
  paged: boolean;
  filter: HistoryFilter;
  /** Null where nothing is looked for. */
  offered: Offered | null;
}

export function historyPage({ slice, head, about, address, paged, filter, offered }: HistoryShown): HistoryPage {
  const { olderBefore, entries } = slice;
  const query = Object.fromEntries(
    Object.entries(filter).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]])),
  );
  const filtered = Object.keys(query).length > 0;
  return {
    title: about ? `History of ${about.text}` : 'History',
    about,
    filter: offered && filterForm(address, filter, offered),
    filtered,
    lines: historyLines(slice),
    head: { entries: count(head.length, 'entry', 'entries'), hash: head.hash },
    empty: filtered
      ? { text: 'Nothing of that has happened.', action: { text: 'All of the history', href: address } }
      : { text: 'Nothing has happened yet.', action: null },
    pager: cursorPager(address, query, {
      text: `${entries.length} entries`,
      cursor: 'before',
      next: olderBefore,
      paged,
    }),
  };
}

function filterForm(address: string, { thing, by, claim, of }: HistoryFilter, { people, claims, desk }: Offered): Form {
  const field = fieldsOf('history', shownAgain(null));
  const all = { value: '', label: 'Everything', hint: null, mark: null, blocked: null };
  const select = { kind: 'select' } as const;
  return form({
    id: 'history',
    action: address,
    method: 'get',
    submit: 'Show',
    parts: [
      group('What to show', [
        field.choice({
          ...select,
          name: 'thing',
          label: 'About',
          value: thing ?? '',
          choices: [all, ...choicesOf(HISTORY_THINGS, (code) => HISTORY_THING_WORDS[code])],
        }),
        ...(people === null
          ? []
          : [
              field.choice({
                ...select,
                name: 'by',
                label: 'By',
                value: by ?? '',
                choices: [
                  { ...all, label: 'Everybody' },
                  ...people.map(({ id, name }) => ({ ...all, value: id, label: name })),
                ],
              }),
            ]),
        ...(claims
          ? [field.line({ name: 'claim', label: 'Claim number', value: claim === null ? '' : String(claim) })]
          : []),
        ...(desk
          ? [
              field.choice({
                ...select,
                name: 'of',
                label: 'Of',
                value: of ?? '',
                choices: [
                  { ...all, label: 'Articles and the desk' },
                  { ...all, value: 'desk', label: 'The desk alone' },
                ],
              }),
            ]
          : []),
      ]),
    ],
  });
}
