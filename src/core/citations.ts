/** Sources as they are cited, in and out of the formats that other programs keep them in. */
export { BLANK, CITED_AS, typeOf, type Citation, type CitedAs } from './citations/record.ts';
export { readDoi, readIsbn } from './citations/identifiers.ts';
export { namesAsTyped, namesInWords, readNames, type Name } from './citations/names.ts';
export { addressKey, keysOf, likeness, titleKey, type Likeness, type SourceKeys } from './citations/same.ts';
