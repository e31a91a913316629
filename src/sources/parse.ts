import { z } from 'zod';
import { SOURCE_KINDS } from '../core/sourcing.ts';
import { id, line, needed, oneOf, partialDay, prose, version, webAddress } from '../web/parse.ts';

/** What may be sent about a source, through whichever door. */

export const SourceForm = z.object({
  kind: oneOf(SOURCE_KINDS),
  title: needed(line(), 'A source needs a title.'),
  author: line().default(''),
  publisher: line().default(''),
  issued: partialDay.default(null),
  address: webAddress.default(''),
  note: prose().default(''),
  speakerId: id.nullish().default(null),
});
export const AmendForm = SourceForm.omit({ speakerId: true }).extend({ version });
