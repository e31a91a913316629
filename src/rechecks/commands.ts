import { getArticleId } from '../articles/queries.ts';
import { RECHECK_CAUSE_WORDS } from '../core/wording.ts';
import { readArgs, type Command } from '../terminal/command.ts';
import { listRechecks } from './queries.ts';

export const recheckCommands: Command[] = [
  {
    name: 'rechecks',
    takes: 'ARTICLE',
    does: 'lists the claims that wait for another look, and why',
    async run(args, { db, person, say }) {
      const { article } = readArgs(args, ['article'], []);
      for (const each of await listRechecks(db, person, await getArticleId(db, person, article))) {
        const why = each.inText ? RECHECK_CAUSE_WORDS[each.recheckCause!] : 'no longer in the text';
        say(`claim ${each.number}: ${why}`);
      }
    },
  },
];
