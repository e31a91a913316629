import { z } from 'zod';
import { id, needed, prose } from '../web/parse.ts';

export const OverrideForm = z.object({
  revisionId: id,
  reason: needed(prose(2_000), 'Say why the story may run all the same.'),
});
