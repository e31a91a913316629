import { align } from './alignment.ts';
import { editsIn } from './changes.ts';
import type { Words } from './words.ts';

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

/**
 * What changed between two texts, word by word; the runs in order cover both texts wholly. Words that moved show as
 * removed in one place and added in another. Where more was rewritten than can be compared in time linear in the
 * texts, all of it is removed and added.
 */
export function wordDiff(before: string, after: string): DiffRun[] {
  const { before: was, after: is, kept } = align(before, after);
  const runs: DiffRun[] = [];
  let at = { before: 0, after: 0 };
  const push = (kind: DiffRun['kind'], beforeEnd: number, afterEnd: number) => {
    if (beforeEnd === at.before && afterEnd === at.after) return;
    runs.push({ kind, beforeStart: at.before, beforeEnd, afterStart: at.after, afterEnd });
    at = { before: beforeEnd, after: afterEnd };
  };
  const whole = { before: 0, beforeEnd: was.count, after: 0, afterEnd: is.count };
  for (const edit of editsIn(kept, whole)) {
    const removes = edit.beforeEnd > edit.before;
    const adds = edit.afterEnd > edit.after;
    push('same', startOf(was, edit.before, removes), startOf(is, edit.after, adds));
    push('removed', removes ? was.ends[edit.beforeEnd - 1]! : at.before, at.after);
    push('added', at.before, adds ? is.ends[edit.afterEnd - 1]! : at.after);
  }
  push('same', before.length, after.length);
  return runs;
}

/** Where an edit begins: at its first word, or, having none, at the end of the word before. */
function startOf(words: Words, word: number, hasWords: boolean): number {
  if (hasWords) return words.starts[word]!;
  return word === 0 ? 0 : words.ends[word - 1]!;
}
