import type { Colleague } from '../assignments/queries.ts';
import { askForm, queryItem, type QueryItem } from '../author_queries/forms.ts';
import { commentForm, commentItem, type CommentItem } from '../comments/forms.ts';
import type { Comment } from '../comments/queries.ts';
import { correctionForm, correctionItem, type CorrectionItem } from '../corrections/forms.ts';
import type { Correction } from '../corrections/queries.ts';
import type { Plan } from '../plans/queries.ts';
import type { AuthorQuery } from '../author_queries/queries.ts';
import type { Article, Reading } from '../articles/queries.ts';
import type { Outcome } from '../core/anchor.ts';
import type { Move } from '../core/check.ts';
import { may } from '../core/rights.ts';
import type { HouseRules } from '../core/gate.ts';
import type { Span } from '../core/text.ts';
import {
  ATTRIBUTION_KIND_WORDS,
  CHANGE_WORDS,
  CLAIM_TYPE_WORDS,
  LAPSE_CAUSE_WORDS,
  MANNER_WORDS,
  RELAY_SIGN_WORDS,
  RISK_WORDS,
} from '../core/wording.ts';
import type { HistorySlice } from '../history/queries.ts';
import { historyLines } from '../history/wording.ts';
import type { FollowOfClaim } from '../revisions/queries.ts';
import type { Resemblance } from '../resemblances/queries.ts';
import { seenBefore, type SeenBefore } from '../resemblances/wording.ts';
import type { Related } from '../relay_suggestions/queries.ts';
import { answersTo, findingForm } from '../findings/forms.ts';
import { evidenceItem, linkForm, type EvidenceDesk, type EvidenceItem } from '../evidence/forms.ts';
import { problemsOf, staleOf, type Refused } from '../web/forms.ts';
import type {
  Act,
  Chip,
  Form,
  HistoryLine,
  Legend,
  Link,
  PassageText,
  Problems,
  SourcingMark,
  Stale,
  StatusMark,
} from '../web/parts.ts';
import { view } from '../web/render.ts';
import { textMarked } from '../web/text.ts';
import {
  attributeForm,
  blocked,
  checkForm,
  detailsForm,
  newClaimForm,
  placeForm,
  quoted,
  storedNow,
  withdrawForm,
  type ClaimBeginning,
  type ClaimFormName,
} from './forms.ts';
import type { ClaimFile, Credit, Neighbours } from './queries.ts';
import {
  creditCheckChip,
  creditLine,
  flagsOf,
  legend,
  sourcingMark,
  stageChip,
  statusMark,
  findingLine,
  type FindingLine,
  type Flag,
} from './wording.ts';

/** views/claims/show.ejs */
export interface ClaimPage {
  title: string;
  number: number;
  article: Link;
  /** "7 of 19". */
  position: string;
  previousHref: string | null;
  nextHref: string | null;
  /** The next claim that waits for a finding, from the beginning again after the last. */
  nextOpenHref: string | null;
  words: string;
  status: StatusMark;
  stage: Chip;
  /** "Checked by Maren Oakes"; null where `take` says so. */
  checker: string | null;
  /** Null for whoever has it already, and where nobody takes it. */
  take: Act | null;
  sourcing: SourcingMark;
  /** "Needs corroboration", "High risk". */
  flags: Flag[];
  notice: string | null;
  problems: Problems | null;
  stale: Stale | null;
  /** The id of a form that was sent and refused: what was typed in it is not folded away. */
  sentForm: string | null;
  legend: Legend;
  /** What the newest revision did to its words; null when nothing or nothing since the last finding. */
  fate: Fate | null;
  /** Null while the words stand in the text. */
  place: Form | null;
  /** The passage that holds its words (or two, where it crosses one), other claims dimmed. */
  context: PassageText[];
  /** The mark in the article. */
  contextHref: string;
  /** Statement, type, risk. */
  statement: string;
  type: string;
  risk: string;
  /** Null, as every form that changes the claim, for those who only read. */
  details: Form | null;
  attribution: AttributionBlock | null;
  /** Sets the credit, or changes it. */
  attribute: Form | null;
  evidence: EvidenceItem[];
  /** "“Courier” and “Ledger” look related: nearly the same text". */
  related: Link[];
  /** Its sources, drawn. */
  provenanceHref: string;
  linkEvidence: Form | null;
  finding: FindingLine | null;
  giveFinding: Form | null;
  /** Who changes a claim, said once in place of all those forms; null where they stand. */
  closed: string | null;
  /** The finding stands: the form waits folded until there is another. */
  foldFinding: boolean;
  /** What an editor has to say to the finding, where it asks for that. */
  answers: { summary: string; form: Form }[];
  /** "Signed off by Tobias Lind"; "The sign-off by Tobias Lind has lapsed: the evidence changed." */
  signOff: SignOffLine | null;
  /** Null where nothing resembles it. */
  seenBefore: SeenBefore | null;
  /** To the writer, oldest first. */
  queries: QueryItem[];
  corrections: CorrectionItem[];
  /** Null until the article is published, and for those who are no editors. */
  correct: Form | null;
  comments: CommentItem[];
  /** Null for readers. */
  comment: Form | null;
  /** Null once the claim is withdrawn. */
  ask: Form | null;
  /** Sign off, restore: what can be done now, or why not. */
  acts: Act[];
  /** Null once the claim is withdrawn. */
  withdraw: Form | null;
  history: HistoryLine[];
  historyHref: string;
}

