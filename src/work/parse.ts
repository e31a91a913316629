import { z } from 'zod';
import { WORK_LISTS } from './queries.ts';

export const WorkQuery = z.object({
  list: z.enum(WORK_LISTS).catch('mine').default('mine'),
  page: z.coerce.number().int().min(1).catch(1).default(1),
});
