import { addCount, countsOf, signOf } from './hash.ts';
import type { List } from './lexicon.ts';
import type { Draft } from './sentence.ts';
import { TONE_NAMES, tonesFor } from './tone.ts';

/** Words whose number tells how a sentence speaks, by what they show. */
const SPEAKING = {
  absolute: `all every everyone everything nobody nothing none never always only entirely completely totally absolutely
    simply merely purely utterly wholly any anyone anything ever`,
  pressing: `very so too quite rather really truly highly deeply extremely particularly especially hardly barely
    increasingly incredibly perfectly fully much far even just still indeed actually clearly obviously certainly surely
    perhaps maybe probably possibly apparently likely`,
  demands: 'should must ought need',
  supposes: 'would could might may can',
  foretells: "will shall 'll",
  denies: "not n't no nor neither never without",
  'was so': 'was were had did',
  'is so': "is are 's has have do does",
  'speaks of me': 'i my me mine',
  'speaks of us': 'we our us ours',
  'speaks to you': 'you your',
  pauses: ',',
};
const TAGS = 'ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X SPACE'.split(' ');
/** What else is counted, of the lexicon's lists and of endings. */
const LISTED: readonly List[] = ['evaluation', 'discourse', 'superlative'];
const COUNTED = [
  ...Object.keys(SPEAKING),
  ...LISTED,
  ...TAGS,
  ...TONE_NAMES,
  'loaded, quoted',
  'manner',
  'quality',
  'abstract',
  'reporting',
  'past',
  'present',
];

const FAMILY = 9;
const COUNTS = COUNTED.map((sign) => countsOf(FAMILY, sign));
const placeOf = (sign: string): number => COUNTED.indexOf(sign);
const TAG_PLACES = new Map(TAGS.map((tag) => [tag, placeOf(tag)]));
const QUOTED_LOADED = placeOf('loaded, quoted');
const MANNER = placeOf('manner');
const QUALITY = placeOf('quality');
const ABSTRACT = placeOf('abstract');
const REPORTING = placeOf('reporting');
const PAST = placeOf('past');
const PRESENT = placeOf('present');
const TONE_PLACES = TONE_NAMES.map(placeOf);

const speaking = Object.entries(SPEAKING).map(([sign, words]) => ({
  place: placeOf(sign),
  words: new Set(words.split(/\s+/)),
}));

/** What a word counts for wherever it stands unquoted, as places in the tally. */
export function stancePlaces(word: string, isIn: (list: List) => boolean): number[] {
  return [
    ...speaking.flatMap(({ place, words }) => (words.has(word) ? [place] : [])),
    ...LISTED.flatMap((list) => (isIn(list) ? [placeOf(list)] : [])),
  ];
}

const sign = (name: string): number => signOf(FAMILY, name);
const DENSE = TONE_NAMES.map((tone) => sign(`densely ${tone}`));
const MOSTLY_QUOTED = sign('mostly quoted');
const LITTLE_QUOTED = sign('little quoted');
const LENGTHS = [5, 8, 12, 18, 25, 32, 40].map((step) => ({ step, feature: sign(`words ${step}`) }));
const LETTERS = [4, 4.5, 5, 5.5, 6].map((step) => ({ step, feature: sign(`letters ${step}`) }));
const FORMS: readonly (readonly [feature: number, (text: string) => boolean])[] = [
  [sign('opens quoted'), (text) => /^["“‘]/.test(text)],
  [sign('ends quoted'), (text) => /^["”’']/.test(text.slice(-1))],
  [sign('points back'), (text) => /^\W*(?:it|this|that|these|such|those|there|here)\b/i.test(text)],
  [
    sign('equates'),
    (text) => /\b(?:is|are|was|were|be) (?:not )?(?:an?|the|no|just|only|so|too|very|simply) /i.test(text),
  ],
  [sign('sets conditions'), (text) => /\b(?:if|unless)\b/i.test(text)],
  [sign('shouts'), (text) => /\b[A-Z]{4,}\b/.test(text)],
  [sign('breaks off'), (text) => text.includes('…') || text.includes('...')],
  [sign('semicolon'), (text) => text.includes(';')],
  [sign('colon'), (text) => text.includes(':')],
  [sign('bracket'), (text) => text.includes('(')],
  [sign('no stop'), (text) => /[^.!?…"”’')]$/.test(text.slice(-2))],
];

/**
 * Signs of a writer who judges rather than reports, as features. The labels that were learned from count the views of
 * others as reported, so that words inside quotation marks are counted apart or not at all.
 */
export function stanceOf({ text, words, normals, lemmas, quoted }: Draft): number[] {
  const counts = new Uint32Array(COUNTED.length);
  let inside = 0;
  let length = 0;
  let letters = 0;
  for (let i = 0; i < words.length; i += 1) {
    const { pos, normal } = words[i]!;
    const entry = normals[i]!;
    if (normal === '"') continue;
    if (pos !== 'PUNCT') {
      length += 1;
      letters += normal.length;
    }
    if (quoted[i]) {
      inside += 1;
      if (entry.loaded || lemmas[i]!.loaded) counts[QUOTED_LOADED]! += 1;
      continue;
    }
    counts[TAG_PLACES.get(pos)!]! += 1;
    for (const place of entry.stance) counts[place]! += 1;
    if (pos === 'ADV' && entry.manner) counts[MANNER]! += 1;
    else if (pos === 'ADJ' && entry.quality) counts[QUALITY]! += 1;
    else if (pos === 'NOUN' && entry.abstract) counts[ABSTRACT]! += 1;
    else if (pos === 'VERB' && lemmas[i]!.reporting) counts[REPORTING]! += 1;
    if (pos === 'VERB' && !normal.endsWith('ing')) {
      // "goes", "go"; "went".
      counts[lemmas[i] === entry || normal.endsWith('s') ? PRESENT : PAST]! += 1;
    }
    const tones = (entry.tones | lemmas[i]!.tones) & tonesFor(pos);
    for (let tone = 0; tone < TONE_PLACES.length && tones >>> tone !== 0; tone += 1)
      counts[TONE_PLACES[tone]!]! += (tones >>> tone) & 1;
  }
  const found: number[] = [];
  for (let place = 0; place < counts.length; place += 1) addCount(COUNTS[place]!, counts[place]!, found);
  TONE_PLACES.forEach((place, tone) => {
    if (counts[place]! * 10 > length - inside) found.push(DENSE[tone]!);
  });
  if (inside > length * 0.5) found.push(MOSTLY_QUOTED);
  else if (inside > 0 && inside < length * 0.3) found.push(LITTLE_QUOTED);
  for (const { step, feature } of LENGTHS) if (length >= step) found.push(feature);
  for (const { step, feature } of LETTERS) if (letters >= step * length) found.push(feature);
  const shown = text.length > 2000 ? text.slice(0, 2000) : text;
  for (const [feature, shows] of FORMS) if (shows(shown)) found.push(feature);
  return found;
}
