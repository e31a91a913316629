import { tidy, readSpelledName, type Citation, type CitedAs, type Name } from '../core/citations.ts';
import { plainLine } from './found.ts';
import { aboutPage, linkedArticle, metaOf, type Linked } from './html-about.ts';
import { parsed } from './html-tree.ts';

/** Pages say what they are near their beginning; a longer one is not taken apart for it. */
const LONGEST = 2_000_000;

/**
 * How a page would be cited, by what it says of itself: the `citation_` tags of scholarly publishers, JSON-LD, OpenGraph,
 * and what it shows. `came` is the address it came from. Null where it has no title.
 */
export function readHtmlCitation(markup: string, came: string | null): Citation | null {
  const document = parsed(markup.slice(0, LONGEST));
  const about = aboutPage(document, came);
  const linked = linkedArticle(document);
  const meta = metaOf(document);
  const all = (...names: string[]): string[] => names.flatMap((name) => meta.get(name) ?? []);
  const first = (...names: string[]): string => all(...names)[0] ?? '';
  const container = first('citation_journal_title', 'citation_conference_title', 'citation_inbook_title');
  const pages = [first('citation_firstpage'), first('citation_lastpage')].filter(Boolean);
  const read = tidy({
    type: typeOf(meta, linked),
    title: first('citation_title') || (about.title ?? ''),
    authors: authorsOf(all('citation_author', 'citation_authors'), linked, about.byline),
    publisher:
      first('citation_publisher', 'citation_technical_report_institution', 'citation_dissertation_institution') ||
      (container ? '' : (about.publication ?? '')),
    container,
    volume: first('citation_volume'),
    issue: first('citation_issue'),
    page: pages.join('–'),
    issued:
      first('citation_publication_date', 'citation_date', 'citation_online_date', 'citation_year') ||
      (about.publishedOn ?? ''),
    doi: first('citation_doi', 'dc.identifier.doi', 'prism.doi') || doiAmong(all('dc.identifier')),
    isbn: first('citation_isbn', 'book:isbn'),
    address: about.address ?? came ?? '',
    language: first('citation_language') || (document.documentElement?.getAttribute('lang') ?? '').slice(0, 35),
    leftOut: [],
  });
  return 'citation' in read ? read.citation : null;
}

const doiAmong = (identifiers: readonly string[]): string =>
  identifiers.find((each) => /^(?:doi:)?10\./i.test(each)) ?? '';

function typeOf(meta: ReadonlyMap<string, string[]>, linked: Linked | null): CitedAs {
  const kinds: [tag: string, type: CitedAs][] = [
    ['citation_journal_title', 'article-journal'],
    ['citation_conference_title', 'paper-conference'],
    ['citation_inbook_title', 'chapter'],
    ['citation_dissertation_institution', 'thesis'],
    ['citation_technical_report_institution', 'report'],
    ['citation_isbn', 'book'],
    ['book:isbn', 'book'],
  ];
  const told = kinds.find(([tag]) => meta.has(tag))?.[1];
  if (told !== undefined) return told;
  const types = [linked?.['@type']].flat().filter((type) => typeof type === 'string');
  if (types.some((type) => type.endsWith('ScholarlyArticle'))) return 'article-journal';
  if (types.some((type) => type.endsWith('NewsArticle'))) return 'article-newspaper';
  if (types.some((type) => type.endsWith('BlogPosting'))) return 'post-weblog';
  if (types.some((type) => type.endsWith('SocialMediaPosting'))) return 'post';
  if (types.some((type) => /(?:^|[/#:])Report$/.test(type))) return 'report';
  return meta.get('og:type')?.[0]?.startsWith('video') ? 'broadcast' : 'webpage';
}

/** People in the order that the page has them; of JSON-LD only those it calls people are cut into their names. */
function authorsOf(tagged: readonly string[], linked: Linked | null, byline: string | null): Name[] {
  if (tagged.length > 0) {
    return tagged.flatMap((each) => (each.includes(';') ? each.split(';') : [each])).map(readSpelledName);
  }
  const told = [linked?.['author']].flat().slice(0, 50).flatMap(linkedName);
  if (told.length > 0) return told;
  return byline === null ? [] : [{ literal: byline }];
}

function linkedName(author: unknown): Name[] {
  if (typeof author === 'string') return [{ literal: plainLine(author) }];
  if (typeof author !== 'object' || author === null || !('name' in author) || typeof author.name !== 'string')
    return [];
  const name = plainLine(author.name);
  const isPerson = '@type' in author && author['@type'] === 'Person';
  return [isPerson ? readSpelledName(name) : { literal: name }];
}
