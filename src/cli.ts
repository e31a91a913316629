import { readConfig, SettingsError } from './config.ts';
import { Refusal } from './core/refusal.ts';
import { extract } from './extract.ts';
import { follow } from './follow.ts';
import { schema } from './schema.ts';
import { verifyPackage } from './verify-package.ts';
import { Misuse, type Command, type OfflineCommand } from './terminal/command.ts';

/** Commands that read files and print. The others bring the whole desk with them, which is loaded when it is asked for. */
const OFFLINE_COMMANDS: OfflineCommand[] = [extract, follow, schema, verifyPackage];
const loadDesk = () => import('./at-desk.ts');
const loadDatabase = () => import('./backups.ts');

async function run(words: string[]): Promise<number> {
  const [name] = words;
  if (name === undefined || name === 'help' || name === '--help') {
    console.log(await usage());
    return name === undefined ? 2 : 0;
  }
  const offline = namedBy(words, OFFLINE_COMMANDS);
  const onDatabase = offline ? undefined : namedBy(words, (await loadDatabase()).DATABASE_COMMANDS);
  const command = offline ?? onDatabase ?? namedBy(words, (await loadDesk()).DESK_COMMANDS);
  if (!command) throw new Misuse(`There is no command “${name}”.\n${await usage()}`);
  const args = words.slice(command.name.split(' ').length);
  if (args.includes('--help')) {
    console.log(usageOf(command));
    return 0;
  }
  try {
    if (offline) await offline.run(args, { say, complain: (line) => console.error(line) });
    else if (onDatabase) await (await loadDatabase()).doAtDatabase(onDatabase, args, readConfig(process.env), say);
    else await (await loadDesk()).doAtDesk(command as Command, args, readConfig(process.env), { say, put });
  } catch (error) {
    if (error instanceof Misuse) throw new Misuse(`${error.message}\n${usageOf(command)}`);
    throw error;
  }
  return 0;
}

/** The command that the words begin with; of `sources` and `sources import` the longer one. */
function namedBy<Named extends { name: string }>(words: string[], commands: readonly Named[]): Named | undefined {
  const begins = commands.filter(({ name }) => name.split(' ').every((word, at) => words[at] === word));
  return begins.toSorted((a, b) => b.name.length - a.name.length)[0];
}

const say = (line: string) => process.stdout.write(`${line}\n`);

const put = (bytes: string | Uint8Array) =>
  new Promise<void>((resolve, reject) => {
    process.stdout.write(bytes, (error) => (error ? reject(error) : resolve()));
  });

const usageOf = ({ name, takes, does }: Omit<Command, 'run'>) => `usage: linecheck ${name} ${takes}\n  ${does}`;

async function usage(): Promise<string> {
  const commands = [
    ...OFFLINE_COMMANDS,
    ...(await loadDesk()).DESK_COMMANDS,
    ...(await loadDatabase()).DATABASE_COMMANDS,
  ];
  const lines = commands.map(({ name, takes, does }) => `  ${name} ${takes}\n      ${does}`);
  return [
    'usage: linecheck COMMAND …, where COMMAND is one of',
    ...lines,
    'ARTICLE is an id or a unique beginning of one; NUMBER is a claim’s number in its article.',
  ].join('\n');
}

/** What a Refusal says, each field's trouble on a line of its own. */
function refusalInWords({ message, fields }: Refusal): string {
  const troubles = Object.entries(fields).flatMap(([field, said]) =>
    said.filter((each) => !message.includes(each)).map((each) => `  ${field}: ${each}`),
  );
  return [message, ...troubles].join('\n');
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  process.exitCode = complain(error);
}

/** Tells what went wrong; returns the exit code for it. */
function complain(error: unknown): number {
  if (error instanceof Refusal) {
    console.error(refusalInWords(error));
    return 1;
  }
  if (error instanceof SettingsError) {
    console.error(error.message);
    return 1;
  }
  if (error instanceof Misuse) {
    console.error(error.message);
    return 2;
  }
  console.error(error);
  return 70;
}