export interface Fate {
  /** "Its words changed in revision 3." */
  sentence: string;
  /** The words as they were before. */
  was: string;
  changes: { kind: string; was: string; is: string }[];
  href: string;
}

export interface AttributionBlock {
  /** The text's own words for who said it: "a DHS official". */
  source: string;
  cue: string | null;
  kind: string;
  manner: string;
  speaker: Link | null;
  /** "citing four people familiar with the process". */
  via: string | null;
  /** "Hedged", "Credited to nobody in particular", "Credited in the paragraph before". */
  flags: string[];
  check: Chip;
  checkForm: Form | null;
  /** It was sent and refused. */
  checkOpen: boolean;
  /** Says that the text credits it to nobody after all. */
  remove: Act | null;
}

export interface SignOffLine {
  sentence: string;
  at: string;
}

/** views/claims/new.ejs: a claim on words already chosen, or on a quotation to be typed. */
export interface ClaimNewPage {
  title: string;
  article: Link;
  problems: Problems | null;
  context: PassageText[];
  form: Form;
}

export const claimView = view<ClaimPage>('claims/show');
export const claimNewView = view<ClaimNewPage>('claims/new');

/** Everything the claim's page is made from. */
export interface ClaimDesk extends EvidenceDesk {
  article: Article;
  /** The text in which the claim's words stand, or last stood, with how it is divided. */
  body: string;
  reading: Reading;
  /** How its words fared, newest first. */
  follows: FollowOfClaim[];
  /** Those of its supporting sources that may have it from each other. */
  related: Related[];
  neighbours: Neighbours;
  history: HistorySlice;
  queries: AuthorQuery[];
  comments: Comment[];
  resemblances: Resemblance[];
  plan: Plan;
  /** Those of the article. */
  corrections: Correction[];
  /** Who may see the article. */
  colleagues: Colleague[];
  /** The day at the newsroom, written like 2013-06-14. */
  today: string;
  rules: HouseRules;
}

export interface RefusedForm extends Refused {
  form: ClaimFormName;
}

