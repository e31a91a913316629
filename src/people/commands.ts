import { readArgs, type Command } from '../terminal/command.ts';
import { parse } from '../web/parse.ts';
import { inviteAgain, takeOn } from './actions.ts';
import { PersonForm } from './parse.ts';
import { getPerson, listPeople } from './queries.ts';

export const peopleCommands: Command[] = [
  {
    name: 'people',
    takes: '[--search WORDS] [--after ID]',
    does: 'lists the people of the desk by name',
    async run(args, { db, say }) {
      const { options } = readArgs(args, [], ['search', 'after']);
      const { rows, next } = await listPeople(db, options.search ?? '', options.after ?? null);
      for (const { id, name, role, mail, leftAt } of rows) {
        say(`${id}  ${leftAt ? 'left' : role}  ${name}${mail === null ? '' : ` <${mail}>`}`);
      }
      if (next) say(`more: linecheck people --after ${next}`);
    },
  },
  {
    name: 'take-on',
    takes: 'MAIL --name NAME --role ROLE',
    does: 'takes somebody on and prints the path of a link, good once and for three days, to choose a password with',
    async run(args, { db, person, say }) {
      const { mail, options } = readArgs(args, ['mail'], ['name', 'role']);
      const { secret } = await takeOn(
        db,
        person,
        parse(PersonForm, { mail, name: options.name ?? '', role: options.role }),
      );
      say(`/invitations/${secret}`);
    },
  },
  {
    name: 'invite',
    takes: 'ID',
    does: 'prints the path of a new link for somebody who lost the password or the first link',
    async run(args, { db, person, say }) {
      const { id } = readArgs(args, ['id'], []);
      await getPerson(db, id);
      say(`/invitations/${await inviteAgain(db, person, id)}`);
    },
  },
];
