import { getArticleId } from '../articles/queries.ts';
import { Refusal } from '../core/refusal.ts';
import { readArgs, type Command } from '../terminal/command.ts';
import { parse } from '../web/parse.ts';
import { overrideGate } from './actions.ts';
import { OverrideForm } from './parse.ts';
import { getGate } from './queries.ts';
import { obstacleWithNumbers } from './wording.ts';

export const gateCommands: Command[] = [
  {
    name: 'gate',
    takes: 'ARTICLE [--override REASON]',
    does: 'prints what stands in the way of an article, and exits 1 while anything does; --override lets it pass all the same',
    async run(args, { db, person, say }) {
      const { article, options } = readArgs(args, ['article'], ['override']);
      const articleId = await getArticleId(db, person, article);
      if (options.override !== undefined) {
        const { revisionId: newest } = await getGate(db, person, articleId, new Date());
        const { revisionId, reason } = parse(OverrideForm, { revisionId: newest, reason: options.override });
        await overrideGate(db, person, articleId, revisionId, reason, new Date());
      }
      const { inTheWay, override } = await getGate(db, person, articleId, new Date());
      if (override) say(`overridden by ${override.givenBy}: ${override.reason}`);
      for (const obstacle of inTheWay) say(obstacleWithNumbers(obstacle));
      if (inTheWay.length > 0) throw new Refusal('conflict', 'The article may not run yet.');
    },
  },
];
