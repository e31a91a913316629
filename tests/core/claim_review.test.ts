import { describe, expect, test } from 'vitest';
import { VERIFICATION_STATUSES, type VerificationStatus } from '../../src/core/check.ts';
import { claimReviewOf, isReviewable, reviewsBlocked } from '../../src/core/claim_review.ts';
import type { ReportedClaim } from '../../src/core/report.ts';

const AT = '2024-02-09T12:00:00.000Z';
const CREDIT: ReportedClaim['attribution'][number] = {
  speaker: 'Bloomberg News',
  kind: 'organisation',
  manner: 'paraphrase',
  source: 'Bloomberg',
  cue: 'reported',
  inherited: false,
  hedged: false,
  weasel: false,
  check: 'confirmed',
  checkNote: '',
};

function claim(about: Partial<ReportedClaim> = {}): ReportedClaim {
  return {
    id: '0199f2c4-7f0a-7000-8000-000000000001',
    number: 1,
    exact: 'the bridge cost 5 million',
    start: 0,
    end: 25,
    statement: 'The bridge cost 5 million crowns.',
    type: 'figure',
    risk: 'normal',
    hedged: false,
    stage: 'signed_off',
    status: 'verified',
    recheckCause: null,
    inText: true,
    attribution: [CREDIT],
    finding: {
      reason: 'A source who must not be named told us.',
      wording: null,
      givenBy: 'Ada',
      givenAt: AT,
      note: null,
      fix: null,
      fixReason: '',
    },
    signOff: { by: 'Bo', at: AT },
    openQueries: 0,
    corrections: [],
    sourcing: { level: 'single_origin', independence: { n: 1, exact: true }, flags: [] },
    evidence: [],
    ...about,
  };
}

const article = {
  id: 'a',
  title: 'The bridge',
  byline: '',
  publication: '',
  publishedOn: null,
  address: 'https://paper.example/1',
};
const reviewed = (about: Partial<ReportedClaim> = {}) =>
  claimReviewOf(claim(about), { article }, { newsroom: 'The Desk', status: (code) => `our ${code}` }) as Review;
interface Review {
  reviewRating: object;
  itemReviewed: { author?: object; firstAppearance?: object };
}

describe('a rating', () => {
  const RATED: Partial<Record<VerificationStatus, number>> = {
    verified: 5,
    verified_fix: 4,
    needs_context: 3,
    incorrect: 1,
  };
  test.each(VERIFICATION_STATUSES)('of %s is a number only where that means something, and a word always', (status) => {
    const number = RATED[status];
    expect(reviewed({ status }).reviewRating).toEqual({
      '@type': 'Rating',
      ...(number === undefined ? {} : { ratingValue: number, bestRating: 5, worstRating: 1 }),
      alternateName: `our ${status}`,
    });
  });
});

describe('whom a claim is laid to', () => {
  const by = (about: Partial<typeof CREDIT>) => reviewed({ attribution: [{ ...CREDIT, ...about }] }).itemReviewed;
  test('is the nearest that the text names', () => {
    const chain = [CREDIT, { ...CREDIT, speaker: 'four people', kind: 'unnamed' as const }];
    expect(reviewed({ attribution: chain }).itemReviewed.author).toEqual({
      '@type': 'Organization',
      name: 'Bloomberg News',
    });
    expect(by({ kind: 'person', speaker: 'Ann Lee' }).author).toEqual({ '@type': 'Person', name: 'Ann Lee' });
  });
  test('is described and has no name where the text gives none', () => {
    const { author } = by({ kind: 'unnamed', speaker: 'a DHS official' });
    expect(author).toEqual({ '@type': 'Person', description: 'a DHS official' });
  });
  test('is no author where it is a document', () => {
    const { author, firstAppearance } = by({ kind: 'document', speaker: 'Executive Order 13636' });
    expect(author).toBeUndefined();
    expect(firstAppearance).toEqual({ '@type': 'CreativeWork', name: 'Executive Order 13636' });
  });
});

test('the reason of a finding, who gave it and who signed it off are nobody else’s business', () => {
  expect(JSON.stringify(reviewed())).not.toMatch(/must not be named|Ada|Bo"/);
});

describe('a finding is published', () => {
  test.each<[string, Partial<ReportedClaim>, boolean]>([
    ['when it is signed off and the text credits the claim to somebody', {}, true],
    ['not before it is signed off', { stage: 'checked', signOff: null }, false],
    ['not while it needs a re-check', { recheckCause: 'words_changed' }, false],
    ['not in the article’s own voice', { attribution: [] }, false],
    ['not on what the writer says as “I”', { attribution: [{ ...CREDIT, kind: 'author' }] }, false],
  ])('%s', (_, about, expected) => {
    expect(isReviewable(claim(about))).toBe(expected);
  });

  test.each([
    ['checked', true, /not marked as published/],
    ['archived', true, /not marked as published/],
    ['published', false, /No editor has allowed/],
    ['published', true, null],
  ] as const)('of an article that is %s, allowed: %s', (state, claimReview, why) => {
    const said = reviewsBlocked({ plan: { state, claimReview, owner: null, writer: null, section: '' } });
    if (why === null) expect(said).toBeNull();
    else expect(said).toMatch(why);
  });
});
