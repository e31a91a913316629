import { describe, expect, test } from 'vitest';
import {
  afterMove,
  blockers,
  countedAs,
  statusBlockers,
  VERIFICATION_STATUSES,
  type ClaimInCheck,
  type LapseCause,
  type Move,
} from '../../src/core/check.ts';
import { Refusal } from '../../src/core/refusal.ts';
import type { Person, PersonRole } from '../../src/core/rights.ts';
import { STANCES, type Stance } from '../../src/core/sourcing.ts';

const person = (role: PersonRole, id = role): Person => ({ id, name: `A ${role}`, role });
const researcher = person('researcher');

const claim = (about: Partial<ClaimInCheck> = {}): ClaimInCheck => ({
  stage: 'new',
  status: 'unverified',
  checkerId: null,
  finderId: null,
  fixWanted: false,
  recheckCause: null,
  signerId: null,
  lapse: null,
  queriedFrom: null,
  openQueries: 0,
  attributionCheck: null,
  evidence: [],
  ...about,
});
const piece = (stance: Stance, rested = true) => ({ id: stance as string, stance, rested });
const finding = (
  status: (typeof VERIFICATION_STATUSES)[number],
  reason = 'Seen.',
  wording: string | null = null,
): Move => ({
  kind: 'give_finding',
  status,
  reason,
  wording,
});

const MOVES: Move[] = [
  { kind: 'take' },
  finding('disputed'),
  { kind: 'amend', reworded: false },
  { kind: 'set_attribution' },
  { kind: 'check_attribution', check: 'confirmed' },
  { kind: 'link_evidence' },
  { kind: 'amend_evidence', evidenceId: 'supports', stance: 'background' },
  { kind: 'unlink_evidence', evidenceId: 'supports' },
  { kind: 'place', otherWords: true },
  { kind: 'withdraw', reason: 'Twice.' },
];

describe('who moves claims', () => {
  test.each(['reader', 'writer'] as const)('a %s moves none', (role) => {
    for (const move of [...MOVES, { kind: 'restore' } as const]) {
      expect(blockers(claim(), move, person(role))).toEqual(['Only researchers and editors change claims.']);
    }
  });

  test.each(['researcher', 'editor', 'admin'] as const)('%s may', (role) => {
    const credited = claim({ attributionCheck: 'unchecked', evidence: [piece('supports')] });
    for (const move of MOVES) expect([move.kind, blockers(credited, move, person(role))]).toEqual([move.kind, []]);
  });

  test('a withdrawn claim moves nowhere but back', () => {
    for (const move of MOVES) {
      expect(blockers(claim({ stage: 'withdrawn' }), move, researcher)).toEqual([
        'This claim is withdrawn. Restore it first.',
      ]);
    }
    expect(blockers(claim({ stage: 'withdrawn' }), { kind: 'restore' }, researcher)).toEqual([]);
    expect(blockers(claim(), { kind: 'restore' }, researcher)).toEqual(['This claim is not withdrawn.']);
  });
});

describe('what a status asks for', () => {
  const CARRIERS: Partial<Record<string, readonly Stance[]>> = {
    verified: ['supports'],
    verified_fix: ['supports', 'partly_supports'],
  };
  test.each(VERIFICATION_STATUSES)('%s: which evidence carries it', (status) => {
    for (const stance of STANCES) {
      const carried = CARRIERS[status]?.includes(stance) ?? true;
      expect([stance, statusBlockers(claim({ evidence: [piece(stance)] }), status).length === 0]).toEqual([
        stance,
        carried,
      ]);
    }
    expect(statusBlockers(claim(), status).length === 0).toBe(!(status in CARRIERS));
  });

  test.each(VERIFICATION_STATUSES)('%s: a reason, unless it takes the finding back', (status) => {
    const against = blockers(claim({ evidence: [piece('supports')] }), finding(status, ' \n ', 'w'), researcher);
    expect(against).toEqual(status === 'unverified' ? [] : ['Give the reason for the finding.']);
  });

  test('a fix asks for the wording', () => {
    const supported = claim({ evidence: [piece('supports')] });
    expect(blockers(supported, finding('verified_fix', 'R', '  '), researcher)).toEqual([
      'Give the wording that would be right.',
    ]);
    expect(blockers(supported, finding('verified_fix', 'R', 'in 1932'), researcher)).toEqual([]);
  });

  test('the attribution check needs a credit, and withdrawing a reason', () => {
    expect(blockers(claim(), { kind: 'check_attribution', check: 'confirmed' }, researcher)).toEqual([
      'The text credits this claim to nobody.',
    ]);
    expect(blockers(claim(), { kind: 'withdraw', reason: ' ' }, researcher)).toEqual([
      'Say why the claim is withdrawn.',
    ]);
  });
});

