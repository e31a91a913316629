import type { Article } from '../articles/queries.ts';
import { statusMark, wordsOf } from '../claims/wording.ts';
import { byKey } from '../db/rows.ts';
import { historyLines } from '../history/wording.ts';
import { cursorPager } from '../web/paging.ts';
import type { Act, Empty, HistoryLine, Link, Pager, StatusMark } from '../web/parts.ts';
import { view } from '../web/render.ts';
import type { News } from './queries.ts';
import { thingsInWords } from './wording.ts';

/** views/visits/show.ejs */
export interface VisitPage {
  title: string;
  article: Link;
  /** Null where nothing is new. */
  total: string | null;
  seenAt: string | null;
  markSeen: Act | null;
  /** What happened to the article itself, newest first. */
  lines: HistoryLine[];
  claims: ClaimNews[];
  empty: Empty;
  pager: Pager | null;
}

/** What happened to one claim, newest first, and how it stands now. */
export interface ClaimNews {
  id: string;
  claim: Link;
  words: string;
  status: StatusMark;
  lines: HistoryLine[];
}

export const visitView = view<VisitPage>('visits/show');

export function visitPage(article: Article, news: News | null, paged: boolean): VisitPage {
  const href = `/articles/${article.id}`;
  const address = `${href}/visits`;
  const entries = news?.entries ?? [];
  const ofClaim = byKey(entries, ({ claimId }) => claimId);
  const linesOf = (claimId: string | null) =>
    historyLines({ entries: ofClaim.get(claimId) ?? [], names: news?.names ?? {}, olderBefore: null });
  const isNew = news !== null && news.total > 0;
  return {
    title: 'Since you last looked',
    article: { text: article.title, href },
    total: isNew ? thingsInWords(news.total) : null,
    seenAt: news?.seenAt.toISOString() ?? null,
    markSeen: isNew
      ? {
          id: 'mark-seen',
          action: address,
          label: 'Mark all as seen',
          hidden: [{ name: 'upTo', value: String(news.upTo) }],
          tone: 'main',
          describe: null,
          blockers: [],
        }
      : null,
    lines: linesOf(null),
    claims: (news?.claims ?? []).map((claim) => ({
      id: `news-${claim.number}`,
      claim: { text: `Claim ${claim.number}`, href: `/claims/${claim.id}` },
      words: wordsOf(claim),
      status: statusMark(claim),
      lines: linesOf(claim.id).map((line) => ({ ...line, href: null })),
    })),
    empty: { text: 'Nothing new since you last looked.', action: { text: 'Back to the article', href } },
    pager: cursorPager(
      address,
      {},
      { text: `${entries.length} shown`, cursor: 'before', next: news?.olderBefore ?? null, paged },
    ),
  };
}
