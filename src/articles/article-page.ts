import { countedAs, type CountedStatus } from '../core/check.ts';
import {
  countCoverage,
  COVERAGE_STATES,
  coverageOf,
  nextUntouched,
  type Clearance,
  type CoverageState,
  type SentenceCoverage,
} from '../core/coverage.ts';
import { SOURCING_LEVELS, type Sourcing, type SourcingLevel } from '../core/sourcing.ts';
import { shortened } from '../core/history.ts';
import { COVERAGE_WORDS, REASON_WORDS, SOURCING_WORDS } from '../core/wording.ts';
import { sourcingOfClaim, type ClaimRow } from '../claims/queries.ts';
import {
  count,
  countedMark,
  COUNTED_STATUSES,
  creditCheckChip,
  creditLine,
  flagsOf,
  legend,
  levelMark,
  sourcingMark,
  stageChip,
  statusMark,
  wordsOf,
} from '../claims/wording.ts';
import type { Suggestion } from '../suggestions/queries.ts';
import { fieldsOf, form, FRESH, problemsOf, shownAgain, type Refused } from '../web/forms.ts';
import { view } from '../web/render.ts';
import { textMarked, type LaidOver } from '../web/text.ts';
import type {
  Act,
  Chip,
  CoverageRow,
  CoverageState as StateOnPage,
  Empty,
  Form,
  Hidden,
  Legend,
  Link,
  Pager,
  PassageText,
  Problems,
  SentenceMark,
  SentenceMenu,
  SourcingMark,
  StatusMark,
} from '../web/parts.ts';
import type { Article, Reading } from './queries.ts';

/** views/articles/show.ejs */
export interface ArticlePage {
  title: string;
  credit: string[];
  address: Link | null;
  /** "Revision 1, brought in by Rhea Lindqvist". */
  revision: string;
  revisionAt: string;
  /** The report, its downloads, the history. */
  links: Link[];
  notice: string | null;
  problems: Problems | null;
  coverage: CoverageRow[];
  legend: Legend;
  /** "3 claims: Disputed"; null when everything is shown. */
  filter: { text: string; clearHref: string } | null;
  /** The first sentence nobody has looked at. */
  nextUntouched: Link | null;
  /** What a text that is not English is told. */
  languageNote: string | null;
  passages: PassageText[];
  /** Where a text is too long for one page. */
  textPager: Pager | null;
  menu: SentenceMenu | null;
  marking: Marking | null;
  list: ClaimList;
}

export interface Marking {
  /** Takes `start` and `end` with `hidden`; the browser fills them in from selected words. */
  action: string;
  /** The form for a claim on `?start=&end=`, to be read before it is saved. */
  editHref: string;
  hidden: Hidden[];
  /** Marks a typed quotation. */
  quotation: Form;
}

export interface ClaimList {
  /** "19 claims, 4 suggestions". */
  total: string;
  rows: (ClaimListRow | SuggestionRow | SentenceRow)[];
  empty: Empty;
  pager: Pager | null;
  batch: SuggestionBatch | null;
}

/** Accept, in one go, what scores at least as much as was asked. */
export interface SuggestionBatch {
  /** "4 suggestions from the text". */
  text: string;
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
  status: StatusMark;
  stage: Chip;
  sourcing: SourcingMark;
  /** "Bloomberg News"; null in the article's own voice. */
  credit: string | null;
  creditCheck: Chip | null;
  /** "2 sources"; null where there is none yet. */
  sources: string | null;
  /** "High risk", "No locator". */
  flags: string[];
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
  editHref: string;
  accept: Act;
  dismiss: Act;
}

/** A sentence, listed when the list is asked for sentences in one state of coverage. */
export interface SentenceRow {
  kind: 'sentence';
  rowId: string;
  markHref: string | null;
  words: string;
  state: string;
  newClaimHref: string;
}

export const articleView = view<ArticlePage>('articles/show');

