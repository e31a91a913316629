import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { follow, wordDiff } from '../../src/core/anchor.ts';
import { caseFrom, planOfCase, wrongAbout } from './anchor-edits.ts';

/** `FOLLOW_RUNS=10000 FOLLOW_SEED=7 npx vitest run tests/core/anchor-property.test.ts` looks at more, and others. */
const numRuns = Number(process.env['FOLLOW_RUNS'] ?? 1500);
const seed = Number(process.env['FOLLOW_SEED'] ?? 1);

describe.each(['rich', 'small', 'tiny'] as const)('in texts of a %s vocabulary', (vocabulary) => {
  test('no claim is kept whose words were touched, and none in another place than its own', () => {
    const property = fc.property(planOfCase(vocabulary), (plan) => {
      const known = caseFrom(plan);
      const wrong = follow(known.before, known.after, known.claims).map((answer, index) =>
        wrongAbout(known, index, answer),
      );
      expect(wrong.filter((each) => each !== null)).toEqual([]);
    });
    fc.assert(property, { numRuns, seed });
  }, 600_000);

  test('every answer is well formed', () => {
    const property = fc.property(planOfCase(vocabulary), (plan) => {
      const { before, after, claims } = caseFrom(plan);
      for (const { outcome, start, end, candidates, changes } of follow(before, after, claims)) {
        const placed = outcome === 'same' || outcome === 'moved' || outcome === 'changed';
        expect(start !== null && end !== null).toBe(placed);
        expect(changes.length > 0).toBe(outcome === 'changed');
        if (placed) expect(candidates).toEqual([]);
        if (outcome === 'ambiguous') expect(candidates.length).toBeGreaterThan(0);
        if (outcome === 'gone') expect(candidates.length).toBeLessThanOrEqual(5);
        for (const place of [...candidates, ...(placed ? [{ start: start!, end: end!, score: 1 }] : [])]) {
          expect(place.start).toBeGreaterThanOrEqual(0);
          expect(place.end).toBeGreaterThan(place.start);
          expect(place.end).toBeLessThanOrEqual(after.length);
          expect(place.score).toBeGreaterThanOrEqual(0);
          expect(place.score).toBeLessThanOrEqual(1);
        }
      }
    });
    fc.assert(property, { numRuns: Math.min(numRuns, 1000), seed });
  }, 600_000);
});

test('most claims whose words nobody touched keep their place', () => {
  let intact = 0;
  let kept = 0;
  for (const plan of fc.sample(planOfCase('rich'), { numRuns: 1000, seed })) {
    const known = caseFrom({ ...plan, sentences: plan.sentences.map((sentence) => ({ ...sentence, kind: 0 })) });
    follow(known.before, known.after, known.claims).forEach(({ outcome }, index) => {
      if (!known.truth[index]) return;
      intact++;
      if (outcome === 'same' || outcome === 'moved') kept++;
    });
  }
  expect(intact).toBeGreaterThan(1000);
  expect(kept / intact).toBeGreaterThan(0.97);
});

test('the runs of a word diff cover both texts, and the same runs hold the same words', () => {
  const anyText = fc.string({ unit: 'grapheme', maxLength: 80 });
  fc.assert(
    fc.property(anyText, anyText, (before, after) => {
      const runs = wordDiff(before, after);
      let at = { before: 0, after: 0 };
      for (const run of runs) {
        expect([run.beforeStart, run.afterStart]).toEqual([at.before, at.after]);
        if (run.kind === 'removed') expect(run.afterEnd).toBe(run.afterStart);
        if (run.kind === 'added') expect(run.beforeEnd).toBe(run.beforeStart);
        at = { before: run.beforeEnd, after: run.afterEnd };
      }
      expect(at).toEqual({ before: before.length, after: after.length });
    }),
    { seed },
  );
});

test('any two strings can be followed', () => {
  const anyText = fc.string({ unit: 'binary', maxLength: 60 });
  fc.assert(
    fc.property(anyText, anyText, fc.nat(60), fc.nat(60), (before, after, a, b) => {
      const start = Math.min(a, b, before.length);
      const end = Math.min(Math.max(a, b), before.length);
      expect(follow(before, after, [{ start, end }])).toHaveLength(1);
    }),
    { seed },
  );
});
