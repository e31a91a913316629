import { describe, expect, test } from 'vitest';
import { Refusal } from '../../src/core/refusal.ts';
import { answerFor } from '../../src/readers/formats.ts';
import type { FoundArticle } from '../../src/readers/found.ts';

/** What a reading thread does with a page. */
async function read(bytes: Uint8Array, name: string, mediaType = ''): Promise<FoundArticle> {
  const answer = await answerFor({ bytes, format: 'html', name, mediaType });
  if ('found' in answer) return answer.found;
  throw new Refusal(answer.refused.reason, answer.refused.message);
}

const PARAGRAPH =
  'The seagrass meadows of Lune&nbsp;Sound have <a href="../report?a=1&amp;b=2" onclick="alert(1)">doubled in area</a> ' +
  'since 2015, a report by the Institute for Coastal Study found on Thursday, the fastest recovery in the northern bays.';

function page(body: string, head = '<title>Seagrass Doubles | The Courier</title>'): Uint8Array {
  return new TextEncoder().encode(`<!doctype html><html><head>${head}</head><body>${body}</body></html>`);
}

function passagesOf({ body, passages }: FoundArticle): [string, string][] {
  return passages.map(({ start, end, kind }) => [kind, body.slice(start, end)]);
}

const ADDRESS = 'https://courier.example/2024/05/seagrass';

describe('the article of a page', async () => {
  const found = await read(
    page(
      `<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
       <article><h1>Seagrass Doubles in Lune Sound</h1>
       <p class="article-standfirst">A survey thanks cleaner water. Some of the thanks may be due to the crabs.</p>
       <p>${PARAGRAPH}</p><p>Its author put it like this:</p>
       <blockquote><p>We see two lines on a graph that cross where we hoped they would.</p></blockquote>
       <h2>What the survey found</h2>
       <ol start="3"><li>Meadows grew in 17 of 21 bays.</li><li>Shoots rose from 212 to 340.</li></ol>
       <ul><li>No meadow was found north of <a href="javascript:alert(1)">Cape Ewart</a>.</li></ul>
       <p>Others believe that crabs did <del>none</del> more of the work.<br>Her counts come from a single pier.</p>
       <figure><img src="x" onerror="alert(1)" alt="A meadow"><figcaption>Hana Weiss</figcaption></figure>
       <table><tr><th>Year</th><th>Hectares</th></tr><tr><td>2015</td><td>2,050</td></tr></table>
       </article><footer><p>Imprint and privacy</p></footer>`,
    ),
    ADDRESS,
    'text/html; charset=utf-8',
  );

  test('is told apart from what stands around it, and keeps the kind of its passages', () => {
    expect(passagesOf(found)).toEqual([
      ['heading', 'Seagrass Doubles in Lune Sound'],
      ['standfirst', 'A survey thanks cleaner water. Some of the thanks may be due to the crabs.'],
      [
        'paragraph',
        'The seagrass meadows of Lune\u00a0Sound have doubled in area since 2015, a report by the Institute for Coastal ' +
          'Study found on Thursday, the fastest recovery in the northern bays.',
      ],
      ['paragraph', 'Its author put it like this:'],
      ['quotation', 'We see two lines on a graph that cross where we hoped they would.'],
      ['heading', 'What the survey found'],
      ['list_item', '3. Meadows grew in 17 of 21 bays.'],
      ['list_item', '4. Shoots rose from 212 to 340.'],
      ['list_item', '• No meadow was found north of Cape Ewart.'],
      ['paragraph', 'Others believe that crabs did more of the work.'],
      ['paragraph', 'Her counts come from a single pier.'],
      ['furniture', 'Hana Weiss'],
      ['paragraph', 'Year\tHectares'],
      ['paragraph', '2015\t2,050'],
    ]);
  });

  test('keeps where its links lead, if they lead to the web', () => {
    const links = found.notes.map(({ start, end, kind, value }) => [kind, value, found.body.slice(start, end)]);
    expect(links).toEqual([['link', 'https://courier.example/2024/report?a=1&b=2', 'doubled in area']]);
  });

  test('has the address it came from, and null for what the page does not tell', () => {
    expect(found).toMatchObject({
      title: 'Seagrass Doubles in Lune Sound',
      byline: null,
      publication: null,
      publishedOn: null,
      address: ADDRESS,
    });
  });
});

