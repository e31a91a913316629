import { readEntries, type Entry } from './bibtex-entries.ts';
import { readMonth } from './dates.ts';
import { closingBrace, readLatex, writeLatex } from './latex.ts';
import { readSpelledName, type Name } from './names.ts';
import { kindOf, typeOf, type Citation, type CitedAs } from './record.ts';
import { tidy, typeLeftOut, type FoundRecord, type RawRecord } from './tidy.ts';

/** BibTeX, and of BibLaTeX what goes beyond it. */

const TYPES: Record<string, CitedAs> = {
  article: 'article-journal',
  artwork: 'graphic',
  audio: 'song',
  bill: 'bill',
  book: 'book',
  booklet: 'pamphlet',
  bookinbook: 'chapter',
  collection: 'book',
  conference: 'paper-conference',
  dataset: 'dataset',
  electronic: 'webpage',
  image: 'graphic',
  inbook: 'chapter',
  incollection: 'chapter',
  inproceedings: 'paper-conference',
  inreference: 'entry-encyclopedia',
  jurisdiction: 'legal_case',
  legal: 'legislation',
  legislation: 'legislation',
  letter: 'personal_communication',
  manual: 'report',
  mastersthesis: 'thesis',
  misc: 'document',
  movie: 'motion_picture',
  mvbook: 'book',
  online: 'webpage',
  patent: 'patent',
  performance: 'performance',
  periodical: 'periodical',
  phdthesis: 'thesis',
  proceedings: 'book',
  reference: 'book',
  report: 'report',
  review: 'review',
  software: 'software',
  standard: 'standard',
  suppbook: 'chapter',
  techreport: 'report',
  thesis: 'thesis',
  unpublished: 'manuscript',
  video: 'motion_picture',
  www: 'webpage',
};

/** The entry type for each type of CSL; those that share one are told apart in `entrysubtype`. */
const WRITTEN: Partial<Record<CitedAs, string>> = {
  article: 'article',
  'article-journal': 'article',
  'article-magazine': 'article',
  'article-newspaper': 'article',
  book: 'book',
  chapter: 'incollection',
  dataset: 'dataset',
  'entry-dictionary': 'inreference',
  'entry-encyclopedia': 'inreference',
  manuscript: 'unpublished',
  pamphlet: 'booklet',
  'paper-conference': 'inproceedings',
  patent: 'patent',
  periodical: 'periodical',
  post: 'online',
  'post-weblog': 'online',
  report: 'techreport',
  software: 'software',
  thesis: 'phdthesis',
  webpage: 'online',
};

/** What BibLaTeX says in `entrysubtype` of an article. */
const SUBTYPES: Record<string, CitedAs> = { newspaper: 'article-newspaper', magazine: 'article-magazine' };

/** Reads BibTeX; an entry that cannot be read is told with its line. */
export function readBibtex(text: string): FoundRecord[] {
  const entries = readEntries(text);
  const byKey = new Map<string, Entry>();
  for (const entry of entries) {
    if ('trouble' in entry || byKey.has(entry.key.toLowerCase())) continue;
    byKey.set(entry.key.toLowerCase(), entry);
  }
  return entries.map((entry): FoundRecord =>
    'trouble' in entry ? entry : { place: entry.place, ...tidy(rawOf(withParent(entry, byKey))) },
  );
}

/** What a part takes from the whole that its `crossref` names; editors, a DOI or an address are of the whole alone. */
const INHERITED = (
  'booktitle publisher year month day date volume number isbn organization institution school journal journaltitle ' +
  'language'
).split(' ');
const DATES: ReadonlySet<string> = new Set(['date', 'year', 'month', 'day']);

/** The entry with what it says by naming another of the file. One that names none of the file keeps its `crossref`. */
function withParent(entry: Entry, byKey: ReadonlyMap<string, Entry>): Entry {
  const named = entry.fields.get('crossref')?.trim().toLowerCase();
  const parent = named ? byKey.get(named) : undefined;
  if (!parent || parent === entry) return entry;
  const fields = new Map(entry.fields);
  fields.delete('crossref');
  const dated = [...DATES].some((name) => entry.fields.has(name));
  for (const name of INHERITED) {
    const value = parent.fields.get(name) ?? (name === 'booktitle' ? parent.fields.get('title') : undefined);
    if (value !== undefined && !fields.has(name) && !(dated && DATES.has(name))) fields.set(name, value);
  }
  return { ...entry, fields };
}

