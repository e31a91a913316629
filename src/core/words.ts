import model from 'wink-eng-lite-web-model';
import winkNLP from 'wink-nlp';
import type { PartOfSpeech } from 'wink-nlp';
import type { Span } from './text.ts';

export type { PartOfSpeech };

/** A word, number or mark of punctuation as it stands in the body; white space belongs to no word. */
export interface Word extends Span {
  /** The words of the body, unchanged. */
  text: string;
  /** Lower case, with straight apostrophes and quotation marks. */
  normal: string;
  /** Universal part of speech, as wink-nlp tags it. */
  pos: PartOfSpeech;
  /** Dictionary form ("said" → "say"), lower case. */
  lemma: string;
}

/** Abbreviations whose full stop is part of the word. */
const DOTTED = [
  '[Mm]rs?|[Mm]s|[Dd]r|[Pp]rof|Rev|Hon|Gen|Col|Maj|Capt|Cmdr|Lt|Sgt|Cpl|Pvt|Adm|Sens?|Reps?|Gov|Pres|Atty|Supt|Det|Insp|Msgr|Fr|Sr|Jr|St',
  'Ave|Blvd|Rd|Mt|Ft|Dept|Univ|Assn|Bros|Inc|inc|Corp|corp|Ltd|ltd|[Cc]os?|LLC|etc|vs|al|cf|[Aa]pprox|[Ff]igs?|Nos?|[Vv]ol|pp|[Ee]ds?',
  'Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thu|Thurs|Fri',
  'Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo',
].join('|');

/**
 * One match is one word. Marks, joiners and skin tones stay with the character before them, so that a word never
 * begins inside a grapheme. Every branch is bounded or runs over disjoint classes: matching is linear.
 */
const TOKEN = new RegExp(
  [
    String.raw`(?:https?:\/\/|www\.)[^\s<>"“”]{1,2000}[^\s<>"“”.,;:!?)\]'’]`,
    String.raw`[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}`,
    String.raw`(?:\p{L}\.){2,10}(?!\p{L})`,
    String.raw`\b(?:${DOTTED})\.(?=\s|['’,;:)-])`,
    String.raw`\b\p{Lu}\.(?=\s?\p{Lu})`,
    String.raw`\p{N}+(?:[.,:/]\p{N}+)*[\p{L}\p{N}\p{M}]*(?:['’‑-][\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*`,
    String.raw`[\p{L}\p{N}_][\p{L}\p{N}\p{M}_\u200c\u200d]*(?:['’‑-][\p{L}\p{N}_][\p{L}\p{N}\p{M}_\u200c\u200d]*)*`,
    String.raw`\.{2,}`,
    String.raw`-{2,3}`,
    String.raw`\p{RI}{2}`,
    // A mark that hangs on white space is no word; what is put in front of a digit belongs to it.
    String.raw`[\u0600-\u0605\u06dd\u070f\u08e2]*[^\s\p{M}\u200c\u200d](?:\p{M}|\p{Cf}[^\s\p{L}\p{N}\p{P}]?|\p{EMod})*`,
  ]
    .map((branch) => `(?:${branch})`)
    .join('|')
    .replace(/^.*$/su, String.raw`(?:$&)[\p{M}\u200c\u200d]*`),
  'gu',
);

/** "doesn't" is "does" and "n't"; "Rubio's" is "Rubio" and "'s". */
const CONTRACTION = /(?:n['’]t|['’](?:s|re|ve|ll|d|m))$/i;

/** wink-nlp is told of no longer word than this: it keeps every word it ever met. */
const LONGEST_TAGGED = 40;
/** Words tagged in one go: few enough that a go fits into memory that is soon free again. */
const GO = 2000;
/** Words that the tagger is shown before and after those of a go; it looks no further. */
const CONTEXT = 30;
/** wink-nlp packs the index of a dictionary entry into 20 bits, and its dictionary grows with every unknown word. */
const FULL_DICTIONARY = 600_000;

/** The little of wink-nlp that is used here. */
interface Tagger {
  readDoc: (text: string) => {
    tokens: () => { out: <T>(its: ItsOf<T>) => T[]; itemAt: (index: number) => { out: <T>(its: ItsOf<T>) => T } };
  };
  its: {
    precedingSpaces: ItsOf<string>;
    pos: ItsOf<PartOfSpeech>;
    lemma: ItsOf<string | undefined>;
    uniqueId: ItsOf<number>;
  };
}
type ItsOf<T> = (index: number, document: unknown, addons: never) => T;

