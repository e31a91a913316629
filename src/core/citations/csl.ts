import type { SourceKind } from '../sourcing.ts';
import { Refusal } from '../refusal.ts';
import { readDate } from './dates.ts';
import type { Name } from './names.ts';
import { CITED_AS, kindOf, typeOf, type Citation, type CitedAs } from './record.ts';
import { tidy, typeLeftOut, type FoundRecord, type RawRecord } from './tidy.ts';

type Json = Record<string, unknown>;

/** An item of CSL-JSON 1.0.2, as much of it as is written here. */
export interface CslItem {
  id: string;
  type: CitedAs;
  title: string;
  [variable: string]: unknown;
}

/** Reads CSL-JSON: a list of items, one item, or an object that has them as `items` or `references`. */
export function readCsl(text: string): FoundRecord[] {
  const items = itemsIn(parsed(text));
  return items.map((item, index): FoundRecord => {
    const name =
      isObject(item) && (typeof item['id'] === 'string' || typeof item['id'] === 'number') ? item['id'] : null;
    const place = `Item ${index + 1}${name === null ? '' : `, ${String(name).slice(0, 80)}`}`;
    return isObject(item) ? { place, ...tidy(rawOf(item)) } : { place, trouble: 'It is no object.' };
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const at = /position (\d+)/.exec(String(error))?.[1];
    const line = at === undefined ? text.split('\n').length : text.slice(0, Number(at)).split('\n').length;
    throw new Refusal('invalid', `This looks like CSL-JSON, but is no well-formed JSON: see line ${line}.`);
  }
}

function itemsIn(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  if (!isObject(value)) return [];
  const list = [value['items'], value['references']].find(Array.isArray);
  return list ?? [value];
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Variables that are read, or say nothing that a record would miss. */
const READ = new Set(
  (
    'id type title author editor publisher container-title volume issue page issued accessed DOI ISBN URL language ' +
    'keyword note custom citation-key citation-label title-short shortTitle container-title-short source'
  ).split(' '),
);

function rawOf(item: Json): RawRecord {
  const text = (name: string): string => plain(item[name]);
  const custom = isObject(item['custom']) ? item['custom'] : {};
  const type = CITED_AS.find((each) => each === item['type']);
  return {
    type: type ?? 'document',
    codes: plain(custom['kind']),
    title: withoutMarkup(text('title')),
    authors: namesIn(item['author']),
    editors: namesIn(item['editor']),
    publisher: text('publisher'),
    container: withoutMarkup(text('container-title')),
    volume: text('volume'),
    issue: text('issue'),
    page: text('page'),
    issued: dateIn(item['issued']),
    accessed: dateIn(item['accessed']),
    doi: text('DOI'),
    isbn: text('ISBN'),
    address: text('URL'),
    archiveAddress: plain(custom['archiveAddress']),
    archivedOn: plain(custom['archivedOn']),
    language: text('language'),
    tags: text('keyword').split(','),
    note: text('note'),
    leftOut: [
      ...(type === undefined ? [typeLeftOut(text('type'))] : []),
      ...Object.keys(item).filter((name) => !READ.has(name) && item[name] !== '' && item[name] !== null),
    ],
  };
}

const plain = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

/** The few tags that CSL allows in a title. */
const withoutMarkup = (text: string): string =>
  text.replace(/<\/?(?:i|b|sub|sup|sc)>|<span (?:class="nocase"|style="font-variant: ?small-caps;?")>|<\/span>/g, '');

function namesIn(value: unknown): Name[] {
  const list = Array.isArray(value) ? (value as unknown[]) : [value];
  return list.flatMap((each): Name[] => {
    if (typeof each === 'string') return [{ literal: each }];
    if (!isObject(each)) return [];
    const part = (name: string): string => plain(each[name]);
    const literal = part('literal');
    if (literal !== '') return [{ literal }];
    const family = [part('non-dropping-particle'), part('family')].filter(Boolean).join(' ');
    const given = [part('given'), part('dropping-particle')].filter(Boolean).join(' ');
    return [{ family, given, suffix: part('suffix') }];
  });
}

/** A date in words, from parts, EDTF or what stands in for them. Of a span, its first day. */
function dateIn(value: unknown): string {
  if (!isObject(value)) return plain(value);
  const parts: unknown = Array.isArray(value['date-parts']) ? value['date-parts'][0] : null;
  if (Array.isArray(parts) && parts.length > 0) {
    const [year, ...rest] = parts.map(plain);
    const written = [year?.padStart(4, '0'), ...rest].filter(Boolean).join('-');
    return readDate(written) ?? written;
  }
  return plain(value['edtf']) || plain(value['raw']) || plain(value['literal']);
}

/** A citation as an item of CSL-JSON. What CSL has no variable for goes into `custom`. */
export function cslOf(citation: Citation, id: string): CslItem {
  const type = typeOf(citation);
  const { archiveAddress, archivedOn } = citation;
  const said = kindOf(type).kind === citation.kind ? {} : { kind: citation.kind satisfies SourceKind };
  const custom = {
    ...said,
    ...(archiveAddress ? { archiveAddress } : {}),
    ...(archivedOn ? { archivedOn } : {}),
  };
  const variables: Json = {
    author: citation.authors.map(({ ...name }) =>
      'literal' in name ? name : Object.fromEntries(Object.entries(name).filter(([, part]) => part !== '')),
    ),
    publisher: citation.publisher,
    'container-title': citation.container,
    volume: citation.volume,
    issue: citation.issue,
    page: citation.page,
    issued: citation.issued && { 'date-parts': [citation.issued.split('-').map(Number)] },
    accessed: citation.accessed && { 'date-parts': [citation.accessed.split('-').map(Number)] },
    DOI: citation.doi,
    ISBN: citation.isbn,
    URL: citation.address,
    language: citation.language,
    keyword: citation.tags.join(', '),
    note: citation.note,
    custom,
  };
  const told = Object.entries(variables).filter(([, value]) => !isBlank(value));
  return { id, type, title: citation.title, ...Object.fromEntries(told) };
}

function isBlank(value: unknown): boolean {
  if (value === '' || value === null) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
