import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { Person } from '../core/rights.ts';
import type { ClientConfig, Db, Log } from '../db/client.ts';
import type { FetchSettings } from '../fetching/fetch-page.ts';
import type { Newsroom } from '../web/render.ts';

/** What a command on the desk works with. */
export interface Terminal {
  db: Db;
  person: Person;
  newsroom: Newsroom;
  fetching: FetchSettings;
  /** Prints one line on standard output. */
  say: (line: string) => void;
  /** Hands bytes on to standard output as they are, and is back when they are taken. */
  put: (bytes: string | Uint8Array) => Promise<void>;
}

/** One thing that can be done from a terminal: the same action as the website's, through another door. */
export interface Command {
  name: string;
  /** What comes behind the name: `ARTICLE NUMBER --reason TEXT`. */
  takes: string;
  /** What it does, in one line. */
  does: string;
  run: (args: string[], terminal: Terminal) => Promise<void>;
}

/** One that needs no desk: it reads files and prints. */
export interface OfflineCommand extends Omit<Command, 'run'> {
  run: (args: string[], terminal: Pick<Terminal, 'say'> & { complain: (line: string) => void }) => Promise<void>;
}

/** One on the desk's database as it lies there: it is not opened as a desk, nor migrated, nor anybody's doing. */
export interface DatabaseCommand extends Omit<Command, 'run'> {
  run: (args: string[], at: { connection: string | ClientConfig; log: Log; say: Terminal['say'] }) => Promise<void>;
}

/** A command line that cannot be meant: told with the usage, exit 2. */
export class Misuse extends Error {}

type Texts<Name extends string> = Partial<Record<Name, string>>;

/**
 * Takes a command line apart: exactly `names` in order as positional arguments, and `options` that each take a text.
 * Throws `Misuse` where something is missing, too much or unknown.
 */
export function readArgs<Name extends string, Option extends string, Flag extends string = never>(
  args: string[],
  names: readonly Name[],
  options: readonly Option[],
  flags: readonly Flag[] = [],
): Record<Name, string> & { options: Texts<Option>; flags: Record<Flag, boolean> } {
  const config: NonNullable<ParseArgsConfig['options']> = {};
  for (const option of options) config[option] = { type: 'string' };
  for (const flag of flags) config[flag] = { type: 'boolean', default: false };
  const { values, positionals } = parsed(args, config);
  const missing = names[positionals.length];
  if (missing !== undefined) throw new Misuse(`${missing.toUpperCase()} is missing.`);
  if (positionals.length > names.length) throw new Misuse(`“${positionals[names.length]}” is too much.`);
  const named = Object.fromEntries(names.map((name, index) => [name, positionals[index]]));
  return { ...named, options: values, flags: values } as ReturnType<typeof readArgs<Name, Option, Flag>>;
}

/** The same for a command that takes one or many of something. */
export function readManyArgs<Option extends string>(
  args: string[],
  name: string,
  options: readonly Option[],
): { many: string[]; options: Texts<Option> } {
  const config = Object.fromEntries(options.map((option) => [option, { type: 'string' as const }]));
  const { values, positionals } = parsed(args, config);
  if (positionals.length === 0) throw new Misuse(`${name.toUpperCase()} is missing.`);
  return { many: positionals, options: values as Texts<Option> };
}

function parsed(args: string[], options: NonNullable<ParseArgsConfig['options']>) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) {
      throw new Misuse(error.message.split('. ')[0] ?? error.message);
    }
    throw error;
  }
}

/** A claim or sentence by its number, as people name it. */
export function readNumber(text: string, name: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Misuse(`${name} is a number from 1: “${text}” is none.`);
  return Number(text);
}
