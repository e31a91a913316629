import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkExcerpt } from '../../src/core/excerpt.ts';

const TEXT = `The harbour board met on Monday.

“The motion passed, 51 to 49, after a long debate,” the chair said. The ferries lost $3.4 million in 2023, the accounts show, and fares rise in March.

Nobody spoke against the new pier.`;

describe('an excerpt stands so in its source', () => {
  test.each([
    'The motion passed, 51 to 49',
    '"The motion passed, 51 to 49,"',
    'The harbour\nboard   met on Monday.',
    'The motion passed … the chair said',
    'The harbour board met on Monday. […] Nobody spoke against the new pier',
    '... fares rise in March ...',
  ])('%s', (excerpt) => {
    expect(checkExcerpt(excerpt, TEXT).found).toBe('identical');
  });
});

describe('an excerpt that stands otherwise says what differs', () => {
  const told = (excerpt: string) => {
    const check = checkExcerpt(excerpt, TEXT);
    if (check.found !== 'near') throw new Error(check.found);
    const of = (kind: string) =>
      check.runs.flatMap((run) => (run.kind === kind ? run.text.trim() : [])).filter(Boolean);
    return { excerpt: of('excerpt'), source: of('source') };
  };

  test.each([
    ['The motion passed, 50 to 49, after a long debate', { excerpt: ['50'], source: ['51'] }],
    ['The motion failed, 51 to 49, after a long debate', { excerpt: ['failed'], source: ['passed'] }],
    ['The ferries lost $3.4 billion in 2023, the accounts show', { excerpt: ['billion'], source: ['million'] }],
    ['Nobody spoke against the pier', { excerpt: [], source: ['new'] }],
  ])('%s', (excerpt, differs) => {
    expect(told(excerpt)).toEqual(differs);
  });
});

test.each([
  ['The moon is made of cheese and always was', null],
  ['“ … ”', null],
  ['Somebody spoke against the old pier, at length', 'spoke against the new pier'],
])('an excerpt that is not there: %s', (excerpt, nearest) => {
  const check = checkExcerpt(excerpt, TEXT);
  expect(check.found).toBe('absent');
  const found = check.found === 'absent' ? check.nearest : null;
  if (nearest === null) expect(found).toBeNull();
  else expect(found?.text).toContain(nearest);
});

test('pieces in another order are not the excerpt', () => {
  expect(checkExcerpt('Nobody spoke … The harbour board met', TEXT).found).not.toBe('identical');
});

test('the place gives a locator where the source has pages or paragraphs', () => {
  const at = TEXT.indexOf('Nobody');
  const page = { kind: 'page' as const, value: '2', start: at, end: TEXT.length };
  const paragraph = { kind: 'paragraph' as const, value: '3', start: at, end: TEXT.length };
  expect(checkExcerpt('Nobody spoke against', TEXT, [paragraph, page])).toMatchObject({ locator: 'p. 2' });
  expect(checkExcerpt('Nobody spoke against', TEXT, [paragraph])).toMatchObject({ locator: 'para. 3' });
  expect(checkExcerpt('The harbour board met', TEXT, [page])).toMatchObject({ locator: null });
});

test('whatever is cut out of a text is found in it, and any two texts can be held together', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), fc.nat(40), (before, cut, length) => {
      const piece = cut.slice(0, length).toWellFormed();
      const check = checkExcerpt(piece, `${before} ${piece} end`);
      if (/[\p{L}\p{N}]/u.test(piece)) expect(check.found).not.toBe('absent');
      checkExcerpt(before, cut);
    }),
  );
});
