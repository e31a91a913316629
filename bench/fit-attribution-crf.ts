import { BASE, baseFeatures, SETTINGS, settingOf, surroundingsOf } from '../src/core/attribution/features.ts';
import { ARCS, isOpen, LABELS, MEMORIES, STATES, statesOf } from '../src/core/attribution/labels.ts';
import { LARGEST_WEIGHT } from '../src/core/attribution/model.ts';
import type { Example } from './fit-attribution-examples.ts';

/**
 * A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) over hashed features, fitted by
 * AdaGrad (Duchi, Hazan and Singer 2011) on one passage at a time, with features dropped at random and the weights
 * averaged over all steps (Polyak and Juditsky 1992).
 */
const FROM = Uint8Array.from(ARCS, ({ from }) => from);
const TO = Uint8Array.from(ARCS, ({ to }) => to);
const LABEL = Uint8Array.from(STATES, ({ label }) => label);
const OPEN = STATES.map((state) => isOpen(state));
const count = STATES.length;
const arcCount = ARCS.length;
const ALL_ARCS = SETTINGS * arcCount + MEMORIES;
const width = LABELS;

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
  /** Whole steps of the given size, as the tagger wants them. */
  inSteps(step: number): { weights: Int8Array; arcs: number[] };
}

interface Passage {
  features: Int32Array;
  labels: Uint8Array;
  states: Uint8Array;
  settings: Uint8Array;
}

const SHRINK = 1e-4;
/** A label whose chance is this close to right teaches nothing. */
const NEAR_ENOUGH = 0.003;

