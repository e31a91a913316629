import { z } from 'zod';
import { QUERY_OUTCOMES } from '../core/author_query.ts';
import { day, id, line, needed, oneOf, prose, version } from '../web/parse.ts';

/** What may be sent about a query to the writer, through whichever door. */

export const AskForm = z.object({
  version,
  askedOf: id,
  question: needed(prose(4_000), 'Ask something.'),
  dueOn: day.default(null),
});
export const AnswerForm = z.object({ version, answer: needed(prose(), 'Give the answer.') });
export const SettleForm = z.object({ version, outcome: oneOf(QUERY_OUTCOMES), note: line(2_000).default('') });

export const QueriesQuery = z.object({
  list: z.enum(['mine', 'asked', 'open', 'answered']).catch('mine').default('mine'),
  page: z.coerce.number().int().min(1).catch(1).default(1),
});
