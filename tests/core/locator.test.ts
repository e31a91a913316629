import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LONGEST_LOCATOR, locatorTrouble, readLocator, type LocatorKind } from '../../src/core/locator.ts';

describe('a locator is kept in one spelling', () => {
  const spellings: [LocatorKind, string, string[]][] = [
    [
      'page',
      'p. 12',
      ['p. 12', 'p.12', 'P. 12', 'p 12', 'p12', 'pg. 12', 'page 12', 'Page 12', ' p.  12 ', 'p.\u00a012'],
    ],
    ['page', 'p. 12–14', ['p. 12–14', 'pp. 12-14', 'pages 12 — 14', 'page 12 to 14', 'pp 12–4']],
    ['page', 'p. 321–325', ['pp. 321–25', 'pp. 321-5']],
    ['page', 'p. 12', ['p. 12–12']],
    ['page', 'p. 3, 7–9, 12', ['pages 3, 7-9 and 12', 'pp. 3; 7–9; 12', 'pp. 3, 7–9 & 12']],
    ['page', 'p. xii–xv', ['pp. xii-xv']],
    ['page', 'p. xii–4', ['pp. xii-4']],
    ['page', 'p. A12', ['page A12', 'p. A12']],
    ['page', 'p. S-12', ['p. S-12']],
    ['page', 'p. S-12–S-14', ['pp. S-12-S-14']],
    ['page', 'p. 12a', ['page 12a']],
    ['paragraph', 'para. 3', ['para. 3', 'para 3', 'par. 3', 'paragraph 3', '¶ 3', '¶3']],
    ['paragraph', 'para. 3–5', ['paras. 3-5', '¶¶ 3–5', 'paragraphs 3 to 5']],
    ['section', '§ 4(b)', ['§ 4(b)', '§4(b)', 'sec. 4(b)', 'Sec. 4 (b)', 'section 4(b)', 's. 4(b)']],
    ['section', '§ 4, 6', ['§§ 4, 6', 'sections 4 and 6', 'ss. 4 & 6']],
    ['section', '§ 4–6', ['§§ 4–6', 'sec. 4 – 6', 'sections 4 to 6']],
    ['section', '§ 702(b)(1)(A)', ['section 702 (b) (1) (A)']],
    ['section', '§ 78u-4', ['§ 78u-4']],
    ['section', '§ 4.2.1', ['sec. 4.2.1']],
    ['section', '§ IV', ['Section IV']],
    ['timestamp', '00:14:05', ['00:14:05', '0:14:05', '14:05', '000:14:05']],
    ['timestamp', '01:15:10', ['75:10', '1:15:10']],
    ['timestamp', '00:14:05–00:15:10', ['00:14:05-00:15:10', '14:05 – 15:10', '14:05 to 00:15:10']],
    ['timestamp', '00:14:05.250', ['14:05.250']],
    ['timestamp', '00:14:05', ['14:05–14:05']],
    ['cell', 'Sheet2!B7', ['Sheet2!B7', 'Sheet2!b7', 'Sheet2!$B$7', "'Sheet2'!B7"]],
    ['cell', 'Sheet2!B7:D9', ['Sheet2!B7:D9', 'Sheet2!$b$7:$d$9']],
    ['cell', "'Q1 figures'!B7", ["'Q1 figures'!B7", 'Q1 figures!B7']],
    ['cell', "'Q1, paid'!B7", ["'Q1, paid'!B7"]],
    ['cell', "'Ada''s'!XFD1048576", ["'Ada''s'!XFD1048576"]],
    ['cell', 'B7:D9', ['B7:D9', '$B$7:$D$9']],
  ];
  test.each(spellings)('%s %s', (kind, text, given) => {
    for (const typed of given) expect([typed, readLocator(typed)]).toEqual([typed, { kind, text }]);
  });
});

test.each([
  'Methods',
  'Appendix B, table 3',
  '78 FR 11739',
  'Page One',
  'Paragraph on costs',
  'Section 4 of the Act',
  'Section four',
  'Secret annex 4',
  'Part 2',
  'Paris',
  'S. 744',
  'John 3:16',
  'Yahoo! deal',
  'EXHIBIT5',
  'Κεφάλαιο 3',
  'الفصل الثالث',
])('the name of a part is a section, as it was given: %s', (name) => {
  expect(readLocator(name)).toEqual({ kind: 'section', text: name });
});

test.each([
  ['p. 12, para. 3', 'page', 'p. 12, para. 3'],
  ['page 12; fn. 3', 'page', 'p. 12, fn. 3'],
  ['pp. 3, 7, sec 4', 'page', 'p. 3, 7, § 4'],
  ['14:05, 16:20', 'timestamp', '00:14:05, 00:16:20'],
  ['Sheet2!b7, Sheet2!c9', 'cell', 'Sheet2!B7, Sheet2!C9'],
  ['Annex, page 3', 'section', 'Annex, p. 3'],
])('several places follow each other, the first says the kind: %s', (typed, kind, text) => {
  expect(readLocator(typed)).toEqual({ kind, text });
});

