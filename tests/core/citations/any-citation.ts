import * as fc from 'fast-check';
import type { Name } from '../../../src/core/citations.ts';

/** One line of text as the desk keeps it, with what the formats have to write in a way of their own. */
export const aLine = fc
  .oneof(
    fc.string({ unit: fc.constantFrom(...Array.from('aé ß{}\\$%&#_~^-–—"\'`,;:@=/<>|[]()ñЖ漢🗞\u0301+*.!?')) }),
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(
      'The {NSA} files',
      'a -- b --- c',
      String.raw`C:\temp\"x"`,
      '100 % & more',
      "'Tis",
      '“quoted”',
      'TY  - X',
      'and',
    ),
  )
  .map((text) =>
    text
      .replace(/\p{Cc}/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim()
      .toWellFormed(),
  );

const aFilledLine = aLine.filter((text) => text !== '');

/** A name as `readNames` could have made it. */
export const aName: fc.Arbitrary<Name> = fc.oneof(
  aFilledLine.map((literal) => ({ literal })),
  fc.record({ family: aFilledLine, given: aLine, suffix: fc.oneof(fc.constant(''), fc.constantFrom('Jr.', 'III')) }),
);
