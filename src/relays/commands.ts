import { getSource } from '../sources/queries.ts';
import { readArgs, type Command } from '../terminal/command.ts';
import { parse } from '../web/parse.ts';
import { linkRelay, removeRelay } from './actions.ts';
import { RelayAddress, RelayForm } from './parse.ts';
import { listRelayed } from './queries.ts';
import { relayedInWords } from './wording.ts';

export const relayCommands: Command[] = [
  {
    name: 'relay',
    takes: 'SOURCE --passes-on SOURCE [--kind KIND] [--words TEXT]',
    does: 'says that a source passes on another: reprint, wire_copy, reports, cites or same_interview',
    async run(args, { db, person }) {
      const { source, options } = readArgs(args, ['source'], ['passes-on', 'kind', 'words']);
      const { 'passes-on': relayedId, kind = 'reports', words = '' } = options;
      const { sourceId } = parse(RelayAddress, { sourceId: source, relayedId });
      const { version } = await getSource(db, person, sourceId);
      const { version: seen, ...sent } = parse(RelayForm, { version, relayedId, kind, words });
      await linkRelay(db, person, sourceId, seen, sent.relayedId, { kind: sent.kind, words: sent.words });
    },
  },
  {
    name: 'relays',
    takes: 'SOURCE [--remove SOURCE]',
    does: 'lists what a source passes on, or says that it does not pass on one of them after all',
    async run(args, { db, person, say }) {
      const { source, options } = readArgs(args, ['source'], ['remove']);
      const relayedId = options.remove ?? source;
      const { sourceId, relayedId: removed } = parse(RelayAddress, { sourceId: source, relayedId });
      const { version } = await getSource(db, person, sourceId);
      if (options.remove) await removeRelay(db, person, sourceId, version, removed);
      for (const relay of await listRelayed(db, person, sourceId)) say(`${relay.id}  ${relayedInWords(relay)}`);
    },
  },
];
