import { align, type Alignment } from './anchor/alignment.ts';
import { runsIn, withMoves, type MovingRun } from './anchor/diff.ts';
import { SURE } from './anchor/weight.ts';
import { firstWhere, type Words } from './anchor/words.ts';
import type { Span } from './text.ts';

/** Passages of one text beside those of the next that have their words. */
export interface ComparedRow {
  /** From the first passage's start to the last one's end; null where passages were put in, or taken out. */
  before: Span | null;
  after: Span | null;
  /** Whether the words, or what passages they make, are others than before. */
  changed: boolean;
  /** Laid end to end they cover both spans. */
  runs: MovingRun[];
}

/**
 * Two texts beside each other, passage by passage, in order. A passage stands beside those that have most of its words in
 * their order; a passage that was split, or passages that became one, make one row. `before` and `after` are the
 * passages of each, in order, which hold every word.
 */
export function compareTexts(
  before: { body: string; passages: readonly Span[] },
  after: { body: string; passages: readonly Span[] },
): ComparedRow[] {
  const alignment = align(before.body, after.body);
  const was = wordsOfEach(alignment.before, before.passages);
  const is = wordsOfEach(alignment.after, after.passages);
  return besides(linksBetween(alignment, was, is), was.length, is.length).map((row) =>
    rowOf(alignment, row, { before: before.passages, after: after.passages }, was, is),
  );
}

/** The words of each passage; those that stand outside go with the passage before. */
function wordsOfEach(words: Words, passages: readonly Span[]): Span[] {
  const starts = passages.map(({ start }, index) =>
    index === 0 ? 0 : firstWhere(words.count, (word) => words.starts[word]! >= start),
  );
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? words.count }));
}

/** Two passages that share words in order, as indices into those of each text. */
type Link = [before: number, after: number];

/** The passages that are each other's, in order: what they share weighs more than chance, or much of one of them. */
function linksBetween({ before, kept, weights }: Alignment, was: Span[], is: Span[]): Link[] {
  const weight = (sums: Float64Array, { start, end }: Span) => sums[end]! - sums[start]!;
  const links: Link[] = [];
  let j = 0;
  was.forEach((passage, i) => {
    const shared = new Map<number, number>();
    for (let word = passage.start; word < passage.end; word++) {
      const partner = kept.toAfter[word]!;
      if (partner < 0) continue;
      while (j < is.length - 1 && is[j + 1]!.start <= partner) j++;
      shared.set(j, (shared.get(j) ?? 0) + weights.ofKey[before.keys[word]!]!);
    }
    for (const [other, bits] of shared) {
      const smaller = Math.min(weight(weights.before, passage), weight(weights.after, is[other]!));
      if (bits >= Math.min(2 * SURE, smaller / 3)) links.push([i, other]);
    }
  });
  return links;
}

/** Half-open ranges of passages of both texts. */
interface Beside {
  before: Span;
  after: Span;
}

/** Rows of passages that are linked, and between them those that are not, beside each other as they come. */
function besides(links: Link[], countBefore: number, countAfter: number): Beside[] {
  const rows: Beside[] = [];
  const at = { before: 0, after: 0 };
  const alone = (before: number, after: number) => {
    while (at.before < before || at.after < after) {
      const nextBefore = Math.min(before, at.before + 1);
      const nextAfter = Math.min(after, at.after + 1);
      rows.push({ before: { start: at.before, end: nextBefore }, after: { start: at.after, end: nextAfter } });
      at.before = nextBefore;
      at.after = nextAfter;
    }
  };
  for (let index = 0; index < links.length;) {
    const [before, after] = links[index]!;
    alone(before, after);
    let [lastBefore, lastAfter] = [before, after];
    for (; index < links.length && (links[index]![0] <= lastBefore || links[index]![1] <= lastAfter); index++) {
      [lastBefore, lastAfter] = [Math.max(lastBefore, links[index]![0]), Math.max(lastAfter, links[index]![1])];
    }
    rows.push({ before: { start: before, end: lastBefore + 1 }, after: { start: after, end: lastAfter + 1 } });
    at.before = lastBefore + 1;
    at.after = lastAfter + 1;
  }
  alone(countBefore, countAfter);
  return rows;
}

function rowOf(
  alignment: Alignment,
  { before, after }: Beside,
  passages: { before: readonly Span[]; after: readonly Span[] },
  was: Span[],
  is: Span[],
): ComparedRow {
  const textBefore = spanOver(passages.before, before);
  const textAfter = spanOver(passages.after, after);
  const wordsBefore = spanOver(was, before);
  const wordsAfter = spanOver(is, after);
  const runs = runsIn(
    alignment,
    {
      before: wordsBefore?.start ?? 0,
      beforeEnd: wordsBefore?.end ?? 0,
      after: wordsAfter?.start ?? 0,
      afterEnd: wordsAfter?.end ?? 0,
    },
    {
      beforeStart: textBefore?.start ?? 0,
      beforeEnd: textBefore?.end ?? 0,
      afterStart: textAfter?.start ?? 0,
      afterEnd: textAfter?.end ?? 0,
    },
  ).flatMap((run) => withMoves(alignment, run));
  const otherPassages = before.end - before.start !== after.end - after.start;
  return {
    before: textBefore,
    after: textAfter,
    changed: otherPassages || runs.some(({ kind }) => kind !== 'same'),
    runs,
  };
}

function spanOver(spans: readonly Span[], { start, end }: Span): Span | null {
  return start < end ? { start: spans[start]!.start, end: spans[end - 1]!.end } : null;
}
