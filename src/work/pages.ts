import { count, stageChip, statusMark, wordsOf } from '../claims/wording.ts';
import { may, type Person } from '../core/rights.ts';
import { addressOf, numberedPager } from '../web/paging.ts';
import type { Act, Chip, Empty, Link, Pager, StatusMark } from '../web/parts.ts';
import { view } from '../web/render.ts';
import { WORK_A_PAGE, WORK_LISTS, type WorkList, type WorkRow, type WorkSlice } from './queries.ts';

/** views/work/show.ejs */
export interface WorkPage {
  title: string;
  lists: { text: string; href: string; current: boolean }[];
  /** What other people's questions wait for. */
  queries: Link | null;
  articles: { article: Link; rows: WorkPageRow[] }[];
  empty: Empty;
  pager: Pager | null;
}

export interface WorkPageRow {
  number: number;
  href: string;
  words: string;
  status: StatusMark;
  stage: Chip;
  checker: string | null;
  take: Act | null;
}

export const workView = view<WorkPage>('work/show');

const LISTS: Record<WorkList, { text: string; empty: string }> = {
  mine: { text: 'Mine', empty: 'You are checking nothing now.' },
  waiting: { text: 'Waiting for my sign-off', empty: 'Nothing waits for your sign-off.' },
  recheck: { text: 'Needs re-check', empty: 'No claim needs re-check.' },
  unassigned: { text: 'Unassigned', empty: 'Every claim is somebody’s.' },
};

export function workPage({ rows, totals, queries }: WorkSlice, list: WorkList, page: number, person: Person): WorkPage {
  const pages = Math.max(1, Math.ceil(totals[list] / WORK_A_PAGE));
  const byArticle = new Map<string, WorkPage['articles'][number]>();
  for (const row of rows) {
    const known = byArticle.get(row.articleId) ?? {
      article: { text: row.article, href: `/articles/${row.articleId}` },
      rows: [],
    };
    byArticle.set(row.articleId, known);
    known.rows.push(pageRow(row, list, person));
  }
  return {
    title: 'Work',
    lists: WORK_LISTS.filter((each) => each !== 'waiting' || may(person, 'review')).map((each) => ({
      text: `${LISTS[each].text} ${totals[each].toLocaleString('en')}`,
      href: `/work?list=${each}`,
      current: each === list,
    })),
    queries:
      queries === 0
        ? null
        : { text: `${count(queries, 'query', 'queries')} for you to answer`, href: '/author-queries' },
    articles: [...byArticle.values()],
    empty: { text: LISTS[list].empty, action: { text: 'To the articles', href: '/articles' } },
    pager: numberedPager(`Page ${page} of ${pages}`, page, pages, (to) => addressOf('/work', { list, page: to })),
  };
}

function pageRow(row: WorkRow, list: WorkList, person: Person): WorkPageRow {
  const { id, number, version } = row;
  return {
    number,
    href: `/claims/${id}`,
    words: wordsOf(row),
    status: statusMark(row),
    stage: stageChip(row),
    checker: list === 'mine' ? null : row.checker,
    take:
      list === 'unassigned' && may(person, 'annotate')
        ? {
            id: `take-${id}`,
            action: `/claims/${id}/checker`,
            label: 'Take',
            hidden: [{ name: 'version', value: String(version) }],
            tone: 'plain',
            describe: `Take claim ${number}`,
            blockers: [],
          }
        : null,
  };
}
