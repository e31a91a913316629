import type { Attribution } from './attribution.ts';
import type { Passage, Quote, Span } from './text.ts';

export const SENTENCE_KINDS = ['claim', 'opinion', 'question', 'other', 'furniture'] as const;
export type SentenceKind = (typeof SENTENCE_KINDS)[number];

/** Why a sentence or claim is worth checking, as codes that pages word. */
export const REASONS = [
  'figure',
  'date',
  'money',
  'name',
  'organisation',
  'comparison',
  'cause',
  'superlative',
  'official_act',
  'quotation',
  'credited',
  'hedge',
  'first_person',
  'evaluation',
] as const;
export type ReasonCode = (typeof REASONS)[number];

export const CLAIM_TYPES = [
  'figure',
  'quotation',
  'name',
  'date',
  'event',
  'cause',
  'comparison',
  'official_act',
  'other',
] as const;
export type ClaimType = (typeof CLAIM_TYPES)[number];

export const RISKS = ['low', 'normal', 'high'] as const;
export type Risk = (typeof RISKS)[number];

/** A segment of a passage, the unit of coverage. `checkworthiness` is 0 to 1, with 0.5 as the line. */
export interface Sentence extends Span {
  kind: SentenceKind;
  checkworthiness: number;
  reasons: ReasonCode[];
}

/** Words worth checking, as found; nothing is a claim until a person says so. */
export interface SuggestedClaim extends Quote {
  /** Self-contained wording where that is safe, else the words themselves. */
  statement: string;
  type: ClaimType;
  risk: Risk;
  hedged: boolean;
  checkworthiness: number;
  reasons: ReasonCode[];
  /** Index of the nearest credit in `Reading.attributions`, or null for the article's own voice. */
  attribution: number | null;
}

/** What was found in one text. Everything is cut from the body; nothing is invented. */
export interface Reading {
  /** False for a text that does not read as English: it gets passages and sentences and no suggestions. */
  english: boolean;
  title: string | null;
  passages: Passage[];
  sentences: Sentence[];
  attributions: Attribution[];
  claims: SuggestedClaim[];
}
