import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { getArticleId } from '../articles/queries.ts';
import { CITATION_FORMATS, writeCitations } from '../core/citations.ts';
import { importSources } from '../source_imports/actions.ts';
import { readSources } from '../source_imports/parse.ts';
import { getImport } from '../imports/queries.ts';
import { listCitations } from '../sources/queries.ts';
import { Misuse, readArgs, type Command } from '../terminal/command.ts';
import { withoutNotes } from './wording.ts';

export const citationCommands: Command[] = [
  {
    name: 'sources import',
    takes: 'FILE',
    does: 'records the sources of a BibTeX, RIS or CSL-JSON file and says what became of each that was not new',
    async run(args, { db, person, say }) {
      const { file } = readArgs(args, ['file'], []);
      const importId = await importSources(db, person, readSources(path.basename(file), await readFile(file)));
      const { format, records } = await getImport(db, person, importId);
      for (const { place, title, outcome, why, leftOut } of records) {
        if (outcome !== 'new') say(`${outcome === 'known' ? 'there already' : 'refused'}  ${place}  ${title}  ${why}`);
        else if (leftOut.length > 0) say(`new  ${place}  ${title}  left out: ${leftOut.join(', ')}`);
      }
      const count = (outcome: string) => records.filter((each) => each.outcome === outcome).length;
      say(`${format}: ${count('new')} new, ${count('known')} there already, ${count('refused')} refused`);
    },
  },
  {
    name: 'sources export',
    takes: '--format bibtex|ris|csl [--article ARTICLE] [--search WORDS] [--tag TAG] [--notes] [--output FILE]',
    does: 'writes the citations of all sources, of an article’s, or of those found',
    async run(args, { db, person, say }) {
      const { options, flags } = readArgs(args, [], ['format', 'article', 'search', 'tag', 'output'], ['notes']);
      const format = CITATION_FORMATS.find((each) => each === options.format);
      if (!format) throw new Misuse(`--format is one of ${CITATION_FORMATS.join(', ')}.`);
      const asked = {
        q: options.search ?? '',
        tag: options.tag ?? '',
        ...(options.article ? { articleId: await getArticleId(db, person, options.article) } : {}),
      };
      const citations = await listCitations(db, person, asked);
      const written = writeCitations(format, flags.notes ? citations : citations.map(withoutNotes));
      if (options.output) await writeFile(options.output, written);
      else say(written.trimEnd());
    },
  },
];
