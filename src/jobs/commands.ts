import { JOB_STATE_WORDS } from '../core/wording.ts';
import { readArgs, type Command } from '../terminal/command.ts';
import { listJobs } from './queries.ts';

export const jobCommands: Command[] = [
  {
    name: 'jobs',
    takes: '[--before ID]',
    does: 'lists what was asked for in the background, newest first',
    async run(args, { db, person, say }) {
      const { options } = readArgs(args, [], ['before']);
      const { rows, next } = await listJobs(db, person, options.before ?? null);
      for (const { id, state, title, result, refusal } of rows) {
        const said = refusal ?? result;
        say(`${id}  ${JOB_STATE_WORDS[state]}  ${title}${said === null ? '' : `: ${said}`}`);
      }
      if (next) say(`more: linecheck jobs --before ${next}`);
    },
  },
];
