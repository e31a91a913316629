import type { Article } from '../articles/queries.ts';
import { ATTRIBUTION_KINDS, MANNERS, type Attribution } from '../core/attribution.ts';
import {
  ATTRIBUTION_CHECKS,
  blockers,
  FIX_DECISIONS,
  statusBlockers,
  VERIFICATION_STATUSES,
  type Move,
} from '../core/check.ts';
import { BETWEEN_RUNS } from '../core/placing.ts';
import type { Person } from '../core/rights.ts';
import { ROLES, SOURCE_KINDS, STANCES } from '../core/sourcing.ts';
import { CLAIM_TYPES, RISKS } from '../core/suggest.ts';
import type { Quote, Span } from '../core/text.ts';
import {
  ATTRIBUTION_CHECK_WORDS,
  ATTRIBUTION_KIND_WORDS,
  CLAIM_TYPE_WORDS,
  FIX_WORDS,
  MANNER_WORDS,
  RISK_WORDS,
  ROLE_WORDS,
  SOURCE_KIND_WORDS,
  STANCE_WORDS,
  STATUS_WORDS,
} from '../core/wording.ts';
import type { FollowOfClaim } from '../revisions/queries.ts';
import type { Source } from '../sources/queries.ts';
import { sourceLine } from '../sources/wording.ts';
import type { Speaker } from '../speakers/queries.ts';
import { choicesOf, fieldsOf, form, group, shownAgain, type Refused } from '../web/forms.ts';
import type { Field, Form } from '../web/parts.ts';
import type { EvidenceDraft } from '../evidence/actions.ts';
import { inCheck, type ClaimFile, type Credit, type EvidenceRecord } from './queries.ts';

/** The forms of a claim: what they ask, what they begin with, and what stands in their place when a move is blocked. */

/** What the forms of a claim's page are made from. */
export interface FormsDesk {
  claim: ClaimFile;
  /** To choose from when evidence is linked. */
  sources: Source[];
  /** To choose from when the credit is set: those of this article. */
  speakers: Speaker[];
  person: Person;
}

/** The forms of a claim's page, by the part of the page they stand in. */
export type ClaimFormName =
  | 'details'
  | 'attribute'
  | 'attribution-check'
  | 'link'
  | `amend-${string}`
  | `copy-${string}`
  | 'finding'
  | 'note'
  | 'ask'
  | 'correction'
  | 'comment'
  | 'fix'
  | 'withdraw'
  | 'place'
  | 'other';

/** What stands against a move by whoever looks at the claim. */
export const blocked = ({ claim, person }: FormsDesk, move: Move) => blockers(inCheck(claim), move, person);

