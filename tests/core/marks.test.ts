import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { marksOf } from '../../src/core/marks.ts';

const TEXT = 'abcdefghij';
const whole = { start: 0, end: TEXT.length };
const span = (id: string, start: number, end: number) => ({ id, start, end });
const shown = (spans: ReturnType<typeof span>[], range = whole) =>
  marksOf(TEXT, range, spans).map(({ text, over }) => `${text}${over.length > 0 ? `(${over.join(' ')})` : ''}`);

describe('a text is cut where claims begin and end', () => {
  test.each([
    ['nothing to mark', [], ['abcdefghij']],
    ['one claim', [span('x', 2, 5)], ['ab', 'cde(x)', 'fghij']],
    ['a claim on everything', [span('x', 0, 10)], ['abcdefghij(x)']],
    ['claims that touch', [span('x', 0, 5), span('y', 5, 10)], ['abcde(x)', 'fghij(y)']],
    ['claims that overlap', [span('x', 1, 6), span('y', 4, 8)], ['a', 'bcd(x)', 'ef(x y)', 'gh(y)', 'ij']],
    ['a claim within another', [span('in', 3, 5), span('out', 1, 8)], ['a', 'bc(out)', 'de(out in)', 'fgh(out)', 'ij']],
    ['claims on the same words', [span('b', 2, 4), span('a', 2, 4)], ['ab', 'cd(a b)', 'efghij']],
    [
      'two that begin together, the longer first',
      [span('s', 2, 4), span('l', 2, 8)],
      ['ab', 'cd(l s)', 'efgh(l)', 'ij'],
    ],
    ['an empty span', [span('x', 3, 3)], ['abcdefghij']],
  ])('%s', (_, spans, expected) => {
    expect(shown(spans)).toEqual(expected);
  });

  test('a part of a text has the parts of the claims on it, which begin and end elsewhere', () => {
    const marks = marksOf(TEXT, { start: 3, end: 7 }, [span('x', 0, 5), span('y', 6, 9), span('z', 8, 9)]);
    expect(marks.map(({ text, over, begins, ends }) => [text, over, begins, ends])).toEqual([
      ['de', ['x'], [], ['x']],
      ['f', [], [], []],
      ['g', ['y'], ['y'], []],
    ]);
  });

  test('laid end to end the runs are the text, and every claim’s runs are its words', () => {
    const spans = fc.array(fc.tuple(fc.nat(40), fc.nat(40)), { maxLength: 12 });
    fc.assert(
      fc.property(fc.string({ minLength: 40, maxLength: 40, unit: 'grapheme-ascii' }), spans, (text, pairs) => {
        const given = pairs.map(([a, b], index) => span(`c${index}`, Math.min(a, b), Math.max(a, b)));
        const marks = marksOf(text, { start: 0, end: text.length }, given);
        expect(marks.map((mark) => mark.text).join('')).toBe(text);
        for (const each of given.filter(({ start, end }) => end > start)) {
          const own = marks.filter(({ over }) => over.includes(each.id));
          expect(own.map((mark) => mark.text).join('')).toBe(text.slice(each.start, each.end));
          expect(marks.filter(({ begins }) => begins.includes(each.id))).toHaveLength(1);
          expect(marks.filter(({ ends }) => ends.includes(each.id))).toHaveLength(1);
        }
      }),
    );
  });
});
