import { ATTRIBUTION_KINDS, MANNERS, type Attribution } from '../core/attribution.ts';
import { ATTRIBUTION_CHECKS, blockers, statusBlockers, VERIFICATION_STATUSES, type Move } from '../core/check.ts';
import type { Person } from '../core/rights.ts';
import { ROLES, SOURCE_KINDS, STANCES } from '../core/sourcing.ts';
import { CLAIM_TYPES, RISKS } from '../core/suggest.ts';
import type { Quote, Span } from '../core/text.ts';
import {
  ATTRIBUTION_CHECK_WORDS,
  ATTRIBUTION_KIND_WORDS,
  CLAIM_TYPE_WORDS,
  MANNER_WORDS,
  RISK_WORDS,
  ROLE_WORDS,
  SOURCE_KIND_WORDS,
  STANCE_WORDS,
  STATUS_WORDS,
} from '../core/wording.ts';
import type { Article, Reading } from '../articles/queries.ts';
import type { HistorySlice } from '../history/queries.ts';
import { historyLines } from '../history/wording.ts';
import type { Source } from '../sources/queries.ts';
import { sourceLine } from '../sources/wording.ts';
import type { Speaker } from '../speakers/queries.ts';
import { choicesOf, fieldsOf, form, group, problemsOf, shownAgain, staleOf, type Refused } from '../web/forms.ts';
import type {
  Act,
  Chip,
  Field,
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
  inCheck,
  sourcingOfClaim,
  type ClaimFile,
  type Credit,
  type EvidenceRecord,
  type Neighbours,
} from './queries.ts';
import { creditCheckChip, creditLine, flagsOf, legend, sourcingMark, stageChip, statusMark } from './wording.ts';

/** views/claims/show.ejs */
export interface ClaimPage {
  title: string;
  number: number;
  article: Link;
  /** "7 of 19". */
  position: string;
  previousHref: string | null;
  nextHref: string | null;
  words: string;
  status: StatusMark;
  stage: Chip;
  sourcing: SourcingMark;
  /** "High risk", "Single origin where two are asked for". */
  flags: string[];
  notice: string | null;
  problems: Problems | null;
  stale: Stale | null;
  legend: Legend;
  /** The passage that holds its words (or two, where it crosses one), other claims dimmed. */
  context: PassageText[];
  /** The mark in the article. */
  contextHref: string;
  /** Statement, type, risk. */
  statement: string;
  type: string;
  risk: string;
  details: Form;
  attribution: AttributionBlock | null;
  /** Sets the credit, or changes it. */
  attribute: Form;
  evidence: EvidenceItem[];
  linkEvidence: Form;
  finding: FindingLine | null;
  giveFinding: Form;
  /** Take, sign off, withdraw: what can be done now, or why not. */
  acts: Act[];
  /** Null once the claim is withdrawn. */
  withdraw: Form | null;
  history: HistoryLine[];
  historyHref: string;
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
  checkForm: Form;
  /** Says that the text credits it to nobody after all. */
  remove: Act;
}

export interface EvidenceItem {
  id: string;
  source: Link;
  /** "Publication. Bloomberg News, 14 June 2013". */
  sourceLine: string;
  /** Where the source says it is, on the web. */
  address: string | null;
  stance: Chip;
  role: string;
  locator: string | null;
  excerpt: string | null;
  note: string | null;
  /** "No locator: say where in the source it stands." */
  nags: string[];
  who: string;
  at: string;
  remove: Act;
}

