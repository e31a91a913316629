import type { Outcome } from './anchor.ts';
import type { QueryOutcome } from './author_query.ts';
import type { AttributionKind, Manner } from './attribution.ts';
import type { AttributionCheck, FixDecision, LapseCause, RecheckCause, VerificationStatus } from './check.ts';
import type { Obstacle } from './gate.ts';
import type { CitationFormat, CitedAs } from './citations.ts';
import type { Reliability } from './reliability.ts';
import type { ArticleState } from './plan.ts';
import type { Verdict } from './resemblance.ts';
import type { ArticleAccess, PersonRole } from './rights.ts';
import type { RelayKind, SourceKind, SourceRole, Stance, Standing } from './sourcing.ts';
import type { RelaySign } from './sourcing/signs.ts';
import type { LookOutcome } from './snapshots.ts';
import type { ClaimType, Risk } from './suggest.ts';
import type { Quote } from './text.ts';

/** What a field was and what it is now. */
export type Change = [from: string | null, to: string | null];
export type Changes = Record<string, Change>;

export interface AttributionOnRecord {
  kind: AttributionKind;
  manner: Manner;
  speakerId: string;
  speaker: string;
  source: string;
  cue: string;
}

export interface EvidenceOnRecord {
  evidenceId: string;
  sourceId: string;
  source: string;
  stance: Stance;
  role: SourceRole;
  locator: string;
  excerpt: string;
  note: string;
}

/** What a source passes on, and the words that show it. */
export interface RelayOnRecord {
  relayedId: string;
  relayed: string;
  relayKind: RelayKind;
  words: string;
}

export interface SpeakerNamed {
  id: string;
  name: string;
}

export interface SourceNamed {
  id: string;
  title: string;
}

/** A source with every field as one line of text; those after `speakerId` are missing in old entries. */
export interface SourceOnRecord {
  sourceKind: SourceKind;
  title: string;
  author: string;
  publisher: string;
  issued: string | null;
  address: string;
  note: string;
  speakerId: string | null;
  /** The names as they are typed: "Greenwald, Glenn; MacAskill, Ewen". */
  authors?: string;
  citedAs?: CitedAs | null;
  container?: string;
  volume?: string;
  issue?: string;
  page?: string;
  accessed?: string | null;
  doi?: string;
  isbn?: string;
  archiveAddress?: string;
  archivedOn?: string | null;
  language?: string;
  /** Divided by commas. */
  tags?: string;
  reliability?: Reliability;
  reliabilityReason?: string;
}

/** The page or file that a text was brought in from, and the SHA-256 of its bytes as they came. */
export interface CameFrom {
  name: string;
  sha256: string;
}

/**
 * Everything that can happen, in the past tense. Rows written years ago hold these shapes, so kinds and
 * fields are added, never removed or given another meaning.
 */
