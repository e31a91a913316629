import type { Features } from './features.ts';
import { FEATURE_BITS } from './hash.ts';
import type { Draft } from './sentence.ts';
import { stanceOf } from './stance.ts';
import { CHECKWORTHINESS, OBJECTIVITY } from './weights.ts';

/** A fitted linear score over hashed features. */
export interface FittedScore {
  /** What one unit of a weight is worth. */
  unit: number;
  /** Moves the line to 0.5. */
  shift: number;
  /** Base64 of a feature's distance from the one before (seven bits a byte, the last below 128) and its weight (one signed byte). */
  weights: string;
}

/** How likely a checker would want to look at the sentence, 0 to 1, with 0.5 as the line. */
export function checkworthinessOf(features: Features): number {
  return score(CHECKWORTHINESS, checkworthinessFeatures(features));
}

/** How likely the sentence reports rather than judges, 0 to 1, with 0.5 as the line. */
export function objectivityOf(features: Features, draft: Draft): number {
  return score(OBJECTIVITY, objectivityFeatures(features, draft));
}

export function checkworthinessFeatures({ words, pairs, lemmas, reasons, style }: Features): number[][] {
  return [words, pairs, lemmas, reasons, style];
}

export function objectivityFeatures({ lemmas, style }: Features, draft: Draft): number[][] {
  return [lemmas, style, stanceOf(draft)];
}

const unpacked = new Map<FittedScore, Int8Array>();

function score(fitted: FittedScore, families: readonly (readonly number[])[]): number {
  let weights = unpacked.get(fitted);
  if (weights === undefined) {
    weights = unpack(fitted.weights);
    unpacked.set(fitted, weights);
  }
  let sum = 0;
  let count = 0;
  for (const features of families) {
    count += features.length;
    for (let i = 0; i < features.length; i += 1) sum += weights[features[i]!]!;
  }
  const logit = (sum * fitted.unit) / Math.sqrt(Math.max(1, count)) + fitted.shift;
  return 1 / (1 + Math.exp(-logit));
}

function unpack(packed: string): Int8Array {
  const bytes = atob(packed);
  const weights = new Int8Array(2 ** FEATURE_BITS);
  let place = 0;
  let gap = 0;
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes.charCodeAt(i);
    gap = gap * 128 + (byte & 127);
    if (byte >= 128) continue;
    place += gap;
    gap = 0;
    i += 1;
    weights[place] = bytes.charCodeAt(i);
  }
  return weights;
}

/** What `unpack` reads; zeros are left out. */
export function pack(weights: ArrayLike<number>): string {
  let bytes = '';
  let last = 0;
  for (let place = 0; place < weights.length; place += 1) {
    if (weights[place] === 0) continue;
    const gap = place - last;
    for (let shift = 21; shift > 0; shift -= 7)
      if (gap >= 2 ** shift) bytes += String.fromCharCode(128 | ((gap >>> shift) & 127));
    bytes += String.fromCharCode(gap & 127, weights[place]! & 255);
    last = place;
  }
  return btoa(bytes);
}
