import { findQuotation } from './anchor.ts';
import { Refusal } from './refusal.ts';
import type { Quote, Span } from './text.ts';

/** Words of a text, by their offsets or as somebody typed them; `near` tells which of several places is meant. */
export type Words = Span | { quotation: string; near: Span | null };

/** Between runs of words that do not stand next to each other. */
export const BETWEEN_RUNS = ' … ';

/**
 * Where the words stand. Refuses `invalid`, as trouble with `field`, a quotation that is not in the text, and one
 * that is there more than once with nothing to tell which place is meant.
 */
export function placeOf(body: string, words: Words, field = 'quotation'): Span {
  if (!('quotation' in words)) {
    if (words.start < words.end && words.end <= body.length && body.slice(words.start, words.end).trim() !== '') {
      return { start: words.start, end: words.end };
    }
    throw trouble(field, 'There are no words there.');
  }
  const { quotation, near } = words;
  if (quotation.trim() === '') throw trouble(field, 'Give the words as they stand in the text.');
  const places = findQuotation(body, quotation);
  const meant = near ? places.filter((place) => place.start < near.end && place.end > near.start) : [];
  const [place, another] = meant.length > 0 ? meant : places;
  if (!place) throw trouble(field, 'These words do not stand in the text. Copy them as they are there.');
  if (another) {
    const many = meant.length > 0 ? meant.length : places.length;
    throw trouble(
      field,
      `These words stand ${many} times in the text. Add words before or after, or use the button at the sentence.`,
    );
  }
  return { start: place.start, end: place.end };
}

/** Runs of words as typed, each at its place nearest to `near`. Refuses `invalid` as trouble with `field`. */
export function quotesNear(body: string, typed: string, near: Span, field: string): Quote[] {
  if (typed.trim() === '') return [];
  return typed.split(BETWEEN_RUNS).map((run) => {
    const [nearest] = findQuotation(body, run).toSorted((a, b) => distance(a, near) - distance(b, near));
    if (!nearest) throw trouble(field, `“${run}” does not stand in the text. Give the words as they are there.`);
    return { start: nearest.start, end: nearest.end, exact: body.slice(nearest.start, nearest.end) };
  });
}

const distance = (a: Span, b: Span) => Math.max(0, b.start - a.end, a.start - b.end);

const trouble = (field: string, sentence: string) => new Refusal('invalid', sentence, { [field]: [sentence] });
