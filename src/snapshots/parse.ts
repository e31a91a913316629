import { z } from 'zod';
import { id } from '../web/parse.ts';

export const SnapshotAddress = z.object({ snapshotId: id });
export const SourceAddress = z.object({ sourceId: id });
export const SnapshotList = z.object({ before: z.coerce.date().nullish().catch(null).default(null) });
/** Which other snapshot it is held against; by default the one before of the same page or file. */
export const ChangesQuery = z.object({ from: id.nullish().catch(null).default(null) });
/** Which part of a long text. */
export const TextQuery = z.object({ part: z.coerce.number().int().min(1).catch(1).default(1) });
