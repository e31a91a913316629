import { Seen } from '../claims/parse.ts';
import { FIX_DECISIONS, VERIFICATION_STATUSES } from '../core/check.ts';
import { line, oneOf, prose } from '../web/parse.ts';

export const FindingForm = Seen.extend({
  status: oneOf(VERIFICATION_STATUSES),
  reason: prose().default(''),
  wording: prose()
    .default('')
    .transform((value) => value || null),
});
export const NoteForm = Seen.extend({ note: prose(2_000).default('') });
export const FixForm = Seen.extend({ fix: oneOf(FIX_DECISIONS), reason: line(2_000).default('') });
