import { getArticle, getArticleId } from '../articles/queries.ts';
import { AcceptForm } from '../articles/parse.ts';
import { shortened } from '../core/history.ts';
import { Refusal } from '../core/refusal.ts';
import { REASON_WORDS } from '../core/wording.ts';
import type { Person } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { readArgs, readNumber, type Command } from '../terminal/command.ts';
import { parse } from '../web/parse.ts';
import { acceptSuggestionAsIs, acceptSuggestions, dismissSuggestion } from './actions.ts';
import { DismissalForm } from './parse.ts';
import { listSuggestions } from './queries.ts';

export const suggestionCommands: Command[] = [
  {
    name: 'suggestions',
    takes: 'ARTICLE [--all]',
    does: 'lists what the reading of the text found worth checking and nobody has decided on; --all lists what scores low too',
    async run(args, { db, person, say }) {
      const { article, flags } = readArgs(args, ['article'], [], ['all']);
      const { revisionId } = await getArticle(db, person, await getArticleId(db, person, article));
      for (const each of await listSuggestions(db, revisionId, { state: 'open', all: flags.all })) {
        const credit = each.credits[0] ? `  credited to ${each.credits[0].speaker}` : '';
        const reasons = each.reasons.map((reason) => REASON_WORDS[reason]).join(', ');
        say(
          `${each.position + 1}  ${each.checkworthiness.toFixed(2)}  ${shortened(each.exact)}${credit}  (${reasons})`,
        );
      }
    },
  },
  {
    name: 'accept',
    takes: 'ARTICLE [--suggestion NUMBER | --at-least SCORE]',
    does: 'makes a claim of one suggestion, or of all that score at least so much (0.5 if not said)',
    async run(args, { db, person, say }) {
      const { article, options } = readArgs(args, ['article'], ['suggestion', 'at-least']);
      const articleId = await getArticleId(db, person, article);
      if (options.suggestion === undefined) {
        const { atLeast } = parse(AcceptForm, { atLeast: options['at-least'] ?? '0.5' });
        say(`${await acceptSuggestions(db, person, articleId, atLeast)} claims made`);
        return;
      }
      const suggestionId = await suggestionIdOf(db, person, articleId, options.suggestion);
      const { number } = await acceptSuggestionAsIs(db, person, suggestionId);
      say(`claim ${number}`);
    },
  },
  {
    name: 'dismiss',
    takes: 'ARTICLE SUGGESTION [--reason TEXT]',
    does: 'says that a suggestion is not worth a claim',
    async run(args, { db, person }) {
      const { article, suggestion, options } = readArgs(args, ['article', 'suggestion'], ['reason']);
      const suggestionId = await suggestionIdOf(db, person, await getArticleId(db, person, article), suggestion);
      await dismissSuggestion(db, person, suggestionId, parse(DismissalForm, options).reason);
    },
  },
];

async function suggestionIdOf(db: Db, person: Person, articleId: string, number: string): Promise<string> {
  const position = readNumber(number, 'SUGGESTION') - 1;
  const { revisionId } = await getArticle(db, person, articleId);
  const found = (await listSuggestions(db, revisionId, { all: true })).find((each) => each.position === position);
  if (!found) throw new Refusal('not_found', `The article has no suggestion ${number}.`);
  return found.id;
}
