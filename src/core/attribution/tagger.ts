import { BASE, baseFeatures, surroundingsOf, type Surroundings } from './features.ts';
import { arcs, isOpen, LABELS } from './labels.ts';
import { unpack, type Model } from './model.ts';
import type { Tokens } from './tokens.ts';
import { PACKED } from './weights.ts';

const ARCS = arcs();
const ARC_FROM = Uint8Array.from(ARCS, ([from]) => from);
const ARC_TO = Uint8Array.from(ARCS, ([, to]) => to);
const IMPOSSIBLE = -1e9;

let fitted: Model | null = null;

/** The label of every token: the best path through each passage, so that a run of words ends with its passage. */
export function labelsOf(t: Tokens, model: Model = (fitted ??= unpack(PACKED))): Uint8Array {
  const labels = new Uint8Array(t.length);
  const surroundings = surroundingsOf(t);
  let from = 0;
  for (let i = 1; i <= t.length; i++) {
    if (i < t.length && t.passage[i] === t.passage[i - 1]) continue;
    const scores = scoresOf(t, surroundings, from, i, model);
    bestPath(scores, i - from, model, labels.subarray(from, i));
    from = i;
  }
  return labels;
}

function scoresOf(t: Tokens, surroundings: Surroundings, from: number, to: number, model: Model): Float32Array {
  const { places, weights } = model;
  const mask = model.rows - 1;
  const scores = new Float32Array((to - from) * LABELS);
  const features = new Int32Array(BASE);
  const sum = new Int32Array(LABELS);
  for (let i = from; i < to; i++) {
    baseFeatures(t, surroundings, i, features, 0);
    sum.fill(0);
    for (let k = 0; k < BASE; k++) {
      const row = places[features[k]! & mask]!;
      if (row === 0) continue;
      for (let label = 0; label < LABELS; label++) sum[label]! += weights[row + label]!;
    }
    scores.set(sum, (i - from) * LABELS);
  }
  return scores;
}

/** Viterbi: the path with the highest sum of label and arc weights that begins and ends outside or at a run's end. */
function bestPath(scores: Float32Array, length: number, model: Model, labels: Uint8Array): void {
  const back = new Uint8Array(length * LABELS);
  let last = new Float64Array(LABELS).fill(IMPOSSIBLE);
  let now = new Float64Array(LABELS);
  last[0] = 0;
  for (let i = 0; i < length; i++) {
    now.fill(2 * IMPOSSIBLE);
    const row = i * LABELS;
    for (let k = 0; k < ARC_FROM.length; k++) {
      const to = ARC_TO[k]!;
      const score = last[ARC_FROM[k]!]! + model.arcs[k]!;
      if (score > now[to]!) {
        now[to] = score;
        back[row + to] = ARC_FROM[k]!;
      }
    }
    for (let label = 0; label < LABELS; label++) now[label]! += scores[row + label]!;
    [last, now] = [now, last];
  }
  let best = 0;
  for (let label = 1; label < LABELS; label++) if (!isOpen(label) && last[label]! > last[best]!) best = label;
  for (let i = length - 1; i >= 0; i--) {
    labels[i] = best;
    best = back[i * LABELS + best]!;
  }
}
