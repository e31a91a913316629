import type { ClaimRow } from '../claims/queries.ts';
import { count, legend, statusMark } from '../claims/wording.ts';
import { may, type Operation, type Person } from '../core/rights.ts';
import { nextUntouched } from '../core/coverage.ts';
import type { Suggestion } from '../suggestions/queries.ts';
import { fieldsOf, form, problemsOf, shownAgain, type Refused } from '../web/forms.ts';
import { numberedPager } from '../web/paging.ts';
import type {
  CoverageRow,
  Form,
  Hidden,
  Legend,
  Link,
  Pager,
  PassageText,
  Problems,
  SentenceMenu,
} from '../web/parts.ts';
import { view } from '../web/render.ts';
import { textMarked, type LaidOver } from '../web/text.ts';
import { claimList, sentenceMark, type ClaimList } from './claim-list.ts';
import { CLEARING_REASONS, clearingProblems } from './clearing-form.ts';
import { coverageBar } from './coverage-bar.ts';
import { partWith, shownAt, type DeskInSight } from './desk.ts';
import { planLine, type PlanLine } from '../plans/forms.ts';
import { thingsInWords } from '../visits/wording.ts';
import { gateBox, type GateBox } from './gate-box.ts';
import type { Article } from './queries.ts';

/** views/articles/show.ejs */
export interface ArticlePage {
  title: string;
  credit: string[];
  address: Link | null;
  /** "Revision 1, brought in by Rhea Lindqvist". */
  revision: string;
  revisionAt: string;
  /** What it comes to and how it came about, and apart from that how it is kept; for those who may do `may`. */
  links: (Link & { may: Operation })[][];
  notice: string | null;
  /** "12 things since you looked", and when that was; null when nothing is new. */
  news: (Link & { at: string }) | null;
  problems: Problems | null;
  coverage: CoverageRow[];
  gate: GateBox;
  plan: PlanLine;
  legend: Legend;
  /** "3 claims: Disputed"; null when everything is shown. */
  filter: { text: string; clearHref: string } | null;
  /** The first sentence nobody has looked at. */
  nextUntouched: Link | null;
  untouchedBeyond: string | null;
  /** "Re-check 3 claims": the queue of those that wait for another look. */
  recheck: Link | null;
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

/** The form of the page that was refused; most of them stand with the text. */
export interface RefusedForm extends Refused {
  form: 'override' | 'clearing' | 'other';
}

export const articleView = view<ArticlePage>('articles/show');

export function articlePage(desk: DeskInSight, person: Person, refusedForm: RefusedForm | null = null): ArticlePage {
  const refused = refusedForm?.form === 'other' ? refusedForm : null;
  const notCleared = refusedForm?.form === 'clearing' ? refusedForm : null;
  const notPassed = refusedForm?.form === 'override' ? refusedForm : null;
  const gate = gateBox(desk, person, notPassed);
  const { article, reading, address, part, filter } = desk;
  const hidden: Hidden[] = [{ name: 'revisionId', value: article.revisionId }];
  const beside = filter.text !== null && desk.shown.suggestions !== 'open';
  const laidOver = [
    ...desk.inText.map((claim) => claimOver(claim, !filter.claim(claim))),
    ...desk.suggestions.map((each) => suggestionOver(each, article.id, beside, may(person, 'annotate'))),
  ].filter((mark) => mark.start < part.end && mark.end > part.start);

  return {
    title: article.title,
    credit: creditOf(article),
    address: article.address ? { text: hostOf(article.address), href: article.address } : null,
    revision: `Revision ${article.revision}, brought in by ${article.broughtInBy}`,
    revisionAt: article.broughtInAt.toISOString(),
    links: [
      [
        { text: 'Report', href: `${address}/report`, may: 'read' },
        { text: 'Where it comes from', href: `${address}/provenance`, may: 'read' },
        ...(article.revision > 1 ? [{ text: 'Revisions', href: `${address}/revisions`, may: 'read' as const }] : []),
        ...(desk.cameAs ? [{ text: 'As it came', href: `/snapshots/${desk.cameAs.id}`, may: 'browse' as const }] : []),
        { text: 'History', href: `${address}/history`, may: 'browse' },
      ],
      [
        { text: 'Plan', href: `${address}/plan`, may: 'browse' },
        { text: 'Who checks what', href: `${address}/assignments`, may: 'browse' },
        { text: 'Who sees it', href: `${address}/access`, may: 'admit' },
        { text: 'New revision', href: `${address}/revisions/new`, may: 'annotate' },
        { text: 'Bring in claims', href: `${address}/claims/imports/new`, may: 'annotate' },
        { text: 'Edit title and date', href: `${address}/edit`, may: 'annotate' },
      ],
    ],
    notice: null,
    news: newsLink(desk),
    problems: notCleared
      ? clearingProblems(notCleared)
      : refusedForm
        ? problemsOf(notPassed && gate.form ? gate.form : quotationForm(article, refused), refusedForm.refusal)
        : null,
    coverage: coverageBar(desk),
    gate,
    plan: planLine(desk.plan, desk.gate.length, person, desk.today),
    legend,
    filter: filter.text === null ? null : { text: filter.text, clearHref: address },
    nextUntouched: untouchedLink(desk),
    untouchedBeyond: untouchedBeyond(desk),
    recheck: recheckLink(desk),
    languageNote: article.english
      ? null
      : 'This text does not read as English. It is cut into passages and sentences; nothing is suggested.',
    passages: textMarked(
      article.body,
      reading.passages.slice(part.first, part.last).map(({ kind, start, end }, index) => ({
        kind,
        position: part.first + index,
        start: Math.max(start, part.start),
        end: Math.min(end, part.end),
      })),
      reading.sentences,
      laidOver,
      (index) => sentenceMark(index, desk),
    ),
    textPager: partPager(desk),
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
    list: claimList(desk, person, notCleared),
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

function suggestionOver(each: Suggestion, articleId: string, dimmed: boolean, toEdit: boolean): LaidOver {
  return {
    start: each.start,
    end: each.end,
    kind: 'suggestion',
    id: `suggested-${each.position + 1}`,
    rowId: `suggestion-${each.position + 1}`,
    name: `Suggestion ${each.position + 1}`,
    sign: '?',
    href: toEdit ? `/articles/${articleId}/claims/new?suggestion=${each.id}` : `#suggestion-${each.position + 1}`,
    status: { code: 'suggestion', label: 'suggested' },
    dimmed,
  };
}

/** The first one on this part of the text or, where this has none, after it. */
function untouchedLink(desk: DeskInSight): Link | null {
  const first = desk.reading.sentences.findIndex((sentence) => sentence.start >= desk.part.start);
  const href = untouchedHref(desk, first - 1);
  return href === null ? null : { text: 'Next untouched sentence', href };
}

function untouchedHref({ covered, reading, parts, address, part }: DeskInSight, after: number): string | null {
  const index = nextUntouched(covered, after);
  if (index === null) return null;
  const number = partWith(reading, index);
  const anchor = `#s${index + 1}`;
  return parts[number - 1] === part ? anchor : `${address}?part=${number}${anchor}`;
}

/** Where the key for the next one leads from the last one of this part; null where that is on this part itself. */
function untouchedBeyond(desk: DeskInSight): string | null {
  const last = desk.reading.sentences.findLastIndex((sentence) => sentence.start < desk.part.end);
  const href = untouchedHref(desk, last);
  return href === null || href.startsWith('#') ? null : href;
}

function newsLink({ news, address }: DeskInSight): ArticlePage['news'] {
  if (!news?.total) return null;
  const text = `${thingsInWords(news.total)} since you looked`;
  return { text, href: `${address}/visits`, at: news.since.toISOString() };
}

function recheckLink({ standing, article, address }: DeskInSight): Link | null {
  const waiting = standing.filter((claim) => claim.recheckCause !== null || claim.revisionId !== article.revisionId);
  return waiting.length === 0
    ? null
    : { text: `Re-check ${count(waiting.length, 'claim')}`, href: `${address}/rechecks` };
}

function partPager(desk: DeskInSight): Pager | null {
  const { parts, part } = desk;
  const here = parts.indexOf(part) + 1;
  const href = (number: number) => shownAt(desk, { part: number, list: 1 });
  return numberedPager(`Part ${here} of ${parts.length} of the text`, here, parts.length, href);
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
