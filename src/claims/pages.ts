import type {
  Act,
  Chip,
  Form,
  HistoryLine,
  Legend,
  Link,
  PassageText,
  Problems,
  SourcingMark,
  Stale,
  StatusMark,
} from '../web/parts.ts';

/** views/claims/show.ejs */
export interface ClaimPage {
  number: number;
  article: Link;
  /** "7 of 19". */
  position: string;
  previousHref: string | null;
  nextHref: string | null;
  words: string;
  status: StatusMark;
  stage: Chip;
  sourcing: SourcingMark;
  /** "High risk", "Single origin where two are asked for". */
  flags: string[];
  notice: string | null;
  problems: Problems | null;
  stale: Stale | null;
  legend: Legend;
  /** The passage that holds its words (or two, where it crosses one), other claims dimmed. */
  context: PassageText[];
  /** The mark in the article. */
  contextHref: string;
  /** Statement, type, risk. */
  statement: string;
  type: string;
  risk: string;
  details: Form;
  attribution: AttributionBlock | null;
  /** Sets the credit, or changes it. */
  attribute: Form;
  evidence: EvidenceItem[];
  linkEvidence: Form;
  finding: FindingLine | null;
  giveFinding: Form;
  /** Take, sign off, withdraw: what can be done now, or why not. */
  acts: Act[];
  history: HistoryLine[];
  historyHref: string;
}

export interface AttributionBlock {
  /** The text's own words for who said it: "a DHS official". */
  source: string;
  cue: string | null;
  kind: string;
  manner: string;
  speaker: Link | null;
  /** "citing four people familiar with the process". */
  via: string | null;
  /** "Hedged", "Credited to nobody in particular", "Credited in the paragraph before". */
  flags: string[];
  check: Chip;
  checkForm: Form;
  /** Says that the text credits it to nobody after all. */
  remove: Act;
}

export interface EvidenceItem {
  id: string;
  source: Link;
  /** "Publication. Bloomberg News, 14 June 2013". */
  sourceLine: string;
  /** Where the source says it is, on the web. */
  address: string | null;
  stance: Chip;
  role: string;
  locator: string | null;
  excerpt: string | null;
  note: string | null;
  /** "No locator: say where in the source it stands." */
  nags: string[];
  who: string;
  at: string;
  remove: Act;
}

export interface FindingLine {
  status: StatusMark;
  reason: string;
  /** The wording wanted, where the finding gives one. */
  wording: string | null;
  who: string;
  at: string;
}

/** views/claims/new.ejs: a claim on words already chosen, or on a quotation to be typed. */
export interface ClaimNewPage {
  article: Link;
  problems: Problems | null;
  context: PassageText[];
  form: Form;
}
