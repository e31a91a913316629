import type { Role } from './rights.ts';
import type { ChangeKind, Outcome } from './anchor.ts';
import type { QueryOutcome } from './author_query.ts';
import type { AttributionKind, Manner } from './attribution.ts';
import type { AttributionCheck, FixDecision, LapseCause, RecheckCause, Stage, VerificationStatus } from './check.ts';
import type { ObstacleKind } from './gate.ts';
import type { CitedAs } from './citations.ts';
import type { ArticleState } from './plan.ts';
import type { HistoryThing } from './history-things.ts';
import type { HistoryWording } from './history.ts';
import type { ConfidentialPart } from './report.ts';
import type { RelaySign } from './sourcing/signs.ts';
import type { LookOutcome } from './snapshots.ts';
import type { JobState } from './jobs.ts';
import type { CoverageState } from './coverage.ts';
import type { Reliability } from './reliability.ts';
import type {
  GroundRules,
  RelayKind,
  SourceKind,
  SourceRole,
  SourcingFlag,
  SourcingLevel,
  Stance,
  Standing,
} from './sourcing.ts';
import type { ClaimType, ReasonCode, Risk, SentenceKind } from './suggest.ts';

/** What the desk calls a code, and what it means by it in one line. */
interface Word {
  label: string;
  meaning: string;
}

export const STATUS_WORDS: Record<VerificationStatus, Word> = {
  unverified: { label: 'Unverified', meaning: 'No finding yet.' },
  verified: { label: 'Verified', meaning: 'Evidence supports the claim exactly as worded.' },
  verified_fix: {
    label: 'Verified, fix wording',
    meaning: 'Right in substance; the wording needs a small fix, which you give.',
  },
  needs_context: {
    label: 'Needs context',
    meaning: 'Each word may stand, but the impression is wrong or key context is missing.',
  },
  disputed: { label: 'Disputed', meaning: 'Credible sources conflict and it cannot be settled.' },
  unsupported: {
    label: 'Not supported',
    meaning: 'Looked for, and not found: the cited sources do not carry it.',
  },
  incorrect: { label: 'Incorrect', meaning: 'Evidence contradicts it; give the correct wording.' },
  unverifiable: {
    label: 'Cannot be verified',
    meaning: 'No accessible evidence could settle it: secret, private or in the future.',
  },
  on_author: { label: 'On the author', meaning: 'Accepted on the writer’s own first-hand account.' },
  not_checkable: {
    label: 'Nothing to check',
    meaning: 'Opinion, rhetoric, prediction or common knowledge; say which.',
  },
};

/** Stands in the place of a status whose words have changed since. */
export const NEEDS_RECHECK: Word & { code: 'needs_recheck' } = {
  code: 'needs_recheck',
  label: 'Needs re-check',
  meaning: 'Something under the finding has changed; it no longer counts.',
};

export const SOURCING_WORDS: Record<SourcingLevel, Word> = {
  none: { label: 'Nothing behind it', meaning: 'No supporting source is linked, and the text credits it to nobody.' },
  attributed_only: {
    label: 'Attributed only',
    meaning: 'The text says who said it; nothing is linked that carries it.',
  },
  single_origin: { label: 'One origin', meaning: 'One supporting source, or several relays of it.' },
  many_links_one_origin: {
    label: 'Many links, one origin',
    meaning: 'Several links that all go back to the same origin.',
  },
  corroborated: { label: 'Corroborated', meaning: 'Two or more origins that do not depend on each other.' },
  primary_record: { label: 'Primary record', meaning: 'Carried by a primary source that passes on nobody else.' },
};

/** What a claim is short of whose risk asks for a level that it does not reach. */
export const WANTED_WORDS: Record<SourcingLevel, string> = {
  none: 'Needs nothing',
  attributed_only: 'Needs to be credited',
  single_origin: 'Needs a source',
  many_links_one_origin: 'Needs a source',
  corroborated: 'Needs corroboration',
  primary_record: 'Needs a primary record',
};

export const STAGE_WORDS: Record<Stage, string> = {
  new: 'New',
  in_progress: 'In progress',
  query_out: 'Query out',
  checked: 'Checked',
  signed_off: 'Signed off',
  withdrawn: 'Withdrawn',
};

