import type { Quote, Span } from './text.ts';
import { graphemeEnd, graphemeStart } from './anchor/graphemes.ts';
import { cutWords, type Lexicon, type Words } from './anchor/words.ts';
import { Refusal } from './refusal.ts';

export { snapToGraphemes } from './anchor/graphemes.ts';
export { CHANGE_KINDS, type Change, type ChangeKind } from './anchor/changes.ts';
export { follow, OUTCOMES, type Candidate, type Followed, type Outcome } from './anchor/follow.ts';
export { wordDiff, type DiffRun } from './anchor/diff.ts';

/** A claim's hold on the text: where its words stand, the words, and what stands around them (W3C Web Annotation). */
export interface Hold extends Quote {
  prefix: string;
  suffix: string;
}

/** How many UTF-16 units of the text around a claim its hold remembers. */
const AROUND = 32;

/** The hold on a span, widened where it would cut through a character. */
export function holdOf(body: string, span: Span): Hold {
  const start = graphemeStart(body, span.start);
  const end = graphemeEnd(body, span.end);
  return {
    exact: body.slice(start, end),
    prefix: body.slice(graphemeEnd(body, Math.max(0, start - AROUND)), start),
    suffix: body.slice(end, graphemeStart(body, Math.min(body.length, end + AROUND))),
    start,
    end,
  };
}

/** Whether two wordings are the same but for white space, quote marks, dashes between words and Unicode spelling. */
export function sameWords(a: string, b: string): boolean {
  const lexicon: Lexicon = new Map();
  const one = cutWords(a, lexicon);
  const other = cutWords(b, lexicon);
  return one.count === other.count && one.keys.every((key, word) => key === other.keys[word]);
}

/** More places than this are not listed: such a quotation has to be made longer anyway. */
const MOST_PLACES = 100;

/**
 * The places in a body where a typed quotation stands, word by word after trivial normalisation, in order and at most
 * a hundred; overlapping ones too. A quotation without words stands nowhere.
 */
export function findQuotation(body: string, quotation: string): Span[] {
  return quotationsIn(body)(quotation);
}

/** The same for many quotations in one body, which is cut into words once. */
export function quotationsIn(body: string): (quotation: string) => Span[] {
  const lexicon: Lexicon = new Map();
  const words = cutWords(body, lexicon);
  return (quotation) => placesOfAll(cutWords(quotation, lexicon), words);
}

function placesOfAll(sought: Words, words: Words): Span[] {
  const fallbacks = fallbacksOf(sought.keys);
  const places: Span[] = [];
  let matched = 0;
  for (let word = 0; word < words.count && sought.count > 0 && places.length < MOST_PLACES; word++) {
    while (matched > 0 && (matched === sought.count || sought.keys[matched] !== words.keys[word])) {
      matched = fallbacks[matched - 1]!;
    }
    if (sought.keys[matched] === words.keys[word]) matched++;
    if (matched === sought.count) places.push({ start: words.starts[word - matched + 1]!, end: words.ends[word]! });
  }
  return places;
}

/** For each beginning of a sequence, how long the longest shorter beginning is that it ends with (Knuth, Morris, Pratt). */
function fallbacksOf(keys: Int32Array): Int32Array {
  const fallbacks = new Int32Array(keys.length);
  let matched = 0;
  for (let word = 1; word < keys.length; word++) {
    while (matched > 0 && keys[matched] !== keys[word]) matched = fallbacks[matched - 1]!;
    if (keys[matched] === keys[word]) matched++;
    fallbacks[word] = matched;
  }
  return fallbacks;
}

/**
 * Spans from the JSON of a spans file, `[{"start":0,"end":9}]`. Refuses anything else, naming the entry; whether the
 * spans lie in a text is for `follow` to say.
 */
export function parseSpans(json: string): Span[] {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new Refusal('invalid', 'The spans are not JSON.');
  }
  if (!Array.isArray(value)) throw new Refusal('invalid', 'The spans must be a list, like [{"start":0,"end":9}].');
  return value.map((entry: unknown, index) => {
    if (isSpan(entry)) return { start: entry.start, end: entry.end };
    throw new Refusal(
      'invalid',
      `Entry ${index} of the spans must have a "start" and an "end", whole numbers from 0 on, the end not before the start.`,
    );
  });
}

function isSpan(entry: unknown): entry is Span {
  if (typeof entry !== 'object' || entry === null || !('start' in entry) || !('end' in entry)) return false;
  const { start, end } = entry;
  return Number.isSafeInteger(start) && Number.isSafeInteger(end) && Number(start) >= 0 && Number(start) <= Number(end);
}
