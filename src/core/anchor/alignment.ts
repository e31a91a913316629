import { guides, landmarks, type Landmarks } from './landmarks.ts';
import { cellsOf, pairWords, type Pair, type Run, type Window } from './reading.ts';
import { weigh } from './weight.ts';
import { cutWords, SENTENCE_BREAK, textOf, type Lexicon, type Words } from './words.ts';

/** A pairing of the words of two texts, each with at most one of the other; -1 is none. */
export interface Pairing {
  toAfter: Int32Array;
  toBefore: Int32Array;
}

/** Where each word of a text went in the next. */
export interface Alignment extends Pair {
  lexicon: Lexicon;
  /** The words that kept their order. */
  kept: Pairing;
  /** The words that stand elsewhere now, and the runs they went in. */
  moved: Pairing;
  movedRuns: Run[];
  /** By word of the text before: the shortest stretch beginning there that both texts have exactly once, or 0. */
  unique: Int32Array;
  /** Where the words of the landmarks stand in the text after; -1 for all others. */
  landmarkAt: Int32Array;
  /** By place between words: the end of the last landmark that ends at or before it, and the start of the next. */
  sureBefore: Int32Array;
  sureAfter: Int32Array;
}

/** The largest table of words by words that one gap between landmarks is worth. */
const GAP_LIMIT = 1_000_000;
/** How many cells of such tables each word of the texts pays for, so that time stays linear in their length. */
const CELLS_PER_WORD = 64;
const CELLS_AT_LEAST = 4_000_000;

export function align(before: string, after: string): Alignment {
  const lexicon: Lexicon = new Map();
  const was = cutWords(before, lexicon);
  const is = cutWords(after, lexicon);
  const pair: Pair = { before: was, after: is, weights: weigh(was, is, lexicon.size) };
  const found = landmarks(pair);
  const kept = noPairs(was, is);
  let purse = purseFor(pair);
  for (const run of found.path) pairRun(kept, run);
  const landmarkAt = kept.toAfter.slice();
  const whole = { before: 0, beforeEnd: was.count, after: 0, afterEnd: is.count };
  for (const gap of gapsBetween(found.path, whole)) purse -= pairGap(pair, kept, gap, purse);
  const moved = noPairs(was, is);
  const movedRuns = pairMoved(pair, kept, moved, found);
  return {
    ...pair,
    lexicon,
    kept,
    moved,
    movedRuns,
    landmarkAt,
    unique: found.unique,
    ...sureEdges(found.path, found.unique),
  };
}

/** How many cells of tables two texts may fill in all. */
export function purseFor(pair: Pair): number {
  return CELLS_AT_LEAST + CELLS_PER_WORD * (pair.before.count + pair.after.count);
}

function noPairs(before: Words, after: Words): Pairing {
  return { toAfter: new Int32Array(before.count).fill(-1), toBefore: new Int32Array(after.count).fill(-1) };
}

function join(pairing: Pairing, before: number, after: number): void {
  pairing.toAfter[before] = after;
  pairing.toBefore[after] = before;
}

function part(pairing: Pairing, before: number, after: number): void {
  pairing.toAfter[before] = -1;
  pairing.toBefore[after] = -1;
}

function pairRun(pairing: Pairing, run: Run): void {
  for (let word = 0; word < run.length; word++) join(pairing, run.before + word, run.after + word);
}

function gapsBetween(path: Run[], within: Window): Window[] {
  const gaps: Window[] = [];
  let from = { before: within.before, after: within.after };
  for (const run of [...path, { before: within.beforeEnd, after: within.afterEnd, length: 0 }]) {
    if (run.before > from.before && run.after > from.after) {
      gaps.push({ before: from.before, beforeEnd: run.before, after: from.after, afterEnd: run.after });
    }
    from = { before: run.before + run.length, after: run.after + run.length };
  }
  return gaps;
}

/** Pairs the words between two landmarks, and says how many cells that took. */
function pairGap(pair: Pair, kept: Pairing, gap: Window, purse: number): number {
  const cells = cellsOf(gap);
  if (cells <= Math.min(GAP_LIMIT, purse)) return pairAll(pair, kept, gap);
  const path = guides(pair, gap);
  for (const run of path) pairRun(kept, run);
  let spent = 0;
  for (const smaller of gapsBetween(path, gap)) {
    const affordable = cellsOf(smaller) <= Math.min(GAP_LIMIT, purse - spent);
    if (affordable) spent += pairAll(pair, kept, smaller);
    else pairEnds(pair, kept, smaller);
  }
  return spent;
}

function pairAll(pair: Pair, kept: Pairing, gap: Window): number {
  pairWords(pair, gap, (before, after) => join(kept, before, after));
  return cellsOf(gap);
}

