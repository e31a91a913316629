import { readFile } from 'node:fs/promises';
import { decodeBody } from './core/body.ts';
import { Refusal } from './core/refusal.ts';
import { readArticle } from './core/suggest.ts';
import { Misuse, readManyArgs, type OfflineCommand } from './terminal/command.ts';
import { whyUnreadable } from './readers/files.ts';

/** What the reading of a text finds, for a terminal and for measuring it. */
export const extract: OfflineCommand = {
  name: 'extract',
  takes: '--format json|jsonl FILE…',
  does: 'prints what is found in texts, with no database',
  async run(args, { say, complain }) {
    const { many: files, options } = readManyArgs(args, 'file', ['format']);
    const { format = 'json' } = options;
    if (format !== 'json' && format !== 'jsonl') throw new Misuse(`There is no format “${format}”.`);
    if (format === 'json' && files.length > 1) throw new Misuse('The format json takes one file; jsonl takes many.');
    // All files are read before anything is said: half an answer is worse than none.
    const bodies = await readAll(files);
    for (const [index, file] of files.entries()) {
      const body = bodies[index]!;
      const { english, title, passages, sentences, attributions, claims } = readArticle(body);
      if (!english) complain(`${file}: this does not read as English, so nothing is suggested.`);
      const found = { file, title, body, passages, sentences, attributions, claims };
      say(JSON.stringify(found, null, format === 'json' ? 2 : 0));
    }
  },
};

/** The files' exact texts, or one Refusal with a line for each that could not be read. */
async function readAll(files: readonly string[]): Promise<string[]> {
  const bodies: string[] = [];
  const troubles: string[] = [];
  for (const file of files) {
    try {
      bodies.push(decodeBody(await readFile(file)));
    } catch (error) {
      troubles.push(`${file}: ${whyUnreadable(error)}`);
    }
  }
  if (troubles.length > 0) throw new Refusal('invalid', troubles.join('\n'));
  return bodies;
}
