import type { Word } from '../words.ts';
import { headSort } from './roles.ts';

/** Words before a name that are no part of it, and what they tell of a person. */
const TITLES = new Map<string, 'he' | 'she' | null>(
  Object.entries({
    mr: 'he',
    sir: 'he',
    lord: 'he',
    king: 'he',
    prince: 'he',
    mrs: 'she',
    ms: 'she',
    miss: 'she',
    lady: 'she',
    dame: 'she',
    queen: 'she',
    princess: 'she',
    ...Object.fromEntries(
      'dr prof professor president senator sen representative rep congressman congresswoman governor gov mayor judge justice secretary general gen colonel col captain capt major maj lieutenant lt sergeant sgt admiral adm minister chancellor premier pope bishop archbishop cardinal rev reverend father sister ambassador attorney sheriff chief officer director chairman chairwoman chair commissioner speaker spokesman spokeswoman'
        .split(' ')
        .map((title) => [title, null]),
    ),
  }),
);

const ORGANISATION_ENDS = new Set(
  'agency department bureau office commission committee council court congress senate house parliament ministry government administration authority board service services force forces police army navy corps guard university college school institute institution center centre foundation fund trust association society union federation league alliance coalition group company corporation corp inc ltd llc plc co bank news times post journal tribune herald gazette guardian chronicle globe press radio television network magazine review party campaign team club museum hospital church network treasury pentagon kremlin vatican reuters bloomberg cnn bbc nbc cbs abc fox npr politico breitbart microsoft google facebook amazon apple twitter ibm intel yahoo'.split(
    ' ',
  ),
);

/** A name of one or more capitalised words, as it stands in the text. */
export interface Name {
  from: number;
  to: number;
  /** The words without titles and possessives. */
  words: string[];
  sort: 'person' | 'organisation' | 'unsure';
  gender: 'he' | 'she' | null;
}

const bare = (word: Word): string => word.normal.replace(/\.$/, '');
export const isTitle = (word: Word): boolean => TITLES.has(bare(word));

export function isCapital({ text }: Word): boolean {
  const code = text.charCodeAt(0);
  if (code < 128) return code >= 65 && code <= 90;
  return /^\p{Lu}/u.test(text);
}

/** A capital that a sentence would not have given any word in this place. */
function belongsToName(words: readonly Word[], i: number): boolean {
  const word = words[i]!;
  return isCapital(word) && (word.pos === 'PROPN' || (word.pos !== 'PRON' && word.pos !== 'DET' && isTitle(word)));
}

/** Small words within a name: "Department of Justice", "Ursula von der Leyen". */
const JOINERS = new Set(['of', 'for', 'de', 'van', 'von', 'der', 'bin', 'al', 'la', 'le', 'du', '&']);

/** The names among the words, in order. */
export function namesIn(words: readonly Word[]): Name[] {
  const names: Name[] = [];
  let i = 0;
  while (i < words.length) {
    if (!belongsToName(words, i)) {
      i++;
      continue;
    }
    let to = i + 1;
    for (;;) {
      if (to < words.length && belongsToName(words, to)) to++;
      else if (to + 1 < words.length && JOINERS.has(words[to]!.text) && belongsToName(words, to + 1)) to += 2;
      else break;
    }
    names.push(nameOf(words, i, to));
    i = to;
  }
  return names;
}

/** "Activist Angela Davis": what somebody is, capital at the start of a sentence. */
const isRole = (word: Word): boolean => headSort(word.lemma, word.normal) === 'person';

export function nameOf(words: readonly Word[], from: number, to: number): Name {
  let gender: Name['gender'] = null;
  let titled = false;
  let start = from;
  while (start < to - 1 && (isTitle(words[start]!) || isRole(words[start]!))) {
    gender = TITLES.get(bare(words[start]!)) ?? gender;
    titled ||= isTitle(words[start]!);
    start++;
  }
  const kept = words.slice(start, to).map((word) => word.text);
  const organisation =
    kept.some((word) => ORGANISATION_ENDS.has(word.toLowerCase())) ||
    (kept.length === 1 && /^\p{Lu}{2,}$|^(?:\p{Lu}\.){2,}$/u.test(kept[0]!));
  const sort = titled ? 'person' : organisation ? 'organisation' : kept.length > 1 ? 'person' : 'unsure';
  return { from: start, to, words: kept, sort, gender };
}
