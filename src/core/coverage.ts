import type { Sentence, SentenceKind } from './suggest.ts';
import type { Span } from './text.ts';

export const COVERAGE_STATES = ['has_claims', 'nothing_to_check', 'untouched'] as const;
export type CoverageState = (typeof COVERAGE_STATES)[number];

/** Someone's word that a sentence holds nothing to check. */
export interface Clearance {
  /** Index into the sentences. */
  sentence: number;
  who: string;
  why: string;
}

export type SentenceCoverage<C extends Clearance = Clearance> =
  | { state: 'has_claims'; claims: number }
  /** Without a clearance where the rule says so: furniture is `NOT_PART_OF_THE_STORY`. */
  | { state: 'nothing_to_check'; clearance: C | null; why: string }
  | { state: 'untouched' };

export const NOT_PART_OF_THE_STORY = 'Not part of the story';

/**
 * What was done with each sentence, in their order. `sentences` are ordered and do not overlap; `claims` are those that
 * stand in this text, neither withdrawn nor gone, in any order and overlapping as they like. A claim covers a sentence
 * when the two share a character that is not white space. A claim outweighs a clearance, and a clearance the rule; of
 * two clearances of one sentence the later in the list holds. Spans beyond the body, and clearances of sentences that
 * are not there, are bugs and throw.
 */
export function coverageOf<C extends Clearance>(
  body: string,
  sentences: readonly (Span & Pick<Sentence, 'kind'>)[],
  claims: readonly Span[],
  clearances: readonly C[],
): SentenceCoverage<C>[] {
  const claimed = claimsOn(body, sentences, claims);
  const clearedBy = new Map(clearances.map((clearance) => [clearance.sentence, clearance]));
  for (const index of clearedBy.keys()) {
    if (!sentences[index]) throw new RangeError(`Sentence ${index} is cleared, and there are ${sentences.length}.`);
  }
  return sentences.map(({ kind }, index): SentenceCoverage<C> => {
    const count = claimed[index] ?? 0;
    if (count > 0) return { state: 'has_claims', claims: count };
    const clearance = clearedBy.get(index);
    if (clearance) return { state: 'nothing_to_check', clearance, why: clearance.why };
    if (kind === 'furniture') return { state: 'nothing_to_check', clearance: null, why: NOT_PART_OF_THE_STORY };
    return { state: 'untouched' };
  });
}

/** Which sentences are meant: by their indices, or all that the reading takes for one of these kinds. */
export interface Chosen {
  positions: readonly number[];
  kinds: readonly SentenceKind[];
}

/** The untouched ones among the sentences that are meant, in order. */
export function untouchedAmong(
  sentences: readonly Pick<Sentence, 'kind'>[],
  coverage: readonly SentenceCoverage[],
  { positions, kinds }: Chosen,
): number[] {
  const meant = new Set(positions);
  return sentences.flatMap(({ kind }, index) =>
    coverage[index]?.state === 'untouched' && (meant.has(index) || kinds.includes(kind)) ? [index] : [],
  );
}

export function countCoverage(coverage: readonly SentenceCoverage[]): Record<CoverageState, number> {
  const counts: Record<CoverageState, number> = { has_claims: 0, nothing_to_check: 0, untouched: 0 };
  for (const { state } of coverage) counts[state] += 1;
  return counts;
}

/**
 * The index of the next untouched sentence behind `after` (-1: the first), beginning again at the top when there is
 * none further down; null when none is left.
 */
export function nextUntouched(coverage: readonly SentenceCoverage[], after: number): number | null {
  const untouched = ({ state }: SentenceCoverage): boolean => state === 'untouched';
  const below = coverage.findIndex((sentence, index) => index > after && untouched(sentence));
  const found = below === -1 ? coverage.findIndex(untouched) : below;
  return found === -1 ? null : found;
}

/**
 * How many claims cover each sentence. Offsets are first counted in ink, that is without white space: there, spans
 * that share a character overlap, and spans that share nothing but spaces do not.
 */
function claimsOn(body: string, sentences: readonly Span[], claims: readonly Span[]): number[] {
  const inkBefore = inkIn(body);
  const inInk = ({ start, end }: Span): Span => ({ start: at(inkBefore, start), end: at(inkBefore, end) });
  const inked = sentences.map(inInk);
  const steps = new Int32Array(sentences.length + 1);
  for (const claim of claims) {
    const { start, end } = inInk(claim);
    if (start >= end) continue;
    const first = countWhile(inked, (sentence) => sentence.end <= start);
    const behind = countWhile(inked, (sentence) => sentence.start < end);
    steps[first] = at(steps, first) + 1;
    steps[behind] = at(steps, behind) - 1;
  }
  let open = 0;
  return inked.map(({ start, end }, index) => {
    open += at(steps, index);
    return start < end ? open : 0;
  });
}

/** For every offset into the body how many code units before it are not white space. */
function inkIn(body: string): Int32Array {
  const before = new Int32Array(body.length + 1);
  let ink = 0;
  for (let offset = 0; offset < body.length; offset += 1) {
    if (!/\s/.test(body.charAt(offset))) ink += 1;
    before[offset + 1] = ink;
  }
  return before;
}

/** How many spans from the first on fulfil what holds for a beginning of the list only; found by halving. */
function countWhile(spans: readonly Span[], holds: (span: Span) => boolean): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const span = spans[middle];
    if (span && holds(span)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function at(numbers: Int32Array, index: number): number {
  const found = numbers[index];
  if (found === undefined) throw new RangeError(`Offset ${index} lies outside a text of ${numbers.length - 1}.`);
  return found;
}
