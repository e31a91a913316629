import { SOURCE_KIND_WORDS } from '../core/wording.ts';
import type { Likeness } from '../core/citations.ts';
import type { Source, Twin } from './queries.ts';

/** A source in one line without its title: "Publication. Michael Riley, Bloomberg News, 14 June 2013". */
export function sourceLine(source: Pick<Source, 'kind' | 'author' | 'publisher' | 'issued'>): string {
  const rest = [source.author, source.publisher, source.issued && issuedInWords(source.issued)].filter(Boolean);
  return [SOURCE_KIND_WORDS[source.kind], rest.join(', ')].filter(Boolean).join('. ');
}

/** A citation as the report prints it: author, title, publisher, date. */
export function citation(source: Pick<Source, 'title' | 'author' | 'publisher' | 'issued'>): string {
  const author = source.author && `${source.author}, `;
  const rest = [source.publisher, source.issued && issuedInWords(source.issued)].filter(Boolean).join(', ');
  return `${author}“${source.title}”${rest && `, ${rest}`}`;
}

/** `2013`, `2013-06` or `2013-06-14` as a person writes it. */
export function issuedInWords(issued: string): string {
  const [, month, day] = issued.split('-');
  return new Intl.DateTimeFormat('en-GB', {
    year: 'numeric',
    ...(month ? { month: 'long' } : {}),
    ...(day ? { day: 'numeric' } : {}),
    timeZone: 'UTC',
  }).format(new Date(issued));
}

/** What two records have in common. */
export const LIKENESS_WORDS: Record<Likeness, string> = {
  doi: 'the same DOI',
  address: 'the same address',
  title_and_date: 'the same title and date',
  title_and_author: 'the same title and author',
};

/** A source that another looks like: "“Fares” (Ida Holm, The Courier, 2013): the same address". */
export function twinInWords(twin: Twin): string {
  const rest = [twin.author, twin.publisher, twin.issued && issuedInWords(twin.issued)].filter(Boolean).join(', ');
  return `“${twin.title}”${rest && ` (${rest})`}, ${LIKENESS_WORDS[twin.likeness]}`;
}
