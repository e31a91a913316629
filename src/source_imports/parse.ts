import { z } from 'zod';
import { decodeBody, decodeOlder } from '../core/body.ts';
import { FORMAT_NAMES, readCitations, type CitationFormat } from '../core/citations.ts';
import { Refusal } from '../core/refusal.ts';
import { SourceForm } from '../sources/parse.ts';
import type { SourceFields } from '../sources/queries.ts';
import { attempt, line } from '../web/parse.ts';

/** What may be sent to be imported, through whichever door. */

/** Five thousand records with their abstracts; more is no list of sources. */
export const MOST_BYTES = 10_000_000;

export const ImportForm = z.object({
  text: z.string('This is needed as text.').default(''),
  name: line(200).default(''),
});

/** One record of a file, ready to be recorded or with why it cannot be. */
export type Importable = { place: string; title: string; leftOut: string[] } & (
  { fields: SourceFields } | { trouble: string }
);

export interface ImportableFile {
  name: string;
  format: CitationFormat;
  /** As it is called, and how it was read where that is not certain: "BibTeX, read as Windows-1252". */
  formatName: string;
  records: Importable[];
}

/** A pasted text or a file's bytes as records. Refuses what is no such file, at the field `file` or `text`. */
export function readSources(name: string, sent: string | Uint8Array): ImportableFile {
  try {
    if (typeof sent !== 'string' && sent.length > MOST_BYTES) throw tooLarge();
    const older = typeof sent === 'string' ? null : decodeOlder(sent);
    const text =
      typeof sent === 'string' ? sent : (older ?? decodeBody(sent, { units: MOST_BYTES, sentences: Infinity }));
    const { format, records } = readCitations(text);
    const formatName = `${FORMAT_NAMES[format]}${older === null ? '' : ', read as Windows-1252: look at the accents'}`;
    return { name, format, formatName, records: records.map(importable) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(error.reason, 'The file was not imported.', {
      [typeof sent === 'string' ? 'text' : 'file']: [error.message],
    });
  }
}

export function tooLarge(): Refusal {
  return new Refusal('too_large', `A file of sources may have at most ${MOST_BYTES / 1_000_000} MB.`);
}

function importable(record: ReturnType<typeof readCitations>['records'][number]): Importable {
  if ('trouble' in record) return { place: record.place, title: '', leftOut: [], trouble: record.trouble };
  const { place, citation, leftOut } = record;
  const title = citation.title.slice(0, 300);
  const read = attempt(SourceForm, citation);
  if (read.ok) {
    const { anyway: _anyway, ...fields } = read.value;
    return { place, title, leftOut, fields };
  }
  const troubles = Object.entries(read.fields).map(([field, said]) => `${field}: ${said.join(' ')}`);
  return { place, title, leftOut, trouble: troubles.join(' ') };
}