/** Everything the page is made from. */
export interface ArticleDesk {
  article: Article;
  reading: Reading;
  clearances: Clearance[];
  claims: ClaimRow[];
  /** The open ones. */
  suggestions: Suggestion[];
  asOf: Date;
}

/** What the list shows; at most one of them at a time, and which part of text and list. */
export interface Shown {
  status: CountedStatus | null;
  sourcing: SourcingLevel | null;
  source: 'none' | null;
  sentences: CoverageState | null;
  stage: 'withdrawn' | null;
  part: number;
  list: number;
}

const SENTENCES_A_PART = 250;
const ROWS_A_LIST = 200;

/** Common reasons why there is nothing to check in a sentence, one key away. */
const CLEARING_REASONS = ['Opinion', 'Rhetoric', 'Prediction', 'Common knowledge', 'Question', 'Transition'];

const STATE_CODES: Record<CoverageState, StateOnPage> = {
  has_claims: 'claims',
  nothing_to_check: 'cleared',
  untouched: 'untouched',
};

export function articlePage(desk: ArticleDesk, shown: Shown, refused: Refused | null = null): ArticlePage {
  const { article, reading, asOf } = desk;
  const address = `/articles/${article.id}`;
  const standing = desk.claims.filter((claim) => claim.stage !== 'withdrawn');
  const sourcing = new Map(desk.claims.map((claim) => [claim.id, sourcingOfClaim(claim, asOf)]));
  const covered = coverageOf(article.body, reading.sentences, standing, desk.clearances);
  const parts = partsOf(reading);
  const part = parts[Math.min(shown.part, parts.length) - 1] ?? { first: 0, last: 0, start: 0, end: 0 };
  const inPart = (span: { start: number }) => span.start >= part.start && span.start < part.end;
  const fits = filterOf(shown, sourcing);
  const hidden: Hidden[] = [{ name: 'revisionId', value: article.revisionId }];

  const laidOver = [
    ...standing.map((claim) => claimOver(claim, !fits.claim(claim))),
    ...desk.suggestions.map((each) => suggestionOver(each, article.id, fits.text !== null)),
  ].filter((mark) => mark.start < part.end && mark.end > part.start);
  const sentenceOf = (index: number) => sentenceMark(index, reading, covered, article);

  return {
    title: article.title,
    credit: creditOf(article),
    address: article.address ? { text: hostOf(article.address), href: article.address } : null,
    revision: `Revision ${article.revision}, brought in by ${article.broughtInBy}`,
    revisionAt: article.broughtInAt.toISOString(),
    links: [
      { text: 'Report', href: `${address}/report` },
      { text: 'History', href: `${address}/history` },
      { text: 'Edit title and date', href: `${address}/edit` },
    ],
    notice: null,
    problems: refused ? problemsOf(quotationForm(article, refused), refused.refusal) : null,
    coverage: [
      coverageRow(covered, address, shown),
      statusRow(standing, address, shown),
      sourcingRow(standing, sourcing, address, shown),
    ],
    legend,
    filter: fits.text === null ? null : { text: fits.text, clearHref: address },
    nextUntouched: untouchedLink(covered, reading, parts, address, part),
    languageNote: article.english
      ? null
      : 'This text does not read as English. It is cut into passages and sentences; nothing is suggested.',
    passages: textMarked(
      article.body,
      reading.passages.map((passage, position) => ({ ...passage, position })).slice(part.first, part.last),
      reading.sentences,
      laidOver,
      sentenceOf,
    ),
    textPager: partPager(shown, parts, address),
    menu: {
      clearAction: `${address}/clearances`,
      hidden,
      reasons: CLEARING_REASONS.map((reason) => ({ value: reason, label: reason })),
    },
    marking: {
      action: `${address}/claims`,
      editHref: `${address}/claims/new`,
      hidden,
      quotation: quotationForm(article, refused),
    },
    list: listOf(desk, standing, sourcing, covered, shown, fits, inPart),
  };
}

