import { z } from 'zod';
import { CITATION_FORMATS, type CitationFormat } from '../core/citations.ts';
import { id, line, oneOf, tick } from '../web/parse.ts';

/** Which citations are wanted, and how. */

/** The endings that the formats have in the world. */
export const EXTENSIONS: Record<CitationFormat, string> = { bibtex: 'bib', ris: 'ris', csl: 'json' };
const FORMATS = Object.fromEntries(Object.entries(EXTENSIONS).map(([format, extension]) => [extension, format]));

export const MEDIA_TYPES: Record<CitationFormat, string> = {
  bibtex: 'application/x-bibtex; charset=utf-8',
  ris: 'application/x-research-info-systems; charset=utf-8',
  csl: 'application/vnd.citationstyles.csl+json; charset=utf-8',
};

/** The format, as the ending of an address names it. */
export const Ending = z
  .string()
  .transform((extension) => FORMATS[extension] ?? '')
  .pipe(oneOf(CITATION_FORMATS));

const Whole = { notes: tick };

/** Of a selection: by search, by tag, or by ids, divided by commas or each by itself. */
export const SelectionQuery = z.object({
  q: line(200).default(''),
  tag: line(100).default(''),
  ids: z
    .string()
    .transform((list) => list.split(','))
    .or(z.array(z.string()))
    .pipe(z.array(id).max(500, 'At most 500 ids.'))
    .nullish()
    .default(null),
  ...Whole,
});
export const WholeQuery = z.object(Whole);
export const FormatQuery = z.object({ format: oneOf(CITATION_FORMATS), ...Whole });
export const SelectionFormatQuery = SelectionQuery.extend({ format: oneOf(CITATION_FORMATS) });
