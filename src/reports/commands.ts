import { writeFile } from 'node:fs/promises';
import { getArticleId } from '../articles/queries.ts';
import { Refusal } from '../core/refusal.ts';
import type { Report } from '../core/report.ts';
import { AsOfQuery } from '../history/parse.ts';
import { parse } from '../web/parse.ts';
import { Misuse, readArgs, type Command } from '../terminal/command.ts';
import { fileOf, type Newsroom } from '../web/render.ts';
import { reportPage, reportView } from './pages.ts';
import { getReport } from './queries.ts';
import { reportCsv, reportJson } from './tables.ts';

/** Each face of the report as the text of a file. */
const FACES: Record<string, (report: Report, newsroom: Newsroom) => string> = {
  html: (report, newsroom) => fileOf(reportView, reportPage(report, newsroom.name, null), newsroom),
  csv: reportCsv,
  json: reportJson,
};

export const reportCommands: Command[] = [
  {
    name: 'report',
    takes: `ARTICLE [--format ${Object.keys(FACES).join('|')}] [--output FILE] [--as-of TIME] [--entry NUMBER]`,
    does: 'writes the claim and source report to a file, or to standard output: as things stand, or as they stood',
    async run(args, { db, person, newsroom, say }) {
      const { article, options } = readArgs(args, ['article'], ['format', 'output', 'as-of', 'entry']);
      const { format = 'html', output = '-' } = options;
      const face = Object.hasOwn(FACES, format) ? FACES[format] : undefined;
      if (!face) throw new Misuse(`There is no format “${format}”; there are ${Object.keys(FACES).join(', ')}.`);
      const report = await getReport(db, person, await getArticleId(db, person, article), parse(AsOfQuery, options));
      const content = face(report, newsroom);
      if (output === '-') say(content.replace(/\r?\n$/, ''));
      else await writeFile(output, content).catch((error: unknown) => unwritable(output, error));
    },
  },
];

function unwritable(file: string, error: unknown): never {
  throw new Refusal('invalid', `${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
}
