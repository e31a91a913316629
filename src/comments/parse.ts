import { z } from 'zod';
import { needed, prose, version } from '../web/parse.ts';

const body = needed(prose(4_000), 'Say something.');

export const CommentForm = z.object({ body });
export const EditCommentForm = z.object({ version, body });
