import { getArticleId } from '../articles/queries.ts';
import { getClaimId } from '../claims/queries.ts';
import { breakInWords, DESK_CHAIN } from '../core/chain.ts';
import { HISTORY_THINGS, type HistoryThing } from '../core/history-things.ts';
import { sentenceOf } from '../core/history.ts';
import { Refusal } from '../core/refusal.ts';
import { historyWording } from '../core/wording.ts';
import { Misuse, readArgs, readNumber, type Command } from '../terminal/command.ts';
import { parse } from '../web/parse.ts';
import { HistoryQuery } from './parse.ts';
import { listArticleHistory, listChains, verifyChain } from './queries.ts';

export const historyCommands: Command[] = [
  {
    name: 'history',
    takes: 'ARTICLE [--claim NUMBER] [--thing THING] [--by PERSON] [--before ENTRY]',
    does: 'prints what happened to an article or a claim, newest first, a hundred entries at a time',
    async run(args, { db, person, say }) {
      const { article, options } = readArgs(args, ['article'], ['claim', 'thing', 'by', 'before']);
      const articleId = await getArticleId(db, person, article);
      const before = options.before === undefined ? null : readNumber(options.before, 'ENTRY');
      if (options.thing !== undefined && !isThing(options.thing)) {
        throw new Misuse(`THING is one of ${HISTORY_THINGS.join(', ')}.`);
      }
      const claim = options.claim === undefined ? null : readNumber(options.claim, 'NUMBER');
      if (claim !== null) await getClaimId(db, person, articleId, claim);
      const { thing, by } = parse(HistoryQuery, options);
      const filter = { thing, by, claim, of: null };
      const { entries, names, olderBefore } = await listArticleHistory(db, person, articleId, before, filter);
      const wording = historyWording(names);
      for (const { entry, at, person: who, event } of entries) {
        say(`${entry}  ${at.toISOString()}  ${who} ${sentenceOf(event, wording)}`);
      }
      if (olderBefore !== null) say(`older: --before ${olderBefore}`);
    },
  },
  {
    name: 'verify-history',
    takes: '[ARTICLE] [--head HASH]',
    does: 'walks the hash chain of an article, or every chain, and names the first entry that does not hold; with a hash from a report, whether the chain has it',
    async run(args, { db, person, say }) {
      const { article, options } = readArgs(args, args[0]?.startsWith('--') === false ? ['article'] : [], ['head']);
      const hash = options.head?.toLowerCase() ?? null;
      const asked: string[] =
        typeof article === 'string' ? [await getArticleId(db, person, article)] : await listChains(db);
      const faults: string[] = [];
      let holdsHash = false;
      for (const chain of asked) {
        const found = await verifyChain(db, chain, hash);
        const name = chain === DESK_CHAIN ? 'desk' : chain;
        holdsHash ||= found.holdsHash === true;
        if (found.broken) faults.push(`${name}: ${breakInWords(found.broken)}`);
        else say(`${name}  ${found.length} entries hold${found.erased ? ', their words removed' : ''}  ${found.hash}`);
      }
      if (hash !== null && !holdsHash) faults.push(`No entry has the hash ${hash}.`);
      if (faults.length > 0) throw new Refusal('conflict', faults.join('\n'));
    },
  },
];

const isThing = (word: string): word is HistoryThing => (HISTORY_THINGS as readonly string[]).includes(word);
