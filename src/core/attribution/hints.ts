import { SAYS, SHOWS } from './lexicon.ts';
import { FIRST, labelOf, LAST, ONLY, PARTS, WITHIN } from './labels.ts';
import { headSort } from './roles.ts';
import { MARK, TAG, type Tokens } from './tokens.ts';

// Bound here, because every use of an imported name is a call where modules are compiled on the fly.
const says = SAYS;
const shows = SHOWS;
const verb: number = TAG.VERB;

const CUE = PARTS.indexOf('cue');
const SOURCE_BEFORE = PARTS.indexOf('sourceBefore');
const SOURCE_AFTER = PARTS.indexOf('sourceAfter');

/** Fixed wordings that are a cue wherever they stand; a source follows. */
const WORDINGS = ['according to', 'in the words of', 'in the view of', 'in the opinion of'].map((wording) =>
  wording.split(' '),
);
const WORDING_STARTS = new Set(WORDINGS.map(([first]) => first));

/** Names and what can stand with them. */
export const IN_SUBJECT = new Set<number>([TAG.PROPN, TAG.NOUN, TAG.PRON, TAG.DET, TAG.ADJ, TAG.NUM]);
const LONGEST_SUBJECT = 6;

/** For each token the label that plain wording asks for, or 0: what need not be learned from examples. */
export function hintsOf(t: Tokens): Uint8Array {
  const hints = new Uint8Array(t.length);
  for (let i = 0; i < t.length; i++) {
    const { normal } = t.words[i]!;
    if (WORDING_STARTS.has(normal)) hintWording(t, i, hints);
    else if (isCiting(t, i)) mark(hints, CUE, i, i + 1);
    else if (isOrder(t, i)) hintOrder(t, i, hints);
    else if (isSaying(t, i)) hintSaying(t, i, hints);
    else if (isShowing(t, i)) hintInserted(t, i, i + 1, hints);
    else if (normal === 'put' && t.words[i + 1]?.normal === 'it') hintInserted(t, i, i + 2, hints);
  }
  return hints;
}

function hintWording(t: Tokens, at: number, hints: Uint8Array): void {
  for (const wording of WORDINGS) {
    const end = at + wording.length;
    const after = t.words[end];
    if (!after || t.mark[end] !== 0 || t.sentence[end] !== t.sentence[at]) continue;
    if (!wording.every((word, k) => t.words[at + k]!.normal === word)) continue;
    mark(hints, CUE, at, end);
    hints[end] = labelOf(SOURCE_AFTER, FIRST);
    return;
  }
}

function mark(hints: Uint8Array, part: number, from: number, to: number): void {
  hints.fill(labelOf(part, WITHIN), from, to);
  hints[from] = labelOf(part, to - from === 1 ? ONLY : FIRST);
  if (to - from > 1) hints[to - 1] = labelOf(part, LAST);
}

function hintSaying(t: Tokens, at: number, hints: Uint8Array): void {
  hintInserted(t, at, at + 1, hints);
  hintInverted(t, at, hints);
}

/** "“I am sorry,” said the mayor." and "Said the mayor: “I am sorry.”": the subject after the verb, and nothing more. */
function hintInverted(t: Tokens, at: number, hints: Uint8Array): void {
  const { lemma, normal } = t.words[at]!;
  const opens = (at === 0 || t.sentence[at - 1] !== t.sentence[at]) && lemma !== normal;
  if (!opens && t.mark[at - 1] !== MARK.close) return;
  let to = at + 1;
  while (to < t.length && to - at <= LONGEST_SUBJECT && IN_SUBJECT.has(t.pos[to]!) && t.mark[to] === MARK.none) to++;
  const ends = t.mark[to];
  if (to === at + 1 || t.sentence[to] !== t.sentence[at]) return;
  if (opens ? ends !== MARK.colon : ends !== MARK.stop && ends !== MARK.comma) return;
  mark(hints, CUE, at, at + 1);
  hints[at + 1] = labelOf(SOURCE_AFTER, FIRST);
}

