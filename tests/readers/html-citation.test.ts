import { describe, expect, test } from 'vitest';
import type { Citation } from '../../src/core/citations.ts';
import { readHtmlCitation } from '../../src/readers/html-citation.ts';

const AT = 'https://harbour.example/story?utm_source=mail';
const meta = (tags: Record<string, string | string[]>) =>
  Object.entries(tags)
    .flatMap(([name, values]) => [values].flat().map((value) => `<meta name="${name}" content="${value}">`))
    .join('');
const linked = (value: object) => `<script type="application/ld+json">${JSON.stringify(value)}</script>`;
const read = (head: string, body = '') =>
  readHtmlCitation(`<!doctype html><html lang="en"><head>${head}</head><body>${body}</body></html>`, AT);

describe('a page says how it is cited', () => {
  test.each<[what: string, head: string, expected: Partial<Citation>]>([
    [
      'a journal article by its citation tags',
      meta({
        citation_title: 'Fares and ferries',
        citation_author: ['Holm, Ida', 'Per King'],
        citation_journal_title: 'Harbour Studies',
        citation_publisher: 'Ostmark Press',
        citation_volume: '12',
        citation_issue: '3',
        citation_firstpage: '41',
        citation_lastpage: '59',
        citation_publication_date: '2023/11/05',
        citation_doi: '10.5555/Fares.12',
      }),
      {
        kind: 'publication',
        citedAs: 'article-journal',
        title: 'Fares and ferries',
        authors: [
          { family: 'Holm', given: 'Ida', suffix: '' },
          { family: 'King', given: 'Per', suffix: '' },
        ],
        container: 'Harbour Studies',
        publisher: 'Ostmark Press',
        volume: '12',
        issue: '3',
        page: '41–59',
        issued: '2023-11-05',
        doi: '10.5555/fares.12',
        language: 'en',
      },
    ],
    [
      'news by its JSON-LD',
      linked({
        '@context': 'https://schema.org',
        '@graph': [
          {
            '@type': 'NewsArticle',
            headline: 'Council closes ferry',
            datePublished: '2031-05-04T08:00:00Z',
            author: [
              { '@type': 'Person', name: 'Ana Ruiz' },
              { '@type': 'Organization', name: 'The Ledger desk' },
            ],
            publisher: { name: 'The Ledger' },
          },
        ],
      }),
      {
        kind: 'publication',
        citedAs: 'article-newspaper',
        title: 'Council closes ferry',
        authors: [{ family: 'Ruiz', given: 'Ana', suffix: '' }, { literal: 'The Ledger desk' }],
        publisher: 'The Ledger',
        issued: '2031-05-04',
        address: AT,
      },
    ],
    [
      'a page by OpenGraph',
      '<meta property="og:title" content="Dues &amp; fees"><meta property="og:site_name" content="The port">' +
        '<meta property="og:url" content="https://port.example/dues">',
      {
        kind: 'web_page',
        citedAs: null,
        title: 'Dues & fees',
        publisher: 'The port',
        address: 'https://port.example/dues',
      },
    ],
    [
      'a book by its number',
      meta({ citation_title: 'Tides', citation_isbn: '978-0-306-40615-7' }),
      { kind: 'publication', citedAs: 'book', isbn: '9780306406157' },
    ],
    [
      'a page by its title alone',
      '<title>Tides</title>',
      { kind: 'web_page', title: 'Tides', authors: [], issued: null },
    ],
    [
      'a page that tells nonsense',
      meta({ citation_title: 'T', citation_doi: 'soon', citation_isbn: '123', citation_date: 'never' }) +
        '<script type="application/ld+json">{broken</script>',
      { title: 'T', doi: '', isbn: '', issued: null },
    ],
  ])('%s', (_, head, expected) => {
    expect(read(head)).toMatchObject(expected);
  });
});

test('a page without a title is not cited', () => {
  expect(read('')).toBeNull();
});

test('markup in what a page says is words', () => {
  expect(read(meta({ citation_title: '&lt;script&gt;alert(1)&lt;/script&gt;' }))?.title).toBe(
    '<script>alert(1)</script>',
  );
});
