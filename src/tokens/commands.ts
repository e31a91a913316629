import { Refusal } from '../core/refusal.ts';
import { findByMail } from '../people/queries.ts';
import { readArgs, type Command } from '../terminal/command.ts';
import { parse } from '../web/parse.ts';
import { makeToken } from './actions.ts';
import { TokenBody } from './parse.ts';

export const tokenCommands: Command[] = [
  {
    name: 'token',
    takes: 'MAIL --name TEXT [--scopes read,annotate,review,admin] [--days NUMBER]',
    does: 'makes a token for a person’s programs and prints it, this once; it reads, for 90 days, where not said otherwise',
    async run(args, { db, say }) {
      const { mail, options } = readArgs(args, ['mail'], ['name', 'scopes', 'days']);
      const owner = await findByMail(db, mail);
      if (!owner) throw new Refusal('not_found', `Nobody here has the mail address ${mail}.`);
      const scopes = (options.scopes ?? 'read').split(',').map((scope) => scope.trim());
      say(
        await makeToken(db, owner, parse(TokenBody, { name: options.name ?? '', days: options.days ?? '90', scopes })),
      );
    },
  },
];
