import { BASE, baseFeatures, surroundingsOf } from '../src/core/attribution/features.ts';
import { arcs, isOpen, LABELS } from '../src/core/attribution/labels.ts';
import { LARGEST_WEIGHT } from '../src/core/attribution/model.ts';
import type { Example } from './fit-attribution-examples.ts';

/**
 * A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) over hashed features, fitted by
 * AdaGrad (Duchi, Hazan and Singer 2011) on one passage at a time, with features dropped at random and the weights
 * averaged over all steps (Polyak and Juditsky 1992).
 */
const ARCS = arcs();
const FROM = Uint8Array.from(ARCS, ([from]) => from);
const TO = Uint8Array.from(ARCS, ([, to]) => to);

interface Options {
  /** Features are hashed into 2^bits rows. */
  bits: number;
  epochs: number;
  /** Only these rows are fitted: 1 for each. */
  chosen?: Uint8Array;
  /** A feature that is met less often is left out. */
  atLeast: number;
  /** The share of features that a step leaves out. */
  dropout: number;
  rate: number;
  told: (line: string) => void;
}

interface Fitted {
  /** 1 for each of the so many rows that matter most: their weights squared, times the root of how often they are met. */
  weightiest(count: number): Uint8Array;
  /** Whole steps of the given size, as the tagger wants them; what is smaller than `small` is 0. */
  inSteps(step: number, small: number): { weights: Int8Array; arcs: number[] };
}

interface Passage {
  features: Int32Array;
  labels: Uint8Array;
}

const SHRINK = 1e-4;
/** A label whose chance is this close to right teaches nothing. */
const NEAR_ENOUGH = 0.003;

export function fit(
  examples: readonly Example[],
  { bits, epochs, chosen, atLeast, dropout, rate, told }: Options,
): Fitted {
  const passages = examples.flatMap(passagesIn);
  const size = LABELS << bits;
  const mask = (1 << bits) - 1;
  const met = new Uint16Array(1 << bits);
  for (const { features } of passages)
    for (const feature of features) met[feature & mask] = Math.min(65_535, met[feature & mask]! + 1);
  if (chosen) for (let row = 0; row < met.length; row++) if (chosen[row] === 0) met[row] = 0;
  const weights = new Float32Array(size);
  const squares = new Float32Array(size);
  /** Sum over the steps of (step number × change), from which the mean of the weights follows. */
  const late = new Float32Array(size);
  const arcWeights = new Float64Array(ARCS.length);
  const arcSquares = new Float64Array(ARCS.length);
  const arcLate = new Float64Array(ARCS.length);
  const random = randomNumbers(7);
  let clock = 0;

  for (let epoch = 0; epoch < epochs; epoch++) {
    const pace = rate * (1 - (0.9 * epoch) / epochs);
    let likelihood = 0;
    shuffle(passages, random);
    for (const { features, labels } of passages) {
      clock += 1e-4;
      const kept = new Int32Array(features.length);
      for (let k = 0; k < features.length; k++) {
        const row = features[k]! & mask;
        kept[k] = random() < dropout || met[row]! < atLeast ? -1 : row;
      }
      const beliefs = believe(scoresOf(kept, labels.length, weights), labels, arcWeights);
      likelihood += beliefs.likelihood;
      for (let k = 0; k < ARCS.length; k++) {
        const slope = beliefs.arcs[k]! + SHRINK * arcWeights[k]!;
        if (slope === 0) continue;
        arcSquares[k]! += slope * slope;
        const change = (pace * slope) / Math.sqrt(arcSquares[k]! + 1e-8);
        arcWeights[k]! -= change;
        arcLate[k]! -= change * clock;
      }
      for (let i = 0; i < labels.length; i++) {
        for (let label = 0; label < LABELS; label++) {
          const miss = beliefs.labels[i * LABELS + label]! - (labels[i] === label ? 1 : 0);
          if (Math.abs(miss) < NEAR_ENOUGH) continue;
          for (let k = i * BASE; k < (i + 1) * BASE; k++) {
            if (kept[k] === -1) continue;
            const w = kept[k]! * LABELS + label;
            const slope = miss + SHRINK * weights[w]!;
            squares[w]! += slope * slope;
            const change = (pace * slope) / Math.sqrt(squares[w]! + 1e-6);
            weights[w]! -= change;
            late[w]! -= change * clock;
          }
        }
      }
    }
    told(`epoch ${epoch + 1}: log likelihood ${likelihood.toFixed(0)}`);
  }

  const meanOf = (w: number): number => weights[w]! - late[w]! / clock;
  return {
    weightiest(count) {
      const worth = new Float64Array(1 << bits);
      for (let w = 0; w < size; w++) worth[Math.floor(w / LABELS)]! += meanOf(w) ** 2;
      for (let row = 0; row < worth.length; row++) worth[row]! *= met[row]! < atLeast ? 0 : Math.sqrt(met[row]!);
      const least = [...worth].toSorted((a, b) => b - a)[count] ?? 0;
      return Uint8Array.from(worth, (value) => (value > least ? 1 : 0));
    },
    inSteps(step, small) {
      const whole = new Int8Array(size);
      for (let row = 0; row < size; row += LABELS) {
        for (let w = row; w < row + LABELS; w++) {
          const mean = meanOf(w);
          const steps = Math.abs(mean) < small ? 0 : Math.round(mean / step);
          whole[w] = Math.max(-LARGEST_WEIGHT, Math.min(LARGEST_WEIGHT, steps));
        }
      }
      const arcs = [...arcWeights].map((weight, k) => Math.round(((weight - arcLate[k]! / clock) / step) * 100) / 100);
      return { weights: whole, arcs };
    },
  };
}

