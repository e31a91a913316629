import { STATUS_WORDS } from '../core/wording.ts';
import { issuedInWords } from '../sources/wording.ts';
import type { StatusMark } from '../web/parts.ts';
import type { Finding, FindingRow } from './queries.ts';

/** "The Ledger, 14 June 2013". */
export function foundBy({ publisher, reviewedOn }: Pick<FindingRow, 'publisher' | 'reviewedOn'>): string {
  return [publisher || 'Others', reviewedOn && issuedInWords(reviewedOn)].filter(Boolean).join(', ');
}

/** What of ours comes nearest to their rating. */
export function nearestMark({ status }: Pick<FindingRow, 'status'>): StatusMark | null {
  return status === null ? null : { code: status, label: STATUS_WORDS[status].label };
}

/** Their rating as they give it: "“Mostly false” (2 of 1 to 5)". */
export function ratingInWords(
  rating: Pick<Finding, 'ratingWords' | 'ratingValue' | 'ratingBest' | 'ratingWorst'>,
): string {
  const { ratingWords, ratingValue, ratingBest, ratingWorst } = rating;
  const scale = ratingBest && ratingWorst ? ` of ${ratingWorst} to ${ratingBest}` : '';
  const number = ratingValue ? `${ratingValue}${scale}` : '';
  if (ratingWords === '') return number || 'No rating';
  return `“${ratingWords}”${number && ` (${number})`}`;
}
