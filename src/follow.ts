import { readFile } from 'node:fs/promises';
import { follow as followSpans, parseSpans } from './core/anchor.ts';
import { decodeBody } from './core/body.ts';
import { Refusal } from './core/refusal.ts';
import { whyUnreadable } from './readers/files.ts';
import { Misuse, readArgs, type OfflineCommand } from './terminal/command.ts';

/** How spans of one text fare in the next, for a terminal and for measuring it. */
export const follow: OfflineCommand = {
  name: 'follow',
  takes: 'OLD NEW --spans FILE [--format json]',
  does: 'says where spans of one text stand in the next, with no database',
  async run(args, { say }) {
    const { old, new: next, options } = readArgs(args, ['old', 'new'], ['spans', 'format']);
    if (options.spans === undefined) throw new Misuse('Name the file with the spans.');
    if ((options.format ?? 'json') !== 'json') throw new Misuse(`There is no format “${options.format}”.`);
    const before = await readAs(decodeBody, old);
    const after = await readAs(decodeBody, next);
    const spans = await readAs((bytes) => parseSpans(new TextDecoder().decode(bytes)), options.spans);
    say(JSON.stringify(followSpans(before, after, spans), null, 2));
  },
};

async function readAs<T>(read: (bytes: Uint8Array) => T, file: string): Promise<T> {
  try {
    return read(await readFile(file));
  } catch (error) {
    throw new Refusal('invalid', `${file}: ${whyUnreadable(error)}`);
  }
}
