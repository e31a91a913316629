import { findQuotation, wordDiff } from './anchor.ts';
import { cutWords, type Lexicon, type Words } from './anchor/words.ts';
import type { Note, Span } from './text.ts';
import { locatorOf } from './text/told.ts';

/** A stretch of words that both have, that only the excerpt has, or that only the source has. */
export interface ExcerptRun {
  kind: 'same' | 'excerpt' | 'source';
  text: string;
}

/**
 * How an excerpt stands in its source's text. `identical`: word by word after trivial normalisation, ellipses leaving
 * words out. `near`: most of its words stand together somewhere; the runs say what differs. `absent`: they do not; the
 * nearest passage is given where anything resembles it at all.
 */
export type ExcerptCheck =
  | { found: 'identical'; span: Span; locator: string | null }
  | { found: 'near'; span: Span; locator: string | null; runs: ExcerptRun[] }
  | { found: 'absent'; nearest: (Span & { text: string }) | null };

/** From this share of its words on, in one stretch as long as the excerpt, a passage is near; below the other, nothing is. */
const NEAR = 0.7;
const RESEMBLES = 0.35;
/** Longer excerpts are compared by their beginning. */
const LONGEST = 5_000;

/** Looks for an excerpt in a text, in time linear in both. `notes` tell which pages and paragraphs the text has. */
export function checkExcerpt(excerpt: string, text: string, notes: readonly Note[] = []): ExcerptCheck {
  const whole = identicalIn(text, piecesOf(excerpt));
  if (whole) return { found: 'identical', span: whole, locator: locatorOf(notes, whole) };
  const sought = excerpt.slice(0, LONGEST);
  const best = nearestIn(text, sought);
  if (best === null || best.share < RESEMBLES) return { found: 'absent', nearest: null };
  const span = { start: best.start, end: best.end };
  const words = text.slice(span.start, span.end);
  if (best.share < NEAR) return { found: 'absent', nearest: { ...span, text: words } };
  return { found: 'near', span, locator: locatorOf(notes, span), runs: runsBetween(sought, words) };
}

/** What stands between the marks of an omission: "[…]", "…", "...". */
function piecesOf(excerpt: string): string[] {
  return excerpt
    .split(/\s*(?:\[(?:…|\.\.\.)\]|…|\.\.\.)\s*/)
    .map((piece) => piece.replace(/^["“”'‘’«»\s]+|["“”'‘’«»\s]+$/g, ''))
    .filter((piece) => /[\p{L}\p{N}]/u.test(piece));
}

/** The stretch from the first piece to the last, each behind the one before; null where one is missing. */
function identicalIn(text: string, pieces: readonly string[]): Span | null {
  let start: number | null = null;
  let end = 0;
  for (const piece of pieces) {
    const place = findQuotation(text, piece).find(({ start }) => start >= end);
    if (place === undefined) return null;
    start ??= place.start;
    end = place.end;
  }
  return start === null ? null : { start, end };
}

/** The stretch of as many words as the excerpt has that shares most of them, as a share from 0 to 1. */
function nearestIn(text: string, excerpt: string): (Span & { share: number }) | null {
  const lexicon: Lexicon = new Map();
  const sought = cutWords(excerpt, lexicon);
  const words = cutWords(text, lexicon);
  const length = Math.min(sought.count, words.count);
  if (length === 0) return null;
  const wanted = new Int32Array(lexicon.size);
  for (const key of sought.keys) wanted[key]! += 1;
  const there = new Int32Array(lexicon.size);
  let shared = 0;
  let best = { at: 0, shared: -1 };
  for (let word = 0; word < words.count; word += 1) {
    const key = words.keys[word]!;
    there[key]! += 1;
    if (there[key]! <= wanted[key]!) shared += 1;
    const gone = word - length;
    if (gone >= 0) {
      const left = words.keys[gone]!;
      if (there[left]! <= wanted[left]!) shared -= 1;
      there[left]! -= 1;
    }
    if (word >= length - 1 && shared > best.shared) best = { at: word - length + 1, shared };
  }
  const window = widened(words, { start: best.at, end: best.at + length }, wanted);
  return { ...trimmed(words, window.start, window.end, wanted), share: best.shared / sought.count };
}

/** The window with words close by that the excerpt has and the window lacks: others were put in between. */
function widened(words: Words, window: Span, wanted: Int32Array): Span {
  const lacking = Int32Array.from(wanted);
  for (let word = window.start; word < window.end; word += 1) lacking[words.keys[word]!]! -= 1;
  const slack = 2 + Math.floor((window.end - window.start) / 4);
  let { start, end } = window;
  const takes = (word: number): boolean => lacking[words.keys[word]!]! > 0 && (lacking[words.keys[word]!]! -= 1) >= 0;
  for (let word = window.end; word < Math.min(words.count, window.end + slack); word += 1)
    if (takes(word)) end = word + 1;
  for (let word = window.start - 1; word >= Math.max(0, window.start - slack); word -= 1) if (takes(word)) start = word;
  return { start, end };
}

/** Without the words at either end that the excerpt does not have. */
function trimmed(words: Words, from: number, end: number, wanted: Int32Array): Span {
  let [first, last] = [from, end - 1];
  while (first < last && !wanted[words.keys[first]!]) first += 1;
  while (last > first && !wanted[words.keys[last]!]) last -= 1;
  return { start: words.starts[first]!, end: words.ends[last]! };
}

function runsBetween(excerpt: string, source: string): ExcerptRun[] {
  return wordDiff(excerpt, source).map(({ kind, beforeStart, beforeEnd, afterStart, afterEnd }): ExcerptRun => {
    if (kind === 'removed') return { kind: 'excerpt', text: excerpt.slice(beforeStart, beforeEnd) };
    return { kind: kind === 'added' ? 'source' : 'same', text: source.slice(afterStart, afterEnd) };
  });
}
