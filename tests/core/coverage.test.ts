import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  COVERAGE_STATES,
  countCoverage,
  coverageOf,
  nextUntouched,
  NOT_PART_OF_THE_STORY,
  type Clearance,
  type CoverageState,
} from '../../src/core/coverage.ts';
import type { SentenceKind } from '../../src/core/suggest.ts';
import type { Span } from '../../src/core/text.ts';

const body = 'The bridge opened in May. It cost nine million.\n\nWho paid?\n\nREAD MORE: Our bridges';
const sentences = [
  sentence('The bridge opened in May.'),
  sentence('It cost nine million.'),
  sentence('Who paid?', 'question'),
  sentence('READ MORE: Our bridges', 'furniture'),
];

describe('a sentence', () => {
  test('is untouched until someone does something with it', () => {
    expect(states([], [])).toEqual(['untouched', 'untouched', 'untouched', 'nothing_to_check']);
  });

  test('has claims when a claim stands on a part of it', () => {
    expect(states([words('nine million')], [])[1]).toBe('has_claims');
  });

  test('is not covered by a claim that ends in the space before it', () => {
    expect(states([words('opened in May. ')], []).slice(0, 2)).toEqual(['has_claims', 'untouched']);
  });

  test('is covered by a claim that takes one letter of it', () => {
    expect(states([words('opened in May. I')], []).slice(0, 2)).toEqual(['has_claims', 'has_claims']);
  });

  test('is covered by no claim that holds nothing but space', () => {
    expect(states([{ start: 3, end: 4 }], [])[0]).toBe('untouched');
    expect(states([{ start: 5, end: 5 }], [])[0]).toBe('untouched');
  });

  test('is covered when a claim runs across it and beyond', () => {
    expect(states([words('May. It cost nine million.\n\nWho')], [])).toEqual([
      'has_claims',
      'has_claims',
      'has_claims',
      'nothing_to_check',
    ]);
  });

  test('says how many claims it has, nested and overlapping ones each for itself', () => {
    const claims = [words('It cost nine million'), words('nine million'), words('May. It cost')];
    expect(coverageOf(body, sentences, claims, []).slice(0, 2)).toEqual([
      { state: 'has_claims', claims: 1 },
      { state: 'has_claims', claims: 3 },
    ]);
  });

  test('holds nothing to check when someone says so, and who said it and why stays with it', () => {
    const clearance = { sentence: 2, who: 'Ada', why: 'A question', at: '2024-06-01' };
    expect(coverageOf(body, sentences, [], [clearance])[2]).toEqual({
      state: 'nothing_to_check',
      clearance,
      why: 'A question',
    });
  });

  test('that was cleared has claims as soon as a claim is made on it', () => {
    expect(states([words('Who paid')], [cleared(2)])[2]).toBe('has_claims');
  });

  test('that was cleared twice says the later reason', () => {
    const found = coverageOf(body, sentences, [], [cleared(2, 'first'), cleared(2, 'second')])[2];
    expect(found).toMatchObject({ why: 'second' });
  });

  test('without a letter in it is covered by nothing', () => {
    const spaced = 'One. \u00a0\u2003 Two.';
    const three: (Span & { kind: SentenceKind })[] = [
      { start: 0, end: 4, kind: 'claim' },
      { start: 5, end: 7, kind: 'other' },
      { start: 8, end: 12, kind: 'claim' },
    ];
    expect(coverageOf(spaced, three, [{ start: 0, end: 12 }], []).map(({ state }) => state)).toEqual([
      'has_claims',
      'untouched',
      'has_claims',
    ]);
  });
});

describe('furniture', () => {
  test('holds nothing to check by rule, and nobody had to say so', () => {
    expect(coverageOf(body, sentences, [], [])[3]).toEqual({
      state: 'nothing_to_check',
      clearance: null,
      why: NOT_PART_OF_THE_STORY,
    });
  });

  test('has claims when a person makes one on it', () => {
    expect(states([words('Our bridges')], [])[3]).toBe('has_claims');
  });

  test('that a person cleared names the person', () => {
    expect(coverageOf(body, sentences, [], [cleared(3, 'A link')])[3]).toMatchObject({ why: 'A link' });
  });
});

