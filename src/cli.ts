import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { articleCommands } from './articles/commands.ts';
import { claimCommands } from './claims/commands.ts';
import { readConfig, SettingsError } from './config.ts';
import { decodeBody } from './core/body.ts';
import { Refusal } from './core/refusal.ts';
import { readArticle } from './core/suggest.ts';
import { openLocalDesk } from './people/actions.ts';
import { whyUnreadable } from './readers/files.ts';
import { reportCommands } from './reports/commands.ts';
import { sourceCommands } from './sources/commands.ts';
import { openDesk } from './start.ts';
import { suggestionCommands } from './suggestions/commands.ts';
import { Misuse, type Command } from './terminal/command.ts';

/** Commands that work on the desk's database, beside the website or without it. */
const DESK_COMMANDS: Command[] = [
  ...articleCommands,
  ...suggestionCommands,
  ...claimCommands,
  ...sourceCommands,
  ...reportCommands,
];

const EXTRACT_USAGE = 'extract --format json|jsonl FILE…';

async function run([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help') {
    console.log(usage());
    return name === undefined ? 2 : 0;
  }
  if (name === 'extract') return extract(args);
  const command = DESK_COMMANDS.find((each) => each.name === name);
  if (!command) throw new Misuse(`There is no command “${name}”.\n${usage()}`);
  if (args.includes('--help')) {
    console.log(usageOf(command));
    return 0;
  }
  return onDesk(command, args);
}

async function onDesk(command: Command, args: string[]): Promise<number> {
  const config = readConfig(process.env);
  const log = pino({ level: config.logLevel }, pino.destination(2));
  const desk = await openDesk(config, { info: (words) => log.info(words), warn: (words) => log.warn(words) });
  try {
    const person = await openLocalDesk(desk.db);
    await command.run(args, { db: desk.db, person, newsroom: config.newsroom, say });
    return 0;
  } catch (error) {
    if (error instanceof Misuse) throw new Misuse(`${error.message}\n${usageOf(command)}`);
    throw error;
  } finally {
    await desk.close();
  }
}

/** Prints what was found in each file, in order; nothing at all if one of them cannot be read. Needs no database. */
async function extract(args: string[]): Promise<number> {
  const { values, positionals: files } = parseArgs({
    args,
    allowPositionals: true,
    options: { format: { type: 'string', default: 'json' } },
  });
  const { format } = values;
  if (format !== 'json' && format !== 'jsonl')
    throw new Misuse(`There is no format “${format}”.\nusage: linecheck ${EXTRACT_USAGE}`);
  if (files.length === 0) throw new Misuse(`Name a file.\nusage: linecheck ${EXTRACT_USAGE}`);
  if (format === 'json' && files.length > 1) {
    throw new Misuse(`The format json takes one file; jsonl takes many.\nusage: linecheck ${EXTRACT_USAGE}`);
  }
  const bodies: string[] = [];
  let failed = false;
  for (const file of files) {
    try {
      bodies.push(decodeBody(await readFile(file)));
    } catch (error) {
      failed = true;
      console.error(`${file}: ${whyUnreadable(error)}`);
    }
  }
  if (failed) return 1;
  for (const [index, file] of files.entries()) {
    const body = bodies[index]!;
    const { english, title, passages, sentences, attributions, claims } = readArticle(body);
    if (!english) console.error(`${file}: this does not read as English, so nothing is suggested.`);
    const found = { file, title, body, passages, sentences, attributions, claims };
    process.stdout.write(`${JSON.stringify(found, null, format === 'json' ? 2 : 0)}\n`);
  }
  return 0;
}

const say = (line: string) => process.stdout.write(`${line}\n`);

const usageOf = ({ name, takes, does }: Command) => `usage: linecheck ${name} ${takes}\n  ${does}`;

function usage(): string {
  const lines = [
    `  ${EXTRACT_USAGE}\n      prints what is found in texts, with no database`,
    ...DESK_COMMANDS.map(({ name, takes, does }) => `  ${name} ${takes}\n      ${does}`),
  ];
  return [
    'usage: linecheck COMMAND …, where COMMAND is one of',
    ...lines,
    'ARTICLE is an id or a unique beginning of one; NUMBER is a claim’s number in its article.',
  ].join('\n');
}

/** What a Refusal says, each field's trouble on a line of its own. */
function refusalInWords({ message, fields }: Refusal): string {
  const troubles = Object.entries(fields).flatMap(([field, said]) =>
    said.filter((each) => each !== message).map((each) => `  ${field}: ${each}`),
  );
  return [message, ...troubles].join('\n');
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  if (error instanceof Refusal) {
    console.error(refusalInWords(error));
    process.exitCode = 1;
  } else if (error instanceof SettingsError) {
    console.error(error.message);
    process.exitCode = 1;
  } else if (
    error instanceof Misuse ||
    (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
  ) {
    console.error(error.message);
    process.exitCode = 2;
  } else {
    console.error(error);
    process.exitCode = 70;
  }
}
