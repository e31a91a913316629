import { countedMark, wordsOf } from '../claims/wording.ts';
import { countedAs } from '../core/check.ts';
import { readArgs, type Command } from '../terminal/command.ts';
import { parse } from '../web/parse.ts';
import { WorkQuery } from './parse.ts';
import { listWork } from './queries.ts';

export const workCommands: Command[] = [
  {
    name: 'work',
    takes: '[--list mine|waiting|recheck|unassigned] [--page N]',
    does: 'lists what waits for you, across articles',
    async run(args, { db, person, say }) {
      const { options } = readArgs(args, [], ['list', 'page']);
      const { list, page } = parse(WorkQuery, options);
      const { rows, totals } = await listWork(db, person, list, page);
      for (const row of rows) {
        say(`${row.articleId}  ${row.number}  ${countedMark(countedAs(row)).label}  ${wordsOf(row)}`);
      }
      say(`${rows.length} of ${totals[list]}`);
    },
  },
];