export function creditOf(article: Pick<Article, 'byline' | 'publication' | 'publishedOn'>): string[] {
  return [
    article.byline && (/^by\b/i.test(article.byline) ? article.byline : `By ${article.byline}`),
    article.publication,
    article.publishedOn ? dayInWords(article.publishedOn) : '',
  ].filter((part) => part !== '');
}

const hostOf = (address: string): string => new URL(address).host;

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const dayInWords = (day: string): string => DAY.format(new Date(day));

/** Runs of passages that fit one page: a long text is shown part by part. */
interface Part {
  /** Passages `first` to before `last`. */
  first: number;
  last: number;
  start: number;
  end: number;
}

function partsOf({ passages, sentences }: Reading): Part[] {
  const parts: Part[] = [];
  let next = 0;
  let held = Infinity;
  for (const [position, passage] of passages.entries()) {
    const before = next;
    while (next < sentences.length && sentences[next]!.start < passage.end) next++;
    if (held + (next - before) > SENTENCES_A_PART) {
      parts.push({ first: position, last: position, start: passage.start, end: passage.end });
      held = 0;
    }
    const part = parts.at(-1)!;
    part.last = position + 1;
    part.end = passage.end;
    held += next - before;
  }
  return parts;
}

/** The part of the text, counted from 1, in which a sentence stands. */
export function partWith(reading: Reading, sentence: number): number {
  const start = reading.sentences[sentence]?.start ?? 0;
  return Math.max(1, partsOf(reading).findIndex((part) => start >= part.start && start < part.end) + 1);
}

function partPager(shown: Shown, parts: Part[], address: string): Pager | null {
  if (parts.length < 2) return null;
  const here = Math.min(shown.part, parts.length);
  const href = (part: number) => `${address}?${new URLSearchParams({ ...query(shown), part: String(part) })}`;
  return {
    text: `Part ${here} of ${parts.length} of the text`,
    previousHref: here > 1 ? href(here - 1) : null,
    nextHref: here < parts.length ? href(here + 1) : null,
  };
}

