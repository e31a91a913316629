import { count } from '../claims/wording.ts';
import { comeFrom, textOf } from '../snapshots/came.ts';
import { Misuse, readArgs, readNumber, type Command } from '../terminal/command.ts';
import { parse, parseAddress } from '../web/parse.ts';
import { clearMany, clearSentences, liftClearing } from '../clearances/actions.ts';
import { importArticle } from './actions.ts';
import { ClearForm, ClearingAddress, ClearManyForm, filledIn, ImportForm } from './parse.ts';
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
    takes: 'ARTICLE SENTENCES --reason TEXT',
    does: 'says that there is nothing to check in a sentence by its number, in several (“4,7-12”), or in all untouched ones of a kind (“opinion”, “question”, “other”); of several it prints what `unclear` takes',
    async run(args, { db, person, say }) {
      const { article, sentences, options } = readArgs(args, ['article', 'sentences'], ['reason']);
      const articleId = await getArticleId(db, person, article);
      const { revisionId } = await getArticle(db, person, articleId);
      const reason = options.reason ?? '';
      if (/^\d+$/.test(sentences)) {
        const position = readNumber(sentences, 'SENTENCES') - 1;
        const form = parse(ClearForm, { revisionId, sentence: position, reason });
        await clearSentences(db, person, articleId, revisionId, [form.sentence], form.reason);
        return;
      }
      const form = parse(ClearManyForm, { revisionId, ...readSentences(sentences), reason });
      const { clearingId, sentences: n } = await clearMany(db, person, articleId, revisionId, form.chosen, form.reason);
      say(`${clearingId}  ${count(n, 'sentence')}`);
    },
  },
  {
    name: 'unclear',
    takes: 'ARTICLE CLEARING',
    does: 'takes back, in one go, what `clear` said of several sentences',
    async run(args, { db, person }) {
      const { article, clearing } = readArgs(args, ['article', 'clearing'], []);
      const articleId = await getArticleId(db, person, article);
      const { revisionId } = await getArticle(db, person, articleId);
      const { clearingId } = parseAddress(ClearingAddress, { articleId, clearingId: clearing });
      await liftClearing(db, person, articleId, revisionId, clearingId);
    },
  },
];

const MOST_AT_ONCE = 5_000;

/** Sentences as they are named on a command line, numbered from 1: "4,7-12", or the name of a kind. */
function readSentences(named: string): { sentences?: number[]; kinds?: string[] } {
  if (/^[a-z]+$/.test(named)) return { kinds: [named] };
  const sentences = named.split(',').flatMap((part) => {
    const [from = '', to = from] = part.split('-');
    const first = readNumber(from, 'SENTENCES');
    const last = readNumber(to, 'SENTENCES');
    if (last < first || last - first >= MOST_AT_ONCE) throw new Misuse(`“${part}” is not a range of sentences.`);
    return Array.from({ length: last - first + 1 }, (_, step) => first + step - 1);
  });
  return { sentences };
}
