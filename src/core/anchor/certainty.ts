import type { Span } from '../text.ts';
import type { Alignment } from './alignment.ts';
import { cellsOf, pairWords, type Window } from './reading.ts';
import { hasEditedCopy, MANY, placesOf } from './resemblance.ts';
import { doubtAbout, doubtAround, placesIn, readingsFor, wholeRun, type Search } from './search.ts';
import { SURE } from './weight.ts';
import { SENTENCE_BREAK, type Words } from './words.ts';

/**
 * Whether the words that stayed beside a claim and its own are more than chance brings about: "51" alone between two
 * rewritten stretches may be another 51.
 */
export function isTelling({ before, after, kept, weights }: Alignment, claim: Span): boolean {
  const paired = (word: number, partner: number) =>
    word >= 0 && word < before.count && partner >= 0 && partner < after.count && kept.toAfter[word] === partner;
  const distance = kept.toAfter[claim.start]! - claim.start;
  const weight = (from: number, end: number) => weights.before[end]! - weights.before[from]!;
  let { start, end } = claim;
  while (weight(start, end) < SURE && paired(start - 1, start - 1 + distance)) start--;
  while (weight(start, end) < SURE && paired(end, end + distance)) end++;
  // To begin or end both texts tells something too.
  const atEdge = (start === 0 && distance === 0) || (end === before.count && end + distance === after.count);
  return weight(start, end) >= (atEdge ? SURE / 2 : SURE);
}

/** Whether nothing else explains as well why the words of a claim stand, in order, where they do. */
export function isKeptCertain(search: Search, claim: Span, place: number): boolean {
  return sentencesOf(search.alignment.before, claim).every((piece) =>
    isKnownCertain(search, piece, place + piece.start - claim.start),
  );
}

/** The same for a claim whose words stand elsewhere now. */
export function isMovedCertain(search: Search, claim: Span, place: number): boolean {
  return sentencesOf(search.alignment.before, claim).every((piece) =>
    isMoveCertain(search, piece, place + piece.start - claim.start),
  );
}

/**
 * A claim cut where it runs over from one sentence into the next. Each piece must be certain of its place: the words
 * on the two sides of such a seam may have come together from two places.
 */
function sentencesOf({ breaks }: Words, claim: Span): Span[] {
  const pieces: Span[] = [];
  let start = claim.start;
  for (let word = claim.start + 1; word <= claim.end; word++) {
    if (word < claim.end && breaks[word]! < SENTENCE_BREAK) continue;
    pieces.push({ start, end: word });
    start = word;
  }
  return pieces;
}

/** As `isCertain`, which for a sentence is asked once however many claims it lies in. */
function isKnownCertain(search: Search, piece: Span, place: number): boolean {
  const key = piece.start * (search.alignment.before.count + 1) + piece.end;
  const known = search.certain.get(key);
  if (known !== undefined) return known;
  const certain = isCertain(search, piece, place);
  search.certain.set(key, certain);
  return certain;
}

/** Whether no other pairing of twins explains the words about as well. */
function isCertain(search: Search, claim: Span, place: number): boolean {
  const { alignment, uniqueEnd } = search;
  const window = doubtAround(alignment, claim);
  if (uniqueEnd[claim.start]! <= claim.end) return isOwn(search, claim, place, window);
  if (!isFlanked(search, claim)) return false;
  if (place - window.after === claim.start - window.before && doubtAbout(search, window).unchanged) return true;
  const twinsBefore = placesOf(alignment, claim, alignment.before, search.inBefore, {
    start: window.before,
    end: window.beforeEnd,
  });
  const twinsAfter = placesIn(search, claim, window);
  if (twinsBefore?.length === 1 && twinsAfter?.length === 1) return isOwn(search, claim, place, window);
  if (!twinsBefore || !twinsAfter || Math.max(twinsBefore.length, twinsAfter.length) >= MANY) return false;
  const readings = readingsFor(search, window);
  if (!readings) return false;
  const words = claim.end - claim.start;
  const worth = readings.through(claim.start, place, words);
  if (worth < readings.best - ROUNDING) return false;
  return (
    twinsBefore.every((twin) => twin === claim.start || readings.through(twin, place, words) <= worth - SURE) &&
    twinsAfter.every((twin) => twin === place || readings.through(claim.start, twin, words) <= worth - SURE) &&
    isOwn(search, claim, place, window)
  );
}