let tagger: Tagger | null = null;

/** Loads the language model (about 130 ms), which the first text would otherwise wait for. */
export function loadTagger(): Tagger {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- wink's own types leave `out` too wide to use
  tagger ??= winkNLP(model, ['pos']) as unknown as Tagger;
  return tagger;
}

/**
 * The words of the body, or of a span of it, in order, with their offsets into the body. The same words always get
 * the same tags, whatever was read before: wink-nlp cuts unknown words differently the second time it sees them, so
 * the words are cut here and it only tags them.
 */
export function wordsOf(body: string, span: Span = { start: 0, end: body.length }): Word[] {
  const { words, knowns } = cut(body, span);
  for (let from = 0; from < words.length; from += GO) tag(words, knowns, from, Math.min(words.length, from + GO));
  return words;
}

/** The index of the first word that starts at or after the offset. */
export function wordIndexAt(words: readonly Word[], offset: number): number {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (words[middle]!.start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What is the same wherever a word stands; most words of a text stand in it many times. */
interface Known {
  text: string;
  normal: string;
  /** Given to the tagger in place of the word. */
  shown: string;
  /** Where a contraction begins inside what was matched, or 0. */
  tail: number;
  /** How many tokens the tagger makes of what it is shown ("cannot" is two); 0 before it has seen it. */
  parts: number;
  /** Dictionary forms that the tagger gave, by part of speech. */
  lemmas: Map<PartOfSpeech, string>;
}

function knownOf(text: string, dictionary: Map<string, Known>): Known {
  let known = dictionary.get(text);
  if (known === undefined) {
    const normal = text.toLowerCase().replaceAll(/[‘’]/g, "'").replaceAll(/[“”]/g, '"');
    known = {
      text,
      normal,
      shown: shownToTagger(text),
      tail: CONTRACTION.exec(text)?.index ?? 0,
      parts: 0,
      lemmas: new Map(),
    };
    dictionary.set(text, known);
  }
  return known;
}

function cut(body: string, span: Span): { words: Word[]; knowns: Known[] } {
  const words: Word[] = [];
  const knowns: Known[] = [];
  const dictionary = new Map<string, Known>();
  const add = (start: number, known: Known): void => {
    const { text, normal } = known;
    words.push({ start, end: start + text.length, text, normal, pos: 'X', lemma: normal });
    knowns.push(known);
  };
  const text = body.slice(span.start, span.end);
  const token = new RegExp(TOKEN);
  let at = 0;
  for (;;) {
    while (isBlank(text.charCodeAt(at))) at += 1;
    let end = plainEnd(text, at);
    if (end === at) {
      token.lastIndex = at;
      const match = token.exec(text);
      if (match === null) break;
      at = match.index;
      end = token.lastIndex;
    }
    const start = span.start + at;
    const known = knownOf(text.slice(at, end), dictionary);
    if (known.tail === 0) {
      add(start, known);
    } else {
      add(start, knownOf(known.text.slice(0, known.tail), dictionary));
      add(start + known.tail, knownOf(known.text.slice(known.tail), dictionary));
    }
    at = end;
  }
  return { words, knowns };
}

const isBlank = (code: number): boolean => code === 32 || code === 10;
const isPlainLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);

const STOP = 46;

/** A set of characters, asked for many times: one byte for each that UTF-16 can begin. */
function codesOf(characters: string): Uint8Array {
  const codes = new Uint8Array(2 ** 16);
  for (let i = 0; i < characters.length; i += 1) codes[characters.charCodeAt(i)] = 1;
  return codes;
}

const isIn = (codes: Uint8Array, code: number): boolean => codes[code] === 1;

/** After plain letters these end the word, whatever comes next. */
const ENDS = codesOf(' \n,;!?()"“”');
/** Marks that are a word of their own before any plain character; a stop only before white space. */
const MARKS = codesOf(',;:!?()"“”');
/** Letters that a stop may belong to. */
const STOPPED = new RegExp(`^(?:${DOTTED}|www|.)$`);

/** Where the word ends that TOKEN would find here, for the plainest, which are nine in ten; `at` for any other. */
function plainEnd(text: string, at: number): number {
  const code = text.charCodeAt(at);
  let end = at + 1;
  if (isPlainLetter(code)) {
    while (isPlainLetter(text.charCodeAt(end))) end += 1;
    const next = text.charCodeAt(end);
    if (end === text.length || isIn(ENDS, next)) return end;
    const isSentenceEnd = next === STOP && isIn(ENDS, text.charCodeAt(end + 1)) && !STOPPED.test(text.slice(at, end));
    return isSentenceEnd ? end : at;
  }
  const next = text.charCodeAt(end);
  if (isIn(MARKS, code)) return next < 127 ? end : at;
  return code === STOP && isBlank(next) ? end : at;
}

function tag(words: Word[], knowns: readonly Known[], from: number, to: number): void {
  const { its, readDoc } = loadTagger();
  const first = Math.max(0, from - CONTEXT);
  const end = Math.min(words.length, to + CONTEXT);
  const shown: string[] = [];
  for (let i = first; i < end; i += 1) shown.push(knowns[i]!.shown);
  const tokens = readDoc(shown.join(' ')).tokens();
  const tags = tokens.out(its.pos);
  const isGlued = (token: number): boolean => tokens.itemAt(token).out(its.precedingSpaces) === '';

  // A word that wink-nlp cuts further ("cannot", "U.K.-born") keeps the tag of its first part.
  let t = 0;
  let last = 0;
  for (let at = first; at < from; at += 1) t += knowns[at]!.parts;
  for (let at = from; at < to; at += 1) {
    const word = words[at]!;
    const known = knowns[at]!;
    if (known.parts === 0) {
      last = Math.max(last, tokens.itemAt(t).out(its.uniqueId));
      known.parts = 1;
      while (t + known.parts < tags.length && isGlued(t + known.parts)) known.parts += 1;
    }
    const pos = tags[t]!;
    word.pos = pos;
    if (known.parts === 1 && known.shown === word.text) {
      let lemma = known.lemmas.get(pos);
      if (lemma === undefined) {
        lemma = tokens.itemAt(t).out(its.lemma) ?? word.normal;
        known.lemmas.set(pos, lemma);
      }
      word.lemma = lemma;
    }
    t += known.parts;
  }
  for (let i = from; i < to; i += 1) mend(words, i);

  if (last > FULL_DICTIONARY) tagger = null;
}

/** What the tagger is given for a word: something it takes as one token, now and whenever it meets it again. */
function shownToTagger(found: string): string {
  const text = found.replace('’', "'");
  if (/^[A-Za-zÀ-ÖØ-öø-ÿ]+$/.test(text)) {
    return text.length <= LONGEST_TAGGED ? text : stranger(text);
  }
  if (text.length === 1) return /[\p{P}\p{S}\w]/u.test(text) ? text : '§';
  if (/^\p{N}+(?:[.,:/]\p{N}+)*$/u.test(text)) return text.length <= 12 ? text : '1000000';
  if (/^'?[A-Za-z]+'?$/.test(text) || /^n't$/i.test(text)) return text.toLowerCase();
  if (/^(?:[A-Za-z]\.)+$/.test(text) || /^[A-Za-z]{1,6}\.$/.test(text)) return text;
  if (/^(?:\.{2,}|-{2,3})$/.test(text)) return text.slice(0, 1) === '.' ? '...' : '--';
  // Of a compound, the last part decides: "14-year-old", "state-backed".
  const last = /[-‑]([A-Za-z]{1,40})$/.exec(text)?.[1];
  if (last !== undefined) return last;
  return stranger(text);
}

function stranger(text: string): string {
  if (/^\p{Lu}/u.test(text)) return 'Xyz';
  if (/^\p{N}/u.test(text)) return '1000';
  return /^\p{L}/u.test(text) ? 'xyz' : '§';
}

/** Words that can be "is" or "has" before an 's. */
const SUBJECTS = new Set(['it', 'he', 'she', 'that', 'there', 'here', 'what', 'who', 'where', 'how', 'when', 'this']);

function mend(words: Word[], i: number): void {
  const word = words[i]!;
  if (word.normal === "'s" && SUBJECTS.has(words[i - 1]?.normal ?? '')) {
    word.pos = 'AUX';
    word.lemma = 'be';
  } else if (word.normal === 'cost' && word.pos === 'NOUN' && isPriced(words, i)) {
    word.pos = 'VERB';
  } else if (word.pos === 'VERB' && /^[\p{Ll}\p{N}]+(?:[-‑]\p{Ll}+)+$/u.test(word.text)) {
    word.pos = 'ADJ';
  }
}

/** "The bridge cost $12 million." */
function isPriced(words: readonly Word[], i: number): boolean {
  const subject = words[i - 1]?.pos;
  return (
    /^[$€£¥\d]/.test(words[i + 1]?.text ?? '') && (subject === 'NOUN' || subject === 'PROPN' || subject === 'PRON')
  );
}
