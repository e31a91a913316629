import type { Credit } from './credits.ts';
import type { Tokens } from './tokens.ts';

const CITING = new Set(['cite', 'quote', 'reference']);

/**
 * For each credit the index of the one that it rests on, or null: in "Bloomberg reported, citing four people" the
 * four people are the next link.
 */
export function nextLinks(t: Tokens, credits: readonly Credit[]): (number | null)[] {
  return credits.map((credit, i) => {
    const next = credits[i + 1];
    if (!next || !isCiting(t, next) || isCiting(t, credit)) return null;
    return t.sentence[credit.cue[0]!.from] === t.sentence[next.cue[0]!.from] ? i + 1 : null;
  });
}

/** "citing four people": the words after the cue name a source, they are not what it says. */
export function isCiting(t: Tokens, credit: Credit): boolean {
  const cue = credit.cue[0]!;
  return cue.to - cue.from === 1 && t.words[cue.from]!.normal.endsWith('ing') && CITING.has(t.words[cue.from]!.lemma);
}
