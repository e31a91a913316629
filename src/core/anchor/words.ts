import type { Span } from '../text.ts';

/**
 * A text cut into words, marks of punctuation and symbols, each with a key: two words have the same key when they
 * are the same after trivial normalisation (white space, quote marks, hyphen and dashes between words, NFC).
 */
export interface Words {
  body: string;
  count: number;
  starts: Int32Array;
  ends: Int32Array;
  keys: Int32Array;
  /** How strong a break stands before each word, and last of all before the end of the text. */
  breaks: Uint8Array;
}

/** From normalised word to key; texts that are to be compared share one. */
export type Lexicon = Map<string, number>;

export const NO_BREAK = 0;
export const CLAUSE_BREAK = 1;
export const SENTENCE_BREAK = 2;
export const PARAGRAPH_BREAK = 3;

export function cutWords(body: string, lexicon: Lexicon): Words {
  const cuts = cut(body);
  const count = cuts.length / 2;
  const words: Words = {
    body,
    count,
    starts: Int32Array.from({ length: count }, (_, word) => cuts[2 * word]!),
    ends: Int32Array.from({ length: count }, (_, word) => cuts[2 * word + 1]!),
    keys: new Int32Array(count),
    breaks: new Uint8Array(count + 1),
  };
  for (let word = 0; word < count; word++) {
    words.keys[word] = keyOf(words, word, lexicon);
    words.breaks[word] = breakBefore(words, word);
  }
  words.breaks[count] = PARAGRAPH_BREAK;
  return words;
}

/** The words that a span touches, as a half-open range; empty where it touches none. */
export function wordsIn(words: Words, span: Span): Span {
  const start = firstWhere(words.count, (word) => words.ends[word]! > span.start);
  const end = firstWhere(words.count, (word) => words.starts[word]! >= span.end);
  return { start, end: Math.max(start, end) };
}

/** The text from one word up to another, which is not part of it. */
export function textOf(words: Words, from: number, end: number): string {
  return end > from ? words.body.slice(words.starts[from], words.ends[end - 1]) : '';
}

