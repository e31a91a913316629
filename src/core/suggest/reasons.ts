import type { ReasonCode } from '../suggest.ts';
import type { Word } from '../words.ts';
import type { Entry } from './lexicon.ts';
import type { Draft } from './sentence.ts';

/** Why a sentence is worth checking, or is not: which of the listed features its words show. */
export function reasonsOf({ words, normals, lemmas, quoted, text }: Draft, credited: boolean): ReasonCode[] {
  const found = new Set<ReasonCode>();
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i]!;
    if (word.pos === 'PUNCT') continue;
    const normal = normals[i]!;
    const lemma = lemmas[i]!;
    const next = words[i + 1];
    const pointed = lemma.period && (normals[i - 1]?.pointed ?? false);
    if (pointed || isDate(word, normal, words[i - 1], normals[i - 1], next)) {
      found.add('date');
    } else if (isMoney(word, next, lemmas[i + 1])) {
      found.add('money').add('figure');
    } else if (isFigure(word, normal, i)) {
      found.add('figure');
    }
    if (word.pos === 'PROPN' && !normal.month && !normal.day) {
      if (normal.organisation || /^(?:\p{Lu}\.){2,}$|^\p{Lu}{2,6}s?$/u.test(word.text)) found.add('organisation');
      else if (i > 0 || next?.pos === 'PROPN') found.add('name');
    }
    if (isComparison(word, normal, lemma, next)) found.add('comparison');
    if (isCause(word, lemma, next)) found.add('cause');
    if (normal.superlative || (word.pos === 'ADJ' && /^[a-z]{3,}est$/.test(word.normal))) found.add('superlative');
    if (lemma.act && (word.pos === 'NOUN' || word.pos === 'VERB' || word.pos === 'PROPN')) found.add('official_act');
    // "may" hedges; May does not.
    if ((normal.hedge || lemma.hedge) && (word.normal !== 'may' || word.pos === 'AUX')) found.add('hedge');
    if (!quoted[i]) {
      if (normal.firstPerson) found.add('first_person');
      if (normal.evaluation) found.add('evaluation');
    }
  }
  if (/["“”][^"“”]{2,}["“”]|^["“]|["”]$/.test(text.length > 4000 ? text.slice(0, 4000) : text)) found.add('quotation');
  if (credited) found.add('credited');
  return [...found];
}

function isDate(
  { text, normal: word }: Word,
  normal: Entry,
  before: Word | undefined,
  entryBefore: Entry | undefined,
  next: Word | undefined,
): boolean {
  if (normal.day) return true;
  if (normal.month) {
    // "may" and "march" are verbs too: the month has a capital, and a day or a preposition beside it.
    const both = word === 'may' || word === 'march';
    return !both || (/^\p{Lu}/u.test(text) && (/^\d/.test(next?.text ?? '') || before?.pos === 'ADP'));
  }
  return normal.year && next?.pos !== 'NOUN' && !(entryBefore?.money ?? false);
}

function isMoney({ text, normal }: Word, next: Word | undefined, lemmaNext: Entry | undefined): boolean {
  if (text.length === 1 && /^[$€£¥]$/.test(text)) return /^\d/.test(next?.text ?? '');
  return (lemmaNext?.money ?? false) && /^\d|^(?:million|billion|trillion|thousand|hundred)s?$/.test(normal);
}

function isFigure({ text, pos }: Word, normal: Entry, i: number): boolean {
  if (normal.amount) return true;
  if (normal.numeric) return i > 0 || !/^\d{1,2}$/.test(text);
  return pos === 'NUM' && !normal.smallNumber;
}

function isComparison({ pos, normal: word }: Word, normal: Entry, lemma: Entry, next: Word | undefined): boolean {
  if (word === 'than' || word === 'times') return true;
  if (!lemma.comparison && !normal.comparison) return false;
  return pos !== 'ADV' || next?.pos === 'ADJ' || next?.normal === 'than' || next?.pos === 'NOUN';
}

function isCause({ pos, normal }: Word, lemma: Entry, next: Word | undefined): boolean {
  if (lemma.strongCause) return normal !== 'due' || next?.normal === 'to';
  return lemma.cause && pos === 'VERB' && (next?.normal === 'to' || next?.normal === 'in');
}
