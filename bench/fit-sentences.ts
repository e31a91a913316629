/**
 * Fits the two scores of a sentence and writes src/core/suggest/weights.ts:
 *
 *   npx tsx bench/fit-sentences.ts CHECKWORTHY.jsonl OBJECTIVITY.jsonl
 *
 * Each line of a file is { "text": "…", "label": 0 or 1 }. Both are logistic regressions over hashed features with L2,
 * fitted by Adam over all examples at once. The line (0.5) is put where F1 was best in cross-validation over blocks of
 * neighbouring lines, so that sentences of one text never stand on both sides.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { findAttributions } from '../src/core/attribution.ts';
import { featuresOf, type Features } from '../src/core/suggest/features.ts';
import { FEATURE_BITS } from '../src/core/suggest/hash.ts';
import { kindOf } from '../src/core/suggest/kinds.ts';
import type { Lexicon } from '../src/core/suggest/lexicon.ts';
import type { Credit } from '../src/core/suggest/parts.ts';
import { reasonsOf } from '../src/core/suggest/reasons.ts';
import { draftsOf, type Draft } from '../src/core/suggest/sentence.ts';
import { checkworthinessFeatures, objectivityFeatures, pack, type FittedScore } from '../src/core/suggest/weigh.ts';
import { wordsOf } from '../src/core/words.ts';

interface Example {
  features: number[];
  label: number;
  /** What the rules say of it whatever its score; null where the score decides. */
  ruled: number | null;
}
interface Plan {
  passes: number;
  l2: number;
  blocks: number;
  /** How much F1 below the best still counts as the best. */
  asGood: number;
}

/** Features in fewer examples are left out: what stands in one example only teaches that example. */
const AT_LEAST = 3;

const [checkworthyFile, objectivityFile] = process.argv.slice(2);
if (checkworthyFile === undefined || objectivityFile === undefined) {
  console.error('usage: npx tsx bench/fit-sentences.ts CHECKWORTHY.jsonl OBJECTIVITY.jsonl');
  process.exit(2);
}
const checkworthiness = fitted(
  'check-worthiness',
  examplesIn(checkworthyFile, checkworthinessFeatures, () => null),
  // A missed claim costs more than one to dismiss, so of lines as good as the best the lowest is taken.
  { passes: 200, l2: 0.33, blocks: 5, asGood: 0.003 },
);
const objectivity = fitted('objectivity', examplesIn(objectivityFile, objectivityFeatures, ruledObjective), {
  passes: 150,
  l2: 0.44,
  blocks: 10,
  asGood: 0,
});
writeFileSync(
  new URL('../src/core/suggest/weights.ts', import.meta.url),
  `// Written by bench/fit-sentences.ts; fit again rather than edit.
import type { FittedScore } from './weigh.ts';

export const CHECKWORTHINESS: FittedScore = ${printed(checkworthiness)};

export const OBJECTIVITY: FittedScore = ${printed(objectivity)};
`,
);

function examplesIn(
  file: string,
  choose: (features: Features, draft: Draft) => number[][],
  ruled: (draft: Draft, credits: Credit[]) => number | null,
): Example[] {
  const lexicon: Lexicon = new Map();
  const lines = readFileSync(file, 'utf8').split('\n').filter((line) => line !== ''); // prettier-ignore
  return lines.map((line) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the shape is this script's own contract
    const { text, label } = JSON.parse(line) as { text: string; label: number };
    const whole = { start: 0, end: text.length };
    const passages = [{ ...whole, kind: 'paragraph' as const }];
    const words = wordsOf(text);
    const [draft] = [...draftsOf(text, passages, [whole], words, lexicon)];
    if (draft === undefined) throw new Error('An example is empty.');
    const credits = findAttributions(text, passages, [whole], words).map((attribution, index) => ({
      attribution,
      index,
    }));
    const features = choose(featuresOf(draft, reasonsOf(draft, false)), draft).flat();
    return { features, label, ruled: ruled(draft, credits) };
  });
}

/** Questions do not report, what is quoted outright and fragments do, whatever the score. */
function ruledObjective(draft: Draft, credits: Credit[]): number | null {
  const [low, high] = [0, 1].map((objectivity) => kindOf(draft, credits, () => objectivity));
  if (low !== high) return null;
  return high === 'question' || high === 'opinion' ? 0 : 1;
}

