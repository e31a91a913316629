import type { Pair, Run, Window } from './reading.ts';
import type { Weights } from './weight.ts';
import { firstWhere, type Words } from './words.ts';

/**
 * Runs that stand once in the one text and once in the other. `path` are those that keep their order, the heaviest
 * such choice; `strays` are the rest: words that may have been moved.
 */
export interface Landmarks {
  path: Run[];
  strays: Run[];
  /** By word of the text before: the shortest stretch beginning there that both texts have exactly once, or 0. */
  unique: Int32Array;
  /** Where such a stretch stands in the text after. */
  uniqueAt: Int32Array;
}

/** In words. A longer stretch that is unique only as a whole is pieced together from twins, and proves nothing. */
const STRETCHES = [1, 2, 3, 4, 5, 6, 8];
/** Where there is no proof to be had, longer ones still show the way. */
const LONGER_STRETCHES = [...STRETCHES, 16, 32];
/** How unlikely it must be that a stretch is in both texts by chance, in bits: one in 256 texts. */
const CHANCE = 8;

export function landmarks(pair: Pair): Landmarks {
  const { before, after } = pair;
  const whole = { before: 0, beforeEnd: before.count, after: 0, afterEnd: after.count };
  // Any place of the one text might have met any place of the other.
  const least = CHANCE + Math.log2((before.count + 1) * (after.count + 1));
  const stretches = uniqueStretches(pair, whole, STRETCHES, least);
  const runs = joinRuns(pair, whole, stretches);
  const path = heaviestPath(runs, pair.weights);
  const onPath = new Set(path);
  const strays = runs.filter((run) => !onPath.has(run));
  const certain = withoutContested(path, strays, pair.weights, whole);
  const kept = new Set(certain);
  return {
    path: withoutEdges(pair, withoutOverlaps(certain)),
    strays: runs.filter((run) => !kept.has(run)),
    ...stretches,
  };
}

/** Runs in order that are likely enough to pair a long stretch by, but prove nothing. */
export function guides(pair: Pair, window: Window): Run[] {
  // Any stretch of the one text might have met one of the other; their order must tell the rest.
  const least = CHANCE + Math.log2(1 + Math.max(window.beforeEnd - window.before, window.afterEnd - window.after));
  const stretches = uniqueStretches(pair, window, LONGER_STRETCHES, least);
  return withoutOverlaps(heaviestPath(joinRuns(pair, window, stretches), pair.weights));
}

interface Stretches {
  unique: Int32Array;
  uniqueAt: Int32Array;
}

function uniqueStretches(pair: Pair, window: Window, lengths: readonly number[], least: number): Stretches {
  const found = { unique: new Int32Array(pair.before.count), uniqueAt: new Int32Array(pair.before.count) };
  for (const length of lengths) markUnique(pair, window, length, least, found);
  return found;
}

const NEVER = -1;
const OFTEN = -2;

/** Finds the stretches of one length that stand once in each text, by their hashes; a collision only hides some. */
function markUnique(pair: Pair, window: Window, length: number, least: number, { unique, uniqueAt }: Stretches): void {
  const { before, after, weights } = pair;
  const places = window.beforeEnd - window.before;
  if (places < length || window.afterEnd - window.after < length) return;
  const bits = Math.ceil(Math.log2(2 * (places + 1)));
  const mask = (1 << bits) - 1;
  const slots = new Int32Array(mask + 1);
  const inBefore = new Int32Array(mask + 1).fill(NEVER);
  const inAfter = new Int32Array(mask + 1).fill(NEVER);
  const slotOf = (hash: number) => {
    let slot = (hash >>> 7) & mask;
    while (inBefore[slot] !== NEVER && slots[slot] !== hash) slot = (slot + 1) & mask;
    return slot;
  };
  eachHash(before.keys, window.before, window.beforeEnd, length, (start, hash) => {
    const slot = slotOf(hash);
    slots[slot] = hash;
    inBefore[slot] = inBefore[slot] === NEVER ? start : OFTEN;
  });
  eachHash(after.keys, window.after, window.afterEnd, length, (start, hash) => {
    const slot = slotOf(hash);
    if (inBefore[slot] !== NEVER) inAfter[slot] = inAfter[slot] === NEVER ? start : OFTEN;
  });
  for (let slot = 0; slot <= mask; slot++) {
    const start = inBefore[slot]!;
    const found = inAfter[slot]!;
    if (start < 0 || found < 0 || unique[start] !== 0) continue;
    if (weights.before[start + length]! - weights.before[start]! < least) continue;
    if (!alike(before, start, after, found, length)) continue;
    unique[start] = length;
    uniqueAt[start] = found;
  }
}

function eachHash(
  keys: Int32Array,
  from: number,
  end: number,
  length: number,
  visit: (start: number, hash: number) => void,
): void {
  const factor = 0x01000193;
  let leaving = 1;
  for (let step = 1; step < length; step++) leaving = Math.imul(leaving, factor);
  let hash = 0;
  for (let word = from; word < end; word++) {
    if (word >= from + length) hash = (hash - Math.imul(leaving, scramble(keys[word - length]!))) | 0;
    hash = (Math.imul(hash, factor) + scramble(keys[word]!)) | 0;
    if (word - from >= length - 1) visit(word - length + 1, scramble(hash));
  }
}

function scramble(value: number): number {
  const mixed = Math.imul(value ^ (value >>> 16), 0x7feb352d) + 0x3c6ef372;
  return (mixed ^ (mixed >>> 15)) | 0;
}

