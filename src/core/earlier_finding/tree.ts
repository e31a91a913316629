/** An object of JSON-LD, of which nothing is known yet. */
export type Tree = Record<string, unknown>;

export function isObject(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The types of an object without their vocabulary, in lower case: `https://schema.org/ClaimReview` is `claimreview`. */
export function typesIn(tree: Tree): string[] {
  return [tree['@type'] ?? tree['type']]
    .flat()
    .filter((type) => typeof type === 'string')
    .map((type) => (type.split(/[/#:]/).at(-1) ?? '').trim().toLowerCase());
}

/** The first text in a value: itself, of a list, or an object's `@value`, `name` or `@id`. Empty where there is none. */
export function textIn(value: unknown): string {
  for (const each of [value].flat()) {
    if (typeof each === 'string' && each.trim() !== '') return each;
    if (typeof each === 'number' && Number.isFinite(each)) return String(each);
    if (isObject(each)) {
      const inner = each['@value'] ?? each['name'] ?? each['@id'];
      if (typeof inner === 'string' && inner.trim() !== '') return inner;
    }
  }
  return '';
}

const MOST_NAMES = 10;

/** The names of people or organisations, however they are given, divided by commas. */
export function namesIn(value: unknown): string {
  return [value]
    .flat()
    .slice(0, MOST_NAMES)
    .map((each) => (isObject(each) ? textIn(each['name']) : textIn(each)))
    .filter((name) => name !== '' && !/^https?:/i.test(name))
    .join(', ');
}

/** A number as it was written, be it as one or as text; empty for what is no number. */
export function numberIn(value: unknown): string {
  const text = textIn(value).trim();
  return text !== '' && Number.isFinite(Number(text.replace(',', '.'))) ? text.slice(0, 30) : '';
}

/**
 * The JSON in a file: one tree, or one a line. What pages wrap it in, and commas and line breaks that JSON does not
 * allow, are mended where it cannot be read as it is. Empty where there is none.
 */
export function treesIn(text: string): unknown[] {
  const bare = text.replace(/^\ufeff/, '').trim();
  const whole = parsed(bare);
  if (whole !== undefined) return [whole];
  const lines = bare.split(/\r?\n/).filter((each) => each.trim() !== '');
  const each = lines.map(parsed);
  if (lines.length > 1 && each.every((tree) => tree !== undefined)) return each;
  const mended = parsed(
    bare
      .replace(/^(?:<!--|\/\*<!\[CDATA\[\*\/|<!\[CDATA\[)/, '')
      .replace(/(?:-->|\/\*\]\]>\*\/|\]\]>)$/, '')
      .replace(/\p{Cc}+/gu, ' ')
      .replace(/,(\s*[\]}])/g, '$1'),
  );
  return mended === undefined ? [] : [mended];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
