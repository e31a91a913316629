import { describe, expect, test } from 'vitest';
import { readClaimReviews, treesIn, type FoundReview } from '../../src/core/earlier_finding.ts';
import { ourStatusFor } from '../../src/core/earlier_finding/ratings.ts';

const REVIEW = {
  '@context': 'https://schema.org',
  '@type': 'ClaimReview',
  claimReviewed: 'The tower is 412 metres tall.',
  datePublished: '2024-03-05T10:00:00Z',
  url: 'https://checks.example/tower',
  headline: 'How tall is the tower?',
  author: { '@type': 'Organization', name: 'The Measure', url: 'https://checks.example' },
  itemReviewed: {
    '@type': 'Claim',
    author: { '@type': 'Person', name: 'Ada Brandt' },
    datePublished: '2024-03-01',
    appearance: [{ '@type': 'CreativeWork', url: 'https://paper.example/tower' }],
  },
  reviewRating: { '@type': 'Rating', ratingValue: 2, bestRating: 5, worstRating: 1, alternateName: 'Mostly false' },
};

const read = (...trees: unknown[]): FoundReview[] => readClaimReviews(trees);
function only(tree: unknown) {
  const [review, ...more] = read(tree);
  if (!review || !('finding' in review) || more.length > 0) throw new Error(JSON.stringify([review, more]));
  return review;
}

describe('a ClaimReview', () => {
  test('is read with everything that it says', () => {
    expect(only(REVIEW)).toEqual({
      place: 'ClaimReview 1',
      title: 'The tower is 412 metres tall.',
      leftOut: [],
      finding: {
        claim: 'The tower is 412 metres tall.',
        claimant: 'Ada Brandt',
        claimedOn: '2024-03-01',
        appearances: ['https://paper.example/tower'],
        publisher: 'The Measure',
        title: 'How tall is the tower?',
        address: 'https://checks.example/tower',
        reviewedOn: '2024-03-05',
        rating: { words: 'Mostly false', value: '2', best: '5', worst: '1' },
        status: 'incorrect',
        language: '',
        original: JSON.stringify(REVIEW),
      },
    });
  });

  test.each<[mess: string, tree: unknown]>([
    ['without a context', { ...REVIEW, '@context': undefined }],
    ['with its type as an address', { ...REVIEW, '@type': 'http://schema.org/ClaimReview' }],
    ['with several types', { ...REVIEW, '@type': ['Article', 'ClaimReview'] }],
    ['in a list', [REVIEW]],
    ['in a graph', { '@graph': [{ '@type': 'WebPage' }, REVIEW] }],
    ['inside an article', { '@type': 'NewsArticle', review: REVIEW }],
    ['in a feed', { '@type': 'DataFeed', dataFeedElement: [{ '@type': 'DataFeedItem', item: [REVIEW] }] }],
    ['with a list where one rating is meant', { ...REVIEW, reviewRating: [REVIEW.reviewRating] }],
    ['with a list of one claim', { ...REVIEW, itemReviewed: [REVIEW.itemReviewed] }],
    [
      'with numbers as text',
      { ...REVIEW, reviewRating: { ...REVIEW.reviewRating, ratingValue: '2', bestRating: '5', worstRating: '1' } },
    ],
    ['with the author as text', { ...REVIEW, author: 'The Measure' }],
    ['with its claim as a value', { ...REVIEW, claimReviewed: { '@value': REVIEW.claimReviewed, '@language': 'en' } }],
  ])('is taken %s', (_, tree) => {
    const { claim, publisher, rating } = only(tree).finding;
    expect({ claim, publisher, rating }).toEqual({
      claim: REVIEW.claimReviewed,
      publisher: 'The Measure',
      rating: { words: 'Mostly false', value: '2', best: '5', worst: '1' },
    });
  });

  test('takes its claim from the item where it does not word it itself', () => {
    const { claimReviewed: _, ...bare } = REVIEW;
    expect(only({ ...bare, itemReviewed: { '@type': 'Claim', text: 'It is tall.' } }).finding.claim).toBe(
      'It is tall.',
    );
  });

  test('without a claim is answered for and keeps nobody else out', () => {
    const empty = { '@type': 'ClaimReview', name: 'A review of nothing' };
    const [refused, taken] = read([empty, REVIEW]);
    expect(refused).toMatchObject({ place: 'ClaimReview 1', title: 'A review of nothing' });
    expect(refused).toHaveProperty('trouble', 'It does not say what claim it is about.');
    expect(taken).toHaveProperty('finding');
  });

  test('says what of it could not be read', () => {
    const { leftOut, finding } = only({
      ...REVIEW,
      datePublished: 'lately',
      url: 'javascript:alert(1)',
      reviewRating: null,
    });
    expect(leftOut).toEqual([
      'address “javascript:alert(1)”',
      'day of the review “lately”',
      'a rating, which it does not give',
    ]);
    expect(finding).toMatchObject({ address: '', reviewedOn: null, status: null });
  });

  test('is not there in what is no JSON-LD of the kind', () => {
    for (const trees of [[], [{ '@type': 'Article' }], ['ClaimReview'], [null], [42]]) {
      expect(() => readClaimReviews(trees)).toThrow('There is no ClaimReview in it.');
    }
  });

  test('may be a hundred thousand levels down', () => {
    let tree: unknown = REVIEW;
    for (let depth = 0; depth < 100_000; depth += 1) tree = { inner: tree };
    expect(only(tree).finding.claim).toBe(REVIEW.claimReviewed);
  });
});

