import { overdue } from '../core/author_query.ts';
import { readArgs, type Command } from '../terminal/command.ts';
import { parse } from '../web/parse.ts';
import { dayAt } from '../web/render.ts';
import { answerQuery } from './actions.ts';
import { AnswerForm, QueriesQuery } from './parse.ts';
import { getAuthorQuery, listAuthorQueries } from './queries.ts';

export const authorQueryCommands: Command[] = [
  {
    name: 'queries',
    takes: '[--list mine|asked|open|answered]',
    does: 'lists queries to the writer, those due first',
    async run(args, { db, person, newsroom, say }) {
      const { options } = readArgs(args, [], ['list']);
      const { list } = parse(QueriesQuery, { list: options.list ?? 'open' });
      const today = dayAt(new Date(), newsroom.timeZone);
      for (const query of (await listAuthorQueries(db, person, list, 1)).rows) {
        const late = overdue({ ...query, answered: query.answer !== null }, today) ? 'OVERDUE ' : '';
        say(`${query.id}  claim ${query.claim}  ${late}${query.askedOf}  ${query.question.replace(/\s+/g, ' ')}`);
      }
    },
  },
  {
    name: 'answer',
    takes: 'QUERY --answer TEXT',
    does: 'answers a query, by its id',
    async run(args, { db, person }) {
      const { query: queryId, options } = readArgs(args, ['query'], ['answer']);
      const { version } = await getAuthorQuery(db, person, queryId);
      const { version: seen, answer } = parse(AnswerForm, { version, ...options });
      await answerQuery(db, person, queryId, seen, answer);
    },
  },
];
