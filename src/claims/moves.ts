import type { Operation, Person } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { amendEvidence, linkEvidence, unlinkEvidence } from '../evidence/actions.ts';
import { AmendEvidenceForm, EvidenceAddress, EvidenceForm, evidenceSource } from '../evidence/parse.ts';
import { decideFix, giveFinding, noteFinding } from '../findings/actions.ts';
import { FindingForm, FixForm, NoteForm } from '../findings/parse.ts';
import { parse, parseAddress } from '../web/parse.ts';
import {
  amendClaim,
  checkAttribution,
  placeClaim,
  removeAttribution,
  restoreClaim,
  setAttribution,
  signOff,
  takeBackSignOff,
  takeClaim,
  withdrawClaim,
} from './actions.ts';
import {
  AttributionCheckForm,
  AttributionForm,
  DetailsForm,
  PlaceForm,
  Seen,
  WithdrawalForm,
  wordsMeant,
} from './parse.ts';

/** What was sent to move a claim: the names in its address, and the fields of a form or of JSON. */
export interface Sent {
  params: unknown;
  body: unknown;
}

type Move = (db: Db, person: Person, claimId: string, sent: Sent) => Promise<unknown>;

/** What can be done to a claim, by its address below the claim's own: the same through the page and the API. */
export const MOVES = {
  amendments: (db, person, claimId, sent) => {
    const { version: seen, ...amendment } = parse(DetailsForm, sent.body);
    return amendClaim(db, person, claimId, seen, amendment);
  },

  checker: (db, person, claimId, sent) => takeClaim(db, person, claimId, parse(Seen, sent.body).version),

  attribution: (db, person, claimId, sent) => {
    const { version: seen, ...typed } = parse(AttributionForm, sent.body);
    return setAttribution(db, person, claimId, seen, typed);
  },

  'attribution/removal': (db, person, claimId, sent) =>
    removeAttribution(db, person, claimId, parse(Seen, sent.body).version),

  'attribution-check': (db, person, claimId, sent) => {
    const { version: seen, check, note } = parse(AttributionCheckForm, sent.body);
    return checkAttribution(db, person, claimId, seen, check, note);
  },

  evidence: (db, person, claimId, sent) => {
    const { version: seen, ...fields } = parse(EvidenceForm, sent.body);
    const { source, draft, anyway } = evidenceSource(fields);
    return linkEvidence(db, person, claimId, seen, source, draft, { anyway });
  },

  'evidence/:evidenceId/amendments': (db, person, claimId, sent) => {
    const { evidenceId } = parseAddress(EvidenceAddress, sent.params);
    const { version: seen, ...draft } = parse(AmendEvidenceForm, sent.body);
    return amendEvidence(db, person, claimId, seen, evidenceId, draft);
  },

  'evidence/:evidenceId/removal': (db, person, claimId, sent) => {
    const { evidenceId } = parseAddress(EvidenceAddress, sent.params);
    return unlinkEvidence(db, person, claimId, parse(Seen, sent.body).version, evidenceId);
  },

  findings: (db, person, claimId, sent) => {
    const { version: seen, ...finding } = parse(FindingForm, sent.body);
    return giveFinding(db, person, claimId, seen, finding);
  },

  'sign-off': (db, person, claimId, sent) => signOff(db, person, claimId, parse(Seen, sent.body).version),

  'sign-off/removal': (db, person, claimId, sent) =>
    takeBackSignOff(db, person, claimId, parse(Seen, sent.body).version),

  note: (db, person, claimId, sent) => {
    const { version: seen, note } = parse(NoteForm, sent.body);
    return noteFinding(db, person, claimId, seen, note);
  },

  fix: (db, person, claimId, sent) => {
    const { version: seen, fix, reason } = parse(FixForm, sent.body);
    return decideFix(db, person, claimId, seen, fix, reason);
  },

  withdrawal: (db, person, claimId, sent) => {
    const { version: seen, reason } = parse(WithdrawalForm, sent.body);
    return withdrawClaim(db, person, claimId, seen, reason);
  },

  place: (db, person, claimId, sent) => {
    const { version: seen, ...fields } = parse(PlaceForm, sent.body);
    return placeClaim(db, person, claimId, seen, wordsMeant(fields));
  },

  restoration: (db, person, claimId, sent) => restoreClaim(db, person, claimId, parse(Seen, sent.body).version),
} satisfies Record<string, Move>;

export type MoveName = keyof typeof MOVES;

const OF_REVIEW: ReadonlySet<MoveName> = new Set(['sign-off', 'sign-off/removal', 'note', 'fix']);

/** What a move is, in the table of who may do what. */
export const operationOf = (move: MoveName): Operation => (OF_REVIEW.has(move) ? 'review' : 'annotate');