function passagesIn({ tokens: t, labels }: Example): Passage[] {
  const surroundings = surroundingsOf(t);
  const passages: Passage[] = [];
  let from = 0;
  for (let to = 1; to <= t.length; to++) {
    if (to < t.length && t.passage[to] === t.passage[to - 1]) continue;
    const features = new Int32Array((to - from) * BASE);
    for (let i = from; i < to; i++) baseFeatures(t, surroundings, i, features, (i - from) * BASE);
    if (to > from) passages.push({ features, labels: labels.slice(from, to) });
    from = to;
  }
  return passages;
}

function scoresOf(kept: Int32Array, length: number, weights: Float32Array): Float64Array {
  const scores = new Float64Array(length * LABELS);
  for (let i = 0; i < length; i++) {
    for (let k = i * BASE; k < (i + 1) * BASE; k++) {
      if (kept[k] === -1) continue;
      const row = kept[k]! * LABELS;
      for (let label = 0; label < LABELS; label++) scores[i * LABELS + label]! += weights[row + label]!;
    }
  }
  return scores;
}

/** The chance of each label at each place, and for each arc how much oftener it is expected than it is there. */
function believe(
  scores: Float64Array,
  labels: Uint8Array,
  arcWeights: Float64Array,
): { labels: Float64Array; arcs: Float64Array; likelihood: number } {
  const n = labels.length;
  let likelihood = 0;
  for (let i = 0; i < n; i++) {
    likelihood += scores[i * LABELS + labels[i]!]!;
    let top = -Infinity;
    for (let l = 0; l < LABELS; l++) top = Math.max(top, scores[i * LABELS + l]!);
    likelihood -= top;
    for (let l = 0; l < LABELS; l++) scores[i * LABELS + l] = Math.exp(scores[i * LABELS + l]! - top);
  }
  const step = arcWeights.map(Math.exp);
  const forward = new Float64Array(n * LABELS);
  for (let i = 0; i < n; i++) {
    const at = i * LABELS;
    for (let k = 0; k < ARCS.length; k++) {
      const before = i > 0 ? forward[at - LABELS + FROM[k]!]! : FROM[k] === 0 ? 1 : 0;
      forward[at + TO[k]!]! += before * step[k]!;
    }
    let sum = 0;
    for (let l = 0; l < LABELS; l++) {
      forward[at + l]! *= i === n - 1 && isOpen(l) ? 0 : scores[at + l]!;
      sum += forward[at + l]!;
    }
    for (let l = 0; l < LABELS; l++) forward[at + l]! /= sum;
    likelihood -= Math.log(sum);
  }
  const backward = new Float64Array(n * LABELS);
  const arcs = new Float64Array(ARCS.length);
  for (let l = 0; l < LABELS; l++) backward[(n - 1) * LABELS + l] = isOpen(l) ? 0 : 1;
  for (let i = n - 1; i > 0; i--) {
    const at = i * LABELS;
    const to = at - LABELS;
    for (let k = 0; k < ARCS.length; k++)
      backward[to + FROM[k]!]! += backward[at + TO[k]!]! * scores[at + TO[k]!]! * step[k]!;
    let sum = 0;
    for (let l = 0; l < LABELS; l++) sum += forward[to + l]! * backward[to + l]!;
    for (let k = 0; k < ARCS.length; k++)
      arcs[k]! += (forward[to + FROM[k]!]! * step[k]! * scores[at + TO[k]!]! * backward[at + TO[k]!]!) / sum;
    for (let l = 0; l < LABELS; l++) backward[to + l]! /= sum;
  }
  for (let i = 1; i < n; i++) {
    const k = ARCS.findIndex(([from, to]) => from === labels[i - 1] && to === labels[i]);
    arcs[k]! -= 1;
    likelihood += arcWeights[k]!;
  }
  const chances = new Float64Array(n * LABELS);
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let l = 0; l < LABELS; l++)
      sum += chances[i * LABELS + l] = forward[i * LABELS + l]! * backward[i * LABELS + l]!;
    for (let l = 0; l < LABELS; l++) chances[i * LABELS + l]! /= sum;
  }
  return { labels: chances, arcs, likelihood };
}

function shuffle(items: unknown[], random: () => number): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [items[i], items[j]] = [items[j], items[i]];
  }
}

/** mulberry32: the same numbers each time. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let z = Math.imul(state ^ (state >>> 15), 1 | state);
    z = (z + Math.imul(z ^ (z >>> 7), 61 | z)) ^ z;
    return ((z ^ (z >>> 14)) >>> 0) / 4294967296;
  };
}
