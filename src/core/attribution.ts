import { creditsOf, type Credit, type TokenRange } from './attribution/credits.ts';
import { carriedCredits } from './attribution/carried.ts';
import { ATTRIBUTION_KINDS, MANNERS, type AttributionKind, type Manner } from './attribution/kinds.ts';
import { hedges, mannerOf } from './attribution/manner.ts';
import { speakersOf } from './attribution/speakers.ts';
import { labelsOf } from './attribution/tagger.ts';
import { tokensOf, type Tokens } from './attribution/tokens.ts';
import { nextLinks } from './attribution/chains.ts';
import { nounCredits } from './attribution/nouns.ts';
import type { Passage, Quote, Span } from './text.ts';
import { wordsOf, type Word } from './words.ts';

export { ATTRIBUTION_KINDS, MANNERS, type AttributionKind, type Manner };

/** Who the text credits some words to. A source, cue or content is a list of quotes, one for each run of words. */
export interface Attribution {
  kind: AttributionKind;
  manner: Manner;
  /** Neither source nor cue stands in the content's own sentence: a block quotation credited in the paragraph before. */
  inherited: boolean;
  hedged: boolean;
  /** Credited to nobody in particular: "some are already alleging". */
  weasel: boolean;
  /** The index of the next link of a chained credit ("Bloomberg, citing four people"), or null. */
  via: number | null;
  source: Quote[];
  cue: Quote[];
  content: Quote[];
  /** The name to file the credit under, pronouns and short forms resolved ("a DHS official"); empty where nobody is named. */
  speaker: string;
}

/** The credits of a text, in the order of their cues. `words` are the body's, for a caller who has them already. */
export function findAttributions(
  body: string,
  passages: readonly Passage[],
  sentences: readonly Span[],
  words: readonly Word[] = wordsOf(body),
): Attribution[] {
  const tokens = tokensOf(body, words, passages, sentences);
  const credits = carriedCredits(tokens, nounCredits(tokens, creditsOf(tokens, labelsOf(tokens))));
  const speakers = speakersOf(body, tokens, credits);
  const links = nextLinks(tokens, credits);
  return credits.map((credit, i) => ({
    ...speakers[i]!,
    manner: mannerOf(tokens, credit),
    inherited: isInherited(tokens, credit),
    hedged: hedges(tokens, credit),
    via: links[i]!,
    source: quotes(body, tokens, credit.source),
    cue: quotes(body, tokens, credit.cue),
    content: quotes(body, tokens, credit.content),
  }));
}

/** Whether no content shares a sentence with the source or the cue. */
function isInherited(t: Tokens, credit: Credit): boolean {
  const own = [...credit.source, ...credit.cue];
  return !credit.content.some((content) => own.some((range) => shareSentence(t, content, range)));
}

function shareSentence(t: Tokens, one: TokenRange, other: TokenRange): boolean {
  return t.sentence[one.from]! <= t.sentence[other.to - 1]! && t.sentence[other.from]! <= t.sentence[one.to - 1]!;
}

function quotes(body: string, t: Tokens, ranges: readonly TokenRange[]): Quote[] {
  return ranges.map(({ from, to }) => {
    const start = t.start[from]!;
    const end = t.end[to - 1]!;
    return { start, end, exact: body.slice(start, end) };
  });
}