/** The smallest index of `count` that passes a test which, once passed, stays passed; `count` when none does. */
export function firstWhere(count: number, passes: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (passes(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function keyOf(words: Words, word: number, lexicon: Lexicon): number {
  const raw = words.body.slice(words.starts[word], words.ends[word]);
  if (isDash(raw)) return keyIn(lexicon, dash(words, word, raw));
  const known = lexicon.get(raw);
  if (known !== undefined) return known;
  const key = keyIn(lexicon, normalise(raw));
  lexicon.set(raw, key);
  return key;
}

function keyIn(lexicon: Lexicon, normalised: string): number {
  const known = lexicon.get(normalised);
  if (known !== undefined) return known;
  // Not the size: raw spellings are kept in the same map.
  const key = lexicon.size;
  lexicon.set(normalised, key);
  return key;
}

// What a character is for the cutting of words.
const SPACE = 1;
const LETTER = 2;
const FIGURE = 3;
const MARK = 4;
/** A letter of a script that writes without spaces; each is a word of its own. */
const GLYPH = 5;
const SYMBOL = 6;

const classes = new Uint8Array(0x10000);

function classAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (unit >= 0xd800 && unit <= 0xdfff) return classOf(String.fromCodePoint(text.codePointAt(at) ?? 0));
  return (classes[unit] ||= classOf(String.fromCharCode(unit)));
}

function classOf(char: string): number {
  if (/^\s$/u.test(char)) return SPACE;
  if (/^\p{M}$/u.test(char)) return MARK;
  if (/^\p{N}$/u.test(char)) return FIGURE;
  if (/^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]$/u.test(char)) {
    return GLYPH;
  }
  return /^[\p{L}_]$/u.test(char) ? LETTER : SYMBOL;
}

const DASH = /^[-‐-―−]/u;
const OPENER = /^[\s([{"'“‘«]$/u;
const APOSTROPHE = /^['’‘ʼ\u200c\u200d]$/u;
const FIGURE_JOINT = /^[.,:/]$/u;
const SYMBOL_TAIL = /^[\p{M}\u{1f3fb}-\u{1f3ff}\u{e0020}-\u{e007f}]$/u;
const REGIONAL = /^\p{RI}$/u;
const ZERO_WIDTH_JOINER = 0x200d;

/** Starts and ends by turns. */
function cut(text: string): number[] {
  const cuts: number[] = [];
  let at = 0;
  while (at < text.length) {
    if (classAt(text, at) === SPACE) {
      at++;
      continue;
    }
    const end = wordEnd(text, at);
    cuts.push(at, end);
    at = end;
  }
  return cuts;
}

function wordEnd(text: string, start: number): number {
  const kind = classAt(text, start);
  if (kind === SYMBOL) return figureStart(text, start) ? runEnd(text, start + 1) : symbolEnd(text, start);
  if (kind === GLYPH) return tailEnd(text, start + widthAt(text, start), (char) => classAt(char, 0) === MARK);
  return runEnd(text, start);
}

/** Letters, figures and marks, with what joins them: "don’t", "10,000", "10:30", "1/4". */
function runEnd(text: string, start: number): number {
  let at = start;
  let before = SYMBOL;
  while (at < text.length) {
    const kind = classAt(text, at);
    if (kind === LETTER || kind === FIGURE || kind === MARK) {
      before = kind;
      at += widthAt(text, at);
      continue;
    }
    if (kind !== SYMBOL) break;
    const after = at + 1 < text.length ? classAt(text, at + 1) : SPACE;
    const char = text[at]!;
    const joins =
      (after === FIGURE && (before === FIGURE || at === start) && FIGURE_JOINT.test(char)) ||
      (after === LETTER && (before === LETTER || before === MARK) && APOSTROPHE.test(char));
    if (!joins) break;
    at++;
  }
  return at;
}

/** A sign or a decimal point that belongs to the figure behind it: "-5", ".5", "−.5". */
function figureStart(text: string, at: number): boolean {
  const char = text[at]!;
  const before = at === 0 ? ' ' : text[at - 1]!;
  const beforeKind = at === 0 ? SPACE : classAt(text, at - 1);
  const figureAt = (index: number) => index < text.length && classAt(text, index) === FIGURE;
  if (char === '.') return figureAt(at + 1) && (beforeKind === SPACE || beforeKind === SYMBOL) && before !== '.';
  return DASH.test(char) && OPENER.test(before) && (figureAt(at + 1) || (text[at + 1] === '.' && figureAt(at + 2)));
}

/** One symbol with all that makes it one sign for a reader: an emoji with its skin and joins, a flag, "--". */
function symbolEnd(text: string, start: number): number {
  let end = start + widthAt(text, start);
  if (text[start] === '-') {
    while (end < start + 3 && text[end] === '-') end++;
    return end;
  }
  if (REGIONAL.test(charAt(text, start)) && REGIONAL.test(charAt(text, end))) end += widthAt(text, end);
  for (;;) {
    end = tailEnd(text, end, (char) => SYMBOL_TAIL.test(char));
    if (text.charCodeAt(end) !== ZERO_WIDTH_JOINER) return end;
    end++;
    if (end < text.length && classAt(text, end) === SYMBOL) end += widthAt(text, end);
  }
}

function tailEnd(text: string, start: number, belongs: (char: string) => boolean): number {
  let end = start;
  while (end < text.length && belongs(charAt(text, end))) end += widthAt(text, end);
  return end;
}

function charAt(text: string, at: number): string {
  return text.slice(at, at + widthAt(text, at));
}

function widthAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

const SINGLE_QUOTES = /[‘’‚‛ʼ‹›`´]/gu;
const DOUBLE_QUOTES = /[“”„‟«»＂]/gu;

function normalise(raw: string): string {
  return raw.normalize('NFC').replaceAll(SINGLE_QUOTES, "'").replaceAll(DOUBLE_QUOTES, '"');
}

function isDash(raw: string): boolean {
  return DASH.test(raw) && !/[\p{L}\p{N}\p{M}]/u.test(raw);
}

/**
 * All dashes between words are one. Beside a figure the very character counts, and whether there is room around it:
 * "5-10" is a range or a score, "–5" may be less than nothing.
 */
function dash(words: Words, word: number, raw: string): string {
  if (!figureBeside(words, word, -1) && !figureBeside(words, word, 1)) return '-';
  const roomBefore = word === 0 || words.ends[word - 1]! < words.starts[word]!;
  const roomAfter = word + 1 === words.count || words.ends[word]! < words.starts[word + 1]!;
  return `#${roomBefore ? ' ' : ''}${raw}${roomAfter ? ' ' : ''}`;
}

/** Whether the next thing in a direction is a figure, past a few signs such as "$", "%" or a quote mark. */
function figureBeside(words: Words, word: number, step: 1 | -1): boolean {
  for (let next = word + step; next >= 0 && next < words.count && Math.abs(next - word) <= 3; next += step) {
    const raw = words.body.slice(words.starts[next], words.ends[next]);
    if (/\p{N}/u.test(raw)) return true;
    if (/\p{L}/u.test(raw)) return false;
  }
  return false;
}

const CLOSERS = codesOf('"\'”’)]»');
const STOPS = codesOf('.!?…');
const PAUSES = codesOf(',;:—–');

function codesOf(chars: string): Set<number> {
  return new Set(Array.from(chars, (char) => char.charCodeAt(0)));
}

function breakBefore(words: Words, word: number): number {
  if (word === 0) return PARAGRAPH_BREAK;
  const { body, ends, starts } = words;
  const gapStart = ends[word - 1]!;
  const gapEnd = starts[word]!;
  if (gapStart === gapEnd) return NO_BREAK;
  for (let at = gapStart; at < gapEnd; at++) {
    if (body.charCodeAt(at) === 0x0a) return PARAGRAPH_BREAK;
  }
  const last = body.charCodeAt(gapStart - 1);
  if (STOPS.has(CLOSERS.has(last) ? body.charCodeAt(gapStart - 2) : last)) return SENTENCE_BREAK;
  return PAUSES.has(last) ? CLAUSE_BREAK : NO_BREAK;
}
