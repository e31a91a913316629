import { MARK, mix as mixed, TAG, type Tokens } from './tokens.ts';

// Bound here, because every use of an imported name is a call where modules are compiled on the fly.
const mix = mixed;
const { open: OPEN, close: CLOSE } = MARK;

export const BASE = 52;

const NOUNS = new Set<number>([TAG.NOUN, TAG.PROPN, TAG.PRON, TAG.NUM]);
const VERB = TAG.VERB;

/** Facts of the neighbourhood, one pass over the tokens in each direction. */
export interface Surroundings {
  nextMark: Uint8Array;
  nextMarkFar: Uint8Array;
  lastMark: Uint8Array;
  lastMarkFar: Uint8Array;
  lastVerb: Int32Array;
  nextVerb: Int32Array;
  lastNoun: Int32Array;
  /** Part of speech and shape of the last noun or pronoun: what kind of subject a verb here would have. */
  lastNounSort: Uint8Array;
  fromStart: Uint8Array;
  toEnd: Uint8Array;
  /** Bits: the sentence has a quotation, a word that credits, the passage begins here. */
  sentenceHas: Uint8Array;
}

/** Keeps the kinds of features apart. */
const SPREAD = 0x9e3779b1;

const far = (d: number): number => (d < 5 ? d : d < 8 ? 5 : d < 14 ? 6 : d < 25 ? 7 : 8);

