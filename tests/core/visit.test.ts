import { describe, expect, test } from 'vitest';
import { afterLook, afterSeeing, type Visit } from '../../src/core/visit.ts';

const at = (time: string) => new Date(`2026-11-23T${time}:00Z`);

/** Looks at these times, at places of the history. */
function looks(...each: [time: string, place: number][]): Visit {
  return each.reduce<Visit | null>((visit, [time, place]) => afterLook(visit, place, at(time)), null)!;
}

describe('what is new to somebody who looks at an article', () => {
  test('is nothing at the first look', () => {
    expect(looks(['18:20', 7])).toMatchObject({ seenPlace: 7, seenAt: at('18:20') });
  });

  test('is what came since the end of the visit before', () => {
    expect(looks(['18:00', 7], ['18:20', 9], ['23:00', 12])).toMatchObject({ seenPlace: 9, seenAt: at('18:20') });
  });

  test('stays new however often the page is loaded again', () => {
    const visit = looks(['18:20', 7], ['20:00', 12], ['20:10', 12], ['20:35', 13], ['21:00', 14]);
    expect(visit).toMatchObject({ seenPlace: 7, seenAt: at('18:20'), lookedPlace: 14 });
  });

  test('is seen once a visit was followed by more than 30 minutes of silence', () => {
    const [half, more] = ['20:30', '20:31'].map((time) => looks(['18:20', 7], ['20:00', 12], [time, 12]));
    expect(half).toMatchObject({ seenPlace: 7 });
    expect(more).toMatchObject({ seenPlace: 12, seenAt: at('20:00') });
  });
});

describe('what somebody says they have seen', () => {
  test('is new no longer, but for what came after it was shown', () => {
    const visit = afterSeeing(looks(['18:20', 7], ['20:00', 12]), 12, 14, at('20:05'));
    expect(visit).toMatchObject({ seenPlace: 12, seenAt: at('20:05'), lookedPlace: 14 });
  });

  test('is no more than there is, and is not unseen by an older page', () => {
    const visit = looks(['18:20', 7], ['20:00', 12]);
    expect(afterSeeing(visit, 99, 12, at('20:05')).seenPlace).toBe(12);
    expect(afterSeeing(visit, 3, 12, at('20:05')).seenPlace).toBe(7);
    expect(afterSeeing(null, 3, 12, at('20:05')).seenPlace).toBe(12);
  });
});
