import { findAttributions, type Attribution } from './attribution.ts';
import { claimsIn, rounded } from './suggest/claims.ts';
import { readsAsEnglish } from './suggest/english.ts';
import { featuresOf } from './suggest/features.ts';
import { kindOf } from './suggest/kinds.ts';
import type { Credit } from './suggest/parts.ts';
import { reasonsOf } from './suggest/reasons.ts';
import { draftsOf, type Draft } from './suggest/sentence.ts';
import { checkworthinessOf, objectivityOf } from './suggest/weigh.ts';
import { passagesOf, sentencesOf, type Note, type Passage, type Quote, type Span } from './text.ts';
import { asTold, type Told } from './text/told.ts';
import { wordsOf } from './words.ts';

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

/** The check-worthiness from which on words are suggested without being asked for. */
export const LINE = 0.5;

/** A segment of a passage, the unit of coverage. `checkworthiness` is 0 to 1, with LINE as the line. */
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
  /** What the file or page it came from told of its words. */
  notes: Note[];
  sentences: Sentence[];
  attributions: Attribution[];
  claims: SuggestedClaim[];
}

/** Reasons that do not speak for checking. */
const IDLE: ReadonlySet<ReasonCode> = new Set(['first_person', 'evaluation', 'hedge']);

/**
 * Reads an article: its passages and sentences, who it credits, and what is worth checking and why. What a file told of
 * its passages counts for more than what the words look like.
 */
export function readArticle(body: string, told: Told | null = null): Reading {
  const cut = passagesOf(body);
  const { passages, notes } = told === null ? { passages: cut, notes: [] } : asTold(body, cut, told);
  const spans = sentencesOf(body, passages);
  const words = wordsOf(body);
  const english = readsAsEnglish(words);
  const title = titleOf(body, passages);
  if (!english) {
    const sentences = Array.from(draftsOf(body, passages, spans, words), ({ start, end, passage }): Sentence => {
      const kind = passage.kind === 'furniture' ? 'furniture' : 'other';
      return { start, end, kind, checkworthiness: 0, reasons: [] };
    });
    return { english, title, passages, notes, sentences, attributions: [], claims: [] };
  }
  const attributions = findAttributions(body, passages, spans, words);
  const credits = creditsBySentence(spans, attributions);
  const sentences: Sentence[] = [];
  const claims: SuggestedClaim[] = [];
  let before: Draft | null = null;
  for (const draft of draftsOf(body, passages, spans, words)) {
    const own = credits[sentences.length]!;
    const sentence = read(draft, own);
    sentences.push(sentence);
    claims.push(...wantedClaims(body, draft, sentence, own, before));
    before = draft;
  }
  return { english, title, passages, notes, sentences, attributions, claims };
}

function wantedClaims(
  body: string,
  draft: Draft,
  sentence: Sentence,
  credits: readonly Credit[],
  before: Draft | null,
): SuggestedClaim[] {
  // Of what the writer judges, only what somebody else is credited with can be checked.
  const judged = sentence.kind === 'opinion' && credits.some(({ attribution }) => attribution.kind !== 'author');
  if (!judged && (sentence.kind !== 'claim' || !isWanted(sentence, draft))) return [];
  const found = claimsIn(body, draft, sentence, credits, before);
  return judged ? found.filter(({ attribution }) => attribution !== null) : found;
}

function isWanted({ checkworthiness, reasons }: Sentence, { words }: Draft): boolean {
  return checkworthiness >= LINE || reasons.some((reason) => !IDLE.has(reason)) || words.length >= 8;
}

function read(draft: Draft, credits: readonly Credit[]): Sentence {
  const { start, end } = draft;
  const credited = credits.some(({ attribution }) => attribution.kind !== 'author');
  const reasons = reasonsOf(draft, credited);
  const features = featuresOf(draft, reasons);
  const kind = kindOf(draft, credits, () => objectivityOf(features, draft));
  const checkworthiness = kind === 'furniture' ? 0 : rounded(checkworthinessOf(features));
  return { start, end, kind, checkworthiness, reasons };
}

/** For each sentence, the attributions with some of their content in it, in order. */
function creditsBySentence(sentences: readonly Span[], attributions: readonly Attribution[]): Credit[][] {
  const credits: Credit[][] = sentences.map(() => []);
  attributions.forEach((attribution, index) => {
    for (const { start, end } of attribution.content) {
      for (let i = firstEndingAfter(sentences, start); i < sentences.length && sentences[i]!.start < end; i += 1) {
        if (credits[i]!.at(-1)?.index !== index) credits[i]!.push({ attribution, index });
      }
    }
  });
  return credits;
}

function firstEndingAfter(sentences: readonly Span[], offset: number): number {
  let low = 0;
  let high = sentences.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sentences[middle]!.end <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function titleOf(body: string, passages: readonly Passage[]): string | null {
  const first = passages.find(({ kind }) => kind !== 'furniture');
  return first?.kind === 'heading' ? body.slice(first.start, first.end).replaceAll(/\s+/g, ' ') : null;
}
