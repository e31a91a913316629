import type { Article } from '../articles/queries.ts';
import { count } from '../claims/wording.ts';
import { OUTCOMES, wordDiff, type DiffRun, type Outcome } from '../core/anchor.ts';
import { shortened } from '../core/history.ts';
import { CHANGE_WORDS, OUTCOME_WORDS } from '../core/wording.ts';
import { fieldsOf, form, problemsOf, shownAgain, type Refused } from '../web/forms.ts';
import { cursorPager } from '../web/paging.ts';
import type { Chip, Form, Link, Pager, Problems } from '../web/parts.ts';
import { view } from '../web/render.ts';
import type { Follow, Revision, RevisionRow } from './queries.ts';

/** views/revisions/list.ejs */
export interface RevisionListPage {
  title: string;
  article: Link;
  newHref: string;
  revisions: { name: string; href: string; who: string; at: string; outcomes: Chip[] }[];
  pager: Pager | null;
}

/** views/revisions/new.ejs */
export interface RevisionNewPage {
  title: string;
  article: Link;
  problems: Problems | null;
  form: Form;
}

/** views/revisions/show.ejs */
export interface RevisionPage {
  title: string;
  article: Link;
  who: string;
  at: string;
  sha256: string;
  previousHref: string | null;
  nextHref: string | null;
  /** Null for the first, which changes nothing. */
  compared: { title: string; runs: TextRun[] } | null;
  claimsTitle: string;
  /** What a person has to look at: changed, gone, in more than one place. */
  claims: FollowRow[];
  /** "18 claims stand as they stood", and which. */
  kept: { title: string; claims: FollowRow[] } | null;
}

/** A stretch of text that stayed, went or came; a long one that stayed is cut in its middle. */
export interface TextRun {
  kind: DiffRun['kind'];
  text: string;
}

export interface FollowRow {
  claim: Link;
  outcome: Chip;
  words: string;
  changes: { kind: string; was: string; is: string }[];
}

export const revisionListView = view<RevisionListPage>('revisions/list');
export const revisionNewView = view<RevisionNewPage>('revisions/new');
export const revisionView = view<RevisionPage>('revisions/show');

const linkTo = ({ id, title }: Pick<Article, 'id' | 'title'>): Link => ({ text: title, href: `/articles/${id}` });

const chipOf = (outcome: Outcome): Chip => ({ code: outcome, label: OUTCOME_WORDS[outcome] });

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

export function revisionNewPage(article: Article, refused: Refused | null = null): RevisionNewPage {
  const fields = fieldsOf('revision', shownAgain(refused));
  const made = form({
    id: 'revision-form',
    action: `/articles/${article.id}/revisions`,
    submit: 'Bring in the revision',
    multipart: true,
    hidden: { revisionId: article.revisionId },
    parts: [
      fields.text({
        name: 'body',
        label: 'New text',
        hint: 'The whole text as it is now. Every claim is looked for in it; the old text stays as it was.',
        rows: 16,
        reading: true,
        value: article.body,
      }),
      fields.file({
        name: 'file',
        label: 'Text file',
        hint: 'Text, Markdown, HTML, Word (.docx) or PDF. Taken in place of the text above.',
        accept: '.txt,.md,.html,.htm,.docx,.pdf,text/plain',
      }),
    ],
  });
  return {
    title: `New revision of ${article.title}`,
    article: linkTo(article),
    problems: refused ? problemsOf(made, refused.refusal) : null,
    form: made,
  };
}

export function revisionPage(
  article: Article,
  revision: Revision,
  before: Revision | null,
  followed: Follow[],
): RevisionPage {
  const address = `/articles/${article.id}/revisions`;
  const kept = followed.filter(isKept);
  return {
    title: `Revision ${revision.number} of ${article.title}`,
    article: linkTo(article),
    who: revision.broughtInBy,
    at: revision.broughtInAt.toISOString(),
    sha256: revision.sha256,
    previousHref: before && `${address}/${before.number}`,
    nextHref: revision.number < article.revision ? `${address}/${revision.number + 1}` : null,
    compared: before && {
      title: `Changes since revision ${before.number}`,
      runs: runsOf(before.body, revision.body),
    },
    claimsTitle: before
      ? `How ${count(followed.length, 'claim')} fared`
      : 'No claims were followed into the first revision',
    claims: followed.filter((each) => !isKept(each)).map(followRow),
    kept:
      kept.length === 0
        ? null
        : { title: `${count(kept.length, 'claim')} with the same words as before`, claims: kept.map(followRow) },
  };
}

const isKept = ({ outcome }: Follow): boolean => outcome === 'same' || outcome === 'moved';

const followRow = (each: Follow): FollowRow => ({
  claim: { text: `Claim ${each.claimNumber}`, href: `/claims/${each.claimId}` },
  outcome: chipOf(each.outcome),
  words: shortened(each.exact),
  changes: each.changes.map(({ kind, was, is }) => ({ kind: CHANGE_WORDS[kind], was, is })),
});

/** UTF-16 units shown on either side of a change. */
const AROUND = 400;

function runsOf(before: string, after: string): TextRun[] {
  return wordDiff(before, after).map((run) => {
    if (run.kind === 'removed') return { kind: run.kind, text: before.slice(run.beforeStart, run.beforeEnd) };
    const text = after.slice(run.afterStart, run.afterEnd);
    return { kind: run.kind, text: run.kind === 'same' ? shortenedInTheMiddle(text) : text };
  });
}

function shortenedInTheMiddle(text: string): string {
  if (text.length <= 2 * AROUND + 100) return text;
  return `${text.slice(0, AROUND).toWellFormed()} … ${text.slice(-AROUND).toWellFormed()}`;
}
