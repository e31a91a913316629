import { z } from 'zod';
import { ATTRIBUTION_KINDS, MANNERS } from '../core/attribution.ts';
import { ATTRIBUTION_CHECKS } from '../core/check.ts';
import type { Words } from '../core/placing.ts';
import { CLAIM_TYPES, RISKS } from '../core/suggest.ts';
import { id, line, needed, oneOf, prose, tick, version, wholeNumber } from '../web/parse.ts';

/** What may be sent about a claim, through whichever door. */

export const Seen = z.object({ version });

/** Words by offsets, by quotation, or both: then the offsets tell which place of the quotation is meant. */
export const MarkForm = z.object({
  /** The revision that was looked at; left out, a quotation is looked for in the newest. */
  revisionId: id.nullish().default(null),
  start: wholeNumber.optional(),
  end: wholeNumber.optional(),
  quotation: prose(20_000).default(''),
  statement: prose().default(''),
  type: oneOf(CLAIM_TYPES).default('other'),
  risk: oneOf(RISKS).default('normal'),
  suggestionId: id.optional(),
  hedged: tick,
  /** Keeps the credit that came with the suggestion. */
  credited: tick,
});

export const DetailsForm = Seen.extend({
  statement: needed(prose(), 'A claim needs a statement.'),
  type: oneOf(CLAIM_TYPES),
  risk: oneOf(RISKS),
});
export const AttributionForm = Seen.extend({
  source: needed(line(), 'Give the words of the text that say who it was.'),
  cue: line(),
  kind: oneOf(ATTRIBUTION_KINDS),
  manner: oneOf(MANNERS),
  speaker: line(),
});
export const AttributionCheckForm = Seen.extend({ check: oneOf(ATTRIBUTION_CHECKS), note: line(2_000).default('') });
/** Where a claim stands that was lost: by offsets into the newest revision, by quotation, or both. */
export const PlaceForm = Seen.extend({
  start: wholeNumber.optional(),
  end: wholeNumber.optional(),
  quotation: prose(20_000).default(''),
});
export const WithdrawalForm = Seen.extend({ reason: line(2_000).default('') });

/** Which words are meant by what was sent. */
export function wordsMeant({
  start,
  end,
  quotation,
}: Pick<z.infer<typeof MarkForm>, 'start' | 'end' | 'quotation'>): Words {
  const chosen = start !== undefined && end !== undefined ? { start, end } : null;
  return chosen && quotation === '' ? chosen : { quotation, near: chosen };
}