export type HistoryEvent =
  | {
      kind: 'article_imported';
      title: string;
      byline: string;
      publication: string;
      publishedOn: string | null;
      address: string;
      revision: number;
      sha256: string;
      length: number;
      from?: CameFrom;
    }
  | { kind: 'article_amended'; changes: Changes }
  | { kind: 'person_added'; whomId: string; role: PersonRole }
  | { kind: 'person_invited'; whomId: string }
  | { kind: 'person_amended'; whomId: string }
  | { kind: 'role_changed'; whomId: string; from: PersonRole; to: PersonRole }
  | { kind: 'person_left'; whomId: string }
  | { kind: 'person_returned'; whomId: string }
  | { kind: 'person_erased'; whomId: string }
  /** In the chain of the desk: how many entries the article's own chain has, and the hash of the newest. */
  | { kind: 'article_erased'; articleId: string; entries: number; head: string; reason: string }
  /** What an entry of an article says that was erased; its place in the chain stays. */
  | { kind: 'words_removed' }
  | { kind: 'password_chosen' }
  | { kind: 'token_made'; tokenId: string; name: string; scopes: string[]; days: number }
  /** `whomId` is whose it was, where somebody else ended it. */
  | { kind: 'token_ended'; tokenId: string; name: string; whomId?: string }
  | { kind: 'outsider_invited'; whomId: string; days: number }
  | { kind: 'outsider_dismissed'; whomId: string }
  | { kind: 'outsider_visited' }
  /** `admitted` are the ids of those who see it, where not everyone does. */
  | { kind: 'access_set'; from: ArticleAccess; to: ArticleAccess; admitted: string[] }
  | {
      kind: 'revision_added';
      revision: number;
      sha256: string;
      length: number;
      /** How many claims fared how. */
      outcomes: Record<Outcome, number>;
      from?: CameFrom;
      /** The cleared sentences that stand in it unchanged: where each started and where it stands. Missing in old entries. */
      cleared?: [was: number, start: number, end: number][];
      /** The dismissed suggestions that it brings again and that stay dismissed: the id of each before and now. */
      dismissed?: [was: string, now: string][];
    }
  | {
      kind: 'claim_followed';
      revision: number;
      outcome: Outcome;
      /** Its words and place before and now; null where it is no longer in the text. */
      from: Quote;
      to: Quote | null;
    }
  | { kind: 'claim_placed'; revision: number; from: Quote; to: Quote }
  | { kind: 'sentence_cleared'; revision: number; start: number; end: number; exact: string; reason: string }
  /** Where each sentence starts and ends in the text of that revision, which never changes. */
  | { kind: 'sentences_cleared'; clearingId: string; revision: number; sentences: [number, number][]; reason: string }
  | { kind: 'clearances_lifted'; clearingId: string; revision: number; sentences: [number, number][]; reason: string }
  | { kind: 'clearance_lifted'; revision: number; start: number; end: number; exact: string; reason: string }
  | { kind: 'suggestion_dismissed'; suggestionId: string; exact: string; reason: string }
  | { kind: 'suggestion_reopened'; suggestionId: string; exact: string }
  | {
      kind: 'claim_marked';
      number: number;
      revision: number;
      start: number;
      end: number;
      exact: string;
      statement: string;
      type: ClaimType;
      risk: Risk;
      hedged: boolean;
      suggestionId: string | null;
    }
  | { kind: 'claim_amended'; changes: Changes }
  /** `from` is the id of the checker before. */
  | { kind: 'claim_taken'; from: string | null }
  | { kind: 'comment_written'; commentId: string; body: string; mentions: string[] }
  | { kind: 'comment_edited'; commentId: string; from: string; to: string; mentions: string[] }
  | { kind: 'comment_removed'; commentId: string; body: string }
  | { kind: 'article_moved'; from: ArticleState; to: ArticleState }
  | { kind: 'plan_amended'; changes: Changes; ownerId: string | null; writerId: string | null }
  | {
      kind: 'correction_given';
      correctionId: string;
      wasSaid: string;
      isRight: string;
      wording: string;
      correctedOn: string;
    }
  | { kind: 'claim_assigned'; from: string | null; to: string | null }
  | { kind: 'query_asked'; queryId: string; askedOf: string; question: string; dueOn: string | null }
  | { kind: 'query_answered'; queryId: string; answer: string }
  | { kind: 'query_settled'; queryId: string; outcome: QueryOutcome; note: string }
  | { kind: 'claim_signed_off'; findingId: string }
  | { kind: 'sign_off_lapsed'; cause: LapseCause }
  | { kind: 'finding_noted'; findingId: string; from: string | null; to: string }
  | { kind: 'fix_decided'; findingId: string; fix: FixDecision; wording: string; reason: string }
  | { kind: 'gate_overridden'; revision: number; reason: string; covers: Obstacle[] }
  | { kind: 'gate_override_lifted'; revision: number }
  | { kind: 'house_rules_amended'; changes: Changes }
  /** With its confidential parts; `asOf` is ISO 8601. */
  | { kind: 'report_disclosed'; format: string; asOf: string }
  /** Behind the history that was taken over with it: the file, its moment, and what of it is here. */
  | {
      kind: 'record_imported';
      name: string;
      sha256: string;
      asOf: string;
      /** Entries of history; the chain went on from `head`. */
      entries: number;
      head: string;
      /** Those of its people who are of this desk, and those who are known by their names alone. */
      people: { here: number; names: number };
      /** How many snapshots it names, and of how many the bytes are here. */
      snapshots: { named: number; kept: number };
    }
  | { kind: 'claim_withdrawn'; reason: string }
  | { kind: 'claim_restored' }
  /** `behind` are those whom the one credited cites, nearest first; where it is missing they stay who they were. */
  | {
      kind: 'attribution_set';
      from: AttributionOnRecord | null;
      to: AttributionOnRecord;
      behind?: AttributionOnRecord[];
    }
  | { kind: 'attribution_removed'; from: AttributionOnRecord }
  | { kind: 'attribution_checked'; from: AttributionCheck; to: AttributionCheck; note: string }
  | { kind: 'speaker_recorded'; speakerKind: AttributionKind; name: string }
  | { kind: 'speaker_amended'; changes: Changes }
  /** What an identity says is in no entry; `readers` are the ids of those who may read it. */
  | { kind: 'identity_kept'; readers: string[] }
  | { kind: 'identity_rewritten' }
  | { kind: 'identity_readers_set'; readers: string[] }
  | { kind: 'identity_read' }
  | { kind: 'identity_removed' }
  | { kind: 'speaker_approved' }
  | { kind: 'speaker_approval_lapsed' }
  | { kind: 'speaker_merged'; keeper: SpeakerNamed; gone: SpeakerNamed }
  | { kind: 'speaker_merge_undone'; keeper: SpeakerNamed; gone: SpeakerNamed }
  | ({ kind: 'source_recorded' } & SourceOnRecord)
  | { kind: 'source_amended'; changes: Changes }
  | { kind: 'snapshot_taken'; snapshotId: string; from: CameFrom; length: number }
  | { kind: 'source_looked_at'; outcome: LookOutcome; note: string }
  | {
      kind: 'source_merged';
      mergeId: string;
      keeper: SourceNamed;
      gone: SourceNamed;
      /** How much went from the one to the other. */
      evidence: number;
      relays: number;
      snapshots: number;
      /** The fields that the keeper took over. */
      filled: string[];
    }
  | { kind: 'merge_undone'; mergeId: string; keeper: SourceNamed; gone: SourceNamed }
  | { kind: 'evidence_moved'; evidenceId: string; from: SourceNamed; to: SourceNamed }
  | {
      kind: 'sources_imported';
      importId: string;
      /** The file's name; empty for what was pasted. */
      name: string;
      format: CitationFormat;
      added: number;
      known: number;
      refused: number;
    }
  | {
      kind: 'claims_imported';
      importId: string;
      name: string;
      format: string;
      added: number;
      known: number;
      refused: number;
    }
  | {
      kind: 'earlier_findings_imported';
      importId: string;
      /** The file's name, or the page's address; empty for what was pasted. */
      name: string;
      added: number;
      known: number;
      refused: number;
    }
  | {
      kind: 'resemblance_decided';
      /** One of them: what the claim was held against. */
      earlierClaimId: string | null;
      earlierFindingId: string | null;
      /** Null: nobody has said. */
      from: Verdict | null;
      to: Verdict | null;
    }
  | ({ kind: 'relay_linked' } & RelayOnRecord)
  | ({ kind: 'relay_amended' } & RelayOnRecord & { changes: Changes })
  | ({ kind: 'relay_removed' } & RelayOnRecord)
  /** Of two sources that look related: what they have in common means nothing. */
  | { kind: 'relay_dismissed'; otherId: string; other: string; signs: RelaySign[] }
  | ({ kind: 'evidence_linked' } & EvidenceOnRecord)
  | { kind: 'evidence_amended'; evidenceId: string; source: string; changes: Changes }
  | ({ kind: 'evidence_unlinked' } & EvidenceOnRecord)
  /** `on` is the day on which it fell in the world: `2013`, `2013-06` or `2013-06-14`. */
  | { kind: 'standing_set'; from: Standing; to: Standing; reason: string; on: string | null }
  /** `sourceId` is the source that fell. */
  | { kind: 'recheck_needed'; cause: RecheckCause; sourceId?: string }
  | { kind: 'recheck_lifted'; cause: RecheckCause; sourceId: string }
  | {
      kind: 'finding_given';
      findingId: string;
      from: VerificationStatus;
      to: VerificationStatus;
      reason: string;
      wording: string | null;
    };

