import type { PassageKind } from '../core/text.ts';
import type { Piece } from './found.ts';
import type { Line } from './pdf-lines.ts';
import { Words } from './words.ts';

/** A paragraph's lines, which may stand on several pages. */
type Paragraph = Line[];

/**
 * Puts lines together as the paragraphs that their layout shows. What repeats at the head or foot of pages is left out;
 * small print at the foot of a page goes behind the text, so that it parts no paragraph.
 */
export function paragraphsOf(pages: readonly Line[][]): { pieces: Piece[]; remarks: string[] } {
  const layout = layoutOf(pages.flat());
  const repeated = repeatedOn(pages);
  const body: Line[] = [];
  const footnotes: Line[] = [];
  for (const lines of pages) {
    const own = lines.filter((line) => !repeated.has(line));
    const from = footFrom(own, layout);
    body.push(...own.slice(0, from));
    footnotes.push(...own.slice(from));
  }
  const known = wordsIn(body);
  const unsure: string[] = [];
  const toPiece = (paragraph: Paragraph): Piece | null => pieceOf(paragraph, layout, known, unsure);
  const pieces = [...grouped(body, layout), ...grouped(footnotes, layout)].flatMap((each) => toPiece(each) ?? []);
  const few = unsure.slice(0, 5).map((word) => `“${word}”`).join(', '); // prettier-ignore
  return {
    pieces,
    remarks: [
      ...(repeated.size === 0 ? [] : ['Lines that repeat at the head or foot of the pages were left out.']),
      ...(footnotes.length === 0 ? [] : ['Small print from the foot of the pages stands behind the text.']),
      ...(unsure.length === 0 ? [] : [`Hyphens at line ends were kept where they may belong to the word: ${few}.`]),
    ],
  };
}

interface Layout {
  /** The size of most of the print. */
  size: number;
  /** From base line to base line, as a multiple of the size. */
  leading: number;
  left: number;
  right: number;
}

function layoutOf(lines: readonly Line[]): Layout {
  const size = mostCommon(lines.map((line): [number, number] => [Math.round(line.size * 2) / 2, line.text.length]));
  const main = lines.filter((line) => Math.abs(line.size - size) <= size * 0.1);
  const leadings = main.flatMap((line, i): [number, number][] => {
    const gap = (main[i - 1]?.y ?? 0) - line.y;
    return gap > size * 0.8 && gap < size * 3 ? [[Math.round((gap / size) * 20) / 20, 1]] : [];
  });
  const left = mostCommon(main.map((line): [number, number] => [Math.round(line.left), line.text.length]));
  const right = main.reduce((most, line) => Math.max(most, line.right), 0);
  return { size, leading: leadings.length === 0 ? 1.2 : mostCommon(leadings), left, right };
}

function mostCommon(counted: readonly [value: number, weight: number][]): number {
  const weights = new Map<number, number>();
  for (const [value, weight] of counted) weights.set(value, (weights.get(value) ?? 0) + weight);
  return [...weights].reduce((best, each) => (each[1] > best[1] ? each : best), [0, 0])[0];
}

/** The first or last lines of pages that say the same but for their number, on most pages and at least two. */
function repeatedOn(pages: readonly Line[][]): Set<Line> {
  const at = new Map<string, Line[]>();
  for (const lines of pages) {
    // On a page of two lines nothing is head or foot.
    if (lines.length < 3) continue;
    for (const line of [lines[0]!, lines.at(-1)!]) {
      const place = `${Math.round(line.y / 4)} ${line.text.replace(/\d+|\b[ivxl]+\b/g, '#')}`;
      at.set(place, [...(at.get(place) ?? []), line]);
    }
  }
  return new Set([...at.values()].filter((lines) => lines.length > 1 && lines.length * 2 > pages.length).flat());
}

/** Where the small print at the foot of a page begins. */
function footFrom(lines: readonly Line[], { size }: Layout): number {
  let from = lines.length;
  while (from > 0 && lines[from - 1]!.size < size * 0.88) from -= 1;
  // A page of nothing else is no foot.
  return from === 0 ? lines.length : from;
}

function grouped(lines: readonly Line[], layout: Layout): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  for (const line of lines) {
    const open = paragraphs.at(-1);
    if (open !== undefined && goesOn(open, line, layout)) open.push(line);
    else paragraphs.push([line]);
  }
  return paragraphs;
}

