import { describe, expect, test } from 'vitest';
import { againstApproval, demandTerms, nameLikeness, NO_TERMS, shortNames } from '../../src/core/speakers.ts';
import type { AttributionKind } from '../../src/core/attribution.ts';

const of = (kind: AttributionKind, name: string) => ({ kind, name });

describe('which records may be of one speaker', () => {
  test.each<[AttributionKind, string, string, string | null]>([
    ['person', 'Edward Snowden', 'edward snowden', 'same_name'],
    ['person', 'Snowden', 'Edward Snowden', 'part_of_name'],
    ['person', 'Snowden’s', 'Edward Snowden', 'part_of_name'],
    ['person', 'Edward', 'Edward Snowden', null],
    ['person', 'Ann Lee', 'Joann Lee', null],
    ['person', 'Lee', 'Joann Blee', null],
    ['organisation', 'Bloomberg', 'Bloomberg News', 'part_of_name'],
    ['organisation', 'the Guardian', 'The Guardian', 'same_name'],
    ['organisation', 'Guardian', 'The Guardian', 'same_name'],
    ['organisation', 'News', 'Bloomberg News', 'part_of_name'],
    ['document', 'Executive Order 13636', 'executive order 13636.', 'same_name'],
    ['unnamed', 'a DHS official', 'a DHS official', null],
    ['author', 'the writer', 'the writer', null],
    ['person', '…', '…', null],
  ])('%s: %s and %s: %s', (kind, a, b, likeness) => {
    expect(nameLikeness(of(kind, a), of(kind, b))).toBe(likeness);
    expect(nameLikeness(of(kind, b), of(kind, a))).toBe(likeness);
    // What is alike is found by the short names that the desk looks for.
    const [short, long] = a.length <= b.length ? [a, b] : [b, a];
    if (likeness) expect(shortNames(of(kind, long))).toContain(shortNames(of(kind, short))[0]);
  });

  test('a person and a body of one name are not one speaker', () => {
    expect(nameLikeness(of('person', 'Ford'), of('organisation', 'Ford'))).toBe(null);
  });
});

describe('on what terms somebody spoke', () => {
  test('background is what was agreed that it means', () => {
    for (const groundRules of ['on_background', 'deep_background'] as const) {
      expect(() => demandTerms('unnamed', { ...NO_TERMS, groundRules })).toThrow('These terms will not do.');
      demandTerms('unnamed', { ...NO_TERMS, groundRules, terms: 'As “a DHS official”.' });
    }
  });

  test('somebody named has no reason for not being named, and is one', () => {
    expect(() => demandTerms('person', { ...NO_TERMS, whyUnnamed: 'Fears for the job.' })).toThrow();
    expect(() => demandTerms('person', { ...NO_TERMS, people: 2 })).toThrow();
    demandTerms('unnamed', { ...NO_TERMS, whyUnnamed: 'Fears for the job.', people: 2 });
  });

  test('only what is known can be approved', () => {
    expect(againstApproval('unnamed', NO_TERMS)).toHaveLength(2);
    expect(againstApproval('person', NO_TERMS)).toHaveLength(1);
    expect(
      againstApproval('unnamed', { ...NO_TERMS, groundRules: 'on_record', whyUnnamed: 'Not hers to say.' }),
    ).toEqual([]);
  });
});
