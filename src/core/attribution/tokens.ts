import type { Passage, Span } from '../text.ts';
import type { Word } from '../words.ts';
import { cueClasses } from './lexicon.ts';

/** The words of a body as numbers, one column for each thing the tagger asks; `length` words. */
export interface Tokens {
  length: number;
  words: Word[];
  start: Int32Array;
  end: Int32Array;
  /** Hashes of the lower-case word and its lemma. */
  word: Int32Array;
  lemma: Int32Array;
  pos: Uint8Array;
  shape: Uint8Array;
  classes: Uint8Array;
  mark: Uint8Array;
  /** 0 outside quotation marks, 1 inside, 2 inside single ones; the marks themselves are outside. */
  quoted: Uint8Array;
  /** 1 in a block quotation. */
  block: Uint8Array;
  sentence: Int32Array;
  passage: Int32Array;
  /** Numbers the forms: words of one form are alike in word, lemma and part of speech. */
  form: Int32Array;
  forms: number;
}

export const MARK = {
  none: 0,
  comma: 1,
  stop: 2,
  colon: 3,
  dash: 4,
  semicolon: 5,
  open: 6,
  close: 7,
  bracketOpen: 8,
  bracketClose: 9,
  other: 10,
} as const;

/** The number of a part of speech in the column `pos`. */
export const TAG = {
  ADJ: 1,
  ADP: 2,
  ADV: 3,
  AUX: 4,
  CCONJ: 5,
  DET: 6,
  INTJ: 7,
  NOUN: 8,
  NUM: 9,
  PART: 10,
  PRON: 11,
  PROPN: 12,
  PUNCT: 13,
  SCONJ: 14,
  SYM: 15,
  VERB: 16,
  X: 17,
  SPACE: 18,
} as const;
const tagNumber = new Map<string, number>(Object.entries(TAG));

const MARKS = new Map<string, number>([
  [',', MARK.comma],
  ['.', MARK.stop],
  ['!', MARK.stop],
  ['?', MARK.stop],
  ['...', MARK.stop],
  ['…', MARK.stop],
  [':', MARK.colon],
  [';', MARK.semicolon],
  ['-', MARK.dash],
  ['--', MARK.dash],
  ['–', MARK.dash],
  ['—', MARK.dash],
  ['(', MARK.bracketOpen],
  ['[', MARK.bracketOpen],
  [')', MARK.bracketClose],
  [']', MARK.bracketClose],
]);

const DOUBLE = 1;
const SINGLE = 2;

