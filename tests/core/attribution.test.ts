import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findAttributions, type Attribution } from '../../src/core/attribution.ts';
import { passagesOf, sentencesOf } from '../../src/core/text.ts';

function creditsIn(body: string): Attribution[] {
  const passages = passagesOf(body);
  return findAttributions(body, passages, sentencesOf(body, passages));
}

const words = (quotes: { exact: string }[]): string => quotes.map(({ exact }) => exact).join(' … ');

/** "source / cue / content" of each credit. */
const told = (body: string): string[] =>
  creditsIn(body).map(({ source, cue, content }) => [words(source), words(cue), words(content)].join(' / '));

describe('a credit has its source, its cue and its content', () => {
  test.each([
    [
      'with the verb after the source',
      'The mayor said that the bridge would open in May.',
      'The mayor / said / that the bridge would open in May',
    ],
    [
      'with the verb before the source',
      '“The bridge will open in May,” said Ann Lee.',
      'Ann Lee / said / “The bridge will open in May,”',
    ],
    [
      'in a quotation split by the cue',
      '“The bridge,” the mayor said, “will open in May.”',
      'the mayor / said / “The bridge,” … “will open in May.”',
    ],
    [
      'with "according to"',
      'The bridge will open in May, according to the mayor.',
      'the mayor / according to / The bridge will open in May',
    ],
    [
      'in a quotation of several sentences',
      '“The bridge is ready. It will open in May,” the mayor said.',
      'the mayor / said / “The bridge is ready. It will open in May,”',
    ],
  ])('%s', (_, body, credit) => {
    expect(told(body)).toEqual([credit]);
  });
});

test('every span is cut from the body, in order and whole, and no cue overlaps what it credits', () => {
  const piece = fc.constantFrom(
    'said',
    'The mayor said that ',
    'according to ',
    'officials',
    ' “Yes,” ',
    '"',
    "'",
    '”',
    '\n\n',
    '. ',
    ', ',
    ': ',
    ' citing ',
    'I think ',
    'he ',
    'who ',
    'e\u0301',
    '👩‍👧',
    '(',
    'Smith ',
    '\u00a0',
    '\u202e',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(piece, { maxLength: 60 }).map((parts) => parts.join('')),
  );
  const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
  fc.assert(
    fc.property(text, (body) => {
      const edges = new Set([body.length, ...Array.from(graphemes.segment(body), ({ index }) => index)]);
      for (const credit of creditsIn(body)) {
        for (const part of [credit.source, credit.cue, credit.content]) {
          let last = 0;
          for (const { start, end, exact } of part) {
            expect(start).toBeGreaterThanOrEqual(last);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(body.length);
            expect(exact).toBe(body.slice(start, end));
            expect(edges.has(start) && edges.has(end)).toBe(true);
            last = end;
          }
        }
        for (const cue of credit.cue)
          for (const other of [...credit.source, ...credit.content])
            expect(other.end <= cue.start || other.start >= cue.end).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});