export function detailsForm(desk: FormsDesk, refused: Refused | null): Form {
  const { claim } = desk;
  const fields = fieldsOf('details', shownAgain(refused));
  return form({
    id: 'details-form',
    action: `/claims/${claim.id}/amendments`,
    submit: 'Save',
    hidden: { version: claim.version },
    blockers: blocked(desk, { kind: 'amend', reworded: true }),
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

export const quoted = (quotes: readonly Quote[]) => quotes.map((quote) => quote.exact).join(BETWEEN_RUNS);

function creditValues(credit: Credit): Record<string, string> {
  return {
    source: quoted(credit.source),
    cue: quoted(credit.cue),
    kind: credit.kind,
    manner: credit.manner,
    speaker: credit.speaker,
  };
}

export function attributeForm(desk: FormsDesk, refused: Refused | null): Form {
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

export function checkForm(desk: FormsDesk, credit: Credit, refused: Refused | null): Form {
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

export function linkForm(desk: FormsDesk, refused: Refused | null): Form {
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
      ...(refused?.refusal.fields['anyway']
        ? [fields.tick({ name: 'anyway', label: 'This is another source: record it all the same' })]
        : []),
      ...evidenceFields(fields, { stance: 'supports', role: 'secondary', locator: '', excerpt: '', note: '' }),
    ],
  });
}

/** What is said of a source on a claim, wherever that is asked. */
function evidenceFields(fields: ReturnType<typeof fieldsOf>, piece: EvidenceDraft): Field[] {
  return [
    fields.choice({
      kind: 'radio',
      name: 'stance',
      label: 'What it does for the claim',
      value: piece.stance,
      choices: choicesOf(STANCES, (code) => STANCE_WORDS[code]),
    }),
    fields.choice({
      kind: 'radio',
      name: 'role',
      label: 'What it is for this claim',
      value: piece.role,
      choices: choicesOf(ROLES, (code) => ROLE_WORDS[code]),
    }),
    fields.line({
      name: 'locator',
      label: 'Locator',
      hint: 'Where in it: p. 12, para. 3, 00:14:05, Sheet2!B7, § 4(b).',
      value: piece.locator,
    }),
    fields.text({
      name: 'excerpt',
      label: 'Excerpt',
      hint: 'The source’s own words.',
      rows: 2,
      reading: true,
      value: piece.excerpt,
    }),
    fields.text({ name: 'note', label: 'Note', rows: 2, value: piece.note }),
  ];
}

export function amendEvidenceForm(desk: FormsDesk, piece: EvidenceRecord, refused: Refused | null): Form {
  const id = `amend-${piece.id}`;
  const fields = fieldsOf(id, shownAgain(refused));
  return form({
    id,
    action: `/claims/${desk.claim.id}/evidence/${piece.id}/amendments`,
    submit: 'Save the evidence',
    hidden: { version: desk.claim.version },
    blockers: blocked(desk, { kind: 'amend_evidence', evidenceId: piece.id, stance: piece.stance }),
    parts: evidenceFields(fields, piece),
  });
}

/** Ties the source of a piece of evidence to another claim too. */
export function copyEvidenceForm(desk: FormsDesk, piece: EvidenceRecord, refused: Refused | null): Form {
  const id = `copy-${piece.id}`;
  const fields = fieldsOf(id, shownAgain(refused));
  return form({
    id,
    action: `/claims/${desk.claim.id}/evidence/${piece.id}/copies`,
    submit: 'Copy it there',
    blockers: blocked(desk, { kind: 'link_evidence' }),
    parts: [fields.line({ name: 'number', label: 'Claim number', required: true })],
  });
}

export function findingForm(desk: FormsDesk, refused: Refused | null): Form {
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

/** Asked of editors where a finding lets a claim run only with their word. */
export function noteForm(desk: FormsDesk, refused: Refused | null): Form {
  const { claim } = desk;
  const fields = fieldsOf('note', shownAgain(refused));
  return form({
    id: 'note-form',
    action: `/claims/${claim.id}/note`,
    submit: 'Save the note',
    hidden: { version: claim.version },
    blockers: blocked(desk, { kind: 'note', note: '…' }),
    parts: [
      fields.text({
        name: 'note',
        label: 'Why it may run',
        hint: 'An editor’s word; the report prints it.',
        rows: 2,
        required: true,
        value: claim.finding?.note ?? '',
      }),
    ],
  });
}

export function fixForm(desk: FormsDesk, refused: Refused | null): Form {
  const { claim } = desk;
  const fields = fieldsOf('fix', shownAgain(refused));
  return form({
    id: 'fix-form',
    action: `/claims/${claim.id}/fix`,
    submit: 'Save',
    hidden: { version: claim.version },
    blockers: blocked(desk, { kind: 'decide_fix', fix: 'applied', reason: '' }),
    parts: [
      fields.choice({
        kind: 'radio',
        name: 'fix',
        label: 'The right wording',
        value: claim.finding?.fix ?? 'applied',
        choices: choicesOf(FIX_DECISIONS, (code) => FIX_WORDS[code]),
      }),
      fields.line({
        name: 'reason',
        label: 'Why',
        hint: 'Needed where it is waived.',
        value: claim.finding?.fixReason ?? '',
      }),
    ],
  });
}

/** Places a claim whose words a person has to find: one of the places that resemble them, or a quotation. */
export function placeForm(desk: FormsDesk, last: FollowOfClaim | null, refused: Refused | null): Form {
  const { claim } = desk;
  const fields = fieldsOf('place', shownAgain(refused));
  return form({
    id: 'place-form',
    action: `/claims/${claim.id}/place`,
    submit: 'Place the claim',
    hidden: { version: claim.version },
    blockers: blocked(desk, { kind: 'place', otherWords: false }),
    parts: [
      fields.text({
        name: 'quotation',
        label: 'Its words in the newest revision',
        hint: last?.candidates.length
          ? 'As they stand there, with enough around them to be the only such place.'
          : 'As they stand there.',
        required: true,
        reading: true,
        rows: 2,
        value: claim.exact,
      }),
    ],
  });
}

export function withdrawForm(desk: FormsDesk, refused: Refused | null): Form {
  const { claim } = desk;
  const fields = fieldsOf('withdraw', shownAgain(refused));
  return form({
    id: 'withdraw-form',
    action: `/claims/${claim.id}/withdrawal`,
    submit: 'Withdraw the claim',
    hidden: { version: claim.version },
    // Whatever the reason: that one is needed is said at its field.
    blockers: blocked(desk, { kind: 'withdraw', reason: '…' }),
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

/** What the form for a new claim begins with: words chosen by offsets, a suggestion, or nothing yet. */
export interface ClaimBeginning {
  span: Span | null;
  statement: string;
  type: string;
  risk: string;
  suggestion: { id: string; credits: Attribution[] } | null;
}

/** For words chosen by offsets, for a suggestion to be edited, or for a quotation to be typed. */
export function newClaimForm(article: Article, begun: ClaimBeginning, refused: Refused | null): Form {
  const fields = fieldsOf('claim', shownAgain(refused));
  const { span, suggestion } = begun;
  const credit = suggestion?.credits[0];
  return form({
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
}

/** What a stale form's fields hold in the claim as it is now. */
export function storedNow(claim: ClaimFile, form: ClaimFormName): Record<string, string> {
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
    case 'note':
      return { note: claim.finding?.note ?? '' };
    case 'fix':
      return { fix: claim.finding?.fix ?? '', reason: claim.finding?.fixReason ?? '' };
    case 'ask':
    case 'correction':
    case 'comment':
    case 'link':
    case 'withdraw':
    case 'place':
    case 'other':
      return {};
    default:
      return evidenceValues(claim.evidence.find((piece) => form === `amend-${piece.id}`));
  }
}

function evidenceValues(piece: EvidenceRecord | undefined): Record<string, string> {
  if (!piece) return {};
  const { stance, role, locator, excerpt, note } = piece;
  return { stance, role, locator, excerpt, note };
}
