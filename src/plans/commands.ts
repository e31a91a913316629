import { getArticleId } from '../articles/queries.ts';
import { PLAN_MOVES } from '../core/plan.ts';
import { ARTICLE_STATE_WORDS } from '../core/wording.ts';
import { readArgs, type Command } from '../terminal/command.ts';
import { parse } from '../web/parse.ts';
import { moveArticle } from './actions.ts';
import { MoveForm } from './parse.ts';
import { getPlan } from './queries.ts';

export const planCommands: Command[] = [
  {
    name: 'move',
    takes: `ARTICLE [--to ${PLAN_MOVES.join('|')}]`,
    does: 'moves an article on its way over the desk, and prints where it is',
    async run(args, { db, person, say }) {
      const { article, options } = readArgs(args, ['article'], ['to']);
      const articleId = await getArticleId(db, person, article);
      if (options.to !== undefined) {
        const { version } = await getPlan(db, articleId);
        const { move } = parse(MoveForm, { version, move: options.to });
        await moveArticle(db, person, articleId, version, move, new Date());
      }
      say(ARTICLE_STATE_WORDS[(await getPlan(db, articleId)).state]);
    },
  },
];