describe('the map', () => {
  test('counts each sentence once', () => {
    expect(countCoverage(coverageOf(body, sentences, [words('in May')], [cleared(2)]))).toEqual({
      has_claims: 1,
      nothing_to_check: 2,
      untouched: 1,
    });
  });

  test('of a text without sentences is empty and has no next one', () => {
    expect(coverageOf('', [], [], [])).toEqual([]);
    expect(nextUntouched([], -1)).toBeNull();
  });

  test('leads from one untouched sentence to the next and from the last to the first', () => {
    const coverage = coverageOf(body, sentences, [words('It cost')], []);
    expect([-1, 0, 1, 2, 3].map((after) => nextUntouched(coverage, after))).toEqual([0, 2, 2, 0, 0]);
  });

  test('leads nowhere when every sentence was seen to', () => {
    const coverage = coverageOf(body, sentences, [words('May. It')], [cleared(2)]);
    expect(nextUntouched(coverage, 0)).toBeNull();
  });

  test('refuses a claim beyond the text and a clearance of a sentence that is not there', () => {
    expect(() => coverageOf(body, sentences, [{ start: 0, end: body.length + 1 }], [])).toThrow(RangeError);
    expect(() => coverageOf(body, sentences, [], [cleared(4)])).toThrow(RangeError);
  });

  test('puts every sentence in the one state that looking at each character gives, in whatever order claims come', () => {
    fc.assert(
      fc.property(anyArticle, ({ body, sentences, claims, clearances, shuffled }) => {
        const coverage = coverageOf(body, sentences, claims, clearances);
        expect(coverage.map(({ state }) => state)).toEqual(
          sentences.map((_, index) => stateByLooking(body, sentences, claims, clearances, index)),
        );
        expect(coverage.map((sentence) => (sentence.state === 'has_claims' ? sentence.claims : 0))).toEqual(
          sentences.map((sentence) => claims.filter((claim) => shareInk(body, sentence, claim)).length),
        );
        expect(coverageOf(body, sentences, shuffled, clearances)).toEqual(coverage);
        const counts = countCoverage(coverage);
        expect(COVERAGE_STATES.reduce((sum, state) => sum + counts[state], 0)).toBe(sentences.length);
      }),
      { numRuns: 2000 },
    );
  });

  test('takes twenty thousand claims that each cover all of twenty thousand sentences', () => {
    const many = 20_000;
    const long = 'Aye. '.repeat(many);
    const sentences = Array.from({ length: many }, (_, at) => ({
      start: at * 5,
      end: at * 5 + 4,
      kind: 'claim' as const,
    }));
    const claims = Array.from({ length: many }, (_, at) => ({ start: at % 4, end: long.length }));
    expect(countCoverage(coverageOf(long, sentences, claims, []))).toEqual({
      has_claims: many,
      nothing_to_check: 0,
      untouched: 0,
    });
  });
});

const anyArticle = fc
  .array(
    fc.record({
      text: fc.string({ unit: fc.constantFrom('a', 'B', '.', ' ', '\u00a0', '\n', '😀', 'é'), maxLength: 6 }),
      gap: fc.constantFrom('', ' ', '\n\n'),
      kind: fc.constantFrom<SentenceKind[]>('claim', 'opinion', 'furniture'),
      cleared: fc.boolean(),
    }),
    { maxLength: 8 },
  )
  .chain((parts) => {
    let body = '';
    const sentences: (Span & { kind: SentenceKind })[] = [];
    for (const { text, gap, kind } of parts) {
      sentences.push({ start: body.length, end: body.length + text.length, kind });
      body += text + gap;
    }
    const clearances = parts.flatMap((part, index) => (part.cleared ? [cleared(index)] : []));
    const anyOffset = fc.nat({ max: body.length });
    const anySpan = fc.tuple(anyOffset, anyOffset).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));
    return fc
      .array(anySpan, { maxLength: 6 })
      .chain((claims) =>
        fc
          .shuffledSubarray(claims, { minLength: claims.length, maxLength: claims.length })
          .map((shuffled) => ({ body, sentences, claims, clearances, shuffled })),
      );
  });

function shareInk(body: string, one: Span, other: Span): boolean {
  return body
    .split('')
    .some((unit, at) => unit.trim() !== '' && one.start <= at && at < one.end && other.start <= at && at < other.end);
}

function stateByLooking(
  body: string,
  sentences: readonly (Span & { kind: SentenceKind })[],
  claims: readonly Span[],
  clearances: readonly Clearance[],
  index: number,
): CoverageState {
  const sentence = sentences[index];
  if (sentence && claims.some((claim) => shareInk(body, sentence, claim))) return 'has_claims';
  if (sentence?.kind === 'furniture' || clearances.some((clearance) => clearance.sentence === index)) {
    return 'nothing_to_check';
  }
  return 'untouched';
}

function states(claims: Span[], clearances: Clearance[]): CoverageState[] {
  return coverageOf(body, sentences, claims, clearances).map(({ state }) => state);
}

function words(exact: string): Span {
  const start = body.indexOf(exact);
  if (start === -1) throw new Error(`"${exact}" is not in the text of these tests.`);
  return { start, end: start + exact.length };
}

function sentence(exact: string, kind: SentenceKind = 'claim'): Span & { kind: SentenceKind } {
  return { ...words(exact), kind };
}

function cleared(sentence: number, why = 'Common knowledge'): Clearance {
  return { sentence, who: 'Ada', why };
}
