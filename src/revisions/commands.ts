import { getArticle, getArticleId } from '../articles/queries.ts';
import { OUTCOMES } from '../core/anchor.ts';
import { comeFrom, textOf } from '../snapshots/came.ts';
import { readArgs, type Command } from '../terminal/command.ts';
import { addRevision } from './actions.ts';

export const revisionCommands: Command[] = [
  {
    name: 'revise',
    takes: 'ARTICLE FILE|ADDRESS',
    does: 'brings in a new text of an article, from a file or a web page, and says how its claims fared',
    async run(args, { db, person, fetching, say }) {
      const { article, file } = readArgs(args, ['article', 'file'], []);
      const articleId = await getArticleId(db, person, article);
      const { revisionId } = await getArticle(db, person, articleId);
      const { body, origin } = await textOf(await comeFrom(file, fetching));
      const { revision, outcomes } = await addRevision(db, person, articleId, revisionId, body, origin);
      say(`revision ${revision}: ${OUTCOMES.map((outcome) => `${outcomes[outcome]} ${outcome}`).join(', ')}`);
    },
  },
];