/** Fields that are read, or say nothing that a record would miss. */
const READ = new Set(
  (
    'title author editor publisher institution school organization journal journaltitle booktitle volume number issue pages ' +
    'date year month day urldate doi isbn url howpublished language langid keywords note annote annotation entrysubtype ' +
    'archiveurl archivedate address location issn eprint file abstract timestamp owner bdsk-url-1 date-added ' +
    'date-modified shorttitle'
  ).split(' '),
);

function rawOf({ type: written, fields }: Entry): RawRecord {
  const source = (...names: string[]): string =>
    names.map((name) => fields.get(name) ?? '').find((each) => each !== '') ?? '';
  const text = (...names: string[]): string => readLatex(source(...names));
  const address = verbatim(source('url')) || addressIn(source('howpublished')) || addressIn(source('note'));
  const subtype = source('entrysubtype').trim();
  const type = TYPES[written] ?? 'document';
  const authors = splitNames(source('author'));
  const note = text('note', 'annote', 'annotation');
  const { date, unread } = dateIn(fields);
  return {
    type: SUBTYPES[subtype] ?? (written === 'misc' && address !== '' ? 'webpage' : type),
    codes: subtype,
    title: text('title'),
    authors: authors.names,
    editors: splitNames(source('editor')).names,
    publisher: text('publisher', 'institution', 'school', 'organization'),
    container: text('journal', 'journaltitle', 'booktitle'),
    volume: text('volume'),
    issue: text('number', 'issue'),
    page: text('pages'),
    issued: date,
    accessed: text('urldate'),
    doi: verbatim(source('doi')),
    isbn: text('isbn'),
    address,
    archiveAddress: verbatim(source('archiveurl')),
    archivedOn: text('archivedate'),
    language: text('language', 'langid'),
    tags: text('keywords').split(/[,;]/),
    note: addressIn(note) === note.trim() ? '' : note,
    leftOut: [
      ...(TYPES[written] === undefined ? [typeLeftOut(written)] : []),
      ...(unread === '' ? [] : [`month “${unread}”`]),
      ...(authors.others ? ['“and others”'] : []),
      ...(fields.has('abstract') ? ['abstract'] : []),
      ...[...fields.keys()].filter((name) => !READ.has(name)),
    ],
  };
}

