import type { ReportedClaim, ReportHead } from './report.ts';

/** Offsets of a text in Unicode code points, as the Web Annotation model counts them, for its offsets in UTF-16. */
export function codePointsOf(text: string): (offset: number) => number {
  const pairs: number[] = [];
  for (let at = 0; at < text.length - 1; at += 1) {
    if (text.codePointAt(at)! > 0xffff) {
      at += 1;
      pairs.push(at);
    }
  }
  return (offset) => offset - countBelow(pairs, offset);
}

/** How many of these ascending numbers are below another. */
function countBelow(numbers: readonly number[], bound: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers[middle]! < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many code units of the text around it help to find a quotation again. */
const AROUND = 32;

export interface AnnotatedText {
  body: string;
  codePoints: (offset: number) => number;
}

/**
 * A claim as a W3C Web Annotation on its words: what is claimed, the finding in our word for it, and why. Words that are
 * no longer in the text are quoted without a place.
 */
export function annotationOf(
  claim: ReportedClaim,
  { article }: Pick<ReportHead, 'article'>,
  { body, codePoints }: AnnotatedText,
  label: string,
): object {
  const { start, end, exact, finding } = claim;
  const quote = { type: 'TextQuoteSelector', exact };
  const selector = claim.inText
    ? [
        {
          ...quote,
          prefix: body.slice(Math.max(0, start - AROUND), start).toWellFormed(),
          suffix: body.slice(end, end + AROUND).toWellFormed(),
        },
        { type: 'TextPositionSelector', start: codePoints(start), end: codePoints(end) },
      ]
    : [quote];
  return {
    id: `urn:uuid:${claim.id}`,
    type: 'Annotation',
    motivation: 'assessing',
    ...(finding && { creator: { type: 'Person', name: finding.givenBy }, created: finding.givenAt }),
    body: [
      textBody('describing', claim.statement),
      textBody('classifying', label),
      ...(finding?.reason ? [textBody('commenting', finding.reason)] : []),
    ],
    target: { source: article.address || `urn:uuid:${article.id}`, selector },
  };
}

const textBody = (purpose: string, value: string) => ({ type: 'TextualBody', purpose, value, format: 'text/plain' });
