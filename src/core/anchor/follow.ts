import { Refusal } from '../refusal.ts';
import type { Span } from '../text.ts';
import { align } from './alignment.ts';
import { isKeptCertain, isMovedCertain, isTelling, twinPlaces } from './certainty.ts';
import type { Change } from './changes.ts';
import { rewritten } from './frame.ts';
import { graphemeEnd, graphemeStart } from './graphemes.ts';
import { resembling } from './resemblance.ts';
import { doubtAround, openSearch, placesIn, wholeRun, type Search } from './search.ts';
import { textOf, wordsIn, type Words } from './words.ts';

/** How a claim fared in the next text; only `same` and `moved` keep what was found about it. */
export const OUTCOMES = ['same', 'moved', 'changed', 'gone', 'ambiguous'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A place a person may choose for a claim; `score`, 0 to 1, is how well it fits. */
export interface Candidate extends Span {
  score: number;
}

export interface Followed {
  outcome: Outcome;
  /** Where the claim stands in the text after; null when it is gone or ambiguous. */
  start: number | null;
  end: number | null;
  candidates: Candidate[];
  changes: Change[];
}

/**
 * Finds each span of one text in the next, in the order given. `same` is said of identical characters at the same
 * offsets, `moved` of words that are the same after trivial normalisation, and both only where nothing else explains
 * the words as well. Refuses spans that do not lie in the text. See docs/decisions/0005-following-claims.md.
 */
export function follow(before: string, after: string, spans: readonly Span[]): Followed[] {
  for (const span of spans) refuseOutside(before, span);
  if (before === after) return spans.map(({ start, end }) => standing('same', { start, end }));
  if (spans.length === 0) return [];
  const search = openSearch(align(before, after));
  // In reading order neighbours share what was found out about the stretch they stand in.
  const order = spans.map((_, index) => index).toSorted((a, b) => spans[a]!.start - spans[b]!.start);
  const answers: Followed[] = [];
  for (const index of order) answers[index] = followSpan(search, spans[index]!);
  return answers;
}

function refuseOutside(body: string, { start, end }: Span): void {
  if (Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start <= end && end <= body.length) return;
  throw new Refusal(
    'invalid',
    `The span from ${start} to ${end} does not lie in the text, which ends at ${body.length}.`,
  );
}

function followSpan(search: Search, span: Span): Followed {
  const { alignment } = search;
  const claim = wordsIn(alignment.before, span);
  if (claim.start === claim.end) return gone([]);

  const inOrder = wholeRun(alignment.kept, claim);
  if (inOrder >= 0) {
    if (!isTelling(alignment, claim)) {
      const places = twinPlaces(search, claim);
      return (
        (places.length > 1 ? null : changed(search, claim, true)) ??
        undecided(search, claim, places.length > 0 ? places : [inOrder])
      );
    }
    if (isKeptCertain(search, claim, inOrder)) return stood(search, span, claim, inOrder);
    return undecided(search, claim, placesIn(search, claim, doubtAround(alignment, claim)) ?? [inOrder]);
  }

  const elsewhere = wholeRun(alignment.moved, claim);
  if (elsewhere >= 0) {
    if (isMovedCertain(search, claim, elsewhere)) return stood(search, span, claim, elsewhere);
    return undecided(search, claim, [elsewhere]);
  }

  const twins = twinPlaces(search, claim);
  if (twins.length > 0) return undecided(search, claim, twins);
  return changed(search, claim, false) ?? lost(search, claim);
}

function changed({ alignment }: Search, claim: Span, whole: boolean): Followed | null {
  const found =
    rewritten(alignment, alignment.kept, claim, whole) ??
    (whole ? null : rewritten(alignment, alignment.moved, claim, false));
  return found && { ...standing('changed', spanOf(alignment.after, found.place)), changes: found.changes };
}

/** A claim whose words stand whole in a place that is its own. */
function stood(search: Search, span: Span, claim: Span, place: number): Followed {
  const { before, after } = search.alignment;
  const distance = place - claim.start;
  const start = startInside(before, after, claim.start, distance, span.start);
  const end = endInside(before, after, claim.end - 1, distance, span.end);
  const same =
    start === span.start && end === span.end && before.body.slice(start, end) === after.body.slice(start, end);
  return standing(same ? 'same' : 'moved', { start, end });
}

/** The start of a span that begins in a word, or in the room before it, carried over to the word's new place. */
function startInside(before: Words, after: Words, word: number, distance: number, start: number): number {
  const was = before.starts[word]!;
  const is = after.starts[word + distance]!;
  if (start > was) return is + depthIn(before, after, word, distance, start - was);
  const room = before.body.slice(start, was);
  return after.body.slice(Math.max(0, is - room.length), is) === room ? is - room.length : is;
}

function endInside(before: Words, after: Words, word: number, distance: number, end: number): number {
  const was = before.ends[word]!;
  const is = after.ends[word + distance]!;
  if (end < was) {
    return after.starts[word + distance]! + depthIn(before, after, word, distance, end - before.starts[word]!);
  }
  const room = before.body.slice(was, end);
  return after.body.slice(is, is + room.length) === room ? is + room.length : is;
}

/** How far into a word's new spelling a place in the old one lies; the two differ when an accent was composed. */
function depthIn(before: Words, after: Words, word: number, distance: number, depth: number): number {
  const was = textOf(before, word, word + 1);
  const is = textOf(after, word + distance, word + distance + 1);
  if (was === is) return depth;
  const head = was.slice(0, depth).normalize('NFC');
  for (let length = 0; length <= is.length; length++) {
    if (is.slice(0, length).normalize('NFC') === head) return length;
  }
  return Math.min(depth, is.length);
}

function lost(search: Search, claim: Span): Followed {
  const { alignment, inAfter } = search;
  const places = resembling(alignment, claim, inAfter);
  return gone(places.map((place) => ({ ...spanOf(alignment.after, place), score: rounded(place.score) })));
}

/** The words beside a place that count when a person is to choose between two that hold the same words. */
const CONTEXT = 12;

function undecided(search: Search, claim: Span, places: number[]): Followed {
  const { before, after, weights } = search.alignment;
  const own = weights.before[claim.end]! - weights.before[claim.start]!;
  const candidates = places.map((place) => {
    let shared = 0;
    let total = 0;
    for (let step = -CONTEXT; step < CONTEXT; step++) {
      const word = step < 0 ? claim.start + step : claim.end + step;
      const partner = word - claim.start + place;
      if (word < 0 || word >= before.count) continue;
      const bits = weights.ofKey[before.keys[word]!]!;
      total += bits;
      if (partner >= 0 && partner < after.count && after.keys[partner] === before.keys[word]) shared += bits;
    }
    const span = spanOf(after, { start: place, end: place + claim.end - claim.start });
    return { ...span, score: rounded((own + shared) / (own + total)) };
  });
  return {
    outcome: 'ambiguous',
    start: null,
    end: null,
    candidates: candidates.toSorted((a, b) => b.score - a.score),
    changes: [],
  };
}

function spanOf({ body, starts, ends }: Words, words: Span): Span {
  return { start: graphemeStart(body, starts[words.start]!), end: graphemeEnd(body, ends[words.end - 1]!) };
}

function rounded(score: number): number {
  return Math.round(score * 100) / 100;
}

function standing(outcome: Outcome, { start, end }: Span): Followed {
  return { outcome, start, end, candidates: [], changes: [] };
}

function gone(candidates: Candidate[]): Followed {
  return { outcome: 'gone', start: null, end: null, candidates, changes: [] };
}