export interface FindingLine {
  status: StatusMark;
  reason: string;
  /** The wording wanted, where the finding gives one. */
  wording: string | null;
  who: string;
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
export interface ClaimDesk {
  claim: ClaimFile;
  article: Article;
  reading: Reading;
  neighbours: Neighbours;
  history: HistorySlice;
  /** To choose from when evidence is linked. */
  sources: Source[];
  /** To choose from when the credit is set: those of this article. */
  speakers: Speaker[];
  person: Person;
  asOf: Date;
}

/** The forms of a claim's page, by the part of the page they stand in. */
export type ClaimFormName = 'details' | 'attribute' | 'attribution-check' | 'link' | 'finding' | 'withdraw' | 'other';

export interface RefusedForm extends Refused {
  form: ClaimFormName;
}

export function claimPage(desk: ClaimDesk, refused: RefusedForm | null = null): ClaimPage {
  const { claim, article, neighbours, person } = desk;
  const sourcing = sourcingOfClaim(claim, desk.asOf);
  const again = (name: ClaimFormName) => (refused?.form === name ? refused : null);
  const forms: Record<Exclude<ClaimFormName, 'other'>, Form | null> = {
    details: detailsForm(desk, again('details')),
    attribute: attributeForm(desk, again('attribute')),
    'attribution-check': claim.credits[0] ? checkForm(desk, claim.credits[0], again('attribution-check')) : null,
    link: linkForm(desk, again('link')),
    finding: findingForm(desk, again('finding')),
    withdraw: claim.stage === 'withdrawn' ? null : withdrawForm(desk, again('withdraw')),
  };
  const sent = refused && refused.form in forms ? forms[refused.form as keyof typeof forms] : null;
  return {
    title: `Claim ${claim.number} · ${article.title}`,
    number: claim.number,
    article: { text: article.title, href: `/articles/${article.id}` },
    position: `${neighbours.position} of ${neighbours.total}`,
    previousHref: neighbours.previousId && `/claims/${neighbours.previousId}`,
    nextHref: neighbours.nextId && `/claims/${neighbours.nextId}`,
    words: claim.exact,
    status: statusMark(claim),
    stage: stageChip(claim),
    sourcing: sourcingMark(sourcing),
    flags: flagsOf(claim, sourcing),
    notice: null,
    problems: refused && refused.refusal.reason !== 'stale' ? troubles(refused, sent) : null,
    stale:
      refused?.refusal.reason === 'stale'
        ? staleOf(refused, sent ?? forms.details!, storedNow(claim, refused.form))
        : null,
    legend,
    context: contextOf(article, desk.reading, claim, claim),
    contextHref: `/articles/${article.id}#mark-${claim.number}`,
    statement: claim.statement,
    type: CLAIM_TYPE_WORDS[claim.type],
    risk: RISK_WORDS[claim.risk],
    details: forms.details!,
    attribution: claim.credits[0] ? attributionBlock(desk, claim.credits[0], forms['attribution-check']!) : null,
    attribute: forms.attribute!,
    evidence: claim.evidence.map((piece) => evidenceItem(desk, piece)),
    linkEvidence: forms.link!,
    finding: claim.finding && {
      status: { code: claim.finding.status, label: STATUS_WORDS[claim.finding.status].label },
      reason: claim.finding.reason,
      wording: claim.finding.wording,
      who: claim.finding.givenBy,
      at: claim.finding.givenAt.toISOString(),
    },
    giveFinding: forms.finding!,
    acts: actsOf(desk, person),
    withdraw: forms.withdraw,
    history: historyLines(desk.history),
    historyHref: `/claims/${claim.id}/history`,
  };
}

/** What was wrong, even with a form that has no fields to lead to. */
function troubles(refused: Refused, sent: Form | null): Problems {
  if (sent) return problemsOf(sent, refused.refusal);
  return { title: refused.refusal.message, items: [] };
}

/** What a stale form's fields hold in the claim as it is now. */
function storedNow(claim: ClaimFile, form: ClaimFormName): Record<string, string> {
  const [credit] = claim.credits;
  switch (form) {
    case 'details':
      return { statement: claim.statement, type: claim.type, risk: claim.risk };
    case 'attribute':
      return credit ? creditValues(credit) : {};
    case 'attribution-check':
      return credit ? { check: credit.check, note: credit.checkNote } : {};
    case 'finding':
      return {
        status: claim.status,
        reason: claim.finding?.reason ?? '',
        wording: claim.finding?.wording ?? '',
      };
    case 'link':
    case 'withdraw':
    case 'other':
      return {};
  }
}

const blocked = ({ claim, person }: ClaimDesk, move: Move) => blockers(inCheck(claim), move, person);

function detailsForm(desk: ClaimDesk, refused: Refused | null): Form {
  const { claim } = desk;
  const fields = fieldsOf('details', shownAgain(refused));
  return form({
    id: 'details-form',
    action: `/claims/${claim.id}/amendments`,
    submit: 'Save',
    hidden: { version: claim.version },
    blockers: blocked(desk, { kind: 'amend' }),
    parts: wordingFields(fields, claim),
  });
}

/** How a claim is worded and filed, wherever that is asked. */
function wordingFields(
  fields: ReturnType<typeof fieldsOf>,
  claim: { statement: string; type: string; risk: string },
): Field[] {
  return [
    fields.text({
      name: 'statement',
      label: 'Statement',
      hint: 'The claim in words that stand alone: what a checker would look up.',
      required: true,
      value: claim.statement,
    }),
    fields.choice({
      kind: 'select',
      name: 'type',
      label: 'Type',
      value: claim.type,
      choices: choicesOf(CLAIM_TYPES, (code) => CLAIM_TYPE_WORDS[code]),
    }),
    fields.choice({
      kind: 'select',
      name: 'risk',
      label: 'Risk',
      value: claim.risk,
      choices: choicesOf(RISKS, (code) => RISK_WORDS[code]),
    }),
  ];
}

const quoted = (quotes: readonly Quote[]) => quotes.map((quote) => quote.exact).join(' … ');

function creditValues(credit: Credit): Record<string, string> {
  return {
    source: quoted(credit.source),
    cue: quoted(credit.cue),
    kind: credit.kind,
    manner: credit.manner,
    speaker: credit.speaker,
  };
}

function attributeForm(desk: ClaimDesk, refused: Refused | null): Form {
  const { claim, speakers } = desk;
  const [credit] = claim.credits;
  const fields = fieldsOf('attribute', shownAgain(refused));
  const value = credit ? creditValues(credit) : {};
  const known = speakers.map((speaker) => speaker.name).join('; ');
  return form({
    id: 'attribute-form',
    action: `/claims/${claim.id}/attribution`,
    submit: credit ? 'Change the credit' : 'Set the credit',
    hidden: { version: claim.version },
    blockers: blocked(desk, { kind: 'set_attribution' }),
    parts: [
      fields.line({
        name: 'source',
        label: 'Who, in the words of the text',
        hint: 'As it stands there: “Bloomberg”, “the official”.',
        required: true,
        value: value['source'] ?? '',
      }),
      fields.line({
        name: 'cue',
        label: 'Saying-word',
        hint: 'As it stands there: “according to”, “said”. May stay empty.',
        value: value['cue'] ?? '',
      }),
      fields.choice({
        kind: 'select',
        name: 'kind',
        label: 'Kind',
        value: value['kind'] ?? 'person',
        choices: choicesOf(ATTRIBUTION_KINDS, (code) => ATTRIBUTION_KIND_WORDS[code]),
      }),
      fields.choice({
        kind: 'select',
        name: 'manner',
        label: 'Manner',
        value: value['manner'] ?? 'paraphrase',
        choices: choicesOf(MANNERS, (code) => MANNER_WORDS[code]),
      }),
      fields.line({
        name: 'speaker',
        label: 'Speaker',
        hint: known
          ? `The name to file it under; left empty, the words above. In this article: ${known}.`
          : 'The name to file it under; left empty, the words above.',
        value: value['speaker'] ?? '',
      }),
    ],
  });
}

function attributionBlock(desk: ClaimDesk, credit: Credit, check: Form): AttributionBlock {
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
    remove: {
      id: 'remove-attribution',
      action: `/claims/${claim.id}/attribution/removal`,
      label: 'The text credits it to nobody',
      hidden: [{ name: 'version', value: String(claim.version) }],
      tone: 'danger',
      describe: null,
      blockers: blocked(desk, { kind: 'set_attribution' }),
    },
  };
}

