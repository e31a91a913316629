import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareTexts, type ComparedRow } from '../../src/core/comparison.ts';
import { passagesOf } from '../../src/core/text.ts';
import { caseFrom, planOfCase } from './anchor-edits.ts';

const divided = (body: string) => ({ body, passages: passagesOf(body) });

function compare(before: string, after: string): ComparedRow[] {
  return compareTexts(divided(before), divided(after));
}

/** Each row in a few letters: = unchanged, ~ changed, - taken out, + put in. */
const shapes = (rows: ComparedRow[]) =>
  rows.map(({ before, after, changed }) => (!before ? '+' : !after ? '-' : changed ? '~' : '=')).join('');

/** What a row says of the text before, or of the text after, by kind. */
function words(body: string, rows: ComparedRow[], kind: ComparedRow['runs'][number]['kind']): string[] {
  return rows.flatMap(({ runs }) =>
    runs
      .filter((run) => run.kind === kind)
      .map((run) =>
        (run.beforeEnd > run.beforeStart
          ? body.slice(run.beforeStart, run.beforeEnd)
          : body.slice(run.afterStart, run.afterEnd)
        ).trim(),
      ),
  );
}

const ONE = 'The council voted 51 to 49 on Tuesday evening, said the clerk of the harbour town.';
const TWO = 'The bridge over the river opened in 1931 and was painted green for its first season.';
const THREE = 'A tram runs over it every ten minutes until the last ferry has left the quay.';
const text = (...passages: string[]) => passages.join('\n\n');

describe('passages stand beside those that have their words', () => {
  test('where a figure changed, the rest is as it was', () => {
    const rows = compare(text(ONE, TWO, THREE), text(ONE.replace('51', '50'), TWO, THREE));
    expect(shapes(rows)).toBe('~==');
    expect(words(ONE, rows, 'removed')).toEqual(['51']);
    expect(words(ONE.replace('51', '50'), rows, 'added')).toEqual(['50']);
  });

  test('a passage that came or went stands alone', () => {
    expect(shapes(compare(text(ONE, THREE), text(ONE, TWO, THREE)))).toBe('=+=');
    expect(shapes(compare(text(ONE, TWO, THREE), text(ONE, THREE)))).toBe('=-=');
  });

  test('a passage put in the place of another stands beside it', () => {
    const other = 'Nobody remembers who chose that colour, or why the mayor liked it.';
    expect(shapes(compare(text(ONE, TWO, THREE), text(ONE, other, THREE)))).toBe('=~=');
  });

  test('a passage that was split, and two that became one, make one row', () => {
    const joined = `${ONE} ${TWO}`;
    for (const [before, after] of [
      [text(joined, THREE), text(ONE, TWO, THREE)],
      [text(ONE, TWO, THREE), text(joined, THREE)],
    ] as const) {
      const rows = compare(before, after);
      expect(shapes(rows)).toBe('~=');
      expect(rows[0]!.runs.map(({ kind }) => kind)).toEqual(['same']);
    }
  });

  test('passages that changed places are told as moved, and a word changed on the way as changed', () => {
    const before = text(ONE, TWO, THREE);
    const after = text(TWO.replace('green', 'red'), ONE, THREE);
    const rows = compare(before, after);
    expect(words(before, rows, 'removed').concat(words(after, rows, 'added'))).toEqual(['green', 'red']);
    expect(rows.flatMap(({ runs }) => runs.map(({ kind }) => kind))).toEqual(
      expect.arrayContaining(['moved_away', 'moved_here']),
    );
  });
});

test('one text, and texts that have nothing in common', () => {
  expect(shapes(compare(text(ONE, TWO), text(ONE, TWO)))).toBe('==');
  expect(shapes(compare(ONE, 'Quite another story altogether; no word survives.'))).toBe('~');
});

test('the rows hold every passage of both texts in order, and their runs every word of them', () => {
  const property = fc.property(fc.constantFrom('rich', 'small', 'tiny').chain(planOfCase), (plan) => {
    const { before, after } = caseFrom(plan);
    const rows = compare(before, after);
    for (const side of ['before', 'after'] as const) {
      const spans = rows.flatMap((row) => row[side] ?? []);
      const held = passagesOf(side === 'before' ? before : after).map(
        (passage) => spans.filter(({ start, end }) => start <= passage.start && end >= passage.end).length,
      );
      expect(held).toEqual(held.map(() => 1));
      expect(spans).toEqual(spans.toSorted((a, b) => a.start - b.start || a.end - b.end));
      for (const row of rows.filter((each) => each[side])) {
        const edges = row.runs.map((run) => [run[`${side}Start`], run[`${side}End`]]);
        expect(edges.flat()).toEqual(edges.flat().toSorted((a, b) => a - b));
        expect([edges[0]![0], edges.at(-1)![1]]).toEqual([row[side]!.start, row[side]!.end]);
        expect(edges.slice(1).map(([start]) => start)).toEqual(edges.slice(0, -1).map(([, end]) => end));
      }
    }
  });
  fc.assert(property, { numRuns: 400, seed: 1 });
});
