import type { Span } from '../text.ts';
import type { Alignment, Pairing } from './alignment.ts';
import { changesIn, replacementIn, type Change } from './changes.ts';
import type { Window } from './reading.ts';
import { SENTENCE_BREAK, textOf, type Words } from './words.ts';

/** How many words beside a claim may have been rewritten with it before its place is lost. */
const FRAME_REACH = 64;
/** The share of a claim's weight that must be kept in place for it to be called changed whatever stands around it. */
const REMNANT = 0.25;

/** What stands in a claim's place now, in words of the text after, and what changed. */
interface Rewritten {
  place: Span;
  changes: Change[];
}

/**
 * A claim whose place is still there and holds other words: some of its own words stayed, or the words around it did,
 * within its sentence or right beside it. Null when the place is lost or empty. `whole` is said of a claim that kept all
 * its words but too few to be told from chance: it counts as changed by what stands around it.
 */
export function rewritten(alignment: Alignment, pairing: Pairing, claim: Span, whole: boolean): Rewritten | null {
  const frame = frameAround(alignment, pairing, claim);
  if (!frame) return null;
  const { before, weights } = alignment;
  let bits = 0;
  for (let word = claim.start; word < claim.end; word++) {
    if (!whole && isInside(pairing.toAfter[word]!, frame.window)) bits += weights.ofKey[before.keys[word]!]!;
  }
  const isRemnant = bits >= REMNANT * (weights.before[claim.end]! - weights.before[claim.start]!);
  if (!isRemnant && !(frame.stands && holdsNewWords(alignment, pairing, frame.window, claim, whole))) return null;
  // A common word or two that both have does not tie a sentence to the one that replaced it.
  const isReplaced = !whole && !isRemnant;
  const place = withoutJoint(
    alignment,
    claim,
    isReplaced ? roomOf(alignment, claim, frame.window) : placeWithin(alignment, pairing, claim, frame.window),
  );
  if (place.end <= place.start) return null;
  const own = { before: claim.start, beforeEnd: claim.end, after: place.start, afterEnd: place.end };
  const changes = isReplaced
    ? [replacementIn(alignment, own)]
    : changesIn(alignment, pairing, whole ? frame.window : own);
  return changes.some(({ was, is }) => was !== is) ? { place, changes } : null;
}

/** All of a frame but what answers to the claim's neighbours. */
function roomOf({ before, after }: Alignment, claim: Span, window: Window): Span {
  const first = claim.start - window.before;
  const last = window.beforeEnd - claim.end;
  let start = Math.min(window.afterEnd, window.after + first);
  if (first > 0 && before.breaks[claim.start]! >= SENTENCE_BREAK) {
    start = window.after + 1;
    while (start < window.afterEnd && after.breaks[start]! < SENTENCE_BREAK) start++;
    if (start === window.afterEnd) start = window.after;
  }
  let end = Math.max(start, window.afterEnd - last);
  if (last > 0 && before.breaks[claim.end]! >= SENTENCE_BREAK) {
    end = window.afterEnd - 1;
    while (end > start && after.breaks[end]! < SENTENCE_BREAK) end--;
    if (end <= start) end = window.afterEnd;
  }
  return { start, end };
}

/** A place without the comma or dash by which it now hangs on to the words before it. */
function withoutJoint({ before, after }: Alignment, claim: Span, { start, end }: Span): Span {
  const isMark = (words: Words, word: number) => !/[\p{L}\p{N}\p{S}]/u.test(textOf(words, word, word + 1));
  if (isMark(before, claim.start)) return { start, end };
  while (start > 0 && start < end && isMark(after, start) && after.starts[start] === after.ends[start - 1]) start++;
  return { start, end };
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
  const atEdges = (left < 0 ? 1 : 0) + (right === before.count ? 1 : 0);
  if (pairing !== kept && atEdges > 0) return null;
  const window: Window = {
    before: left + 1,
    beforeEnd: right,
    after: left < 0 ? 0 : pairing.toAfter[left]! + 1,
    afterEnd: right === before.count ? after.count : pairing.toAfter[right]!,
  };
  const length = window.afterEnd - window.after;
  if (length < 0 || (pairing !== kept && length > 4 * (window.beforeEnd - window.before) + FRAME_REACH)) return null;
  // Between both edges of a text there is no place, only another text.
  return { window, stands: atEdges < 2 && stands(before, claim, left, right) };
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
function holdsNewWords(alignment: Alignment, pairing: Pairing, window: Window, claim: Span, whole: boolean): boolean {
  const { after, kept, moved } = alignment;
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