export function claimPage(desk: ClaimDesk, refused: RefusedForm | null = null): ClaimPage {
  const { claim, article, neighbours } = desk;
  const { sourcing } = claim;
  const again = (name: ClaimFormName) => (refused?.form === name ? refused : null);
  const open = may(desk.person, 'annotate');
  const take = open ? takeAct(desk) : null;
  const details = open ? detailsForm(desk, again('details')) : null;
  const attribute = open ? attributeForm(desk, again('attribute')) : null;
  const check = open && claim.credits[0] ? checkForm(desk, claim.credits[0], again('attribution-check')) : null;
  const link = open ? linkForm(desk, again('link')) : null;
  const finding = open ? findingForm(desk, again('finding')) : null;
  const withdraw = open && claim.stage !== 'withdrawn' ? withdrawForm(desk, again('withdraw')) : null;
  const evidence = claim.evidence.map((piece) =>
    evidenceItem(desk, piece, again(`amend-${piece.id}`), again(`copy-${piece.id}`)),
  );
  const ask =
    open && claim.stage !== 'withdrawn'
      ? askForm(claim, desk.colleagues, desk.plan.writerId, desk.person, again('ask'))
      : null;
  const correct =
    desk.plan.state === 'published' && may(desk.person, 'review')
      ? correctionForm(claim, desk.today, again('correction'))
      : null;
  const comment = commentForm(claim.id, desk.person, again('comment'));
  const answers = answersTo(desk, again);
  const inText = claim.revisionId === article.revisionId;
  const lost = !inText && claim.stage !== 'withdrawn';
  const place = open && lost ? placeForm(desk, desk.follows[0] ?? null, again('place')) : null;
  const forms: [ClaimFormName, Form | null][] = [
    ['place', place],
    ['details', details],
    ['attribute', attribute],
    ['attribution-check', check],
    ['link', link],
    ['finding', finding],
    ['withdraw', withdraw],
    ['ask', ask],
    ['comment', comment],
    ['correction', correct],
    ...answers.map(({ name, form }): [ClaimFormName, Form] => [name, form]),
    ...evidence
      .flatMap(({ amend, copy }) => [amend, copy])
      .filter((each) => each !== null)
      .map((each): [ClaimFormName, Form] => [each.id as ClaimFormName, each]),
  ];
  const sent = forms.find(([name]) => name === refused?.form)?.[1] ?? null;
  const shown = sent ?? details;
  return {
    title: `Claim ${claim.number} · ${article.title}`,
    number: claim.number,
    article: { text: article.title, href: `/articles/${article.id}` },
    position: `${neighbours.position} of ${neighbours.total}`,
    previousHref: neighbours.previousId && `/claims/${neighbours.previousId}`,
    nextHref: neighbours.nextId && `/claims/${neighbours.nextId}`,
    nextOpenHref: neighbours.nextOpenId && `/claims/${neighbours.nextOpenId}`,
    words: claim.exact,
    status: statusMark(claim),
    stage: stageChip(claim),
    checker: claim.checker === null ? 'Nobody checks it yet' : take ? null : `Checked by ${claim.checker}`,
    take,
    sourcing: sourcingMark(sourcing),
    flags: flagsOf(claim, sourcing, desk.rules, claim.evidence.length > 0),
    notice: null,
    problems: refused && refused.refusal.reason !== 'stale' ? troubles(refused, sent) : null,
    stale:
      refused?.refusal.reason === 'stale' && shown ? staleOf(refused, shown, storedNow(claim, refused.form)) : null,
    sentForm: sent?.id ?? null,
    legend,
    fate: fateOf(desk),
    place,
    context: contextOf({ ...article, body: desk.body }, desk.reading, claim, claim),
    contextHref: inText ? `/articles/${article.id}#mark-${claim.number}` : `/articles/${article.id}?stage=gone`,
    statement: claim.statement,
    type: CLAIM_TYPE_WORDS[claim.type],
    risk: RISK_WORDS[claim.risk],
    details,
    attribution: claim.credits[0]
      ? attributionBlock(desk, claim.credits[0], check, again('attribution-check') !== null)
      : null,
    attribute,
    evidence,
    related: desk.related.map(({ one, other, signs }) => ({
      text: `“${one.title}” and “${other.title}” look related: ${signs.map((sign) => RELAY_SIGN_WORDS[sign]).join(', ')}`,
      href: `/sources/${one.id}/relays#related`,
    })),
    provenanceHref: `/claims/${claim.id}/provenance`,
    linkEvidence: link,
    finding: claim.finding && findingLine(claim.finding),
    giveFinding: finding,
    closed: open ? null : blocked(desk, { kind: 'restore' }).join(' '),
    foldFinding:
      claim.finding !== null && claim.status !== 'unverified' && claim.recheckCause === null && !again('finding'),
    answers: answers.map(({ summary, form }) => ({ summary, form })),
    queries: desk.queries.map((query) => queryItem(query, desk.person, desk.today, false)),
    corrections: desk.corrections.filter((each) => each.claimId === claim.id).map(correctionItem),
    correct,
    seenBefore: seenBefore(claim.id, desk.resemblances, may(desk.person, 'annotate')),
    comments: desk.comments.map((each) => commentItem(each, desk.person, null)),
    comment,
    ask,
    signOff: signOffLine(claim),
    acts: open ? actsOf(desk) : [],
    withdraw,
    history: historyLines(desk.history),
    historyHref: `/claims/${claim.id}/history`,
  };
}

/** What the last revision that touched the words did to them, while that is still to be dealt with. */
function fateOf({ claim, article, follows }: ClaimDesk): Fate | null {
  const [last] = follows;
  if (!last) return null;
  const gone = claim.revisionId !== article.revisionId;
  if (!gone && claim.recheckCause !== 'words_changed') return null;
  const told = follows.find((each) => each.outcome !== 'same' && each.outcome !== 'moved') ?? last;
  const sentences: Record<Outcome, string> = {
    same: 'Its words stand where they stood.',
    moved: 'Its words have moved.',
    changed: `Its words changed in revision ${told.revision}.`,
    gone: `Its words are no longer in the text since revision ${told.revision}. Place it, or withdraw it.`,
    ambiguous: `Since revision ${told.revision} its words may be in more than one place. Place it, or withdraw it.`,
  };
  return {
    sentence: sentences[told.outcome],
    was: told.exact,
    changes: told.changes.map(({ kind, was, is }) => ({ kind: CHANGE_WORDS[kind], was, is })),
    href: `/articles/${article.id}/revisions/${told.revision}`,
  };
}

/** What was wrong, even with a form that has no fields to lead to. */
function troubles(refused: Refused, sent: Form | null): Problems {
  if (sent) return problemsOf(sent, refused.refusal);
  return { title: refused.refusal.message, items: [] };
}

