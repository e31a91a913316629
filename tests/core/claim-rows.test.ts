import { describe, expect, test } from 'vitest';
import { claimsInAnnotations, claimsInTable, columnsByHeading, placeClaims } from '../../src/core/claim_rows.ts';

const BODY =
  'The bridge opened in 1931. It cost 5 million. 🌉 The tram runs. In 1950 the tram runs. It cost 5 million.';
const SAID = { place: 'Row 2', prefix: '', suffix: '', position: null, statement: '', type: '', risk: '' };
const place = (about: object) => placeClaims(BODY, [{ ...SAID, words: '', ...about }])[0]!;
const wordsOf = (about: object): string => {
  const placed = place(about);
  return 'span' in placed ? BODY.slice(placed.span.start, placed.span.end) : placed.trouble;
};

describe('a table', () => {
  test('says by its headings which column is which, and the first holds the words where none says so', () => {
    expect(columnsByHeading(['No.', 'Statement', 'Quote', 'Risk'])).toEqual({
      words: 2,
      statement: 1,
      type: null,
      risk: 3,
    });
    // Our own tables have the number of a claim before its words.
    expect(columnsByHeading(['claim', 'words', 'statement', 'type', 'risk'])).toEqual({
      words: 1,
      statement: 2,
      type: 3,
      risk: 4,
    });
    expect(columnsByHeading(['Number', 'Claim']).words).toBe(1);
    expect(columnsByHeading(['A', 'B'])).toEqual({ words: 0, statement: null, type: null, risk: null });
  });

  test('has a claim a row, but for rows with nothing in them', () => {
    const table = [['Quote', 'Risk'], ['It cost 5 million', 'high'], ['', ''], ['The tram runs']];
    const said = claimsInTable(table, columnsByHeading(table[0]!));
    expect(said.map((each) => [each.place, each.words, each.risk])).toEqual([
      ['Row 2', 'It cost 5 million', 'high'],
      ['Row 4', 'The tram runs', ''],
    ]);
  });
});

describe('Web Annotations', () => {
  const annotation = {
    '@context': 'http://www.w3.org/ns/anno.jsonld',
    type: 'Annotation',
    body: { type: 'TextualBody', value: 'The tram has run since 1950.' },
    target: {
      source: 'https://paper.example',
      selector: [
        { type: 'TextQuoteSelector', exact: 'the tram runs', prefix: 'In 1950 ', suffix: '. It' },
        { type: 'TextPositionSelector', start: 71, end: 84 },
      ],
    },
  };

  test.each([
    ['one', annotation],
    ['a list', [annotation]],
    ['a collection', { type: 'AnnotationCollection', first: { type: 'AnnotationPage', items: [annotation] } }],
    ['a page', { type: 'AnnotationPage', items: [annotation] }],
  ])('are read from %s', (_, tree) => {
    expect(claimsInAnnotations(tree)).toEqual([
      {
        place: 'Annotation 1',
        words: 'the tram runs',
        prefix: 'In 1950 ',
        suffix: '. It',
        position: 71,
        statement: 'The tram has run since 1950.',
        type: '',
        risk: '',
      },
    ]);
  });

  test('are told from other JSON', () => {
    for (const tree of [null, 4, {}, [{}], { items: [{ type: 'Page' }] }]) {
      expect(() => claimsInAnnotations(tree)).toThrow('There is no Web Annotation in it.');
    }
  });
});

describe('words', () => {
  test('are found where they stand once, straight quotes and spaces aside', () => {
    expect(wordsOf({ words: 'The  bridge opened in 1931' })).toBe('The bridge opened in 1931');
  });

  test('that stand twice are told apart by what stands around them', () => {
    const [first, second] = [{ suffix: ' 🌉' }, { prefix: 'the tram runs. ' }].map((around) =>
      place({ words: 'It cost 5 million.', ...around }),
    );
    expect([first, second].map((each) => (each && 'span' in each ? each.span.start : each))).toEqual([
      BODY.indexOf('It cost'),
      BODY.lastIndexOf('It cost'),
    ]);
  });

  test('that stand twice are told apart by where they begin, counted in code points', () => {
    const begin = Array.from(BODY.slice(0, BODY.lastIndexOf('It cost'))).length;
    const placed = place({ words: 'It cost 5 million.', position: begin });
    expect(placed).toMatchObject({ span: { start: BODY.lastIndexOf('It cost') } });
  });

  test.each([
    [
      'that stand twice with nothing to tell them apart',
      { words: 'It cost 5 million.' },
      'These words stand 2 times in the text.',
    ],
    ['with another figure', { words: 'It cost 6 million.' }, 'These words do not stand in the text.'],
    ['that are none', { words: ' ' }, 'It does not say which words of the text it is about.'],
    ['of a type that there is not', { words: 'The bridge', type: 'rumour' }, '“rumour” is no type of claim.'],
    ['of a risk that there is not', { words: 'The bridge', risk: 'huge' }, '“huge” is no risk: low, normal or high.'],
  ])('%s are answered for', (_, about, why) => {
    expect(wordsOf(about)).toBe(why);
  });

  test('take type and risk by code or by the word on screen', () => {
    const about = { words: 'The bridge opened in 1931', type: 'Official act', risk: 'HIGH' };
    expect(place(about)).toMatchObject({ type: 'official_act', risk: 'high', statement: 'The bridge opened in 1931' });
  });
});