describe('their ratings', () => {
  test.each([
    ['True', 'verified'],
    ['Mostly true', 'verified_fix'],
    ['Half True', 'needs_context'],
    ['Missing context', 'needs_context'],
    ['Partly false', 'needs_context'],
    ['Mostly False', 'incorrect'],
    ['FALSE', 'incorrect'],
    ['Not true', 'incorrect'],
    ['Four Pinocchios', 'incorrect'],
    ['Falso', 'incorrect'],
    ['Unproven', 'unsupported'],
    ['There is no evidence for this', 'unsupported'],
    ['Satire', 'not_checkable'],
    ['Untrue', 'incorrect'],
    ['Verdict pending', null],
  ])('“%s” comes nearest to %s', (words, status) => {
    expect(ourStatusFor({ words, value: '', best: '', worst: '' })).toBe(status);
  });

  test.each([
    ['5', '5', '1', 'verified'],
    ['4', '5', '1', 'verified_fix'],
    ['3', '5', '1', 'needs_context'],
    ['1', '5', '1', 'incorrect'],
    ['100', '100', '0', 'verified'],
    ['0', '100', '0', 'incorrect'],
    ['-1', '5', '1', null],
    ['3', '', '', null],
    ['3', '3', '3', null],
  ])('%s on a scale to %s from %s comes nearest to %s', (value, best, worst, status) => {
    expect(ourStatusFor({ words: '', value, best, worst })).toBe(status);
  });

  test('are believed in their words where the number says something else', () => {
    expect(ourStatusFor({ words: 'False', value: '5', best: '5', worst: '1' })).toBe('incorrect');
  });
});

describe('the JSON of a page', () => {
  test.each([
    ['as it should be', '[1, 2]', [[1, 2]]],
    ['one tree a line', '{"a":1}\n{"b":2}\n', [{ a: 1 }, { b: 2 }]],
    ['in a comment', '<!-- {"a":1} -->', [{ a: 1 }]],
    ['with a comma too many', '{"a":[1,],}', [{ a: [1] }]],
    ['with a line broken inside a text', '{"a":"one\ntwo"}', [{ a: 'one two' }]],
    ['that is none', '{"a":', []],
  ])('%s', (_, text, trees) => {
    expect(treesIn(text)).toEqual(trees);
  });
});
