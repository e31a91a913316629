import type { Words } from './words.ts';

/**
 * How much it tells that two words are alike, in bits: the rarer a word in both texts, the less likely it stands in
 * two places by chance.
 */
export interface Weights {
  /** The bits of one word, by key. */
  ofKey: Float64Array;
  /** 1 for a word that stands no more than once in each text, by key. */
  once: Uint8Array;
  /** Sums over the words before each word, so that a stretch weighs `sums[end] - sums[start]`. */
  before: Float64Array;
  after: Float64Array;
  /** What an edit costs that begins or ends in mid-sentence: less than a common word, and at breaks less than that. */
  edge: number;
}

/** What chance alone hardly brings about: one in sixteen thousand. Less evidence than this never holds a claim. */
export const SURE = 14;

/** How many words that a writer had at hand and did not use each word used once stands for. */
const UNUSED = 64;
const LEAST_BITS = 0.25;
const EDGE = 3;

export function weigh(before: Words, after: Words, keys: number): Weights {
  const inBefore = countsOf(before, keys);
  const inAfter = countsOf(after, keys);
  const counts = inBefore.map((count, key) => count + inAfter[key]!);
  const once = Uint8Array.from(inBefore, (count, key) => (count <= 1 && inAfter[key]! <= 1 ? 1 : 0));
  const total = before.count + after.count;
  // A text whose words hardly repeat draws on many more that it happens not to use; one that says three words over
  // and over does not (after Good and Turing: what was seen once tells how much was not seen).
  const seenOnce = counts.reduce((sum, count) => sum + (count === 1 || count === 2 ? 1 : 0), 0);
  const size = total / 2 + UNUSED * seenOnce;
  const ofKey = Float64Array.from(counts, (count) => Math.max(LEAST_BITS, Math.log2(size / (Math.max(1, count) / 2))));
  const sums = { before: sumsOf(before, ofKey), after: sumsOf(after, ofKey) };
  const mean = (sums.before[before.count]! + sums.after[after.count]!) / Math.max(1, total);
  return { ofKey, once, ...sums, edge: Math.min(EDGE, mean / 2) };
}

function countsOf(words: Words, keys: number): Int32Array {
  const counts = new Int32Array(keys);
  for (let word = 0; word < words.count; word++) counts[words.keys[word]!]!++;
  return counts;
}

function sumsOf(words: Words, ofKey: Float64Array): Float64Array {
  const sums = new Float64Array(words.count + 1);
  for (let word = 0; word < words.count; word++) sums[word + 1] = sums[word]! + ofKey[words.keys[word]!]!;
  return sums;
}
