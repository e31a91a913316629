import { z } from 'zod';
import { id } from '../web/parse.ts';

export const SnapshotAddress = z.object({ snapshotId: id });
export const SourceAddress = z.object({ sourceId: id });
export const SnapshotList = z.object({ before: z.coerce.date().nullish().catch(null).default(null) });
/** Which part of a long text. */
export const TextQuery = z.object({ part: z.coerce.number().int().min(1).catch(1).default(1) });