/** Mixes a number into a hash (the 32-bit finaliser of MurmurHash3, shortened). */
export function mix(hash: number, value: number): number {
  let h = Math.imul(hash ^ value, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return mix(h, text.length);
}

interface Known {
  word: number;
  shape: number;
  mark: number;
  quote: number;
  /** The lemma, part of speech and number of the form that it had last, and all its forms. */
  lemma: string;
  pos: number;
  form: number;
  forms: Map<string, number>;
}

function know(text: string): Known {
  const lower = text.toLowerCase();
  return {
    word: hashText(lower),
    shape: shapeOf(text),
    mark: MARKS.get(text) ?? (/[\p{L}\p{N}]/u.test(text) ? MARK.none : MARK.other),
    quote: /^["“”„«»]+$|^''$|^``$/.test(text) ? DOUBLE : /^['‘’`]$/.test(text) ? SINGLE : 0,
    lemma: '',
    pos: -1,
    form: -1,
    forms: new Map(),
  };
}

function shapeOf(text: string): number {
  if (/^\p{Lu}\p{Ll}/u.test(text)) return 1;
  if (/^\p{Lu}$/u.test(text)) return 2;
  if (/^[\p{Lu}.]+$/u.test(text)) return 3;
  if (/^\d/.test(text)) return 4;
  if (/^['’]/.test(text)) return 5;
  return /^\p{Ll}/u.test(text) ? 6 : 0;
}

/** Turns words into columns. Words that stand in no passage or sentence are left out. */
export function tokensOf(
  body: string,
  words: readonly Word[],
  passages: readonly Passage[],
  sentences: readonly Span[],
): Tokens {
  const n = words.length;
  const t: Tokens = {
    length: n,
    words: [],
    start: new Int32Array(n),
    end: new Int32Array(n),
    word: new Int32Array(n),
    lemma: new Int32Array(n),
    pos: new Uint8Array(n),
    shape: new Uint8Array(n),
    classes: new Uint8Array(n),
    mark: new Uint8Array(n),
    quoted: new Uint8Array(n),
    block: new Uint8Array(n),
    sentence: new Int32Array(n),
    passage: new Int32Array(n),
    form: new Int32Array(n),
    forms: 0,
  };
  const knownWords = new Map<string, Known>();
  const knownLemmas = new Map<string, [hash: number, classes: number]>();
  const quotes = new Uint8Array(n);
  let at = 0;
  let s = 0;
  let p = 0;
  for (let i = 0; i < n; i++) {
    const word = words[i]!;
    const { start, text, lemma: form } = word;
    while (p < passages.length && passages[p]!.end <= start) p++;
    while (s < sentences.length && sentences[s]!.end <= start) s++;
    const passage = passages[p];
    const sentence = sentences[s];
    if (!passage || !sentence || start < passage.start || start < sentence.start) continue;
    let known = knownWords.get(text);
    if (!known) knownWords.set(text, (known = know(text)));
    let lemma = knownLemmas.get(form);
    if (!lemma) knownLemmas.set(form, (lemma = [hashText(form), cueClasses(form)]));
    t.words.push(word);
    t.start[at] = start;
    t.end[at] = word.end;
    t.word[at] = known.word;
    t.shape[at] = known.shape;
    t.mark[at] = known.mark;
    t.lemma[at] = lemma[0];
    t.classes[at] = lemma[1];
    const pos = tagNumber.get(word.pos) ?? 0;
    t.pos[at] = pos;
    // A word mostly has the form that it had last.
    if (known.lemma !== form || known.pos !== pos) {
      const key = `${pos} ${form}`;
      let number = known.forms.get(key);
      if (number === undefined) known.forms.set(key, (number = t.forms++));
      known.lemma = form;
      known.pos = pos;
      known.form = number;
    }
    t.form[at] = known.form;
    t.sentence[at] = s;
    t.passage[at] = p;
    if (passage.kind === 'quotation') t.block[at] = 1;
    quotes[at] = known.quote;
    at++;
  }
  t.length = at;
  markQuotes(body, t, quotes);
  return t;
}

/**
 * Tells opening from closing quotation marks and marks the words between them. A quotation ends with its passage:
 * one that runs on is opened again by the next.
 */
function markQuotes(body: string, t: Tokens, quotes: Uint8Array): void {
  let inside = 0;
  let opened = -1;
  for (let i = 0; i < t.length; i++) {
    if (i > 0 && t.passage[i] !== t.passage[i - 1]) {
      if (inside === SINGLE) t.quoted.fill(0, opened, i);
      inside = 0;
    }
    const kind = quotes[i]!;
    if (kind !== 0) {
      const before = body.charCodeAt(t.start[i]! - 1);
      const after = body.charCodeAt(t.end[i]!);
      const mark = body.charCodeAt(t.start[i]!);
      const doubled = kind === SINGLE && quotes[i + 1] === SINGLE && t.start[i + 1] === t.end[i];
      const level = doubled ? DOUBLE : kind;
      if (inside === 0) {
        const opens = kind === DOUBLE ? mark !== 0x201d : opensWord(before, after) || doubled;
        if (opens) {
          inside = level;
          opened = i;
          t.mark[i] = MARK.open;
          if (doubled) t.mark[++i] = MARK.open;
          continue;
        }
        t.mark[i] = kind === DOUBLE ? MARK.close : MARK.other;
      } else if (inside === level && (kind === DOUBLE ? mark !== 0x201c : !isLetter(after))) {
        inside = 0;
        t.mark[i] = MARK.close;
        if (doubled) t.mark[++i] = MARK.close;
        continue;
      } else if (kind === DOUBLE && inside === DOUBLE) {
        t.mark[i] = MARK.open;
        continue;
      } else if (kind === DOUBLE && inside === SINGLE) {
        // A single mark that never closed was an apostrophe.
        t.quoted.fill(0, opened, i);
        inside = DOUBLE;
        opened = i;
        t.mark[i] = MARK.open;
        continue;
      }
    }
    t.quoted[i] = inside;
  }
}

function opensWord(before: number, after: number): boolean {
  return !isLetter(before) && before !== 0x2e && before !== 0x2c && isLetter(after);
}

function isLetter(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    (code > 0xbf && code < 0x2000)
  );
}
