import { checkBody } from '../core/body.ts';
import { Refusal } from '../core/refusal.ts';
import { passagesOf, type Note, type Passage, type PassageKind } from '../core/text.ts';

export type Format = 'text' | 'markdown' | 'html' | 'docx' | 'pdf';

/** What is known of an article beside its text; null for what was not found. */
export interface About {
  title: string | null;
  byline: string | null;
  publication: string | null;
  /** As YYYY-MM-DD, the day as it is written there, whatever the time zone. */
  publishedOn: string | null;
  /** http or https. */
  address: string | null;
}

/** An article as a file holds it, to be corrected by a person before anything is stored. */
export interface FoundArticle extends About {
  /** Plain text that `checkBody` takes, a blank line between passages. */
  body: string;
  passages: Passage[];
  /** In order of where they begin; offsets into `body`. */
  notes: Note[];
  format: Format;
  /** What a person should know about how it was read, as sentences. */
  remarks: string[];
}

/** A passage before it has its place in the body. */
export interface Piece {
  /** Null where the format does not tell: then the words do. */
  kind: PassageKind | null;
  text: string;
  notes: Note[];
}

/** A remark. */
export const MARKS_LEFT_OUT = 'Marks that point to notes were left out.';

export const NOTHING_KNOWN: About = { title: null, byline: null, publication: null, publishedOn: null, address: null };

/** What the words themselves tell of a passage that a format has only as one paragraph among others. */
const TOLD_BY_WORDS: ReadonlySet<PassageKind> = new Set(['furniture', 'correction', 'standfirst']);

/** An article from a text whose passages are known. */
export function foundArticle(
  format: Format,
  about: About,
  { body, passages, notes = [] }: { body: string; passages: Passage[]; notes?: Note[] },
  told: readonly string[] = [],
): FoundArticle {
  const remarks = [...told];
  return { ...trimmedAbout(about, body, passages, remarks), body, passages, notes, format, remarks };
}

/** Puts pieces behind each other as a body, a blank line between them. Refuses what no article's text may be. */
export function joinedPieces(pieces: readonly Piece[]): { body: string; passages: Passage[]; notes: Note[] } {
  const full = pieces.filter(({ text }) => text !== '');
  const body = full.map(({ text }) => text).join('\n\n');
  if (body === '') throw new Refusal('invalid', 'There is no text in this file.');
  checkBody(body);

  const worded = new Map(passagesOf(body).map((passage) => [`${passage.start}-${passage.end}`, passage.kind]));
  const passages: Passage[] = [];
  const notes: Note[] = [];
  let start = 0;
  for (const { kind, text, notes: inside } of full) {
    const end = start + text.length;
    const told = worded.get(`${start}-${end}`) ?? 'paragraph';
    const toldByWords = kind === null || (kind === 'paragraph' && TOLD_BY_WORDS.has(told));
    passages.push({ start, end, kind: toldByWords ? told : kind });
    for (const note of inside) notes.push({ ...note, start: start + note.start, end: start + note.end });
    start = end + 2;
  }
  return { body, passages, notes };
}

const LONGEST_LINE = 500;
const LONGEST_ADDRESS = 2_000;

function trimmedAbout(about: About, body: string, passages: readonly Passage[], remarks: string[]): About {
  const line = (name: string, value: string | null): string | null => {
    const plain = plainLine(value ?? '');
    if (plain.length > LONGEST_LINE) {
      remarks.push(`The ${name} is longer than ${LONGEST_LINE} characters and was not taken over.`);
      return null;
    }
    return plain === '' ? null : plain;
  };
  return {
    title: line('title', about.title),
    byline: line('byline', bylineIn(body, passages) ?? about.byline),
    publication: line('name of the publication', about.publication),
    publishedOn: about.publishedOn,
    address: about.address !== null && about.address.length <= LONGEST_ADDRESS ? about.address : null,
  };
}

const BYLINE = /^by (\p{Lu}[\p{L}.'’-]*(?:[ ,|/&]+[\p{L}.'’-]+){0,12})$/iu;

/** The names in a line like "By Jane Roe and John Doe" near the top. */
function bylineIn(body: string, passages: readonly Passage[]): string | null {
  for (const { start, end } of passages.slice(0, 6)) {
    if (end - start > 160) continue;
    const [, names] = BYLINE.exec(body.slice(start, end)) ?? [];
    if (names !== undefined) return names;
  }
  return null;
}

/** A value as one line of words: no control characters, no half characters, single spaces. */
export function plainLine(value: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is dropped
  const plain = value.replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ');
  return plain.toWellFormed().trim();
}

/** The day that a date is written as, in the usual forms of pages and files, or null. */
export function dayIn(written: string | null): string | null {
  const text = (written ?? '').trim().slice(0, 80);
  const numeric = /^(\d{4})([-/]?)(\d{2})\2(\d{2})(?!\d)/.exec(text);
  if (numeric) return realDay(Number(numeric[1]), Number(numeric[3]), Number(numeric[4]));
  const named =
    /\b(?<month>[A-Z][a-z]{2,8})\.? (?<day>\d{1,2})(?:st|nd|rd|th)?,? (?<year>\d{4})\b/.exec(text) ??
    /\b(?<day>\d{1,2})(?:st|nd|rd|th)? (?<month>[A-Z][a-z]{2,8})\.?,? (?<year>\d{4})\b/.exec(text);
  const { year, month, day } = named?.groups ?? {};
  if (month === undefined) return null;
  return realDay(Number(year), MONTHS.findIndex((name) => isShortFor(month, name)) + 1, Number(day));
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

function isShortFor(short: string, month: string): boolean {
  return month.startsWith(short) || (short === 'Sept' && month === 'September');
}

function realDay(year: number, month: number, day: number): string | null {
  if (year < 1000) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : null;
}

/** An address made absolute, if it is one that a person may follow. */
export function webAddress(written: string | null, base: string | null = null): string | null {
  if (written === null || written.trim() === '') return null;
  try {
    const url = new URL(written.trim(), base ?? undefined);
    return (url.protocol === 'https:' || url.protocol === 'http:') && url.href.length <= LONGEST_ADDRESS
      ? url.href
      : null;
  } catch {
    return null;
  }
}
