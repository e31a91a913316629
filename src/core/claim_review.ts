import type { VerificationStatus } from './check.ts';
import type { ReportedClaim, ReportHead } from './report.ts';

/** What it takes to tell the world of a finding. */
export interface Reviewer {
  newsroom: string;
  status: (code: VerificationStatus) => string;
}

/**
 * The rating of a finding from 1 to 5, for the four that have one. The others say that it cannot be settled, or that
 * there is nothing to settle: no number means that.
 */
const RATINGS: Partial<Record<VerificationStatus, number>> = {
  verified: 5,
  verified_fix: 4,
  needs_context: 3,
  incorrect: 1,
};

/** Why no finding of an article may be published as ClaimReview, as a sentence; null where those may that are fit for it. */
export function reviewsBlocked({ plan }: Pick<ReportHead, 'plan'>): string | null {
  if (plan.state !== 'published') return 'The article is not marked as published, and so no finding of it is.';
  if (!plan.claimReview) return 'No editor has allowed the findings of this article to be published.';
  return null;
}

/** Whether a finding is fit to be published: it is signed off and holds, and the text credits the claim to somebody else. */
export function isReviewable(claim: ReportedClaim): boolean {
  const [credit] = claim.attribution;
  return (
    claim.stage === 'signed_off' &&
    claim.signOff !== null &&
    claim.recheckCause === null &&
    credit !== undefined &&
    credit.kind !== 'author'
  );
}

/** One finding as schema.org's ClaimReview. Only what is fit for it is to be handed in. */
export function claimReviewOf(claim: ReportedClaim, { article }: Pick<ReportHead, 'article'>, say: Reviewer): object {
  const [credit] = claim.attribution;
  const ratingValue = RATINGS[claim.status];
  const appearance = {
    '@type': 'Article',
    headline: article.title,
    ...(article.address && { url: article.address }),
    ...(article.byline && { author: { '@type': 'Person', name: article.byline } }),
    ...(article.publication && { publisher: { '@type': 'Organization', name: article.publication } }),
    ...(article.publishedOn && { datePublished: article.publishedOn }),
  };
  return {
    '@type': 'ClaimReview',
    '@id': `urn:uuid:${claim.id}`,
    ...(article.address && { url: article.address }),
    datePublished: claim.signOff!.at.slice(0, 10),
    author: { '@type': 'Organization', name: say.newsroom },
    claimReviewed: claim.statement,
    itemReviewed: {
      '@type': 'Claim',
      ...(credit!.kind === 'document'
        ? { firstAppearance: { '@type': 'CreativeWork', name: credit!.speaker } }
        : { author: authorOf(credit!) }),
      appearance,
    },
    reviewRating: {
      '@type': 'Rating',
      ...(ratingValue !== undefined && { ratingValue, bestRating: 5, worstRating: 1 }),
      alternateName: say.status(claim.status),
    },
  };
}

/** Somebody unnamed is described as the text describes them, and has no name. */
function authorOf({ kind, speaker }: ReportedClaim['attribution'][number]): object {
  if (kind === 'unnamed') return { '@type': 'Person', description: speaker };
  return { '@type': kind === 'organisation' ? 'Organization' : 'Person', name: speaker };
}
