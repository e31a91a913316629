import type { ReasonCode } from '../suggest.ts';
import { hashOf } from './lexicon.ts';
import type { Draft } from './sentence.ts';
import { stanceOf } from './stance.ts';

/** What the two scores look at, as unsigned 32-bit hashes in families. */
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
  /** Whether the writer judges or reports. */
  stance: number[];
}

const EDGE = hashOf('<edge>');

export function featuresOf(draft: Draft, reasons: readonly ReasonCode[]): Features {
  const found: Features = { words: [], pairs: [], lemmas: [], reasons: [], style: [], stance: [] };
  let last = EDGE;
  let opener = -1;
  // A word counts once, however often it stands there.
  const seen = new Set<number>();
  for (let i = 0; i < draft.words.length; i += 1) {
    const word = draft.words[i]!;
    if (word.normal === '"') continue;
    if (opener === -1 && word.pos !== 'PUNCT') opener = i;
    const { shape } = draft.normals[i]!;
    const single = joined(1, shape, 0);
    const lemma = joined(3, draft.lemmas[i]!.shape, 0);
    if (seen.size < seen.add(single).size) found.words.push(single);
    if (seen.size < seen.add(lemma).size) found.lemmas.push(lemma);
    found.pairs.push(joined(2, last, shape));
    last = shape;
  }
  found.pairs.push(joined(2, last, EDGE));

  const codes = reasons.flatMap((reason) => (reason === 'credited' ? [] : [signOf(reason)]));
  codes.forEach((code, i) => {
    found.reasons.push(joined(4, code, 0));
    for (let k = i + 1; k < codes.length; k += 1) found.reasons.push(joined(5, code ^ codes[k]!, 0));
  });
  const first = draft.words[opener];
  found.reasons.push(joined(6, first === undefined ? EDGE : draft.normals[opener]!.hash, 0));
  found.reasons.push(joined(7, signOf(first?.pos ?? ''), 0));
  found.style = styleOf(draft).map((sign) => joined(8, signOf(sign), 0));
  found.stance = stanceOf(draft).map((sign) => joined(9, signOf(sign), 0));
  return found;
}

/** How often something is counted at most; more of it says no more. */
const ENOUGH = 4;

function styleOf({ text, words, normals, lemmas, quoted }: Draft): string[] {
  const counts = { loaded: 0, figures: 0, names: 0, verbs: 0, adjectives: 0, pronouns: 0 };
  const told = { past: false, discourse: false, saying: false, reader: false };
  let length = 0;
  for (let i = 0; i < words.length; i += 1) {
    const { pos, normal: word } = words[i]!;
    const normal = normals[i]!;
    if (word === '"') continue;
    length += 1;
    if (!quoted[i] && (normal.loaded || lemmas[i]!.loaded)) counts.loaded += 1;
    if (pos === 'NUM' || normal.numeric) counts.figures += 1;
    if (pos === 'PROPN') counts.names += 1;
    else if (pos === 'VERB') counts.verbs += 1;
    else if (pos === 'ADJ') counts.adjectives += 1;
    else if (pos === 'PRON') counts.pronouns += 1;
    told.past ||= pos === 'VERB' && word.endsWith('ed');
    told.discourse ||= normal.discourse;
    told.saying ||= normal.saying;
    told.reader ||= normal.reader;
  }
  const signs: string[] = [];
  for (const [sign, count] of Object.entries(counts)) {
    for (let i = 1; i <= Math.min(count, ENOUGH); i += 1) signs.push(`${sign} ${i}`);
  }
  for (const [sign, is] of Object.entries(told)) if (is) signs.push(sign);
  signs.push(`length ${[5, 8, 12, 18, 25, 40].filter((step) => length >= step).length}`);
  const shown = text.length > 2000 ? text.slice(0, 2000) : text;
  if (/[‘“'"][^‘’“”"']{2,25}[’”'"]/.test(shown)) signs.push('scare quotes');
  if (/ [—–-] |—/.test(shown)) signs.push('dash');
  if (/^\W*(?:but|and|so|yet|or|nor)\b/i.test(shown)) signs.push('opens with a conjunction');
  if (shown.includes('!')) signs.push('exclaimed');
  if (shown.includes('?')) signs.push('asked');
  return signs;
}

/** Signs, reasons and parts of speech are few; their hashes are kept. */
const known = new Map<string, number>();

function signOf(sign: string): number {
  let hash = known.get(sign);
  if (hash === undefined) {
    hash = hashOf(sign);
    known.set(sign, hash);
  }
  return hash;
}

/** Murmur3's last mixing step over the family and two hashes; unsigned. */
function joined(family: number, a: number, b: number): number {
  let hash = Math.imul(a, 31) ^ Math.imul(b, 0x01000193) ^ Math.imul(family, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
