import type { Article } from '../articles/queries.ts';
import { count } from '../claims/wording.ts';
import { OUTCOMES, type Outcome } from '../core/anchor.ts';
import type { ComparedRow } from '../core/comparison.ts';
import { shortened } from '../core/history.ts';
import { CHANGE_WORDS, OUTCOME_WORDS } from '../core/wording.ts';
import type { Draft } from '../drafts/queries.ts';
import { fetchForm, isFetch } from '../drafts/wording.ts';
import { fieldsOf, form, problemsOf, shownAgain, type Refused } from '../web/forms.ts';
import { barRow } from '../web/bar.ts';
import { addressOf, cursorPager, numberedPager } from '../web/paging.ts';
import type { SnapshotRow } from '../snapshots/queries.ts';
import type { CoverageRow, Field, Form, Link, Mark, Pager, Problems } from '../web/parts.ts';
import { view } from '../web/render.ts';
import { comparedItems, pagesOfComparison, type ComparedItem } from './compared.ts';
import type { Follow, Revision, RevisionRow } from './queries.ts';

/** views/revisions/list.ejs */
export interface RevisionListPage {
  title: string;
  article: Link;
  newHref: string;
  revisions: { name: string; href: string; who: string; at: string; outcomes: Mark[] }[];
  pager: Pager | null;
}

/** views/revisions/new.ejs */
export interface RevisionNewPage {
  title: string;
  article: Link;
  problems: Problems | null;
  /** What was found in what came, where something came. */
  found: { text: string; remarks: string[] } | null;
  fetch: Form | null;
  form: Form;
}

/** views/revisions/show.ejs */
export interface RevisionPage {
  title: string;
  name: string;
  article: Link;
  who: string;
  at: string;
  sha256: string;
  /** The page or file that it was brought in from, as it came; null where it was pasted. */
  came: Link | null;
  previousHref: string | null;
  nextHref: string | null;
  /** How the claims fared, each number leading to them; null for the first revision, into which none was followed. */
  fared: CoverageRow | null;
  /** "Re-check 3 claims". */
  recheck: Link | null;
  /** The claims in one outcome, or those that somebody has to look at. */
  claims: { title: string; rows: FollowRow[]; none: string; pager: Pager | null };
  /** Null for the first, which changes nothing. */
  compared: ComparedPart | null;
}

export interface ComparedPart {
  title: string;
  /** Side by side, one text: the one shown has no address. */
  views: { text: string; href: string | null }[];
  /** Shown side by side where there is room for it; else in one text. */
  beside: boolean;
  columns: [before: string, after: string];
  items: ComparedItem[];
  pager: Pager | null;
}

export interface FollowRow {
  claim: Link;
  outcome: Mark;
  words: string;
  changes: { kind: string; was: string; is: string }[];
}

export const revisionListView = view<RevisionListPage>('revisions/list');
export const revisionNewView = view<RevisionNewPage>('revisions/new');
export const revisionView = view<RevisionPage>('revisions/show');

const linkTo = ({ id, title }: Pick<Article, 'id' | 'title'>): Link => ({ text: title, href: `/articles/${id}` });

const markOf = (outcome: Outcome): Mark => ({ code: outcome, label: OUTCOME_WORDS[outcome] });

export function revisionListPage(
  article: Article,
  { rows, next }: { rows: RevisionRow[]; next: number | null },
  paged: boolean,
): RevisionListPage {
  const address = `/articles/${article.id}/revisions`;
  return {
    title: `Revisions of ${article.title}`,
    article: linkTo(article),
    newHref: `${address}/new`,
    revisions: rows.map((row) => ({
      name: `Revision ${row.number}`,
      href: `${address}/${row.number}`,
      who: row.broughtInBy,
      at: row.broughtInAt.toISOString(),
      outcomes: OUTCOMES.flatMap((outcome) => {
        const many = row.outcomes[outcome] ?? 0;
        return many === 0 ? [] : [{ code: outcome, label: `${many} ${OUTCOME_WORDS[outcome].toLowerCase()}` }];
      }),
    })),
    pager: cursorPager(address, {}, { text: count(rows.length, 'revision'), cursor: 'below', next, paged }),
  };
}

export function revisionNewPage(
  article: Article,
  draft: (Draft & { id: string }) | null,
  refused: Refused | null = null,
): RevisionNewPage {
  const fetched = refused !== null && isFetch(refused);
  const action = `/articles/${article.id}/revisions`;
  const hidden = { revisionId: article.revisionId };
  const fetch = fetchForm(action, fetched ? refused : null, { address: article.address, hidden });
  const fields = fieldsOf('revision', shownAgain(fetched ? null : refused));
  const made = form({
    id: 'revision-form',
    action,
    submit: 'Bring in the revision',
    multipart: true,
    hidden: { ...hidden, ...(draft && { draft: draft.id }) },
    parts: [
      fields.text({
        name: 'body',
        label: 'New text',
        hint: 'The whole text as it is now. Every claim is looked for in it; the old text stays as it was.',
        rows: 16,
        reading: true,
        value: draft?.found.body ?? article.body,
      }),
      ...(draft ? [] : [fileField(fields)]),
    ],
  });
  return {
    title: `New revision of ${article.title}`,
    article: linkTo(article),
    problems: refused && problemsOf(fetched ? fetch : made, refused.refusal),
    found: draft && { text: 'This was found. Correct what is wrong, then bring it in.', remarks: draft.found.remarks },
    fetch: draft ? null : fetch,
    form: made,
  };
}

