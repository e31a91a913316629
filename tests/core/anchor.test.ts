import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { findQuotation, holdOf, parseSpans, sameWords, snapToGraphemes, wordDiff } from '../../src/core/anchor.ts';
import { Refusal } from '../../src/core/refusal.ts';

const BODY = 'He said “no deal” twice.\n\nA well-known poet — she is 51 — said "no\u00a0deal" once, at 5-10 below.';

test('a hold remembers the words and up to 32 units on both sides of them', () => {
  const body = `${'left '.repeat(20)}the words${' right'.repeat(20)}`;
  const start = body.indexOf('the words');
  expect(holdOf(body, { start, end: start + 9 })).toEqual({
    exact: 'the words',
    prefix: body.slice(start - 32, start),
    suffix: body.slice(start + 9, start + 41),
    start,
    end: start + 9,
  });
  expect(holdOf('short', { start: 0, end: 5 })).toEqual({ exact: 'short', prefix: '', suffix: '', start: 0, end: 5 });
});

test('a hold cuts through no character', () => {
  const family = '👩‍👩‍👧';
  const body = `${family.repeat(8)}word${family.repeat(8)}`;
  const start = body.indexOf('word');
  const { prefix, suffix } = holdOf(body, { start, end: start + 4 });
  expect(prefix).toBe(family.repeat(4));
  expect(suffix).toBe(family.repeat(4));
  expect(holdOf(body, { start: start - 3, end: start + 6 }).exact).toBe(`${family}word${family}`);
});

test('any hold is cut from the body, whatever the body', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(40), fc.nat(40), (body, a, b) => {
      const start = Math.min(a, b, body.length);
      const hold = holdOf(body, { start, end: Math.min(Math.max(a, b), body.length) });
      expect(hold.exact).toBe(body.slice(hold.start, hold.end));
      expect(body.slice(0, hold.start).endsWith(hold.prefix)).toBe(true);
      expect(body.slice(hold.end).startsWith(hold.suffix)).toBe(true);
      expect(Math.max(hold.prefix.length, hold.suffix.length)).toBeLessThanOrEqual(32);
    }),
  );
});

test.each([
  ['a👍🏽b', 2, 3, 1, 5],
  ['e\u0301a', 1, 2, 0, 2],
  ['🇳🇴🇸🇪', 4, 6, 4, 8],
  ['🇳🇴🇸🇪', 6, 6, 4, 4],
  ['plain', 1, 3, 1, 3],
  ['a\r\nb', 2, 3, 1, 3],
  ['', 0, 0, 0, 0],
])('in "%s" the span %i to %i is widened to %i to %i', (body, start, end, from, to) => {
  expect(snapToGraphemes(body, { start, end })).toEqual({ start: from, end: to });
});

test('a typed quotation is found wherever it stands, however its quotes, spaces and dashes were typed', () => {
  const places = findQuotation(BODY, '"no deal"');
  expect(places.map(({ start, end }) => BODY.slice(start, end))).toEqual(['“no deal”', '"no\u00a0deal"']);
  expect(findQuotation(BODY, 'twice. A well–known  poet - she is')).toHaveLength(1);
  expect(findQuotation('naïve cafe\u0301', 'café')).toEqual([{ start: 6, end: 11 }]);
});

test('a typed quotation must be whole words, in their own case and with their own figures', () => {
  for (const quotation of ['no dea', 'No deal', 'at 5–10 below', 'at 5 - 10 below', 'no deal once', '', ' \n']) {
    expect(findQuotation(BODY, quotation)).toEqual([]);
  }
  expect(findQuotation(BODY, 'at 5-10 below')).toHaveLength(1);
});

test('a quotation that overlaps itself is found at each place, and at most a hundred are listed', () => {
  expect(findQuotation('ha ha ha', 'ha ha')).toEqual([
    { start: 0, end: 5 },
    { start: 3, end: 8 },
  ]);
  expect(findQuotation('ha '.repeat(200_000), 'ha '.repeat(50))).toHaveLength(100);
});

test.each([
  ['two  words', 'two\n\nwords'],
  ['"so"', '“so”'],
  ['“so”', '«so»'],
  ["don't", 'don’t'],
  ['well-known', 'well–known'],
  ['one - two', 'one — two'],
  ['one--two', 'one—two'],
  ['café', 'cafe\u0301'],
])('"%s" and "%s" are the same words', (a, b) => {
  expect(sameWords(a, b)).toBe(true);
});

test.each([
  ['5-10', '5–10'],
  ['-5', '–5'],
  ['5 - 10', '5-10'],
  ['fell -5 points', 'fell - 5 points'],
  ['rose .5 points', 'rose. 5 points'],
  ['1.5', '1,5'],
  ['10 000', '10000'],
  ['U-2', 'U–2'],
  ['well-known', 'well known'],
  ['"so"', "'so'"],
  ['so', '"so"'],
  ['Bill', 'bill'],
  ['51 to 49', '49 to 51'],
  ['did not', 'did'],
  ['👍🏽', '👍🏿'],
  ['resume', 'résumé'],
])('"%s" and "%s" are not the same words', (a, b) => {
  expect(sameWords(a, b)).toBe(false);
});

test('a word diff shows what stayed, went and came', () => {
  const before = 'The vote was 51 to 49 on Friday.';
  const after = 'The vote was 50 to 49.';
  const shown = wordDiff(before, after).map((run) =>
    run.kind === 'added'
      ? `+${after.slice(run.afterStart, run.afterEnd)}`
      : `${run.kind === 'removed' ? '-' : ' '}${before.slice(run.beforeStart, run.beforeEnd)}`,
  );
  expect(shown).toEqual([' The vote was ', '-51', '+50', '  to 49 ', '-on Friday', ' .']);
});

test('a word diff of texts that differ in nothing but quotes and spaces shows no change', () => {
  expect(wordDiff('"so"  it goes', '“so” it goes').map((run) => run.kind)).toEqual(['same']);
  expect(wordDiff('', '')).toEqual([]);
  expect(wordDiff('', 'new')).toEqual([{ kind: 'added', beforeStart: 0, beforeEnd: 0, afterStart: 0, afterEnd: 3 }]);
});

test('a spans file is a list of spans', () => {
  expect(parseSpans('[{"start":0,"end":9},{"start":4,"end":4,"note":"x"}]')).toEqual([
    { start: 0, end: 9 },
    { start: 4, end: 4 },
  ]);
  expect(parseSpans(' [] ')).toEqual([]);
});

test.each([
  '',
  '{',
  '{"start":0,"end":1}',
  '[1]',
  '[null]',
  '[{"start":0}]',
  '[{"start":"0","end":1}]',
  '[{"start":2,"end":1}]',
  '[{"start":-1,"end":1}]',
  '[{"start":0,"end":1.5}]',
])('a spans file that reads %s is refused', (json) => {
  expect(() => parseSpans(json)).toThrow(Refusal);
});

test('a refused spans file names the entry', () => {
  expect(() => parseSpans('[{"start":0,"end":1},{"start":5,"end":2}]')).toThrow('Entry 1');
});
