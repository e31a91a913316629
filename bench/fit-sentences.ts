/**
 * Fits the two scores of a sentence and writes src/core/suggest/weights.ts:
 *
 *   npx tsx bench/fit-sentences.ts CHECKWORTHY.jsonl OBJECTIVITY.jsonl
 *
 * Each line of a file is { "text": "…", "label": 0 or 1 }. Both are logistic regressions over hashed features with L2:
 * check-worthiness is fitted by AdaGrad and averaged over the second half of the passes; objectivity, which has few
 * examples, by Adam over all of them at once. The line (0.5) is put where F1 was best in
 * cross-validation over blocks of neighbouring lines, so that sentences of one text never stand on both sides.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { featuresOf } from '../src/core/suggest/features.ts';
import { FEATURE_BITS } from '../src/core/suggest/hash.ts';
import type { Lexicon } from '../src/core/suggest/lexicon.ts';
import { reasonsOf } from '../src/core/suggest/reasons.ts';
import { draftsOf } from '../src/core/suggest/sentence.ts';
import { checkworthinessFeatures, objectivityFeatures, pack, type FittedScore } from '../src/core/suggest/weigh.ts';
import { wordsOf } from '../src/core/words.ts';
import type { Features } from '../src/core/suggest/features.ts';

interface Example {
  features: number[];
  label: number;
}
interface Plan {
  passes: number;
  l2: number;
  /** All examples at once, with a constant; else one by one. */
  whole: boolean;
  /** Features in fewer examples are left out. */
  atLeast: number;
  blocks: number;
  /** How much F1 below the best still counts as the best; null leaves the line where fitting put it. */
  asGood: number | null;
}

const [checkworthyFile, objectivityFile] = process.argv.slice(2);
if (checkworthyFile === undefined || objectivityFile === undefined) {
  console.error('usage: npx tsx bench/fit-sentences.ts CHECKWORTHY.jsonl OBJECTIVITY.jsonl');
  process.exit(2);
}
const checkworthiness = fitted('check-worthiness', examplesIn(checkworthyFile, checkworthinessFeatures), {
  passes: 8,
  l2: 1e-5,
  whole: false,
  atLeast: 3,
  blocks: 5,
  // A missed claim costs more than one to dismiss, so of lines as good as the best the lowest is taken.
  asGood: 0.003,
});
const objectivity = fitted('objectivity', examplesIn(objectivityFile, objectivityFeatures), {
  passes: 150,
  l2: 0.44,
  whole: true,
  atLeast: 3,
  blocks: 10,
  asGood: null,
});
writeFileSync(
  new URL('../src/core/suggest/weights.ts', import.meta.url),
  `// Written by bench/fit-sentences.ts; fit again rather than edit.
import type { FittedScore } from './weigh.ts';

export const CHECKWORTHINESS: FittedScore = ${printed(checkworthiness)};

export const OBJECTIVITY: FittedScore = ${printed(objectivity)};
`,
);

function examplesIn(file: string, choose: (features: Features) => number[][]): Example[] {
  const lexicon: Lexicon = new Map();
  const lines = readFileSync(file, 'utf8').split('\n').filter((line) => line !== ''); // prettier-ignore
  return lines.map((line) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the shape is this script's own contract
    const { text, label } = JSON.parse(line) as { text: string; label: number };
    const draft = draftsOf(text, [], [{ start: 0, end: text.length }], wordsOf(text), lexicon)[0]!;
    return { features: choose(featuresOf(draft, reasonsOf(draft, false))).flat(), label };
  });
}

function fitted(name: string, examples: readonly Example[], plan: Plan): FittedScore {
  const scores: number[] = [];
  for (let block = 0; block < plan.blocks; block += 1) {
    const from = Math.floor((block * examples.length) / plan.blocks);
    const to = Math.floor(((block + 1) * examples.length) / plan.blocks);
    const model = fit([...examples.slice(0, from), ...examples.slice(to)], plan);
    for (const example of examples.slice(from, to)) scores.push(logitOf(example, model));
  }
  const line = bestLine(scores, examples, plan.asGood ?? 0);
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
    shift: Number((plan.asGood === null ? constant : -line.at).toFixed(4)),
    weights: pack(bytes),
  };
}

interface Model {
  weights: Float64Array;
  constant: number;
}

function fit(examples: readonly Example[], plan: Plan): Model {
  return plan.whole ? fitWhole(examples, plan) : { weights: fitOneByOne(examples, plan), constant: 0 };
}

/** Adam over the whole loss, with the places that are in use numbered from 0 and the constant behind them. */
function fitWhole(examples: readonly Example[], { passes, l2, atLeast }: Plan): Model {
  const mask = 2 ** FEATURE_BITS - 1;
  const times = new Map<number, number>();
  for (const { features } of examples)
    for (const feature of features) times.set(feature & mask, (times.get(feature & mask) ?? 0) + 1);
  const places = [...times].filter(([, count]) => count >= atLeast).map(([place]) => place);
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

function fitOneByOne(examples: readonly Example[], plan: Plan): Float64Array {
  const { passes, l2 } = plan;
  const mask = 2 ** FEATURE_BITS - 1;
  const times = new Uint32Array(mask + 1);
  for (const { features } of examples) for (const feature of features) times[feature & mask]! += 1;
  const weights = new Float64Array(mask + 1);
  const squares = new Float64Array(mask + 1).fill(1e-6);
  const average = new Float64Array(mask + 1);
  const order = examples.map((_, i) => i);
  const random = seeded(1);
  for (let pass = 0; pass < passes; pass += 1) {
    for (let i = order.length - 1; i > 0; i -= 1) {
      const j = Math.floor(random() * (i + 1));
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    for (const i of order) {
      const { features, label } = examples[i]!;
      const norm = 1 / Math.sqrt(features.length || 1);
      let logit = 0;
      for (const feature of features) logit += weights[feature & mask]! * norm;
      const slope = (1 / (1 + Math.exp(-logit)) - label) * norm;
      for (const feature of features) {
        const k = feature & mask;
        // What stands in one example only teaches that example.
        if (times[k]! < plan.atLeast) continue;
        const gradient = slope + l2 * weights[k]!;
        squares[k]! += gradient * gradient;
        weights[k]! -= (0.2 * gradient) / Math.sqrt(squares[k]!);
      }
    }
    if (pass * 2 >= passes) weights.forEach((weight, k) => (average[k]! += weight / Math.ceil(passes / 2)));
  }
  return average;
}

function logitOf({ features }: Example, { weights, constant }: Model): number {
  const mask = weights.length - 1;
  const sum = features.reduce((total, feature) => total + weights[feature & mask]!, 0);
  return sum / Math.sqrt(features.length || 1) + constant;
}

/** The score from which on to call an example positive. */
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

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return state / 2 ** 32;
  };
}

function printed({ unit, shift, weights }: FittedScore): string {
  return `{\n  unit: ${unit},\n  shift: ${shift},\n  weights:\n    '${weights}',\n}`;
}
