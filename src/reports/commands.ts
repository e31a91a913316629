import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { getArticleId } from '../articles/queries.ts';
import { Refusal } from '../core/refusal.ts';
import { AsOfQuery } from '../history/parse.ts';
import { parse } from '../web/parse.ts';
import { Misuse, readArgs, type Command } from '../terminal/command.ts';
import { discloseReport } from './actions.ts';
import { UNWATCHED } from './face.ts';
import { FACES } from './faces.ts';

const FORMATS = FACES.map(({ format }) => format);

export const reportCommands: Command[] = [
  {
    name: 'report',
    takes: `ARTICLE [--format ${FORMATS.join('|')}] [--output FILE] [--as-of TIME] [--entry NUMBER] [--confidential]`,
    does: 'writes the claim and source report to a file, or to standard output: as things stand, or as they stood',
    async run(args, { db, person, newsroom, put }) {
      const { article, options, flags } = readArgs(
        args,
        ['article'],
        ['format', 'output', 'as-of', 'entry'],
        ['confidential'],
      );
      const { format = 'html', output = '-' } = options;
      const face = FACES.find((each) => each.format === format);
      if (!face) throw new Misuse(`There is no format “${format}”; there are ${FORMATS.join(', ')}.`);
      const articleId = await getArticleId(db, person, article);
      const asOf = parse(AsOfQuery, options);
      const asked = flags.confidential
        ? await discloseReport(db, person, { articleId, asOf, format })
        : { person, articleId, asOf, confidential: false };
      const bytes = face.write(db, { ...asked, newsroom, ...UNWATCHED });
      if (output !== '-') await writeWhole(output, bytes);
      else for await (const chunk of bytes) await put(chunk);
    },
  },
];

/** A file is there whole or not at all. */
async function writeWhole(file: string, bytes: AsyncIterable<string | Uint8Array>): Promise<void> {
  const part = `${file}.part`;
  try {
    await pipeline(bytes, createWriteStream(part));
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true }).catch(() => {});
    if (error instanceof Error && 'syscall' in error) {
      throw new Refusal('invalid', `${file} cannot be written: ${error.message}`);
    }
    throw error;
  }
}
