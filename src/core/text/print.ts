import { hashOf } from '../suggest/hash.ts';

/** What texts are recognised by that share most of their words in their order. Every number fits 32 bits with sign. */
export interface TextPrint {
  signature: number[];
  /** Two texts that are much alike share one of these, for nearly any two; others seldom do. */
  bands: number[];
}

const ROWS = 4;
const BANDS = 16;
const HASHES = ROWS * BANDS;
/** Words that are taken together, so that only words in their order count. */
const SHINGLE = 5;
/** Shorter texts are alike by chance. */
const FEWEST_WORDS = 40;

/**
 * The print of a text, or null where it is too short: the least of each of 64 hashes over its runs of five words, which
 * two texts share as often as those runs (Broder, "On the resemblance and containment of documents", 1997).
 */
export function printOf(text: string): TextPrint | null {
  const words =
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length < FEWEST_WORDS) return null;
  const hashes = words.map(hashOf);
  const signature = new Int32Array(HASHES).fill(0x7fffffff);
  for (let at = 0; at + SHINGLE <= hashes.length; at += 1) {
    let run = 0;
    for (let word = at; word < at + SHINGLE; word += 1) run = mixed(Math.imul(run, 31) + hashes[word]!);
    for (let i = 0; i < HASHES; i += 1) {
      const hash = mixed(run ^ Math.imul(i + 1, 0x9e3779b1));
      if (hash < signature[i]!) signature[i] = hash;
    }
  }
  const bands = Array.from({ length: BANDS }, (_, band) =>
    signature.slice(band * ROWS, (band + 1) * ROWS).reduce((sum, each) => mixed(Math.imul(sum, 31) + each), band),
  );
  return { signature: [...signature], bands };
}

/** How much of their runs of words two texts share, from 0 to 1, to about six in a hundred. */
export function resemblance(one: readonly number[], other: readonly number[]): number {
  return one.filter((hash, at) => hash === other[at]).length / HASHES;
}

/** Murmur3's last mixing step. */
function mixed(word: number): number {
  let hash = word | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
}

/** Words fewer in a row than these are common to many texts. */
const RUN = 8;
const MOST_SHARED = 300;

/** The first long run of words in a text that stands in another too, as it stands in the first; empty where there is none. */
export function sharedWords(text: string, other: string): string {
  const ours = [...text.matchAll(/[\p{L}\p{N}]+/gu)];
  const theirs = (other.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).map(hashOf);
  const words = ours.map(([word]) => hashOf(word.toLowerCase()));
  const runAt = (list: readonly number[], at: number) => list.slice(at, at + RUN).join();
  const known = new Set(theirs.slice(0, Math.max(0, theirs.length - RUN + 1)).map((_, at) => runAt(theirs, at)));
  const begins = words.findIndex((_, at) => at + RUN <= words.length && known.has(runAt(words, at)));
  if (begins < 0) return '';
  let last = begins;
  while (last + 1 + RUN <= words.length && known.has(runAt(words, last + 1))) last += 1;
  const start = ours[begins]!.index;
  let end = start;
  for (const word of ours.slice(begins, last + RUN)) {
    const next = word.index + word[0].length;
    if (next - start > MOST_SHARED) break;
    end = next;
  }
  return text.slice(start, end);
}
