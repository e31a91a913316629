import type { Span } from '../text.ts';
import type { Alignment, Pairing } from './alignment.ts';
import { purseFor } from './alignment.ts';
import { alike } from './landmarks.ts';
import { cellsOf, readingsOf, type Readings, type Window } from './reading.ts';
import { concordanceOf, placesOf, type Concordance } from './resemblance.ts';

export interface Search {
  alignment: Alignment;
  inBefore: Concordance;
  inAfter: Concordance;
  /** By place between words: the end of the first unique stretch that begins there or later. */
  uniqueEnd: Int32Array;
  /** How many cells of tables may still be filled. */
  purse: number;
  doubt: Doubt | null;
  /** What was found out about words that kept their order, by where they start and end. */
  certain: Map<number, boolean>;
}

/** A stretch between two landmarks, with what was found out about it for the claims that stand there. */
interface Doubt {
  window: Window;
  unchanged: boolean;
  /** Undefined until asked for; null when the stretch is too long for it. */
  readings: Readings | null | undefined;
}

export function openSearch(alignment: Alignment): Search {
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
    certain: new Map(),
  };
}

/** Where the words of a claim went, when they all went together; else -1. */
export function wholeRun({ toAfter }: Pairing, claim: Span): number {
  const start = toAfter[claim.start]!;
  if (start < 0) return -1;
  for (let word = claim.start + 1; word < claim.end; word++) {
    if (toAfter[word] !== start + word - claim.start) return -1;
  }
  return start;
}

/** The stretch between the last landmark before a claim and the first one after it, in both texts. */
export function doubtAround(alignment: Alignment, claim: Span): Window {
  const { landmarkAt, sureBefore, sureAfter, before, after } = alignment;
  const from = sureBefore[claim.start]!;
  const end = sureAfter[claim.end]!;
  return {
    before: from,
    beforeEnd: end,
    after: from === 0 ? 0 : landmarkAt[from - 1]! + 1,
    afterEnd: end === before.count ? after.count : landmarkAt[end]!,
  };
}

export function placesIn({ alignment, inAfter }: Search, claim: Span, window: Window): number[] | null {
  return placesOf(alignment, claim, alignment.after, inAfter, { start: window.after, end: window.afterEnd });
}

export function doubtAbout(search: Search, window: Window): Doubt {
  if (search.doubt && sameWindow(search.doubt.window, window)) return search.doubt;
  const { before, after } = search.alignment;
  const length = window.beforeEnd - window.before;
  const unchanged =
    length === window.afterEnd - window.after && alike(before, window.before, after, window.after, length);
  search.doubt = { window, unchanged, readings: undefined };
  return search.doubt;
}

/** The largest stretch, in words by words, whose every reading is weighed. */
const READINGS_LIMIT = 1_000_000;

export function readingsFor(search: Search, window: Window): Readings | null {
  const doubt = doubtAbout(search, window);
  if (doubt.readings === undefined) {
    const cells = cellsOf(window);
    const affordable = cells <= Math.min(READINGS_LIMIT, search.purse);
    if (affordable) search.purse -= cells;
    doubt.readings = affordable ? readingsOf(search.alignment, window) : null;
  }
  return doubt.readings;
}

function sameWindow(a: Window, b: Window): boolean {
  return a.before === b.before && a.beforeEnd === b.beforeEnd && a.after === b.after && a.afterEnd === b.afterEnd;
}
