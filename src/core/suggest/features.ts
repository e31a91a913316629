import type { ReasonCode } from '../suggest.ts';
import { featureOf, hashOf } from './hash.ts';
import type { Draft } from './sentence.ts';
import { styleOf } from './style.ts';

/** What both scores look at, as hashes in families. */
export interface Features {
  /** Each word, figures and years alike. */
  words: number[];
  /** Each two words in a row. */
  pairs: number[];
  lemmas: number[];
  /** The reasons, alone and two by two, and how the sentence opens. */
  reasons: number[];
  /** How the sentence is written: loaded words, scare quotes, a turn to the reader, its length. */
  style: number[];
}

const EDGE = hashOf('<edge>');

export function featuresOf(draft: Draft, reasons: readonly ReasonCode[]): Features {
  const { words, normals, lemmas } = draft;
  const found: Features = { words: [], pairs: [], lemmas: [], reasons: [], style: [] };
  let last = EDGE;
  let opener = -1;
  const seen = words.length > FEW ? new Set<number>() : null;
  for (let i = 0; i < words.length; i += 1) {
    const { normal, pos } = words[i]!;
    if (normal === '"') continue;
    if (opener === -1 && pos !== 'PUNCT') opener = i;
    const { shape, asWord } = normals[i]!;
    const { asLemma } = lemmas[i]!;
    if (isNew(asWord, found.words, seen)) found.words.push(asWord);
    if (isNew(asLemma, found.lemmas, seen)) found.lemmas.push(asLemma);
    found.pairs.push(featureOf(2, last, shape));
    last = shape;
  }
  found.pairs.push(featureOf(2, last, EDGE));

  const codes = reasons.flatMap((reason) => (reason === 'credited' ? [] : [hashed(reason)]));
  codes.forEach((code, i) => {
    found.reasons.push(featureOf(4, code, 0));
    for (let k = i + 1; k < codes.length; k += 1) found.reasons.push(featureOf(5, code ^ codes[k]!, 0));
  });
  found.reasons.push(featureOf(6, opener === -1 ? EDGE : normals[opener]!.hash, 0));
  found.reasons.push(featureOf(7, hashed(words[opener]?.pos ?? ''), 0));
  found.style = styleOf(draft);
  return found;
}

/** So many numbers are looked through faster than a set is asked. */
const FEW = 60;

/** A word counts once, however often it stands there. */
function isNew(feature: number, found: readonly number[], seen: Set<number> | null): boolean {
  return seen === null ? !found.includes(feature) : seen.size < seen.add(feature).size;
}

/** Reasons and parts of speech are few; their hashes are kept. */
const known = new Map<string, number>();

function hashed(sign: string): number {
  let hash = known.get(sign);
  if (hash === undefined) {
    hash = hashOf(sign);
    known.set(sign, hash);
  }
  return hash;
}