/** Where too much was rewritten to read it all, what still begins and ends alike is kept. */
function pairEnds(pair: Pair, kept: Pairing, gap: Window): void {
  let { before, beforeEnd, after, afterEnd } = gap;
  const same = () => pair.before.keys[before] === pair.after.keys[after];
  const sameEnd = () => pair.before.keys[beforeEnd - 1] === pair.after.keys[afterEnd - 1];
  while (before < beforeEnd && after < afterEnd && same()) join(kept, before++, after++);
  while (before < beforeEnd && after < afterEnd && sameEnd()) join(kept, --beforeEnd, --afterEnd);
}

/** How much of a moved run may have been paired in place, by chance, with other words. */
const STRAY_SHARE = 0.4;
/** Moved runs no further apart than this many words are one moved passage that was edited. */
const NEAR = 64;

function pairMoved(pair: Pair, kept: Pairing, moved: Pairing, found: Landmarks): Run[] {
  const weight = (run: Run) => pair.weights.before[run.before + run.length]! - pair.weights.before[run.before]!;
  const sure = new Uint8Array(pair.before.count);
  for (const run of found.path) sure.fill(1, run.before, run.before + run.length);
  const runs: Run[] = [];
  for (const stray of found.strays.toSorted((a, b) => weight(b) - weight(a))) {
    const own = withoutKeptEnds(kept, stray);
    if (!isUnique(found, own)) continue;
    const run = withoutRagged(pair, found, widen(pair, kept, moved, own));
    if (!isFree(pair, kept, moved, sure, run)) continue;
    for (let word = 0; word < run.length; word++) move(kept, moved, run.before + word, run.after + word);
    takeOpening(pair, kept, moved, run);
    takeStop(pair, kept, moved, run);
    runs.push(run);
  }
  const inOrder = runs.toSorted((a, b) => a.before - b.before);
  inOrder.forEach((run, index) => {
    const next = inOrder[index + 1];
    if (next) pairBetweenMoved(pair, kept, moved, run, next);
  });
  return inOrder;
}

function move(kept: Pairing, moved: Pairing, before: number, after: number): void {
  if (kept.toAfter[before]! >= 0) part(kept, before, kept.toAfter[before]!);
  if (kept.toBefore[after]! >= 0) part(kept, kept.toBefore[after]!, after);
  join(moved, before, after);
}

/** A sentence that moved took the mark before its first word along, too. */
function takeOpening({ before, after }: Pair, kept: Pairing, moved: Pairing, run: Run): void {
  const mark = run.before - 1;
  const place = run.after - 1;
  if (mark < 0 || place < 0 || before.keys[mark] !== after.keys[place]) return;
  if (before.breaks[mark]! < SENTENCE_BREAK || after.breaks[place]! < SENTENCE_BREAK) return;
  if (!isMark(before, mark) || moved.toAfter[mark]! >= 0 || moved.toBefore[place]! >= 0) return;
  move(kept, moved, mark, place);
  run.before--;
  run.after--;
  run.length++;
}

function isMark(words: Words, word: number): boolean {
  return !/[\p{L}\p{N}]/u.test(textOf(words, word, word + 1));
}

/** A sentence that moved took its stop along, though the sentence that came in its place has the same. */
function takeStop({ before, after }: Pair, kept: Pairing, moved: Pairing, run: Run): void {
  if (before.breaks[run.before]! < SENTENCE_BREAK || after.breaks[run.after]! < SENTENCE_BREAK) return;
  for (let taken = 0; taken < MOST_STOPS; taken++) {
    const stop = run.before + run.length;
    const place = run.after + run.length;
    if (stop >= before.count || place >= after.count || before.keys[stop] !== after.keys[place]) return;
    if (before.breaks[stop]! >= SENTENCE_BREAK || after.breaks[place]! >= SENTENCE_BREAK) return;
    if (!isMark(before, stop)) return;
    if (moved.toAfter[stop]! >= 0 || moved.toBefore[place]! >= 0) return;
    move(kept, moved, stop, place);
    run.length++;
  }
}

/** A stop, a quote mark and a bracket. */
const MOST_STOPS = 3;

/** The part of a stray between kept words that cover its ends, in either text: those are not its own. */
function withoutKeptEnds({ toAfter, toBefore }: Pairing, { before, after, length }: Run): Run {
  const covered = (word: number) => toAfter[before + word]! >= 0 || toBefore[after + word]! >= 0;
  let from = 0;
  while (from < length && covered(from)) from++;
  let end = length;
  while (end > from && covered(end - 1)) end--;
  return { before: before + from, after: after + from, length: end - from };
}

/**
 * A run without the piece of a sentence at either end that it would share with a look-alike: the words before its first
 * break between sentences and after its last, unless they stand only once in both texts by themselves.
 */
