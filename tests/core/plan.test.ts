import { describe, expect, test } from 'vitest';
import { afterPlanMove, planBlockers, type PlanAtHand, type PlanMove } from '../../src/core/plan.ts';
import type { Person, PersonRole } from '../../src/core/rights.ts';

const person = (role: PersonRole, id = role): Person => ({ id, name: `A ${role}`, role });
const plan = (about: Partial<PlanAtHand> = {}): PlanAtHand => ({
  state: 'draft',
  archivedFrom: null,
  ownerId: null,
  inTheWay: 0,
  ...about,
});

describe('an article’s way over the desk', () => {
  test('from draft to published and into the archive, and back to where it was', () => {
    let now = plan();
    for (const [move, state] of [
      ['start', 'in_check'],
      ['pass', 'checked'],
      ['reopen', 'in_check'],
      ['pass', 'checked'],
      ['publish', 'published'],
      ['archive', 'archived'],
      ['bring_back', 'published'],
    ] as const) {
      now = { ...now, ...afterPlanMove(now, move, person('editor')) };
      expect([move, now.state]).toEqual([move, state]);
    }
  });

  test.each<[PlanMove, PlanAtHand['state']]>([
    ['pass', 'in_check'],
    ['publish', 'checked'],
  ])('%s waits for the gate', (move, state) => {
    expect(planBlockers(plan({ state, inTheWay: 2 }), move, person('editor'))).toEqual([
      'Something stands in its way at the gate.',
    ]);
  });

  test.each<[PlanMove, PlanAtHand['state'], string]>([
    ['start', 'in_check', 'Its check has begun already.'],
    ['pass', 'draft', 'Only an article in check becomes checked.'],
    ['publish', 'in_check', 'Only a checked article is published.'],
    ['reopen', 'published', 'Only a checked article goes back into check.'],
    ['archive', 'archived', 'It is in the archive already.'],
    ['bring_back', 'draft', 'It is not in the archive.'],
  ])('%s not from %s', (move, state, sentence) => {
    expect(planBlockers(plan({ state }), move, person('editor'))).toEqual([sentence]);
  });

  test('researchers begin a check; only editors say that it is done', () => {
    expect(planBlockers(plan(), 'start', person('researcher'))).toEqual([]);
    expect(planBlockers(plan(), 'start', person('writer'))).toEqual(['Only researchers and editors begin a check.']);
    expect(planBlockers(plan({ state: 'in_check' }), 'pass', person('researcher'))).toEqual(['Only editors say so.']);
  });

  test('its owner puts it away, or an admin; any editor while it is nobody’s', () => {
    const owned = plan({ state: 'published', ownerId: 'researcher' });
    expect(planBlockers(owned, 'archive', person('researcher'))).toEqual([]);
    expect(planBlockers(owned, 'archive', person('admin'))).toEqual([]);
    expect(planBlockers(owned, 'archive', person('editor'))).toEqual(['Only its owner or an admin puts it away.']);
    expect(planBlockers(plan(), 'archive', person('editor'))).toEqual([]);
    expect(planBlockers(plan(), 'archive', person('researcher'))).toEqual(['Only its owner or an admin puts it away.']);
  });
});
