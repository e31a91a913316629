import { getArticleId } from '../articles/queries.ts';
import { countedAs } from '../core/check.ts';
import type { Person } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { linkEvidence } from '../evidence/actions.ts';
import { EvidenceForm, evidenceSource } from '../evidence/parse.ts';
import { markFrom } from '../suggestions/actions.ts';
import { decideFix, giveFinding, noteFinding } from '../findings/actions.ts';
import { FindingForm, FixForm, NoteForm } from '../findings/parse.ts';
import { readArgs, readNumber, type Command } from '../terminal/command.ts';
import { parse } from '../web/parse.ts';
import { checkAttribution, setAttribution, signOff, takeBackSignOff, takeClaim, withdrawClaim } from './actions.ts';
import { AttributionCheckForm, AttributionForm, MarkForm, WithdrawalForm } from './parse.ts';
import { getClaimFile, getClaimId, listClaims, type ClaimFile } from './queries.ts';
import { countedMark, levelInWords, wordsOf } from './wording.ts';

export const claimCommands: Command[] = [
  {
    name: 'mark',
    takes: 'ARTICLE --quotation WORDS [--statement TEXT] [--type TYPE] [--risk RISK]',
    does: 'marks words of the article as a claim and prints its number',
    async run(args, { db, person, say }) {
      const { article, options } = readArgs(args, ['article'], ['quotation', 'statement', 'type', 'risk']);
      const { number } = await markFrom(db, person, await getArticleId(db, person, article), parse(MarkForm, options));
      say(`claim ${number}`);
    },
  },
  {
    name: 'claims',
    takes: 'ARTICLE',
    does: 'lists the claims of an article in reading order',
    async run(args, { db, person, say }) {
      const { article } = readArgs(args, ['article'], []);
      for (const claim of await listClaims(db, person, await getArticleId(db, person, article))) {
        const status = claim.stage === 'withdrawn' ? 'Withdrawn' : countedMark(countedAs(claim)).label;
        say(`${claim.number}  ${status}  ${levelInWords(claim.sourcing)}  ${wordsOf(claim)}`);
      }
    },
  },
  {
    name: 'claim',
    takes: 'ARTICLE NUMBER',
    does: 'prints everything about one claim as JSON',
    async run(args, { db, person, say }) {
      const claim = await claimFrom(db, person, readArgs(args, ['article', 'number'], []));
      say(JSON.stringify(claim, null, 2));
    },
  },
  {
    name: 'take',
    takes: 'ARTICLE NUMBER',
    does: 'makes you the checker of a claim',
    async run(args, { db, person }) {
      const claim = await claimFrom(db, person, readArgs(args, ['article', 'number'], []));
      await takeClaim(db, person, claim.id, claim.version);
    },
  },
  {
    name: 'attribute',
    takes: 'ARTICLE NUMBER --source WORDS --kind KIND [--cue WORDS] [--manner MANNER] [--speaker NAME]',
    does: 'says whom the text credits a claim to: source and cue as they stand in the text',
    async run(args, { db, person }) {
      const { options, ...named } = readArgs(
        args,
        ['article', 'number'],
        ['source', 'cue', 'kind', 'manner', 'speaker'],
      );
      const claim = await claimFrom(db, person, named);
      const sent = { cue: '', manner: 'paraphrase', speaker: '', ...options, version: claim.version };
      const { version: seen, ...typed } = parse(AttributionForm, sent);
      await setAttribution(db, person, claim.id, seen, typed);
    },
  },
  {
    name: 'check-attribution',
    takes: 'ARTICLE NUMBER --check CHECK [--note TEXT]',
    does: 'says whether the one credited did say it',
    async run(args, { db, person }) {
      const { options, ...named } = readArgs(args, ['article', 'number'], ['check', 'note']);
      const claim = await claimFrom(db, person, named);
      const { version: seen, check, note } = parse(AttributionCheckForm, { ...options, version: claim.version });
      await checkAttribution(db, person, claim.id, seen, check, note);
    },
  },
  {
    name: 'link',
    takes: 'ARTICLE NUMBER --source ID --stance STANCE --role ROLE [--locator TEXT] [--excerpt TEXT] [--note TEXT]',
    does: 'ties a source to a claim as evidence and prints the id of the evidence',
    async run(args, { db, person, say }) {
      const { options, ...named } = readArgs(
        args,
        ['article', 'number'],
        ['source', 'stance', 'role', 'locator', 'excerpt', 'note'],
      );
      const claim = await claimFrom(db, person, named);
      const { source: sourceId, ...rest } = options;
      const { version: seen, ...sent } = parse(EvidenceForm, { ...rest, sourceId, version: claim.version });
      const { source, draft, anyway } = evidenceSource(sent);
      say(await linkEvidence(db, person, claim.id, seen, source, draft, { anyway }));
    },
  },
  {
    name: 'finding',
    takes: 'ARTICLE NUMBER --status STATUS [--reason TEXT] [--wording TEXT]',
    does: 'sets the verification status of a claim',
    async run(args, { db, person }) {
      const { options, ...named } = readArgs(args, ['article', 'number'], ['status', 'reason', 'wording']);
      const claim = await claimFrom(db, person, named);
      const { version: seen, ...finding } = parse(FindingForm, { ...options, version: claim.version });
      await giveFinding(db, person, claim.id, seen, finding);
    },
  },
  {
    name: 'sign-off',
    takes: 'ARTICLE NUMBER [--back]',
    does: 'accepts the check of a claim that somebody else found; --back takes it back',
    async run(args, { db, person }) {
      const { flags, ...named } = readArgs(args, ['article', 'number'], [], ['back']);
      const claim = await claimFrom(db, person, named);
      await (flags.back ? takeBackSignOff : signOff)(db, person, claim.id, claim.version);
    },
  },
  {
    name: 'note',
    takes: 'ARTICLE NUMBER --note TEXT',
    does: 'says, as an editor, why a claim may run as it was found',
    async run(args, { db, person }) {
      const { options, ...named } = readArgs(args, ['article', 'number'], ['note']);
      const claim = await claimFrom(db, person, named);
      const { version: seen, note } = parse(NoteForm, { ...options, version: claim.version });
      await noteFinding(db, person, claim.id, seen, note);
    },
  },
  {
    name: 'fix',
    takes: 'ARTICLE NUMBER --fix applied|waived [--reason TEXT]',
    does: 'says what became of the wording that a finding asks for',
    async run(args, { db, person }) {
      const { options, ...named } = readArgs(args, ['article', 'number'], ['fix', 'reason']);
      const claim = await claimFrom(db, person, named);
      const { version: seen, fix, reason } = parse(FixForm, { ...options, version: claim.version });
      await decideFix(db, person, claim.id, seen, fix, reason);
    },
  },
  {
    name: 'withdraw',
    takes: 'ARTICLE NUMBER --reason TEXT',
    does: 'says that a claim is none after all',
    async run(args, { db, person }) {
      const { options, ...named } = readArgs(args, ['article', 'number'], ['reason']);
      const claim = await claimFrom(db, person, named);
      const { version: seen, reason } = parse(WithdrawalForm, { ...options, version: claim.version });
      await withdrawClaim(db, person, claim.id, seen, reason);
    },
  },
];

async function claimFrom(
  db: Db,
  person: Person,
  { article, number }: { article: string; number: string },
): Promise<ClaimFile> {
  const articleId = await getArticleId(db, person, article);
  return getClaimFile(db, person, await getClaimId(db, person, articleId, readNumber(number, 'NUMBER')));
}
