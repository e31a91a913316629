import type { ClaimRow } from '../claims/queries.ts';
import {
  count,
  creditCheckChip,
  creditLine,
  flagsOf,
  sourcingMark,
  stageChip,
  statusMark,
  wordsOf,
  lastStoodLine,
  type Flag,
} from '../claims/wording.ts';
import type { SentenceCoverage } from '../core/coverage.ts';
import { locatorOf, notesWithin } from '../core/text/told.ts';
import { shortened } from '../core/history.ts';
import type { Person } from '../core/rights.ts';
import { LINE } from '../core/suggest.ts';
import { REASON_WORDS } from '../core/wording.ts';
import type { Suggestion } from '../suggestions/queries.ts';
import { fieldsOf, form, FRESH, type Refused } from '../web/forms.ts';
import { numberedPager } from '../web/paging.ts';
import type { Act, Chip, Empty, Form, Link, Pager, SentenceMark, SourcingMark, StatusMark } from '../web/parts.ts';
import { clearingForm, clearingsShown, isTicked, type Clearing, type ClearingForm } from './clearing-form.ts';
import { STATE_CODES } from './coverage-bar.ts';
import { inPart, shownAt, type DeskInSight } from './desk.ts';
import type { Article } from './queries.ts';

export interface ClaimList {
  /** "19 claims, 4 suggestions". */
  total: string;
  rows: (ClaimListRow | SuggestionRow | SentenceRow)[];
  empty: Empty;
  pager: Pager | null;
  batch: SuggestionBatch | null;
  /** "Show 4 suggestions that scored low", or leave them out again. */
  scoredLow: Link | null;
  /** Where untouched sentences are listed. */
  clearing: ClearingForm | null;
  clearings: Clearing[];
  /** "Mine 3", "4 suggestions", "1 withdrawn claim": other lists of this article, those there are. */
  others: Link[];
}

/** Accept, in one go, what scores at least as much as was asked. */
export interface SuggestionBatch {
  form: Form;
}

export interface ClaimListRow {
  kind: 'claim';
  /** "claim-7". */
  rowId: string;
  number: number;
  href: string;
  /** "#mark-7", or null where the words are on another page or no longer in the text. */
  markHref: string | null;
  /** Its words, shortened for the list. */
  words: string;
  /** Null when it says no more than the words. */
  statement: string | null;
  /** Where its words last stood, for one that is no longer in the text. */
  stood: string | null;
  status: StatusMark;
  stage: Chip;
  sourcing: SourcingMark;
  /** "Bloomberg News"; null in the article's own voice. */
  credit: Link | null;
  creditCheck: Chip | null;
  /** "2 sources"; null where there is none yet. */
  sources: string | null;
  /** "Needs corroboration", "High risk". */
  flags: Flag[];
}

export interface SuggestionRow {
  kind: 'suggestion';
  /** "suggestion-3". */
  rowId: string;
  markHref: string | null;
  words: string;
  credit: string | null;
  /** "a figure", "names an organisation". */
  reasons: string[];
  /** "0.82". */
  score: string;
  /** "Suggested"; for a dismissed one that and why. */
  state: string;
  /** Null once it is dismissed. */
  editHref: string | null;
  acts: Act[];
}

/** A sentence, listed when the list is asked for sentences in one state of coverage. */
export interface SentenceRow {
  kind: 'sentence';
  rowId: string;
  markHref: string | null;
  words: string;
  state: string;
  newClaimHref: string;
  /** Picks it for what is done with many; null where nothing is. */
  pick: { value: string; label: string; ticked: boolean } | null;
  /** Takes "nothing to check" back. */
  uncleared: Act | null;
}

const ROWS_A_LIST = 200;
/** Each of these may come with a tick, and a form has no more fields than `app.ts` lets in. */
const SENTENCES_A_LIST = 150;

/** The list beside the text. Without a filter it keeps in step with the part of the text that is shown. */
export function claimList(desk: DeskInSight, person: Person, notCleared: Refused | null = null): ClaimList {
  const { article, suggestions, shown, filter, address } = desk;
  const all = leadingOn(rowsShown(desk, notCleared), desk);
  const most = shown.sentences === null ? ROWS_A_LIST : SENTENCES_A_LIST;
  const pages = Math.max(1, Math.ceil(all.length / most));
  const here = Math.min(shown.list, pages);
  const rows = all.slice((here - 1) * most, here * most);
  return {
    total: totalOf(desk, all.length),
    rows,
    clearing:
      shown.sentences === 'untouched'
        ? clearingForm(desk, { listed: all.length, shown: rows.length }, notCleared)
        : null,
    clearings: clearingsShown(desk),
    empty:
      filter.text === null
        ? {
            text: 'No claims here yet. Select words in the text, use the button at a sentence, or type the quotation above.',
            action: null,
          }
        : {
            text: shown.suggestions === 'open' ? 'No suggestion is left.' : 'Nothing fits this filter.',
            action: { text: 'Show all', href: address },
          },
    pager: numberedPager(
      `Page ${here} of ${pages} of the list`,
      here,
      pages,
      (list) => `${shownAt(desk, { part: shown.part, list })}#claims-list`,
    ),
    others: otherLists(desk, person),
    batch: suggestions.length === 0 ? null : batchOf(article, suggestions, shown.suggestions === 'all'),
    scoredLow: scoredLowLink(desk),
  };
}