describe('where a move leaves a claim', () => {
  test('what is refused says everything that stands against it, and is not allowed', () => {
    expect(() => afterMove(claim(), finding('verified_fix', '', null), researcher)).toThrow(Refusal);
    expect(() => afterMove(claim(), finding('verified_fix', '', null), researcher)).toThrow(
      /Link at least one source.*Give the reason.*Give the wording/,
    );
  });

  test.each([
    ['taking a new claim', claim(), { kind: 'take' }, { stage: 'in_progress', checkerId: 'researcher' }],
    [
      'taking over a checked claim',
      claim({ stage: 'checked', status: 'disputed', checkerId: 'other' }),
      { kind: 'take' },
      { stage: 'checked', checkerId: 'researcher' },
    ],
    [
      'a finding on a new claim',
      claim(),
      finding('disputed'),
      { stage: 'checked', checkerId: 'researcher', status: 'disputed' },
    ],
    [
      'a finding on a claim that another checks',
      claim({ stage: 'in_progress', checkerId: 'other' }),
      finding('disputed'),
      { stage: 'checked', checkerId: 'other' },
    ],
    [
      'a finding taken back',
      claim({ stage: 'checked', status: 'disputed' }),
      finding('unverified', ''),
      { stage: 'in_progress' },
    ],
    [
      'a new finding after the words changed',
      claim({ recheckCause: 'words_changed' }),
      finding('disputed'),
      { recheckCause: null },
    ],
    [
      'withdrawing',
      claim({ status: 'disputed' }),
      { kind: 'withdraw', reason: 'R' },
      { stage: 'withdrawn', status: 'disputed' },
    ],
    [
      'restoring one that was checked',
      claim({ stage: 'withdrawn', status: 'disputed' }),
      { kind: 'restore' },
      { stage: 'checked' },
    ],
    [
      'restoring one that was taken',
      claim({ stage: 'withdrawn', checkerId: 'other' }),
      { kind: 'restore' },
      { stage: 'in_progress' },
    ],
    ['restoring one that was new', claim({ stage: 'withdrawn' }), { kind: 'restore' }, { stage: 'new' }],
  ] satisfies [string, ClaimInCheck, Move, object][])('%s', (_, before, move, after) => {
    expect(afterMove(before, move, researcher)).toMatchObject(after);
  });

  const found = (stance: Stance, rested: boolean) =>
    claim({ stage: 'checked', status: 'verified', evidence: [piece(stance, rested), piece('background')] });
  test.each([
    [
      'removing what the finding rests on',
      found('supports', true),
      { kind: 'unlink_evidence', evidenceId: 'supports' },
      'evidence_removed',
    ],
    ['removing what came later', found('supports', false), { kind: 'unlink_evidence', evidenceId: 'supports' }, null],
    [
      'turning what the finding rests on',
      found('supports', true),
      { kind: 'amend_evidence', evidenceId: 'supports', stance: 'contradicts' },
      'evidence_amended',
    ],
    [
      'a note on what the finding rests on',
      found('supports', true),
      { kind: 'amend_evidence', evidenceId: 'supports', stance: 'supports' },
      null,
    ],
    [
      'removing evidence where nothing was found',
      claim({ evidence: [piece('supports')] }),
      { kind: 'unlink_evidence', evidenceId: 'supports' },
      null,
    ],
    ['placing on other words', found('supports', true), { kind: 'place', otherWords: true }, 'words_changed'],
    ['placing on the same words', found('supports', true), { kind: 'place', otherWords: false }, null],
  ] satisfies [string, ClaimInCheck, Move, string | null][])('%s: needs re-check or not', (_, before, move, cause) => {
    expect(afterMove(before, move, researcher).recheckCause).toBe(cause);
  });

  test('nothing but a finding clears a needed re-check', () => {
    const shaken = claim({
      stage: 'checked',
      status: 'verified',
      recheckCause: 'evidence_removed',
      attributionCheck: 'unchecked',
      checkerId: 'other',
      evidence: [piece('supports', false)],
    });
    for (const move of MOVES.filter(({ kind }) => kind !== 'give_finding')) {
      expect([move.kind, afterMove(shaken, move, researcher).recheckCause]).not.toEqual([move.kind, null]);
    }
    expect(afterMove(shaken, finding('verified'), researcher).recheckCause).toBeNull();
  });

  test('a claim that needs re-check counts as that and under no status', () => {
    expect(countedAs({ status: 'verified', recheckCause: 'evidence_removed' })).toBe('needs_recheck');
    expect(countedAs({ status: 'verified', recheckCause: null })).toBe('verified');
  });
});

