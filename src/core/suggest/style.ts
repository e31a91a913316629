import { addCount, countsOf, signOf } from './hash.ts';
import type { Draft } from './sentence.ts';

const FAMILY = 8;
const LOADED = countsOf(FAMILY, 'loaded');
const FIGURES = countsOf(FAMILY, 'figures');
const NAMES = countsOf(FAMILY, 'names');
const VERBS = countsOf(FAMILY, 'verbs');
const ADJECTIVES = countsOf(FAMILY, 'adjectives');
const PRONOUNS = countsOf(FAMILY, 'pronouns');

const sign = (name: string): number => signOf(FAMILY, name);
const PAST = sign('past');
const DISCOURSE = sign('discourse');
const SAYING = sign('saying');
const READER = sign('reader');
const STEPS = [5, 8, 12, 18, 25, 40];
const LENGTHS = [...STEPS, 0].map((_, steps) => sign(`length ${steps}`));
const SCARE_QUOTES = sign('scare quotes');
const DASH = sign('dash');
const CONJUNCTION = sign('opens with a conjunction');
const EXCLAIMED = sign('exclaimed');
const ASKED = sign('asked');

/** How a sentence is written, as features: loaded words, scare quotes, a turn to the reader, its length. */
export function styleOf({ text, words, normals, lemmas, quoted }: Draft): number[] {
  let [length, loaded, figures, names, verbs, adjectives, pronouns] = [0, 0, 0, 0, 0, 0, 0];
  let [past, discourse, saying, reader] = [false, false, false, false];
  for (let i = 0; i < words.length; i += 1) {
    const { pos, normal: word } = words[i]!;
    const normal = normals[i]!;
    if (word === '"') continue;
    length += 1;
    if (!quoted[i] && (normal.loaded || lemmas[i]!.loaded)) loaded += 1;
    if (pos === 'NUM' || normal.numeric) figures += 1;
    if (pos === 'PROPN') names += 1;
    else if (pos === 'VERB') verbs += 1;
    else if (pos === 'ADJ') adjectives += 1;
    else if (pos === 'PRON') pronouns += 1;
    past ||= pos === 'VERB' && word.endsWith('ed');
    discourse ||= normal.discourse;
    saying ||= normal.saying;
    reader ||= normal.reader;
  }
  const found: number[] = [];
  addCount(LOADED, loaded, found);
  addCount(FIGURES, figures, found);
  addCount(NAMES, names, found);
  addCount(VERBS, verbs, found);
  addCount(ADJECTIVES, adjectives, found);
  addCount(PRONOUNS, pronouns, found);
  if (past) found.push(PAST);
  if (discourse) found.push(DISCOURSE);
  if (saying) found.push(SAYING);
  if (reader) found.push(READER);
  let steps = 0;
  while (steps < STEPS.length && length >= STEPS[steps]!) steps += 1;
  found.push(LENGTHS[steps]!);
  const shown = text.length > 2000 ? text.slice(0, 2000) : text;
  if (/[‘“'"][^‘’“”"']{2,25}[’”'"]/.test(shown)) found.push(SCARE_QUOTES);
  if (/ [—–-] |—/.test(shown)) found.push(DASH);
  if (/^\W*(?:but|and|so|yet|or|nor)\b/i.test(shown)) found.push(CONJUNCTION);
  if (shown.includes('!')) found.push(EXCLAIMED);
  if (shown.includes('?')) found.push(ASKED);
  return found;
}
