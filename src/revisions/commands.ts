import { readFile as readBytes } from 'node:fs/promises';
import { getArticle, getArticleId } from '../articles/queries.ts';
import { OUTCOMES } from '../core/anchor.ts';
import { Refusal } from '../core/refusal.ts';
import { whyUnreadable } from '../readers/files.ts';
import { hasFormat, readFile } from '../readers/file.ts';
import { readText } from '../readers/text.ts';
import { readArgs, type Command } from '../terminal/command.ts';
import { addRevision } from './actions.ts';

export const revisionCommands: Command[] = [
  {
    name: 'revise',
    takes: 'ARTICLE FILE',
    does: 'brings in a new text of an article and says how its claims fared',
    async run(args, { db, person, say }) {
      const { article, file } = readArgs(args, ['article', 'file'], []);
      const articleId = await getArticleId(db, person, article);
      const { revisionId } = await getArticle(db, person, articleId);
      const bytes = await readBytes(file).catch((error: unknown) => {
        throw new Refusal('invalid', `${file}: ${whyUnreadable(error)}`);
      });
      const body = hasFormat(file) ? (await readFile(bytes, file)).body : readText(bytes);
      const { revision, outcomes } = await addRevision(db, person, articleId, revisionId, body);
      say(`revision ${revision}: ${OUTCOMES.map((outcome) => `${outcomes[outcome]} ${outcome}`).join(', ')}`);
    },
  },
];