const ROUNDING = 1e-6;

/** Two readings whose worth differs by less than this, in bits, are as good as each other. */
const EVEN = 9;

/**
 * Whether a claim's words, where they stand now, are not by half or more some other words just as well: no reading that
 * is about as good takes them apart, be it that they went elsewhere or that others came in their place.
 */
function isOwn(search: Search, claim: Span, place: number, window: Window): boolean {
  const { alignment } = search;
  const { before, weights, unique } = alignment;
  const run = keptRun(alignment, claim);
  if (hasUnique(unique, run.start, claim.start) && hasUnique(unique, claim.end, run.end)) return true;
  const readings = readingsFor(search, window);
  if (!readings || cellsOf(window) > search.purse) return true;
  search.purse -= cellsOf(window);
  let taken = 0;
  let given = 0;
  const distance = place - claim.start;
  const inClaim = (word: number) => word >= claim.start && word < claim.end;
  const banned = { before: claim.start, after: place, length: claim.end - claim.start };
  const recount = (word: number, partner: number) => {
    const bits = weights.ofKey[before.keys[word]!]!;
    if (inClaim(word)) given += bits;
    if (inClaim(partner - distance)) taken += bits;
  };
  const otherwise = pairWords(alignment, window, recount, banned);
  const bits = weights.before[claim.end]! - weights.before[claim.start]!;
  const worth = readings.through(claim.start, place, claim.end - claim.start);
  return worth - otherwise >= EVEN || taken + given < bits / 2;
}

/**
 * When a twin of a claim left its place, it may have come here. Then the words beside the claim must tell, those that
 * the twin did not have beside it: on both sides when the twin may have come with what it shares with the claim's
 * surroundings, as a whole sentence or many words do, else on one; and no edited copy of the claim must have come elsewhere.
 */
function isFlanked(search: Search, claim: Span): boolean {
  const { alignment } = search;
  const { before, kept } = alignment;
  const length = claim.end - claim.start;
  const twins = placesOf(alignment, claim, before, search.inBefore, { start: 0, end: before.count });
  if (!twins || twins.length >= MANY) return isFlankedBeyond(alignment, claim, claim);
  return twins.every((twin) => {
    if (twin === claim.start || wholeRun(kept, { start: twin, end: twin + length }) >= 0) return true;
    const shared = sharedAround(before, claim, twin);
    return isFlankedBeyond(alignment, claim, shared) && !mayHaveLeft(search, claim, shared);
  });
}

/**
 * Whether a claim may have been edited elsewhere, with what a missing twin shares with its surroundings, and the twin put
 * where it stood.
 */
function mayHaveLeft({ alignment, inAfter }: Search, claim: Span, shared: Span): boolean {
  const { before, kept, moved } = alignment;
  const isNew = (word: number) => kept.toBefore[word]! < 0 && moved.toBefore[word]! < 0;
  return hasEditedCopy(alignment, sentenceWithin(before, claim, shared), inAfter, isNew);
}

/** A claim's sentence as far as it lies in a stretch. */
function sentenceWithin({ breaks }: Words, claim: Span, stretch: Span): Span {
  let { start, end } = claim;
  while (start > stretch.start && breaks[start]! < SENTENCE_BREAK) start--;
  while (end < stretch.end && breaks[end]! < SENTENCE_BREAK) end++;
  return { start, end };
}

/** How many words around a claim are compared with those around its twin. */
const SHARED_REACH = 200;

/** A claim with the words on both sides of it that its twin has as well. */
function sharedAround({ keys, count }: Words, claim: Span, twin: number): Span {
  const distance = twin - claim.start;
  let { start, end } = claim;
  const least = Math.max(0, -distance, claim.start - SHARED_REACH);
  while (start > least && keys[start - 1] === keys[start - 1 + distance]) start--;
  const most = Math.min(count, count - distance, claim.end + SHARED_REACH);
  while (end < most && keys[end] === keys[end + distance]) end++;
  return { start, end };
}

