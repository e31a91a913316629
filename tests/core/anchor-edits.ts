import * as fc from 'fast-check';
import { findQuotation, sameWords } from '../../src/core/anchor.ts';
import { cutWords } from '../../src/core/anchor/words.ts';
import type { Followed } from '../../src/core/anchor.ts';
import type { Span } from '../../src/core/text.ts';

/**
 * A text that knows of each of its words where it stood before the edits, so that the truth about every claim is known
 * by construction and not by comparing.
 */
interface Chunk {
  text: string;
  /** The offset of this word in the text before, or -1 when it was typed since. */
  origin: number;
  /** The white space before it, when it does not begin a paragraph. */
  room: string;
}
type Sentence = Chunk[];
type Paragraph = Sentence[];
type Draft = Paragraph[];

export interface Case {
  before: string;
  after: string;
  claims: Span[];
  /** Where each claim truly stands now, or null when its words were touched or taken apart. */
  truth: (Span | null)[];
  /** How many words were taken out and put in, a move counting as both, on the most sparing account of the edits. */
  cost: number;
  /** The words of the text after, with where they stood before, or -1. */
  words: (Span & { origin: number; count: number })[];
  /** Where the words of the text before begin and end, in order. */
  starts: number[];
  ends: number[];
  /** The sentences of the text before. */
  sentences: (Span & { text: string })[];
}

const WORDS = 'senate bill vote 51 49 Friday officials did not the of in a agency'
  .split(' ')
  .concat("well-known co-op didn't naïve cafe\u0301 Ångström 👩‍👩‍👧 🇳🇴 👍🏽 שלום U.S. 10:30 -5".split(' '));
const TINY = ['a', 'b', '51'];
const SMALL = ['the', 'vote', 'was', '51', 'to', '49', 'on', 'Friday', 'bill', 'passed'];

const chunk = (text: string): Chunk => ({ text, origin: -1, room: ' ' });

type Vocabulary = 'rich' | 'small' | 'tiny';

function wordFrom(vocabulary: Vocabulary, number: number): string {
  if (vocabulary === 'tiny') return TINY[number % TINY.length]!;
  if (vocabulary === 'small') return SMALL[number % SMALL.length]!;
  // Most words of a text are met once; some again and again.
  return number % 3 === 0 ? WORDS[(number >> 2) % WORDS.length]! : `w${number.toString(36)}`;
}

function sentenceFrom(vocabulary: Vocabulary, numbers: number[]): Sentence {
  return numbers.map((number, index) => {
    const word = wordFrom(vocabulary, number);
    const quoted = vocabulary === 'rich' && number % 17 === 0 ? `"${word}"` : word;
    return chunk(index === numbers.length - 1 ? `${quoted}.` : quoted);
  });
}

interface SentencePlan {
  numbers: number[];
  /** 0 is a sentence of its own, 1 a twin of an earlier one, 2 a near twin. */
  kind: number;
  of: number;
  opensParagraph: boolean;
}

interface EditPlan {
  kind: (typeof EDITS)[number];
  at: number;
  to: number;
  numbers: number[];
}

const EDITS = [
  'insert words',
  'delete words',
  'replace word',
  'insert sentence',
  'delete sentence',
  'replace sentence',
  'swap sentences',
  'move sentence',
  'swap paragraphs',
  'split paragraph',
  'merge paragraphs',
  're-quote',
  're-space',
  're-dash',
] as const;

function draftFrom(vocabulary: Vocabulary, plans: SentencePlan[]): Draft {
  const sentences: Sentence[] = [];
  const draft: Draft = [];
  for (const plan of plans) {
    const model = sentences[plan.of % Math.max(1, sentences.length)];
    let sentence = sentenceFrom(vocabulary, plan.numbers);
    if (model && plan.kind > 0) {
      sentence = model.map(({ text }) => chunk(text));
      if (plan.kind === 2) rewrite(vocabulary, sentence[plan.of % sentence.length]!, plan.numbers[0]!);
    }
    sentences.push(sentence);
    if (plan.opensParagraph || draft.length === 0) draft.push([]);
    draft.at(-1)!.push(sentence);
  }
  return draft;
}

function rewrite(vocabulary: Vocabulary, word: Chunk, number: number): void {
  const stop = word.text.endsWith('.') && word.text !== 'U.S.' ? '.' : '';
  const text = `${wordFrom(vocabulary, number)}${stop}`;
  if (text === word.text || `${text}.` === word.text || text === `${word.text}.`) return;
  word.text = text;
  word.origin = -1;
}

