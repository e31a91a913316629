import { z } from 'zod';
import { line } from '../web/parse.ts';

/** The list that a decision was made on, to come back to. What makes no sense leads to the whole of it. */
export const BackForm = z.object({
  suggestions: z.enum(['open', 'dismissed', 'all']).nullish().catch(null).default(null),
  part: z.coerce.number().int().min(2).nullish().catch(null).default(null),
  list: z.coerce.number().int().min(2).nullish().catch(null).default(null),
  next: z
    .string()
    .regex(/^(claim|suggestion)-\d{1,6}$/)
    .catch('claims-list')
    .default('claims-list'),
});

export const DismissalForm = z.object({ reason: line().default('') });