/** How codes are called on screen, handed in so that each word stands in one place. */
export interface HistoryWording {
  status: (code: VerificationStatus) => string;
  attributionCheck: (code: AttributionCheck) => string;
  stance: (code: Stance) => string;
  /** Goes before the source that is passed on. */
  relay: (code: RelayKind) => string;
  recheckCause: (code: RecheckCause) => string;
  standing: (code: Standing) => string;
  lapseCause: (code: LapseCause) => string;
  field: (name: string) => string;
  articleState: (code: ArticleState) => string;
  /** The name of a person by id. */
  person: (id: string) => string;
}

/** What happened as the rest of a sentence that begins with who did it: "gave the finding Verified: …". */
export function sentenceOf(event: HistoryEvent, say: HistoryWording): string {
  switch (event.kind) {
    case 'article_imported':
      return `brought in “${event.title}”, revision ${event.revision}${cameInWords(event.from)}`;
    case 'article_amended':
      return `amended the article: ${changesAsText(event.changes, say)}`;
    case 'person_added':
      return `took on ${say.person(event.whomId)} as ${event.role}`;
    case 'person_invited':
      return `made ${say.person(event.whomId)} a link to choose a password`;
    case 'person_amended':
      return `amended the name or mail address of ${say.person(event.whomId)}`;
    case 'role_changed':
      return `made ${say.person(event.whomId)}, who was ${event.from}, ${event.to}`;
    case 'person_left':
      return `let ${say.person(event.whomId)} go`;
    case 'person_returned':
      return `took ${say.person(event.whomId)} back`;
    case 'person_erased':
      return `erased who ${say.person(event.whomId)} was`;
    case 'article_erased':
      return `erased an article with ${event.entries} entries of history: ${event.reason}`;
    case 'words_removed':
      return 'did something to an article that was erased';
    case 'password_chosen':
      return 'chose a password';
    case 'token_made':
      return `made the token “${event.name}” for ${event.days} days (${event.scopes.join(', ')})`;
    case 'token_ended':
      return event.whomId === undefined
        ? `ended the token “${event.name}”`
        : `ended the token “${event.name}” of ${say.person(event.whomId)}`;
    case 'outsider_invited':
      return `made ${say.person(event.whomId)} a link to the article for ${event.days} days`;
    case 'outsider_dismissed':
      return `took back the link of ${say.person(event.whomId)}`;
    case 'outsider_visited':
      return 'came by a link to read the article';
    case 'access_set':
      return event.to === 'everyone'
        ? 'opened the article to everyone of the desk'
        : `closed the article to all but ${event.admitted.length === 1 ? 'one person' : `${event.admitted.length} people`}`;
    case 'revision_added':
      return `brought in revision ${event.revision}${cameInWords(event.from)}${outcomesInWords(event.outcomes)}`;
    case 'claim_followed':
      return `brought in revision ${event.revision}, in which the claim’s words ${whatBecameOf(event)}`;
    case 'claim_placed':
      return `placed the claim on “${shortened(event.to.exact)}” in revision ${event.revision}`;
    case 'sentence_cleared':
      return `found nothing to check in “${shortened(event.exact)}”: ${event.reason}`;
    case 'sentences_cleared':
      return `found nothing to check in ${sentencesInWords(event)}: ${event.reason}`;
    case 'clearances_lifted':
      return `put ${sentencesInWords(event)} back among the untouched: ${event.reason}`;
    case 'clearance_lifted':
      return `put “${shortened(event.exact)}” back among the untouched sentences`;
    case 'suggestion_dismissed':
      return `dismissed the suggestion “${shortened(event.exact)}”${event.reason ? `: ${event.reason}` : ''}`;
    case 'suggestion_reopened':
      return `reopened the suggestion “${shortened(event.exact)}”`;
    case 'claim_marked':
      return `marked claim ${event.number}: “${shortened(event.exact)}”`;
    case 'claim_amended':
      return `amended the claim: ${changesAsText(event.changes, say)}`;
    case 'claim_taken':
      return event.from === null ? 'took the claim' : `took the claim over from ${say.person(event.from)}`;
    case 'comment_written':
      return `commented: “${shortened(event.body)}”`;
    case 'comment_edited':
      return `edited a comment from “${shortened(event.from)}” to “${shortened(event.to)}”`;
    case 'comment_removed':
      return 'removed a comment';
    case 'article_moved':
      return `moved the article from ${say.articleState(event.from)} to ${say.articleState(event.to)}`;
    case 'plan_amended':
      return planInWords(event, say);
    case 'correction_given':
      return `corrected “${shortened(event.wasSaid)}” to “${shortened(event.isRight)}”, as it ran on ${event.correctedOn}: “${shortened(event.wording)}”`;
    case 'claim_assigned':
      return event.to === null ? 'left the claim to nobody' : `gave the claim to ${say.person(event.to)}`;
    case 'query_asked':
      return `asked ${say.person(event.askedOf)}: “${shortened(event.question)}”`;
    case 'query_answered':
      return `answered: “${shortened(event.answer)}”`;
    case 'query_settled':
      return `${event.outcome} the answer${event.note ? `: ${event.note}` : ''}`;
    case 'claim_signed_off':
      return 'signed the claim off';
    case 'sign_off_lapsed':
      return event.cause === 'taken_back'
        ? 'took the sign-off back'
        : `made the sign-off lapse: ${say.lapseCause(event.cause)}`;
    case 'finding_noted':
      return `said why the claim may run: ${event.to}`;
    case 'fix_decided':
      return event.fix === 'applied'
        ? `said that the wording is applied: “${shortened(event.wording)}”`
        : `waived the wording “${shortened(event.wording)}”: ${event.reason}`;
    case 'gate_overridden':
      return `let revision ${event.revision} pass the gate all the same: ${event.reason}`;
    case 'gate_override_lifted':
      return `took the override for revision ${event.revision} back`;
    case 'house_rules_amended':
      return `amended the house rules: ${changesAsText(event.changes, say)}`;
    case 'report_disclosed':
      return `took the report along with its confidential parts (${event.format}), as of ${event.asOf}`;
    case 'record_imported':
      return recordInWords(event);
    case 'claim_withdrawn':
      return `withdrew the claim: ${event.reason}`;
    case 'claim_restored':
      return 'restored the claim';
    case 'attribution_set':
      return event.from === null
        ? `credited the claim to ${event.to.speaker}`
        : `changed the credit from ${event.from.speaker} to ${event.to.speaker}`;
    case 'attribution_removed':
      return `removed the credit to ${event.from.speaker}`;
    case 'attribution_checked':
      return (
        `set the attribution check from ${say.attributionCheck(event.from)} to ${say.attributionCheck(event.to)}` +
        (event.note ? `: ${event.note}` : '')
      );
    case 'speaker_recorded':
      return `recorded the speaker ${event.name}`;
    case 'speaker_amended':
      return `amended the speaker: ${changesAsText(event.changes, say)}`;
    case 'identity_kept':
      return `sealed who the speaker is, to be read by ${event.readers.map(say.person).join(', ')}`;
    case 'identity_rewritten':
      return 'wrote anew, and sealed, who the speaker is';
    case 'identity_readers_set':
      return `let ${event.readers.map(say.person).join(', ')} read who the speaker is, and nobody else`;
    case 'identity_read':
      return 'read who the speaker is';
    case 'identity_removed':
      return 'removed who the speaker is';
    case 'speaker_approved':
      return 'approved that the speaker goes unnamed on these terms';
    case 'speaker_approval_lapsed':
      return 'made the approval lapse: the terms changed';
    case 'speaker_merged':
      return `said that ${event.gone.name} is ${event.keeper.name}`;
    case 'speaker_merge_undone':
      return `took back that ${event.gone.name} is ${event.keeper.name}`;
    case 'source_recorded':
      return `recorded the source “${event.title}”`;
    case 'source_merged':
      return `merged “${shortened(event.gone.title)}” into “${shortened(event.keeper.title)}”`;
    case 'merge_undone':
      return `undid the merge of “${shortened(event.gone.title)}” into “${shortened(event.keeper.title)}”`;
    case 'evidence_moved':
      return `moved the evidence from “${shortened(event.from.title)}” to “${shortened(event.to.title)}”, another record of it`;
    case 'sources_imported':
      return `imported sources from ${event.name || 'what was pasted'}: ${event.added} new, ${event.known} there already, ${event.refused} refused`;
    case 'claims_imported':
      return `brought in claims from ${shortened(event.name) || 'what was pasted'}: ${event.added} marked, ${event.known} there already, ${event.refused} refused`;
    case 'earlier_findings_imported':
      return `brought in findings of others from ${shortened(event.name) || 'what was pasted'}: ${event.added} new, ${event.known} there already, ${event.refused} refused`;
    case 'resemblance_decided':
      return resemblanceInWords(event);
    case 'source_amended':
      return `amended the source: ${changesAsText(event.changes, say)}`;
    case 'relay_linked':
      return `found that it ${say.relay(event.relayKind)} “${event.relayed}”`;
    case 'relay_amended':
      return `amended how it passes on “${event.relayed}”: ${changesAsText(event.changes, say)}`;
    case 'relay_removed':
      return `found that it does not pass on “${event.relayed}” (${say.relay(event.relayKind)})`;
    case 'relay_dismissed':
      return `dismissed the suggestion that it is related to “${event.other}”`;
    case 'snapshot_taken':
      return `kept a snapshot of ${shortened(event.from.name)}`;
    case 'source_looked_at':
      return `looked at the address again: ${LOOK_SAID[event.outcome]}${event.note ? ` (${event.note})` : ''}`;
    case 'evidence_linked':
      return `linked “${event.source}” (${say.stance(event.stance)})`;
    case 'evidence_amended':
      return `amended the evidence from “${event.source}”: ${changesAsText(event.changes, say)}`;
    case 'evidence_unlinked':
      return `removed the evidence from “${event.source}” (${say.stance(event.stance)})`;
    case 'recheck_needed':
      return `made the claim need re-check: ${say.recheckCause(event.cause)}`;
    case 'recheck_lifted':
      return 'made the source stand again on which the finding rests: no re-check is needed';
    case 'standing_set':
      return standingInWords(event, say);
    case 'finding_given':
      return (
        `changed the finding from ${say.status(event.from)} to ${say.status(event.to)}` +
        (event.reason ? `: ${event.reason}` : '') +
        (event.wording ? ` Right wording: “${event.wording}”` : '')
      );
  }
}

