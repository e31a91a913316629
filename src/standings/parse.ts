import { z } from 'zod';
import { STANDINGS } from '../core/sourcing.ts';
import { id, needed, oneOf, partialDay, prose, version } from '../web/parse.ts';

/** What may be sent about the standing of a source, through whichever door. */
export const StandingForm = z.object({
  version,
  standing: oneOf(STANDINGS),
  reason: needed(prose(2_000), 'Say why.'),
  on: partialDay.nullable().default(null),
});

export const SourceAddress = z.object({ sourceId: id });

/** Which standing is thought through, and which page of the claims is looked at. */
export const StandingQuery = z.object({
  to: z.enum(STANDINGS).nullish().catch(null).default(null),
  page: z.coerce.number().int().min(1).catch(1).default(1),
});
