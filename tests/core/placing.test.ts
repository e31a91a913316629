import { describe, expect, test } from 'vitest';
import { placeOf, quotesNear } from '../../src/core/placing.ts';

const BODY = 'The mayor said so. The mayor praised Anna’s “new bridge” twice.\n\nShe said: the mayor was wrong.';
const words = (quotation: string, near: { start: number; end: number } | null = null) => ({ quotation, near });
const at = (quotation: string, from = 0) => {
  const start = BODY.indexOf(quotation, from);
  return { start, end: start + quotation.length };
};

describe('the place of a quotation', () => {
  test.each([
    ['as it stands', 'said so'],
    ['across a full stop', 'so. The mayor praised'],
    ['across a paragraph', 'twice.\n\nShe said'],
  ])('%s', (_, quotation) => {
    expect(placeOf(BODY, words(quotation))).toEqual(at(quotation));
  });

  test.each([
    ['other white space', 'twice. She  said', 'twice.\n\nShe said'],
    ['straight quotation marks', `Anna's "new bridge"`, 'Anna’s “new bridge”'],
    ['white space around it', '  said so \n', 'said so'],
  ])('typed with %s', (_, typed, stands) => {
    expect(placeOf(BODY, words(typed))).toEqual(at(stands));
  });

  test.each([
    ['nothing', ' \n ', /Give the words as they stand in the text/],
    ['words that are not there', 'The mayor says', /do not stand in the text/],
    ['words in other letters', 'the MAYOR', /do not stand in the text/],
    ['words that stand twice', 'The mayor', /stand 2 times in the text/],
  ])('%s is refused as trouble with the field', (_, typed, sentence) => {
    expect(() => placeOf(BODY, words(typed), 'words')).toThrow(
      expect.objectContaining({ reason: 'invalid', message: expect.stringMatching(sentence) }),
    );
    expect(() => placeOf(BODY, words(typed), 'words')).toThrow(
      expect.objectContaining({ fields: { words: [expect.stringMatching(sentence)] } }),
    );
  });

  test('what is near tells which of two places is meant; far from both it does not', () => {
    const second = at('The mayor', 5);
    expect(placeOf(BODY, words('The mayor', { start: second.start + 2, end: second.end + 9 }))).toEqual(second);
    expect(() => placeOf(BODY, words('The mayor', at('was wrong')))).toThrow(/2 times/);
    // Near nothing, but there only once.
    expect(placeOf(BODY, words('said so', at('was wrong')))).toEqual(at('said so'));
  });

  test.each([
    ['past the end', { start: 0, end: BODY.length + 1 }],
    ['backwards', { start: 5, end: 2 }],
    ['of nothing', { start: 5, end: 5 }],
    ['of white space alone', at('\n\n')],
  ])('offsets %s are refused', (_, span) => {
    expect(() => placeOf(BODY, span)).toThrow(/There are no words there/);
  });

  test('offsets are taken as they are', () => {
    expect(placeOf(BODY, { start: 1, end: 6 })).toEqual({ start: 1, end: 6 });
  });
});

describe('runs of words near a claim', () => {
  test('each at the place nearest to it', () => {
    const near = at('the mayor was wrong');
    expect(quotesNear(BODY, 'said', near, 'cue')).toEqual([{ ...at('said', 50), exact: 'said' }]);
    expect(quotesNear(BODY, 'said', at('The mayor'), 'cue')).toEqual([{ ...at('said'), exact: 'said' }]);
  });

  test('several, divided as they are shown', () => {
    const found = quotesNear(BODY, 'She … the mayor', at('was wrong'), 'source');
    expect(found.map(({ exact }) => exact)).toEqual(['She', 'the mayor']);
    expect(found.every(({ start, end, exact }) => BODY.slice(start, end) === exact)).toBe(true);
  });

  test('none typed, none found; and one that is not there is named', () => {
    expect(quotesNear(BODY, '  ', at('said'), 'cue')).toEqual([]);
    expect(() => quotesNear(BODY, 'She … the major', at('said'), 'source')).toThrow(/“the major” does not stand/);
  });
});
