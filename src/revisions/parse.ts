import { z } from 'zod';
import { id, webAddress } from '../web/parse.ts';

/** A new text: pasted, or in a file that comes with the form. */
export const RevisionForm = z.object({
  revisionId: id,
  body: z.string().default(''),
  /** Whether the text itself comes, or is to be fetched from `address`. */
  way: z.enum(['text', 'address']).catch('text').default('text'),
  address: webAddress.default(''),
  /** The draft that the text was made from. */
  draft: id.nullish().default(null),
});
