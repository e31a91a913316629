import type {
  Act,
  Chip,
  CoverageRow,
  Empty,
  Form,
  Hidden,
  Legend,
  Link,
  Pager,
  PassageText,
  Problems,
  SentenceMenu,
  SourcingMark,
  StatusMark,
} from '../web/parts.ts';

/** views/articles/list.ejs */
export interface ArticleListPage {
  /** "12 articles". */
  total: string;
  newHref: string;
  articles: ArticleRow[];
  empty: Empty;
  pager: Pager | null;
}

export interface ArticleRow {
  title: string;
  href: string;
  /** "By Ana Ruiz", "The Ledger", "14 June 2013": those there are. */
  credit: string[];
  revision: string;
  claims: number;
  /** Sentences nobody has looked at. */
  untouched: number;
  noSource: number;
  noSourceHref: string;
  untouchedHref: string;
  /** The claims by status, as a small bar. */
  statuses: CoverageRow;
  changedAt: string;
}

/** views/articles/new.ejs */
export interface ArticleNewPage {
  problems: Problems | null;
  form: Form;
}

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
  rows: (ClaimRow | SuggestionRow)[];
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

export interface ClaimRow {
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
