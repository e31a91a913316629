import { z } from 'zod';

/** Which part of the table. */
export const PartQuery = z.object({ part: z.coerce.number().int().min(1).catch(1).default(1) });
