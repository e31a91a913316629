/** A word of a statement as the database stems it, and the share (0 to 1) of all statements that hold it. */
export interface SharedWord {
  word: string;
  share: number;
}

/** From here on two statements are offered to a person as perhaps the same. */
export const RESEMBLES = 0.45;

export const VERDICTS = ['linked', 'dismissed'] as const;
/** What a person made of a resemblance: it is the same claim, or it is not. */
export type Verdict = (typeof VERDICTS)[number];

const TELLING = 8;
const MOST_EXPECTED = 400;

/**
 * Which words to look for among `many` statements so that few rows come back and hardly a twin is missed: groups, all
 * words of one of which must stand in a statement. Pairs of the rarest words; all of them together where even those are
 * everywhere. Empty for a statement without words.
 */
export function wordsToLookFor(words: readonly SharedWord[], many: number): string[][] {
  const telling = words.toSorted((a, b) => a.share - b.share || (a.word < b.word ? -1 : 1)).slice(0, TELLING);
  const pairs = telling.flatMap((one, at) =>
    telling.slice(at + 1).map((other) => ({
      group: [one.word, other.word],
      // Between words that know nothing of each other and words that always go together.
      expected: many * Math.min(one.share, other.share) * Math.sqrt(Math.max(one.share, other.share)),
    })),
  );
  const groups: string[][] = [];
  let expected = 0;
  for (const pair of pairs.toSorted((a, b) => a.expected - b.expected)) {
    expected += pair.expected;
    if (expected > MOST_EXPECTED) break;
    groups.push(pair.group);
  }
  if (groups.length > 0) return groups;
  return telling.length === 0 ? [] : [telling.map(({ word }) => word)];
}

/** A word that is rarer than this tells no more for being rarer still. */
const RAREST = 0.0005;

/**
 * How alike two statements are, 0 to 1: twice the weight of the words they share over the weight of both (Dice), a word
 * weighing the more the fewer statements hold it (inverse document frequency). Order and repetition do not count.
 */
export function resemblance(one: readonly SharedWord[], other: readonly SharedWord[]): number {
  const weight = (words: readonly SharedWord[]) => words.reduce((sum, { share }) => sum + weightOf(share), 0);
  const held = new Set(other.map(({ word }) => word));
  const all = weight(one) + weight(other);
  return all === 0 ? 0 : (2 * weight(one.filter(({ word }) => held.has(word)))) / all;
}

const weightOf = (share: number) => 1 - Math.log(Math.min(1, Math.max(RAREST, share)));
