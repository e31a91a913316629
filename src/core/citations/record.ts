import type { SourceKind } from '../sourcing.ts';
import type { Name } from './names.ts';

/** What a source is cited as: the item types of CSL 1.0.2 (Citation Style Language). */
export const CITED_AS = [
  'article',
  'article-journal',
  'article-magazine',
  'article-newspaper',
  'bill',
  'book',
  'broadcast',
  'chapter',
  'classic',
  'collection',
  'dataset',
  'document',
  'entry',
  'entry-dictionary',
  'entry-encyclopedia',
  'figure',
  'graphic',
  'hearing',
  'interview',
  'legal_case',
  'legislation',
  'manuscript',
  'map',
  'motion_picture',
  'musical_score',
  'pamphlet',
  'paper-conference',
  'patent',
  'performance',
  'periodical',
  'personal_communication',
  'post',
  'post-weblog',
  'regulation',
  'report',
  'review',
  'review-book',
  'software',
  'song',
  'speech',
  'standard',
  'thesis',
  'treaty',
  'webpage',
] as const;
export type CitedAs = (typeof CITED_AS)[number];

/** Everything that a citation says of a source. What is not known is empty or null. */
export interface Citation {
  kind: SourceKind;
  /** Null: as the kind is usually cited. */
  citedAs: CitedAs | null;
  title: string;
  authors: Name[];
  publisher: string;
  /** What it stands in: the newspaper, the journal, the book, the site. */
  container: string;
  volume: string;
  issue: string;
  page: string;
  /** A year, a month or a day: `2013`, `2013-06` or `2013-06-14`. */
  issued: string | null;
  /** When it was looked at, written likewise. */
  accessed: string | null;
  /** In small letters, without the resolver's address. */
  doi: string;
  isbn: string;
  address: string;
  archiveAddress: string;
  /** When the archive took it, written like `issued`. */
  archivedOn: string | null;
  /** A language tag such as `en` or `pt-BR`. */
  language: string;
  tags: string[];
  note: string;
}

export const BLANK: Omit<Citation, 'kind' | 'title'> = {
  citedAs: null,
  authors: [],
  publisher: '',
  container: '',
  volume: '',
  issue: '',
  page: '',
  issued: null,
  accessed: null,
  doi: '',
  isbn: '',
  address: '',
  archiveAddress: '',
  archivedOn: null,
  language: '',
  tags: [],
  note: '',
};

/** How each kind is cited where nothing else is said. */
export const USUALLY_CITED_AS: Record<SourceKind, CitedAs> = {
  document: 'document',
  dataset: 'dataset',
  publication: 'article',
  web_page: 'webpage',
  social_post: 'post',
  audio_video: 'broadcast',
  interview: 'interview',
  statement: 'speech',
  observation: 'manuscript',
  photograph: 'graphic',
};

/** The kind that something cited so is here. */
export const KIND_CITED_AS: Record<CitedAs, SourceKind> = {
  article: 'publication',
  'article-journal': 'publication',
  'article-magazine': 'publication',
  'article-newspaper': 'publication',
  bill: 'document',
  book: 'publication',
  broadcast: 'audio_video',
  chapter: 'publication',
  classic: 'publication',
  collection: 'publication',
  dataset: 'dataset',
  document: 'document',
  entry: 'publication',
  'entry-dictionary': 'publication',
  'entry-encyclopedia': 'publication',
  figure: 'document',
  graphic: 'photograph',
  hearing: 'document',
  interview: 'interview',
  legal_case: 'document',
  legislation: 'document',
  manuscript: 'document',
  map: 'document',
  motion_picture: 'audio_video',
  musical_score: 'document',
  pamphlet: 'publication',
  'paper-conference': 'publication',
  patent: 'document',
  performance: 'audio_video',
  periodical: 'publication',
  personal_communication: 'statement',
  post: 'social_post',
  'post-weblog': 'web_page',
  regulation: 'document',
  report: 'publication',
  review: 'publication',
  'review-book': 'publication',
  software: 'dataset',
  song: 'audio_video',
  speech: 'statement',
  standard: 'document',
  thesis: 'publication',
  treaty: 'document',
  webpage: 'web_page',
};

/** What a source is cited as, said or not. */
export const typeOf = ({ kind, citedAs }: Pick<Citation, 'kind' | 'citedAs'>): CitedAs =>
  citedAs ?? USUALLY_CITED_AS[kind];

/**
 * A kind together with what it is cited as, from a file that names the type and perhaps the kind: what goes without
 * saying is left unsaid.
 */
export function kindOf(type: CitedAs, kind: SourceKind = KIND_CITED_AS[type]): Pick<Citation, 'kind' | 'citedAs'> {
  return { kind, citedAs: USUALLY_CITED_AS[kind] === type ? null : type };
}
