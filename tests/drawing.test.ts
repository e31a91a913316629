import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { provenanceOf } from '../src/core/provenance.ts';
import { draw, NARROW, WIDE, type Drawing, type Format } from '../src/provenance/drawing.ts';

const say = {
  box: ({
    id,
    kind,
    origin,
    members,
  }: {
    id: string;
    kind: 'claim' | 'source' | 'loop';
    origin: boolean;
    members: string[];
  }) => ({
    href: `/${id}`,
    told: id,
    kind,
    origin,
    several: members.length > 1,
    rows: [
      { text: `The name of ${id}, which is as long as names are`, face: 'name' as const, code: 'verified', most: 1 },
      {
        text: `${'Words that were said of it '.repeat(4)}${'x'.repeat(90)}`,
        face: 'words' as const,
        code: null,
        most: 2,
      },
    ],
  }),
  line: ({ from, to, stances }: { from: string; to: string; stances: string[] }) => ({
    told: `${from} ${to}`,
    look: stances[0] ?? 'relay',
    relay: stances.length === 0,
    words: ['reports', 'says the same as'],
  }),
  column: (column: number) => String(column),
};

const pictures = fc.record({
  evidence: fc.uniqueArray(
    fc.record({
      claimId: fc.integer({ min: 0, max: 30 }).map((at) => `c${at}`),
      sourceId: fc.integer({ min: 0, max: 25 }).map((at) => `s${at}`),
      stance: fc.constantFrom('supports' as const, 'contradicts' as const),
    }),
    { minLength: 1, maxLength: 70 },
  ),
  relays: fc.array(
    fc.record({
      from: fc.integer({ min: 0, max: 25 }).map((at) => `s${at}`),
      to: fc.integer({ min: 0, max: 25 }).map((at) => `s${at}`),
      kind: fc.constantFrom('reports' as const, 'reprint' as const),
    }),
    { maxLength: 25 },
  ),
});

const drawn = (
  { evidence, relays }: typeof pictures extends fc.Arbitrary<infer T> ? T : never,
  format: Format,
): Drawing =>
  draw(provenanceOf({ claims: Array.from({ length: 31 }, (_, at) => `c${at}`), evidence, relays }, 60), format, say);

describe.each([
  ['on a wide page', WIDE],
  ['on a phone', NARROW],
])('a picture %s', (_where, format) => {
  test('has no box over another, and all of it is within its frame', () => {
    fc.assert(
      fc.property(pictures, (each) => {
        const { boxes, width, height } = drawn(each, format);
        for (const [at, box] of boxes.entries()) {
          expect(box.x).toBeGreaterThanOrEqual(0);
          expect(box.y).toBeGreaterThanOrEqual(0);
          expect(box.x + box.width).toBeLessThanOrEqual(width);
          expect(box.y + box.height).toBeLessThanOrEqual(height);
          const over = boxes
            .slice(at + 1)
            .filter(
              (other) =>
                box.x < other.x + other.width &&
                other.x < box.x + box.width &&
                box.y < other.y + other.height &&
                other.y < box.y + box.height,
            );
          expect(over).toEqual([]);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('has every line begin and end at the side of a box', () => {
    fc.assert(
      fc.property(pictures, (each) => {
        const { boxes, lines } = drawn(each, format);
        for (const { path } of lines) {
          const numbers = path.match(/-?\d+(\.\d+)?/g)!.map(Number);
          const [x, y] = [numbers[0]!, numbers[1]!];
          const from = boxes.filter(
            (box) => Math.abs(box.x + box.width - x) <= 2 && y >= box.y && y <= box.y + box.height,
          );
          expect(from).toHaveLength(1);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('cuts words that do not fit, and says so', () => {
    const { boxes } = drawn({ evidence: [{ claimId: 'c1', sourceId: 's1', stance: 'supports' }], relays: [] }, format);
    for (const { rows } of boxes) {
      expect(rows.filter(({ face }) => face === 'words')).toHaveLength(2);
      expect(rows.at(-1)!.text).toMatch(/…$/);
    }
  });

  test('is the same whenever it is drawn', () => {
    const [each] = fc.sample(pictures, { seed: 7, numRuns: 1 });
    expect(drawn(each!, format)).toEqual(drawn(each!, format));
  });
});
