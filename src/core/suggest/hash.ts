/** Features are kept apart by this many bits of their hash, which leaves hardly any two in one place. */
export const FEATURE_BITS = 22;
const MASK = 2 ** FEATURE_BITS - 1;

/** How often something is counted at most; more of it says no more. */
const ENOUGH = 4;

/** FNV-1a over UTF-16 units. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}

/** The place of a feature among the weights: Murmur3's last mixing step over its family and two hashes. */
export function featureOf(family: number, a: number, b: number): number {
  let hash = Math.imul(a, 31) ^ Math.imul(b, 0x01000193) ^ Math.imul(family, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) & MASK;
}

/** The feature of something that is there or not. */
export function signOf(family: number, sign: string): number {
  return featureOf(family, hashOf(sign), 0);
}

/** The features of something that is counted: one for each time it is there, up to ENOUGH. */
export function countsOf(family: number, sign: string): readonly number[] {
  return Array.from({ length: ENOUGH }, (_, times) => signOf(family, `${sign} ${times + 1}`));
}

/** Adds the features of a count. */
export function addCount(features: readonly number[], count: number, into: number[]): void {
  for (let i = 0; i < count && i < ENOUGH; i += 1) into.push(features[i]!);
}
