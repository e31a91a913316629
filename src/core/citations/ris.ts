import { readDate } from './dates.ts';
import { readNames, namesAsTyped, type Name } from './names.ts';
import { kindOf, typeOf, type Citation, type CitedAs } from './record.ts';
import { tidy, typeLeftOut, type FoundRecord, type RawRecord } from './tidy.ts';

/** RIS as Research Information Systems wrote it down and as reference managers have stretched it. */

const TYPES: Record<string, CitedAs> = {
  ABST: 'article',
  ADVS: 'broadcast',
  AGGR: 'dataset',
  ART: 'graphic',
  BILL: 'bill',
  BLOG: 'post-weblog',
  BOOK: 'book',
  CASE: 'legal_case',
  CHAP: 'chapter',
  COMP: 'software',
  CONF: 'paper-conference',
  CPAPER: 'paper-conference',
  DATA: 'dataset',
  DICT: 'entry-dictionary',
  EBOOK: 'book',
  ECHAP: 'chapter',
  EDBOOK: 'book',
  EJOUR: 'article-journal',
  ELEC: 'webpage',
  ENCYC: 'entry-encyclopedia',
  FIGURE: 'figure',
  GEN: 'document',
  GOVDOC: 'report',
  HEAR: 'hearing',
  ICOMM: 'personal_communication',
  INPR: 'article-journal',
  JFULL: 'periodical',
  JOUR: 'article-journal',
  LEGAL: 'legislation',
  MANSCPT: 'manuscript',
  MAP: 'map',
  MGZN: 'article-magazine',
  MPCT: 'motion_picture',
  MUSIC: 'musical_score',
  NEWS: 'article-newspaper',
  PAMP: 'pamphlet',
  PAT: 'patent',
  PCOMM: 'personal_communication',
  RPRT: 'report',
  SER: 'book',
  SLIDE: 'speech',
  SOUND: 'song',
  STAND: 'standard',
  STAT: 'legislation',
  THES: 'thesis',
  UNPB: 'manuscript',
  VIDEO: 'motion_picture',
  WEB: 'webpage',
};

/** The type of RIS for each type of CSL; those that share one are told apart in M3. */
const WRITTEN: Record<CitedAs, string> = {
  article: 'GEN',
  'article-journal': 'JOUR',
  'article-magazine': 'MGZN',
  'article-newspaper': 'NEWS',
  bill: 'BILL',
  book: 'BOOK',
  broadcast: 'ADVS',
  chapter: 'CHAP',
  classic: 'GEN',
  collection: 'GEN',
  dataset: 'DATA',
  document: 'GEN',
  entry: 'GEN',
  'entry-dictionary': 'DICT',
  'entry-encyclopedia': 'ENCYC',
  figure: 'FIGURE',
  graphic: 'ART',
  hearing: 'HEAR',
  interview: 'PCOMM',
  legal_case: 'CASE',
  legislation: 'STAT',
  manuscript: 'MANSCPT',
  map: 'MAP',
  motion_picture: 'MPCT',
  musical_score: 'MUSIC',
  pamphlet: 'PAMP',
  'paper-conference': 'CPAPER',
  patent: 'PAT',
  performance: 'GEN',
  periodical: 'JFULL',
  personal_communication: 'PCOMM',
  post: 'ELEC',
  'post-weblog': 'BLOG',
  regulation: 'LEGAL',
  report: 'RPRT',
  review: 'GEN',
  'review-book': 'GEN',
  software: 'COMP',
  song: 'SOUND',
  speech: 'GEN',
  standard: 'STAND',
  thesis: 'THES',
  treaty: 'GEN',
  webpage: 'ELEC',
};

const LINE = /^([A-Z][A-Z0-9]) {1,3}- ?(.*)$/;

interface Entry {
  line: number;
  tags: Map<string, string[]>;
}

/** Reads RIS. Lines that continue another are put up with, as files have them, and so are records without a TY. */
export function readRis(text: string): FoundRecord[] {
  const found: FoundRecord[] = [];
  let entry: Entry | null = null;
  let last: string[] | null = null;
  const close = (ended: boolean): void => {
    if (entry !== null) found.push(recordOf(entry, ended));
    entry = null;
    last = null;
  };
  for (const [index, line] of text.split('\n').entries()) {
    const [, tag, value = ''] = LINE.exec(line.replace(/\r$/, '')) ?? [];
    const open: Entry | null = entry;
    if (tag === 'TY' && open?.tags.has('TY') !== false) close(false);
    if (tag === 'ER') {
      close(true);
    } else if (tag !== undefined) {
      entry ??= { line: index + 1, tags: new Map() };
      const { tags }: Entry = entry;
      last = tags.get(tag) ?? [];
      last.push(value);
      tags.set(tag, last);
    } else if (line.trim() !== '' && last !== null) {
      last.push(`${last.pop() ?? ''} ${line.trim()}`);
    }
  }
  close(false);
  return found;
}