export function surroundingsOf(t: Tokens): Surroundings {
  const n = t.length;
  const s: Surroundings = {
    nextMark: new Uint8Array(n),
    nextMarkFar: new Uint8Array(n),
    lastMark: new Uint8Array(n),
    lastMarkFar: new Uint8Array(n),
    lastVerb: new Int32Array(n),
    nextVerb: new Int32Array(n),
    lastNoun: new Int32Array(n),
    lastNounSort: new Uint8Array(n),
    fromStart: new Uint8Array(n),
    toEnd: new Uint8Array(n),
    sentenceHas: new Uint8Array(n),
  };
  let mark = 0;
  let markAt = 0;
  let verb = 0;
  let noun = 0;
  let sort = 0;
  let first = 0;
  let has = 0;
  for (let i = 0; i < n; i++) {
    if (i === 0 || t.sentence[i] !== t.sentence[i - 1]) {
      for (let j = first; j < i; j++) s.sentenceHas[j] = has;
      mark = verb = noun = sort = has = 0;
      markAt = first = i;
    }
    s.lastMark[i] = mark;
    s.lastMarkFar[i] = far(i - markAt);
    s.lastVerb[i] = verb;
    s.lastNoun[i] = noun;
    s.lastNounSort[i] = sort;
    s.fromStart[i] = far(i - first);
    if (t.mark[i] !== 0) {
      mark = t.mark[i]!;
      markAt = i;
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
  let last = n;
  for (let i = n - 1; i >= 0; i--) {
    if (i === n - 1 || t.sentence[i] !== t.sentence[i + 1]) {
      mark = verb = 0;
      markAt = last = i;
    }
    s.nextMark[i] = mark;
    s.nextMarkFar[i] = far(markAt - i);
    s.nextVerb[i] = verb;
    s.toEnd[i] = far(last - i);
    if (t.mark[i] !== 0) {
      mark = t.mark[i]!;
      markAt = i;
    }
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

/** The features of one word that its neighbours give, as hashes, into `out` from `at`. */
export function baseFeatures(t: Tokens, s: Surroundings, i: number, out: Int32Array, at: number): void {
  const n = t.length;
  const sen = t.sentence[i]!;
  const has1 = i > 0 && t.sentence[i - 1] === sen;
  const has2 = i > 1 && t.sentence[i - 2] === sen;
  const has3 = i + 1 < n && t.sentence[i + 1] === sen;
  const has4 = i + 2 < n && t.sentence[i + 2] === sen;
  const w = t.word[i]!;
  const l = t.lemma[i]!;
  const p = t.pos[i]!;
  const w1 = has1 ? t.word[i - 1]! : 11;
  const w2 = has2 ? t.word[i - 2]! : 12;
  const v1 = has3 ? t.word[i + 1]! : 13;
  const v2 = has4 ? t.word[i + 2]! : 14;
  const l1 = has1 ? t.lemma[i - 1]! : 11;
  const m1 = has3 ? t.lemma[i + 1]! : 13;
  const p1 = has1 ? t.pos[i - 1]! : 30;
  const p2 = has2 ? t.pos[i - 2]! : 30;
  const q1 = has3 ? t.pos[i + 1]! : 31;
  const q2 = has4 ? t.pos[i + 2]! : 31;
  const c = t.classes[i]!;
  const c1 = has1 ? t.classes[i - 1]! : 0;
  const d1 = has3 ? t.classes[i + 1]! : 0;
  const k = t.mark[i]!;
  const k1 = has1 ? t.mark[i - 1]! : 15;
  const x1 = has3 ? t.mark[i + 1]! : 15;
  const sh = t.shape[i]!;
  const q = t.quoted[i]!;
  const qq = q | ((has1 ? t.quoted[i - 1]! : 0) << 2) | ((has3 ? t.quoted[i + 1]! : 0) << 4);
  const nm = s.nextMark[i]!;
  const lm = s.lastMark[i]!;
  const sh1 = has1 ? t.shape[i - 1]! : 7;
  const z1 = has3 ? t.shape[i + 1]! : 7;
  const start = s.fromStart[i]!;
  const end = s.toEnd[i]!;
  const passageStart = i === 0 || t.passage[i] !== t.passage[i - 1] ? 1 : 0;
  let o = at;
  out[o++] = 0;
  out[o++] = w;
  out[o++] = l;
  out[o++] = w1;
  out[o++] = w2;
  out[o++] = v1;
  out[o++] = v2;
  out[o++] = l1;
  out[o++] = m1;
  out[o++] = p2 * 32 + p1;
  out[o++] = q1 * 32 + q2;
  out[o++] = p1 * 32 + p;
  out[o++] = p * 32 + q1;
  out[o++] = (p1 * 32 + p) * 32 + q1;
  out[o++] = (p2 * 32 + p1) * 32 + p;
  out[o++] = (p * 32 + q1) * 32 + q2;
  out[o++] = ((p2 * 32 + p1) * 32 + p) * 32 + q1;
  out[o++] = ((p1 * 32 + p) * 32 + q1) * 32 + q2;
  out[o++] = mix(l, p);
  out[o++] = mix(l, p1);
  out[o++] = mix(l, q1);
  out[o++] = mix(l, qq);
  out[o++] = mix(l1, l);
  out[o++] = mix(l, m1);
  out[o++] = mix(w1, p);
  out[o++] = mix(v1, p);
  out[o++] = t.ending[i]!;
  out[o++] = (sh * 8 + sh1) * 8 + z1;
  out[o++] = c * 32 + p;
  out[o++] = (c1 * 64 + c) * 32 + p;
  out[o++] = (c * 64 + d1) * 32 + p;
  out[o++] = (k1 * 16 + k) * 16 + x1;
  out[o++] = (k1 * 64 + qq) * 32 + p;
  out[o++] = (x1 * 64 + qq) * 32 + p;
  out[o++] = nm * 16 + s.nextMarkFar[i]!;
  out[o++] = lm * 16 + s.lastMarkFar[i]!;
  out[o++] = (nm * 16 + lm) * 32 + p;
  out[o++] = mix(s.lastVerb[i]!, p);
  out[o++] = mix(s.nextVerb[i]!, p);
  out[o++] = mix(s.lastNoun[i]!, p);
  out[o++] = start * 2 + passageStart;
  out[o++] = end * 8 + q;
  out[o++] = (start * 2 + passageStart) * 32 + p;
  out[o++] = s.sentenceHas[i]! * 32 + p;
  out[o++] = mix(l, (lm * 16 + nm) * 8 + q);
  out[o++] = p1;
  out[o++] = q1;
  out[o++] = ((c * 32 + p) * 32 + q1) * 32 + q2;
  out[o++] = ((c * 32 + p) * 32 + p1) * 32 + p2;
  out[o++] = (c * 16 + nm) * 64 + qq;
  out[o++] = (s.lastNounSort[i]! * 64 + c) * 32 + p;
  out[o++] = mix(s.lastNounSort[i]!, l);
  for (let k = 0; k < BASE; k++) out[at + k] = mix(Math.imul(k + 1, SPREAD), out[at + k]!);
}
