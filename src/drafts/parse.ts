import { z } from 'zod';
import { id, webAddress } from '../web/parse.ts';

export const DraftAddress = z.object({ jobId: id });

/** The draft that a page is made from, or none. */
export const DraftQuery = z.object({ draft: id.nullish().catch(null).default(null) });

/** Where an article is to be fetched from; empty where a file comes in its place. */
export const DraftForm = z.object({ address: webAddress.default(''), articleId: id.nullish().default(null) });
