import type { Article } from '../articles/queries.ts';
import { ATTRIBUTION_KINDS, MANNERS, type Attribution } from '../core/attribution.ts';
import { ATTRIBUTION_CHECKS, blockers, type Move } from '../core/check.ts';
import { BETWEEN_RUNS } from '../core/placing.ts';
import type { Person } from '../core/rights.ts';
import { CLAIM_TYPES, RISKS } from '../core/suggest.ts';
import type { Quote, Span } from '../core/text.ts';
import {
  ATTRIBUTION_CHECK_WORDS,
  ATTRIBUTION_KIND_WORDS,
  CLAIM_TYPE_WORDS,
  MANNER_WORDS,
  RISK_WORDS,
} from '../core/wording.ts';
import type { FollowOfClaim } from '../revisions/queries.ts';
import type { Source } from '../sources/queries.ts';
import type { Speaker } from '../speakers/queries.ts';
import { choicesOf, fieldsOf, form, shownAgain, type Refused } from '../web/forms.ts';
import type { Field, Form } from '../web/parts.ts';
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