export const ATTRIBUTION_CHECK_WORDS: Record<AttributionCheck, Word> = {
  not_needed: { label: 'No check needed', meaning: 'Nothing hangs on who said it.' },
  unchecked: { label: 'Credit unchecked', meaning: 'Nobody has looked yet whether they said it.' },
  confirmed: { label: 'They said it', meaning: 'Said by them, in these words.' },
  confirmed_paraphrase: { label: 'They said as much', meaning: 'Said by them, in other words that mean the same.' },
  misquoted: { label: 'Misquoted', meaning: 'Said by them, but not in these words.' },
  misattributed: { label: 'Misattributed', meaning: 'Said by somebody else.' },
  not_found: { label: 'Not found', meaning: 'Looked for, and not found that they said it.' },
};

export const ATTRIBUTION_KIND_WORDS: Record<AttributionKind, string> = {
  person: 'A person',
  organisation: 'An organisation',
  document: 'A document',
  unnamed: 'Somebody unnamed',
  author: 'The writer',
};

export const MANNER_WORDS: Record<Manner, string> = {
  direct: 'Direct quotation',
  paraphrase: 'Paraphrase',
};

export const STANCE_WORDS: Record<Stance, string> = {
  supports: 'Supports',
  contradicts: 'Contradicts',
  partly_supports: 'Partly supports',
  background: 'Background',
};

export const ROLE_WORDS: Record<SourceRole, Word> = {
  primary: { label: 'Primary', meaning: 'The record itself, or somebody who was there.' },
  secondary: { label: 'Secondary', meaning: 'Reports what others recorded or saw.' },
  tertiary: { label: 'Tertiary', meaning: 'Sums up what others have reported.' },
};

export const SOURCE_KIND_WORDS: Record<SourceKind, string> = {
  document: 'Document',
  dataset: 'Dataset',
  publication: 'Publication',
  web_page: 'Web page',
  social_post: 'Social post',
  audio_video: 'Recording',
  interview: 'Interview',
  statement: 'Statement',
  observation: 'Observation',
  photograph: 'Photograph',
};

/** Each goes before the source that is passed on: "Reprints “…”". */
export const RELAY_KIND_WORDS: Record<RelayKind, string> = {
  reprint: 'Reprints',
  wire_copy: 'Is wire copy of',
  reports: 'Reports what is said in',
  cites: 'Cites',
  same_interview: 'Interviews the same person as',
};

/** What two sources have in common. */
export const RELAY_SIGN_WORDS: Record<RelaySign, string> = {
  text: 'nearly the same text',
  wire: 'the same agency credited',
  speaker: 'the same speaker',
  domain: 'the same house',
};

export const STANDING_WORDS: Record<Standing, Word> = {
  standing: { label: 'Stands', meaning: 'Nothing is known against it.' },
  disputed: { label: 'Disputed', meaning: 'Others have shown reason to doubt what it says.' },
  dead: { label: 'Dead link', meaning: 'Its address leads nowhere any more.' },
  retracted: { label: 'Retracted', meaning: 'Whoever published it has taken it back.' },
};

export const GROUND_RULES_WORDS: Record<GroundRules, Word> = {
  on_record: { label: 'On the record', meaning: 'All of it may be used, under their name.' },
  on_background: { label: 'On background', meaning: 'It may be used; who said it only in the words agreed.' },
  deep_background: { label: 'Deep background', meaning: 'It may be used, credited to nobody.' },
  off_record: { label: 'Off the record', meaning: 'It may not be used: no claim may rest on it alone.' },
  unknown: { label: 'Not known', meaning: 'Nobody has said what was agreed.' },
};

export const RELIABILITY_WORDS: Record<Reliability, Word> = {
  A: { label: 'A: reliable', meaning: 'No doubt about it; has always been right.' },
  B: { label: 'B: usually reliable', meaning: 'Minor doubts; has mostly been right.' },
  C: { label: 'C: fairly reliable', meaning: 'Some doubts; has been right before.' },
  D: { label: 'D: not usually reliable', meaning: 'Serious doubts; has been right at times.' },
  E: { label: 'E: unreliable', meaning: 'Has been wrong, or has no standing to know.' },
  F: { label: 'F: cannot be judged', meaning: 'Too little is known of it.' },
};