describe('what a page tells of itself', () => {
  const wanted = {
    title: 'Seagrass Doubles',
    byline: 'Ottilie Marsh, Hana Weiss',
    publication: 'The Courier',
    publishedOn: '2024-05-04',
    address: ADDRESS,
  };
  const linked = {
    '@context': 'https://schema.org',
    '@graph': [
      { '@type': 'WebSite', name: 'courier.example' },
      {
        '@type': ['NewsArticle'],
        headline: 'Seagrass Doubles',
        author: [{ '@type': 'Person', name: 'Ottilie Marsh' }, { name: 'Hana Weiss' }],
        publisher: { '@type': 'Organization', name: 'The Courier' },
        datePublished: '2024-05-04T23:30:00-05:00',
        mainEntityOfPage: { '@id': ADDRESS },
      },
    ],
  };

  test.each<[where: string, head: string]>([
    ['JSON-LD', `<script type="application/ld+json">${JSON.stringify(linked)}</script>`],
    [
      'meta elements',
      `<meta property="og:title" content="Seagrass Doubles"><meta name="author" content="By Ottilie Marsh, Hana Weiss">
       <meta property="og:site_name" content="The Courier"><link rel="canonical" href="${ADDRESS}">
       <meta property="article:published_time" content="2024-05-04T23:30:00Z">`,
    ],
    [
      'the elements of a journal',
      `<meta name="citation_title" content="Seagrass Doubles"><meta name="citation_author" content="Ottilie Marsh">
       <meta name="citation_author" content="Hana Weiss"><meta name="citation_journal_title" content="The Courier">
       <meta name="citation_publication_date" content="2024/05/04"><meta property="og:url" content="${ADDRESS}">`,
    ],
  ])('is read from %s', async (_, head) => {
    expect(await read(page(`<p>${PARAGRAPH}</p>`, head), 'seagrass.html')).toMatchObject(wanted);
  });

  test.each([
    ['<time datetime="2024-05-04T08:00Z">yesterday</time>', '2024-05-04'],
    ['<time>May 4, 2024</time>', '2024-05-04'],
    ['<time>4 Sept. 2024</time>', '2024-09-04'],
    ['<time datetime="2024-02-30">soon</time>', null],
  ])('the day of publication in %s is %s', async (time, day) => {
    const found = await read(page(`<article>${time}<p>${PARAGRAPH}</p></article>`), 'seagrass.html');
    expect(found.publishedOn).toBe(day);
  });
});

const text = (declared: string): string =>
  `<!doctype html><html><head>${declared}</head><body><p>Crêpes “cost” €5</p></body></html>`;

