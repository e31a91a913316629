import { z } from 'zod';
import { id } from '../web/parse.ts';

export const JobAddress = z.object({ jobId: id });
export const JobList = z.object({ before: id.nullish().default(null) });
/** `?wait` shows the job until it is done, and then what came of it. */
export const JobShown = z.object({ wait: z.string().nullish().default(null) });
