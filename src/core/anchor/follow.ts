import { Refusal } from '../refusal.ts';
import type { Span } from '../text.ts';
import { align, purseFor, type Alignment, type Pairing } from './alignment.ts';
import { changesIn, textOf, type Change } from './changes.ts';
import { graphemeEnd, graphemeStart } from './graphemes.ts';
import { alike } from './landmarks.ts';
import { cellsOf, pairWords, readingsOf, type Readings, type Window } from './reading.ts';
import { concordanceOf, MANY, placesOf, resembling, type Concordance } from './resemblance.ts';
import { SURE } from './weight.ts';
import { SENTENCE_BREAK, wordsIn, type Words } from './words.ts';

/** How a claim fared in the next text; only `same` and `moved` keep what was found about it. */
export const OUTCOMES = ['same', 'moved', 'changed', 'gone', 'ambiguous'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A place a person may choose for a claim; `score`, 0 to 1, is how well it fits. */
export interface Candidate extends Span {
  score: number;
}

export interface Followed {
  outcome: Outcome;
  /** Where the claim stands in the text after; null when it is gone or ambiguous. */
  start: number | null;
  end: number | null;
  candidates: Candidate[];
  changes: Change[];
}

/**
 * Finds each span of one text in the next, in the order given. `same` is said of identical characters at the same
 * offsets, `moved` of words that are the same after trivial normalisation, and both only where nothing else explains
 * the words as well. Refuses spans that do not lie in the text. See docs/decisions/0005-following-claims.md.
 */
export function follow(before: string, after: string, spans: readonly Span[]): Followed[] {
  for (const span of spans) refuseOutside(before, span);
  if (before === after) return spans.map(({ start, end }) => standing('same', { start, end }));
  if (spans.length === 0) return [];
  const search = openSearch(align(before, after));
  // In reading order neighbours share what was found out about the stretch they stand in.
  const order = spans.map((_, index) => index).toSorted((a, b) => spans[a]!.start - spans[b]!.start);
  const answers: Followed[] = [];
  for (const index of order) answers[index] = followSpan(search, spans[index]!);
  return answers;
}

function refuseOutside(body: string, { start, end }: Span): void {
  if (Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start <= end && end <= body.length) return;
  throw new Refusal(
    'invalid',
    `The span from ${start} to ${end} does not lie in the text, which ends at ${body.length}.`,
  );
}

interface Search {
  alignment: Alignment;
  inBefore: Concordance;
  inAfter: Concordance;
  /** By place between words: the end of the first unique stretch that begins there or later. */
  uniqueEnd: Int32Array;
  /** How many cells of tables may still be filled. */
  purse: number;
  doubt: Doubt | null;
}

/** A stretch between two landmarks, with what was found out about it for the claims that stand there. */
interface Doubt {
  window: Window;
  unchanged: boolean;
  /** Undefined until asked for; null when the stretch is too long for it. */
  readings: Readings | null | undefined;
}

function openSearch(alignment: Alignment): Search {
  const { before, after, lexicon, unique } = alignment;
  const uniqueEnd = new Int32Array(before.count + 1).fill(before.count + 1);
  for (let word = before.count - 1; word >= 0; word--) {
    const end = unique[word]! > 0 ? word + unique[word]! : before.count + 1;
    uniqueEnd[word] = Math.min(end, uniqueEnd[word + 1]!);
  }
  return {
    alignment,
    inBefore: concordanceOf(before, lexicon.size),
    inAfter: concordanceOf(after, lexicon.size),
    uniqueEnd,
    purse: purseFor(alignment),
    doubt: null,
  };
}

function followSpan(search: Search, span: Span): Followed {
  const { alignment } = search;
  const claim = wordsIn(alignment.before, span);
  if (claim.start === claim.end) return gone([]);

  const inPlace = wholeRun(alignment.kept, claim);
  if (inPlace >= 0) {
    if (!isTelling(alignment, claim)) return rewritten(search, alignment.kept, claim, true) ?? lost(search, claim);
    const pieces = sentencesOf(alignment.before, claim);
    const certain = pieces.every((piece) => isCertain(search, piece, inPlace + piece.start - claim.start));
    if (certain) return stood(search, span, claim, inPlace);
    return undecided(search, claim, placesIn(search, claim, doubtAround(alignment, claim)) ?? [inPlace]);
  }

  const elsewhere = wholeRun(alignment.moved, claim);
  if (elsewhere >= 0) {
    const pieces = sentencesOf(alignment.before, claim);
    if (pieces.every((piece) => isMoveCertain(search, piece, elsewhere + piece.start - claim.start)))
      return stood(search, span, claim, elsewhere);
    return undecided(search, claim, [elsewhere]);
  }

  const twins = twinPlaces(search, claim);
  if (twins.length > 0) return undecided(search, claim, twins);
  return (
    rewritten(search, alignment.kept, claim, false) ??
    rewritten(search, alignment.moved, claim, false) ??
    lost(search, claim)
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

/** Where the words of a claim went, when they all went together; else -1. */
function wholeRun({ toAfter }: Pairing, claim: Span): number {
  const start = toAfter[claim.start]!;
  if (start < 0) return -1;
  for (let word = claim.start + 1; word < claim.end; word++) {
    if (toAfter[word] !== start + word - claim.start) return -1;
  }
  return start;
}

/** The stretch between the last landmark before a claim and the first one after it, in both texts. */
function doubtAround(alignment: Alignment, claim: Span): Window {
  const { kept, sureBefore, sureAfter, before, after } = alignment;
  const from = sureBefore[claim.start]!;
  const end = sureAfter[claim.end]!;
  return {
    before: from,
    beforeEnd: end,
    after: from === 0 ? 0 : kept.toAfter[from - 1]! + 1,
    afterEnd: end === before.count ? after.count : kept.toAfter[end]!,
  };
}

/** Whether no other pairing of twins explains the words about as well. */
function isCertain(search: Search, claim: Span, place: number): boolean {
  const { alignment, uniqueEnd } = search;
  const window = doubtAround(alignment, claim);
  if (uniqueEnd[claim.start]! <= claim.end) return isOwn(search, claim, place, window);
  if (!isFlanked(search, claim)) return false;
  if (place - window.after === claim.start - window.before && doubtAbout(search, window).unchanged) return true;
  const twinsBefore = placesOf(alignment, claim, alignment.before, search.inBefore, spanBefore(window));
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
    twinsAfter.every((twin) => twin === place || readings.through(claim.start, twin, words) <= worth - SURE)
  );
}

const ROUNDING = 1e-6;

/** Two readings whose worth differs by less than this, in bits, are as good as each other. */
const EVEN = 9;

/**
 * Whether a claim's words, where they stand now, are not for the most part some other words just as well: no reading
 * that is about as good takes them apart.
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
  return worth - otherwise >= EVEN || Math.max(taken, given) < bits / 2;
}

/**
 * When a twin of a claim left its place, it may have come here. Then the words beside the claim must tell, those that
 * the twin did not have beside it: on both sides when the twin may have come with what it shares with the claim's
 * surroundings, as a whole sentence or many words do, else on one.
 */
function isFlanked(search: Search, claim: Span): boolean {
  const { alignment } = search;
  const { before, kept } = alignment;
  const length = claim.end - claim.start;
  const twins = placesOf(alignment, claim, before, search.inBefore, { start: 0, end: before.count });
  if (!twins || twins.length >= MANY) return isFlankedBeyond(alignment, claim, claim);
  return twins.every((twin) => {
    if (twin === claim.start || wholeRun(kept, { start: twin, end: twin + length }) >= 0) return true;
    return isFlankedBeyond(alignment, claim, sharedAround(before, claim, twin));
  });
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

function spanBefore(window: Window): Span {
  return { start: window.before, end: window.beforeEnd };
}

function placesIn({ alignment, inAfter }: Search, claim: Span, window: Window): number[] | null {
  return placesOf(alignment, claim, alignment.after, inAfter, { start: window.after, end: window.afterEnd });
}

/** The largest stretch, in words by words, whose every reading is weighed. */
const READINGS_LIMIT = 1_000_000;

function readingsFor(search: Search, window: Window): Readings | null {
  const doubt = doubtAbout(search, window);
  if (doubt.readings === undefined) {
    const cells = cellsOf(window);
    const affordable = cells <= Math.min(READINGS_LIMIT, search.purse);
    if (affordable) search.purse -= cells;
    doubt.readings = affordable ? readingsOf(search.alignment, window) : null;
  }
  return doubt.readings;
}

function doubtAbout(search: Search, window: Window): Doubt {
  if (search.doubt && sameWindow(search.doubt.window, window)) return search.doubt;
  const { before, after } = search.alignment;
  const length = window.beforeEnd - window.before;
  const unchanged =
    length === window.afterEnd - window.after && alike(before, window.before, after, window.after, length);
  search.doubt = { window, unchanged, readings: undefined };
  return search.doubt;
}

function sameWindow(a: Window, b: Window): boolean {
  return a.before === b.before && a.beforeEnd === b.beforeEnd && a.after === b.after && a.afterEnd === b.afterEnd;
}

/**
 * Whether the words that stayed beside a claim and its own are more than chance brings about: "51" alone between two
 * rewritten stretches may be another 51.
 */
function isTelling({ before, after, kept, weights }: Alignment, claim: Span): boolean {
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
function twinPlaces(search: Search, claim: Span): number[] {
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

/** A claim whose words stand whole in a place that is its own. */
function stood(search: Search, span: Span, claim: Span, place: number): Followed {
  const { before, after } = search.alignment;
  const distance = place - claim.start;
  const start = startInside(before, after, claim.start, distance, span.start);
  const end = endInside(before, after, claim.end - 1, distance, span.end);
  const same =
    start === span.start && end === span.end && before.body.slice(start, end) === after.body.slice(start, end);
  return standing(same ? 'same' : 'moved', { start, end });
}

/** The start of a span that begins in a word, or in the room before it, carried over to the word's new place. */
function startInside(before: Words, after: Words, word: number, distance: number, start: number): number {
  const was = before.starts[word]!;
  const is = after.starts[word + distance]!;
  if (start > was) return is + depthIn(before, after, word, distance, start - was);
  const room = before.body.slice(start, was);
  return after.body.slice(Math.max(0, is - room.length), is) === room ? is - room.length : is;
}

function endInside(before: Words, after: Words, word: number, distance: number, end: number): number {
  const was = before.ends[word]!;
  const is = after.ends[word + distance]!;
  if (end < was) {
    return after.starts[word + distance]! + depthIn(before, after, word, distance, end - before.starts[word]!);
  }
  const room = before.body.slice(was, end);
  return after.body.slice(is, is + room.length) === room ? is + room.length : is;
}

/** How far into a word's new spelling a place in the old one lies; the two differ when an accent was composed. */
function depthIn(before: Words, after: Words, word: number, distance: number, depth: number): number {
  const was = textOf(before, word, word + 1);
  const is = textOf(after, word + distance, word + distance + 1);
  if (was === is) return depth;
  const head = was.slice(0, depth).normalize('NFC');
  for (let length = 0; length <= is.length; length++) {
    if (is.slice(0, length).normalize('NFC') === head) return length;
  }
  return Math.min(depth, is.length);
}

/** How many words beside a claim may have been rewritten with it before its place is lost. */
const FRAME_REACH = 64;
/** The share of a claim's weight that must be kept in place for it to be called changed whatever stands around it. */
const REMNANT = 0.25;

/**
 * A claim whose place is still there and holds other words: some of its own words stayed, or the words around it did,
 * within its sentence or right beside it. Null when the place is lost or empty.
 */
function rewritten(search: Search, pairing: Pairing, claim: Span, whole: boolean): Followed | null {
  const frame = frameAround(search.alignment, pairing, claim);
  if (!frame) return null;
  const { alignment } = search;
  const { before, after, weights } = alignment;
  let bits = 0;
  const end = whole ? claim.start : claim.end;
  for (let word = claim.start; word < end; word++) {
    if (isInside(pairing.toAfter[word]!, frame.window)) bits += weights.ofKey[before.keys[word]!]!;
  }
  const remnant = bits / (weights.before[claim.end]! - weights.before[claim.start]!);
  const holdsOthers = frame.stands && holdsNewWords(search, pairing, frame.window, claim, whole);
  if (remnant < REMNANT && !holdsOthers) return null;
  const place = placeWithin(alignment, pairing, claim, frame.window);
  if (place.end <= place.start) return null;
  // A claim that kept its words, and nothing around them, has changed by what stands around them.
  const shown = whole
    ? frame.window
    : { before: claim.start, beforeEnd: claim.end, after: place.start, afterEnd: place.end };
  return {
    ...standing('changed', spanOf(after, place)),
    changes: changesIn(alignment, pairing, shown),
  };
}

interface Frame {
  /** What stands between the nearest paired words on both sides of a claim. */
  window: Window;
  /** Whether the claim's place can still be told from what stands around it. */
  stands: boolean;
}

function frameAround({ before, after, kept }: Alignment, pairing: Pairing, claim: Span): Frame | null {
  let left = claim.start - 1;
  while (left >= 0 && pairing.toAfter[left]! < 0 && claim.start - left < FRAME_REACH) left--;
  let right = claim.end;
  while (right < before.count && pairing.toAfter[right]! < 0 && right - claim.end < FRAME_REACH) right++;
  const open = (word: number) => word >= 0 && word < before.count && pairing.toAfter[word]! < 0;
  if (open(left) || open(right)) return null;
  // One edge of the text may be a frame, for words that kept their order; between both there is only another text.
  const atEdges = (left < 0 ? 1 : 0) + (right === before.count ? 1 : 0);
  if (atEdges > (pairing === kept ? 1 : 0)) return null;
  const window: Window = {
    before: left + 1,
    beforeEnd: right,
    after: left < 0 ? 0 : pairing.toAfter[left]! + 1,
    afterEnd: right === before.count ? after.count : pairing.toAfter[right]!,
  };
  const length = window.afterEnd - window.after;
  if (length < 0 || (pairing !== kept && length > 4 * (window.beforeEnd - window.before) + FRAME_REACH)) return null;
  return { window, stands: stands(before, claim, left, right) };
}

/**
 * A place stands when both its neighbours do, or when its sentence does: some of the sentence is kept on one side, and
 * on the other nothing beyond the sentence was lost.
 */
function stands({ breaks }: Words, claim: Span, left: number, right: number): boolean {
  const breaksWithin = (from: number, end: number) => {
    let count = 0;
    for (let word = from; word < end; word++) if (breaks[word]! >= SENTENCE_BREAK) count++;
    return count;
  };
  if (left === claim.start - 1 && right === claim.end) return true;
  const leftBreaks = breaksWithin(left + 1, claim.start + 1);
  const rightBreaks = breaksWithin(claim.end, right + 1);
  const leftReaches = leftBreaks === 0 || (leftBreaks === 1 && breaks[left + 1]! >= SENTENCE_BREAK);
  const rightReaches = rightBreaks === 0 || (rightBreaks === 1 && breaks[right]! >= SENTENCE_BREAK);
  return leftReaches && rightReaches && (leftBreaks === 0 || rightBreaks === 0);
}

function isInside(place: number, window: Window): boolean {
  return place >= window.after && place < window.afterEnd;
}

/** Whether words that came from nowhere else stand in a frame, about as many as may stand for the claim's. */
function holdsNewWords(search: Search, pairing: Pairing, window: Window, claim: Span, whole: boolean): boolean {
  const { after, kept, moved } = search.alignment;
  const other = pairing === kept ? moved : kept;
  if (window.afterEnd - window.after > 4 * (window.beforeEnd - window.before) + 2 * (claim.end - claim.start) + 8) {
    return false;
  }
  for (let word = window.after; word < window.afterEnd; word++) {
    if (other.toBefore[word]! >= 0 || (pairing.toBefore[word]! >= 0 && !whole)) continue;
    if (/[\p{L}\p{N}\p{S}]/u.test(textOf(after, word, word + 1))) return true;
  }
  return false;
}

/** The words of a frame that stand for the claim, leaving its neighbours theirs. */
function placeWithin({ before, after }: Alignment, pairing: Pairing, claim: Span, window: Window): Span {
  let first = claim.start;
  while (first < claim.end && !isInside(pairing.toAfter[first]!, window)) first++;
  let last = claim.end - 1;
  while (last >= first && !isInside(pairing.toAfter[last]!, window)) last--;
  const kept = first < claim.end;
  const headEnd = kept ? pairing.toAfter[first]! : window.afterEnd;
  const tailStart = kept ? pairing.toAfter[last]! + 1 : window.after;
  const start = first === claim.start ? headEnd : startOfHead(before, after, claim, window, headEnd);
  const end =
    kept && last === claim.end - 1 ? tailStart : endOfTail(before, after, claim, window, Math.max(start, tailStart));
  return { start, end };
}

function startOfHead(before: Words, after: Words, claim: Span, window: Window, headEnd: number): number {
  if (before.breaks[claim.start]! >= SENTENCE_BREAK) {
    // New sentences may have been put before the claim's own.
    for (let word = headEnd - 1; word > window.after; word--) {
      if (after.breaks[word]! >= SENTENCE_BREAK) return word;
    }
    return window.after;
  }
  const neighbours = claim.start - window.before;
  return Math.min(window.after + neighbours, Math.max(window.after, headEnd - 1));
}

function endOfTail(before: Words, after: Words, claim: Span, window: Window, tailStart: number): number {
  if (before.breaks[claim.end]! >= SENTENCE_BREAK) {
    for (let word = tailStart + 1; word < window.afterEnd; word++) {
      if (after.breaks[word]! >= SENTENCE_BREAK) return word;
    }
    return window.afterEnd;
  }
  const neighbours = window.beforeEnd - claim.end;
  return Math.max(window.afterEnd - neighbours, Math.min(window.afterEnd, tailStart + 1));
}

function lost(search: Search, claim: Span): Followed {
  const { alignment, inAfter } = search;
  const places = resembling(alignment, claim, inAfter);
  return gone(places.map((place) => ({ ...spanOf(alignment.after, place), score: rounded(place.score) })));
}

/** The words beside a place that count when a person is to choose between two that hold the same words. */
const CONTEXT = 12;

function undecided(search: Search, claim: Span, places: number[]): Followed {
  const { before, after, weights } = search.alignment;
  const own = weights.before[claim.end]! - weights.before[claim.start]!;
  const candidates = places.map((place) => {
    let shared = 0;
    let total = 0;
    for (let step = -CONTEXT; step < CONTEXT; step++) {
      const word = step < 0 ? claim.start + step : claim.end + step;
      const partner = word - claim.start + place;
      if (word < 0 || word >= before.count) continue;
      const bits = weights.ofKey[before.keys[word]!]!;
      total += bits;
      if (partner >= 0 && partner < after.count && after.keys[partner] === before.keys[word]) shared += bits;
    }
    const span = spanOf(after, { start: place, end: place + claim.end - claim.start });
    return { ...span, score: rounded((own + shared) / (own + total)) };
  });
  return {
    outcome: 'ambiguous',
    start: null,
    end: null,
    candidates: candidates.toSorted((a, b) => b.score - a.score),
    changes: [],
  };
}

function spanOf({ body, starts, ends }: Words, words: Span): Span {
  return { start: graphemeStart(body, starts[words.start]!), end: graphemeEnd(body, ends[words.end - 1]!) };
}

function rounded(score: number): number {
  return Math.round(score * 100) / 100;
}

function standing(outcome: Outcome, { start, end }: Span): Followed {
  return { outcome, start, end, candidates: [], changes: [] };
}

function gone(candidates: Candidate[]): Followed {
  return { outcome: 'gone', start: null, end: null, candidates, changes: [] };
}