/** Tags that are read, or say nothing that a record would miss. */
const READ = new Set(
  (
    'TY TI T1 CT BT T2 JO JF JA J1 J2 AU A1 A2 ED PB VL IS SP EP DA PY Y1 Y2 DO SN UR LA KW N1 M3 C1 ID ER DB DP L1 L2 ' +
    'L3 L4 LK ST AD AN'
  ).split(' '),
);

function recordOf({ line, tags }: Entry, ended: boolean): FoundRecord {
  const all = (...names: string[]): string[] => names.flatMap((name) => tags.get(name) ?? []);
  const first = (...names: string[]): string =>
    all(...names)
      .find((each) => each.trim() !== '')
      ?.trim() ?? '';
  const name = first('ID');
  const place = `Record${name === '' ? '' : ` ${name.slice(0, 80)}`}, line ${line}`;
  if (!ended) return { place, trouble: 'It does not end: “ER  - ” is missing.' };

  const written = first('TY').toUpperCase();
  const type = TYPES[written];
  const isbn = first('SN');
  const archive = /^archived(?: (\d{4}[-\d]*))?(?: (https?:\S+))?$/.exec(first('C1'));
  const title = first('TI', 'T1', 'CT');
  const dates = all('DA', 'PY', 'Y1')
    .map((date) => date.trim())
    .filter(Boolean);
  const issued = dates.find((date) => readDate(date) !== null) ?? dates[0];
  const raw: RawRecord = {
    type: type ?? 'document',
    codes: first('M3'),
    title: title || first('BT'),
    authors: namesIn(all('A1'), all('AU')),
    editors: namesIn(all('A2'), all('ED')),
    publisher: first('PB'),
    container: first('T2', 'JO', 'JF', 'J2', 'JA', 'J1') || (title ? first('BT') : ''),
    volume: first('VL'),
    issue: first('IS'),
    page: [first('SP'), first('EP')].filter(Boolean).join('–'),
    issued: issued ?? '',
    accessed: first('Y2'),
    doi: first('DO'),
    isbn: /^\d{4}-?\d{3}[\dXx]$/.test(isbn) ? '' : isbn,
    address: first('UR'),
    archiveAddress: archive?.[2] ?? '',
    archivedOn: archive?.[1] ?? '',
    language: first('LA'),
    tags: all('KW'),
    note: all('N1').join('\n'),
    leftOut: [
      ...(type === undefined ? [typeLeftOut(written)] : []),
      ...dates
        .filter((date) => date !== issued && readDate(date) === null)
        .map((date) => `date “${date.slice(0, 60)}”`),
      ...[...tags.keys()].filter((tag) => !READ.has(tag)),
    ],
  };
  return { place, ...tidy(raw) };
}

/** Several on one line, which RIS does not have and files do: each with a comma, so that no organisation is cut. */
const SEVERAL = /^[^;,"]+,[^;"]+(?:;[^;,"]+,[^;"]+)+$/;

/** "Family, Given, Suffix" each; what has no comma is an organisation. The tags mean the same, and some files give both. */
function namesIn(some: readonly string[], others: readonly string[]): Name[] {
  return [...some, ...others.filter((line) => !some.includes(line))].flatMap((line) => {
    if (line.includes('"') || SEVERAL.test(line)) return readNames(line);
    return readNames(line.replaceAll(';', ' ')).slice(0, 1);
  });
}

/** One citation as a record of RIS. */
export function risOf(citation: Citation, id: string): string {
  const type = typeOf(citation);
  const written = WRITTEN[type];
  const [from, to] = /^([^\s–]+)–([^\s–]+)$/.exec(citation.page)?.slice(1) ?? [citation.page];
  const plainly = TYPES[written] === type && kindOf(type).kind === citation.kind;
  const { archiveAddress, archivedOn } = citation;
  const lines: [tag: string, value: string | null | undefined][] = [
    ['TY', written],
    ['ID', id],
    ['M3', plainly ? null : `${citation.kind} ${type}`],
    ['TI', citation.title],
    ...citation.authors.map((name): [string, string] => ['AU', namesAsTyped([name])]),
    ['T2', citation.container],
    ['PB', citation.publisher],
    ['PY', citation.issued?.slice(0, 4)],
    ['DA', citation.issued && strokes(citation.issued)],
    ['VL', citation.volume],
    ['IS', citation.issue],
    ['SP', from],
    ['EP', to],
    ['DO', citation.doi],
    ['SN', citation.isbn],
    ['UR', citation.address],
    ['Y2', citation.accessed && strokes(citation.accessed)],
    ['C1', archiveAddress || archivedOn ? ['archived', archivedOn, archiveAddress].filter(Boolean).join(' ') : null],
    ['LA', citation.language],
    ...citation.tags.map((tag): [string, string] => ['KW', tag]),
    ...(citation.note === '' ? [] : citation.note.split('\n')).map((line): [string, string] => ['N1', line]),
  ];
  const told = lines.filter(([tag, value]) => tag === 'N1' || (value !== '' && value !== null && value !== undefined));
  return [...told.map(([tag, value]) => `${tag}  - ${value}`), 'ER  - ', ''].join('\r\n');
}

const strokes = (date: string) => [...date.split('-'), '', '', ''].slice(0, 3).join('/') + '/';