export function alike(before: Words, from: number, after: Words, to: number, length: number): boolean {
  if (from + length > before.count || to + length > after.count) return false;
  for (let word = 0; word < length; word++) {
    if (before.keys[from + word] !== after.keys[to + word]) return false;
  }
  return true;
}

/** Joins the unique stretches that lie at one distance from each other in both texts, with the words between them. */
function joinRuns({ before, after }: Pair, window: Window, { unique, uniqueAt }: Stretches): Run[] {
  const runs: Run[] = [];
  const lastAtDistance = new Map<number, Run>();
  for (let start = window.before; start < window.beforeEnd; start++) {
    const length = unique[start]!;
    if (length === 0) continue;
    const distance = uniqueAt[start]! - start;
    const last = lastAtDistance.get(distance);
    const end = last ? last.before + last.length : 0;
    if (last && (start <= end || alike(before, end, after, end + distance, start - end))) {
      last.length = Math.max(last.length, start + length - last.before);
      continue;
    }
    const run = { before: start, after: uniqueAt[start]!, length };
    lastAtDistance.set(distance, run);
    runs.push(run);
  }
  return runs;
}

/** The heaviest choice of runs that stand in the same order in both texts. */
function heaviestPath(runs: Run[], weights: Weights): Run[] {
  const order = runs.map((run) => run.after).toSorted((a, b) => a - b);
  // A Fenwick tree of the best path that ends before a place in the text after.
  const bestEnding = new Int32Array(order.length + 1).fill(-1);
  const total = new Float64Array(runs.length);
  const previous = new Int32Array(runs.length).fill(-1);
  let last = -1;
  runs.forEach((run, index) => {
    const rank = firstWhere(order.length, (place) => order[place]! >= run.after);
    let best = -1;
    for (let node = rank; node > 0; node -= node & -node) {
      const other = bestEnding[node]!;
      if (other >= 0 && (best < 0 || total[other]! > total[best]!)) best = other;
    }
    previous[index] = best;
    const worth = weightOf(run, weights) + (best < 0 ? 0 : total[best]!);
    total[index] = worth;
    for (let node = rank + 1; node <= order.length; node += node & -node) {
      const other = bestEnding[node]!;
      if (other < 0 || worth > total[other]!) bestEnding[node] = index;
    }
    if (last < 0 || worth > total[last]!) last = index;
  });
  const path: Run[] = [];
  for (let index = last; index >= 0; index = previous[index]!) path.push(runs[index]!);
  return path.toReversed();
}

function weightOf(run: Run, weights: Weights): number {
  return weights.before[run.before + run.length]! - weights.before[run.before]!;
}

/** How many times heavier the path must be than a stray that crosses it, to be beyond doubt. */
const CLEARLY = 3;
/** The largest table of words by words that a doubt is worth. */
const DOUBT_LIMIT = 1_000_000;

/**
 * When two runs have changed places, either may be called the one that moved. Where the choice was close, neither
 * serves as a landmark, and all the words between the last sure run before and the next sure run after decide.
 */
function withoutContested(path: Run[], strays: Run[], weights: Weights, whole: Window): Run[] {
  const sums = new Float64Array(path.length + 1);
  path.forEach((run, index) => (sums[index + 1] = sums[index]! + weightOf(run, weights)));
  const dropped = new Uint8Array(path.length);
  for (const stray of strays) {
    const byBefore = firstWhere(path.length, (index) => path[index]!.before >= stray.before);
    const byAfter = firstWhere(path.length, (index) => path[index]!.after >= stray.after);
    const from = Math.min(byBefore, byAfter);
    const to = Math.max(byBefore, byAfter);
    if (from === to || sums[to]! - sums[from]! >= CLEARLY * weightOf(stray, weights)) continue;
    const start = path[from - 1] ?? { before: 0, after: 0, length: 0 };
    const end = path[to] ?? { before: whole.beforeEnd, after: whole.afterEnd };
    if ((end.before - start.before - start.length) * (end.after - start.after - start.length) > DOUBT_LIMIT) continue;
    dropped.fill(1, from, to);
  }
  return path.filter((_, index) => dropped[index] === 0);
}

/**
 * Where two neighbouring runs claim the same words, as they do when one of two twins went, neither keeps them.
 */
function withoutOverlaps(path: Run[]): Run[] {
  const kept: Run[] = [];
  for (const run of path) {
    let lost = 0;
    for (;;) {
      const last = kept.at(-1);
      if (!last) break;
      const over = Math.max(last.before + last.length - run.before, last.after + last.length - run.after);
      if (over <= 0) break;
      lost = Math.max(lost, over);
      last.length -= over;
      if (last.length > 0) break;
      kept.pop();
    }
    if (run.length > lost) kept.push({ before: run.before + lost, after: run.after + lost, length: run.length - lost });
  }
  return kept;
}

/** How many words at each end of a landmark may be left open. */
const OPEN_EDGE = 8;

/**
 * The words at the ends of a landmark that stand elsewhere too, a stop above all, are its own only by neighbourhood:
 * they may as well belong to what was put in or taken out beside it, and are left open.
 */
function withoutEdges({ before, after, weights }: Pair, path: Run[]): Run[] {
  const isShared = (word: number) => weights.once[before.keys[word]!] === 0;
  return path
    .map((run) => {
      const end = run.before + run.length;
      let from = run.before;
      let to = end;
      if (run.before > 0 || run.after > 0) {
        while (from < end && from - run.before < OPEN_EDGE && isShared(from)) from++;
      }
      if (end < before.count || run.after + run.length < after.count) {
        while (to > from && end - to < OPEN_EDGE && isShared(to - 1)) to--;
      }
      return { before: from, after: run.after + from - run.before, length: to - from };
    })
    .filter((run) => run.length > 0);
}
