import { comeFrom, textOf } from '../snapshots/came.ts';
import { readArgs, readNumber, type Command } from '../terminal/command.ts';
import { parse } from '../web/parse.ts';
import { clearSentences } from '../clearances/actions.ts';
import { importArticle } from './actions.ts';
import { ClearForm, filledIn, ImportForm } from './parse.ts';
import { getArticle, getArticleId, listArticles } from './queries.ts';

export const articleCommands: Command[] = [
  {
    name: 'import',
    takes: 'FILE|ADDRESS [--accept] [--title TEXT] [--byline TEXT] [--publication TEXT] [--date DAY] [--address URL]',
    does: 'brings in an article from a web page or a text, Markdown, HTML, Word or PDF file and prints its id; --accept makes claims of all suggestions but those that score low',
    async run(args, { db, person, fetching, say }) {
      const { file, options, flags } = readArgs(
        args,
        ['file'],
        ['title', 'byline', 'publication', 'date', 'address'],
        ['accept'],
      );
      const { date, ...about } = options;
      const typed = parse(ImportForm, { ...about, publishedOn: date });
      const came = await comeFrom(file, fetching);
      const { body, about: found, origin } = await textOf(came);
      const fields = filledIn(typed, found);
      const article = { ...fields, address: fields.address || (came.page?.finalAddress ?? ''), body };
      say(await importArticle(db, person, article, { accept: flags.accept, origin }));
    },
  },
  {
    name: 'articles',
    takes: '[--search WORDS] [--after ARTICLE]',
    does: 'lists the articles, newest first',
    async run(args, { db, person, say }) {
      const { options } = readArgs(args, [], ['search', 'after']);
      const after = options.after ? await getArticleId(db, person, options.after) : null;
      const { rows, next } = await listArticles(db, person, options.search ?? '', after);
      for (const row of rows) say(`${row.id}  ${row.claims.total} claims  ${row.title}`);
      if (next) say(`more: linecheck articles --after ${next}`);
    },
  },
  {
    name: 'clear',
    takes: 'ARTICLE SENTENCE --reason TEXT',
    does: 'says that there is nothing to check in a sentence, by its number in the article',
    async run(args, { db, person }) {
      const { article, sentence, options } = readArgs(args, ['article', 'sentence'], ['reason']);
      const articleId = await getArticleId(db, person, article);
      const { revisionId } = await getArticle(db, person, articleId);
      const position = readNumber(sentence, 'SENTENCE') - 1;
      const form = parse(ClearForm, { revisionId, sentence: position, reason: options.reason ?? '' });
      await clearSentences(db, person, articleId, revisionId, [form.sentence], form.reason);
    },
  },
];