/** The filter as it stands in the address. */
function query({ status, sourcing, source, sentences, stage }: Shown): Record<string, string> {
  const wanted: Record<string, string | null> = { status, sourcing, source, sentences, stage };
  return Object.fromEntries(Object.entries(wanted).flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
}

interface Fits {
  /** What is shown, in words; null when everything is. */
  text: string | null;
  claim: (claim: ClaimRow) => boolean;
}

function filterOf(shown: Shown, sourcing: Map<string, Sourcing>): Fits {
  if (shown.status !== null) {
    const { status } = shown;
    return {
      text: `Only claims that are: ${countedMark(status).label}.`,
      claim: (claim) => countedAs(claim) === status,
    };
  }
  if (shown.sourcing !== null) {
    const level = shown.sourcing;
    return {
      text: `Only claims whose sourcing is: ${SOURCING_WORDS[level].label}.`,
      claim: (claim) => sourcing.get(claim.id)?.level === level,
    };
  }
  if (shown.source === 'none') {
    return { text: 'Only claims with no source yet.', claim: (claim) => claim.evidence.length === 0 };
  }
  if (shown.sentences !== null) {
    return {
      text: `Only sentences: ${COVERAGE_WORDS[shown.sentences]}.`,
      claim: () => shown.sentences === 'has_claims',
    };
  }
  if (shown.stage !== null) return { text: 'Only withdrawn claims.', claim: () => false };
  return { text: null, claim: () => true };
}

function claimOver(claim: ClaimRow, dimmed: boolean): LaidOver {
  return {
    start: claim.start,
    end: claim.end,
    kind: 'claim',
    id: `mark-${claim.number}`,
    rowId: `claim-${claim.number}`,
    name: `Claim ${claim.number}`,
    sign: String(claim.number),
    href: `/claims/${claim.id}`,
    status: statusMark(claim),
    dimmed,
  };
}

function suggestionOver(each: Suggestion, articleId: string, dimmed: boolean): LaidOver {
  return {
    start: each.start,
    end: each.end,
    kind: 'suggestion',
    id: `suggested-${each.position + 1}`,
    rowId: `suggestion-${each.position + 1}`,
    name: `Suggestion ${each.position + 1}`,
    sign: '?',
    href: `/articles/${articleId}/claims/new?suggestion=${each.id}`,
    status: { code: 'suggestion', label: 'suggested' },
    dimmed,
  };
}

function sentenceMark(index: number, reading: Reading, covered: SentenceCoverage[], article: Article): SentenceMark {
  const { start, end } = reading.sentences[index]!;
  const coverage = covered[index]!;
  const byPerson = coverage.state === 'nothing_to_check' && coverage.clearance !== null;
  return {
    id: `s${index + 1}`,
    number: index + 1,
    state: STATE_CODES[coverage.state],
    stateLabel: stateInWords(coverage),
    start,
    end,
    markHref: `/articles/${article.id}/claims/new?start=${start}&end=${end}`,
    uncleared: byPerson
      ? {
          id: `lift-${index + 1}`,
          action: `/articles/${article.id}/clearances/${index}/lifting`,
          label: 'There is something to check',
          hidden: [{ name: 'revisionId', value: article.revisionId }],
          tone: 'plain',
          describe: `in sentence ${index + 1}`,
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
      return `Nothing to check: ${coverage.why}. Said by ${coverage.clearance?.who ?? 'the reading of the text'}`;
    case 'untouched':
      return 'Untouched';
  }
}

/** A row of the coverage bar from its counts, empty ones left out. */
function barRow<Code extends string>(
  row: Pick<CoverageRow, 'label' | 'total' | 'href' | 'kind'>,
  codes: readonly Code[],
  countOf: (code: Code) => number,
  part: (code: Code) => { code: string; label: string; href: string; current: boolean },
): CoverageRow {
  let from = 0;
  return {
    ...row,
    parts: codes
      .filter((code) => countOf(code) > 0)
      .map((code) => {
        const share = (100 * countOf(code)) / Math.max(1, row.total);
        const here = { ...part(code), count: countOf(code), from, share };
        from += share;
        return here;
      }),
  };
}

function coverageRow(covered: SentenceCoverage[], address: string, shown: Shown): CoverageRow {
  const counts = countCoverage(covered);
  return barRow(
    { label: 'Sentences', total: covered.length, href: address, kind: 'coverage' },
    COVERAGE_STATES,
    (state) => counts[state],
    (state) => ({
      code: STATE_CODES[state],
      label: COVERAGE_WORDS[state],
      href: `${address}?sentences=${state}`,
      current: shown.sentences === state,
    }),
  );
}

export function statusRow(
  claims: Pick<ClaimRow, 'status' | 'recheckCause'>[],
  address: string,
  shown: Shown | null,
): CoverageRow {
  const counts = new Map<CountedStatus, number>();
  for (const claim of claims) counts.set(countedAs(claim), (counts.get(countedAs(claim)) ?? 0) + 1);
  return statusBar(counts, address, shown);
}

/** The claims of an article by status, each number leading to its claims. */
export function statusBar(counts: Map<CountedStatus, number>, address: string, shown: Shown | null): CoverageRow {
  const total = [...counts.values()].reduce((sum, n) => sum + n, 0);
  return barRow(
    { label: 'Claims', total, href: address, kind: 'status' },
    COUNTED_STATUSES,
    (code) => counts.get(code) ?? 0,
    (code) => ({ ...countedMark(code), href: `${address}?status=${code}`, current: shown?.status === code }),
  );
}

function sourcingRow(claims: ClaimRow[], sourcing: Map<string, Sourcing>, address: string, shown: Shown): CoverageRow {
  const bare = claims.filter((claim) => claim.evidence.length === 0).length;
  const row = barRow(
    { label: 'Sourcing', total: claims.length, href: address, kind: 'sourcing' },
    SOURCING_LEVELS,
    (level) => claims.filter((claim) => sourcing.get(claim.id)?.level === level).length,
    (level) => ({ ...levelMark(level), href: `${address}?sourcing=${level}`, current: shown.sourcing === level }),
  );
  if (bare === 0) return row;
  // No source yet is not a level: a claim may have evidence against it alone. It takes no room in the bar.
  const noSource = {
    code: 'none',
    label: 'No source yet',
    href: `${address}?source=none`,
    count: bare,
    current: shown.source === 'none',
    from: 0,
    share: 0,
  };
  return { ...row, parts: [...row.parts, noSource] };
}

function untouchedLink(
  covered: SentenceCoverage[],
  reading: Reading,
  parts: Part[],
  address: string,
  part: Part,
): Link | null {
  const index = nextUntouched(covered, -1);
  if (index === null) return null;
  const { start } = reading.sentences[index]!;
  const number = parts.findIndex((each) => start >= each.start && start < each.end) + 1;
  const anchor = `#s${index + 1}`;
  return {
    text: 'Next untouched sentence',
    href: parts[number - 1] === part ? anchor : `${address}?part=${number}${anchor}`,
  };
}

function listOf(
  desk: ArticleDesk,
  standing: ClaimRow[],
  sourcing: Map<string, Sourcing>,
  covered: SentenceCoverage[],
  shown: Shown,
  fits: Fits,
  inPart: (span: { start: number }) => boolean,
): ClaimList {
  const { article, suggestions } = desk;
  const address = `/articles/${article.id}`;
  const all = rowsShown(desk, standing, sourcing, covered, shown, fits, inPart);
  const pages = Math.max(1, Math.ceil(all.length / ROWS_A_LIST));
  const here = Math.min(shown.list, pages);
  const href = (list: number) =>
    `${address}?${new URLSearchParams({ ...query(shown), part: String(shown.part), list: String(list) })}#claims-list`;
  const withdrawn = desk.claims.length - standing.length;
  return {
    total:
      shown.sentences === null
        ? [
            count(standing.length, 'claim'),
            suggestions.length > 0 && count(suggestions.length, 'suggestion'),
            withdrawn > 0 && `${withdrawn} withdrawn`,
          ]
            .filter(Boolean)
            .join(', ')
        : count(all.length, 'sentence'),
    rows: all.slice((here - 1) * ROWS_A_LIST, here * ROWS_A_LIST),
    empty:
      fits.text === null
        ? {
            text: 'No claims here yet. Select words in the text, use the button at a sentence, or type the quotation above.',
            action: null,
          }
        : { text: 'Nothing fits this filter.', action: { text: 'Show all', href: address } },
    pager:
      pages < 2
        ? null
        : {
            text: `Page ${here} of ${pages} of the list`,
            previousHref: here > 1 ? href(here - 1) : null,
            nextHref: here < pages ? href(here + 1) : null,
          },
    batch: suggestions.length === 0 ? null : batchOf(article, suggestions),
  };
}

function rowsShown(
  desk: ArticleDesk,
  standing: ClaimRow[],
  sourcing: Map<string, Sourcing>,
  covered: SentenceCoverage[],
  shown: Shown,
  fits: Fits,
  inPart: (span: { start: number }) => boolean,
): ClaimList['rows'] {
  const rowOf = (claim: ClaimRow) => claimRow(claim, sourcing.get(claim.id)!, inPart(claim));
  if (shown.sentences !== null) {
    return covered.flatMap((each, index) =>
      each.state === shown.sentences ? [sentenceRow(index, desk, covered, inPart)] : [],
    );
  }
  if (shown.stage === 'withdrawn') return desk.claims.filter((claim) => claim.stage === 'withdrawn').map(rowOf);
  if (fits.text !== null) return standing.filter(fits.claim).map(rowOf);
  // In step with the text: what begins in the part that is shown, claims and suggestions by where they begin.
  return [...standing.filter(inPart), ...desk.suggestions.filter(inPart)]
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
    .map((each) => ('checkworthiness' in each ? suggestionRow(each, desk.article.id) : rowOf(each)));
}

function claimRow(claim: ClaimRow, sourcing: Sourcing, here: boolean): ClaimListRow {
  const [credit] = claim.credits;
  return {
    kind: 'claim',
    rowId: `claim-${claim.number}`,
    number: claim.number,
    href: `/claims/${claim.id}`,
    markHref: here && claim.stage !== 'withdrawn' ? `#mark-${claim.number}` : null,
    words: wordsOf(claim),
    statement: claim.statement === claim.exact ? null : shortened(claim.statement),
    status: statusMark(claim),
    stage: stageChip(claim),
    sourcing: sourcingMark(sourcing),
    credit: creditLine(claim.credits),
    creditCheck: credit ? creditCheckChip(credit) : null,
    sources:
      claim.evidence.length === 0 ? null : count(new Set(claim.evidence.map((each) => each.sourceId)).size, 'source'),
    flags: flagsOf(claim, sourcing),
  };
}

function suggestionRow(each: Suggestion, articleId: string): SuggestionRow {
  const number = each.position + 1;
  const act = (label: string, move: string, tone: Act['tone']): Act => ({
    id: `${move}-${number}`,
    action: `/suggestions/${each.id}/${move}`,
    label,
    hidden: [],
    tone,
    describe: `suggestion ${number}`,
    blockers: [],
  });
  return {
    kind: 'suggestion',
    rowId: `suggestion-${number}`,
    markHref: `#suggested-${number}`,
    words: wordsOf(each),
    credit: each.credits.length === 0 ? null : each.credits.map((credit) => credit.speaker).join(', citing '),
    reasons: each.reasons.map((reason) => REASON_WORDS[reason]),
    score: each.checkworthiness.toFixed(2),
    editHref: `/articles/${articleId}/claims/new?suggestion=${each.id}`,
    accept: act('Accept', 'acceptance', 'main'),
    dismiss: act('Dismiss', 'dismissal', 'plain'),
  };
}

function sentenceRow(
  index: number,
  desk: ArticleDesk,
  covered: SentenceCoverage[],
  inPart: (span: { start: number }) => boolean,
): SentenceRow {
  const { reading, article } = desk;
  const sentence = reading.sentences[index]!;
  const { stateLabel, markHref } = sentenceMark(index, reading, covered, article);
  return {
    kind: 'sentence',
    rowId: `sentence-${index + 1}`,
    markHref: inPart(sentence) ? `#s${index + 1}` : null,
    words: shortened(article.body.slice(sentence.start, sentence.end)),
    state: stateLabel,
    newClaimHref: markHref,
  };
}

function batchOf(article: Article, suggestions: Suggestion[]): SuggestionBatch {
  const fields = fieldsOf('batch', FRESH);
  return {
    text: `${count(suggestions.length, 'suggestion')} from the text`,
    form: form({
      id: 'batch',
      action: `/articles/${article.id}/acceptances`,
      submit: 'Accept all of these',
      parts: [
        fields.number({
          name: 'atLeast',
          label: 'Worth checking, at least',
          hint: 'From 0 to 1; one half is the line. 0 accepts every suggestion.',
          required: true,
          value: '0.5',
          min: 0,
          max: 1,
          step: 0.05,
        }),
      ],
    }),
  };
}

function quotationForm(article: Article, refused: Refused | null): Form {
  const fields = fieldsOf('quotation', shownAgain(refused));
  return form({
    id: 'quotation',
    action: `/articles/${article.id}/claims`,
    submit: 'Mark as a claim',
    hidden: { revisionId: article.revisionId },
    parts: [
      fields.text({
        name: 'quotation',
        label: 'Words from the text',
        hint: 'As they stand there; white space and the kind of quotation marks do not matter.',
        required: true,
        reading: true,
        rows: 2,
      }),
    ],
  });
}