describe('the character set of a page', () => {
  const windows = (declared: string): Uint8Array =>
    Uint8Array.from(text(declared), (each) => ({ '“': 0x93, '”': 0x94, '€': 0x80 })[each] ?? each.charCodeAt(0));
  const utf16 = Uint8Array.from([0xff, 0xfe, ...Buffer.from(text(''), 'utf16le')]);

  test.each<[how: string, bytes: Uint8Array, mediaType: string]>([
    ['is declared by the page', windows('<meta charset="windows-1252">'), ''],
    [
      'is declared the old way',
      windows('<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">'),
      '',
    ],
    ['is declared by who sent it', windows('<meta charset="utf-8">'), 'text/html; charset="windows-1252"'],
    ['shows in the byte order mark, whatever is declared', utf16, 'text/html; charset=windows-1252'],
    ['is UTF-8 where nothing else is said', new TextEncoder().encode(text('')), 'text/html'],
  ])('%s', async (_, bytes, mediaType) => {
    expect((await read(bytes, 'crepes.html', mediaType)).body).toBe('Crêpes “cost” €5');
  });

  test.each<[wrong: string, bytes: Uint8Array, message: RegExp]>([
    ['undeclared', windows(''), /looks like Windows-1252, not UTF-8: byte 0xEA at byte \d+, line 1 would be “ê”/],
    ['wrongly declared', windows('<meta charset="utf-8">'), /looks like Windows-1252, not UTF-8/],
    ['declared as another', windows('<meta charset="shift_jis">'), /says that it is written in shift_jis, but parts/],
    ['declared as none', windows('<meta charset="banana">'), /“banana”, which is no known character set/],
  ])('is refused when it is %s', async (_, bytes, message) => {
    await expect(read(bytes, 'crepes.html')).rejects.toMatchObject({
      reason: 'invalid',
      message: expect.stringMatching(message),
    });
  });
});

test('nothing of a page’s markup, scripts and frames survives, nor what they would do', async () => {
  const head = `<base href="javascript:alert(1)//"><meta http-equiv="refresh" content="0;url=https://evil.example/">
    <title>&lt;script&gt;alert(1)&lt;/script&gt; Seagrass</title>`;
  const body = `<article><p onmouseover="alert(1)">${PARAGRAPH}</p><script>alert("script")</script>
    <p><img src=x onerror="alert('img')">After the picture, <b style="x:expression(alert(1))">bold</b> words follow here.</p>
    <svg onload="alert(1)"><script>alert("svg")</script><text>drawn words</text><a href="https://evil.example/s">s</a></svg>
    <iframe src="https://evil.example/" srcdoc="<p>framed words</p>"></iframe><object data="x">object words</object>
    <noscript><p>noscript words</p></noscript><template><p>template words</p></template><style>p{}</style>
    <form action="https://evil.example/"><input value="typed words"><button>button words</button></form>
    <p><a href="data:text/html,x">one</a>, <a href=" java&#10;script:alert(1)">two</a>, <a href="https://ok.example/">three</a>
    and &lt;b onclick=alert(1)&gt;words that look like markup&lt;/b&gt; stay words.</p></article>`;
  const found = await read(page(body, head), 'hostile.html');
  expect(found.body).not.toMatch(/alert\("|alert\('|drawn|framed|object|noscript|template|typed|button|evil/);
  expect(found.body).toContain('After the picture, bold words follow here.');
  expect(found.body).toContain('one, two, three and <b onclick=alert(1)>words that look like markup</b> stay words.');
  expect(found.title).toBe('<script>alert(1)</script> Seagrass');
  expect(found.address).toBeNull();
  expect(found.notes.map(({ value }) => value)).toEqual(['https://ok.example/']);
});

test('a page too short to be told apart is read as a whole', async () => {
  const found = await read(page('<p>The ferry is back.</p><p>Nobody paid.</p>'), 'ferry.html');
  expect(passagesOf(found)).toEqual([
    ['paragraph', 'The ferry is back.'],
    ['paragraph', 'Nobody paid.'],
  ]);
});

test.each([
  ['no html element', '<!doctype html><head><title>Ferry</title></head><body><p>The ferry is back.</p></body>'],
  ['no body element', '<html><head><title>Ferry</title></head><p>The ferry is back.</p></html>'],
  ['no head either', '<title>Ferry</title><p>The ferry is back.</p>'],
  ['nothing closed', '<!doctype html><html><head><title>Ferry</title><body><p>The ferry is back.'],
  ['a comment first', '<!-- <html> --><title>Ferry</title><p>The ferry is back.</p>'],
])('a page with %s is read too', async (_, markup) => {
  const found = await read(new TextEncoder().encode(markup), 'ferry.html');
  expect(found).toMatchObject({ title: 'Ferry', body: 'The ferry is back.' });
});
