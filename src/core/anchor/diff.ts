import { align, type Alignment, type Pairing } from './alignment.ts';
import { editsIn } from './changes.ts';
import type { Window } from './reading.ts';
import { wordsIn, type Words } from './words.ts';

/**
 * A run of text that stayed, went or came, as half-open ranges of UTF-16 code units. One side of a removed or added
 * run is empty. Words that differ only in white space, quote marks, dashes or Unicode spelling stayed.
 */
export interface DiffRun {
  kind: 'same' | 'removed' | 'added';
  beforeStart: number;
  beforeEnd: number;
  afterStart: number;
  afterEnd: number;
}

/** The same, telling words that only changed their place from those that went or came. */
export interface MovingRun extends Omit<DiffRun, 'kind'> {
  kind: DiffRun['kind'] | 'moved_away' | 'moved_here';
}

/**
 * What changed between two texts, word by word; the runs in order cover both texts wholly. Words that moved show as
 * removed in one place and added in another. Where more was rewritten than can be compared in time linear in the
 * texts, all of it is removed and added.
 */
export function wordDiff(before: string, after: string): DiffRun[] {
  const alignment = align(before, after);
  const whole = { before: 0, beforeEnd: alignment.before.count, after: 0, afterEnd: alignment.after.count };
  return runsIn(alignment, whole, {
    beforeStart: 0,
    beforeEnd: before.length,
    afterStart: 0,
    afterEnd: after.length,
  });
}

/** The runs of a stretch of both texts that holds these words; laid end to end they cover it. */
export function runsIn(
  { before: was, after: is, kept }: Alignment,
  words: Window,
  text: Omit<DiffRun, 'kind'>,
): DiffRun[] {
  const runs: DiffRun[] = [];
  let at = { before: text.beforeStart, after: text.afterStart };
  const push = (kind: DiffRun['kind'], beforeEnd: number, afterEnd: number) => {
    if (beforeEnd === at.before && afterEnd === at.after) return;
    runs.push({ kind, beforeStart: at.before, beforeEnd, afterStart: at.after, afterEnd });
    at = { before: beforeEnd, after: afterEnd };
  };
  for (const edit of editsIn(kept, words)) {
    const removes = edit.beforeEnd > edit.before;
    const adds = edit.afterEnd > edit.after;
    push(
      'same',
      startOf(was, edit.before, removes, words.before, text.beforeStart),
      startOf(is, edit.after, adds, words.after, text.afterStart),
    );
    push('removed', removes ? was.ends[edit.beforeEnd - 1]! : at.before, at.after);
    push('added', at.before, adds ? is.ends[edit.afterEnd - 1]! : at.after);
  }
  push('same', text.beforeEnd, text.afterEnd);
  return runs;
}

/** Where an edit begins: at its first word, or, having none, at the end of the word before. */
function startOf(words: Words, word: number, hasWords: boolean, first: number, start: number): number {
  if (hasWords) return words.starts[word]!;
  return word === first ? start : words.ends[word - 1]!;
}

/** A run cut where words that went elsewhere, or came from elsewhere, begin and end. */
export function withMoves(alignment: Alignment, run: DiffRun): MovingRun[] {
  if (run.kind === 'removed') {
    return stretches(alignment.before, alignment.moved.toAfter, run.beforeStart, run.beforeEnd).map(
      ({ moved, start, end }) => ({
        ...run,
        kind: moved ? 'moved_away' : 'removed',
        beforeStart: start,
        beforeEnd: end,
      }),
    );
  }
  if (run.kind === 'added') {
    return stretches(alignment.after, alignment.moved.toBefore, run.afterStart, run.afterEnd).map(
      ({ moved, start, end }) => ({ ...run, kind: moved ? 'moved_here' : 'added', afterStart: start, afterEnd: end }),
    );
  }
  return [run];
}

function stretches(words: Words, partners: Pairing['toAfter'], start: number, end: number) {
  const found: { moved: boolean; start: number; end: number }[] = [];
  const within = wordsIn(words, { start, end });
  for (let word = within.start; word < within.end; word++) {
    const moved = partners[word]! >= 0;
    const last = found.at(-1);
    if (last?.moved === moved) continue;
    // The room between goes with the words that moved.
    const cut = moved ? words.ends[word - 1]! : words.starts[word]!;
    if (last) last.end = cut;
    found.push({ moved, start: last ? cut : start, end });
  }
  return found;
}