function checkForm(desk: ClaimDesk, credit: Credit, refused: Refused | null): Form {
  const fields = fieldsOf('attribution-check', shownAgain(refused));
  return form({
    id: 'attribution-check-form',
    action: `/claims/${desk.claim.id}/attribution-check`,
    submit: 'Save the attribution check',
    hidden: { version: desk.claim.version },
    blockers: blocked(desk, { kind: 'check_attribution', check: credit.check }),
    parts: [
      fields.choice({
        kind: 'radio',
        name: 'check',
        label: 'Did they say it?',
        value: credit.check,
        choices: choicesOf(ATTRIBUTION_CHECKS, (code) => ATTRIBUTION_CHECK_WORDS[code]),
      }),
      fields.line({ name: 'note', label: 'Note', hint: 'Where you looked.', value: credit.checkNote }),
    ],
  });
}

function evidenceItem(desk: ClaimDesk, piece: EvidenceRecord): EvidenceItem {
  return {
    id: `evidence-${piece.id}`,
    source: { text: piece.source.title, href: `/sources/${piece.sourceId}` },
    sourceLine: sourceLine({ ...piece.source, kind: piece.sourceKind, issued: piece.sourceIssued }),
    address: piece.source.address || null,
    stance: { code: piece.stance, label: STANCE_WORDS[piece.stance] },
    role: ROLE_WORDS[piece.role].label,
    locator: piece.locator || null,
    excerpt: piece.excerpt || null,
    note: piece.note || null,
    nags: piece.locator ? [] : ['No locator: say where in the source it stands.'],
    who: piece.linkedBy,
    at: piece.linkedAt.toISOString(),
    remove: {
      id: `unlink-${piece.id}`,
      action: `/claims/${desk.claim.id}/evidence/${piece.id}/removal`,
      label: 'Remove',
      hidden: [{ name: 'version', value: String(desk.claim.version) }],
      tone: 'danger',
      describe: `the evidence from ${piece.source.title}`,
      blockers: blocked(desk, { kind: 'unlink_evidence', evidenceId: piece.id }),
    },
  };
}

