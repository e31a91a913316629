import * as fc from 'fast-check';
import { CITED_AS, type Citation, type Name } from '../../../src/core/citations.ts';
import { USUALLY_CITED_AS } from '../../../src/core/citations/record.ts';
import { SOURCE_KINDS } from '../../../src/core/sourcing.ts';

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

const aDate = fc.oneof(
  fc.constant(null),
  fc.constantFrom('2013', '2013-06', '2013-06-14', '0987-01-02', '2024-02-29', '1999-12'),
);

const anAddress = fc.oneof(
  fc.constant(''),
  fc.constantFrom(
    'https://example.com/a_b%20c?d=1&e=%7Bf%7D#g~h',
    'http://example.com/~user/$x',
    'https://beispiel.example/straße/漢?q=a,b;c',
  ),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
);

const aNote = fc.array(aLine, { maxLength: 4 }).map((lines) => lines.join('\n').trim());

/** Any citation that the desk could keep. */
export const aCitation: fc.Arbitrary<Citation> = fc
  .record({
    kind: fc.constantFrom(...SOURCE_KINDS),
    citedAs: fc.option(fc.constantFrom(...CITED_AS)),
    title: aFilledLine,
    authors: fc.array(aName, { maxLength: 3 }),
    publisher: aLine,
    container: aLine,
    volume: aLine,
    issue: aLine,
    page: fc.oneof(aLine, fc.constantFrom('41–59', '41-59', '41--59', 'A1–A4', '3, 7–9')),
    issued: aDate,
    accessed: aDate,
    doi: fc.constantFrom(
      '',
      '10.1000/182',
      '10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o',
      '10.5555/a_b%c',
    ),
    isbn: fc.constantFrom('', '9780306406157', '080442957X'),
    address: anAddress,
    archiveAddress: anAddress,
    archivedOn: aDate,
    language: fc.constantFrom('', 'en', 'pt-BR'),
    tags: fc.uniqueArray(
      aFilledLine.filter((tag) => !/[,;]/.test(tag)),
      { maxLength: 3 },
    ),
    note: aNote,
  })
  // What goes without saying is not said.
  .map((citation) => ({
    ...citation,
    citedAs: citation.citedAs === USUALLY_CITED_AS[citation.kind] ? null : citation.citedAs,
  }));
