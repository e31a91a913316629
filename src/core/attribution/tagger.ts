import {
  ACROSS_SENTENCES,
  BASE,
  baseFeatures,
  SETTINGS,
  settingOf,
  surroundingsOf,
  type Surroundings,
} from './features.ts';
import { hintsOf } from './hints.ts';
import { ARCS, FIRST, isOpen, labelOf, LABELS, ONLY, PARTS, STATES } from './labels.ts';
import { LANE, LANES, LARGEST_WEIGHT, NUMBERS, unpack, type Model } from './model.ts';
import type { Tokens } from './tokens.ts';
import { PACKED } from './weights.ts';

// Bound here, because every use of an imported name is a call where modules are compiled on the fly.
const width = LABELS;
const NUMBERS_A_ROW = NUMBERS;
const LANE_BITS = Math.log2(LANE);
const LOW = LANE - 1;
const HALF = LANE * LANE;
const featureCount = BASE;
const raised = LARGEST_WEIGHT;
const featuresInto = baseFeatures;
const settingAt = settingOf;

const states = STATES.length;
const LABEL = Uint8Array.from(STATES, ({ label }) => label);
/** ARCS stand in the order of the state that they leave. */
const FIRST_ARC = Uint16Array.from(
  { length: states + 1 },
  (_, state) => ARCS.filter(({ from }) => from < state).length,
);
const ARC_TO = Uint8Array.from(ARCS, ({ to }) => to);
const OPEN = Uint8Array.from(STATES, (state) => (isOpen(state) ? 1 : 0));
const settings = SETTINGS;
const ACROSS = ACROSS_SENTENCES;
/** A path that is this far behind the best is given up, in steps of the weights. */
const HOPELESS = 250;
/** What a hint is worth: more than any weights, less than what a path that cannot be costs. */
const HINTED = 1000;
const SOURCE_BEGINS = labelOf(PARTS.indexOf('sourceAfter'), FIRST);
const SOURCE_ALONE = labelOf(PARTS.indexOf('sourceAfter'), ONLY);
const IMPOSSIBLE = -1e9;

let fitted: Model | null = null;

/** Room for one passage at a time. */
interface Desk {
  scores: Int32Array;
  back: Uint8Array;
  features: Int32Array;
  last: Float64Array;
  now: Float64Array;
}

/** The label of every token: the best path through each passage, so that a run of words ends with its passage. */
export function labelsOf(t: Tokens, model: Model = (fitted ??= unpack(PACKED))): Uint8Array {
  const labels = new Uint8Array(t.length);
  const surroundings = surroundingsOf(t);
  const hints = hintsOf(t);
  const ends: number[] = [];
  let longest = 0;
  for (let i = 1; i <= t.length; i++) {
    if (i < t.length && t.passage[i] === t.passage[i - 1]) continue;
    longest = Math.max(longest, i - (ends.at(-1) ?? 0));
    ends.push(i);
  }
  const desk: Desk = {
    scores: new Int32Array(longest * width + LANES),
    back: new Uint8Array(longest * states),
    features: new Int32Array(featureCount),
    last: new Float64Array(states),
    now: new Float64Array(states),
  };
  let from = 0;
  for (const to of ends) {
    score(t, surroundings, from, to, model, desk);
    heed(hints, from, to, desk.scores);
    bestPath(t, from, to, model.arcs, desk, labels);
    from = to;
  }
  return labels;
}

/** The sum of the weights of each token's features, for each label. */
function score(t: Tokens, surroundings: Surroundings, from: number, to: number, model: Model, desk: Desk): void {
  const { places, lanes, rows } = model;
  const { scores, features } = desk;
  const mask = rows - 1;
  let at = 0;
  for (let i = from; i < to; i++, at += width) {
    featuresInto(t, surroundings, i, features, 0);
    // The sums of four labels each, kept apart from any array while they grow: this loop is where the time goes.
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    let e = 0;
    let f = 0;
    let met = 0;
    for (let k = 0; k < featureCount; k++) {
      const row = places[features[k]! & mask]! * NUMBERS_A_ROW;
      if (row === 0) continue;
      met += raised;
      a += lanes[row]!;
      b += lanes[row + 1]!;
      c += lanes[row + 2]!;
      d += lanes[row + 3]!;
      e += lanes[row + 4]!;
      f += lanes[row + 5]!;
    }
    spread(a, met, scores, at);
    spread(b, met, scores, at + 4);
    spread(c, met, scores, at + 8);
    spread(d, met, scores, at + 12);
    spread(e, met, scores, at + 16);
    spread(f, met, scores, at + 20);
  }
}

/** Four sums out of one number; what the last number has beyond the last label, the next token overwrites. */
function spread(sum: number, met: number, scores: Int32Array, at: number): void {
  const upper = Math.floor(sum / HALF);
  const lower = sum - upper * HALF;
  scores[at] = (lower & LOW) - met;
  scores[at + 1] = (lower >>> LANE_BITS) - met;
  scores[at + 2] = (upper & LOW) - met;
  scores[at + 3] = (upper >>> LANE_BITS) - met;
}

/** A word that is hinted to begin a run may be the whole run. */
function heed(hints: Uint8Array, from: number, to: number, scores: Int32Array): void {
  for (let i = from; i < to; i++) {
    const hint = hints[i]!;
    if (hint === 0) continue;
    scores[(i - from) * width + hint]! += HINTED;
    if (hint === SOURCE_BEGINS) scores[(i - from) * width + SOURCE_ALONE]! += HINTED;
  }
}

/**
 * Viterbi: the path with the highest sum of scores and arcs that does not end within a run. A run ends with its
 * sentence too, unless it goes on in the same quotation.
 */
function bestPath(
  t: Tokens,
  from: number,
  to: number,
  arcs: Float32Array,
  { scores, back, ...desk }: Desk,
  labels: Uint8Array,
): void {
  const count = ARC_TO.length;
  let { last, now } = desk;
  last.fill(IMPOSSIBLE);
  last[0] = 0;
  let top = 0;
  for (let i = from; i < to; i++) {
    now.fill(2 * IMPOSSIBLE);
    const row = (i - from) * states;
    const setting = settingAt(t, i);
    const shift = setting * count;
    for (let state = 0; state < states; state++) {
      const before = last[state]!;
      // Where runs must end, the ends are needed however far behind they are.
      if (setting === ACROSS ? OPEN[state] === 1 : before < top - HOPELESS) continue;
      for (let k = FIRST_ARC[state]!; k < FIRST_ARC[state + 1]!; k++) {
        const next = ARC_TO[k]!;
        const sum = before + arcs[shift + k]!;
        if (sum > now[next]!) {
          now[next] = sum;
          back[row + next] = state;
        }
      }
    }
    top = IMPOSSIBLE;
    for (let state = 0; state < states; state++) {
      now[state]! += scores[(i - from) * width + LABEL[state]!]!;
      if (now[state]! > top) top = now[state]!;
    }
    const swap = last;
    last = now;
    now = swap;
  }
  let best = 0;
  let most = 3 * IMPOSSIBLE;
  for (const [state, { memory }] of STATES.entries()) {
    const sum = last[state]! + arcs[settings * count + memory]!;
    if (OPEN[state] === 1 || sum <= most) continue;
    best = state;
    most = sum;
  }
  for (let i = to - 1; i >= from; i--) {
    labels[i] = LABEL[best]!;
    best = back[(i - from) * states + best]!;
  }
}
