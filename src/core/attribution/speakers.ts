import type { Word } from '../words.ts';
import type { Credit, TokenRange } from './credits.ts';
import type { AttributionKind } from './kinds.ts';
import { castOf, type Cast } from './cast.ts';
import { isCapital, isTitle, nameOf, type Name } from './names.ts';
import { headSort, isUniqueRole, isVague } from './roles.ts';
import { MARK, type Tokens } from './tokens.ts';

/** Who a credit goes to. */
export interface Speaker {
  kind: AttributionKind;
  /** The name to file the credit under; empty where the text names nobody at all. */
  speaker: string;
  weasel: boolean;
}

interface Known extends Speaker {
  /** The head of the description, for "the official" later on. */
  head: string;
  gender: Name['gender'];
  plural: boolean;
  /** Where the source stands. */
  at: number;
}

const FIRST_PERSON = new Set(['i', 'we', 'my', 'our', 'me', 'us']);
const SINGULAR_PERSON = new Map<string, 'he' | 'she'>([
  ['he', 'he'],
  ['his', 'he'],
  ['him', 'he'],
  ['she', 'she'],
  ['her', 'she'],
]);
const THING = new Set(['it', 'its']);
const PLURAL = new Set(['they', 'their', 'them']);
const RELATIVE = new Set(['who', 'which', 'that', 'whose']);

/** Resolves the sources of credits, which come in the order of their cues, within one article. */
export function speakersOf(body: string, t: Tokens, credits: readonly Credit[]): Speaker[] {
  const { words } = t;
  const cast = castOf(words);
  const before: Known[] = [];
  return credits.map((credit) => {
    const known = identify(body, words, t, credit, cast, before);
    before.push(known);
    return { kind: known.kind, speaker: known.speaker, weasel: known.weasel };
  });
}

