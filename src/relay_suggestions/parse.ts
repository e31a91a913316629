import { z } from 'zod';
import { id } from '../web/parse.ts';

/** What addresses of relay suggestions name, through whichever door. */
export const SourceAddress = z.object({ sourceId: id });
export const PairAddress = z.object({ sourceId: id, otherId: id });
