import { z } from 'zod';
import { id } from '../web/parse.ts';

export const ImportAddress = z.object({ importId: id });

export const OUTCOMES = ['new', 'known', 'refused'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const ShownQuery = z.object({
  outcome: z.enum(OUTCOMES).nullish().catch(null).default(null),
  page: z.coerce.number().int().min(1).catch(1).default(1),
});

/** A file's name as one line; names are whatever the sender says. */
export const nameOf = (name: string): string =>
  name
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, 200);
