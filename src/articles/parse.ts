import { z } from 'zod';
import { day, id, line, needed, share, tick, version, webAddress, wholeNumber } from '../web/parse.ts';

/** What may be sent about an article, through whichever door. */

const AboutArticle = z.object({
  byline: line().default(''),
  publication: line().default(''),
  publishedOn: day.default(null),
  address: webAddress.default(''),
});
export const ImportForm = AboutArticle.extend({
  title: line().default(''),
  body: z.string().default(''),
  accept: tick,
});
export const AmendForm = AboutArticle.extend({ version, title: needed(line(), 'An article needs a title.') });
export const ClearForm = z.object({
  revisionId: id,
  sentence: wholeNumber,
  reason: needed(line(500), 'Say why there is nothing to check.'),
});
export const LiftForm = z.object({ revisionId: id });
export const AcceptForm = z.object({ atLeast: share });
