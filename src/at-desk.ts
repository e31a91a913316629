import { pino } from 'pino';
import { articleCommands } from './articles/commands.ts';
import { citationCommands } from './citations/commands.ts';
import { claimCommands } from './claims/commands.ts';
import type { Config } from './config.ts';
import { earlierFindingCommands } from './earlier_findings/commands.ts';
import { jobCommands } from './jobs/commands.ts';
import { erasureCommands } from './erasures/commands.ts';
import { historyCommands } from './history/commands.ts';
import { authorQueryCommands } from './author_queries/commands.ts';
import { workCommands } from './work/commands.ts';
import { planCommands } from './plans/commands.ts';
import { gateCommands } from './gates/commands.ts';
import { peopleCommands } from './people/commands.ts';
import { tokenCommands } from './tokens/commands.ts';
import { openTerminal } from './people/actions.ts';
import { relaySuggestionCommands } from './relay_suggestions/commands.ts';
import { relayCommands } from './relays/commands.ts';
import { recheckCommands } from './rechecks/commands.ts';
import { recordCommands } from './records/commands.ts';
import { reportCommands } from './reports/commands.ts';
import { revisionCommands } from './revisions/commands.ts';
import { standingCommands } from './standings/commands.ts';
import { sourceCommands } from './sources/commands.ts';
import { snapshotCommands } from './snapshots/commands.ts';
import { openDesk } from './start.ts';
import { suggestionCommands } from './suggestions/commands.ts';
import type { Command, Terminal } from './terminal/command.ts';

/** Commands that work on the desk's database, beside the website or without it. */
export const DESK_COMMANDS: Command[] = [
  ...articleCommands,
  ...revisionCommands,
  ...recheckCommands,
  ...suggestionCommands,
  ...claimCommands,
  ...gateCommands,
  ...planCommands,
  ...workCommands,
  ...authorQueryCommands,
  ...sourceCommands,
  ...citationCommands,
  ...earlierFindingCommands,
  ...relayCommands,
  ...relaySuggestionCommands,
  ...standingCommands,
  ...historyCommands,
  ...erasureCommands,
  ...reportCommands,
  ...recordCommands,
  ...jobCommands,
  ...peopleCommands,
  ...tokenCommands,
  ...snapshotCommands,
];

/** Opens the desk that the settings ask for, does one thing on it, and closes it again. */
export async function doAtDesk(
  command: Command,
  args: string[],
  config: Config,
  output: Pick<Terminal, 'say' | 'put'>,
): Promise<void> {
  const log = pino({ level: config.logLevel }, pino.destination(2));
  const desk = await openDesk(config, { info: (words) => log.info(words), warn: (words) => log.warn(words) });
  try {
    const person = await openTerminal(desk.db);
    await command.run(args, { db: desk.db, person, newsroom: config.newsroom, fetching: config.fetching, ...output });
  } finally {
    await desk.close();
  }
}
