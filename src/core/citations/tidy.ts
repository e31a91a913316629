import { readDate } from './dates.ts';
import { readDoi, readIsbn } from './identifiers.ts';
import type { Name } from './names.ts';
import { BLANK, CITED_AS, kindOf, type Citation, type CitedAs } from './record.ts';
import { SOURCE_KINDS } from '../sourcing.ts';
import { keepable, onOneLine, webAddress } from '../strangers.ts';

/** One record of a file: the citation it holds, or why it holds none. */
export type FoundRecord = {
  /** "Entry smith2013, line 12": where it stands and what the file calls it. */
  place: string;
} & ({ citation: Citation; leftOut: string[] } | { trouble: string });

/** A record as a format has it, its words decoded but nothing judged. */
export interface RawRecord {
  type: CitedAs;
  /** "publication report": our kind, and what it is cited as, where a file of ours says so. Other words mean nothing. */
  codes?: string;
  title: string;
  authors: Name[];
  editors?: Name[];
  publisher?: string;
  container?: string;
  volume?: string;
  issue?: string;
  page?: string;
  issued?: string;
  accessed?: string;
  doi?: string;
  isbn?: string;
  address?: string;
  archiveAddress?: string;
  archivedOn?: string;
  language?: string;
  tags?: string[];
  note?: string;
  /** What the record says besides, in a word each. */
  leftOut: string[];
}

/**
 * A citation of what a file says: identifiers and dates in their one spelling, everything on one line but the note.
 * What cannot be read is left out and named; a record without a title is none.
 */
export function tidy(raw: RawRecord): { citation: Citation; leftOut: string[] } | { trouble: string } {
  const title = onOneLine(raw.title);
  if (title === '') return { trouble: 'It has no title.' };
  const leftOut = [...raw.leftOut];
  const read = (what: string, text: string | undefined, reader: (text: string) => string | null): string | null => {
    const plain = onOneLine(text ?? '');
    const value = plain === '' ? null : reader(plain);
    if (value === null && plain !== '') leftOut.push(`${what} “${plain.slice(0, 60)}”`);
    return value;
  };
  const editors = raw.editors ?? [];
  if (editors.length > 0 && raw.authors.length > 0) leftOut.push('editors');
  const doi = read('DOI', raw.doi, readDoi) ?? readDoi(raw.address ?? '') ?? '';
  const citation: Citation = {
    ...BLANK,
    ...kindIn(raw),
    title,
    authors: (raw.authors.length > 0 ? raw.authors : editors).map(tidyName).filter((name) => name !== null),
    publisher: onOneLine(raw.publisher ?? ''),
    container: onOneLine(raw.container ?? ''),
    volume: onOneLine(raw.volume ?? ''),
    issue: onOneLine(raw.issue ?? ''),
    page: onOneLine(raw.page ?? ''),
    issued: read('date', raw.issued, readDate),
    accessed: read('day it was looked at', raw.accessed, readDate),
    doi,
    isbn: read('ISBN', raw.isbn, firstIsbn) ?? '',
    address: read('address', raw.address, webAddress) ?? '',
    archiveAddress: read('archive address', raw.archiveAddress, webAddress) ?? '',
    archivedOn: read('day of archiving', raw.archivedOn, readDate),
    language: onOneLine(raw.language ?? ''),
    tags: [...new Set((raw.tags ?? []).flatMap((tag) => tag.split(',')).map(onOneLine))].filter((tag) => tag !== ''),
    note: keepable(raw.note ?? '')
      .replaceAll('\r\n', '\n')
      .trim(),
  };
  return { citation, leftOut: [...new Set(leftOut)] };
}

/** How a record's type is told that nobody knows, or that it does not give. */
export const typeLeftOut = (written: string): string => (written === '' ? 'type (none is given)' : `type “${written}”`);

function kindIn({ type, codes = '' }: RawRecord): Pick<Citation, 'kind' | 'citedAs'> {
  const [kindCode, typeCode] = codes.split(' ');
  const kind = SOURCE_KINDS.find((each) => each === kindCode);
  if (kind === undefined) return kindOf(type);
  return kindOf(CITED_AS.find((each) => each === typeCode) ?? type, kind);
}

function tidyName(name: Name): Name | null {
  if ('literal' in name) return onOneLine(name.literal) === '' ? null : { literal: onOneLine(name.literal) };
  const { family, given, suffix } = {
    family: onOneLine(name.family),
    given: onOneLine(name.given),
    suffix: onOneLine(name.suffix),
  };
  if (family === '') return given === '' ? null : { literal: [given, suffix].filter(Boolean).join(' ') };
  return { family, given, suffix };
}

/** Files often name several, for print and for screen, with words between. */
function firstIsbn(text: string): string | null {
  return (
    readIsbn(text) ??
    text
      .split(/[^\dXx‐‑–-]+/)
      .map(readIsbn)
      .find((each) => each !== null) ??
    null
  );
}
