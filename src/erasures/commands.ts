import { getArticle, getArticleId } from '../articles/queries.ts';
import { erasePerson } from '../people/actions.ts';
import { getPerson } from '../people/queries.ts';
import { readArgs, type Command } from '../terminal/command.ts';
import { parse, parseAddress } from '../web/parse.ts';
import { eraseArticle } from './actions.ts';
import { EraseArticleForm, PersonAddress } from './parse.ts';

export const erasureCommands: Command[] = [
  {
    name: 'erase',
    takes: 'ARTICLE --reason TEXT',
    does: 'takes an article out of the desk for good; of its history the hashes stay',
    async run(args, { db, person, say }) {
      const { article, options } = readArgs(args, ['article'], ['reason']);
      const articleId = await getArticleId(db, person, article);
      const { title, version } = await getArticle(db, person, articleId);
      const { reason } = parse(EraseArticleForm, { version, reason: options.reason ?? '' });
      await eraseArticle(db, person, articleId, version, reason);
      say(`“${title}” is erased.`);
    },
  },
  {
    name: 'erase-person',
    takes: 'ID',
    does: 'takes the name, mail address and account of somebody out of the desk for good; what they did stays',
    async run(args, { db, person, say }) {
      const { id } = readArgs(args, ['id'], []);
      const { personId } = parseAddress(PersonAddress, { personId: id });
      const { name, version } = await getPerson(db, personId);
      await erasePerson(db, person, personId, version);
      say(`${name} is erased.`);
    },
  },
];
