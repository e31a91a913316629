import { z } from 'zod';
import type { About } from '../readers/found.ts';
import { day, id, line, needed, oneOf, share, tick, version, webAddress, wholeNumber } from '../web/parse.ts';
import { SENTENCE_KINDS } from '../core/suggest.ts';
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
/** One or several boxes of one name, or the list that JSON has; what is wrong with one is wrong with the field. */
const several = <T>(each: z.ZodType<T>, most: number) =>
  z
    .unknown()
    .optional()
    .transform((value = [], context): T[] => {
      const read = z
        .array(each)
        .max(most, `At most ${most.toLocaleString('en')} at once.`)
        .safeParse(Array.isArray(value) ? value : [value]);
      if (read.success) return read.data;
      context.addIssue({ code: 'custom', message: read.error.issues[0]!.message });
      return z.NEVER;
    });

export const ClearManyForm = z
  .object({
    revisionId: id,
    sentences: several(wholeNumber, 5_000),
    /** All untouched sentences that the reading takes for one of these. */
    kinds: several(oneOf(SENTENCE_KINDS), SENTENCE_KINDS.length),
    reason: line(500).default(''),
    /** Typed; counts for more than a button. */
    otherReason: line(500).default(''),
  })
  .transform(({ reason, otherReason, sentences, kinds, revisionId }) => ({
    revisionId,
    chosen: { positions: sentences, kinds },
    reason: otherReason || reason,
  }))
  .superRefine(({ chosen, reason }, context) => {
    if (chosen.positions.length + chosen.kinds.length === 0)
      context.addIssue({ code: 'custom', path: ['sentences'], message: 'Tick the sentences that are meant.' });
    if (reason === '')
      context.addIssue({ code: 'custom', path: ['otherReason'], message: 'Say why there is nothing to check.' });
  });
export const ClearingAddress = z.object({ articleId: id, clearingId: id });
export const LiftForm = z.object({ revisionId: id });
export const AcceptForm = z.object({ atLeast: share });
