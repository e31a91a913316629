import type { Note, PassageKind } from '../core/text.ts';
import type { Piece } from './found.ts';

const NOTE_MARK = /^(?:\d{1,3}(?:[,–-]\d{1,3})*|\[\w{1,4}\]|[*†‡§¶]+)$/u;
const EXPONENT = /^[-−+]?\d+$/;
const POWERS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Whether words are nothing but what points to a note: "1", "[12]", "†". */
export function isNoteMark(text: string): boolean {
  return NOTE_MARK.test(text.trim());
}

/**
 * How what is raised above the line reads behind what stands before it: an exponent in its own signs, so that a million
 * is 10⁶ and not 106, and any other words as they are. Null for the mark of a note, which is no part of the text.
 */
export function raised(before: string, text: string): string | null {
  const words = text.trim();
  const isPower = EXPONENT.test(words) && /(?:\p{N}|(?<!\p{L})\p{L}{1,2}|\))$/u.test(before);
  if (isPower)
    return words
      .replace(/\d/g, (digit) => POWERS[Number(digit)]!)
      .replace(/[-−]/, '⁻')
      .replace('+', '⁺');
  return isNoteMark(words) ? null : text;
}

/**
 * Takes in the words of a passage bit by bit. White space that a page would close up becomes one space, no-break spaces
 * stay; what nobody sees (control characters, soft hyphens) is left out.
 */
export class Words {
  #text = '';
  #notes: Note[] = [];

  add(text: string): void {
    const seen = text
      // oxlint-disable-next-line no-control-regex -- control characters are what is dropped
      .replace(/[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\ufeff]/g, '')
      .replace(/[ \t\n\v\f\r\u2028\u2029]+/g, ' ')
      .toWellFormed();
    const closes = seen.startsWith(' ') && (this.#text === '' || this.#text.endsWith(' ') || this.#text.endsWith('\t'));
    this.#text += closes ? seen.slice(1) : seen;
  }

  /** Takes in what is raised above the line, and says whether it was: the mark of a note is left out. */
  addRaised(text: string): boolean {
    const read = raised(this.#text, text);
    if (read !== null) this.add(read);
    return read !== null;
  }

  /** Between the cells of a table's row. */
  tab(): void {
    if (this.#text !== '') this.#text = `${this.#text.trimEnd()}\t`;
  }

  /** Runs `inner`, and notes `value` on the words that it adds. */
  noted(kind: Note['kind'], value: string, inner: () => void): void {
    const from = this.#text.length;
    inner();
    const words = this.#text.slice(from);
    const start = from + (words.length - words.trimStart().length);
    const end = from + words.trimEnd().length;
    if (start < end) this.#notes.push({ start, end, kind, value });
  }

  /** What was taken in so far, as a passage; begins anew. */
  take(kind: PassageKind | null, before = ''): Piece | null {
    const text = this.#text.trimEnd();
    const left = text.length - text.trimStart().length;
    const shift = before.length - left;
    const notes = this.#notes
      .map((note) => ({
        ...note,
        start: Math.max(note.start, left) + shift,
        end: Math.min(note.end, text.length) + shift,
      }))
      .filter(({ start, end }) => start < end)
      .toSorted((a, b) => a.start - b.start);
    this.#text = '';
    this.#notes = [];
    return text.trim() === '' ? null : { kind, text: before + text.trimStart(), notes };
  }
}
