import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addressKey,
  keysOf,
  likeness,
  namesAsTyped,
  namesInWords,
  readDoi,
  readIsbn,
  readNames,
  type Name,
} from '../../../src/core/citations.ts';
import { readSpelledName } from '../../../src/core/citations/names.ts';
import { gradeTrouble } from '../../../src/core/reliability.ts';
import { aName } from './any-citation.ts';

describe('names', () => {
  test.each<[typed: string, names: Name[], words: string]>([
    ['', [], ''],
    ['Harbour board', [{ literal: 'Harbour board' }], 'Harbour board'],
    ['Greenwald, Glenn', [{ family: 'Greenwald', given: 'Glenn', suffix: '' }], 'Glenn Greenwald'],
    [
      'Greenwald, Glenn; MacAskill, Ewen; The Desk',
      [
        { family: 'Greenwald', given: 'Glenn', suffix: '' },
        { family: 'MacAskill', given: 'Ewen', suffix: '' },
        { literal: 'The Desk' },
      ],
      'Glenn Greenwald, Ewen MacAskill and The Desk',
    ],
    ['King, Martin Luther, Jr.', [{ family: 'King', given: 'Martin Luther', suffix: 'Jr.' }], 'Martin Luther King Jr.'],
    ['Plato,', [{ family: 'Plato', given: '', suffix: '' }], 'Plato'],
    ['"Smith, Jones & Co."', [{ literal: 'Smith, Jones & Co.' }], 'Smith, Jones & Co.'],
    [' Holm , Ida ;; ', [{ family: 'Holm', given: 'Ida', suffix: '' }], 'Ida Holm'],
  ])('%j', (typed, names, words) => {
    expect(readNames(typed)).toEqual(names);
    expect(namesInWords(names)).toBe(words);
  });

  test('what a form shows is read again as it was', () => {
    fc.assert(
      fc.property(fc.array(aName, { maxLength: 5 }), (names) => {
        expect(readNames(namesAsTyped(names))).toEqual(names);
      }),
    );
  });

  test('any line at all can be read as names', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ' ', ',', ';', '"', 'é') }), (typed) => {
        const names = readNames(typed);
        expect(readNames(namesAsTyped(names))).toEqual(names);
      }),
    );
  });

  test.each<[spelled: string, name: Name]>([
    ['Ludwig van Beethoven', { family: 'van Beethoven', given: 'Ludwig', suffix: '' }],
    ['von der Leyen, Ursula', { family: 'von der Leyen', given: 'Ursula', suffix: '' }],
    ['Ida Holm', { family: 'Holm', given: 'Ida', suffix: '' }],
    ['Madonna', { literal: 'Madonna' }],
    ['Barnes & Noble', { literal: 'Barnes & Noble' }],
  ])('a citation file that spells %j', (spelled, name) => {
    expect(readSpelledName(spelled)).toEqual(name);
  });
});

describe('what identifies a source', () => {
  test.each<[string, string | null]>([
    ['10.1000/182', '10.1000/182'],
    ['doi:10.1000/ABC.1', '10.1000/abc.1'],
    ['https://doi.org/10.1000/182', '10.1000/182'],
    ['http://dx.doi.org/10.1000/a%2Fb', '10.1000/a/b'],
    ['https://doi.org/10.1000/100%', '10.1000/100%'],
    ['10.1000/182.', '10.1000/182'],
    ['https://example.com/10.1000/182', null],
    ['10.1/x', null],
    ['', null],
  ])('the DOI in %j', (text, doi) => {
    expect(readDoi(text)).toBe(doi);
  });

  test.each<[string, string | null]>([
    ['978-0-306-40615-7', '9780306406157'],
    ['ISBN-13: 978 0 306 40615 7', '9780306406157'],
    ['0-306-40615-2', '0306406152'],
    ['080442957x', '080442957X'],
    ['9780306406158', null],
    ['12345', null],
  ])('the ISBN in %j', (text, isbn) => {
    expect(readIsbn(text)).toBe(isbn);
  });

  test.each([
    ['https://www.example.com/story/', 'http://example.com/story'],
    ['https://example.com/story?utm_source=x&id=7', 'https://example.com/story?id=7#comments'],
    ['https://EXAMPLE.com/a?b=1&a=2', 'https://example.com/a?a=2&b=1'],
  ])('%s and %s lead to one page', (one, other) => {
    expect(addressKey(one)).toBe(addressKey(other));
    expect(addressKey(one)).not.toBe('');
  });

  test.each(['', 'javascript:alert(1)', 'data:text/html,x', 'https://', 'not an address'])(
    '%j is no address',
    (text) => {
      expect(addressKey(text)).toBe('');
    },
  );

  test('other pages stay other pages', () => {
    expect(addressKey('https://example.com/a?id=7')).not.toBe(addressKey('https://example.com/a?id=8'));
    expect(addressKey('https://example.com/#!/a')).not.toBe(addressKey('https://example.com/#!/b'));
  });

  const record = { doi: '', address: '', title: '', issued: null as string | null, authors: [] as Name[] };
  test.each<[string, Partial<typeof record>, Partial<typeof record>, string | null]>([
    ['the same DOI', { doi: '10.1000/1', title: 'A' }, { doi: '10.1000/1', title: 'B' }, 'doi'],
    ['the same page', { address: 'https://x.org/a' }, { address: 'http://www.x.org/a/' }, 'address'],
    [
      'one title, one day',
      { title: 'The “Cable”!', issued: '2013-06-14' },
      { title: 'the cable', issued: '2013-06-14' },
      'title_and_date',
    ],
    [
      'one date a part of the other',
      { title: 'Cable', issued: '2013' },
      { title: 'Cable', issued: '2013-06-14' },
      'title_and_date',
    ],
    ['one title, other days', { title: 'Cable', issued: '2013-06-14' }, { title: 'Cable', issued: '2013-06-15' }, null],
    ['one title, one undated', { title: 'Cable', issued: '2013' }, { title: 'Cable' }, null],
    ['one title, no date, one author', { title: 'Cable' }, { title: 'Cable' }, 'title_and_author'],
    [
      'one title, no date, other authors',
      { title: 'Cable', authors: readNames('Holm, Ida') },
      { title: 'Cable' },
      null,
    ],
    [
      'one address, two DOIs',
      { doi: '10.1000/1', address: 'https://x.org/a' },
      { doi: '10.1000/2', address: 'https://x.org/a' },
      null,
    ],
    ['one title, two DOIs', { title: 'Cable', doi: '10.1000/1' }, { title: 'Cable', doi: '10.1000/2' }, null],
    ['nothing at all', {}, {}, null],
  ])('%s', (_, one, other, expected) => {
    expect(likeness(keysOf({ ...record, ...one }), keysOf({ ...record, ...other }))).toBe(expected);
    expect(likeness(keysOf({ ...record, ...other }), keysOf({ ...record, ...one }))).toBe(expected);
  });
});

test('a source is graded with a reason, or not at all', () => {
  expect(gradeTrouble({ reliability: 'F', reliabilityReason: '' })).toBeNull();
  expect(gradeTrouble({ reliability: 'B', reliabilityReason: ' ' })).not.toBeNull();
  expect(gradeTrouble({ reliability: 'B', reliabilityReason: 'Right in every case so far.' })).toBeNull();
});
