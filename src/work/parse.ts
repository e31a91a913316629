import { z } from 'zod';
import { WORK_LISTS } from './queries.ts';

/** Without a list, the page shows the first that has something in it. */
export const WorkPageQuery = z.object({
  list: z.enum(WORK_LISTS).nullable().catch(null).default(null),
  page: z.coerce.number().int().min(1).catch(1).default(1),
});

export const WorkQuery = z.object({
  list: z.enum(WORK_LISTS).catch('mine').default('mine'),
  page: z.coerce.number().int().min(1).catch(1).default(1),
});
