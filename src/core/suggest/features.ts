import type { ReasonCode } from '../suggest.ts';
import type { Word } from '../words.ts';
import { LOADED } from './loaded.ts';
import type { Draft } from './sentence.ts';

/** What the two scores look at, as 32-bit hashes in families; each feature stands once. */
export interface Features {
  /** Each word, figures and years alike. */
  words: number[];
  /** Each two words in a row. */
  pairs: number[];
  lemmas: number[];
  /** The reasons, alone and two by two, and the word the sentence opens with. */
  reasons: number[];
  /** How the sentence is written: loaded words, scare quotes, a turn to the reader, its length. */
  style: number[];
}

/** Words hashed before, for one reading; most words come again and again. */
export type Hashes = Map<string, number>;

export function featuresOf(draft: Draft, reasons: readonly ReasonCode[], hashes: Hashes): Features {
  const hash = (text: string): number => {
    let known = hashes.get(text);
    if (known === undefined) {
      known = hashOf(text);
      hashes.set(text, known);
    }
    return known;
  };
  const words = draft.words.filter(({ normal }) => normal !== '"');
  const shapes = words.map((word) => hash(shapeOf(word)));
  const lemmas = words.map((word) => hash(/\d/.test(word.lemma) ? '<figure>' : word.lemma));
  const edge = hash('<edge>');
  const seen = new Set<number>();
  const once = (feature: number): boolean => seen.size < seen.add(feature).size;
  const codes = reasons.filter((reason) => reason !== 'credited').map(hash);
  const opener = words.find(({ pos }) => pos !== 'PUNCT');
  return {
    words: shapes.map((shape) => joined(1, shape, 0)).filter(once),
    pairs: [edge, ...shapes].map((shape, i) => joined(2, shape, shapes[i] ?? edge)).filter(once),
    lemmas: lemmas.map((lemma) => joined(3, lemma, 0)).filter(once),
    reasons: [
      ...codes.flatMap((code, i) => [
        joined(4, code, 0),
        ...codes.slice(i + 1).map((other) => joined(5, code ^ other, 0)),
      ]),
      joined(6, hash(opener?.normal ?? ''), 0),
      joined(7, hash(opener?.pos ?? ''), 0),
    ],
    style: styleOf(draft, words).map((sign) => joined(8, hash(sign), 0)),
  };
}

function shapeOf({ normal }: Word): string {
  if (!/\d/.test(normal)) return normal;
  return /^(?:1[5-9]|20)\d\d$/.test(normal) ? '<year>' : normal.replaceAll(/\d+(?:[.,]\d+)*/g, '<figure>');
}

const DISCOURSE = new Set(
  `indeed fact instead even just simply only rather perhaps surely seem seems nothing everything everyone nobody never
  always so such too very course`.split(/\s+/),
);
const SAYING = new Set('said says told according announced reported added asked argued claim claims wrote'.split(' '));
const READER = new Set("you your we our us let's".split(' '));

function styleOf({ text, words: all, quoted }: Draft, words: readonly Word[]): string[] {
  const count = (test: (word: Word) => boolean): number => words.reduce((sum, word) => sum + (test(word) ? 1 : 0), 0);
  const loaded = all.filter((word, i) => !quoted[i] && (LOADED.has(word.normal) || LOADED.has(word.lemma))).length;
  const length = words.length;
  const shown = text.slice(0, 2000);
  return [
    ...atLeast('loaded', loaded, 4),
    ...atLeast(
      'figures',
      count(({ pos, text }) => pos === 'NUM' || /\d/.test(text)),
      4,
    ),
    ...atLeast(
      'names',
      count(({ pos }) => pos === 'PROPN'),
      4,
    ),
    ...atLeast(
      'verbs',
      count(({ pos }) => pos === 'VERB'),
      4,
    ),
    ...atLeast(
      'adjectives',
      count(({ pos }) => pos === 'ADJ'),
      4,
    ),
    ...atLeast(
      'pronouns',
      count(({ pos }) => pos === 'PRON'),
      4,
    ),
    `length ${length < 5 ? 0 : length < 8 ? 1 : length < 12 ? 2 : length < 18 ? 3 : length < 25 ? 4 : length < 40 ? 5 : 6}`,
    ...(count(({ pos, normal }) => pos === 'VERB' && normal.endsWith('ed')) > 0 ? ['past'] : []),
    ...(/[‘“'"][^‘’“”"']{2,25}[’”'"]/.test(shown) ? ['scare quotes'] : []),
    ...(/ [—–-] |—/.test(shown) ? ['dash'] : []),
    ...(/^\W*(?:but|and|so|yet|or|nor)\b/i.test(shown) ? ['opens with a conjunction'] : []),
    ...(count(({ normal }) => DISCOURSE.has(normal)) > 0 ? ['discourse'] : []),
    ...(count(({ normal }) => SAYING.has(normal)) > 0 ? ['saying'] : []),
    ...(count(({ normal }) => READER.has(normal)) > 0 ? ['reader'] : []),
    ...(shown.includes('!') ? ['exclaimed'] : []),
    ...(shown.includes('?') ? ['asked'] : []),
  ];
}

function atLeast(sign: string, count: number, most: number): string[] {
  return Array.from({ length: Math.min(count, most) }, (_, i) => `${sign} ${i + 1}`);
}

/** FNV-1a over UTF-16 units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}

/** Murmur3's last mixing step over the family and two hashes; unsigned. */
function joined(family: number, a: number, b: number): number {
  let hash = Math.imul(a, 31) ^ Math.imul(b, 0x01000193) ^ Math.imul(family, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