function standingInWords(
  { from, to, reason, on }: HistoryEvent & { kind: 'standing_set' },
  say: HistoryWording,
): string {
  if (to === 'standing')
    return `found that the source stands again, which was marked as ${say.standing(from)}: ${reason}`;
  return `marked the source as ${say.standing(to)}${on === null ? '' : ` (${on})`}: ${reason}`;
}

function recordInWords({ name, entries, asOf, people, snapshots }: HistoryEvent & { kind: 'record_imported' }): string {
  const counted = (many: number, one: string, more: string) =>
    `${many.toLocaleString('en')} ${many === 1 ? one : more}`;
  return [
    `brought in the article as it stood on another desk (${asOf}), from ${shortened(name)}`,
    `${counted(entries, 'entry', 'entries')} of its history`,
    `${counted(people.here, 'person', 'people')} of this desk and ${people.names.toLocaleString('en')} known by name alone`,
    `the bytes of ${snapshots.kept.toLocaleString('en')} of ${counted(snapshots.named, 'snapshot', 'snapshots')}`,
  ].join('; ');
}

function resemblanceInWords(event: HistoryEvent & { kind: 'resemblance_decided' }): string {
  const seen = event.earlierClaimId === null ? 'a finding of others' : 'a claim of ours';
  if (event.to === 'linked') return `found that the claim was seen before, as ${seen}`;
  if (event.to === 'dismissed') return `found that the claim is another than ${seen} that it resembles`;
  return `took back what was said of ${seen} that the claim resembles`;
}

