import type { Weights } from './weight.ts';
import { PARAGRAPH_BREAK, type Words } from './words.ts';

/** Two texts cut into words, with what each word weighs. */
export interface Pair {
  before: Words;
  after: Words;
  weights: Weights;
}

/** A run of words that both texts share word by word. */
export interface Run {
  before: number;
  after: number;
  length: number;
}

/** A stretch of words of each text, half-open, that answer to each other. */
export interface Window {
  before: number;
  beforeEnd: number;
  after: number;
  afterEnd: number;
}

// How a cell was reached.
const MATCH_AFTER_MATCH = 1;
const MATCH_AFTER_EDIT = 2;
const EDIT_AFTER_MATCH = 4;
const EDIT_BEFORE = 8;
const EDIT_AFTER = 16;

export function cellsOf(window: Window): number {
  return (window.beforeEnd - window.before + 1) * (window.afterEnd - window.after + 1);
}

/**
 * The most telling way to pair the words of a window in order, without any that are banned: shared words count by their
 * weight, and each edit costs something at both of its edges. What lies just outside the window is taken to be paired.
 * Calls back for every pair, and gives the worth of them all.
 */
export function pairWords(
  pair: Pair,
  window: Window,
  paired: (before: number, after: number) => void,
  banned: Run | null = null,
): number {
  const rows = window.beforeEnd - window.before;
  const columns = window.afterEnd - window.after;
  const width = columns + 1;
  const cells = cellsOf(window);
  const match = new Float64Array(cells);
  const edit = new Float64Array(cells);
  const steps = new Uint8Array(cells);
  fill(pair, window, match, edit, steps, banned);
  let row = rows;
  let column = columns;
  const last = cells - 1;
  const endingInEdit = edit[last]! - edge(pair, window.beforeEnd, window.afterEnd);
  let matching = match[last]! >= endingInEdit;
  while (row > 0 || column > 0) {
    const step = steps[row * width + column]!;
    if (matching) {
      row--;
      column--;
      paired(window.before + row, window.after + column);
      matching = (step & MATCH_AFTER_MATCH) !== 0;
    } else if ((step & EDIT_AFTER_MATCH) !== 0) {
      matching = true;
    } else if ((step & EDIT_BEFORE) !== 0) row--;
    else column--;
  }
  return Math.max(match[last]!, endingInEdit);
}

function fill(
  pair: Pair,
  window: Window,
  match: Float64Array,
  edit: Float64Array,
  steps: Uint8Array | null,
  banned: Run | null,
): void {
  const { before, after, weights } = pair;
  const rows = window.beforeEnd - window.before;
  const columns = window.afterEnd - window.after;
  const width = columns + 1;
  for (let row = 0; row <= rows; row++) {
    const key = row > 0 ? before.keys[window.before + row - 1]! : -1;
    const bits = row > 0 ? weights.ofKey[key]! : 0;
    for (let column = 0; column <= columns; column++) {
      const cell = row * width + column;
      const price = edge(pair, window.before + row, window.after + column);
      let step = 0;
      let matched = row === 0 && column === 0 ? 0 : -Infinity;
      const alike = row > 0 && column > 0 && after.keys[window.after + column - 1] === key;
      if (alike && !isIn(banned, window.before + row - 1, window.after + column - 1)) {
        const corner = cell - width - 1;
        const fromEdit = edit[corner]! - edge(pair, window.before + row - 1, window.after + column - 1);
        matched = bits + Math.max(match[corner]!, fromEdit);
        step = match[corner]! >= fromEdit ? MATCH_AFTER_MATCH : MATCH_AFTER_EDIT;
      }
      let edited = matched - price;
      let editStep = EDIT_AFTER_MATCH;
      if (row > 0 && edit[cell - width]! > edited) {
        edited = edit[cell - width]!;
        editStep = EDIT_BEFORE;
      }
      if (column > 0 && edit[cell - 1]! > edited) {
        edited = edit[cell - 1]!;
        editStep = EDIT_AFTER;
      }
      match[cell] = matched;
      edit[cell] = edited;
      if (steps) steps[cell] = step | editStep;
    }
  }
}

function isIn(run: Run | null, before: number, after: number): boolean {
  return (
    run !== null &&
    after - before === run.after - run.before &&
    before >= run.before &&
    before < run.before + run.length
  );
}

const STRONGEST = 2 * PARAGRAPH_BREAK;

function edge(pair: Pair, before: number, after: number): number {
  return pair.weights.edge * (1 - (pair.before.breaks[before]! + pair.after.breaks[after]!) / STRONGEST);
}

/** All readings of one window, so that the best of those that pair certain words can be compared with the best. */
export interface Readings {
  best: number;
  /** The worth of the best reading that pairs these words, which are alike and lie in the window. */
  through(before: number, after: number, length: number): number;
}

export function readingsOf(pair: Pair, window: Window): Readings {
  const { before, weights } = pair;
  const rows = window.beforeEnd - window.before;
  const columns = window.afterEnd - window.after;
  const width = columns + 1;
  const cells = cellsOf(window);
  const match = new Float64Array(cells);
  const edit = new Float64Array(cells);
  fill(pair, window, match, edit, null, null);
  // What is still to be won from each cell on, having just paired its words, or being inside an edit.
  const afterMatch = new Float64Array(cells);
  const afterEdit = new Float64Array(cells);
  for (let row = rows; row >= 0; row--) {
    for (let column = columns; column >= 0; column--) {
      const cell = row * width + column;
      const price = edge(pair, window.before + row, window.after + column);
      let next = row === rows && column === columns ? 0 : -Infinity;
      if (row < rows && column < columns) {
        const key = before.keys[window.before + row]!;
        if (key === pair.after.keys[window.after + column]) next = weights.ofKey[key]! + afterMatch[cell + width + 1]!;
      }
      let editing = next - price;
      if (row < rows) editing = Math.max(editing, afterEdit[cell + width]!);
      if (column < columns) editing = Math.max(editing, afterEdit[cell + 1]!);
      afterEdit[cell] = editing;
      afterMatch[cell] = Math.max(next, editing - price);
    }
  }
  return {
    best: afterMatch[0]!,
    through(from, to, length) {
      const entry = (from - window.before) * width + (to - window.after);
      const exit = entry + length * (width + 1);
      const bits = weights.before[from + length]! - weights.before[from]!;
      return Math.max(match[entry]!, edit[entry]! - edge(pair, from, to)) + bits + afterMatch[exit]!;
    },
  };
}