function isFlankedBeyond(alignment: Alignment, claim: Span, shared: Span): boolean {
  const run = keptRun(alignment, claim);
  const left = run.fromEdge || hasUnique(alignment.unique, run.start, shared.start);
  const right = run.toEdge || hasUnique(alignment.unique, shared.end, run.end);
  return travelsAlone(alignment, shared) ? left && right : left || right;
}

/** How far from a claim the words that stayed beside it are looked at. */
const FLANK_REACH = 256;

/** The words that stayed together with a claim, and whether the text begins or ends with them, before and after. */
function keptRun({ before, after, kept }: Alignment, claim: Span): Span & { fromEdge: boolean; toEdge: boolean } {
  const distance = kept.toAfter[claim.start]! - claim.start;
  let { start, end } = claim;
  while (claim.start - start < FLANK_REACH && start > 0 && kept.toAfter[start - 1] === start - 1 + distance) start--;
  while (end - claim.end < FLANK_REACH && end < before.count && kept.toAfter[end] === end + distance) end++;
  return {
    start,
    end,
    fromEdge: start === 0 && distance === 0,
    toEdge: end === before.count && end + distance === after.count,
  };
}

/** Whether a stretch that both texts have exactly once lies within these words. */
function hasUnique(unique: Int32Array, from: number, end: number): boolean {
  for (let word = from; word < end; word++) if (unique[word]! > 0 && word + unique[word]! <= end) return true;
  return false;
}

/** Whether an editor may move a claim without what stands around it: a whole sentence, or many words. */
function travelsAlone({ before, weights }: Alignment, claim: Span): boolean {
  const isSentence = before.breaks[claim.start]! >= SENTENCE_BREAK && before.breaks[claim.end]! >= SENTENCE_BREAK;
  return isSentence || weights.before[claim.end]! - weights.before[claim.start]! >= SURE;
}

/** Whether a claim that was moved could not as well be a twin of what stands there. */
function isMoveCertain(search: Search, claim: Span, place: number): boolean {
  const { alignment, uniqueEnd } = search;
  if (uniqueEnd[claim.start]! <= claim.end) return true;
  const run = alignment.movedRuns.find((run) => run.before <= claim.start && claim.end <= run.before + run.length);
  if (
    run &&
    hasUnique(alignment.unique, run.before, claim.start) &&
    hasUnique(alignment.unique, claim.end, run.before + run.length)
  ) {
    return true;
  }
  const { before, after, kept, moved } = alignment;
  const twinsBefore = placesOf(alignment, claim, before, search.inBefore, { start: 0, end: before.count });
  const twinsAfter = placesOf(alignment, claim, after, search.inAfter, { start: 0, end: after.count });
  if (!twinsBefore || !twinsAfter || Math.max(twinsBefore.length, twinsAfter.length) >= MANY) return false;
  if (travelsAlone(alignment, claim)) return twinsBefore.length === 1 && twinsAfter.length === 1;
  const length = claim.end - claim.start;
  const settled = (start: number) => wholeRun(kept, { start, end: start + length }) >= 0;
  const mayTravel = (twin: number) => travelsAlone(alignment, sharedAround(before, claim, twin));
  const settledHere = (start: number) => kept.toBefore[start]! >= 0 && settled(kept.toBefore[start]!);
  return (
    twinsBefore.every((twin) => twin === claim.start || (settled(twin) && !mayTravel(twin))) &&
    twinsAfter.every((twin) => twin === place || moved.toBefore[twin] === claim.start || settledHere(twin))
  );
}

/** The places near where a claim stood that hold its words and that it could lay claim to about as well as a twin. */
export function twinPlaces(search: Search, claim: Span): number[] {
  const { alignment } = search;
  const { weights } = alignment;
  // A twin right beside it may reach into the next landmark.
  const words = claim.end - claim.start;
  const window = doubtAround(alignment, {
    start: Math.max(0, claim.start - words),
    end: Math.min(alignment.before.count, claim.end + words),
  });
  const places = placesIn(search, claim, window) ?? [];
  if (places.length === 0) return [];
  const bits = weights.before[claim.end]! - weights.before[claim.start]!;
  const readings = readingsFor(search, window);
  if (!readings) return bits >= SURE ? places : [];
  const slack = Math.min(SURE, bits / 2);
  return places.filter((place) => readings.through(claim.start, place, words) > readings.best - slack);
}
