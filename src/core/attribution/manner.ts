import type { Credit } from './credits.ts';
import type { Manner } from './kinds.ts';
import { TAG, type Tokens } from './tokens.ts';

/** Direct where at least four fifths of the credited words stand in quotation marks or in a block quotation. */
export function mannerOf(t: Tokens, credit: Credit): Manner {
  let words = 0;
  let quoted = 0;
  for (const { from, to } of credit.content) {
    for (let i = from; i < to; i++) {
      if (t.mark[i] !== 0) continue;
      words++;
      if (t.quoted[i] || t.block[i]) quoted++;
    }
  }
  return words > 0 && quoted * 5 >= words * 4 ? 'direct' : 'paraphrase';
}

const HEDGES = new Set(
  `may might could perhaps maybe possibly probably apparently reportedly allegedly supposedly purportedly seemingly likely
   unlikely potentially presumably`.split(/\s+/),
);
/** Cues that leave the speaker uncommitted. */
const HEDGING_CUES = new Set(
  'suggest hint imply speculate suspect guess wonder appear seem estimate surmise believe doubt'.split(' '),
);

/** Whether the credited words are held back ("may also be"), by the cue or at the start of the content. */
export function hedges(t: Tokens, credit: Credit): boolean {
  for (const { from, to } of credit.cue)
    for (let i = from; i < to; i++) {
      const { normal, lemma } = t.words[i]!;
      if (HEDGES.has(normal) || HEDGING_CUES.has(lemma)) return true;
    }
  for (const { from, to } of credit.content) if (hedgedFirstClause(t, from, to)) return true;
  return false;
}

/** Looks no further than the first verb that is no auxiliary and a few words after it. */
function hedgedFirstClause(t: Tokens, from: number, to: number): boolean {
  let left = 30;
  for (let i = from; i < to && left > 0; i++, left--) {
    const { normal, text } = t.words[i]!;
    // "could not swim" tells what was, and leaves nothing open.
    const firm = text === 'May' || (normal === 'could' && /^(?:not|n't)$/.test(t.words[i + 1]?.normal ?? ''));
    if (HEDGES.has(normal) && !firm) return true;
    if (t.pos[i] === TAG.VERB) left = Math.min(left, 3);
  }
  return false;
}
