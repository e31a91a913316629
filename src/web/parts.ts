/**
 * What the partials in `views/partials` are told. Everything is already worded; what is absent is null.
 * Times are ISO 8601 strings, which templates print through `ui.date`.
 */

export interface Link {
  text: string;
  href: string;
}

/** A shape and a word. `code` picks shape and hue: it names a symbol in `views/assets/marks.svg`. */
export interface Mark {
  code: string;
  label: string;
}

/** A verification status, or `needs_recheck`. */
export type StatusMark = Mark;
/** A sourcing level; the label may count ("Corroborated by 3"). */
export type SourcingMark = Mark;
/** A word in a box: a stage, a risk, a stance, an attribution check. */
export type Chip = Mark;

export interface Fact {
  label: string;
  value: string;
  href: string | null;
}

export interface Hidden {
  name: string;
  value: string;
}

/** A button that changes something. While `blockers` has sentences they stand where the button would. */
export interface Act {
  id: string;
  action: string;
  label: string;
  hidden: Hidden[];
  tone: 'main' | 'plain' | 'danger';
  /** In place of the label to a screen reader, and beginning with its words: "Accept suggestion 3". */
  describe: string | null;
  blockers: string[];
}

export interface Choice {
  value: string;
  label: string;
  hint: string | null;
  mark: StatusMark | null;
  /** Why it cannot be chosen now; shown in place of the hint. */
  blocked: string | null;
}

interface Asked {
  /** Unique on the page: errors and hints refer to it. */
  id: string;
  name: string;
  label: string;
  hint: string | null;
  errors: string[];
  required: boolean;
}

export interface LineField extends Asked {
  kind: 'text' | 'url' | 'date' | 'search' | 'email' | 'password';
  value: string;
  /** What a browser may fill in by itself (`username`, `current-password`); null leaves that to it. */
  autocomplete: string | null;
}

export interface NumberField extends Asked {
  kind: 'number';
  value: string;
  min: number;
  max: number;
  step: number;
}

export interface TextField extends Asked {
  kind: 'textarea';
  value: string;
  rows: number;
  /** Article text is set in the reading face. */
  reading: boolean;
}

export interface ChoiceField extends Asked {
  kind: 'select' | 'radio';
  value: string;
  choices: Choice[];
}

export interface TickField extends Asked {
  kind: 'checkbox';
  ticked: boolean;
}

export interface FileField extends Asked {
  kind: 'file';
  accept: string;
}

export type Field = LineField | NumberField | TextField | ChoiceField | TickField | FileField;

/** Fields under one heading, set side by side where there is room. */
export interface FieldGroup {
  kind: 'group';
  legend: string;
  hint: string | null;
  /** null: always open. Otherwise a disclosure, open or shut at first; one that holds an error must be open. */
  open: boolean | null;
  fields: Field[];
}

export interface Form {
  id: string;
  action: string;
  method: 'get' | 'post';
  /** True where a file goes with it. */
  multipart: boolean;
  hidden: Hidden[];
  parts: (Field | FieldGroup)[];
  submit: string;
  /** Only helps with another form on the page, whose button is the main one. */
  aside: boolean;
  blockers: string[];
}

/** What was wrong with a form that is shown again; each item leads to its field (`#id`). */
export interface Problems {
  title: string;
  items: Link[];
}

/**
 * Somebody else saved first. What is stored now stands beside what was typed, to be chosen field by field; the form below
 * holds what was typed still, to be typed on.
 */
export interface Stale {
  sentence: string;
  action: string;
  /** What goes with the choice unasked: the form's own, now of the newest version, and the fields in which both agree. */
  hidden: Hidden[];
  rows: StaleRow[];
}

export interface StaleRow {
  name: string;
  label: string;
  now: StaleValue;
  typed: StaleValue;
}

/** A value as it is sent, and as a person reads it. */
export interface StaleValue {
  value: string;
  text: string;
}

export interface Empty {
  text: string;
  action: Link | null;
}

export interface Pager {
  /** "51 to 100 of 213" */
  text: string;
  previousHref: string | null;
  nextHref: string | null;
}

export interface HistoryLine {
  at: string;
  who: string;
  /** The whole sentence but for who and when: "gave the finding Disputed". */
  sentence: string;
  changes: { label: string; from: string | null; to: string | null }[];
  href: string | null;
}

/** One row of the coverage bar. `share` and `from` are percentages of the bar. */
export interface CoverageRow {
  label: string;
  total: number;
  href: string;
  kind: 'coverage' | 'status' | 'sourcing';
  parts: CoveragePart[];
}

export interface CoveragePart extends Mark {
  count: number;
  href: string;
  /** The list below shows just these. */
  current: boolean;
  from: number;
  share: number;
}

export interface Legend {
  statuses: { mark: StatusMark; meaning: string }[];
  sourcing: { mark: SourcingMark; meaning: string }[];
}

/** A passage of the article, cut where sentences and marks begin and end. Offsets are UTF-16, into the revision's body. */
export interface PassageText {
  id: string;
  kind: string;
  /** What the passage is, where its look does not say it ("Standfirst", "Not part of the story"). */
  kindLabel: string | null;
  segments: Segment[];
}

/** A sentence, or (`sentence` null) what stands between two. */
export interface Segment {
  sentence: SentenceMark | null;
  pieces: Piece[];
}

export type CoverageState = 'claims' | 'cleared' | 'untouched';

export interface SentenceMark {
  /** "s12": the anchor of `n` and of links to the sentence. */
  id: string;
  number: number;
  state: CoverageState;
  /** "Untouched", "2 claims", "Nothing to check: opinion. Said by Rhea Lindqvist". */
  stateLabel: string;
  /** "p. 3": where it stands in the file that the text came as; null where that has no pages or paragraphs. */
  locator: string | null;
  start: number;
  end: number;
  /** The form for a claim on these words, filled in. */
  markHref: string;
  /** Where words in it link to. */
  links: Link[];
  /** Takes "nothing to check" back. */
  uncleared: Act | null;
}

export interface Piece {
  text: string;
  start: number;
  /** Those whose words this is part of, lowest lane first. */
  marks: TextMark[];
}

export interface TextMark {
  kind: 'claim' | 'suggestion';
  /** "mark-7"; the row in the list is `rowId`. */
  id: string;
  rowId: string;
  /** "Claim 7", "Suggestion 3". */
  name: string;
  /** "7", "?". */
  sign: string;
  href: string;
  status: StatusMark;
  /** Which underline from the top, 0 to 3; the same over all the pieces of a claim. */
  lane: number;
  begins: boolean;
  ends: boolean;
  /** Left out by the filter, or beside the point on a claim's own page. */
  dimmed: boolean;
}

/** What the menu of every sentence does; null where the text can only be read. */
export interface SentenceMenu {
  clearAction: string;
  /** Goes with each post: the revision that was looked at. */
  hidden: Hidden[];
  reasons: { value: string; label: string }[];
}
