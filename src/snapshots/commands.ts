import { readArgs, type Command } from '../terminal/command.ts';
import { recordLook } from './actions.ts';
import { keepAtOnce, lookAt } from './jobs.ts';
import { listSnapshots } from './queries.ts';

export const snapshotCommands: Command[] = [
  {
    name: 'snapshot',
    takes: 'SOURCE-ID [--file FILE]',
    does: 'keeps what a source’s address says now, or a file of it, and says whether it changed',
    async run(args, { db, person, fetching, say }) {
      const { source, options } = readArgs(args, ['source'], ['file']);
      const coming = { signal: new AbortController().signal, tell: () => {} };
      if (options.file !== undefined) {
        say(await keepAtOnce(db, person, source, options.file, fetching));
        return;
      }
      const look = await lookAt(db, person, source, fetching, coming);
      await db.transaction((tx) => recordLook(tx, person, source, look));
      say(look.note === '' ? look.outcome : `${look.outcome}: ${look.note}`);
    },
  },
  {
    name: 'snapshots',
    takes: 'SOURCE-ID',
    does: 'lists what is kept of a source, newest first',
    async run(args, { db, person, say }) {
      const { source } = readArgs(args, ['source'], []);
      const { rows } = await listSnapshots(db, person, source);
      for (const { id, takenAt, sha256, name, finalAddress } of rows) {
        say(`${id}  ${takenAt.toISOString()}  ${sha256.slice(0, 12)}  ${name || finalAddress}`);
      }
    },
  },
];
