import { z } from 'zod';
import type { About } from '../readers/found.ts';
import { day, id, line, needed, share, tick, version, webAddress, wholeNumber } from '../web/parse.ts';
import type { ArticleFields } from './queries.ts';

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
  /** Whether the text itself comes, or is to be fetched from `address`. */
  way: z.enum(['text', 'address']).catch('text').default('text'),
  /** The draft that the text was made from. */
  draft: id.nullish().default(null),
  accept: tick,
});
/** What was typed, and where nothing was, what was found. */
export function filledIn(typed: Partial<Nulled<ArticleFields>>, found: About | null): ArticleFields {
  return {
    title: typed.title || (found?.title ?? ''),
    byline: typed.byline || (found?.byline ?? ''),
    publication: typed.publication || (found?.publication ?? ''),
    publishedOn: typed.publishedOn || (found?.publishedOn ?? null),
    address: typed.address || (found?.address ?? ''),
  };
}

type Nulled<T> = { [Name in keyof T]: T[Name] | null };

export const AmendForm = AboutArticle.extend({ version, title: needed(line(), 'An article needs a title.') });
export const ClearForm = z.object({
  revisionId: id,
  sentence: wholeNumber,
  reason: needed(line(500), 'Say why there is nothing to check.'),
});
export const LiftForm = z.object({ revisionId: id });
export const AcceptForm = z.object({ atLeast: share });
