import { z } from 'zod';
import { id, line, needed, version } from '../web/parse.ts';

export const ArticleAddress = z.object({ articleId: id });
export const PersonAddress = z.object({ personId: id });
export const EraseArticleForm = z.object({ version, reason: needed(line(2_000), 'Say why it is erased.') });
export const ErasePersonForm = z.object({ version });
