import { z } from 'zod';
import { ATTRIBUTION_KINDS } from '../core/attribution.ts';
import { line, needed, oneOf, version } from '../web/parse.ts';

export const AmendForm = z.object({
  version,
  name: needed(line(), 'A speaker needs a name or a description.'),
  kind: oneOf(ATTRIBUTION_KINDS),
});
