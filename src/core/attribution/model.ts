import { LABELS } from './labels.ts';

/** A fitted tagger: for each hashed feature a weight for each label, and one for each step from label to label. */
export interface Model {
  /** Features are hashed into this many rows, a power of two. */
  rows: number;
  /** Where a row's weights begin in `weights`; 0, where all are zero, for most. */
  places: Int32Array;
  weights: Int8Array;
  /** One weight for each arc, in the order of `arcs()`, in the same steps. */
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
  const places = new Int32Array(1 << bits);
  const weights = new Int8Array(LABELS * (kept + 1));
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
    const here = Math.floor(at / LABELS);
    if (here !== row) places[(row = here)] = last += LABELS;
    weights[last + (at - here * LABELS)] = values[code]!;
    at++;
  }
  return { rows: 1 << bits, places, weights, arcs: Float32Array.from(arcs) };
}