/** ", Bloomberg reports," and "as Ann Lee put it,": a saying-word and its subject between two marks. */
function hintInserted(t: Tokens, at: number, end: number, hints: Uint8Array): void {
  if (t.mark[end] !== MARK.comma && t.mark[end] !== MARK.stop) return;
  let from = at;
  while (from > 0 && at - from < LONGEST_SUBJECT && t.sentence[from - 1] === t.sentence[at]) {
    if (!IN_SUBJECT.has(t.pos[from - 1]!) || t.mark[from - 1] !== MARK.none) break;
    from--;
  }
  if (from === at || from === 0 || t.sentence[from - 1] !== t.sentence[at]) return;
  if (t.mark[from - 1] !== MARK.comma && (end - at === 1 || t.words[from - 1]!.normal !== 'as')) return;
  mark(hints, SOURCE_BEFORE, from, at);
  mark(hints, CUE, at, end);
}

/** A verb, or what the tagger took for a plural after a name: "Bloomberg reports". */
function isSaying(t: Tokens, at: number): boolean {
  if ((t.classes[at]! & says) === 0) return false;
  if (t.pos[at] === verb) return true;
  return t.pos[at] === TAG.NOUN && t.pos[at - 1] === TAG.PROPN && t.words[at]!.normal.endsWith('s');
}

/** ", records show.", whatever the tagger took "show" for. */
function isShowing(t: Tokens, at: number): boolean {
  if (at === 0 || (t.classes[at]! & shows) === 0 || t.mark[at + 1] !== MARK.stop) return false;
  const { lemma, normal } = t.words[at - 1]!;
  return t.pos[at - 1] === TAG.NOUN && headSort(lemma, normal) === 'document';
}

/** ", citing four people" */
function isCiting(t: Tokens, at: number): boolean {
  return t.words[at]!.normal === 'citing' && at > 0 && t.mark[at - 1] === MARK.comma;
}

const ORDERS = new Set(['instruct', 'order', 'direct', 'command', 'urge', 'ask', 'tell']);
const LONGEST_ADDRESSEE = 6;

/** "the president instructed the agency to cover": an order in the active voice, to somebody, to do something. */
function isOrder(t: Tokens, at: number): boolean {
  if (t.pos[at] !== verb || !ORDERS.has(t.words[at]!.lemma) || at === 0) return false;
  const before = t.pos[subjectEnd(t, at) - 1];
  if (before !== TAG.NOUN && before !== TAG.PROPN && before !== TAG.PRON) return false;
  let to = at + 1;
  while (to < t.length && to - at <= LONGEST_ADDRESSEE && IN_SUBJECT.has(t.pos[to]!) && t.mark[to] === 0) to++;
  if (to === at + 1 || t.sentence[to + 1] !== t.sentence[at]) return false;
  return t.words[to]!.normal === 'to' && (t.pos[to + 1] === TAG.VERB || t.pos[to + 1] === TAG.AUX);
}

function hintOrder(t: Tokens, at: number, hints: Uint8Array): void {
  mark(hints, CUE, at, at + 1);
  const to = subjectEnd(t, at);
  if (to === at) return;
  let from = to;
  while (from > 0 && to - from < LONGEST_SUBJECT && t.sentence[from - 1] === t.sentence[at]) {
    if (!IN_SUBJECT.has(t.pos[from - 1]!)) break;
    from--;
  }
  mark(hints, SOURCE_BEFORE, from, to);
}

const LONGEST_ASIDE = 10;

/** Where the subject of a verb ends: before the verb, or before an aside between two commas ("The order, signed on Friday, "). */
function subjectEnd(t: Tokens, at: number): number {
  if (t.mark[at - 1] !== MARK.comma) return at;
  for (let i = at - 2; i > 0 && at - i <= LONGEST_ASIDE && t.sentence[i] === t.sentence[at]; i--)
    if (t.mark[i] === MARK.comma) return i;
  return at;
}
