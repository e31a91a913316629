import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wordIndexAt, wordsOf } from '../../src/core/words.ts';

const tagged = (body: string): string =>
  wordsOf(body)
    .map(({ text, pos, lemma }) => `${text}/${pos}/${lemma}`)
    .join(' ');

const texts = (body: string): string[] => wordsOf(body).map((word) => word.text);

describe('words keep their place in the body', () => {
  test.each([
    ['a contraction is two words', 'She doesn’t know', ['She', 'does', 'n’t', 'know']],
    ['a possessive is two words', 'Rubio’s 14-year-old’s', ['Rubio', '’s', '14-year-old', '’s']],
    [
      'an abbreviation keeps its full stop',
      'Sen. J. Hill of the U.S. left.',
      'Sen.|J.|Hill|of|the|U.S.|left|.'.split('|'),
    ],
    ['the last word of a sentence does not', 'The answer is no. He left.', 'The|answer|is|no|.|He|left|.'.split('|')],
    ['a figure is one word', '$5.5m or 1,250 by 5 p.m.', ['$', '5.5m', 'or', '1,250', 'by', '5', 'p.m.']],
    ['addresses are one word', 'See https://example.org/a.b?c=d. Or a.b@example.org.', [
      'See', 'https://example.org/a.b?c=d', '.', 'Or', 'a.b@example.org', '.',
    ]], // prettier-ignore
  ])('%s', (_, body, expected) => {
    expect(texts(body)).toEqual(expected);
  });

  test('each word is cut from the body, in order, whatever the body is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (body) => {
        let at = 0;
        for (const word of wordsOf(body)) {
          expect(word.start).toBeGreaterThanOrEqual(at);
          expect(body.slice(at, word.start).trim()).toBe('');
          expect(word.text).toBe(body.slice(word.start, word.end));
          at = word.end;
        }
        expect(body.slice(at).trim()).toBe('');
      }),
    );
  });

  test('offsets count from the beginning of the body when only a span of it is read', () => {
    const body = 'Not this. But this.';
    expect(wordsOf(body, { start: 10, end: 19 })[0]).toMatchObject({ start: 10, end: 13, text: 'But' });
  });
});

describe('parts of speech', () => {
  test('a sentence of news is tagged, with dictionary forms', () => {
    expect(tagged('The mayor said taxes fell.')).toBe(
      'The/DET/the mayor/NOUN/mayor said/VERB/say taxes/NOUN/tax fell/VERB/fall ./PUNCT/.',
    );
  });

  test('the same text has the same tags, whatever was read in between', () => {
    const body = 'Zorblatt-Kray’s allies — the Kraymen’s — didn’t re-gloam U.K.-born voters in mid-Quorn.';
    const first = wordsOf(body);
    wordsOf(body.replaceAll(/[-—]/g, ' '));
    wordsOf(body.toUpperCase());
    expect(wordsOf(body)).toEqual(first);
  });
});

test('the first word from an offset on is found', () => {
  const words = wordsOf('one two three');
  expect([0, 1, 4, 9, 99].map((offset) => wordIndexAt(words, offset))).toEqual([0, 1, 1, 3, 3]);
});
