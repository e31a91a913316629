import type { Document } from './dom.ts';
import { dayIn, plainLine, webAddress, type About } from './found.ts';
import { isAddress } from './sniff.ts';

/** What a page says of itself: as JSON-LD (schema.org), in meta elements, and in what it shows. */
export function aboutPage(document: Document, base: string | null): About {
  const linked = linkedArticle(document);
  const meta = metaOf(document);
  const first = (...names: string[]): string | null => names.flatMap((name) => meta.get(name) ?? [])[0] ?? null;
  const shown = (selector: string): string | null => {
    const text = plainLine(document.querySelector(selector)?.textContent ?? '');
    return text === '' ? null : text;
  };
  const dates = [
    textOf(linked?.['datePublished']),
    ...['article:published_time', 'citation_publication_date', 'datepublished', 'parsely-pub-date', 'pubdate'].map(
      (name) => first(name),
    ),
    ...['date', 'dc.date', 'dc.date.issued', 'dcterms.created', 'dcterms.issued', 'sailthru.date'].map((name) =>
      first(name),
    ),
    ...timesIn(document),
  ];
  const canonical = document.querySelector('link[rel="canonical"]')?.getAttribute('href') ?? null;
  return {
    title:
      textOf(linked?.['headline']) ??
      first('og:title', 'citation_title', 'twitter:title', 'dc.title', 'dcterms.title') ??
      (document.querySelectorAll('h1').length === 1 ? shown('h1') : null) ??
      shown('title'),
    byline: namesIn(linked?.['author']) ?? metaByline(meta) ?? withoutBy(shown('[rel="author"], [itemprop="author"]')),
    publication:
      namesIn(linked?.['publisher']) ??
      first('og:site_name', 'citation_journal_title', 'dc.publisher', 'publisher', 'application-name'),
    publishedOn: dates.map((each) => dayIn(each)).find((each) => each !== null) ?? null,
    address: webAddress(canonical, base) ?? webAddress(first('og:url'), base) ?? textOfAddress(linked, base) ?? base,
  };
}

export type Linked = Record<string, unknown>;

const ARTICLE_TYPES = /(?:^|[/#:])(?:\w*Article|Report|\w*BlogPosting|SocialMediaPosting)$/;
const MOST_NODES = 5_000;

/** The first article that the page's JSON-LD describes; lists, graphs and what an object is the main part of are searched. */
export function linkedArticle(document: Document): Linked | null {
  for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
    const queue: unknown[] = [jsonIn(script.textContent ?? '')];
    for (let i = 0; i < queue.length && i < MOST_NODES; i += 1) {
      const node = queue[i];
      if (Array.isArray(node)) queue.push(...node.slice(0, MOST_NODES));
      if (!isObject(node)) continue;
      const types = [node['@type']].flat();
      if (types.some((type) => typeof type === 'string' && ARTICLE_TYPES.test(type))) return node;
      queue.push(node['@graph'], node['mainEntity'], node['itemListElement']);
    }
  }
  return null;
}

function jsonIn(text: string): unknown {
  try {
    // Some pages wrap it as if for a browser that does not know it.
    return JSON.parse(
      text.replace(/^\s*(?:<!--|\/\*<!\[CDATA\[\*\/|<!\[CDATA\[)|(?:-->|\/\*\]\]>\*\/|\]\]>)\s*$/g, ''),
    );
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Linked {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | null {
  const [first] = [value].flat();
  const text = isObject(first) ? first['@value'] : first;
  return typeof text === 'string' && text.trim() !== '' ? plainLine(text) : null;
}

function textOfAddress(linked: Linked | null, base: string | null): string | null {
  const main = linked?.['mainEntityOfPage'];
  return webAddress(textOf(linked?.['url']) ?? textOf(isObject(main) ? main['@id'] : main), base);
}

/** The names of people or organisations, however they are given. */
function namesIn(value: unknown): string | null {
  const names = [value]
    .flat()
    .slice(0, 20)
    .flatMap((each) => textOf(isObject(each) ? each['name'] : each) ?? [])
    .filter((name) => !isAddress(name));
  return names.length === 0 ? null : withoutBy(names.join(', '));
}

/** The contents of meta elements by name or property, in order. */
export function metaOf(document: Document): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const element of document.querySelectorAll('meta[content]')) {
    const content = plainLine(element.getAttribute('content') ?? '');
    if (content === '') continue;
    for (const attribute of ['name', 'property', 'itemprop']) {
      const name = element.getAttribute(attribute)?.trim().toLowerCase();
      if (name) found.set(name, [...(found.get(name) ?? []), content].slice(0, 20));
    }
  }
  return found;
}

function metaByline(meta: ReadonlyMap<string, string[]>): string | null {
  for (const name of [
    'author',
    'byl',
    'citation_author',
    'parsely-author',
    'sailthru.author',
    'dc.creator',
    'article:author',
  ]) {
    const names = (meta.get(name) ?? []).filter((each) => !isAddress(each));
    if (names.length > 0) return withoutBy(names.join(', '));
  }
  return null;
}

/** Times that the page shows, the likeliest to be that of its publication first. */
function timesIn(document: Document): string[] {
  return ['time[itemprop="datePublished"]', 'time[pubdate]', 'article time', 'header time', 'time'].flatMap(
    (selector) => {
      const time = document.querySelector(selector);
      return time === null ? [] : [time.getAttribute('datetime') ?? '', plainLine(time.textContent ?? '')];
    },
  );
}

export function withoutBy(byline: string | null): string | null {
  const names = (byline ?? '').replace(/^by:?\s+/i, '').trim();
  return names === '' ? null : names;
}
