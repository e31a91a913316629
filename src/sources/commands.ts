import { readArgs, type Command } from '../terminal/command.ts';
import { parse } from '../web/parse.ts';
import { recordSource } from './actions.ts';
import { SourceForm } from './parse.ts';
import { listSources } from './queries.ts';
import { sourceLine } from './wording.ts';

const OPTIONS = ['kind', 'title', 'author', 'publisher', 'issued', 'address', 'doi', 'tags', 'note'] as const;

export const sourceCommands: Command[] = [
  {
    name: 'source',
    takes:
      '--kind KIND --title TEXT [--author NAMES] [--publisher TEXT] [--issued DATE] [--address URL] [--doi DOI] ' +
      '[--tags LIST] [--note TEXT] [--anyway]',
    does: 'records a source and prints its id',
    async run(args, { db, person, say }) {
      const { options, flags } = readArgs(args, [], OPTIONS, ['anyway']);
      const { anyway, ...fields } = parse(SourceForm, { title: '', ...options, anyway: flags.anyway });
      say(await recordSource(db, person, fields, { anyway }));
    },
  },
  {
    name: 'sources',
    takes: '[--search WORDS] [--after ID]',
    does: 'lists the sources by title',
    async run(args, { db, person, say }) {
      const { options } = readArgs(args, [], ['search', 'after']);
      const { rows, next } = await listSources(db, person, options.search ?? '', options.after ?? null);
      for (const row of rows) say(`${row.id}  ${row.title}  (${sourceLine(row)})`);
      if (next) say(`more: linecheck sources --after ${next}`);
    },
  },
];
