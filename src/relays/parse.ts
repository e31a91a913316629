import { z } from 'zod';
import { RELAY_KINDS } from '../core/sourcing.ts';
import { id, oneOf, prose, version } from '../web/parse.ts';

/** What may be sent about what a source passes on, through whichever door. */
export const RelayForm = z.object({
  version,
  relayedId: z.uuid('Choose the source that it passes on.'),
  kind: oneOf(RELAY_KINDS),
  words: prose(2_000).default(''),
});
export const Seen = z.object({ version });

export const SourceAddress = z.object({ sourceId: id });
export const RelayAddress = z.object({ sourceId: id, relayedId: id });
