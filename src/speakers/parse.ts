import { z } from 'zod';
import { ATTRIBUTION_KINDS } from '../core/attribution.ts';
import { GROUND_RULES } from '../core/sourcing.ts';
import { id, line, needed, oneOf, prose, version, wholeNumber } from '../web/parse.ts';

export const SpeakerAddress = z.object({ speakerId: id });
export const ListQuery = z.object({ q: line(200).default(''), after: id.nullish().default(null) });
/** Which page of the claims. */
export const ClaimsQuery = z.object({ page: z.coerce.number().int().min(1).max(10_000).catch(1).default(1) });

export const AmendForm = z.object({
  version,
  name: needed(line(), 'A speaker needs a name or a description.'),
  kind: oneOf(ATTRIBUTION_KINDS),
  groundRules: oneOf(GROUND_RULES),
  terms: prose(2_000),
  whyUnnamed: prose(2_000),
  people: z
    .union([z.literal('').transform(() => null), z.null(), wholeNumber], 'A whole number is needed.')
    .refine((value) => value === null || value <= 10_000, 'At most 10,000.'),
});

export const Seen = z.object({ version });
