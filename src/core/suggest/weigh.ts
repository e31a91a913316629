import type { ReasonCode } from '../suggest.ts';

/** How much each reason speaks for checking a sentence, as logits; the sum starts below the line. */
const WEIGHTS: Record<ReasonCode, number> = {
  figure: 1.6,
  date: 0.6,
  money: 0.8,
  name: 0.5,
  organisation: 0.5,
  comparison: 0.7,
  cause: 0.4,
  superlative: 0.4,
  official_act: 0.6,
  quotation: 0.1,
  credited: 0.4,
  hedge: -0.2,
  first_person: -0.4,
  evaluation: -0.7,
};
const START = -1;

export function checkworthinessOf(reasons: readonly ReasonCode[], wordCount: number): number {
  const sum = reasons.reduce((total, reason) => total + WEIGHTS[reason], START + Math.min(wordCount, 25) * 0.02);
  return 1 / (1 + Math.exp(-sum));
}