/** Addresses are no LaTeX, but many programs escape them as if they were. */
function verbatim(source: string): string {
  return source
    .replace(/^\s*\\url\s*\{(.*)\}\s*$/s, '$1')
    .replace(/\\([%_&#$~{}])(?:\{\})?/g, '$1')
    .replace(/\\textasciitilde(?:\{\}|\s)/g, '~')
    .replace(/[{}]/g, '')
    .trim();
}

const addressIn = (source: string): string => verbatim(/\\url\s*\{[^{}]*\}/.exec(source)?.[0] ?? '');

/**
 * `date`, or year, month and day of old; a month may say the day too, `jun # "~14"`, and where it is a span, its beginning
 * counts. With what its month says and nobody can read.
 */
function dateIn(fields: ReadonlyMap<string, string>): { date: string; unread: string } {
  const text = (name: string) => readLatex(fields.get(name) ?? '');
  if (text('date') !== '') return { date: text('date'), unread: '' };
  const first = text('month').replace(/\s*[-–/]\s*[\p{L}\d]+\.?/u, '');
  const [, before, name, behind] = /^(\d{1,2})?\.?\s*(\d{1,2}|\p{L}+)?\.?\s*(\d{1,2})?$/u.exec(first) ?? [];
  const month = readMonth(name ?? before ?? '');
  const day = text('day') || (name === undefined ? '' : (behind ?? before ?? ''));
  const date = [text('year'), month, month && day.padStart(2, '0').replace('00', '')].filter(Boolean).join('-');
  return { date, unread: month === null ? text('month') : '' };
}

/** Names at the word "and"; what stands in braces is one. */
function splitNames(source: string): { names: Name[]; others: boolean } {
  const written = cutOutside(source.replace(/\s+/g, ' '), / and /iy).map((name) => name.trim());
  const names = written.filter((name) => name !== '' && name.toLowerCase() !== 'others');
  return { names: names.map(nameIn), others: written.some((name) => name.toLowerCase() === 'others') };
}

function nameIn(written: string): Name {
  if (written.startsWith('{') && closingBrace(written, 0) === written.length - 1)
    return { literal: readLatex(written) };
  const [family = '', ...rest] = cutOutside(written, /,/y).map((part) => readLatex(part));
  if (rest.length === 0) return readSpelledName(readLatex(written).replaceAll(',', ' '));
  // Von Last, Jr, First.
  const [suffix = '', given = ''] = rest.length > 1 ? rest : ['', rest[0]];
  return { family, given, suffix };
}

/** Cuts at what a sticky pattern matches outside braces. */
function cutOutside(source: string, pattern: RegExp): string[] {
  const parts = [''];
  let depth = 0;
  for (let at = 0; at < source.length;) {
    pattern.lastIndex = at;
    const cut = depth === 0 ? pattern.exec(source) : null;
    if (cut) {
      parts.push('');
      at += cut[0].length;
      continue;
    }
    const char = source[at]!;
    depth += char === '{' ? 1 : char === '}' ? -1 : 0;
    parts.push(parts.pop()! + char);
    at += 1;
  }
  return parts;
}

/** One citation as an entry of BibTeX; a date is written as BibLaTeX and as BibTeX of old have it. */
export function bibtexOf(citation: Citation, id: string): string {
  const type = typeOf(citation);
  const written = WRITTEN[type] ?? 'misc';
  const [year, month, day] = citation.issued?.split('-') ?? [];
  const inArticle = written === 'article' || written === 'periodical';
  const subtype = Object.entries(SUBTYPES).find(([, each]) => each === type)?.[0];
  const read = written === 'misc' && citation.address !== '' ? 'webpage' : TYPES[written];
  const usual = kindOf(type).kind === citation.kind;
  const codes = usual && subtype !== undefined ? subtype : usual && read === type ? '' : `${citation.kind} ${type}`;
  const fields: [name: string, value: string | undefined | null][] = [
    ['entrysubtype', codes],
    ['title', inCase(citation.title)],
    ['author', citation.authors.map(nameOf).join(' and ')],
    [inArticle ? 'journal' : 'booktitle', writeLatex(citation.container)],
    ['publisher', writeLatex(citation.publisher)],
    ['volume', writeLatex(citation.volume)],
    ['number', writeLatex(citation.issue)],
    ['pages', writeLatex(citation.page)],
    ['date', citation.issued],
    ['year', year],
    ['month', month && String(Number(month))],
    ['day', day && String(Number(day))],
    ['doi', escaped(citation.doi)],
    ['isbn', citation.isbn],
    ['url', escaped(citation.address)],
    ['urldate', citation.accessed],
    ['archiveurl', escaped(citation.archiveAddress)],
    ['archivedate', citation.archivedOn],
    ['language', writeLatex(citation.language)],
    ['keywords', citation.tags.map(writeLatex).join(', ')],
    ['note', writeLatex(citation.note)],
  ];
  const told = fields.filter(([, value]) => value).map(([name, value]) => `  ${name} = {${value}},\n`);
  return `@${written}{${id},\n${told.join('')}}\n`;
}

/** Words with capitals within are kept from styles that make titles small. */
function inCase(title: string): string {
  return title
    .split(' ')
    .map((word) => (/.\p{Lu}/u.test(word) ? `{${writeLatex(word)}}` : writeLatex(word)))
    .join(' ');
}

function nameOf(name: Name): string {
  if ('literal' in name) return `{${writeLatex(name.literal)}}`;
  const part = (text: string) => (/,|(?:^|\s)and(?:\s|$)/i.test(text) ? `{${writeLatex(text)}}` : writeLatex(text));
  return [name.family, ...(name.suffix ? [name.suffix] : []), name.given].map(part).join(', ');
}

/** Addresses with a brace or a backslash are no addresses that LaTeX could hold otherwise. */
const escaped = (address: string): string =>
  address.replaceAll('{', '%7B').replaceAll('}', '%7D').replaceAll('\\', '%5C');
