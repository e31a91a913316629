import { MARK, mix as mixed, TAG, type Tokens } from './tokens.ts';

// Bound here, because every use of an imported name is a call where modules are compiled on the fly.
const mix = mixed;
const { open: OPEN, close: CLOSE } = MARK;

const NOUNS = new Set<number>([TAG.NOUN, TAG.PROPN, TAG.PRON, TAG.NUM]);
const VERB = TAG.VERB;

/** Facts of the neighbourhood, one pass over the tokens in each direction. */
export interface Surroundings {
  nextMark: Uint8Array;
  lastMark: Uint8Array;
  lastVerb: Int32Array;
  nextVerb: Int32Array;
  lastNoun: Int32Array;
  /** Part of speech and shape of the last noun or pronoun: what kind of subject a verb here would have. */
  lastNounSort: Uint8Array;
  /** Bits: the sentence has a quotation, a word that credits, the passage begins here. */
  sentenceHas: Uint8Array;
}

const SPREAD = 0x9e3779b1;

export function surroundingsOf(t: Tokens): Surroundings {
  const n = t.length;
  const s: Surroundings = {
    nextMark: new Uint8Array(n),
    lastMark: new Uint8Array(n),
    lastVerb: new Int32Array(n),
    nextVerb: new Int32Array(n),
    lastNoun: new Int32Array(n),
    lastNounSort: new Uint8Array(n),
    sentenceHas: new Uint8Array(n),
  };
  let mark = 0;
  let verb = 0;
  let noun = 0;
  let sort = 0;
  let first = 0;
  let has = 0;
  for (let i = 0; i < n; i++) {
    if (i === 0 || t.sentence[i] !== t.sentence[i - 1]) {
      for (let j = first; j < i; j++) s.sentenceHas[j] = has;
      mark = verb = noun = sort = has = 0;
      first = i;
    }
    s.lastMark[i] = mark;
    s.lastVerb[i] = verb;
    s.lastNoun[i] = noun;
    s.lastNounSort[i] = sort;
    if (t.mark[i] !== 0) {
      mark = t.mark[i]!;
      if (mark === OPEN || mark === CLOSE) has |= 1;
    }
    if (t.quoted[i]) has |= 2;
    if (t.pos[i] === VERB) {
      verb = t.lemma[i]!;
      if (t.classes[i]! & 1) has |= 4;
    }
    if (NOUNS.has(t.pos[i]!)) {
      noun = t.word[i]!;
      sort = t.pos[i]! * 8 + t.shape[i]!;
    }
  }
  for (let j = first; j < n; j++) s.sentenceHas[j] = has;
  mark = verb = 0;
  for (let i = n - 1; i >= 0; i--) {
    if (i === n - 1 || t.sentence[i] !== t.sentence[i + 1]) {
      mark = verb = 0;
    }
    s.nextMark[i] = mark;
    s.nextVerb[i] = verb;
    if (t.mark[i] !== 0) mark = t.mark[i]!;
    if (t.pos[i] === VERB) verb = t.lemma[i]!;
  }
  return s;
}

/** Settings in which one word follows another: within a sentence, after a mark, across sentences, so in a quotation. */
export const SETTINGS = 4;
export const ACROSS_SENTENCES = 2;

export function settingOf(t: Tokens, i: number): number {
  if (i === 0) return ACROSS_SENTENCES;
  if (t.sentence[i] !== t.sentence[i - 1]) return t.quoted[i] !== 0 && t.quoted[i - 1] !== 0 ? 3 : ACROSS_SENTENCES;
  return t.mark[i - 1] === 0 ? 0 : 1;
}

/** Where no neighbour stands in the sentence, these stand for its word and its part of speech. */
const EDGES = { before: 11, after: 13 };
const TAG_BEFORE = 30;
const TAG_AFTER = 31;

/** A form is judged where it stands, and speaks as the word before and as the word after another. */
export const FORM_ROLES = 3;
const FORM_SIZES = [4, 2, 2];

/**
 * The features that hang on the form of a token alone, so that they need be summed only once for each form: of a token
 * where it stands (role 0), and as the neighbour before (1) or after (2); -1 is the edge of the sentence. Returns how many.
 */
export function formFeatures(t: Tokens, i: number, role: number, out: Int32Array, at = 0): number {
  const is = i >= 0;
  if (role === 0) {
    const l = t.lemma[i]!;
    const p = t.pos[i]!;
    out[at] = hashed(0, 0);
    out[at + 1] = hashed(1, t.word[i]!);
    out[at + 2] = hashed(18, mix(l, p));
    out[at + 3] = hashed(28, t.classes[i]! * 32 + p);
  } else if (role === 1) {
    out[at] = hashed(3, is ? t.word[i]! : EDGES.before);
    out[at + 1] = hashed(7, is ? t.lemma[i]! : EDGES.before);
  } else {
    out[at] = hashed(5, is ? t.word[i]! : EDGES.after);
    out[at + 1] = hashed(8, is ? t.lemma[i]! : EDGES.after);
  }
  return FORM_SIZES[role]!;
}