function fitted(name: string, examples: readonly Example[], plan: Plan): FittedScore {
  const scores: number[] = [];
  for (let block = 0; block < plan.blocks; block += 1) {
    const from = Math.floor((block * examples.length) / plan.blocks);
    const to = Math.floor(((block + 1) * examples.length) / plan.blocks);
    const model = fit([...examples.slice(0, from), ...examples.slice(to)], plan);
    for (const example of examples.slice(from, to)) scores.push(ruledScore(example) ?? logitOf(example, model));
  }
  const line = bestLine(scores, examples, plan.asGood);
  const { weights, constant } = fit(examples, plan);
  const sizes = Array.from(weights, Math.abs)
    .filter((size) => size > 0)
    .toSorted((a, b) => a - b);
  // One weight in a thousand is cut off, so that a byte can tell the small ones apart.
  const unit = sizes[Math.floor(sizes.length * 0.999)]! / 127;
  const bytes = Int8Array.from(weights, (weight) => Math.max(-127, Math.min(127, Math.round(weight / unit))));
  console.log(
    `${name}: ${examples.length} examples, F1 in cross-validation ${(line.f1 * 100).toFixed(1)} at ${line.at.toFixed(2)}`,
  );
  return {
    unit: Number(unit.toPrecision(6)),
    shift: Number((constant - line.at).toFixed(4)),
    weights: pack(bytes),
  };
}

function ruledScore({ ruled }: Example): number | null {
  return ruled === null ? null : (ruled * 2 - 1) * Number.MAX_VALUE;
}

interface Model {
  weights: Float64Array;
  constant: number;
}

/** Adam over the whole loss, with the places that are in use numbered from 0 and the constant behind them. */
function fit(examples: readonly Example[], { passes, l2 }: Plan): Model {
  const mask = 2 ** FEATURE_BITS - 1;
  const times = new Map<number, number>();
  for (const { features } of examples)
    for (const feature of features) times.set(feature & mask, (times.get(feature & mask) ?? 0) + 1);
  const places = [...times].filter(([, count]) => count >= AT_LEAST).map(([place]) => place);
  const numbers = new Map(places.map((place, number) => [place, number]));
  const rows = examples.map(({ features, label }) => {
    const used = features.flatMap((feature) => numbers.get(feature & mask) ?? []);
    return { used, label, norm: 1 / Math.sqrt(features.length || 1) };
  });
  const constant = places.length;
  const weights = new Float64Array(constant + 1);
  const mean = new Float64Array(constant + 1);
  const square = new Float64Array(constant + 1);
  for (let pass = 1; pass <= passes; pass += 1) {
    const slopes = weights.map((weight, k) => (k === constant ? 0 : l2 * weight));
    for (const { used, label, norm } of rows) {
      const logit = used.reduce((sum, k) => sum + weights[k]! * norm, weights[constant]!);
      const slope = 1 / (1 + Math.exp(-logit)) - label;
      for (const k of used) slopes[k]! += slope * norm;
      slopes[constant]! += slope;
    }
    const step = pass < passes * 0.7 ? 0.15 : 0.03;
    slopes.forEach((slope, k) => {
      mean[k] = 0.9 * mean[k]! + 0.1 * slope;
      square[k] = 0.99 * square[k]! + 0.01 * slope * slope;
      const size = Math.sqrt(square[k] / (1 - 0.99 ** pass)) + 1e-8;
      weights[k]! -= (step * mean[k]) / (1 - 0.9 ** pass) / size;
    });
  }
  const spread = new Float64Array(mask + 1);
  places.forEach((place, k) => (spread[place] = weights[k]!));
  return { weights: spread, constant: weights[constant]! };
}

function logitOf({ features }: Example, { weights, constant }: Model): number {
  const mask = weights.length - 1;
  const sum = features.reduce((total, feature) => total + weights[feature & mask]!, 0);
  return sum / Math.sqrt(features.length || 1) + constant;
}

/** The score from which on to call an example positive, among those that no rule decides. */
function bestLine(scores: readonly number[], examples: readonly Example[], asGood: number): { at: number; f1: number } {
  const order = scores.map((score, i) => ({ score, label: examples[i]!.label })).toSorted((a, b) => b.score - a.score);
  const gold = examples.reduce((sum, { label }) => sum + label, 0);
  let hits = 0;
  const lines = order.map(({ score, label }, i) => {
    hits += label;
    return { at: score, f1: (2 * hits) / (i + 1 + gold) };
  });
  const best = lines.reduce((most, { f1 }) => Math.max(most, f1), 0);
  return lines.findLast(({ f1 }) => f1 >= best - asGood)!;
}

function printed({ unit, shift, weights }: FittedScore): string {
  return `{\n  unit: ${unit},\n  shift: ${shift},\n  weights:\n    '${weights}',\n}`;
}
