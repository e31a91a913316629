import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { codePointsOf } from '../../src/core/web_annotation.ts';

test.each([
  ['abc', [0, 1, 2, 3]],
  ['a😀b', [0, 1, 2, 2, 3]],
  ['😀😀', [0, 1, 1, 2, 2]],
  ['e\u0301x', [0, 1, 2, 3]],
])('%j is counted in code points', (text, expected) => {
  const count = codePointsOf(text);
  expect(Array.from({ length: text.length + 1 }, (_, offset) => count(offset))).toEqual(expected);
});

test('a place between characters is as many code points in as the text before it has', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const count = codePointsOf(text);
      const characters = Array.from(text);
      let offset = 0;
      for (let at = 0; at <= characters.length; at += 1) {
        expect(count(offset)).toBe(at);
        offset += characters[at]?.length ?? 0;
      }
    }),
  );
});