const LOOK_SAID: Record<LookOutcome, string> = {
  taken: 'it was kept for the first time',
  unchanged: 'it says what it said',
  changed: 'it says something else now',
  gone: 'it is gone',
};

/** People are told by their names, which are not in the record. */
function planInWords(
  { changes, ownerId, writerId }: HistoryEvent & { kind: 'plan_amended' },
  say: HistoryWording,
): string {
  const { ownerId: owner, writerId: writer, ...rest } = changes;
  const named = (id: string | null) => (id === null ? 'nobody' : say.person(id));
  const parts = [
    ...(owner ? [`owner is ${named(ownerId)}`] : []),
    ...(writer ? [`writer is ${named(writerId)}`] : []),
    ...(Object.keys(rest).length > 0 ? [changesAsText(rest, say)] : []),
  ];
  return `planned the article: ${parts.join('; ')}`;
}

const sentencesInWords = ({ sentences }: { sentences: readonly unknown[] }): string =>
  sentences.length === 1 ? '1 sentence' : `${sentences.length} sentences`;

type Field = string | number | boolean | null | undefined;

/** The fields of `after` in which `before` differs, or null when they are alike. */
export function changesBetween(before: Record<string, unknown>, after: Record<string, Field>): Changes | null {
  const changes: Changes = {};
  for (const [field, to] of Object.entries(after)) {
    const from = before[field] as Field;
    if (asWord(from) !== asWord(to)) changes[field] = [asWord(from), asWord(to)];
  }
  return Object.keys(changes).length === 0 ? null : changes;
}