/** A word's neighbours in its sentence: their tokens, or -1; and their parts of speech, edges told. */
export interface Neighbours {
  before: number;
  after: number;
  p1: number;
  p2: number;
  q1: number;
  q2: number;
}

export const nobody = (): Neighbours => ({
  before: -1,
  after: -1,
  p1: TAG_BEFORE,
  p2: TAG_BEFORE,
  q1: TAG_AFTER,
  q2: TAG_AFTER,
});

/** Looks around in the sentence of a token, into the given room. */
export function lookAround({ sentence, pos, length }: Tokens, i: number, near: Neighbours): void {
  const own = sentence[i]!;
  near.before = i > 0 && sentence[i - 1] === own ? i - 1 : -1;
  near.after = i + 1 < length && sentence[i + 1] === own ? i + 1 : -1;
  near.p1 = near.before === -1 ? TAG_BEFORE : pos[i - 1]!;
  near.p2 = i > 1 && sentence[i - 2] === own ? pos[i - 2]! : TAG_BEFORE;
  near.q1 = near.after === -1 ? TAG_AFTER : pos[i + 1]!;
  near.q2 = i + 2 < length && sentence[i + 2] === own ? pos[i + 2]! : TAG_AFTER;
}

const PLACE = 17;

/** How many features a word has in all. */
export const BASE = FORM_SIZES.reduce((sum, size) => sum + size, 0) + PLACE;

/** The features of the word in its place: pairs with its neighbours, marks, distances. Returns how many. */
export function placeFeatures(
  t: Tokens,
  s: Surroundings,
  i: number,
  { before, after, p1, p2, q1, q2 }: Neighbours,
  out: Int32Array,
  at: number,
): number {
  const l = t.lemma[i]!;
  const p = t.pos[i]!;
  const c = t.classes[i]!;
  const k = t.mark[i]!;
  const q = t.quoted[i]!;
  let l1 = EDGES.before;
  let c1 = 0;
  let k1 = 15;
  let quoted = q;
  if (before !== -1) {
    l1 = t.lemma[before]!;
    c1 = t.classes[before]!;
    k1 = t.mark[before]!;
    quoted |= t.quoted[before]! << 2;
  }
  let m1 = EDGES.after;
  let x1 = 15;
  if (after !== -1) {
    m1 = t.lemma[after]!;
    x1 = t.mark[after]!;
    quoted |= t.quoted[after]! << 4;
  }
  const nm = s.nextMark[i]!;
  const lm = s.lastMark[i]!;
  const sort = s.lastNounSort[i]!;
  out[at] = hashed(21, mix(l, quoted));
  out[at + 1] = hashed(22, mix(l1, l));
  out[at + 2] = hashed(23, mix(l, m1));
  out[at + 3] = hashed(29, (c1 * 64 + c) * 32 + p);
  out[at + 4] = hashed(31, (k1 * 16 + k) * 16 + x1);
  out[at + 5] = hashed(32, (k1 * 64 + quoted) * 32 + p);
  out[at + 6] = hashed(33, (x1 * 64 + quoted) * 32 + p);
  out[at + 7] = hashed(37, mix(s.lastVerb[i]!, p));
  out[at + 8] = hashed(38, mix(s.nextVerb[i]!, p));
  out[at + 9] = hashed(39, mix(s.lastNoun[i]!, p));
  out[at + 10] = hashed(43, s.sentenceHas[i]! * 32 + p);
  out[at + 11] = hashed(44, mix(l, (lm * 16 + nm) * 8 + q));
  out[at + 12] = hashed(50, (sort * 64 + c) * 32 + p);
  out[at + 13] = hashed(51, mix(sort, l));
  out[at + 14] = hashed(13, (p1 * 32 + p) * 32 + q1);
  out[at + 15] = hashed(14, (p2 * 32 + p1) * 32 + p);
  out[at + 16] = hashed(15, (p * 32 + q1) * 32 + q2);
  return PLACE;
}

/** All features of a word, as hashes, into `out` from `at`. */
export function baseFeatures(t: Tokens, s: Surroundings, i: number, out: Int32Array, at: number): void {
  const near = nobody();
  lookAround(t, i, near);
  let to = at;
  to += formFeatures(t, i, 0, out, to);
  to += formFeatures(t, near.before, 1, out, to);
  to += formFeatures(t, near.after, 2, out, to);
  placeFeatures(t, s, i, near, out, to);
}

/** Keeps the kinds of features apart. */
const hashed = (kind: number, value: number): number => mix(Math.imul(kind + 1, SPREAD), value);