export const CITED_AS_WORDS: Record<CitedAs, string> = {
  article: 'Article',
  'article-journal': 'Journal article',
  'article-magazine': 'Magazine article',
  'article-newspaper': 'Newspaper article',
  bill: 'Bill',
  book: 'Book',
  broadcast: 'Broadcast',
  chapter: 'Chapter of a book',
  classic: 'Classic work',
  collection: 'Collection',
  dataset: 'Dataset',
  document: 'Document',
  entry: 'Entry',
  'entry-dictionary': 'Dictionary entry',
  'entry-encyclopedia': 'Encyclopedia entry',
  figure: 'Figure',
  graphic: 'Picture',
  hearing: 'Hearing',
  interview: 'Interview',
  legal_case: 'Court case',
  legislation: 'Law',
  manuscript: 'Manuscript',
  map: 'Map',
  motion_picture: 'Film',
  musical_score: 'Score',
  pamphlet: 'Pamphlet',
  'paper-conference': 'Conference paper',
  patent: 'Patent',
  performance: 'Performance',
  periodical: 'Periodical',
  personal_communication: 'Letter or message',
  post: 'Post',
  'post-weblog': 'Blog post',
  regulation: 'Regulation',
  report: 'Report',
  review: 'Review',
  'review-book': 'Book review',
  software: 'Software',
  song: 'Song or audio',
  speech: 'Speech',
  standard: 'Standard',
  thesis: 'Thesis',
  treaty: 'Treaty',
  webpage: 'Web page',
};

export const CONFIDENTIAL_WORDS: Record<ConfidentialPart, string> = {
  evidence_notes: 'the desk’s notes on evidence',
  query_words: 'what the writer was asked and answered',
};

export const CLAIM_TYPE_WORDS: Record<ClaimType, string> = {
  figure: 'Figure',
  quotation: 'Quotation',
  name: 'Name',
  date: 'Date',
  event: 'Event',
  cause: 'Cause',
  comparison: 'Comparison',
  official_act: 'Official act',
  other: 'Other',
};

export const RISK_WORDS: Record<Risk, string> = {
  low: 'Low risk',
  normal: 'Normal risk',
  high: 'High risk',
};

/** Why something was suggested; each stands alone in a list. */
export const REASON_WORDS: Record<ReasonCode, string> = {
  figure: 'a figure',
  date: 'a date',
  money: 'a sum of money',
  name: 'a person’s name',
  organisation: 'names an organisation',
  comparison: 'a comparison',
  cause: 'says what caused what',
  superlative: 'a superlative',
  official_act: 'a law or official act',
  quotation: 'a quotation',
  credited: 'credited to somebody',
  hedge: 'hedged',
  first_person: 'in the first person',
  evaluation: 'a judgement',
};

export const SOURCING_FLAG_WORDS: Record<SourcingFlag, string> = {
  retracted: 'Rests on a retracted source',
  own_article: 'Rests on this article itself',
  off_record_alone: 'Rests on off-the-record words alone',
  unnamed_only: 'Unnamed people only',
  secondary_only: 'Secondary sources only',
  loop: 'Sources cite each other',
  disputed: 'Rests on a disputed source',
  dead_link: 'Dead link',
  changed_since: 'A source changed since it was linked',
  no_locator: 'No locator',
  no_snapshot: 'No snapshot',
  stale: 'Old sources only',
};

/** What the reading takes sentences for, many at once. */
export const SENTENCE_KIND_WORDS: Record<SentenceKind, string> = {
  claim: 'Could be wrong',
  opinion: 'Opinions',
  question: 'Questions',
  other: 'Asserting nothing',
  furniture: 'Not part of the story',
};

export const COVERAGE_WORDS: Record<CoverageState, string> = {
  has_claims: 'With claims',
  nothing_to_check: 'Nothing to check',
  untouched: 'Untouched',
};

export const OUTCOME_WORDS: Record<Outcome, string> = {
  same: 'Same',
  moved: 'Moved',
  changed: 'Changed',
  gone: 'Gone',
  ambiguous: 'In more than one place',
};

export const CHANGE_WORDS: Record<ChangeKind, string> = {
  figure: 'Figure',
  name: 'Name',
  date: 'Date',
  negation: 'Negation',
  quotation: 'Quotation',
  unit: 'Unit',
  other: 'Words',
};

export const LOOK_WORDS: Record<LookOutcome, string> = {
  taken: 'Kept',
  unchanged: 'Unchanged',
  changed: 'Changed',
  gone: 'Gone',
};

