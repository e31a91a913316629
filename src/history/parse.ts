import { z } from 'zod';
import { wholeNumber } from '../web/parse.ts';

/** A moment with its zone, to the minute or finer: `2026-11-23T18:00Z`, `2026-11-23T19:00:30.250+01:00`. */
export const moment = z
  .string()
  .trim()
  .regex(
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/,
    'A moment such as 2026-11-23T18:00Z is needed.',
  )
  .transform((words) => new Date(words))
  .refine((date) => !Number.isNaN(date.getTime()), 'There is no such moment.');

/** The moment at which somebody wants to see an article: a time, or what an entry of history left behind. */
export const AsOfQuery = z.object({
  'as-of': moment.nullish().default(null),
  entry: wholeNumber.nullish().default(null),
});
