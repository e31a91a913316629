import type { Passage, Span } from '../text.ts';
import { ABBREVIATIONS, AFTER_TIMES, BEFORE_NUMBERS, STARTERS, TITLES } from './abbreviations.ts';
import { trimmedSpan } from './trim.ts';

/** A run of marks that may end a sentence, with the quotation marks and brackets that close after it. */
const STOP = /[.!?…。！？｡](?:[.!?…。！？｡]|(?<=[.…])\s\.(?![\p{L}\p{N}]))*["'”’)\]}»›*_\p{M}\u200c\u200d]*/gu;
/** The furthest that a rule looks back or forward; keeps the work for each stop constant. */
const REACH = 60;

/** Cuts each passage into sentences, in order; white space between sentences belongs to none. */
export function sentencesOf(body: string, passages: readonly Passage[]): Span[] {
  return passages.flatMap((passage) => sentencesIn(body, passage));
}

function sentencesIn(body: string, passage: Span): Span[] {
  const text = body.slice(passage.start, passage.end);
  const items = itemsIn(text);
  const cuts = [
    ...stopsIn(text, new Set(items.map(({ end }) => end))),
    ...items.map(({ start }) => start),
    ...unpunctuatedIn(text),
  ];
  cuts.sort((a, b) => a - b);
  const spans: Span[] = [];
  let from = 0;
  for (const to of [...cuts, text.length]) {
    const { start, end } = trimmedSpan(text, from, to);
    if (end > start) spans.push({ start: passage.start + start, end: passage.start + end });
    from = to;
  }
  return spans;
}

/** Offsets at which a sentence ends by its punctuation. */
function stopsIn(text: string, labelEnds: ReadonlySet<number>): number[] {
  const ends: number[] = [];
  const quotes = new OpenQuotes(text);
  let from = 0;
  for (const match of text.matchAll(STOP)) {
    const stop = { at: match.index, marks: match[0], end: match.index + match[0].length };
    if (stop.at < from || labelEnds.has(stop.end)) continue;
    if (stop.end >= text.length) break;
    const end = endsSentence(text, from, stop, quotes);
    if (end !== null) {
      ends.push(end);
      from = end;
    }
  }
  return ends;
}

interface Stop {
  at: number;
  marks: string;
  /** After the closing quotation marks and brackets. */
  end: number;
}

/** What trails a stop belongs to the sentence before it: "… in 1805. [19]", "I love her. :)", "next day. )" */
const TRAILING =
  /^\s(?:[)\]"'”’]|[:;]-?[()DPp])(?=\s|$)|^\s?(?:\[(?:\d{1,3}|[a-z]|note \d+|citation needed|\.{3}|…)\](?:[-–,]\s?)?)+(?=\s|$)/;

/** "… of the minority. 4 Even though": a number before a word that opens sentences points to a note. */
function footnoteNumber(after: string): RegExpExecArray | null {
  const note = /^\s\d{1,2}(?=\s+(\p{Lu}\p{L}*)\s)/u.exec(after);
  return note !== null && STARTERS.has(note[1]!.toLowerCase()) ? note : null;
}

/** Where the sentence ends that has this stop, or null if it goes on. */
function endsSentence(text: string, from: number, stop: Stop, quotes: OpenQuotes): number | null {
  const marks = stop.marks.replace(/["'”’)\]}»›*_\p{M}\u200c\u200d]+$/u, '');
  const closed = stop.marks.length > marks.length;
  const after = text.slice(stop.end, stop.end + REACH);
  const spaced = /^\s/.test(after);

  const note = TRAILING.exec(after) ?? footnoteNumber(after);
  const end = stop.end + (note?.[0].length ?? 0);
  const rest = note === null ? after : text.slice(end, end + REACH);
  const next = nextOf(rest);
  if (next === null) return null;

  const before = wordBefore(text, from, stop.at);
  // A list number opens its sentence: "1. The first item".
  if (/^[^\p{L}\p{N}]*(?:\p{N}{1,3}|\p{L})$/u.test(text.slice(Math.max(from, stop.at - REACH), stop.at))) return null;
  if (!spaced && note === null) return missingSpace(before, marks, next) ? stop.end : null;
  // "[...]" is an editor's cut inside a quotation.
  if (text[stop.at - 1] === '[') return null;
  if (/^\.(?:\s\.)+$/.test(marks)) return spacedDots(text, stop, marks, next);
  if (/^(?:\.{2,}|…)+$/.test(marks)) return next.upper || next.opens ? end : null;
  if (marks === '.' && /^\s\(/.test(after) && isAbbreviation(before)) return null;
  if (next.digit) return marks === '.' && !closed && bindsNumber(before) ? null : end;
  if (next.first === '') return /^[!?]/.test(marks) || before.length > 1 ? end : null;
  if (!next.upper && (closed || /^\s[-–—]/.test(rest))) return null;
  if (!next.upper) return endsBeforeLowerCase(marks, before, text.slice(from, stop.at)) ? end : null;
  const quotation = quotes.at(stop.at);
  if (quotation !== -1 && quotes.starts[quotation]! > from + 1 && !closed) return null;
  if (/[!?。！？｡]/u.test(marks)) return end;
  if (closed && !/[)\]]/.test(stop.marks)) return end;
  return periodEnds(text, from, stop, before, next) ? end : null;
}

/** What follows a stop: the first letters after opening marks. */
interface Next {
  /** Lower case, without a full stop. */
  first: string;
  upper: boolean;
  digit: boolean;
  opens: boolean;
  /** Opens with a quotation mark. */
  quotes: boolean;
}

function nextOf(rest: string): Next | null {
  const match = /^\s*([-–—"'“”‘’([{«*_#>•]*\s?)([\p{L}\p{M}]+(?:['’.]\p{L}+)*|\p{N}[\p{N}.,]*|[^\s])?/u.exec(rest);
  if (match === null || (match[1] === '' && match[2] === undefined)) return null;
  const [, opening = '', word = ''] = match;
  const lead = /^\p{L}/u.test(word);
  return {
    first: lead ? word.toLowerCase().replaceAll('’', "'") : '',
    upper: lead ? !/^\p{Ll}/u.test(word) || /^(?:i$|i'|https?\b|www\b)/.test(word) : false,
    digit: /^\p{N}/u.test(word),
    opens: opening.trim() !== '',
    quotes: /["“‘«]/.test(opening),
  };
}

/** The letters and inner full stops before a stop: "Jones", "U.S", "p.m". */
function wordBefore(text: string, from: number, at: number): string {
  const least = Math.max(from, at - REACH);
  let start = at;
  while (start > least && /[\p{L}\p{M}\p{N}°'’&.-]/u.test(text[start - 1]!)) start -= 1;
  while (start < at && !/[\p{L}\p{M}\p{N}°]/u.test(text[start]!)) start += 1;
  return text.slice(start, at);
}

function missingSpace(before: string, marks: string, next: Next): boolean {
  return (
    /^[.!?]$/.test(marks) &&
    /\p{Ll}{2,}$/u.test(before) &&
    !before.includes('.') &&
    next.upper &&
    STARTERS.has(next.first)
  );
}

/** ". . ." spaced out: four end a sentence, three are an omission inside it. */
function spacedDots(text: string, stop: Stop, marks: string, next: Next): number | null {
  if (marks.replaceAll(/\s/g, '').length < 4 || !next.upper) return null;
  // A stop that touches its word ends the sentence, and the omission opens the next; a loose row ends it itself.
  return /\s/.test(text[stop.at - 1] ?? ' ') ? stop.end : stop.at + 1;
}

function bindsNumber(before: string): boolean {
  const word = before.toLowerCase();
  return BEFORE_NUMBERS.has(word) || TITLES.has(word) || /^\p{Lu}$/u.test(before);
}

/** Text typed in a hurry begins sentences in lower case; a brand ("Yahoo! in") or an unknown abbreviation must not. */
function endsBeforeLowerCase(marks: string, before: string, sentence: string): boolean {
  if (marks.includes('?')) return true;
  if (marks.includes('!')) return marks.length > 1 || /^\p{Ll}/u.test(before) || /^\W*\p{Ll}/u.test(sentence);
  return (
    marks === '.' &&
    /^(?:\p{Ll}{2,}|[\p{N}-]{2,})$/u.test(before) &&
    !ABBREVIATIONS.has(before) &&
    !TITLES.has(before) &&
    !BEFORE_NUMBERS.has(before)
  );
}

/** Whether a plain full stop before a capital ends the sentence. */
function periodEnds(text: string, from: number, stop: Stop, before: string, next: Next): boolean {
  const word = before.toLowerCase();
  const starter = STARTERS.has(next.first);
  if (/^\p{Lu}$/u.test(before)) return initialEnds(text, from, stop, before, starter);
  if (TITLES.has(word)) return false;
  if (/^[ap]\.?m$/.test(word)) return !AFTER_TIMES.has(next.first) && !opensWithTime(text, from, stop.at);
  // "etc." closes a list, and with it nearly always the sentence.
  if (word === 'etc') return true;
  return !isAbbreviation(before) || starter || next.quotes;
}

function isAbbreviation(before: string): boolean {
  return /^(?:\p{L}\.)+\p{L}$/u.test(before) || ABBREVIATIONS.has(before.toLowerCase());
}

/** "Albert I. Jones" goes on; "you and I. Did" and "vitamin C. The" do not. */
function initialEnds(text: string, from: number, stop: Stop, initial: string, starter: boolean): boolean {
  if (starter) return true;
  const left = /(\p{L}+)\s+$/u.exec(text.slice(Math.max(from, stop.at - REACH), stop.at - initial.length));
  return left !== null && /^\p{Ll}/u.test(left[1]!) && initial === 'I';
}

/** "At 5 a.m. Mr. Smith went": a time that stands in front of its sentence does not end one. */
function opensWithTime(text: string, from: number, at: number): boolean {
  return /^\W*(?:at|by|around|about|on|until|from|before|after|since|shortly|just|near|past|\d)(?:\s+\S+){0,3}$/i.test(
    text.slice(from, at).trim().slice(0, REACH),
  );
}

/** "Kind regards," before the name of who sends them. */
const SIGN_OFF =
  /(?<=^|[.!?]\s)(?:(?:best|kind|kindest|warm|many)\s)?(?:thanks|regards|sincerely|cheers|respectfully|yours),(?=\s\p{Lu})/giu;

/** "Ann Lee@BANK 08/16/2000 12:05 PM": the time of a message that is quoted stands on a line of its own. */
const SENT =
  /(?<!\b(?:on|at|by|from|since|until|of))(?<=\S)\s+(?=\d\d?\/\d\d?\/\d{2,4} \d\d?:\d\d(?::\d\d)? [AP]M\b)/giu;
/** "Email: ann@example.org" is a line of its own. */
const ADDRESS_LINE = /\be-?mail:\s?\S{1,80}@[\w.-]{1,80}(?=\s)/giu;
/** Files named one after another under a message. */
const ATTACHED =
  /<< File: [^<>\n]{1,120} >>(?=\s)|[\w)]\.(?:pdf|docx?|xlsx?|pptx?|txt|html?|jpg|gif|zip)\)?(?=\s-\s)/gu;
/** The number of a picture, table or step before its caption. */
const LABEL = /^(?:(?:Figure|Table|Chart|Box) \d+(?:\.\d+)?(?=\s\p{Lu})|(?:Part|Method|Step) \d+ of \d+:(?=\s))/u;
/** Speech that breaks off: a dash after a word in lower case, and a word that opens sentences ("I" and "May" tell nothing). */
const BROKEN_OFF =
  /(?<=(?<![\p{L}\p{N}’'])(?!pm\s|am\s)\p{Ll}[\p{Ll}’']{0,30}-?\s)(?:—|–|--)(?=\s(?!I\b|May\b)(\p{Lu}[\p{L}'’]*(?:-(?=\s))?))/gu;

/** Ends that no punctuation marks, by the sign that each cannot do without: most passages have none of them. */
const UNPUNCTUATED: readonly { sign: RegExp; end: RegExp; also?: 'before' | 'only before' }[] = [
  { sign: /[*=_~#]{3}|-{4}/, end: /(?<=^|\s)(?:[*=_~#]{3,}|-{4,})(?=\s|$)/g, also: 'before' },
  { sign: /:\/\/|www\./, end: /(?:https?:\/\/|www\.)\S{3,2000}(?=\s+(?:\p{Lu}\p{Ll}|I\s|https?:))/gu },
  {
    sign: /\d\/\d|@/,
    end: /\d\d?\/\d\d?\/\d{2,4} \d\d?:\d\d(?::\d\d)? [AP]M(?=\s)|<\S{1,80}@\S{1,80}>(?=\s+[^\s,;])/g,
  },
  { sign: /\s[:;]/, end: /(?<=\s)[:;]-?[()DP](?=\s+\p{Lu})/gu },
  { sign: /(?:ks|ds|rs|ly),\s/i, end: SIGN_OFF },
  { sign: /\d\/\d/, end: SENT, also: 'only before' },
  { sign: /@/, end: ADDRESS_LINE },
  { sign: /<< File|\s-\s/, end: ATTACHED },
];

function unpunctuatedIn(text: string): number[] {
  const ends: number[] = [];
  for (const { sign, end, also } of UNPUNCTUATED) {
    if (!sign.test(text)) continue;
    for (const match of text.matchAll(end)) {
      if (also !== undefined) ends.push(match.index);
      if (also !== 'only before') ends.push(match.index + match[0].length);
    }
  }
  const label = LABEL.exec(text);
  if (label !== null) ends.push(label[0].length);
  if (!/[—–]|--/.test(text)) return ends;
  for (const match of text.matchAll(BROKEN_OFF)) {
    const next = match[1]!.toLowerCase().replaceAll('’', "'");
    if (next.endsWith('-') || STARTERS.has(next)) ends.push(match.index + match[0].length);
  }
  return ends;
}

/** The labels ("2.)", "• 10.") of a list that runs on inside one paragraph; each begins a sentence. */
function itemsIn(text: string): Span[] {
  if (/[•⁃◦▪‣●○]/.test(text)) {
    const bullets = [...text.matchAll(/(?<=\s|^)[•⁃◦▪‣●○](?:\s*\d{1,3}\.)?/g)].map(spanOf);
    if (bullets.length > 1) return bullets;
  }
  const first =
    /^\(?(\d{1,2}|[a-z])(\.\)|[.)])\s/.exec(text) ?? /(?<=\s)\(?(1|a)(\))(?=\s[^)]{1,400}\s\(?[2b]\)\s)/.exec(text);
  if (first === null) return [];
  const [, label = '', close = ''] = first;
  const items: Span[] = first.index > 0 ? [spanOf(first)] : [];
  let wanted = after(label);
  for (const match of text.matchAll(/(?<=\s)\(?(\d{1,2}|[a-z])(\.\)|[.)])(?=\s+\S)/g)) {
    if (match[1] !== wanted || match[2] !== close) continue;
    items.push(spanOf(match));
    wanted = after(wanted);
  }
  return items;
}

function spanOf(match: RegExpExecArray): Span {
  return { start: match.index, end: match.index + match[0].length };
}

function after(label: string): string {
  return /\d/.test(label) ? String(Number(label) + 1) : String.fromCharCode(label.charCodeAt(0) + 1);
}

/**
 * The quotations of a passage, to ask whether a stop stands inside one that opened in the middle of its sentence:
 * "She wrote, “It fell. It broke.”" is one sentence.
 */
class OpenQuotes {
  readonly starts: number[] = [];
  readonly ends: number[] = [];

  constructor(text: string) {
    let open = -1;
    for (const match of text.matchAll(/["“”]/g)) {
      const opens = match[0] === '“' || (match[0] === '"' && open === -1);
      if (opens) {
        open = match.index;
      } else if (open !== -1) {
        this.starts.push(open);
        this.ends.push(match.index);
        open = -1;
      }
    }
  }

  /** The quotation that holds the offset, as its index, or -1. */
  at(offset: number): number {
    let low = 0;
    let high = this.starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.starts[middle]! < offset) low = middle + 1;
      else high = middle;
    }
    return low > 0 && this.ends[low - 1]! > offset ? low - 1 : -1;
  }
}
