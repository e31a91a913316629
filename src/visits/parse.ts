import { z } from 'zod';
import { id, wholeNumber } from '../web/parse.ts';

export const ArticleAddress = z.object({ articleId: id });
export const NewsQuery = z.object({ before: wholeNumber.nullish().default(null) });

/** The place in the article's history to which somebody was shown it. */
export const SeenForm = z.object({ upTo: wholeNumber });
