import type { Word } from '../words.ts';
import { namesIn, type Name } from './names.ts';

/** The names of an article, each to be found by its short forms. */
export interface Cast {
  names: Name[];
  /** The longest form of a name, or null where several people or bodies could be meant. */
  full(name: Name): Name | null;
  /** "the agency" is the one body here whose name ends so. */
  organisationCalled(noun: string): string | null;
  /** The last name that begins before a token, as its place among the names; -1 if there is none. */
  lastBefore(at: number): number;
}

export function castOf(words: readonly Word[]): Cast {
  const names = namesIn(words);
  const people = new Map<string, Name | null>();
  const bodies = new Map<string, Name[]>();
  const ends = new Map<string, string | null>();
  const genders = new Map<string, Name['gender']>();
  for (const name of names) {
    const last = key(name.words.at(-1));
    if (name.gender) genders.set(last, genders.has(last) && genders.get(last) !== name.gender ? null : name.gender);
    if (name.words.length < 2) continue;
    if (name.sort === 'organisation') {
      rememberBody(bodies, name);
      const spelled = name.words.join(' ');
      ends.set(last, ends.has(last) && ends.get(last) !== spelled ? null : spelled);
    } else if (name.words.length <= 4) {
      remember(people, last, name);
    }
  }
  const known = (name: Name): Name => ({ ...name, gender: name.gender ?? genders.get(key(name.words.at(-1))) ?? null });
  return {
    names,
    full(name) {
      const longer = name.sort === 'person' ? null : longerName(name, bodies.get(key(name.words[0])) ?? []);
      if (longer && !people.has(key(name.words.at(-1)))) return longer;
      if (name.words.length > 1) return known(name);
      const word = key(name.words[0]);
      const person = people.get(word);
      return person ? known(person) : null;
    },
    organisationCalled: (noun) => ends.get(noun) ?? null,
    lastBefore(at) {
      let low = 0;
      let high = names.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (names[middle]!.from < at) low = middle + 1;
        else high = middle;
      }
      return low - 1;
    },
  };
}

/** Bodies whose names begin with the same word; more than a few could not be told apart anyway. */
const MOST_ALIKE = 20;

function rememberBody(bodies: Map<string, Name[]>, name: Name): void {
  const alike = bodies.get(key(name.words[0])) ?? [];
  const spelled = key(name.words.join(' '));
  if (alike.length >= MOST_ALIKE || alike.some((body) => key(body.words.join(' ')) === spelled)) return;
  bodies.set(key(name.words[0]), [...alike, name]);
}

/** Ends of names that people leave out; nobody calls the Clinton Foundation "Clinton". */
const OFTEN_LEFT_OUT = new Set(
  `news times post press media television network agency corp corporation company co inc ltd llc plc group bank
   international technologies systems industries airlines motors university institute`.split(/\s+/),
);

/** The one body whose name begins with these words and goes on: "Bloomberg" is "Bloomberg News". */
function longerName(name: Name, bodies: readonly Name[]): Name | null {
  const begins = `${key(name.words.join(' '))} `;
  const longer = bodies.filter(
    (body) => key(body.words.join(' ')).startsWith(begins) && OFTEN_LEFT_OUT.has(key(body.words[name.words.length])),
  );
  const spelled = new Set(longer.map((body) => key(body.words.join(' '))));
  return spelled.size === 1 ? longer[0]! : null;
}

const key = (word: string | undefined): string => (word ?? '').toLowerCase();

function remember(map: Map<string, Name | null>, word: string, name: Name): void {
  const earlier = map.get(word);
  if (earlier === undefined) map.set(word, name);
  else if (earlier !== null && key(earlier.words.join(' ')) !== key(name.words.join(' '))) {
    // A middle name more is the same person; another first name is another.
    if (key(earlier.words[0]) !== key(name.words[0])) map.set(word, null);
    else if (name.words.length > earlier.words.length) map.set(word, name);
  }
}
