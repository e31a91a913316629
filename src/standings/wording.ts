import type { Standing } from '../core/sourcing.ts';
import { STANDING_WORDS } from '../core/wording.ts';
import { count } from '../claims/wording.ts';
import type { SourceStanding } from '../sources/queries.ts';
import { issuedInWords } from '../sources/wording.ts';
import type { FallingClaim, FallSlice } from './queries.ts';

/** "Retracted, 14 June 2013: the figures were made up."; null where it stands. */
export function fallenInWords({
  standing,
  standingOn,
  standingReason,
}: Omit<SourceStanding, 'standingSince'>): string | null {
  if (standing === 'standing') return null;
  return `${STANDING_WORDS[standing].label}${standingOn === null ? '' : `, ${issuedInWords(standingOn)}`}: ${standingReason}`;
}

/** The act of saying so: "Mark it as retracted". */
export const ACT_WORDS: Record<Standing, string> = {
  retracted: 'Mark it as retracted',
  disputed: 'Mark it as disputed',
  dead: 'Mark it as a dead link',
  standing: 'Say that it stands again',
};

/** What would become of a claim; null where nothing would. */
export function fateInWords({ recheck, lapses }: Pick<FallingClaim, 'recheck' | 'lapses'>): string | null {
  const parts = [
    ...(recheck === 'needed' ? ['needs re-check'] : []),
    ...(recheck === 'lifted' ? ['counts again'] : []),
    ...(lapses ? ['sign-off lapses'] : []),
  ];
  const words = parts.join(', ');
  return words === '' ? null : words.charAt(0).toUpperCase() + words.slice(1);
}

/** How many of the claims are touched, and how: "3 of 7 claims would need re-check; 1 sign-off would lapse." */
export function effectInWords({ to, total, needed, lifted, lapsing, fallen, articles }: FallSlice): string {
  const claims = count(total, 'claim');
  if (total === 0) return 'No claim rests on it.';
  const of = `${claims} in ${count(articles, 'article')}`;
  if (to === null)
    return fallen === 0
      ? `${of}, none of which needs re-check for it.`
      : `${fallen} of ${of} ${fallen === 1 ? 'needs' : 'need'} re-check.`;
  const parts = [
    ...(needed > 0 ? [`${needed} of ${of} would need re-check`] : []),
    ...(lifted > 0 ? [`${lifted} of ${of} would count again`] : []),
    ...(lapsing > 0 ? [`${count(lapsing, 'sign-off')} would lapse`] : []),
  ];
  if (parts.length > 0) return `${parts.join('; ')}.`;
  return to === 'standing'
    ? `${of}, none of which would count again for it.`
    : `${of} would show it; none would newly need re-check.`;
}