function identify(
  body: string,
  words: readonly Word[],
  t: Tokens,
  credit: Credit,
  cast: Cast,
  before: readonly Known[],
): Known {
  const range = credit.source[0];
  if (!range) return nobody(words, t, credit);
  const at = range.from;
  const known = (kind: AttributionKind, speaker: string, more: Partial<Known> = {}): Known => ({
    kind,
    speaker,
    weasel: false,
    head: '',
    gender: null,
    plural: false,
    at,
    ...more,
  });
  const first = words[at]!.normal;
  const single = range.to - at === 1 || (range.to - at === 2 && /^['’]/.test(words[at + 1]!.text));
  if (single && FIRST_PERSON.has(first)) return firstPerson(t, known, at, first, before);
  const gender = SINGULAR_PERSON.get(first);
  if (single && gender) {
    const plain = antecedent(words, t, cast, before, at, gender);
    return plain ? { ...plain, gender, at } : known('person', words[at]!.text, { gender });
  }
  if (single && (THING.has(first) || PLURAL.has(first))) {
    const last = before.at(-1);
    const fits =
      last &&
      near(t, last.at, at, 1) &&
      (THING.has(first) ? !last.plural && (last.kind === 'organisation' || last.kind === 'document') : last.plural);
    return fits ? { ...last, at } : known('unnamed', words[at]!.text, { plural: PLURAL.has(first) });
  }
  if (single && RELATIVE.has(first)) {
    const noun = phraseBefore(words, t, at);
    if (noun) return { ...describe(body, words, noun, cast, before, t), at };
    return known('unnamed', words[at]!.text);
  }
  return describe(body, words, range, cast, before, t);
}

/** How many credits or names back an antecedent is looked for: a sentence without end must not cost the square. */
const FARTHEST = 40;

type Make = (kind: AttributionKind, speaker: string, more?: Partial<Known>) => Known;

/** "I think" outside quotation marks is the writer; inside them it is whoever was quoted last. */
function firstPerson(t: Tokens, known: Make, at: number, word: string, before: readonly Known[]): Known {
  if (!t.quoted[at] && !t.block[at]) return known('author', 'the author', { plural: word === 'we' || word === 'our' });
  const last = before.at(-1);
  if (last && last.kind !== 'author' && near(t, last.at, at, 2)) return { ...last, at };
  return known('person', word === 'i' ? 'I' : word);
}

/** No source at all: "it is expected that", "the alleged attack". */
function nobody(words: readonly Word[], t: Tokens, credit: Credit): Known {
  const cue = credit.cue[0]!;
  let passive = false;
  for (let i = cue.from; i < cue.to; i++) {
    if (words[i]!.lemma === 'be' || /^(?:reportedly|allegedly|supposedly|purportedly)$/.test(words[i]!.normal))
      passive = true;
  }
  if (cue.to - cue.from === 1 && (t.classes[cue.from]! & 1) !== 0 && words[cue.from]!.normal.endsWith('ed'))
    passive = true;
  return { kind: 'unnamed', speaker: '', weasel: passive, head: '', gender: null, plural: false, at: cue.from };
}

/** At most so many sentences lie between the two, and no more than one paragraph end. */
function near(t: Tokens, earlier: number, later: number, sentences: number): boolean {
  return t.sentence[later]! - t.sentence[earlier]! <= sentences && t.passage[later]! - t.passage[earlier]! <= 1;
}

/** Whom "he" or "she" means, if only one person can be meant. */
function antecedent(
  words: readonly Word[],
  t: Tokens,
  cast: Cast,
  before: readonly Known[],
  at: number,
  gender: 'he' | 'she',
): Known | null {
  const candidates = new Map<string, Known>();
  /** Whom a pronoun of the other kind has meant already. */
  const others = new Set<string>();
  for (let i = before.length - 1; i >= 0 && before.length - i <= FARTHEST; i--) {
    const earlier = before[i]!;
    if (!near(t, earlier.at, at, 2)) break;
    if (earlier.plural || (earlier.kind !== 'person' && !(earlier.kind === 'unnamed' && earlier.head !== ''))) continue;
    if (earlier.gender !== null && earlier.gender !== gender) {
      others.add(earlier.speaker);
      continue;
    }
    candidates.set(earlier.speaker, earlier);
  }
  const nearest = cast.lastBefore(at);
  for (let i = nearest; i >= 0 && nearest - i <= FARTHEST; i--) {
    const name = cast.names[i]!;
    if (!near(t, name.from, at, 1)) break;
    if (name.sort === 'organisation') continue;
    const full = cast.full(name);
    if (!full || full.sort !== 'person' || (full.gender !== null && full.gender !== gender)) continue;
    const speaker = full.words.join(' ');
    candidates.set(speaker, personOf(full, speaker, at));
  }
  for (const other of others) candidates.delete(other);
  return candidates.size === 1 ? [...candidates.values()][0]! : null;
}

function personOf(name: Name, speaker: string, at: number): Known {
  return { kind: 'person', speaker, weasel: false, head: '', gender: name.gender, plural: false, at };
}

/** The noun phrase that ", who said" leans on. */
function phraseBefore(words: readonly Word[], t: Tokens, at: number): TokenRange | null {
  let to = at;
  while (to > 0 && t.sentence[to - 1] === t.sentence[at] && t.mark[to - 1] !== MARK.none && at - to < 3) to--;
  let from = to;
  while (from > 0 && t.sentence[from - 1] === t.sentence[at] && to - from < 8) {
    const { pos } = words[from - 1]!;
    if (pos !== 'NOUN' && pos !== 'PROPN' && pos !== 'ADJ' && pos !== 'DET' && pos !== 'NUM') break;
    from--;
  }
  return from < to ? { from, to } : null;
}

/** Small words before a source that are no part of its name: "by the minister". */
const LEADS = new Set(['by', 'from', 'to', 'in', 'of', 'for', 'with']);

const PHRASE_ENDS = new Set(['ADP', 'SCONJ', 'VERB', 'AUX', 'PUNCT']);

/** Kind and name of a source in full words: "Sen. Ann Lee of Ohio", "two people familiar with the matter". */
function describe(
  body: string,
  words: readonly Word[],
  range: TokenRange,
  cast: Cast,
  before: readonly Known[],
  t: Tokens,
): Known {
  let { from } = range;
  while (from < range.to - 1 && (LEADS.has(words[from]!.normal) || words[from]!.pos === 'PUNCT')) from++;
  let to = from;
  let head = -1;
  while (to < range.to) {
    const word = words[to]!;
    const possessive = /^['’]s?$/.test(word.text);
    const named = to > from && words[to - 1]!.pos === 'PROPN' && isCapital(words[to - 1]!) && isCapital(word);
    if (head >= 0 && !possessive && !named && (PHRASE_ENDS.has(word.pos) || RELATIVE.has(word.normal))) {
      if (!(word.text === 'of' && words[to - 1]!.pos === 'PROPN' && words[to + 1]?.pos === 'PROPN')) break;
    }
    if (word.pos === 'NOUN' || word.pos === 'PROPN' || (named && head === to - 1)) head = to;
    to++;
  }
  if (head < 0) head = Math.max(from, to - 1);
  const whole = (): string => body.slice(words[from]!.start, words[range.to - 1]!.end);
  const core = (): string => body.slice(words[from]!.start, words[Math.max(from, to - 1)]!.end).replace(/['’]s?$/, '');
  const headWord = words[head]!;
  const firstWord = words[from]!.normal;
  const plural = headWord.pos !== 'PROPN' && /(?:[^s]s|people|men|women|police)$/.test(headWord.normal);
  const base = { weasel: false, head: headWord.lemma, gender: null, plural, at: range.from };

  // "Moody's expects a deal": a house whose name ends so.
  if (
    isCapital(headWord) &&
    headWord.pos === 'PROPN' &&
    words[range.to - 1]!.normal === "'s" &&
    isVerb(words[range.to])
  )
    return { ...base, kind: 'organisation', speaker: whole(), plural: false };

  const name = nameInside(words, from, to, head) ?? nameAfterComma(words, to, range.to, headWord);
  if (name) {
    const full = cast.full(name);
    const sort = full?.sort === 'unsure' || !full ? name.sort : full.sort;
    const speaker = full ? full.words.join(' ') : spoken(body, words, name);
    const kind: AttributionKind = sort === 'organisation' ? 'organisation' : 'person';
    return { ...base, head: '', kind, speaker, gender: full?.gender ?? name.gender, plural: false };
  }

  const indefinite = /^(?:an?|one|two|three|several|some|many|most|few|other|another|\d+)$/.test(firstWord);
  if (firstWord === 'the' || firstWord === 'that' || firstWord === 'this') {
    const same = earlierOf(headWord.lemma, t, before, range.from);
    const called = same ? null : cast.organisationCalled(headWord.normal);
    if (same && to - from <= 2) return { ...base, ...same, at: range.from };
    if (called !== null && to - from <= 2) return { ...base, kind: 'organisation', speaker: called };
  }
  const sort = headSort(headWord.lemma, headWord.normal);
  if (sort === 'document') return { ...base, kind: 'document', speaker: range.to - from <= 12 ? whole() : core() };
  if (sort === 'organisation') return { ...base, kind: 'organisation', speaker: core() };
  if (!indefinite && !plural && isUniqueRole(headWord.lemma)) return { ...base, kind: 'person', speaker: core() };
  const vague = isVague(words.slice(from, Math.min(range.to, from + 3)).map((word) => word.normal));
  return { ...base, kind: 'unnamed', speaker: whole(), weasel: vague };
}

const isVerb = (word: Word | undefined): boolean => word?.pos === 'VERB' || word?.pos === 'AUX';

/** "Critics" at the start of a sentence is capital, and no name. */
const isCommon = (word: Word): boolean => headSort(word.lemma, word.normal) !== null || isVague([word.normal]);

/** A name is the source itself only where it is the head: not in "a DHS official", not in "Smith's lawyer". */
function nameInside(words: readonly Word[], from: number, to: number, head: number): Name | null {
  const surname = head > from && words[head - 1]!.pos === 'PROPN' && isCapital(words[head]!);
  if ((words[head]!.pos !== 'PROPN' && !surname) || (from === head && isCommon(words[head]!))) return null;
  let start = head;
  while (
    start > from &&
    (words[start - 1]!.pos === 'PROPN' || isTitle(words[start - 1]!) || isOf(words, start - 1, from))
  )
    start--;
  let end = head + 1;
  while (end < to && words[end]!.pos === 'PROPN') end++;
  return nameOf(words, start, end);
}

function isOf(words: readonly Word[], i: number, from: number): boolean {
  return i > from && words[i]!.text === 'of' && words[i - 1]!.pos === 'PROPN';
}

/** "the paper's editor, Ann Lee": the name after the comma. */
function nameAfterComma(words: readonly Word[], to: number, end: number, head: Word): Name | null {
  if (words[to]?.text !== ',' || to + 1 >= end || headSort(head.lemma, head.normal) !== 'person') return null;
  let stop = to + 1;
  while (stop < end && words[stop]!.pos === 'PROPN') stop++;
  return stop - to > 2 ? nameOf(words, to + 1, stop) : null;
}

/** A name as the text gives it, titles kept where only the surname is known. */
function spoken(body: string, words: readonly Word[], name: Name): string {
  let { from } = name;
  if (name.words.length === 1) while (from > 0 && isTitle(words[from - 1]!) && words[from - 1]!.pos === 'PROPN') from--;
  return body.slice(words[from]!.start, words[name.to - 1]!.end);
}

/** The newest earlier source described with the same noun: "the official" is "a DHS official". */
function earlierOf(head: string, t: Tokens, before: readonly Known[], at: number): Known | null {
  for (let i = before.length - 1; i >= 0 && before.length - i <= FARTHEST; i--) {
    const earlier = before[i]!;
    if (earlier.head !== head || earlier.plural) continue;
    return t.passage[at]! - t.passage[earlier.at]! <= 6 ? earlier : null;
  }
  return null;
}
