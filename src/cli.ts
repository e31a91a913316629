import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { decodeBody } from './core/body.ts';
import { Refusal } from './core/refusal.ts';
import { readArticle } from './core/suggest.ts';

const USAGE = `usage: linecheck extract --format json|jsonl FILE…`;

/** A command line that cannot be meant. */
class Misuse extends Error {}

async function run(args: readonly string[]): Promise<number> {
  const [command, ...rest] = args;
  if (command === 'extract') return extract(rest);
  throw new Misuse(command === undefined ? 'Say what to do.' : `There is no command “${command}”.`);
}

/** Prints what was found in each file, in order; nothing at all if one of them cannot be read. */
async function extract(args: string[]): Promise<number> {
  const { values, positionals: files } = parseArgs({
    args,
    allowPositionals: true,
    options: { format: { type: 'string', default: 'json' } },
  });
  const { format } = values;
  if (format !== 'json' && format !== 'jsonl') throw new Misuse(`There is no format “${format}”.`);
  if (files.length === 0) throw new Misuse('Name a file.');
  if (format === 'json' && files.length > 1) throw new Misuse('The format json takes one file; jsonl takes many.');

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
  files.forEach((file, i) => {
    const body = bodies[i]!;
    const { english, title, passages, sentences, attributions, claims } = readArticle(body);
    if (!english) console.error(`${file}: this does not read as English, so nothing is suggested.`);
    const found = { file, title, body, passages, sentences, attributions, claims };
    process.stdout.write(`${JSON.stringify(found, null, format === 'json' ? 2 : 0)}\n`);
  });
  return 0;
}

function whyUnreadable(error: unknown): string {
  if (error instanceof Refusal) return error.message;
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOENT') return 'There is no such file.';
  if (code === 'EISDIR') return 'This is a folder.';
  if (code === 'EACCES') return 'This file may not be read.';
  throw error;
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  const misused =
    error instanceof Misuse ||
    (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));
  console.error(misused && error instanceof Error ? `${error.message}\n${USAGE}` : error);
  process.exitCode = misused ? 2 : 70;
}
