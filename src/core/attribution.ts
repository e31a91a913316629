import type { Quote } from './text.ts';

export const ATTRIBUTION_KINDS = ['person', 'organisation', 'document', 'unnamed', 'author'] as const;
export type AttributionKind = (typeof ATTRIBUTION_KINDS)[number];

export const MANNERS = ['direct', 'paraphrase'] as const;
export type Manner = (typeof MANNERS)[number];

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
  /** The name to file the credit under, pronouns and short forms resolved ("a DHS official"). */
  speaker: string;
}
