import type { Span } from '../text.ts';
import { alike } from './landmarks.ts';
import type { Pair } from './reading.ts';
import { firstWhere, SENTENCE_BREAK, type Words } from './words.ts';

/** Where each word of a text stands, by key: `places[first[key]]` up to `places[first[key + 1]]`. */
export interface Concordance {
  first: Int32Array;
  places: Int32Array;
}

export function concordanceOf(words: Words, keys: number): Concordance {
  const first = new Int32Array(keys + 1);
  for (let word = 0; word < words.count; word++) first[words.keys[word]! + 1]!++;
  for (let key = 0; key < keys; key++) first[key + 1]! += first[key]!;
  const next = first.slice(0, keys);
  const places = new Int32Array(words.count);
  for (let word = 0; word < words.count; word++) places[next[words.keys[word]!]!++] = word;
  return { first, places };
}

/** More places than this are "many", and are not told apart. */
export const MANY = 32;

/**
 * Where the words of a claim stand whole within a stretch of either text, in order and at most `MANY`; or null when
 * looking would take too long.
 */
export function placesOf(
  pair: Pair,
  claim: Span,
  words: Words,
  concordance: Concordance,
  within: Span,
): number[] | null {
  const length = claim.end - claim.start;
  const { keys } = pair.before;
  const rarest = rarestFirst(concordance, keys, claim)[0]!;
  const end = concordance.first[keys[rarest]! + 1]!;
  const from = within.start + rarest - claim.start;
  const begin = concordance.first[keys[rarest]!]!;
  const found: number[] = [];
  let index = begin + firstWhere(end - begin, (offset) => concordance.places[begin + offset]! >= from);
  for (let looked = 0; index < end; index++, looked++) {
    const start = concordance.places[index]! - (rarest - claim.start);
    if (start + length > within.end) break;
    if (looked > 40 * MANY) return null;
    if (alike(pair.before, claim.start, words, start, length)) found.push(start);
    if (found.length >= MANY) break;
  }
  return found;
}

/** The words of a claim, as places, from the rarest in a text to the commonest. */
function rarestFirst(concordance: Concordance, keys: Int32Array, claim: Span): number[] {
  const countOf = (word: number) => concordance.first[keys[word]! + 1]! - concordance.first[keys[word]!]!;
  const words = Array.from({ length: Math.min(claim.end - claim.start, LONGEST) }, (_, word) => claim.start + word);
  return words.toSorted((a, b) => countOf(a) - countOf(b));
}

/** A place of the text after that resembles a claim, in words; `score` is 0 to 1. */
export interface Resembling extends Span {
  score: number;
}

/** Beyond these first words a claim is not read for a resemblance. */
const LONGEST = 200;
const TELLING_WORDS = 6;
const PLACES_PER_WORD = 24;
const FAINTEST = 0.35;
export const MOST_CANDIDATES = 5;

/** The places that share most of a claim's weight in words, best first. */
export function resembling(pair: Pair, claim: Span, concordance: Concordance): Resembling[] {
  const starts = startsOfLike(pair, claim, concordance);
  const scored = Array.from(starts, (start) => score(pair, claim, start)).filter((place) => place.score >= FAINTEST);
  const chosen: Resembling[] = [];
  for (const place of scored.toSorted((a, b) => b.score - a.score || a.start - b.start)) {
    if (chosen.some((other) => place.start < other.end && other.start < place.end)) continue;
    chosen.push(place);
    if (chosen.length === MOST_CANDIDATES) break;
  }
  return chosen;
}

/** Whether a claim may stand, edited, in new words of the text after: half of its weight or more, but not all of it. */
export function hasEditedCopy(
  pair: Pair,
  claim: Span,
  concordance: Concordance,
  isNew: (word: number) => boolean,
): boolean {
  const { before, after, weights } = pair;
  const length = Math.min(claim.end - claim.start, LONGEST);
  const half = (weights.before[claim.start + length]! - weights.before[claim.start]!) / 2;
  for (const start of startsOfLike(pair, claim, concordance)) {
    let shared = 0;
    for (let word = 0; word < length && start + word < after.count; word++) {
      const key = after.keys[start + word]!;
      if (key === before.keys[claim.start + word] && isNew(start + word)) shared += weights.ofKey[key]!;
    }
    if (shared >= half && !alike(before, claim.start, after, start, claim.end - claim.start)) return true;
  }
  return false;
}

/** Where a claim would begin in the text after if one of its telling words stood in its place. */
function startsOfLike(pair: Pair, claim: Span, concordance: Concordance): Set<number> {
  const { before, after } = pair;
  const telling = rarestFirst(concordance, before.keys, claim).filter((word) => {
    const key = before.keys[word]!;
    const count = concordance.first[key + 1]! - concordance.first[key]!;
    return count > 0 && /[\p{L}\p{N}]/u.test(before.body.slice(before.starts[word], before.ends[word]));
  });
  const starts = new Set<number>();
  for (const word of telling.slice(0, TELLING_WORDS)) {
    const first = concordance.first[before.keys[word]!]!;
    const last = Math.min(concordance.first[before.keys[word]! + 1]!, first + PLACES_PER_WORD);
    for (let index = first; index < last; index++) {
      const start = concordance.places[index]! - (word - claim.start);
      if (start + (claim.end - claim.start) > 0 && start < after.count) starts.add(Math.max(0, start));
    }
  }
  return starts;
}

/** Twice the weight of the shared words over the weight of both stretches, order aside (Dice). */
function score({ before, after, weights }: Pair, claim: Span, start: number): Resembling {
  const length = Math.min(claim.end - claim.start, LONGEST);
  const end = Math.min(after.count, start + length);
  const left = new Map<number, number>();
  for (let word = claim.start; word < claim.start + length; word++) {
    left.set(before.keys[word]!, (left.get(before.keys[word]!) ?? 0) + 1);
  }
  let shared = 0;
  let firstShared = -1;
  let lastShared = -1;
  for (let word = start; word < end; word++) {
    const key = after.keys[word]!;
    const count = left.get(key) ?? 0;
    if (count === 0) continue;
    left.set(key, count - 1);
    shared += weights.ofKey[key]!;
    if (firstShared < 0) firstShared = word;
    lastShared = word;
  }
  const total =
    weights.before[claim.start + length]! - weights.before[claim.start]! + weights.after[end]! - weights.after[start]!;
  return {
    ...(firstShared < 0 ? { start, end } : withinSentences(after, { start, end }, firstShared, lastShared + 1)),
    score: total === 0 ? 0 : Math.min(1, (2 * shared) / total),
  };
}

/** A stretch without what lies beyond the sentences in which its shared words begin and end. */
function withinSentences({ breaks }: Words, { start, end }: Span, firstShared: number, sharedEnd: number): Span {
  let from = firstShared;
  while (from > start && breaks[from]! < SENTENCE_BREAK) from--;
  let to = sharedEnd;
  while (to < end && breaks[to]! < SENTENCE_BREAK) to++;
  return { start: from, end: to };
}