export const JOB_STATE_WORDS: Record<JobState, string> = {
  waiting: 'Waiting',
  running: 'Running',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

export const RECHECK_CAUSE_WORDS: Record<RecheckCause, string> = {
  evidence_removed: 'evidence that the finding rested on was removed',
  evidence_amended: 'evidence that the finding rested on changed its stance',
  words_changed: 'its words changed',
  source_fell: 'a source it rests on no longer stands',
};

export const LAPSE_CAUSE_WORDS: Record<LapseCause, string> = {
  taken_back: 'it was taken back',
  finding_changed: 'there is a new finding',
  evidence_changed: 'the evidence changed',
  attribution_changed: 'the credit or its check changed',
  statement_changed: 'the statement changed',
  words_changed: 'its words changed',
  source_fell: 'a source it rests on no longer stands',
  withdrawn: 'the claim was withdrawn',
  query_asked: 'the writer was asked about it',
};

export const ARTICLE_STATE_WORDS: Record<ArticleState, string> = {
  draft: 'Draft',
  in_check: 'In check',
  checked: 'Checked',
  published: 'Published',
  archived: 'Archived',
};

export const QUERY_OUTCOME_WORDS: Record<QueryOutcome, string> = {
  applied: 'Applied',
  declined: 'Declined',
};

export const FIX_WORDS: Record<FixDecision, string> = {
  applied: 'The wording is applied',
  waived: 'The wording is waived',
};

/** What stands in the way, behind "3 claims". */
export const OBSTACLE_WORDS: Record<ObstacleKind, string> = {
  incorrect: 'incorrect',
  unsupported: 'not supported',
  needs_recheck: 'in need of re-check',
  gone: 'no longer in the text',
  unverified: 'unverified',
  off_record: 'resting on off-the-record words alone',
  query: 'with an unanswered query to the writer',
  fix: 'whose wanted wording is neither applied nor waived',
  note: 'that may run only with an editor’s word',
  attribution: 'whose credit is unchecked or wrong',
  sourcing: 'with less sourcing than the risk asks for',
  sign_off: 'not signed off',
  untouched: 'nobody has looked at',
};

const FIELD_WORDS: Record<string, string> = {
  groundRules: 'ground rules',
  terms: 'the words agreed',
  whyUnnamed: 'why they are not named',
  people: 'how many people',
  publishedOn: 'date',
  type: 'type',
  sourceKind: 'kind',
  speakerId: 'speaker',
  relayKind: 'how',
  dueOn: 'deadline',
  claimReview: 'ClaimReview allowed',
  wantedLow: 'sourcing for low risk',
  wantedNormal: 'sourcing for normal risk',
  wantedHigh: 'sourcing for high risk',
  signOffFrom: 'sign-off from risk',
  staleAfterDays: 'days after which sources are old',
  citedAs: 'what it is cited as',
  authors: 'author',
  container: 'what it stands in',
  accessed: 'day it was looked at',
  doi: 'DOI',
  isbn: 'ISBN',
  archiveAddress: 'archive address',
  archivedOn: 'day of archiving',
  reliabilityReason: 'reason for the reliability',
};

export const PERSON_ROLE_WORDS: Record<Role, { label: string; meaning: string }> = {
  reader: { label: 'Reader', meaning: 'Sees the articles and their checks.' },
  writer: { label: 'Writer', meaning: 'Answers queries on their own articles.' },
  researcher: { label: 'Researcher', meaning: 'Marks claims, links evidence, gives findings.' },
  editor: { label: 'Editor', meaning: 'All that; signs off, overrides the gate, says who sees an article.' },
  admin: { label: 'Admin', meaning: 'All that; keeps the people and sees every article.' },
  visitor: { label: 'Visitor', meaning: 'Looks round without signing in.' },
  outsider: { label: 'Outsider', meaning: 'Sees one article by a link.' },
  nobody: { label: 'Nobody', meaning: 'Has not signed in.' },
};

/** How history is told, with the names of the people it tells of by id. */
export const HISTORY_THING_WORDS: Record<HistoryThing, string> = {
  article: 'The article and its way',
  text: 'The text and its revisions',
  claims: 'Claims',
  findings: 'Findings and sign-offs',
  evidence: 'Evidence',
  credits: 'Who said it',
  queries: 'Author queries',
  comments: 'Comments',
  sources: 'Sources',
  speakers: 'Speakers',
  people: 'People and access',
};

export const historyWording = (names: Record<string, string>): HistoryWording => ({
  status: (code) => STATUS_WORDS[code].label,
  attributionCheck: (code) => ATTRIBUTION_CHECK_WORDS[code].label,
  stance: (code) => STANCE_WORDS[code].toLowerCase(),
  relay: (code) => RELAY_KIND_WORDS[code].toLowerCase(),
  recheckCause: (code) => RECHECK_CAUSE_WORDS[code],
  standing: (code) => STANDING_WORDS[code].label.toLowerCase(),
  lapseCause: (code) => LAPSE_CAUSE_WORDS[code],
  articleState: (code) => ARTICLE_STATE_WORDS[code],
  field: (name) => FIELD_WORDS[name] ?? name,
  person: (id) => names[id] ?? 'somebody who has left',
});
