import { LABELS } from './labels.ts';

/** A fitted tagger: for each hashed feature a weight for each label, and one for each step from state to state. */
export interface Model {
  /** Features are hashed into this many rows, a power of two. */
  rows: number;
  /** Which row of `lanes` a feature has; 0, the row of those without weight, for most. */
  places: Uint16Array;
  /** The weights of LABELS labels a row, four to a number: see `LANE`. */
  lanes: Float64Array;
  /** One weight for each arc of ARCS in each setting, then one for each memory at the end of a passage; same steps. */
  arcs: Float32Array;
}

/** The model as it is kept in a module: plain text, so that it needs no reading of files. */
export interface PackedModel {
  bits: number;
  /** How many rows have a weight other than zero. */
  kept: number;
  arcs: readonly number[];
  rows: string;
}

/**
 * A number has 53 whole bits: room for four sums of 13 bits side by side, so that one addition adds the weights of
 * four labels. Weights are kept as LARGEST_WEIGHT more than they are, so that no lane borrows from the next.
 */
export const LANE = 2 ** 13;
export const LANES = 4;
export const NUMBERS = Math.ceil(LABELS / LANES);

/** Characters of a packed model that stand for a weight, from the most negative up, zero left out. */
const WEIGHT_CHARACTERS = '()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopq';
/** Characters for a digit of the number of zeros before the next weight. */
const ZERO_CHARACTERS = 'rstuvwxyz{|}~!#%';

export const LARGEST_WEIGHT = WEIGHT_CHARACTERS.length / 2;

export function pack(weights: Int8Array): string {
  const out: string[] = [];
  let zeros = 0;
  for (const weight of weights) {
    if (weight === 0) {
      zeros++;
      continue;
    }
    if (zeros > 0)
      out.push(zeros.toString(16).replaceAll(/./g, (digit) => ZERO_CHARACTERS[Number.parseInt(digit, 16)]!));
    zeros = 0;
    out.push(WEIGHT_CHARACTERS[weight + LARGEST_WEIGHT - (weight > 0 ? 1 : 0)]!);
  }
  return out.join('');
}

export function unpack({ bits, kept, arcs, rows }: PackedModel): Model {
  const values = new Int8Array(128);
  const digits = new Int8Array(128).fill(-1);
  for (let place = 0; place < WEIGHT_CHARACTERS.length; place++)
    values[WEIGHT_CHARACTERS.charCodeAt(place)] = place - LARGEST_WEIGHT + (place >= LARGEST_WEIGHT ? 1 : 0);
  for (let place = 0; place < ZERO_CHARACTERS.length; place++) digits[ZERO_CHARACTERS.charCodeAt(place)] = place;
  const width = LABELS;
  const numbers = NUMBERS;
  const powers = [1, LANE, LANE ** 2, LANE ** 3];
  const raised = LARGEST_WEIGHT * powers.reduce((sum, power) => sum + power, 0);
  const places = new Uint16Array(1 << bits);
  const lanes = new Float64Array(NUMBERS * (kept + 1));
  lanes.fill(raised, 0, numbers);
  let last = 0;
  let row = -1;
  let at = 0;
  let zeros = 0;
  for (let i = 0; i < rows.length; i++) {
    const code = rows.charCodeAt(i);
    const digit = digits[code]!;
    if (digit >= 0) {
      zeros = zeros * 16 + digit;
      continue;
    }
    at += zeros;
    zeros = 0;
    const here = Math.floor(at / width);
    if (here !== row) {
      places[(row = here)] = ++last;
      lanes.fill(raised, last * numbers, (last + 1) * numbers);
    }
    const label = at - here * width;
    lanes[last * numbers + (label >> 2)]! += values[code]! * powers[label & 3]!;
    at++;
  }
  return { rows: 1 << bits, places, lanes, arcs: Float32Array.from(arcs) };
}
