import { Refusal } from '../refusal.ts';
import { bibtexOf, readBibtex } from './bibtex.ts';
import { cslOf, readCsl } from './csl.ts';
import type { Citation } from './record.ts';
import { readRis, risOf } from './ris.ts';
import type { FoundRecord } from './tidy.ts';

export const CITATION_FORMATS = ['bibtex', 'ris', 'csl'] as const;
export type CitationFormat = (typeof CITATION_FORMATS)[number];

/** As many as a file may hold. */
export const MOST_RECORDS = 5_000;

/**
 * The records of a file, each as a citation or with why it is none, in order. Refuses a text that is none of the
 * formats, holds no record, or holds more than five thousand.
 */
export function readCitations(file: string): { format: CitationFormat; records: FoundRecord[] } {
  const text = file.replace(/^\ufeff/, '');
  const format = formatOf(text);
  if (format === null) {
    throw new Refusal(
      'invalid',
      text.trim() === ''
        ? 'There is nothing in it.'
        : 'This is no file of citations: neither BibTeX (@article{…), nor RIS (TY  - …), nor CSL-JSON ([{…}]).',
    );
  }
  const records = READERS[format](text);
  if (records.length === 0)
    throw new Refusal('invalid', `This looks like ${FORMAT_NAMES[format]}, but holds no record.`);
  if (records.length > MOST_RECORDS) {
    const [many, most] = [records.length, MOST_RECORDS].map((count) => count.toLocaleString('en'));
    throw new Refusal('too_large', `There are ${many} records in it; at most ${most} are taken at once.`);
  }
  return { format, records };
}

const READERS: Record<CitationFormat, (text: string) => FoundRecord[]> = {
  bibtex: readBibtex,
  ris: readRis,
  csl: readCsl,
};

export const FORMAT_NAMES: Record<CitationFormat, string> = { bibtex: 'BibTeX', ris: 'RIS', csl: 'CSL-JSON' };

function formatOf(text: string): CitationFormat | null {
  const begin = text.trimStart();
  if (begin.startsWith('[') || begin.startsWith('{')) return 'csl';
  const [ris, bibtex] = [text.search(/^TY {1,3}-/m), text.search(/@\s*[a-z]+\s*[{(]/i)];
  if (ris === -1 && bibtex === -1) return null;
  return bibtex === -1 || (ris !== -1 && ris < bibtex) ? 'ris' : 'bibtex';
}

/** Citations as a file of a format, in the order given; each gets a key of its own. */
export function writeCitations(format: CitationFormat, citations: readonly Citation[]): string {
  const keys = keysFor(citations);
  const each = <T>(write: (citation: Citation, key: string) => T): T[] =>
    citations.map((citation, at) => write(citation, keys[at]!));
  switch (format) {
    case 'bibtex':
      return each(bibtexOf).join('\n');
    case 'ris':
      return each(risOf).join('\r\n');
    case 'csl':
      return `${JSON.stringify(each(cslOf), null, 2)}\n`;
  }
}

/** Keys as people make them: holm2023fares, and where two would be alike, holm2023fares-2. */
function keysFor(citations: readonly Citation[]): string[] {
  const taken = new Map<string, number>();
  return citations.map(({ authors: [first], title, issued }) => {
    const name = first === undefined ? '' : 'literal' in first ? first.literal.split(' ')[0]! : first.family;
    const word = title.split(/\s+/).find((each) => plain(each).length > 3) ?? title;
    const key = plain(name).slice(0, 20) + (issued?.slice(0, 4) ?? '') + plain(word).slice(0, 20) || 'source';
    const count = (taken.get(key) ?? 0) + 1;
    taken.set(key, count);
    return count === 1 ? key : `${key}-${count}`;
  });
}

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '');
