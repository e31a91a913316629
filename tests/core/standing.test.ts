import { describe, expect, test } from 'vitest';
import { fallOf, type ClaimOverSource, type GroundOfClaim } from '../../src/core/standing.ts';

const on = (day: number) => new Date(Date.UTC(2024, 0, day));
const FOUND: ClaimOverSource = {
  stage: 'checked',
  status: 'verified',
  recheckCause: null,
  foundAt: on(10),
  signedOffAt: null,
};
const RETRACTED: GroundOfClaim = {
  standing: 'retracted',
  since: on(20),
  direct: true,
  hasSnapshot: true,
  linkedAt: on(5),
};
const STANDS: GroundOfClaim = { ...RETRACTED, standing: 'standing', since: null };
const SIGNED = { ...FOUND, stage: 'signed_off', signedOffAt: on(12) } as const;
const SHAKEN = { ...FOUND, recheckCause: 'source_fell' } as const;

describe('what the fall of a source does to a claim', () => {
  const CASES: [
    name: string,
    claim: ClaimOverSource,
    grounds: GroundOfClaim[],
    recheck: string | null,
    lapses: boolean,
  ][] = [
    ['a retracted source shakes the finding', FOUND, [RETRACTED], 'needed', false],
    ['so does a disputed one', FOUND, [{ ...RETRACTED, standing: 'disputed' }], 'needed', false],
    ['and one that is only passed on', FOUND, [{ ...RETRACTED, direct: false }], 'needed', false],
    ['a dead link that was kept only flags', FOUND, [{ ...RETRACTED, standing: 'dead' }], null, false],
    [
      'one of which nothing was kept shakes it',
      FOUND,
      [{ ...RETRACTED, standing: 'dead', hasSnapshot: false }],
      'needed',
      false,
    ],
    [
      'what others had from it while it was there stays',
      FOUND,
      [{ ...RETRACTED, standing: 'dead', hasSnapshot: false, direct: false }],
      null,
      false,
    ],
    ['a source that stands shakes nothing', FOUND, [STANDS], null, false],
    [
      'a claim without a finding has none to lose',
      { ...FOUND, status: 'unverified', foundAt: null },
      [RETRACTED],
      null,
      false,
    ],
    ['nor has one whose finding was taken back', { ...FOUND, status: 'unverified' }, [RETRACTED], null, false],
    ['a finding given since has seen the fall', { ...FOUND, foundAt: on(21) }, [RETRACTED], null, false],
    ['a finding does not rest on what was linked later', FOUND, [{ ...RETRACTED, linkedAt: on(11) }], null, false],
    [
      'what needs re-check already goes on needing it',
      { ...FOUND, recheckCause: 'words_changed' },
      [RETRACTED],
      null,
      false,
    ],
    [
      'a withdrawn claim would come back in need of re-check',
      { ...FOUND, stage: 'withdrawn' },
      [RETRACTED],
      'needed',
      false,
    ],
    ['a sign-off lapses with the finding', SIGNED, [RETRACTED], 'needed', true],
    ['and alone, where only the sign-off knew of the source', SIGNED, [{ ...RETRACTED, linkedAt: on(11) }], null, true],
    ['one given since stays', { ...SIGNED, foundAt: on(21), signedOffAt: on(22) }, [RETRACTED], null, false],
    ['once it stands again the finding counts', SHAKEN, [STANDS], 'lifted', false],
    ['unless another has fallen', SHAKEN, [STANDS, RETRACTED], null, false],
    ['of which the finding did not know', SHAKEN, [STANDS, { ...RETRACTED, since: on(9) }], 'lifted', false],
    ['a need for another reason is not lifted', { ...FOUND, recheckCause: 'evidence_removed' }, [STANDS], null, false],
    ['a kept page lifts what a lost one would not', SHAKEN, [{ ...RETRACTED, standing: 'dead' }], 'lifted', false],
  ];
  test.each(CASES)('%s', (_, claim, grounds, recheck, lapses) => {
    expect(fallOf(claim, grounds)).toEqual({ recheck, lapses });
  });
});
