import { getSource } from '../sources/queries.ts';
import { readArgs, type Command } from '../terminal/command.ts';
import { parse } from '../web/parse.ts';
import { dismissRelated } from './actions.ts';
import { PairAddress } from './parse.ts';
import { listRelatedTo } from './queries.ts';
import { signsInWords } from './wording.ts';

export const relaySuggestionCommands: Command[] = [
  {
    name: 'relay-suggestions',
    takes: 'SOURCE [--dismiss SOURCE]',
    does: 'lists the sources that look related to one and what they have in common, or dismisses one of them',
    async run(args, { db, person, say }) {
      const { source, options } = readArgs(args, ['source'], ['dismiss']);
      const { sourceId, otherId } = parse(PairAddress, { sourceId: source, otherId: options.dismiss ?? source });
      await getSource(db, person, sourceId);
      if (options.dismiss !== undefined) await dismissRelated(db, person, sourceId, otherId);
      for (const { other, signs, words } of await listRelatedTo(db, person, sourceId)) {
        say(`${other.id}  ${other.title}  (${signsInWords(signs)})${words === '' ? '' : `  “${words}”`}`);
      }
    },
  },
];