export function fit(
  examples: readonly Example[],
  { bits, epochs, chosen, atLeast, dropout, rate, told }: Options,
): Fitted {
  const passages = examples.flatMap(passagesIn);
  const size = width << bits;
  const mask = (1 << bits) - 1;
  const met = new Uint16Array(1 << bits);
  for (const { features } of passages)
    for (const feature of features) met[feature & mask] = Math.min(65_535, met[feature & mask]! + 1);
  if (chosen) for (let row = 0; row < met.length; row++) if (chosen[row] === 0) met[row] = 0;
  const weights = new Float32Array(size);
  const squares = new Float32Array(size);
  /** Sum over the steps of (step number × change), from which the mean of the weights follows. */
  const late = new Float32Array(size);
  const arcWeights = new Float64Array(ALL_ARCS);
  const arcSquares = new Float64Array(ALL_ARCS);
  const arcLate = new Float64Array(ALL_ARCS);
  const random = randomNumbers(7);
  let clock = 0;

  for (let epoch = 0; epoch < epochs; epoch++) {
    const pace = rate * (1 - (0.9 * epoch) / epochs);
    let likelihood = 0;
    shuffle(passages, random);
    for (const passage of passages) {
      const { features, labels } = passage;
      clock += 1e-4;
      const kept = new Int32Array(features.length);
      for (let k = 0; k < features.length; k++) {
        const row = features[k]! & mask;
        kept[k] = random() < dropout || met[row]! < atLeast ? -1 : row;
      }
      const beliefs = believe(scoresOf(kept, labels.length, weights), passage, arcWeights);
      likelihood += beliefs.likelihood;
      for (let k = 0; k < ALL_ARCS; k++) {
        const slope = beliefs.arcs[k]! + SHRINK * arcWeights[k]!;
        if (slope === 0) continue;
        arcSquares[k]! += slope * slope;
        const change = (pace * slope) / Math.sqrt(arcSquares[k]! + 1e-8);
        arcWeights[k]! -= change;
        arcLate[k]! -= change * clock;
      }
      for (let i = 0; i < labels.length; i++) {
        for (let label = 0; label < width; label++) {
          const miss = beliefs.labels[i * width + label]! - (labels[i] === label ? 1 : 0);
          if (Math.abs(miss) < NEAR_ENOUGH) continue;
          for (let k = i * BASE; k < (i + 1) * BASE; k++) {
            if (kept[k] === -1) continue;
            const w = kept[k]! * width + label;
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
      for (let w = 0; w < size; w++) worth[Math.floor(w / width)]! += meanOf(w) ** 2;
      for (let row = 0; row < worth.length; row++) worth[row]! *= met[row]! < atLeast ? 0 : Math.sqrt(met[row]!);
      const least = [...worth].toSorted((a, b) => b - a)[count] ?? 0;
      return Uint8Array.from(worth, (value) => (value > least ? 1 : 0));
    },
    inSteps(step) {
      const whole = new Int8Array(size);
      for (let row = 0; row < size; row += width) {
        for (let w = row; w < row + width; w++) {
          const steps = Math.round(meanOf(w) / step);
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
    const own = labels.slice(from, to);
    const settings = Uint8Array.from(own, (_, i) => settingOf(t, from + i));
    if (to > from) passages.push({ features, labels: own, states: statesOf(own), settings });
    from = to;
  }
  return passages;
}

function scoresOf(kept: Int32Array, length: number, weights: Float32Array): Float64Array {
  const scores = new Float64Array(length * width);
  for (let i = 0; i < length; i++) {
    for (let k = i * BASE; k < (i + 1) * BASE; k++) {
      if (kept[k] === -1) continue;
      const row = kept[k]! * width;
      for (let label = 0; label < width; label++) scores[i * width + label]! += weights[row + label]!;
    }
  }
  return scores;
}

/** The chance of each label at each place, and for each arc how much oftener it is expected than it is there. */
function believe(
  scores: Float64Array,
  { labels, states, settings }: Passage,
  arcWeights: Float64Array,
): { labels: Float64Array; arcs: Float64Array; likelihood: number } {
  const n = labels.length;
  let likelihood = 0;
  for (let i = 0; i < n; i++) {
    likelihood += scores[i * width + labels[i]!]!;
    let top = -Infinity;
    for (let l = 0; l < width; l++) top = Math.max(top, scores[i * width + l]!);
    likelihood -= top;
    for (let l = 0; l < width; l++) scores[i * width + l] = Math.exp(scores[i * width + l]! - top);
  }
  const step = arcWeights.map(Math.exp);
  const atEnd = STATES.map(({ memory }, s) => (OPEN[s]! ? 0 : step[SETTINGS * arcCount + memory]!));
  const forward = new Float64Array(n * count);
  for (let i = 0; i < n; i++) {
    const at = i * count;
    const shift = settings[i]! * arcCount;
    for (let k = 0; k < arcCount; k++) {
      const before = i > 0 ? forward[at - count + FROM[k]!]! : FROM[k] === 0 ? 1 : 0;
      forward[at + TO[k]!]! += before * step[shift + k]!;
    }
    let sum = 0;
    for (let s = 0; s < count; s++) sum += forward[at + s]! *= scores[i * width + LABEL[s]!]!;
    for (let s = 0; s < count; s++) forward[at + s]! /= sum;
    likelihood -= Math.log(sum);
  }
  const backward = new Float64Array(n * count);
  const arcs = new Float64Array(ALL_ARCS);
  let end = 0;
  for (let s = 0; s < count; s++) end += forward[(n - 1) * count + s]! * atEnd[s]!;
  likelihood -= Math.log(end);
  for (let s = 0; s < count; s++) {
    backward[(n - 1) * count + s] = atEnd[s]! / end;
    arcs[SETTINGS * arcCount + STATES[s]!.memory]! += (forward[(n - 1) * count + s]! * atEnd[s]!) / end;
  }
  for (let i = n - 1; i >= 0; i--) {
    const at = i * count;
    const shift = settings[i]! * arcCount;
    const to = at - count;
    let sum = 0;
    for (let k = 0; k < arcCount; k++) {
      const flow = backward[at + TO[k]!]! * scores[i * width + LABEL[TO[k]!]!]! * step[shift + k]!;
      if (i > 0) {
        backward[to + FROM[k]!]! += flow;
        sum += forward[to + FROM[k]!]! * flow;
      } else if (FROM[k] === 0) sum += flow;
    }
    for (let k = 0; k < arcCount; k++) {
      const before = i > 0 ? forward[to + FROM[k]!]! : FROM[k] === 0 ? 1 : 0;
      if (before > 0)
        arcs[shift + k]! +=
          (before * backward[at + TO[k]!]! * scores[i * width + LABEL[TO[k]!]!]! * step[shift + k]!) / sum;
    }
    if (i > 0) for (let s = 0; s < count; s++) backward[to + s]! /= sum;
  }
  for (let i = 0; i < n; i++) {
    const before = i > 0 ? states[i - 1]! : 0;
    const k = settings[i]! * arcCount + ARC_NUMBER[before * count + states[i]!]!;
    arcs[k]! -= 1;
    likelihood += arcWeights[k]!;
  }
  const last = SETTINGS * arcCount + STATES[states[n - 1]!]!.memory;
  arcs[last]! -= 1;
  likelihood += arcWeights[last]!;
  const chances = new Float64Array(n * width);
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let s = 0; s < count; s++) sum += forward[i * count + s]! * backward[i * count + s]!;
    for (let s = 0; s < count; s++)
      chances[i * width + LABEL[s]!]! += (forward[i * count + s]! * backward[i * count + s]!) / sum;
  }
  return { labels: chances, arcs, likelihood };
}

const ARC_NUMBER = new Int16Array(count * count).fill(-1);
for (const [k, { from, to }] of ARCS.entries()) ARC_NUMBER[from * count + to] = k;

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
