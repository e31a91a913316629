import { describe, expect, test } from 'vitest';
import {
  beyondOverride,
  DEFAULT_RULES,
  obstacles,
  signOffAsked,
  type ClaimAtGate,
  type HouseRules,
  type Obstacle,
} from '../../src/core/gate.ts';

const claim = (about: Partial<ClaimAtGate> = {}): ClaimAtGate => ({
  number: 1,
  risk: 'normal',
  stage: 'signed_off',
  status: 'verified',
  recheckCause: null,
  inText: true,
  attributionCheck: null,
  level: 'single_origin',
  offRecordAlone: false,
  fixWanted: false,
  fix: null,
  noted: false,
  openQueries: 0,
  ...about,
});

const standing = (about: Partial<ClaimAtGate>, rules: HouseRules = DEFAULT_RULES) =>
  obstacles([claim(about)], 0, rules).map(({ kind }) => kind);

describe('what stands in the way of a claim', () => {
  test.each<[string, Partial<ClaimAtGate>, string[]]>([
    ['nothing, where it is verified, sourced and signed off', {}, []],
    ['a wording that is neither applied nor waived', { status: 'verified_fix', fixWanted: true }, ['fix']],
    ['nothing, where the wording is applied', { status: 'verified_fix', fixWanted: true, fix: 'applied' }, []],
    ['nothing, where the wording is waived', { status: 'verified_fix', fixWanted: true, fix: 'waived' }, []],
    [
      'that it is incorrect, whatever became of its wording',
      { status: 'incorrect', fixWanted: true, fix: 'applied' },
      ['incorrect'],
    ],
    ['that it is disputed and no editor said why it may run', { status: 'disputed' }, ['note']],
    ['nothing, where it is disputed and an editor said why', { status: 'disputed', noted: true }, []],
    ['an unanswered query', { openQueries: 2 }, ['query']],
    ['off-the-record words alone', { offRecordAlone: true }, ['off_record']],
    ['that nobody signed it off', { stage: 'checked' }, ['sign_off']],
    [
      'its moved ground, and not what the old finding asked',
      { status: 'disputed', fixWanted: true, recheckCause: 'words_changed', stage: 'checked' },
      ['needs_recheck', 'sign_off'],
    ],
  ])('%s', (_, about, kinds) => {
    expect(standing(about)).toEqual(kinds);
  });
});

describe('house rules', () => {
  test.each<[HouseRules['signOffFrom'], boolean[]]>([
    ['low', [true, true, true]],
    ['normal', [false, true, true]],
    ['high', [false, false, true]],
    [null, [false, false, false]],
  ])('sign-off from %s', (signOffFrom, asked) => {
    const rules = { ...DEFAULT_RULES, signOffFrom };
    expect((['low', 'normal', 'high'] as const).map((risk) => signOffAsked(risk, rules))).toEqual(asked);
  });

  test('sourcing is asked for by what the newsroom set', () => {
    const strict: HouseRules = {
      ...DEFAULT_RULES,
      sourcing: { low: 'single_origin', normal: 'corroborated', high: 'primary_record' },
    };
    expect(standing({ level: 'single_origin' }, strict)).toEqual(['sourcing']);
    expect(standing({ risk: 'low', level: 'single_origin' }, strict)).toEqual([]);
    expect(standing({ risk: 'high', level: 'corroborated' }, strict)).toEqual(['sourcing']);
  });
});

describe('an override', () => {
  const unsigned: Obstacle = { kind: 'sign_off', claims: [1, 2], count: 2 };
  const untouched = (count: number): Obstacle => ({ kind: 'untouched', claims: [], count });
  test.each<[string, Obstacle[], Obstacle[], Obstacle[]]>([
    ['covers what stood in the way when it was given', [unsigned], [unsigned], []],
    ['covers less of the same', [{ kind: 'sign_off', claims: [2], count: 1 }], [unsigned], []],
    [
      'does not cover another claim',
      [{ kind: 'sign_off', claims: [1, 2, 3], count: 3 }],
      [unsigned],
      [{ kind: 'sign_off', claims: [3], count: 1 }],
    ],
    [
      'does not cover another trouble of the same claim',
      [{ kind: 'incorrect', claims: [1], count: 1 }],
      [unsigned],
      [{ kind: 'incorrect', claims: [1], count: 1 }],
    ],
    ['covers as many untouched sentences as there were', [untouched(3)], [untouched(3)], []],
    ['does not cover more of them', [untouched(4)], [untouched(3)], [untouched(4)]],
  ])('%s', (_, now, covered, left) => {
    expect(beyondOverride(now, covered)).toEqual(left);
  });
});