function attributionBlock(desk: ClaimDesk, credit: Credit, check: Form | null, checkOpen: boolean): AttributionBlock {
  const { claim } = desk;
  const [, ...behind] = claim.credits;
  return {
    source: quoted(credit.source) || credit.speaker,
    cue: quoted(credit.cue) || null,
    kind: ATTRIBUTION_KIND_WORDS[credit.kind],
    manner: MANNER_WORDS[credit.manner],
    speaker: { text: credit.speaker, href: `/speakers/${credit.speakerId}` },
    via: behind.length === 0 ? null : `citing ${creditLine(behind) ?? ''}`,
    flags: [
      ...(credit.hedged ? ['Hedged'] : []),
      ...(credit.weasel ? ['Credited to nobody in particular'] : []),
      ...(credit.inherited ? ['Credited in the paragraph before'] : []),
    ],
    check: creditCheckChip(credit),
    checkForm: check,
    checkOpen,
    remove: may(desk.person, 'annotate')
      ? {
          id: 'remove-attribution',
          action: `/claims/${claim.id}/attribution/removal`,
          label: 'Remove the credit',
          hidden: [{ name: 'version', value: String(claim.version) }],
          tone: 'danger',
          describe: null,
          blockers: blocked(desk, { kind: 'set_attribution' }),
        }
      : null,
  };
}

function actsOf(desk: ClaimDesk): Act[] {
  const { claim, person } = desk;
  if (claim.stage === 'withdrawn') return [moveAct(desk, 'restoration', 'Restore', 'main', { kind: 'restore' })];
  if (claim.stage === 'signed_off') {
    return [moveAct(desk, 'sign-off/removal', 'Take the sign-off back', 'plain', { kind: 'take_back_sign_off' })];
  }
  const found = claim.status !== 'unverified';
  return found && may(person, 'review') ? [moveAct(desk, 'sign-off', 'Sign off', 'main', { kind: 'sign_off' })] : [];
}

function takeAct(desk: ClaimDesk): Act | null {
  const { claim, person } = desk;
  const mine = claim.checkerId === person.id;
  if ((mine && claim.stage !== 'new') || claim.stage === 'withdrawn') return null;
  const label = claim.checker === null || mine ? 'Take it' : `Take over from ${claim.checker}`;
  return moveAct(desk, 'checker', label, 'plain', { kind: 'take' });
}

const moveAct = (desk: ClaimDesk, address: string, label: string, tone: Act['tone'], move: Move): Act => ({
  id: address.replace('/', '-'),
  action: `/claims/${desk.claim.id}/${address}`,
  label,
  hidden: [{ name: 'version', value: String(desk.claim.version) }],
  tone,
  describe: `${label}: claim ${desk.claim.number}`,
  blockers: blocked(desk, move),
});

function signOffLine({ signer, signedOffAt, lapse }: ClaimFile): SignOffLine | null {
  if (signer === null || signedOffAt === null) return null;
  const sentence =
    lapse === null ? `Signed off by ${signer}.` : `The sign-off by ${signer} has lapsed: ${LAPSE_CAUSE_WORDS[lapse]}.`;
  return { sentence, at: signedOffAt.toISOString() };
}

/** The passages that hold some words, with nothing marked but these. */
function contextOf(
  article: Article,
  reading: Reading,
  span: Span,
  claim: Pick<ClaimFile, 'id' | 'number' | 'status' | 'recheckCause'> | null,
): PassageText[] {
  const passages = reading.passages
    .map((passage, position) => ({ ...passage, position }))
    .filter((passage) => passage.start < span.end && passage.end > span.start);
  const number = claim?.number ?? 0;
  return textMarked(
    article.body,
    passages,
    [],
    [
      {
        start: span.start,
        end: span.end,
        kind: 'claim',
        id: `mark-${number}`,
        rowId: '',
        name: claim ? `Claim ${number}` : 'New claim',
        sign: claim ? String(number) : '+',
        href: claim ? `/articles/${article.id}#mark-${number}` : '#claim-form',
        status: claim ? statusMark(claim) : { code: 'suggestion', label: 'not yet a claim' },
        dimmed: false,
      },
    ],
    () => {
      throw new Error('The context is not cut into sentences.');
    },
  );
}

export function claimNewPage(
  article: Article,
  reading: Reading,
  begun: ClaimBeginning,
  refused: Refused | null = null,
): ClaimNewPage {
  const { span } = begun;
  const made = newClaimForm(article, begun, refused);
  return {
    title: `New claim · ${article.title}`,
    article: { text: article.title, href: `/articles/${article.id}` },
    problems: refused ? problemsOf(made, refused.refusal) : null,
    context: span ? contextOf(article, reading, span, null) : [],
    form: made,
  };
}
