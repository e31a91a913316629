import type { Pairing } from './alignment.ts';
import type { Pair, Window } from './reading.ts';
import { textOf, type Words } from './words.ts';

/** In the order in which a checker wants to hear of them. */
export const CHANGE_KINDS = ['figure', 'name', 'date', 'negation', 'quotation', 'unit', 'other'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** Words that were replaced, added (`was` is empty) or taken out (`is` is empty). */
export interface Change {
  kind: ChangeKind;
  was: string;
  is: string;
}

/** What changed between a stretch of the text before and the stretch that answers to it, the gravest first. */
export function changesIn(pair: Pair, pairing: Pairing, window: Window): Change[] {
  return shorterOf(editsIn(pairing, window), editsWordForWord(pair, window))
    .map((edit) => changeOf(pair, edit))
    .toSorted((a, b) => CHANGE_KINDS.indexOf(a.kind) - CHANGE_KINDS.indexOf(b.kind));
}

/** In "49 to 51" that was "51 to 49" two figures were replaced; nobody thinks of words that went and came around one. */
function shorterOf(paired: Window[], wordForWord: Window[] | null): Window[] {
  const words = (edits: Window[]) =>
    edits.reduce((sum, edit) => sum + edit.beforeEnd - edit.before + edit.afterEnd - edit.after, 0);
  return wordForWord && words(wordForWord) <= words(paired) ? wordForWord : paired;
}

/** The edits between two stretches as long as each other when the first word is held against the first, and so on. */
function editsWordForWord({ before, after }: Pair, window: Window): Window[] | null {
  const length = window.beforeEnd - window.before;
  if (length !== window.afterEnd - window.after) return null;
  const edits: Window[] = [];
  for (let word = 0; word < length; word++) {
    const was = window.before + word;
    const is = window.after + word;
    if (before.keys[was] === after.keys[is]) continue;
    const last = edits.at(-1);
    if (last?.beforeEnd === was) {
      last.beforeEnd++;
      last.afterEnd++;
    } else edits.push({ before: was, beforeEnd: was + 1, after: is, afterEnd: is + 1 });
  }
  return edits;
}

/** The stretches between paired words. Pairs that leave the window are taken for none. */
export function editsIn(pairing: Pairing, window: Window): Window[] {
  const edits: Window[] = [];
  let { before, after } = window;
  const close = (beforeEnd: number, afterEnd: number) => {
    if (beforeEnd > before || afterEnd > after) edits.push({ before, beforeEnd, after, afterEnd });
  };
  for (let word = window.before; word < window.beforeEnd; word++) {
    const partner = pairing.toAfter[word]!;
    if (partner < after || partner >= window.afterEnd) continue;
    close(word, partner);
    before = word + 1;
    after = partner + 1;
  }
  close(window.beforeEnd, window.afterEnd);
  return edits;
}

/** The one change between stretches that have little more than their ends in common. */
export function replacementIn(pair: Pair, window: Window): Change {
  const { keys } = pair.before;
  const others = pair.after.keys;
  let { before, beforeEnd, after, afterEnd } = window;
  while (before < beforeEnd && after < afterEnd && keys[before] === others[after]) {
    before++;
    after++;
  }
  while (before < beforeEnd && after < afterEnd && keys[beforeEnd - 1] === others[afterEnd - 1]) {
    beforeEnd--;
    afterEnd--;
  }
  return changeOf(pair, { before, beforeEnd, after, afterEnd });
}

function changeOf(pair: Pair, edit: Window): Change {
  const was = textOf(pair.before, edit.before, edit.beforeEnd);
  const is = textOf(pair.after, edit.after, edit.afterEnd);
  return { kind: kindOf(pair, edit), was, is };
}

const MONTHS =
  /^(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)$/;
const DAYS =
  /^(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|yesterday|tomorrow|tonight|week|month|year|decade|century|(?:spring|summer|autumn|winter))s?$/i;
const YEAR = /^(?:1[5-9]|20)\d\d(?:s)?$/;
const CLOCK = /^\d{1,2}:\d\d$/;
const FIGURE = /\p{N}/u;
const DASH = /^[-‐-―−]+$/u;
const NUMBER_WORD =
  /^(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|dozens?|scores?|half|halves|quarters?|thirds?|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|once|twice|both|several|all|most|many|few|fewer|majority|minority|double|triple)$/i;
const NEGATION =
  /^(?:no|not|never|none|nobody|nothing|nowhere|neither|nor|cannot|without|hardly|scarcely|barely|.*n['’]t)$/i;
const UNIT =
  /^(?:%|°|[$€£¥₹₽¢‰]|percent|percentage|per|points?|millions?|billions?|trillions?|bn|tn|dollars?|euros?|pounds?|cents?|yen|yuan|kroner|km|kilomet(?:re|er)s?|met(?:re|er)s?|miles?|feet|foot|inch(?:es)?|yards?|acres?|hectares?|kg|kilograms?|kilos?|grams?|tons?|tonnes?|lit(?:re|er)s?|gallons?|barrels?|degrees?|celsius|fahrenheit|hours?|minutes?|seconds?|kwh|mw|gw|watts?|megawatts?|gigawatts?|megabytes?|gigabytes?|mb|gb)$/i;
const QUOTE = /^["“”„‟«»＂]$/;

function kindOf(pair: Pair, edit: Window): ChangeKind {
  const removed = wordsOf(pair.before, edit.before, edit.beforeEnd);
  const added = wordsOf(pair.after, edit.after, edit.afterEnd);
  const differs = (test: RegExp) => {
    const inRemoved = removed.filter((word) => test.test(word));
    const inAdded = added.filter((word) => test.test(word));
    return inRemoved.join(' ') !== inAdded.join(' ');
  };
  if (
    differs(MONTHS) ||
    differs(DAYS) ||
    differs(CLOCK) ||
    differs(YEAR) ||
    (differs(FIGURE) && isBeside(pair, edit, MONTHS))
  )
    return 'date';
  if (differs(FIGURE) || differs(NUMBER_WORD) || (differs(DASH) && isBeside(pair, edit, FIGURE))) return 'figure';
  if (differs(NEGATION)) return 'negation';
  if (differs(QUOTE)) return 'quotation';
  if (differs(UNIT)) return 'unit';
  if (hasName(pair.before, edit.before, edit.beforeEnd) || hasName(pair.after, edit.after, edit.afterEnd))
    return 'name';
  return insideQuotation(pair.before, edit.before) ? 'quotation' : 'other';
}

function wordsOf(words: Words, from: number, end: number): string[] {
  return Array.from({ length: Math.max(0, end - from) }, (_, word) => textOf(words, from + word, from + word + 1));
}

/** Whether such a word stands right beside an edit, as in "June 14" or "2013-14". */
function isBeside({ before, after }: Pair, edit: Window, test: RegExp): boolean {
  const is = (words: Words, word: number) =>
    word >= 0 && word < words.count && test.test(textOf(words, word, word + 1));
  return (
    is(before, edit.before - 1) || is(before, edit.beforeEnd) || is(after, edit.after - 1) || is(after, edit.afterEnd)
  );
}

/** A capital that no sentence begins with; at the beginning of one, two capitals in a row. */
function hasName(words: Words, from: number, end: number): boolean {
  const capital = (word: number) => word < words.count && /^\p{Lu}/u.test(textOf(words, word, word + 1));
  for (let word = from; word < end; word++) {
    if (!capital(word)) continue;
    if (word > 0 && words.breaks[word] === 0 && !QUOTE.test(textOf(words, word - 1, word))) return true;
    if (capital(word + 1)) return true;
  }
  return false;
}

/** How far back to look for the mark that opens a quotation. */
const QUOTATION_REACH = 400;

function insideQuotation(words: Words, at: number): boolean {
  let marks = 0;
  let paragraph = at;
  while (paragraph > 0 && at - paragraph < QUOTATION_REACH && words.breaks[paragraph]! < 3) paragraph--;
  for (let word = paragraph; word < at; word++) if (QUOTE.test(textOf(words, word, word + 1))) marks++;
  return marks % 2 === 1;
}