/** What is listed, counted; without a filter what the article has. */
function totalOf({ shown, filter, standing, suggestions }: DeskInSight, listed: number): string {
  if (shown.sentences !== null) return count(listed, 'sentence');
  if (shown.suggestions === 'open') return count(listed, 'suggestion');
  if (shown.suggestions === 'dismissed') return count(listed, 'dismissed suggestion');
  if (filter.text !== null) return count(listed, 'claim');
  return [count(standing.length, 'claim'), suggestions.length > 0 && count(suggestions.length, 'suggestion')]
    .filter(Boolean)
    .join(', ');
}

/** Whoever decides on a suggestion comes back to where they were: the same list, at the row after it. */
function leadingOn(rows: ClaimList['rows'], { shown }: DeskInSight): ClaimList['rows'] {
  return rows.map((row, index) => {
    if (row.kind !== 'suggestion') return row;
    const back = { suggestions: shown.suggestions, part: shown.part, list: shown.list, next: rows[index + 1]?.rowId };
    const hidden = Object.entries(back).map(([name, value]) => ({ name, value: String(value ?? '') }));
    return { ...row, acts: row.acts.map((act) => ({ ...act, hidden })) };
  });
}

function otherLists(desk: DeskInSight, person: Person): Link[] {
  const { claims, standing, gone, suggestions, dismissed, address } = desk;
  const checkedBy = (who: string | null) => standing.filter((claim) => claim.checkerId === who).length;
  const lists: [n: number, text: (n: number) => string, query: string][] = [
    [gone.length, (n) => `${count(n, 'claim')} no longer in the text`, 'stage=gone'],
    [checkedBy(person.id), (n) => `Mine ${n}`, 'checker=me'],
    [checkedBy(null), (n) => `Unassigned ${n}`, 'checker=none'],
    [suggestions.length, (n) => count(n, 'suggestion'), 'suggestions=open'],
    [dismissed.length, (n) => count(n, 'dismissed suggestion'), 'suggestions=dismissed'],
    [claims.length - standing.length, (n) => count(n, 'withdrawn claim'), 'stage=withdrawn'],
  ];
  return lists.flatMap(([n, text, query]) =>
    n === 0 ? [] : [{ text: text(n), href: `${address}?${query}#claims-list` }],
  );
}

function scoredLowLink({ scoredLow, shown, filter, address }: DeskInSight): Link | null {
  if (scoredLow === 0 || filter.text !== null) return null;
  const few = count(scoredLow, 'suggestion');
  return shown.suggestions === 'all'
    ? { text: `Leave out ${few} that scored low`, href: `${address}#claims-list` }
    : { text: `Show ${few} that scored low`, href: `${address}?suggestions=all#claims-list` };
}

function rowsShown(desk: DeskInSight, notCleared: Refused | null): ClaimList['rows'] {
  const { shown, standing, covered, filter } = desk;
  const rowOf = (claim: ClaimRow) => claimRow(claim, desk);
  if (shown.sentences !== null) {
    const ofKind = (index: number) => shown.kind === null || desk.reading.sentences[index]!.kind === shown.kind;
    return covered.flatMap(({ state }, index) =>
      state === shown.sentences && ofKind(index) ? [sentenceRow(index, desk, notCleared)] : [],
    );
  }
  if (shown.stage === 'withdrawn') return desk.claims.filter((claim) => claim.stage === 'withdrawn').map(rowOf);
  if (shown.stage === 'gone') return desk.gone.map(rowOf);
  if (shown.suggestions === 'dismissed') return desk.dismissed.map((each) => suggestionRow(each, desk.article.id));
  if (shown.suggestions === 'open') return desk.suggestions.map((each) => suggestionRow(each, desk.article.id));
  if (filter.text !== null) return standing.filter(filter.claim).map(rowOf);
  return [...desk.inText, ...desk.suggestions]
    .filter((each) => inPart(desk, each))
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
    .map((each) => ('checkworthiness' in each ? suggestionRow(each, desk.article.id) : rowOf(each)));
}

function claimRow(claim: ClaimRow, desk: DeskInSight): ClaimListRow {
  const [credit] = claim.credits;
  const sourcing = desk.sourcing.get(claim.id)!;
  const inText = claim.stage !== 'withdrawn' && claim.revisionId === desk.article.revisionId;
  const stood = desk.lastStood.get(claim.id);
  return {
    kind: 'claim',
    rowId: `claim-${claim.number}`,
    number: claim.number,
    href: `/claims/${claim.id}`,
    markHref: inPart(desk, claim) && inText ? `#mark-${claim.number}` : null,
    words: wordsOf(claim),
    statement: claim.statement === claim.exact ? null : shortened(claim.statement),
    stood: stood ? lastStoodLine(stood) : null,
    status: statusMark(claim),
    stage: stageChip(claim),
    sourcing: sourcingMark(sourcing),
    credit: credit ? { text: creditLine(claim.credits)!, href: `/speakers/${credit.speakerId}` } : null,
    creditCheck: credit ? creditCheckChip(credit) : null,
    sources:
      claim.evidence.length === 0 ? null : count(new Set(claim.evidence.map((each) => each.sourceId)).size, 'source'),
    flags: [
      ...(inText || claim.stage === 'withdrawn' ? [] : [{ text: 'No longer in the text', grave: true }]),
      ...flagsOf(claim, sourcing, desk.rules, claim.evidence.length > 0),
    ],
  };
}

