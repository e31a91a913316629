import { z } from 'zod';
import { id } from '../web/parse.ts';

/** Either one notification, or all up to one. */
export const ReadingForm = z.union(
  [z.object({ one: id }), z.object({ upTo: id })],
  'Say which notifications were read.',
);

export const NotificationsQuery = z.object({ page: z.coerce.number().int().min(1).catch(1).default(1) });