const BULLET = /^(?:[•⁃◦▪‣●○]|[-*–] |\(?\d{1,3}[.)] )/;
const ENDS = /[.!?:…]["”’')\]]*$/;

function goesOn(paragraph: Paragraph, line: Line, layout: Layout): boolean {
  const last = paragraph.at(-1)!;
  const first = paragraph[0]!;
  if (Math.abs(line.size - last.size) > last.size * 0.08 || BULLET.test(line.text)) return false;
  const isBulleted = BULLET.test(first.text);
  const gap = last.y - line.y;
  if (line.page !== last.page || gap < -last.size) {
    // Over the edge of a page or a column: only a sentence that is not over goes on for sure.
    return (
      !ENDS.test(last.text) &&
      !isHeading(last, layout) &&
      (/^\p{Ll}/u.test(line.text) || line.page === last.page || isFull(last, line, layout))
    );
  }
  if (gap > line.size * layout.leading * 1.25) return false;
  const indent = line.left - last.left;
  if (isBulleted) return indent >= -1;
  if (indent > line.size * 0.8) return false;
  if (indent < -line.size * 0.8 && paragraph.length > 1) return false;
  return !(ENDS.test(last.text) && !isFull(last, line, layout));
}

/** Whether the next line's first word would not have fitted. */
function isFull(last: Line, next: Line, { right }: Layout): boolean {
  const [word = ''] = next.text.split(' ', 1);
  const width = ((next.right - next.left) / Math.max(next.text.length, 1)) * (word.length + 1);
  return last.right + width >= right - last.size;
}

function isHeading(line: Line, { size }: Layout): boolean {
  return line.size > size * 1.12;
}

function pieceOf(paragraph: Paragraph, layout: Layout, known: ReadonlySet<string>, unsure: string[]): Piece | null {
  const words = new Words();
  const pages = new Map<number, string[]>();
  paragraph.forEach((line, i) => {
    const next = paragraph[i + 1];
    pages.set(line.page, [...(pages.get(line.page) ?? []), next ? lineBefore(line, next, known, unsure) : line.text]);
  });
  for (const [page, texts] of pages) words.noted('page', String(page), () => words.add(texts.join('')));
  return words.take(kindOf(paragraph, layout));
}

function kindOf(paragraph: Paragraph, layout: Layout): PassageKind | null {
  const first = paragraph[0]!;
  // A standfirst is set larger than the text too, but is a sentence; its words tell.
  if (isHeading(first, layout) && paragraph.length <= 4) return /[.:]$/.test(paragraph.at(-1)!.text) ? null : 'heading';
  if (BULLET.test(first.text)) return 'list_item';
  const isSetIn = paragraph.every(
    ({ left, right }) => left > layout.left + layout.size && right < layout.right - layout.size,
  );
  return isSetIn && paragraph.length > 1 ? 'quotation' : null;
}

/** Endings that are no words, so that a hyphen before them can only be the printer's. */
const NO_WORDS =
  /^(?:tions?|tional(?:ly)?|tionary|sions?|ments?|mental|ing|ings|ness|nesses|ity|ities|ties|tive|tives|sive|ances?|ences?|ous|ously|tures?|tural|cial|tial|ly|isms?|ists?|ated|ating|ation|ations|izing|ized|ers|dren)(?=[.,;:!?”"’)]*$)/;

/** A line's text with what stands between it and the next: a space, nothing, or the hyphen it ends in. */
function lineBefore({ text }: Line, next: Line, known: ReadonlySet<string>, unsure: string[]): string {
  if (text.endsWith('\u00ad')) return text.slice(0, -1);
  const [, before] = /([\p{L}\p{M}’'-]+)[-‐]$/u.exec(text) ?? [];
  const [, after] = /^([\p{Ll}\p{M}’'-]+)/u.exec(next.text) ?? [];
  if (before === undefined || after === undefined)
    return /[-‐–—/]$/.test(text) && !/\s[-‐–—/]$/.test(text) ? text : `${text} `;
  const joined = `${before}${after}`;
  if (known.has(`${before}-${after}`.toLowerCase())) return text;
  if (known.has(joined.toLowerCase()) || NO_WORDS.test(next.text.split(' ', 1)[0]!)) return text.slice(0, -1);
  unsure.push(`${before}-${after}`);
  return text;
}

/** The words that stand whole in a line. */
function wordsIn(lines: readonly Line[]): Set<string> {
  return new Set(
    lines.flatMap(({ text }) =>
      [...text.matchAll(/[\p{L}\p{M}][\p{L}\p{M}’'-]*[\p{L}\p{M}](?![-‐]$)/gu)].map(([word]) => word.toLowerCase()),
    ),
  );
}
