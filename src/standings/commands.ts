import { STANDING_WORDS } from '../core/wording.ts';
import { shortened } from '../core/history.ts';
import { STANDINGS } from '../core/sourcing.ts';
import { getSource } from '../sources/queries.ts';
import { readArgs, type Command } from '../terminal/command.ts';
import { parse } from '../web/parse.ts';
import { setStanding } from './actions.ts';
import { SourceAddress, StandingForm, StandingQuery } from './parse.ts';
import { previewFall } from './queries.ts';
import { effectInWords, fallenInWords, fateInWords } from './wording.ts';

export const standingCommands: Command[] = [
  {
    name: 'standing',
    takes: `SOURCE [--try STANDING | --set STANDING --reason TEXT [--since DATE]] [--page N]`,
    does: `says whether a source stands and what rests on it, what would fall, or makes it fall: ${STANDINGS.join(', ')}`,
    async run(args, { db, person, say }) {
      const { source, options } = readArgs(args, ['source'], ['try', 'set', 'reason', 'since', 'page']);
      const { sourceId } = parse(SourceAddress, { sourceId: source });
      const { to, page } = parse(StandingQuery, { to: options.try ?? null, page: options.page });
      if (options.set !== undefined) {
        const { version } = await getSource(db, person, sourceId);
        const sent = { version, standing: options.set, reason: options.reason ?? '', on: options.since ?? '' };
        const { version: seen, ...draft } = parse(StandingForm, sent);
        await setStanding(db, person, sourceId, seen, draft);
      }
      const now = await getSource(db, person, sourceId);
      const slice = await previewFall(db, person, now, { to, page }, new Date());
      say(fallenInWords(now) ?? STANDING_WORDS.standing.label);
      say(effectInWords(slice));
      for (const claim of slice.claims) {
        const fate = fateInWords(claim);
        say(`${claim.articleId}  ${claim.number}  ${shortened(claim.exact)}${fate === null ? '' : `  (${fate})`}`);
      }
      if (slice.page < slice.pages) say(`more: --page ${slice.page + 1}`);
    },
  },
];
