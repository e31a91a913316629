import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { getImport } from '../imports/queries.ts';
import { readArgs, type Command } from '../terminal/command.ts';
import { importFindings } from './actions.ts';
import { readReviews } from './parse.ts';

export const earlierFindingCommands: Command[] = [
  {
    name: 'import-findings',
    takes: 'FILE',
    does: 'brings in what others found: ClaimReviews as JSON-LD, or a saved page that carries them',
    async run(args, { db, person, say }) {
      const { file } = readArgs(args, ['file'], []);
      const importId = await importFindings(db, person, readReviews(path.basename(file), await readFile(file)));
      const { records } = await getImport(db, person, importId);
      for (const { place, outcome, title, why } of records) say(`${outcome}  ${place}  ${title}${why && `: ${why}`}`);
    },
  },
];
