import { z } from 'zod';
import { SCOPES } from '../core/rights.ts';
import { line, needed, oneOf, tick, wholeNumber } from '../web/parse.ts';

const days = wholeNumber.refine((value) => value >= 1 && value <= 366, 'From 1 to 366 days.');

/** As the page sends it: a tick for each scope. */
export const TokenForm = z
  .object({ name: needed(line(100)), days, read: tick, annotate: tick, review: tick, admin: tick })
  .transform(({ name, days: long, ...ticked }) => ({
    name,
    days: long,
    scopes: SCOPES.filter((scope) => ticked[scope]),
  }))
  .refine(({ scopes }) => scopes.length > 0, { message: 'Say what it is for.', path: ['read'] });

export const TokenBody = z.object({
  name: needed(line(100)),
  days,
  scopes: z.array(oneOf(SCOPES)).min(1, 'Say what it is for.'),
});
