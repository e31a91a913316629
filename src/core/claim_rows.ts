import { quotationsIn, sameWords, snapToGraphemes } from './anchor.ts';
import { Refusal } from './refusal.ts';
import { onOneLine } from './strangers.ts';
import { CLAIM_TYPES, RISKS, type ClaimType, type Risk } from './suggest.ts';
import type { Span } from './text.ts';
import { CLAIM_TYPE_WORDS, RISK_WORDS } from './wording.ts';

/** What a row of a table, or an annotation, says of one claim. */
export interface ClaimSaid {
  /** Where it stands: "Row 7". */
  place: string;
  /** The words of the article. */
  words: string;
  /** What stands before and after them, and where they begin, in Unicode code points, where that was said. */
  prefix: string;
  suffix: string;
  position: number | null;
  /** Empty: the words themselves. */
  statement: string;
  type: string;
  risk: string;
}

/** A claim that can be marked, or why it cannot. */
export type PlacedClaim = Pick<ClaimSaid, 'place' | 'words'> &
  ({ span: Span; statement: string; type: ClaimType; risk: Risk } | { trouble: string });

export const CLAIM_COLUMNS = ['words', 'statement', 'type', 'risk'] as const;
export type ClaimColumn = (typeof CLAIM_COLUMNS)[number];
/** Which column of a table, counted from 0, says what; null for what none says. */
export type ColumnChoice = Record<ClaimColumn, number | null>;

/** As many rows as are taken at once. */
export const MOST_ROWS = 2_000;

/** The plainest first: a column “claim” may hold the words, or only its number beside them. */
const HEADINGS: Record<ClaimColumn, RegExp[]> = {
  words: [/^(?:words|quote|quotation|exact)\b/i, /^(?:text|in the text)\b/i, /^claim\b/i],
  statement: [/^(?:statement|meaning|reworded)\b/i],
  type: [/^(?:type|kind)\b/i],
  risk: [/^(?:risk|priority)\b/i],
};

/** Which column says what, by its heading; the words are in the first where no heading says so. */
export function columnsByHeading(headings: readonly string[]): ColumnChoice {
  const found = Object.fromEntries(CLAIM_COLUMNS.map((column) => [column, columnOf(headings, column)])) as ColumnChoice;
  return { ...found, words: found.words ?? 0 };
}

/** Whether a row names a column with the words of claims. */
export const areHeadings = (row: readonly string[]): boolean => columnOf(row, 'words') !== null;

function columnOf(headings: readonly string[], column: ClaimColumn): number | null {
  for (const pattern of HEADINGS[column]) {
    const at = headings.findIndex((heading) => pattern.test(heading.trim()));
    if (at !== -1) return at;
  }
  return null;
}

/** The claims that a table tells of, its first row being its headings; empty rows are passed over, and counted. */
export function claimsInTable(table: readonly (readonly string[])[], columns: ColumnChoice): ClaimSaid[] {
  const cell = (row: readonly string[], column: ClaimColumn) => {
    const at = columns[column];
    return at === null ? '' : (row[at] ?? '').trim();
  };
  return table.slice(1).flatMap((row, at) => {
    const words = cell(row, 'words');
    const [statement, type, risk] = (['statement', 'type', 'risk'] as const).map((column) => cell(row, column));
    if ([words, statement, type, risk].every((each) => each === '')) return [];
    const said = { words, statement: statement!, type: type!, risk: risk! };
    return [{ place: `Row ${at + 2}`, prefix: '', suffix: '', position: null, ...said }];
  });
}

type Tree = Record<string, unknown>;
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);
const treesOf = (value: unknown): Tree[] => [value].flat().filter(isTree);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/**
 * The claims that Web Annotations tell of (W3C Web Annotation Data Model): one, a list, a collection or its first page.
 * Their words are the exact text of the first TextQuoteSelector, their statement is a textual body. Refuses what holds
 * no annotation.
 */