function asWord(value: Field): string | null {
  return value === null || value === undefined ? null : String(value);
}

function changesAsText(changes: Changes, say: HistoryWording): string {
  return Object.entries(changes)
    .map(([field, [from, to]]) => `${say.field(field)} from ${quoted(from)} to ${quoted(to)}`)
    .join('; ');
}

function quoted(value: string | null): string {
  return value ? `“${shortened(value)}”` : 'nothing';
}

const SHORT = 160;

function cameInWords(from: CameFrom | undefined): string {
  return from === undefined ? '' : `, from ${shortened(from.name)}`;
}

function outcomesInWords(outcomes: Record<Outcome, number>): string {
  const counted = OUTCOME_ORDER.filter((outcome) => outcomes[outcome] > 0).map(
    (outcome) => `${outcomes[outcome]} ${outcome}`,
  );
  return counted.length === 0 ? '' : ` (claims: ${counted.join(', ')})`;
}

const OUTCOME_ORDER: readonly Outcome[] = ['same', 'moved', 'changed', 'gone', 'ambiguous'];

function whatBecameOf({ outcome, to }: { outcome: Outcome; to: Quote | null }): string {
  switch (outcome) {
    case 'same':
      return 'stand where they stood';
    case 'moved':
      return 'have moved';
    case 'changed':
      return `changed to “${shortened(to?.exact ?? '')}”`;
    case 'gone':
      return 'are no longer there';
    case 'ambiguous':
      return 'may be in more than one place';
  }
}

/** One line of at most 160 characters, for a list or a sentence. */
export function shortened(words: string): string {
  const oneLine = words.replace(/\s+/g, ' ').trim();
  return oneLine.length <= SHORT
    ? oneLine
    : `${oneLine
        .slice(0, SHORT)
        .toWellFormed()
        .replace(/\ufffd$/, '')}…`;
}

/** The people an event tells of by id; their names are kept elsewhere, so that one can go without breaking the record. */
export function peopleIn(event: HistoryEvent): string[] {
  const ids: (string | null)[] = [];
  if (event.kind === 'claim_taken') ids.push(event.from);
  if (event.kind === 'claim_assigned') ids.push(event.from, event.to);
  if (event.kind === 'plan_amended') ids.push(event.ownerId, event.writerId);
  if (event.kind === 'query_asked') ids.push(event.askedOf);
  if (event.kind === 'comment_written' || event.kind === 'comment_edited') ids.push(...event.mentions);
  if ('whomId' in event) ids.push(event.whomId ?? null);
  if ('readers' in event) ids.push(...event.readers);
  return ids.filter((id) => id !== null);
}
