import type { Span } from '../text.ts';

/** White space, and the marks that would hang on it: a span must not begin inside what people see as one character. */
const HANGING = String.raw`[\p{M}\p{EMod}\u200c\u200d\u{E0020}-\u{E007F}]*`;
const LEAD = new RegExp(`^(?:${HANGING}\\s+)+${HANGING}`, 'u');

/** The span without white space at either end; empty if there is nothing else. */
export function trimmedSpan(text: string, start: number, end: number): Span {
  const piece = text.slice(start, end);
  const lead = LEAD.exec(piece)?.[0].length ?? 0;
  const tail = piece.length - piece.trimEnd().length;
  return { start: start + lead, end: Math.max(start + lead, end - tail) };
}