export function claimsInAnnotations(tree: unknown): ClaimSaid[] {
  const annotations = annotationsIn(tree);
  if (annotations.length === 0) throw new Refusal('invalid', 'There is no Web Annotation in it.');
  return annotations.map((annotation, at) => {
    const selectors = treesOf(annotation['target']).flatMap((target) => treesOf(target['selector']));
    const quote = selectors.find(({ type }) => type === 'TextQuoteSelector') ?? {};
    const position = selectors.find(({ type }) => type === 'TextPositionSelector')?.['start'];
    const body = treesOf(annotation['body']).find(({ value }) => typeof value === 'string') ?? {};
    return {
      place: `Annotation ${at + 1}`,
      words: textOf(quote['exact']),
      prefix: textOf(quote['prefix']),
      suffix: textOf(quote['suffix']),
      position: typeof position === 'number' && Number.isSafeInteger(position) && position >= 0 ? position : null,
      statement: onOneLine(textOf(body['value']) || textOf(annotation['bodyValue'])),
      type: '',
      risk: '',
    };
  });
}

function annotationsIn(tree: unknown): Tree[] {
  return [tree].flat(2).flatMap((each) => {
    if (!isTree(each)) return [];
    const types = [each['type'] ?? each['@type']].flat();
    if (types.includes('Annotation')) return [each];
    const inner = each['items'] ?? each['@graph'] ?? (isTree(each['first']) ? each['first']['items'] : null);
    return treesOf(inner).filter((item) => [item['type'] ?? item['@type']].flat().includes('Annotation'));
  });
}

/**
 * Finds each claim's words in a body, as an earlier text is followed: word by word, and where they stand more than
 * once by what stands around them or where they began. What is not found in one place is answered for, not guessed.
 */
export function placeClaims(body: string, said: readonly ClaimSaid[]): PlacedClaim[] {
  if (said.length === 0) throw new Refusal('invalid', 'There is no claim in it.');
  if (said.length > MOST_ROWS) {
    const [many, most] = [said.length, MOST_ROWS].map((count) => count.toLocaleString('en'));
    throw new Refusal('too_large', `There are ${many} claims in it; at most ${most} are taken at once.`);
  }
  const find = quotationsIn(body);
  const points = codePointsOf(body);
  return said.map((claim): PlacedClaim => {
    const { place, words, position } = claim;
    const trouble = (why: string) => ({ place, words, trouble: why });
    if (words.trim() === '') return trouble('It does not say which words of the text it is about.');
    const type = codeFor(claim.type, CLAIM_TYPES, CLAIM_TYPE_WORDS) ?? (claim.type === '' ? 'other' : null);
    if (type === null) return trouble(`“${claim.type}” is no type of claim.`);
    const risk = codeFor(claim.risk, RISKS, RISK_WORDS) ?? (claim.risk === '' ? 'normal' : null);
    if (risk === null) return trouble(`“${claim.risk}” is no risk: low, normal or high.`);
    const places = find(words);
    const amid = places.filter((each) => standsAmid(body, each, claim));
    const likely = amid.length > 0 ? amid : places;
    const begin = position === null ? null : points(position);
    const there = likely.filter(({ start }) => start === begin);
    const [one, another] = there.length > 0 ? there : likely;
    if (one === undefined) return trouble('These words do not stand in the text.');
    if (another !== undefined) return trouble(`These words stand ${places.length} times in the text.`);
    const span = snapToGraphemes(body, one);
    const statement = claim.statement || onOneLine(body.slice(span.start, span.end));
    return { place, words, span, statement, type, risk };
  });
}

/** Whether what was said to stand before and after words does, as far as both reach; said of nothing it does not. */
function standsAmid(body: string, { start, end }: Span, { prefix, suffix }: ClaimSaid): boolean {
  if (prefix.trim() === '' && suffix.trim() === '') return false;
  const before = prefix.trim();
  const after = suffix.trim();
  const ends = sameWords(body.slice(0, start).trimEnd().slice(-before.length), before);
  return (
    (before === '' || ends) && (after === '' || sameWords(body.slice(end).trimStart().slice(0, after.length), after))
  );
}

/** Turns a place in code points into one in UTF-16 code units. */
function codePointsOf(body: string): (points: number) => number {
  let starts: number[] | null = null;
  return (points) => {
    if (starts === null) {
      starts = [];
      for (let unit = 0; unit < body.length; unit += body.codePointAt(unit)! > 0xffff ? 2 : 1) starts.push(unit);
    }
    return starts[points] ?? body.length;
  };
}

/** A code by itself or by its word on screen, whatever its case. */
function codeFor<Code extends string>(said: string, codes: readonly Code[], words: Record<Code, string>): Code | null {
  const plain = said.trim().toLowerCase();
  return codes.find((code) => code === plain.replaceAll(' ', '_') || words[code].toLowerCase() === plain) ?? null;
}
