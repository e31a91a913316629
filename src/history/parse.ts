import { z } from 'zod';
import { HISTORY_THINGS } from '../core/history-things.ts';
import { id, wholeNumber } from '../web/parse.ts';

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

/** The addresses of pages and files that take such a moment. */
export const KEPT_PAGES = /^\/(?:articles|claims)\/[0-9a-f-]{36}(?:\/provenance|\/report(?:\.\w+)?)?$/;

/** The moment at which somebody wants to see an article: a time, or what an entry of history left behind. */
export const AsOfQuery = z.object({
  'as-of': moment.nullish().default(null),
  entry: wholeNumber.nullish().default(null),
});

const number = z
  .literal('')
  .transform(() => null)
  .or(z.coerce.number().int().min(1).max(1_000_000_000))
  .nullish()
  .catch(null)
  .default(null);

/** Which entries are wanted, up to which; a filter that does not exist shows everything. */
export const HistoryQuery = z.object({
  before: wholeNumber.nullish().default(null),
  thing: z.enum(HISTORY_THINGS).nullish().catch(null).default(null),
  by: id.nullish().catch(null).default(null),
  claim: number,
  /** Only what is in the chain of the desk. */
  of: z.enum(['desk']).nullish().catch(null).default(null),
});