describe('sign-off', () => {
  const editor = person('editor');
  const checked = claim({
    stage: 'checked',
    status: 'verified',
    finderId: 'somebody else',
    evidence: [piece('supports')],
  });
  const signed: ClaimInCheck = { ...checked, stage: 'signed_off', signerId: editor.id };

  test('a second person accepts a check', () => {
    expect(afterMove(checked, { kind: 'sign_off' }, editor)).toMatchObject({
      stage: 'signed_off',
      signerId: editor.id,
      lapse: null,
    });
  });

  test('nobody signs off their own finding', () => {
    expect(blockers({ ...checked, finderId: editor.id }, { kind: 'sign_off' }, editor)).toEqual([
      'The finding is yours: somebody else signs it off.',
    ]);
  });

  test.each<[string, Partial<ClaimInCheck>, Person, string]>([
    ['a researcher', {}, researcher, 'Only editors sign off.'],
    ['without a finding', { status: 'unverified' }, editor, 'Give a finding first.'],
    [
      'when it needs re-check',
      { recheckCause: 'words_changed' },
      editor,
      'Something under the finding has changed: re-check it first.',
    ],
    ['while the credit is unchecked', { attributionCheck: 'unchecked' }, editor, 'Check first whether they said it.'],
    ['twice', { stage: 'signed_off' }, editor, 'This claim is signed off already.'],
  ])('not %s', (_, about, who, sentence) => {
    expect(blockers({ ...checked, ...about }, { kind: 'sign_off' }, who)).toEqual([sentence]);
  });

  test.each<[string, Move, LapseCause]>([
    ['a new finding', finding('verified'), 'finding_changed'],
    ['more evidence', { kind: 'link_evidence' }, 'evidence_changed'],
    ['amended evidence', { kind: 'amend_evidence', evidenceId: 'supports', stance: 'supports' }, 'evidence_changed'],
    ['less evidence', { kind: 'unlink_evidence', evidenceId: 'supports' }, 'evidence_changed'],
    ['another credit', { kind: 'set_attribution' }, 'attribution_changed'],
    ['another statement', { kind: 'amend', reworded: true }, 'statement_changed'],
    ['other words', { kind: 'place', otherWords: true }, 'words_changed'],
    ['withdrawing', { kind: 'withdraw', reason: 'Twice.' }, 'withdrawn'],
    ['taking it back', { kind: 'take_back_sign_off' }, 'taken_back'],
  ])('%s makes it lapse and says why', (_, move, cause) => {
    const after = afterMove(signed, move, editor);
    expect([after.lapse, after.signerId]).toEqual([cause, editor.id]);
    expect(after.stage).not.toBe('signed_off');
  });

  test.each<[string, Move]>([
    ['another checker', { kind: 'take' }],
    ['another type or risk', { kind: 'amend', reworded: false }],
    ['the same words elsewhere', { kind: 'place', otherWords: false }],
  ])('%s leaves it standing', (_, move) => {
    expect(afterMove(signed, move, editor)).toMatchObject({ stage: 'signed_off', lapse: null });
  });

  test('a claim that was withdrawn after sign-off comes back without it', () => {
    const withdrawn = { ...signed, ...afterMove(signed, { kind: 'withdraw', reason: 'Twice.' }, editor) };
    expect(afterMove(withdrawn, { kind: 'restore' }, editor)).toMatchObject({ stage: 'checked', lapse: 'withdrawn' });
  });
});