function linkForm(desk: ClaimDesk, refused: Refused | null): Form {
  const { claim, sources } = desk;
  const fields = fieldsOf('link', shownAgain(refused));
  return form({
    id: 'link-form',
    action: `/claims/${claim.id}/evidence`,
    submit: 'Link the evidence',
    hidden: { version: claim.version },
    blockers: blocked(desk, { kind: 'link_evidence' }),
    parts: [
      fields.choice({
        kind: 'select',
        name: 'sourceId',
        label: 'Source',
        hint: 'One the desk has already, or a new one below.',
        choices: [
          { value: '', label: 'A new source', hint: null, mark: null, blocked: null },
          ...sources.map((source) => ({
            value: source.id,
            label: [source.title, sourceLine(source)].join(' · '),
            hint: null,
            mark: null,
            blocked: null,
          })),
        ],
      }),
      group(
        'New source',
        [
          fields.choice({
            kind: 'select',
            name: 'sourceKind',
            label: 'Kind',
            value: 'web_page',
            choices: choicesOf(SOURCE_KINDS, (code) => SOURCE_KIND_WORDS[code]),
          }),
          fields.line({ name: 'title', label: 'Title' }),
          fields.line({ name: 'author', label: 'Author' }),
          fields.line({ name: 'publisher', label: 'Publisher' }),
          fields.line({ name: 'issued', label: 'Date', hint: '2013, 2013-06 or 2013-06-14' }),
          fields.line({ name: 'address', label: 'Address', kind: 'url' }),
        ],
        { open: sources.length === 0 },
      ),
      fields.choice({
        kind: 'radio',
        name: 'stance',
        label: 'What it does for the claim',
        value: 'supports',
        choices: choicesOf(STANCES, (code) => STANCE_WORDS[code]),
      }),
      fields.choice({
        kind: 'radio',
        name: 'role',
        label: 'What it is for this claim',
        value: 'secondary',
        choices: choicesOf(ROLES, (code) => ROLE_WORDS[code]),
      }),
      fields.line({
        name: 'locator',
        label: 'Locator',
        hint: 'Where in it: p. 12, para. 3, 00:14:05, Sheet2!B7, § 4(b).',
      }),
      fields.text({ name: 'excerpt', label: 'Excerpt', hint: 'The source’s own words.', rows: 2, reading: true }),
      fields.text({ name: 'note', label: 'Note', rows: 2 }),
    ],
  });
}

