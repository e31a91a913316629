import { readDate } from './citations/dates.ts';
import type { VerificationStatus } from './check.ts';
import { ourStatusFor } from './earlier_finding/ratings.ts';
import { isObject, namesIn, numberIn, textIn, typesIn, type Tree } from './earlier_finding/tree.ts';
import { Refusal } from './refusal.ts';
import { keepable, onOneLine, webAddress } from './strangers.ts';

export { treesIn } from './earlier_finding/tree.ts';

/** A rating as whoever gave it wrote it, word for word; what they did not write is empty. */
export interface ForeignRating {
  words: string;
  value: string;
  best: string;
  worst: string;
}

/** What others found about a claim, as their ClaimReview tells it. */
export interface EarlierFinding {
  /** The claim as they word it. */
  claim: string;
  claimant: string;
  /** A year, a month or a day. */
  claimedOn: string | null;
  /** Where the claim was made. */
  appearances: string[];
  publisher: string;
  title: string;
  /** Where their review stands. */
  address: string;
  reviewedOn: string | null;
  rating: ForeignRating;
  /** What of ours comes nearest; null where that cannot be said. */
  status: VerificationStatus | null;
  language: string;
  /** Their record as it came. */
  original: string;
}

/** One ClaimReview of a file: what it holds, or why it holds no finding. */
export type FoundReview = { place: string; title: string } & (
  { finding: EarlierFinding; leftOut: string[] } | { trouble: string }
);

/** As many as are taken at once. */
export const MOST_REVIEWS = 5_000;

/**
 * The ClaimReviews in JSON-LD, wherever they stand in it, in order. Takes what the web has: no `@context`, lists where one
 * is meant and one where a list is, numbers as text, graphs, feeds, reviews inside articles. Refuses what holds none.
 */
export function readClaimReviews(trees: readonly unknown[]): FoundReview[] {
  const reviews = trees.flatMap(reviewsIn);
  if (reviews.length === 0) throw new Refusal('invalid', 'There is no ClaimReview in it.');
  if (reviews.length > MOST_REVIEWS) {
    const [many, most] = [reviews.length, MOST_REVIEWS].map((count) => count.toLocaleString('en'));
    throw new Refusal('too_large', `There are ${many} ClaimReviews in it; at most ${most} are taken at once.`);
  }
  return reviews.map((review, at) => {
    const read = readReview(review);
    const title = 'finding' in read ? read.finding.claim : onOneLine(textIn(review['name'] ?? review['headline']));
    return { place: `ClaimReview ${at + 1}`, title: title.slice(0, 300), ...read };
  });
}

/** Every ClaimReview of a tree, outer before inner. */
function reviewsIn(tree: unknown): Tree[] {
  const found: Tree[] = [];
  // Not by recursion: what strangers send may be deeper than a stack.
  const queue: unknown[] = [tree];
  while (queue.length > 0) {
    const node = queue.pop();
    if (Array.isArray(node)) {
      for (let at = node.length - 1; at >= 0; at -= 1) queue.push(node[at]);
    } else if (isObject(node)) {
      if (typesIn(node).includes('claimreview')) found.push(node);
      for (const inner of Object.values(node).toReversed()) queue.push(inner);
    }
  }
  return found;
}

const LONGEST_CLAIM = 2_000;
const LONGEST_ORIGINAL = 50_000;

function readReview(review: Tree): { finding: EarlierFinding; leftOut: string[] } | { trouble: string } {
  const leftOut: string[] = [];
  const reviewed = firstObject(review['itemReviewed']);
  const claim = onOneLine(
    textIn(review['claimReviewed']) ||
      textIn(reviewed['text'] ?? reviewed['description'] ?? reviewed['name'] ?? reviewed['headline']),
  );
  if (claim === '') return { trouble: 'It does not say what claim it is about.' };
  if (claim.length > LONGEST_CLAIM) return { trouble: `Its claim has more than ${LONGEST_CLAIM} characters.` };
  const day = (what: string, value: unknown): string | null => {
    const said = onOneLine(textIn(value));
    const read = said === '' ? null : readDate(said);
    if (said !== '' && read === null) leftOut.push(`${what} “${said.slice(0, 60)}”`);
    return read;
  };
  const address = (what: string, value: unknown): string => {
    const said = onOneLine(textIn(value));
    const read = webAddress(said);
    if (said !== '' && read === null) leftOut.push(`${what} “${said.slice(0, 60)}”`);
    return read ?? '';
  };
  const rating = readRating(review['reviewRating']);
  const original = asItCame(review);
  if (original === '') leftOut.push('its record as it came, which is too long');
  const made: EarlierFinding = {
    claim,
    claimant: line(namesIn(reviewed['author'] ?? review['claimAuthor'])),
    claimedOn: day('day of the claim', reviewed['datePublished'] ?? reviewed['dateCreated']),
    appearances: addressesIn([
      reviewed['appearance'],
      reviewed['firstAppearance'],
      reviewed['url'],
      reviewed['sameAs'],
    ]),
    publisher: line(namesIn(review['author']) || namesIn(review['publisher'])),
    title: line(textIn(review['headline'] ?? review['name'])),
    address: address('address', review['url'] ?? review['@id'] ?? review['mainEntityOfPage']),
    reviewedOn: day('day of the review', review['datePublished'] ?? review['dateCreated'] ?? review['dateModified']),
    rating,
    status: ourStatusFor(rating),
    language: onOneLine(textIn(review['inLanguage'])).slice(0, 35),
    original,
  };
  if (rating.words === '' && rating.value === '') leftOut.push('a rating, which it does not give');
  return { finding: made, leftOut };
}

/** Empty where it is too long, or too deep to be written. */
function asItCame(review: Tree): string {
  try {
    const text = keepable(JSON.stringify(review));
    return text.length > LONGEST_ORIGINAL ? '' : text;
  } catch {
    return '';
  }
}

const line = (text: string): string => onOneLine(text).slice(0, 300);

function readRating(value: unknown): ForeignRating {
  const rating = firstObject(value);
  const words = [rating['alternateName'], rating['name'], rating['ratingExplanation'], value].map((each) =>
    typeof each === 'object' && !Array.isArray(each) ? '' : onOneLine(textIn(each)),
  );
  return {
    words: words.find((each) => each !== '')?.slice(0, 500) ?? '',
    value: numberIn(rating['ratingValue']),
    best: numberIn(rating['bestRating']),
    worst: numberIn(rating['worstRating']),
  };
}

function addressesIn(values: readonly unknown[]): string[] {
  const found = values.flat().flatMap((each) => {
    const said = isObject(each) ? textIn(each['url'] ?? each['@id']) : textIn(each);
    return webAddress(onOneLine(said)) ?? [];
  });
  return [...new Set(found)].slice(0, 50);
}

const firstObject = (value: unknown): Tree => [value].flat().find(isObject) ?? {};
