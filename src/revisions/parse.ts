import { z } from 'zod';
import { id } from '../web/parse.ts';

/** A new text: pasted, or in a file that comes with the form. */
export const RevisionForm = z.object({ revisionId: id, body: z.string().default('') });