describe('a wrong locator is refused with a sentence that says how it is written', () => {
  const page = 'A page is written p. 12 or p. 12–14, forwards. Anything more goes behind a comma.';
  const time = 'A time is written 00:14:05 or 00:14:05–00:15:10, forwards: hours, minutes and seconds.';
  const cell = 'A cell is written Sheet2!B7 or Sheet2!B7:D9, up to column XFD and row 1048576.';
  const section = 'A section is written § 4 or § 4(b), or by its name without the sign.';
  const number = 'A number alone does not say what it counts. Write p. 12, para. 12, § 12 or 00:12:00.';
  const address = 'An address belongs to the source. The locator says where in the source to look.';
  const nothing =
    'Say where in the source to look: p. 12–14, para. 3, 00:14:05, Sheet2!B7, § 4(b) or the name of a section.';
  const control = 'A locator is plain text, without control characters.';
  const cases: [string, string, string[]][] = [
    ['pages that run backwards', page, ['p. 14–12', 'pp. 321–20', 'pp. 3, 9–7']],
    [
      'a page that is no page',
      page,
      ['p. twelve', 'p. 0', 'p. 00', 'p.', 'page 12 of 30', 'p. 12, 14b–3', 'Annex, p. 0'],
    ],
    ['a paragraph that is none', page.replace('page', 'paragraph').replaceAll('p.', 'para.'), ['para. 5–3', '¶ 3x5']],
    ['a time that runs backwards', time, ['14:50–14:05', '01:00:00–59:59']],
    [
      'a time that no clock shows',
      time,
      ['12:60', '1:75:10', '1:5:10', '0:14:5', '14:5', '00:14:05:12', '14:05 or so'],
    ],
    [
      'a cell turned round or off the sheet',
      cell,
      ['Sheet2!7B', 'Sheet2!B0', 'Sheet2!XFE1', 'B1048577', 'B7:', 'B7:9D'],
    ],
    ['a section sign before what is no number', section, ['§ 4(b', '§ Methods', '§ 4)']],
    ['a bare number', number, ['12', '12–14', '4.2.1', '12, p. 3']],
    ['an address', address, ['https://example.org/report#p12', 'www.example.org']],
    ['nothing', nothing, ['', '  ', '\n', '…', '§', '–']],
    ['control characters and broken ones', control, ['p. \u0000', 'Methods \ud800']],
  ];
  test.each(cases)('%s', (_, sentence, given) => {
    for (const typed of given) {
      expect([typed, locatorTrouble(typed)]).toEqual([typed, sentence]);
      expect(readLocator(typed)).toBeNull();
    }
  });

  test('a page of text', () => {
    expect(readLocator('x'.repeat(LONGEST_LOCATOR))).not.toBeNull();
    expect(locatorTrouble('x'.repeat(LONGEST_LOCATOR + 1))).toBe(
      "A locator has at most 200 characters. Put the source's words into the excerpt.",
    );
    expect(locatorTrouble('p'.repeat(1_000_000))).toContain('at most 200');
  });
});

describe('whatever is typed', () => {
  test.each([
    '1',
    'a',
    '(',
    '4(b)',
    '4.',
    '1-',
    "'",
    "''",
    '!',
    'A1:',
    '1:',
    ', ',
    ' and ',
    'p. ',
    'sec. 1',
    '\u00a0',
    'x ',
  ])('an answer comes however often it repeats: %s', (piece) => {
    for (const start of ['', 'p. ', 'sec. ', '§ ', "'", 'Sheet2!', '00:', '¶ 1']) {
      for (const end of ['', '!', ')', "'", '–', ':']) {
        const text = start + piece.repeat(150 / piece.length) + end;
        expect(readLocator(text) === null).toBe(locatorTrouble(text) !== null);
      }
    }
  });

  const pieces = [
    'p. ',
    'pp',
    'page ',
    'para. ',
    '¶',
    '§',
    'sec. ',
    'Sheet2',
    '!',
    "'",
    'B',
    '7',
    '12',
    '05',
    'xii',
    ':',
    '–',
    '-',
    ',',
    ';',
    '.',
    '(',
    ')',
    ' ',
    ' to ',
    ' and ',
    'a',
    '$',
    'é',
    '😀',
    '\n',
  ];
  const typed = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.array(fc.constantFrom(...pieces), { maxLength: 10 }).map((some) => some.join('')),
  );

  test('is either a locator or has a sentence, never both', () => {
    fc.assert(
      fc.property(typed, (text) => {
        expect(readLocator(text) === null).toBe(locatorTrouble(text) !== null);
      }),
      { numRuns: 5000 },
    );
  });

  test('is kept as it is when it is read again', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const once = readLocator(text);
        if (once && once.text.length <= LONGEST_LOCATOR) expect(readLocator(once.text)).toEqual(once);
      }),
      { numRuns: 20_000 },
    );
  });
});