function render(draft: Draft, placed?: (word: Chunk, start: number) => void): string {
  let text = '';
  for (const paragraph of draft) {
    let opens = true;
    for (const word of paragraph.flat()) {
      text += opens ? (text === '' ? '' : '\n\n') : word.room;
      opens = false;
      placed?.(word, text.length);
      text += word.text;
    }
  }
  return text;
}

/** A copy of a draft after one edit; empty sentences and paragraphs go. */
function edit(vocabulary: Vocabulary, draft: Draft, { kind, at, to, numbers }: EditPlan): Draft {
  const paragraphs = draft.map((paragraph) => paragraph.map((sentence) => sentence.map((word) => ({ ...word }))));
  const places = paragraphs.flatMap((paragraph) =>
    paragraph.map((sentence, index) => ({ paragraph, sentence, index })),
  );
  const here = places[at % places.length];
  const there = places[to % places.length];
  if (!here || !there) return paragraphs;
  const word = here.sentence[to % here.sentence.length]!;
  switch (kind) {
    case 'insert words':
      here.sentence.splice(
        to % here.sentence.length,
        0,
        ...numbers.slice(0, 2).map((n) => chunk(wordFrom(vocabulary, n))),
      );
      break;
    case 'delete words':
      here.sentence.splice(to % here.sentence.length, 1 + (numbers[0]! % 3));
      break;
    case 'replace word':
      rewrite(vocabulary, word, numbers[0]!);
      break;
    case 'insert sentence':
      here.paragraph.splice(here.index, 0, sentenceFrom(vocabulary, numbers));
      break;
    case 'delete sentence':
      here.paragraph.splice(here.index, 1);
      break;
    case 'replace sentence':
      here.paragraph.splice(here.index, 1, sentenceFrom(vocabulary, numbers));
      break;
    case 'swap sentences':
      here.paragraph[here.index] = there.sentence;
      there.paragraph[there.index] = here.sentence;
      break;
    case 'move sentence':
      here.paragraph.splice(here.index, 1);
      there.paragraph.splice(to % (there.paragraph.length + 1), 0, here.sentence);
      break;
    case 'swap paragraphs': {
      const one = at % paragraphs.length;
      const other = to % paragraphs.length;
      [paragraphs[one], paragraphs[other]] = [paragraphs[other]!, paragraphs[one]!];
      break;
    }
    case 'split paragraph':
      paragraphs.splice(paragraphs.indexOf(here.paragraph) + 1, 0, here.paragraph.splice(here.index));
      break;
    case 'merge paragraphs': {
      const next = paragraphs.indexOf(here.paragraph) + 1;
      if (next < paragraphs.length) here.paragraph.push(...paragraphs.splice(next, 1)[0]!);
      break;
    }
    case 're-quote':
      for (const { sentence } of places) {
        for (const each of sentence)
          each.text = each.text
            .replace(/^"/, '“')
            .replace(/"(\.?)$/, '”$1')
            .replaceAll("'", '’');
      }
      break;
    case 're-space':
      word.room = ['\u00a0', '  ', '\n', '\t', ' \n '][numbers[0]! % 5]!;
      break;
    case 're-dash':
      for (const { sentence } of places) {
        for (const each of sentence) each.text = each.text.replace(/(?<=\p{L})-(?=\p{L})/u, '–').normalize('NFC');
      }
      break;
  }
  return paragraphs.map((each) => each.filter((sentence) => sentence.length > 0)).filter((each) => each.length > 0);
}

export interface CasePlan {
  vocabulary: Vocabulary;
  sentences: SentencePlan[];
  edits: EditPlan[];
  claims: { from: number; length: number; whole: boolean; trim: boolean }[];
}

export function planOfCase(vocabulary: Vocabulary): fc.Arbitrary<CasePlan> {
  const number = fc.nat(vocabulary === 'rich' ? 1_000_000 : 1000);
  const numbers = fc.array(number, { minLength: vocabulary === 'rich' ? 3 : 2, maxLength: 9 });
  return fc.record({
    vocabulary: fc.constant(vocabulary),
    sentences: fc.array(
      fc.record({
        numbers,
        kind: fc.constantFrom(0, 0, 0, 1, 2),
        of: fc.nat(40),
        opensParagraph: fc.boolean(),
      }),
      { minLength: 1, maxLength: 12 },
    ),
    edits: fc.array(fc.record({ kind: fc.constantFrom(...EDITS), at: fc.nat(40), to: fc.nat(40), numbers }), {
      minLength: 1,
      maxLength: 5,
    }),
    claims: fc.array(
      fc.record({
        from: fc.nat(200),
        length: fc.integer({ min: 1, max: 12 }),
        whole: fc.boolean(),
        trim: fc.boolean(),
      }),
      { minLength: 1, maxLength: 10 },
    ),
  });
}

export function caseFrom(plan: CasePlan): Case {
  let draft = draftFrom(plan.vocabulary, plan.sentences);
  const before = render(draft, (word, start) => (word.origin = start));
  const chunks = draft.flat(2);
  const sentences = draft.flat();
  const sentencesBefore = sentences.map((sentence) => {
    const start = sentence[0]!.origin;
    const end = sentence.at(-1)!.origin + sentence.at(-1)!.text.length;
    return { start, end, text: sentence.map((word) => word.text).join(' ') };
  });
  const picked = plan.claims.map((claim) => {
    if (claim.whole) return sentences[claim.from % sentences.length]!;
    const from = claim.from % chunks.length;
    return chunks.slice(from, from + claim.length);
  });
  const spans = picked.map((words, index) => {
    const last = words.at(-1)!;
    const stop = plan.claims[index]!.trim && last.text.endsWith('.') && last.text.length > 1 ? 1 : 0;
    return { start: words[0]!.origin, end: last.origin + last.text.length - stop, stop };
  });
  for (const step of plan.edits) draft = edit(plan.vocabulary, draft, step);
  const starts = new Map<number, { order: number; start: number; end: number }>();
  const words: Case['words'] = [];
  const after = render(draft, (word, start) => {
    const end = start + word.text.length;
    if (word.origin >= 0) starts.set(word.origin, { order: words.length, start, end });
    words.push({ start, end, origin: word.origin, count: wordCount(word.text) });
  });
  const truth = picked.map((words, index) => {
    const first = starts.get(words[0]!.origin);
    const last = starts.get(words.at(-1)!.origin);
    if (!first || !last) return null;
    const together = words.every((word, step) => starts.get(word.origin)?.order === first.order + step);
    return together ? { start: first.start, end: last.end - spans[index]!.stop } : null;
  });
  return {
    before,
    after,
    claims: spans.map(({ start, end }) => ({ start, end })),
    truth,
    cost: wordCount(before) + wordCount(after) - 2 * heaviestRise(words),
    words,
    starts: chunks.map(({ origin }) => origin),
    ends: chunks.map(({ origin, text }) => origin + text.length),
    sentences: sentencesBefore,
  };
}

/** How many words at most kept both their being and their order. */
function heaviestRise(chunks: Case['words']): number {
  const best: { origin: number; words: number }[] = [];
  for (const { origin, count } of chunks.filter((chunk) => chunk.origin >= 0)) {
    const below = best.filter((other) => other.origin < origin).map((other) => other.words);
    best.push({ origin, words: count + Math.max(0, ...below) });
  }
  return Math.max(0, ...best.map((other) => other.words));
}

function wordCount(text: string): number {
  return cutWords(text, new Map()).count;
}

/**
 * What is wrong about an answer, or null. To keep a claim where its words were touched, or to put it in another place
 * than its own words, is wrong. It is not where no reader of both texts could know better, which is when
 * - the texts tell another story than the edits did, in which the claim stands there and fewer words went and came, or
 *   no more than with the claim in its true place;
 * - a story with as many has it there, and the words there are in part the claim's own, or stand only once in each text;
 * - the words there stand only once in each text, and half of them or more are the claim's own;
 * - the words there are the claim's own or a twin sentence's, and make the claim's words only there;
 * - the claim is still there or in part, and had the words there been its own, changing places with it, the same text would
 *   have come about with no more seams between words that stood apart;
 * - the claim was cut, and no more words went and came than if it had been put in again there.
 */
export function wrongAbout(known: Case, index: number, answer: Followed): string | null {
  const { before, after } = known;
  const claim = known.claims[index]!;
  if (answer.outcome !== 'same' && answer.outcome !== 'moved') return null;
  const place = { start: answer.start!, end: answer.end! };
  const was = before.slice(claim.start, claim.end);
  const is = after.slice(place.start, place.end);
  if (!sameWords(was, is)) return `${answer.outcome}, but "${was}" reads "${is}"`;
  if (answer.outcome === 'same' && (claim.start !== place.start || was !== is)) return 'same, but not where it stood';
  const truth = known.truth[index];
  if (truth && truth.start === place.start && truth.end === place.end) return null;

  const once = findQuotation(before, was).length === 1 && findQuotation(after, was).length === 1;
  const there = known.words.filter(({ start, end }) => end > place.start && start < place.end);
  const own = there.filter(({ origin }) => origin >= claim.start && origin < claim.end);
  const cost = costOf(before, after, claim, place);
  if (cost < known.cost || (truth && cost <= costOf(before, after, claim, truth))) return null;
  if (cost === known.cost && (once || own.length > 0)) return null;
  if (once && own.length * 2 >= there.length) return null;
  if (once && there.every(({ origin }) => own.some((word) => word.origin === origin) || hasTwin(known, origin)))
    return null;
  if (!truth && costOfCut(before, after, claim, place) <= known.cost) return null;
  if ((truth || own.length > 0) && readsAsWell(known, claim, place)) return null;
  return `${answer.outcome} to ${place.start}, but truly ${truth ? `at ${truth.start}` : 'touched'}: "${was}"`;
}

/**
 * Whether the same text would have come about, with no more seams between words that stood apart, had the words in a
 * place been the claim's: alone, or with the words beside it as far as they read the same. Where its own words are
 * elsewhere now, the two change places.
 */
function readsAsWell({ before, after, words, starts, ends }: Case, claim: Span, place: Span): boolean {
  const own = starts.findIndex((start) => start === claim.start);
  const first = words.findIndex(({ end }) => end > place.start);
  const origins = words.map(({ origin }) => origin);
  const alike = (step: number) => {
    const word = words[first + step];
    return (
      word !== undefined && before.slice(starts[own + step], ends[own + step]) === after.slice(word.start, word.end)
    );
  };
  const exchanged = (from: number, to: number) => {
    const story = [...origins];
    for (let step = from; step < to; step++) {
      const elsewhere = story.indexOf(starts[own + step]!);
      if (elsewhere >= 0) story[elsewhere] = story[first + step]!;
      story[first + step] = starts[own + step]!;
    }
    return seamsIn(story, starts);
  };
  const length = starts.filter((start) => start >= claim.start && start < claim.end).length;
  let [from, to] = [0, length];
  while (alike(from - 1)) from--;
  while (alike(to)) to++;
  return Math.min(exchanged(0, length), exchanged(from, to)) <= seamsIn(origins, starts);
}

/** How many neighbours there are, the edges of the text among them, that were none before. */
function seamsIn(origins: readonly number[], starts: readonly number[]): number {
  const order = new Map(starts.map((start, index) => [start, index]));
  const places = [-1, ...origins.map((origin) => order.get(origin) ?? null), starts.length];
  return places.filter((at, index) => index > 0 && (at === null || places[index - 1] !== at - 1)).length;
}

/** Whether the sentence that a word stood in before the edits stood there twice. */
function hasTwin({ sentences }: Case, origin: number): boolean {
  const sentence = sentences.find(({ start, end }) => start <= origin && origin < end);
  return sentence !== undefined && sentences.filter(({ text }) => text === sentence.text).length > 1;
}

/** How many words must be taken out and put in, in order, when a claim is to stand in a given place. */
function costOf(before: string, after: string, claim: Span, place: Span): number {
  const lexicon = new Map<string, number>();
  const keys = (text: string) => [...cutWords(text, lexicon).keys];
  const common =
    longestCommon(keys(before.slice(0, claim.start)), keys(after.slice(0, place.start))) +
    longestCommon(keys(before.slice(claim.end)), keys(after.slice(place.end)));
  return wordCount(before) + wordCount(after) - 2 * (common + wordCount(before.slice(claim.start, claim.end)));
}

/** The same when a claim was cut out and put in elsewhere, and all else kept its order. */
function costOfCut(before: string, after: string, claim: Span, place: Span): number {
  const lexicon = new Map<string, number>();
  const keysAround = (text: string, { start, end }: Span) =>
    [text.slice(0, start), text.slice(end)].flatMap((part) => [...cutWords(part, lexicon).keys]);
  const common = longestCommon(keysAround(before, claim), keysAround(after, place));
  return wordCount(before) + wordCount(after) - 2 * common;
}

function longestCommon(one: number[], other: number[]): number {
  let row = new Int32Array(other.length + 1);
  for (const word of one) {
    const next = new Int32Array(other.length + 1);
    other.forEach((against, index) => {
      next[index + 1] = word === against ? row[index]! + 1 : Math.max(row[index + 1]!, next[index]!);
    });
    row = next;
  }
  return row[other.length]!;
}
