import { BASE, FORM_ROLES, formFeatures, lookAround, nobody, placeFeatures, surroundingsOf } from './features.ts';
import { LABELS } from './labels.ts';
import { LANE, LARGEST_WEIGHT, NUMBERS, type Model } from './model.ts';
import type { Tokens } from './tokens.ts';

// Bound here, because every use of an imported name is a call where modules are compiled on the fly.
const width = LABELS;
const numbers = NUMBERS;
const LANE_BITS = Math.log2(LANE);
const LOW = LANE - 1;
const HALF = LANE * LANE;
const raised = BASE * LARGEST_WEIGHT;
const roles = FORM_ROLES;
const featuresOfForm = formFeatures;
const featuresOfPlace = placeFeatures;
const look = lookAround;

/** So many sums are kept at a time; a text of very many forms works some of them out again. */
const ROOM = 20_000;

/**
 * Scores tokens: the sum of the weights of a token's features for each label, in steps of the weights, LABELS numbers a
 * token. What hangs on a form alone is summed once for each form and role. `into` must have room for a few numbers more.
 */
export function scorerOf(t: Tokens, model: Model): (from: number, to: number, into: Int32Array) => void {
  const { places, lanes } = model;
  const mask = model.rows - 1;
  const surroundings = surroundingsOf(t);
  const found = new Int32Array(BASE);
  const near = nobody();
  const kept = new Float64Array(Math.min(ROOM, (t.forms + 1) * roles) * numbers);
  /** Where the sum of a form in a role begins, plus one; the edge of a sentence comes after the last form. */
  const starts = new Int32Array((t.forms + 1) * roles);
  let used = 0;

  const sumOf = (token: number, role: number): number => {
    const key = (token === -1 ? t.forms : t.form[token]!) * roles + role;
    if (starts[key] !== 0) return starts[key]! - 1;
    const at = used;
    used += numbers;
    kept.fill(0, at, used);
    const count = featuresOfForm(t, token, role, found);
    for (let k = 0; k < count; k++) {
      const row = places[found[k]! & mask]! * numbers;
      for (let n = 0; n < numbers; n++) kept[at + n]! += lanes[row + n]!;
    }
    starts[key] = at + 1;
    return at;
  };

  return (from, to, into) => {
    for (let i = from, at = 0; i < to; i++, at += width) {
      if (used + roles * numbers > kept.length) {
        starts.fill(0);
        used = 0;
      }
      look(t, i, near);
      const here = sumOf(i, 0);
      const before = sumOf(near.before, 1);
      const after = sumOf(near.after, 2);
      // The sums of four labels each, kept apart from any array while they grow: this loop is where the time goes.
      let a = kept[here]! + kept[before]! + kept[after]!;
      let b = kept[here + 1]! + kept[before + 1]! + kept[after + 1]!;
      let c = kept[here + 2]! + kept[before + 2]! + kept[after + 2]!;
      let d = kept[here + 3]! + kept[before + 3]! + kept[after + 3]!;
      let e = kept[here + 4]! + kept[before + 4]! + kept[after + 4]!;
      let f = kept[here + 5]! + kept[before + 5]! + kept[after + 5]!;
      const count = featuresOfPlace(t, surroundings, i, near, found, 0);
      for (let k = 0; k < count; k++) {
        const row = places[found[k]! & mask]! * numbers;
        a += lanes[row]!;
        b += lanes[row + 1]!;
        c += lanes[row + 2]!;
        d += lanes[row + 3]!;
        e += lanes[row + 4]!;
        f += lanes[row + 5]!;
      }
      spread(a, into, at);
      spread(b, into, at + 4);
      spread(c, into, at + 8);
      spread(d, into, at + 12);
      spread(e, into, at + 16);
      spread(f, into, at + 20);
    }
  };
}

/** Four sums out of one number; what the last number has beyond the last label, the next token overwrites. */
function spread(sum: number, into: Int32Array, at: number): void {
  const upper = Math.floor(sum / HALF);
  const lower = sum - upper * HALF;
  into[at] = (lower & LOW) - raised;
  into[at + 1] = (lower >>> LANE_BITS) - raised;
  into[at + 2] = (upper & LOW) - raised;
  into[at + 3] = (upper >>> LANE_BITS) - raised;
}