function fileField(fields: ReturnType<typeof fieldsOf>): Field {
  return fields.file({
    name: 'file',
    label: 'Text file',
    hint: 'Text, Markdown, HTML, Word (.docx) or PDF. Taken in place of the text above.',
    accept: '.txt,.md,.html,.htm,.docx,.pdf,text/plain',
  });
}

/** What of a revision's page is asked for. */
export interface RevisionShown {
  outcome: Outcome | null;
  view: 'beside' | 'inline';
  list: number;
  part: number;
}

/** A revision held against the one before. */
export interface ComparedRevision {
  article: Article;
  revision: Revision;
  before: Revision | null;
  /** What it was brought in from; null where it was pasted. */
  came: SnapshotRow | null;
  rows: ComparedRow[];
  followed: Follow[];
  /** How many claims of the article wait for another look now. */
  rechecks: number;
}

const CLAIMS_A_PAGE = 50;

export function revisionPage(found: ComparedRevision, shown: RevisionShown): RevisionPage {
  const { article, revision, before, came, followed, rechecks } = found;
  const address = `/articles/${article.id}/revisions`;
  const newest = revision.number === article.revision;
  return {
    title: `Revision ${revision.number} of ${article.title}`,
    name: `Revision ${revision.number}`,
    article: linkTo(article),
    who: revision.broughtInBy,
    at: revision.broughtInAt.toISOString(),
    sha256: revision.sha256,
    came: came && { text: came.name || came.finalAddress, href: `/snapshots/${came.id}` },
    previousHref: revision.number > 1 ? `${address}/${revision.number - 1}` : null,
    nextHref: newest ? null : `${address}/${revision.number + 1}`,
    fared: before && followed.length > 0 ? faredBar(found, shown) : null,
    recheck:
      newest && rechecks > 0
        ? { text: `Re-check ${count(rechecks, 'claim')}`, href: `/articles/${article.id}/rechecks` }
        : null,
    claims: claimsPart(found, shown),
    compared: before && comparedPart(found, before, shown),
  };
}

const shownAt = ({ article, revision }: ComparedRevision, shown: RevisionShown, other: Partial<RevisionShown>) => {
  const { outcome, view, list, part } = { ...shown, ...other };
  return addressOf(`/articles/${article.id}/revisions/${revision.number}`, {
    outcome,
    view: view === 'inline' ? view : null,
    list: list > 1 ? list : null,
    part: part > 1 ? part : null,
  });
};

function faredBar(found: ComparedRevision, shown: RevisionShown): CoverageRow {
  const { followed } = found;
  const many = (outcome: Outcome) => followed.filter((each) => each.outcome === outcome).length;
  const all = shownAt(found, shown, { outcome: null, list: 1 });
  return barRow({ label: 'Claims', total: followed.length, href: all, kind: 'status' }, OUTCOMES, many, (outcome) => ({
    ...markOf(outcome),
    href: `${shownAt(found, shown, { outcome, list: 1 })}#fared`,
    current: shown.outcome === outcome,
  }));
}

function claimsPart(found: ComparedRevision, shown: RevisionShown): RevisionPage['claims'] {
  const { followed, before } = found;
  const { outcome } = shown;
  const chosen = followed.filter((each) => (outcome === null ? !isKept(each) : each.outcome === outcome));
  const pages = Math.max(1, Math.ceil(chosen.length / CLAIMS_A_PAGE));
  const here = Math.min(shown.list, pages);
  return {
    title: outcome === null ? 'To look at' : OUTCOME_WORDS[outcome],
    rows: chosen.slice((here - 1) * CLAIMS_A_PAGE, here * CLAIMS_A_PAGE).map(followRow),
    none:
      before === null
        ? 'The first revision. Claims are followed from here.'
        : followed.length === 0
          ? 'There was no claim to follow.'
          : 'Every claim has its words as before.',
    pager: numberedPager(
      `${count(chosen.length, 'claim')}, page ${here} of ${pages}`,
      here,
      pages,
      (list) => `${shownAt(found, shown, { list })}#fared`,
    ),
  };
}

function comparedPart(found: ComparedRevision, before: Revision, shown: RevisionShown): ComparedPart {
  const { revision, rows, followed } = found;
  const pages = pagesOfComparison(rows);
  const here = Math.min(shown.part, Math.max(1, pages.length));
  const viewOf = (view: RevisionShown['view'], text: string) => ({
    text,
    href: shown.view === view ? null : `${shownAt(found, shown, { view })}#compared`,
  });
  return {
    title: `Changes since revision ${before.number}`,
    views: [viewOf('beside', 'Side by side'), viewOf('inline', 'One text')],
    beside: shown.view === 'beside',
    columns: [`Revision ${before.number}`, `Revision ${revision.number}`],
    items: comparedItems(pages[here - 1] ?? [], { before: before.body, after: revision.body, claims: followed }),
    pager: numberedPager(
      `Part ${here} of ${pages.length} of the changes`,
      here,
      pages.length,
      (part) => `${shownAt(found, shown, { part })}#compared`,
    ),
  };
}

const isKept = ({ outcome }: Follow): boolean => outcome === 'same' || outcome === 'moved';

const followRow = (each: Follow): FollowRow => ({
  claim: { text: `Claim ${each.claimNumber}`, href: `/claims/${each.claimId}` },
  outcome: markOf(each.outcome),
  words: shortened(each.exact),
  changes: each.changes.map(({ kind, was, is }) => ({ kind: CHANGE_WORDS[kind], was, is })),
});
