import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resemblance, wordsToLookFor, type SharedWord } from '../../src/core/resemblance.ts';

const rare = (word: string): SharedWord => ({ word, share: 0.001 });
const common = (word: string): SharedWord => ({ word, share: 0.2 });

describe('two statements', () => {
  test('with the same words are alike, in whatever order', () => {
    const words = [rare('bridg'), rare('1931'), common('open')];
    expect(resemblance(words, words.toReversed())).toBe(1);
  });

  test('that share what is rare are more alike than those that share what is common', () => {
    const one = [rare('bridg'), common('open')];
    const sameBridge = resemblance(one, [rare('bridg'), common('close')]);
    expect(sameBridge).toBeGreaterThan(resemblance(one, [rare('tunnel'), common('open')]));
  });

  test('with no word between them are not alike, and nor are two of no words', () => {
    expect(resemblance([rare('bridg')], [rare('tunnel')])).toBe(0);
    expect(resemblance([], [])).toBe(0);
  });

  const words = fc.uniqueArray(fc.record({ word: fc.string(), share: fc.double({ min: 0, max: 1, noNaN: true }) }), {
    selector: ({ word }) => word,
    maxLength: 30,
  });
  test('are as alike from either side, between nothing and all', () => {
    fc.assert(
      fc.property(words, words, (one, other) => {
        // A word is as rare in both.
        const shares = new Map([...one, ...other].map(({ word, share }) => [word, share]));
        const [a, b] = [one, other].map((list) => list.map(({ word }) => ({ word, share: shares.get(word)! })));
        const alike = resemblance(a!, b!);
        expect(alike).toBeCloseTo(resemblance(b!, a!), 10);
        expect(alike).toBeGreaterThanOrEqual(0);
        expect(alike).toBeLessThanOrEqual(1.000001);
      }),
    );
  });
});

describe('what is looked for', () => {
  test('is two rare words together', () => {
    const groups = wordsToLookFor([common('open'), rare('bridg'), rare('1931')], 1_000);
    expect(groups[0]).toEqual(['1931', 'bridg']);
  });

  test('leaves pairs out that would bring too many rows, however many the words are', () => {
    const groups = wordsToLookFor([rare('bridg'), rare('1931'), common('open'), common('say')], 1_000_000);
    expect(groups).toEqual([['1931', 'bridg']]);
  });

  test('is all words together where each of them is everywhere', () => {
    expect(wordsToLookFor([common('open'), common('say')], 200_000)).toEqual([['open', 'say']]);
  });

  test('is the one word there is, or nothing', () => {
    expect(wordsToLookFor([rare('bridg')], 10)).toEqual([['bridg']]);
    expect(wordsToLookFor([], 10)).toEqual([]);
  });
});
