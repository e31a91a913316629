/** A half-open range of UTF-16 code units into one revision's body. */
export interface Span {
  start: number;
  end: number;
}

/** A span together with the words it covers. */
export interface Quote extends Span {
  exact: string;
}

export const PASSAGE_KINDS = [
  'heading',
  'standfirst',
  'paragraph',
  'quotation',
  'list_item',
  'correction',
  'furniture',
] as const;
export type PassageKind = (typeof PASSAGE_KINDS)[number];

/** A paragraph-level block of the body; passages are in order and never overlap. */
export interface Passage extends Span {
  kind: PassageKind;
}

/** What a file or page says beside its words: where some of them link to, or which page or paragraph they stood in. */
export interface Note extends Span {
  kind: 'link' | 'page' | 'paragraph';
  value: string;
}

export { passagesOf } from './text/passages.ts';
export { sentencesOf } from './text/sentences.ts';
