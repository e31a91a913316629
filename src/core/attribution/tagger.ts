import { ACROSS_SENTENCES, SETTINGS, settingOf } from './features.ts';
import { hintsOf } from './hints.ts';
import { ARCS, FIRST, isOpen, labelOf, LABELS, MEMORIES, ONLY, PARTS, STATES } from './labels.ts';
import { LANES, unpack, type Model } from './model.ts';
import { scorerOf } from './scores.ts';
import type { Tokens } from './tokens.ts';
import { PACKED } from './weights.ts';

// Bound here, because every use of an imported name is a call where modules are compiled on the fly.
const width = LABELS;
const settingAt = settingOf;

const states = STATES.length;
const LABEL = Uint8Array.from(STATES, ({ label }) => label);
/** ARCS stand in the order of the state that they leave. */
const FIRST_ARC = Uint16Array.from(
  { length: states + 1 },
  (_, state) => ARCS.filter(({ from }) => from < state).length,
);
const ARC_TO = Uint8Array.from(ARCS, ({ to }) => to);
const BEGINNINGS = Uint8Array.from(PARTS.flatMap((_, part) => [labelOf(part, FIRST), labelOf(part, ONLY)]));
const OPEN = Uint8Array.from(STATES, (state) => (isOpen(state) ? 1 : 0));
const settings = SETTINGS;
const memories = MEMORIES;
const ACROSS = ACROSS_SENTENCES;
/** A path that is this far behind one outside any run is given up, in steps of the weights. */
const HOPELESS = 150;
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
  last: Float64Array;
  now: Float64Array;
  live: Uint8Array;
  next: Uint8Array;
  /** The highest weight of an arc. */
  dearest: number;
}

/** The label of every token: the best path through each passage, so that a run of words ends with its passage. */
export function labelsOf(t: Tokens, model: Model = (fitted ??= unpack(PACKED))): Uint8Array {
  const labels = new Uint8Array(t.length);
  const score = scorerOf(t, model);
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
    last: new Float64Array(states),
    now: new Float64Array(states),
    live: new Uint8Array(states),
    next: new Uint8Array(states),
    dearest: model.arcs.reduce((most, arc) => Math.max(most, arc), 0),
  };
  let from = 0;
  for (const to of ends) {
    score(from, to, desk.scores);
    heed(hints, from, to, desk.scores);
    bestPath(t, from, to, model.arcs, desk, labels);
    from = to;
  }
  return labels;
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
  { scores, back, dearest, ...desk }: Desk,
  labels: Uint8Array,
): void {
  const count = ARC_TO.length;
  let { last, now, live, next } = desk;
  last.fill(IMPOSSIBLE);
  now.fill(IMPOSSIBLE);
  last[0] = 0;
  live[0] = 0;
  let alive = 1;
  for (let i = from; i < to; i++) {
    const row = (i - from) * states;
    const at = (i - from) * width;
    const setting = settingAt(t, i);
    const shift = setting * count;
    // What stays outside any run is the measure; such a path there always is.
    let least = IMPOSSIBLE;
    for (let n = 0; n < alive; n++) {
      const state = live[n]!;
      if (state < memories && last[state]! > least) least = last[state]!;
    }
    least += scores[at]! - HOPELESS;
    let begins = IMPOSSIBLE;
    for (let n = 0; n < BEGINNINGS.length; n++) begins = Math.max(begins, scores[at + BEGINNINGS[n]!]!);
    begins += dearest;
    let reached = 0;
    for (let n = 0; n < alive; n++) {
      const state = live[n]!;
      const before = last[state]!;
      last[state] = IMPOSSIBLE;
      if (setting === ACROSS && OPEN[state] === 1) continue;
      // The first arc out of a run stays outside, all others begin one.
      const all = OPEN[state] === 1 || before + begins >= least;
      const end = all ? FIRST_ARC[state + 1]! : FIRST_ARC[state]! + 1;
      for (let k = FIRST_ARC[state]!; k < end; k++) {
        const target = ARC_TO[k]!;
        const sum = before + arcs[shift + k]! + scores[at + LABEL[target]!]!;
        const most = now[target]!;
        if (sum <= most || sum < least) continue;
        if (most === IMPOSSIBLE) next[reached++] = target;
        now[target] = sum;
        back[row + target] = state;
      }
    }
    [last, now, live, next] = [now, last, next, live];
    alive = reached;
  }
  let best = 0;
  let most = 3 * IMPOSSIBLE;
  for (let n = 0; n < alive; n++) {
    const state = live[n]!;
    const sum = last[state]! + arcs[settings * count + STATES[state]!.memory]!;
    if (OPEN[state] === 1 || sum <= most) continue;
    best = state;
    most = sum;
  }
  for (let i = to - 1; i >= from; i--) {
    labels[i] = LABEL[best]!;
    best = back[(i - from) * states + best]!;
  }
}