function findingForm(desk: ClaimDesk, refused: Refused | null): Form {
  const { claim, person } = desk;
  const fields = fieldsOf('finding', shownAgain(refused));
  const checked = inCheck(claim);
  // What stands against every finding stands in place of the form; what stands against one status, beside it.
  const always = blockers(checked, { kind: 'give_finding', status: 'unverified', reason: '', wording: null }, person);
  return form({
    id: 'finding-form',
    action: `/claims/${claim.id}/findings`,
    submit: 'Give the finding',
    hidden: { version: claim.version },
    blockers: always,
    parts: [
      fields.choice({
        kind: 'radio',
        name: 'status',
        label: 'Verification status',
        value: claim.status,
        choices: choicesOf(VERIFICATION_STATUSES, (code) => STATUS_WORDS[code]).map((choice, index) => {
          const code = VERIFICATION_STATUSES[index]!;
          return {
            ...choice,
            mark: { code, label: choice.label },
            blocked: statusBlockers(checked, code).join(' ') || null,
          };
        }),
      }),
      fields.text({
        name: 'reason',
        label: 'Reason',
        hint: 'What was looked at, and what it says. Needed for every status but Unverified.',
        value: claim.recheckCause === null ? (claim.finding?.reason ?? '') : '',
      }),
      fields.text({
        name: 'wording',
        label: 'Right wording',
        hint: 'Needed for Verified, fix wording; wanted for Incorrect.',
        rows: 2,
        reading: true,
        value: claim.finding?.wording ?? '',
      }),
    ],
  });
}

function withdrawForm(desk: ClaimDesk, refused: Refused | null): Form {
  const { claim } = desk;
  const fields = fieldsOf('withdraw', shownAgain(refused));
  return form({
    id: 'withdraw-form',
    action: `/claims/${claim.id}/withdrawal`,
    submit: 'Withdraw the claim',
    hidden: { version: claim.version },
    parts: [
      fields.line({
        name: 'reason',
        label: 'Why it is no claim after all',
        hint: 'Its evidence, findings and history are kept; it can be restored.',
        required: true,
      }),
    ],
  });
}

function actsOf(desk: ClaimDesk, person: Person): Act[] {
  const { claim } = desk;
  const hidden = [{ name: 'version', value: String(claim.version) }];
  const act = (id: string, label: string, tone: Act['tone'], move: Move): Act => ({
    id,
    action: `/claims/${claim.id}/${id}`,
    label,
    hidden,
    tone,
    describe: `claim ${claim.number}`,
    blockers: blocked(desk, move),
  });
  if (claim.stage === 'withdrawn') return [act('restoration', 'Restore', 'main', { kind: 'restore' })];
  const mine = claim.checkerId === person.id && claim.stage !== 'new';
  return mine
    ? []
    : [act('checker', claim.checker ? `Take over from ${claim.checker}` : 'Take', 'main', { kind: 'take' })];
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

/** What the form for a new claim begins with: words chosen by offsets, a suggestion, or nothing yet. */
export interface ClaimBeginning {
  span: Span | null;
  statement: string;
  type: string;
  risk: string;
  suggestion: { id: string; credits: Attribution[] } | null;
}

export function claimNewPage(
  article: Article,
  reading: Reading,
  begun: ClaimBeginning,
  refused: Refused | null = null,
): ClaimNewPage {
  const fields = fieldsOf('claim', shownAgain(refused));
  const { span, suggestion } = begun;
  const credit = suggestion?.credits[0];
  const made = form({
    id: 'claim-form',
    action: `/articles/${article.id}/claims`,
    submit: 'Mark as a claim',
    hidden: {
      revisionId: article.revisionId,
      worded: 1,
      ...(span ? { start: span.start, end: span.end } : {}),
      ...(suggestion ? { suggestionId: suggestion.id } : {}),
    },
    parts: [
      fields.text({
        name: 'quotation',
        label: 'Words from the text',
        hint: span
          ? 'Shorten or lengthen them if they are not the claim.'
          : 'As they stand there; white space and the kind of quotation marks do not matter.',
        required: true,
        reading: true,
        value: span ? article.body.slice(span.start, span.end) : '',
      }),
      ...wordingFields(fields, begun),
      ...(credit
        ? [
            fields.tick({
              name: 'credited',
              label: `Credited to ${credit.speaker}`,
              hint: 'As found in the text; it can be changed on the claim’s page.',
              ticked: true,
            }),
          ]
        : []),
    ],
  });
  return {
    title: `New claim · ${article.title}`,
    article: { text: article.title, href: `/articles/${article.id}` },
    problems: refused ? problemsOf(made, refused.refusal) : null,
    context: span ? contextOf(article, reading, span, null) : [],
    form: made,
  };
}