function withoutRagged({ before, after }: Pair, found: Landmarks, run: Run): Run {
  const isBreak = (word: number) =>
    before.breaks[run.before + word]! >= SENTENCE_BREAK && after.breaks[run.after + word]! >= SENTENCE_BREAK;
  const part = (from: number, end: number): Run => ({
    before: run.before + from,
    after: run.after + from,
    length: end - from,
  });
  let first = 0;
  while (first < run.length && !isBreak(first)) first++;
  if (first === run.length) return run;
  let last = run.length;
  while (!isBreak(last)) last--;
  const from = isUnique(found, part(0, first)) ? 0 : first;
  const end = isUnique(found, part(last, run.length)) ? run.length : last;
  return part(from, Math.max(from, end));
}

/** Whether a run still holds a stretch that stands once in each text, after losing its ends to landmarks. */
function isUnique({ unique, uniqueAt }: Landmarks, run: Run): boolean {
  for (let word = 0; word < run.length; word++) {
    const stretch = unique[run.before + word]!;
    if (stretch > 0 && word + stretch <= run.length && uniqueAt[run.before + word] === run.after + word) return true;
  }
  return false;
}

/** A stray with the words beside it that are alike and have no other partner. */
function widen(pair: Pair, kept: Pairing, moved: Pairing, stray: Run): Run {
  const open = (before: number, after: number) =>
    before >= 0 &&
    after >= 0 &&
    before < pair.before.count &&
    after < pair.after.count &&
    pair.before.keys[before] === pair.after.keys[after] &&
    kept.toAfter[before]! < 0 &&
    kept.toBefore[after]! < 0 &&
    moved.toAfter[before]! < 0 &&
    moved.toBefore[after]! < 0;
  let { before, after, length } = stray;
  while (open(before - 1, after - 1)) {
    before--;
    after--;
    length++;
  }
  while (open(before + length, after + length)) length++;
  return { before, after, length };
}

/**
 * Whether a run left its place and came to a new one: hardly a word of it was kept where it stood, and hardly a word
 * of its new place was there before, and none by a landmark. Otherwise it is a look-alike made by an edit, and nothing
 * moved.
 */
function isFree(pair: Pair, kept: Pairing, moved: Pairing, sure: Uint8Array, run: Run): boolean {
  let total = 0;
  let keptHere = 0;
  let keptThere = 0;
  for (let word = 0; word < run.length; word++) {
    const before = run.before + word;
    const after = run.after + word;
    if (moved.toAfter[before]! >= 0 || moved.toBefore[after]! >= 0) return false;
    if (sure[before] === 1 || (kept.toBefore[after]! >= 0 && sure[kept.toBefore[after]!] === 1)) return false;
    const bits = pair.weights.ofKey[pair.before.keys[before]!]!;
    total += bits;
    if (kept.toAfter[before]! >= 0) keptHere += bits;
    if (kept.toBefore[after]! >= 0) keptThere += bits;
  }
  return Math.max(keptHere, keptThere) <= STRAY_SHARE * total;
}

/** Pairs the edited words inside a passage that moved as a whole. */
function pairBetweenMoved(pair: Pair, kept: Pairing, moved: Pairing, run: Run, next: Run): void {
  const gap: Window = {
    before: run.before + run.length,
    beforeEnd: next.before,
    after: run.after + run.length,
    afterEnd: next.after,
  };
  const words = gap.beforeEnd - gap.before;
  const wordsAfter = gap.afterEnd - gap.after;
  if (words <= 0 || wordsAfter <= 0 || words > NEAR || wordsAfter > NEAR) return;
  for (let word = gap.before; word < gap.beforeEnd; word++) if (kept.toAfter[word]! >= 0) return;
  for (let word = gap.after; word < gap.afterEnd; word++) {
    if (kept.toBefore[word]! >= 0 || moved.toBefore[word]! >= 0) return;
  }
  pairWords(pair, gap, (before, after) => join(moved, before, after));
}

function sureEdges(path: Run[], unique: Int32Array): { sureBefore: Int32Array; sureAfter: Int32Array } {
  const count = unique.length;
  const sureBefore = new Int32Array(count + 1);
  const sureAfter = new Int32Array(count + 1).fill(count);
  for (const run of path) {
    const end = run.before + run.length;
    for (let start = run.before; start < end; start++) {
      const stretchEnd = start + unique[start]!;
      if (stretchEnd === start || stretchEnd > end) continue;
      sureAfter[start] = start;
      sureBefore[stretchEnd] = stretchEnd;
    }
  }
  for (let place = 1; place <= count; place++) if (sureBefore[place] === 0) sureBefore[place] = sureBefore[place - 1]!;
  for (let place = count - 1; place >= 0; place--) {
    if (sureAfter[place] === count) sureAfter[place] = sureAfter[place + 1]!;
  }
  return { sureBefore, sureAfter };
}
