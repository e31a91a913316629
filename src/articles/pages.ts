import { fieldsOf, form, group, problemsOf, shownAgain, staleOf, type Refused } from '../web/forms.ts';
import { addressOf, cursorPager } from '../web/paging.ts';
import { view } from '../web/render.ts';
import type {
  Chip,
  CoverageRow,
  Empty,
  Field,
  Form,
  Link,
  Pager,
  Problems,
  SourcingMark,
  Stale,
} from '../web/parts.ts';
import { count, levelMark } from '../claims/wording.ts';
import { ARTICLE_STATE_WORDS } from '../core/wording.ts';
import { Refusal } from '../core/refusal.ts';
import { may, type Person } from '../core/rights.ts';
import { SOURCING_LEVELS, type SourcingLevel } from '../core/sourcing.ts';
import type { Draft } from '../drafts/queries.ts';
import { fetchForm, isFetch } from '../drafts/wording.ts';
import { creditOf } from './article-page.ts';
import { filledIn } from './parse.ts';
import { statusBar } from './coverage-bar.ts';
import type { Article, ArticleRow, ArticleSlice } from './queries.ts';

/** views/articles/list.ejs */
export interface ArticleListPage {
  title: string;
  /** "12 articles". */
  total: string;
  newHref: string;
  /** The archive, or back from it. */
  otherList: Link;
  /** Narrows the list to articles with claims that are sourced so; the current one leads back to all. */
  levels: { mark: SourcingMark; href: string; current: boolean }[];
  articles: ArticleListRow[];
  empty: Empty;
  pager: Pager | null;
}

export interface ArticleListRow {
  title: string;
  href: string;
  /** "By Ana Ruiz", "The Ledger", "14 June 2013": those there are. */
  credit: string[];
  revision: string;
  state: Chip;
  dueOn: string | null;
  claims: number;
  noSource: number;
  noSourceHref: string;
  /** The claims by status, as a small bar. */
  statuses: CoverageRow;
  broughtInAt: string;
}

/** views/articles/new.ejs */
export interface ArticleNewPage {
  title: string;
  problems: Problems | null;
  /** What was found in what came, where something came. */
  found: { text: string; remarks: string[] } | null;
  fetch: Form | null;
  form: Form;
}

/** views/articles/edit.ejs */
export interface ArticleEditPage {
  title: string;
  article: Link;
  problems: Problems | null;
  stale: Stale | null;
  form: Form;
  /** For those who may erase. */
  erase: Link | null;
}

export const articleListView = view<ArticleListPage>('articles/list');
export const articleNewView = view<ArticleNewPage>('articles/new');
export const articleEditView = view<ArticleEditPage>('articles/edit');

export function articleListPage(
  { rows, total, next }: ArticleSlice,
  {
    search,
    paged,
    archive,
    sourcing,
  }: { search: string; paged: boolean; archive: boolean; sourcing: SourcingLevel | null },
): ArticleListPage {
  return {
    title: archive ? 'Archive' : 'Articles',
    otherList: archive
      ? { text: 'Articles on the desk', href: '/articles' }
      : { text: 'Archive', href: '/articles?archive=1' },
    total: count(total, 'article'),
    newHref: '/articles/new',
    // An empty desk has nothing to choose from.
    levels: (total === 0 && !search && !sourcing ? [] : SOURCING_LEVELS).map((level) => ({
      mark: levelMark(level),
      href: addressOf('/articles', {
        q: search,
        archive: archive ? '1' : null,
        sourcing: level === sourcing ? null : level,
      }),
      current: level === sourcing,
    })),
    articles: rows.map((row) => articleRow(row, sourcing)),
    empty: {
      text:
        search || sourcing
          ? 'No article fits.'
          : archive
            ? 'Nothing is archived.'
            : 'No articles yet. One is brought in by its address, by pasting its text or from a file.',
      action: archive ? null : { text: 'Bring in an article', href: '/articles/new' },
    },
    pager: cursorPager(
      '/articles',
      { q: search, archive: archive ? '1' : '', sourcing: sourcing ?? '' },
      {
        text: `${count(rows.length, 'article')} of ${total}`,
        cursor: 'after',
        next,
        paged,
      },
    ),
  };
}

