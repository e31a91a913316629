import { pino } from 'pino';
import type { Config } from './config.ts';
import { backUp, restore } from './db/backup.ts';
import { reachDatabase } from './start.ts';
import { readArgs, type DatabaseCommand, type Terminal } from './terminal/command.ts';

export const DATABASE_COMMANDS: DatabaseCommand[] = [
  {
    name: 'backup',
    takes: 'FILE',
    does: 'writes the whole desk, what is confidential included, into one file, as it stands at one moment; the website may go on meanwhile',
    async run(args, { connection, say }) {
      const { file } = readArgs(args, ['file'], []);
      const { rows } = await backUp(connection, file);
      say(`${file} has ${rows} rows.`);
    },
  },
  {
    name: 'restore',
    takes: 'FILE [--replace]',
    does: 'brings a backup into the database, all of it or nothing; with --replace where a desk is there already, which then goes',
    async run(args, { connection, log, say }) {
      const { file, flags } = readArgs(args, ['file'], [], ['replace']);
      const { rows } = await restore(connection, file, { log, replace: flags.replace });
      say(`${rows} rows are back from ${file}. verify-history says whether its record holds.`);
    },
  },
];

/** Does one thing with the database that the settings ask for. */
export async function doAtDatabase(
  command: DatabaseCommand,
  args: string[],
  config: Config,
  say: Terminal['say'],
): Promise<void> {
  const said = pino({ level: config.logLevel }, pino.destination(2));
  const log = { info: (words: string) => said.info(words), warn: (words: string) => said.warn(words) };
  const { connection, leave } = await reachDatabase(config, log);
  try {
    await command.run(args, { connection, log, say });
  } finally {
    await leave();
  }
}