function suggestionRow(each: Suggestion, articleId: string): SuggestionRow {
  const number = each.position + 1;
  const dismissed = each.state === 'dismissed';
  const act = (label: string, move: string, tone: Act['tone']): Act => ({
    id: `${move}-${number}`,
    action: `/suggestions/${each.id}/${move}`,
    label,
    hidden: [],
    tone,
    describe: `${label}: suggestion ${number}`,
    blockers: [],
  });
  return {
    kind: 'suggestion',
    rowId: `suggestion-${number}`,
    markHref: dismissed ? null : `#suggested-${number}`,
    words: wordsOf(each),
    credit: each.credits.length === 0 ? null : each.credits.map((credit) => credit.speaker).join(', citing '),
    // Whom it is credited to is said already.
    reasons: each.reasons
      .filter((reason) => reason !== 'credited' || each.credits.length === 0)
      .map((reason) => REASON_WORDS[reason]),
    score: each.checkworthiness.toFixed(2),
    state: dismissed ? ['Dismissed', each.dismissedReason].filter(Boolean).join(': ') : 'Suggested',
    editHref: dismissed ? null : `/articles/${articleId}/claims/new?suggestion=${each.id}`,
    acts: dismissed
      ? [act('Take the dismissal back', 'reopening', 'plain')]
      : [act('Accept', 'acceptance', 'main'), act('Dismiss', 'dismissal', 'plain')],
  };
}

function sentenceRow(index: number, desk: DeskInSight, notCleared: Refused | null): SentenceRow {
  const { reading, article } = desk;
  const sentence = reading.sentences[index]!;
  const { state, stateLabel, markHref, uncleared } = sentenceMark(index, desk);
  return {
    kind: 'sentence',
    rowId: `sentence-${index + 1}`,
    markHref: inPart(desk, sentence) ? `#s${index + 1}` : null,
    words: shortened(article.body.slice(sentence.start, sentence.end)),
    state: stateLabel,
    newClaimHref: markHref,
    pick:
      state === 'untouched'
        ? { value: String(index), label: `Sentence ${index + 1}`, ticked: isTicked(index, desk, notCleared) }
        : null,
    uncleared,
  };
}

function batchOf(article: Article, suggestions: Suggestion[], all: boolean): SuggestionBatch {
  const fields = fieldsOf('batch', FRESH);
  return {
    form: form({
      id: 'batch',
      action: `/articles/${article.id}/acceptances`,
      submit: 'Accept all of these',
      parts: [
        fields.number({
          name: 'atLeast',
          label: 'Worth checking, at least',
          hint: all ? 'From 0 to 1; one half is the line. 0 accepts every suggestion.' : 'From 0.5 to 1.',
          required: true,
          value: String(LINE),
          min: all ? 0 : LINE,
          max: 1,
          step: 0.05,
        }),
      ],
    }),
  };
}

/** A sentence as the text shows it, with what was done about it. */
export function sentenceMark(index: number, { reading, covered, article, address, notes }: DeskInSight): SentenceMark {
  const { start, end } = reading.sentences[index]!;
  const coverage = covered[index]!;
  const byPerson = coverage.state === 'nothing_to_check' && coverage.clearance !== null;
  return {
    id: `s${index + 1}`,
    number: index + 1,
    state: STATE_CODES[coverage.state],
    stateLabel: stateInWords(coverage),
    locator: locatorOf(notes, { start, end }),
    start,
    end,
    markHref: `${address}/claims/new?start=${start}&end=${end}`,
    links: notesWithin(notes, { start, end })
      .filter(({ kind }) => kind === 'link')
      .map((note) => ({
        href: note.value,
        text: `“${shortened(article.body.slice(note.start, note.end))}” links to ${new URL(note.value).host}`,
      })),
    uncleared: byPerson
      ? {
          id: `lift-${index + 1}`,
          action: `${address}/clearances/${index}/lifting`,
          label: 'There is something to check',
          hidden: [{ name: 'revisionId', value: article.revisionId }],
          tone: 'plain',
          describe: `There is something to check in sentence ${index + 1}`,
          blockers: [],
        }
      : null,
  };
}

function stateInWords(coverage: SentenceCoverage): string {
  switch (coverage.state) {
    case 'has_claims':
      return count(coverage.claims, 'claim');
    case 'nothing_to_check':
      return `Nothing to check: ${coverage.why.replace(/\.$/, '')}. Said by ${coverage.clearance?.who ?? 'the reading of the text'}`;
    case 'untouched':
      return 'Untouched';
  }
}