function articleRow(row: ArticleRow, sourcing: SourcingLevel | null): ArticleListRow {
  const href = `/articles/${row.id}`;
  return {
    title: row.title,
    href: addressOf(href, { sourcing }),
    credit: creditOf(row),
    revision: `Revision ${row.revision}`,
    state: { code: row.state, label: ARTICLE_STATE_WORDS[row.state] },
    dueOn: row.state === 'draft' || row.state === 'in_check' ? row.dueOn : null,
    claims: row.claims.total,
    noSource: row.claims.unsourced,
    noSourceHref: `${href}?source=none`,
    statuses: statusBar(row.claims.counted, href, null),
    broughtInAt: row.createdAt.toISOString(),
  };
}

export function articleNewPage(refused: Refused | null = null, draftId: string | null = null): ArticleNewPage {
  const fetched = refused !== null && isFetch(refused);
  const fetch = fetchForm('/articles', fetched ? refused : null);
  const fields = fieldsOf('article', shownAgain(fetched ? null : refused));
  const made = form({
    id: 'article',
    action: '/articles',
    submit: 'Bring it in',
    multipart: true,
    hidden: draftId === null ? {} : { draft: draftId },
    parts: [
      fields.text({
        name: 'body',
        label: 'Text',
        ...(draftId === null && {
          hint: 'Paste the whole text, paragraphs set apart by empty lines. Or choose a file below.',
        }),
        rows: 14,
        reading: true,
      }),
      ...(draftId === null ? [fileField(fields)] : []),
      group('About the article', [
        fields.line({ name: 'title', label: 'Title', hint: 'Left empty, the first line of the text is taken.' }),
        ...articleFields(fields),
      ]),
    ],
  });
  return {
    title: 'Bring in an article',
    problems: refused && problemsOf(fetched ? fetch : made, refused.refusal),
    found: null,
    fetch,
    form: made,
  };
}

/** What was found on a page or in a file, to be corrected; what was typed before counts for more. */
export function articleDraftPage(draftId: string, { typed, found }: Draft, refused: Refused | null): ArticleNewPage {
  const about = filledIn(typed, found);
  const body = { draft: draftId, body: found.body, ...about, publishedOn: about.publishedOn ?? '' };
  const page = articleNewPage(refused ?? { refusal: new Refusal('invalid', ''), body }, draftId);
  return {
    ...page,
    problems: refused && page.problems,
    fetch: null,
    found: {
      text: 'This was found. Correct what is wrong, then bring it in. Nothing is stored yet.',
      remarks: found.remarks,
    },
  };
}

function fileField(fields: ReturnType<typeof fieldsOf>): Field {
  return fields.file({
    name: 'file',
    label: 'Text file',
    hint: 'Text, Markdown, HTML, Word (.docx) or PDF. Used when no text is pasted; you see what is found in it first.',
    accept: '.txt,.md,.html,.htm,.docx,.pdf,text/plain',
  });
}

function articleFields(fields: ReturnType<typeof fieldsOf>, article?: Article): Field[] {
  return [
    fields.line({ name: 'byline', label: 'Byline', value: article?.byline ?? '' }),
    fields.line({ name: 'publication', label: 'Publication', value: article?.publication ?? '' }),
    fields.line({ name: 'publishedOn', label: 'Date', kind: 'date', value: article?.publishedOn ?? '' }),
    fields.line({ name: 'address', label: 'Address', kind: 'url', value: article?.address ?? '' }),
  ];
}

export function articleEditPage(article: Article, person: Person, refused: Refused | null = null): ArticleEditPage {
  const fields = fieldsOf('article', shownAgain(refused));
  const made = form({
    id: 'article',
    action: `/articles/${article.id}/amendments`,
    submit: 'Save',
    hidden: { version: article.version },
    parts: [
      fields.line({ name: 'title', label: 'Title', required: true, value: article.title }),
      ...articleFields(fields, article),
    ],
  });
  return {
    title: `Edit ${article.title}`,
    article: { text: article.title, href: `/articles/${article.id}` },
    problems: refused && refused.refusal.reason !== 'stale' ? problemsOf(made, refused.refusal) : null,
    stale:
      refused?.refusal.reason === 'stale'
        ? staleOf(refused, made, {
            title: article.title,
            byline: article.byline,
            publication: article.publication,
            publishedOn: article.publishedOn ?? '',
            address: article.address,
          })
        : null,
    form: made,
    erase: may(person, 'erase') ? { text: 'Erase this article…', href: `/articles/${article.id}/erasing` } : null,
  };
}
