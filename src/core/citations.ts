/** Sources as they are cited, in and out of the formats that other programs keep them in. */
export { BLANK, CITED_AS, typeOf, type Citation, type CitedAs } from './citations/record.ts';
export { readDate } from './citations/dates.ts';
export {
  CITATION_FORMATS,
  FORMAT_NAMES,
  MOST_RECORDS,
  readCitations,
  writeCitations,
  type CitationFormat,
} from './citations/files.ts';
export { readDoi, readIsbn } from './citations/identifiers.ts';
export { namesAsTyped, namesInWords, readNames, readSpelledName, type Name } from './citations/names.ts';
export {
  addressKey,
  keysOf,
  LIKENESSES,
  likeness,
  titleKey,
  type Likeness,
  type SourceKeys,
} from './citations/same.ts';
export { tidy, type FoundRecord, type RawRecord } from './citations/tidy.ts';
