import { z } from 'zod';
import { readDoi } from '../core/citations.ts';
import { id, line } from '../web/parse.ts';

export const ReadingAddress = z.object({ jobId: id });

/** The reading that a page is filled from, or none. */
export const ReadingQuery = z.object({ reading: id.nullish().catch(null).default(null) });

export const ReadingForm = z.object({
  from: line(2_000).refine(
    (value) => readDoi(value) !== null || (/^https?:\/\//i.test(value) && URL.canParse(value)),
    'A full web address, beginning with http:// or https://, or a DOI.',
  ),
});
