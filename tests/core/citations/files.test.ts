import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  BLANK,
  CITATION_FORMATS,
  readCitations,
  writeCitations,
  type Citation,
  type FoundRecord,
} from '../../../src/core/citations.ts';
import { aCitation } from './any-citation.ts';

/** The schema of the Citation Style Language project, as it publishes it. */
const CSL_SCHEMA = JSON.parse(readFileSync(new URL('csl-data.json', import.meta.url), 'utf8')) as object;

const citationsIn = (text: string): (Citation | string)[] =>
  readCitations(text).records.map((record) => ('citation' in record ? record.citation : record.trouble));

const only = (text: string): Citation => {
  const [first, ...more] = citationsIn(text);
  expect(more).toEqual([]);
  if (first === undefined || typeof first === 'string') throw new Error(first);
  return first;
};

const leftOut = (record: FoundRecord | undefined) => (record && 'leftOut' in record ? record.leftOut : null);

describe.each(CITATION_FORMATS)('%s', (format) => {
  test('what is written is read again without loss', () => {
    fc.assert(
      fc.property(fc.array(aCitation, { minLength: 1, maxLength: 3 }), (citations) => {
        const { format: seen, records } = readCitations(writeCitations(format, citations));
        expect(seen).toBe(format);
        expect(records.map((record) => ('citation' in record ? record.citation : record))).toEqual(citations);
        expect(records.flatMap(leftOut)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('any text at all is read or refused, never thrown over', () => {
    const scrap = fc.constantFrom(
      '@article{',
      '}',
      '{',
      '"',
      ',',
      '=',
      '#',
      '\\',
      '\n',
      'TY  - ',
      'ER  - ',
      'AU',
      '[{',
      '}]',
      'a',
      '\ud800',
      '\0',
      '@string(',
      ')',
      '\\"',
      '$^{',
    );
    fc.assert(
      fc.property(fc.array(scrap, { maxLength: 60 }), (scraps) => {
        const start = { bibtex: '@misc{k, title = {', ris: 'TY  - JOUR\n', csl: '[{' }[format];
        try {
          for (const record of readCitations(start + scraps.join('')).records) expect(record.place).not.toBe('');
        } catch (error) {
          expect(error).toMatchObject({ reason: 'invalid' });
        }
      }),
    );
  });
});

test('CSL-JSON is what its schema says', () => {
  const valid = new Ajv({ strict: false }).compile(CSL_SCHEMA);
  fc.assert(
    fc.property(fc.array(aCitation, { maxLength: 3 }), (citations) => {
      valid(JSON.parse(writeCitations('csl', citations)));
      expect(valid.errors ?? []).toEqual([]);
    }),
  );
  // A check that finds nothing wrong anywhere shows nothing.
  expect(valid([{ id: 'a', type: 'newspaper' }])).toBe(false);
  expect(valid([{ id: 'a', type: 'book', pages: '3' }])).toBe(false);
});

describe('BibTeX as it is found', () => {
  const entry = (fields: string) => only(`@article{k, title = {T}, ${fields}}`);

  test.each<[written: string, read: string]>([
    [String.raw`{\"U}ber Stra{\ss}e`, 'Über Straße'],
    [
      String.raw`\'{e}t\'e \`{a} \^o \~n \c{c} \v{s} \H{o} \k{a} \=a \.z \u{g} \d{h} \r a`,
      'été à ô ñ ç š ő ą ā ż ğ ḥ å',
    ],
    [String.raw`na{\"\i}ve \'{\i}slenska \o re \AE sop \L{}\'od\'z`, 'naïve íslenska øre Æsop Łódź'],
    ['The {NSA} and the {{FISA}} court', 'The NSA and the FISA court'],
    ["Pages 3--7 --- ``quoted'' text", 'Pages 3–7 — “quoted” text'],
    [String.raw`50\% of R\&D \#1 \$3 a\_b`, '50% of R&D #1 $3 a_b'],
    [String.raw`\emph{Very} \textbf{bold}, {\it old} way`, 'Very bold, old way'],
    ['H$_{2}$O at $10^{6}$', 'H₂O at 10⁶'],
    ['broken\n   over   lines', 'broken over lines'],
    [String.raw`a~b\ c\,d`, 'a b c d'],
    [String.raw`\unknown{kept} \TeX\ and {\LaTeX}`, 'kept TeX and LaTeX'],
    [String.raw`The $\alpha$-decay at $\leq 10\,\mu$m, $\Delta$`, 'The α-decay at ≤10 μm, Δ'],
  ])('%s', (written, read) => {
    expect(only(`@misc{k, title = {${written}}}`).title).toBe(read);
  });

  test.each<[authors: string, Citation['authors']]>([
    ['Ida Holm and King, Per', [name('Holm', 'Ida'), name('King', 'Per')]],
    ['King, Jr., Martin Luther', [{ family: 'King', given: 'Martin Luther', suffix: 'Jr.' }]],
    ['Ludwig van Beethoven', [name('van Beethoven', 'Ludwig')]],
    [
      '{World Health Organization} and {Barnes and Noble, Inc.}',
      [{ literal: 'World Health Organization' }, { literal: 'Barnes and Noble, Inc.' }],
    ],
    [String.raw`M{\"u}ller, J{\"o}rg`, [name('Müller', 'Jörg')]],
    ['Holm, Ida\n  and\n  King, Per', [name('Holm', 'Ida'), name('King', 'Per')]],
  ])('names: %s', (authors, names) => {
    expect(entry(`author = {${authors}}`).authors).toEqual(names);
  });

  test.each<[fields: string, issued: string | null]>([
    ['year = 2013', '2013'],
    ['year = {2013}, month = jun', '2013-06'],
    ['year = "2013", month = "June"', '2013-06'],
    ['year = 2013, month = 6, day = 4', '2013-06-04'],
    ['year = 2013, month = jun # "~14"', '2013-06-14'],
    ['year = 2013, month = "14~" # jun', '2013-06-14'],
    ['year = 2013, month = jun # "/" # jul', '2013-06'],
    ['year = 2013, month = "June 14--16"', '2013-06-14'],
    ['year = 2013, month = {14--16 June}', '2013-06-14'],
    ['date = {2013-06-14}, year = 1999', '2013-06-14'],
    ['date = {20130614}', '2013-06-14'],
    ['date = {20131399}', null],
    ['date = {2013-06/2013-08}', '2013-06'],
    ['year = {forthcoming}', null],
  ])('dates: %s', (fields, issued) => {
    expect(entry(fields).issued).toBe(issued);
  });

  test('strings, joined values, quoted values, brackets and comments', () => {
    const text = `
      This line is a comment, so is mail@example.com.
      @comment{ @misc{gone, title = {not this one? } }
      @preamble{ "\\newcommand{\\x}{y}" }
      @STRING{joh = "Journal of Harbours"}
      @Article ( k ,
        Title = "A {"}quoted{"} title" # { and more},
        JOURNAL = joh # ", New Series",
        number = 7,
        pages = {1--5},
        title = {a second title},
      )`;
    expect(citationsIn(text).at(-1)).toEqual({
      ...BLANK,
      kind: 'publication',
      citedAs: 'article-journal',
      title: 'A "quoted" title and more',
      container: 'Journal of Harbours, New Series',
      issue: '7',
      page: '1–5',
    });
  });

  test('a missing type, an address in strange places, an editor in the author’s', () => {
    expect(only(String.raw`@misc{k, title={T}, howpublished={\url{https://example.com/a\_b?c\%20d}}}`)).toMatchObject({
      kind: 'web_page',
      address: 'https://example.com/a_b?c%20d',
    });
    const { records } = readCitations('@wibble{k, title = {T}, editor = {Holm, Ida}, edition = {3}, year = {soon}}');
    expect(records).toMatchObject([{ citation: { kind: 'document', citedAs: null, authors: [name('Holm', 'Ida')] } }]);
    expect(leftOut(records[0])).toEqual(['type “wibble”', 'edition', 'date “soon”']);
  });

  test('what stands in a comment is none of the file’s, entries or not', () => {
    const text = [
      '@comment{ jabref-meta: { nested } @misc{gone, title = {Gone}}',
      '  @misc{gone2, title = {Gone too}} }',
      '@misc{kept, title = {Kept}}',
      '@comment{ never closed',
      '@misc{last, title = {Last}}',
    ].join('\n');
    expect(citationsIn(text)).toMatchObject([{ title: 'Kept' }, { title: 'Last' }]);
  });

  test('a part takes from its whole what it does not say itself, and never the whole’s DOI', () => {
    const whole =
      '@proceedings{whole, title={Harbours 12}, year=2012, month=may, publisher={Quay}, doi={10.5555/whole}, editor={Lund, Ea}}';
    const part = (fields: string) =>
      `@inproceedings{part, crossref={WHOLE}, title={Fares}, author={Holm, Ida}${fields}}`;
    const [first, second] = readCitations([part(''), whole, part(', year=2013, crossref={none}')].join('\n')).records;
    expect([first, leftOut(first)]).toMatchObject([
      { citation: { title: 'Fares', container: 'Harbours 12', issued: '2012-05', publisher: 'Quay', doi: '' } },
      [],
    ]);
    expect(second).toMatchObject({ citation: { title: 'Harbours 12', doi: '10.5555/whole' } });
    expect(only(part(', year=2013'))).toMatchObject({ container: '', issued: '2013' });
    expect(leftOut(readCitations(part('')).records[0])).toEqual(['crossref']);
    expect(citationsIn([part(', year=2013'), whole].join('\n'))[0]).toMatchObject({
      issued: '2013',
      container: 'Harbours 12',
    });
  });

  test('a month that nobody can read, and an entry without a type', () => {
    const { records } = readCitations('@misc{j, title={S}}\nmail@(nobody)\n@{k, title={T}, year=2013, month={Easter}}');
    expect(records[1]).toMatchObject({ place: 'Entry k, line 3', citation: { kind: 'document', issued: '2013' } });
    expect(leftOut(records[1])).toEqual(['type (none is given)', 'month “Easter”']);
    expect(records).toHaveLength(2);
  });

  test('one broken entry does not take its neighbours with it, and says where it is', () => {
    const text = [
      '@book{first, title = {First}}',
      '@book{second, title = {Second {and its, year = 2013}',
      '@book{third, title = {Third}}',
      '@book{fourth, author = {Holm, Ida}}',
      '@book{fifth title = {Fifth}}',
      '@book{sixth, title = "Sixth',
    ].join('\n');
    expect(readCitations(text).records).toMatchObject([
      { place: 'Entry first, line 1', citation: { title: 'First' } },
      {
        place: 'Entry second, line 2',
        trouble: 'The value of “title” does not end: a brace or a quotation mark is missing.',
      },
      { place: 'Entry third, line 3', citation: { title: 'Third' } },
      { place: 'Entry fourth, line 4', trouble: 'It has no title.' },
      { place: 'Entry, line 5', trouble: 'It cannot be read from “fifth title = {Fifth}}” on.' },
      {
        place: 'Entry sixth, line 6',
        trouble: 'The value of “title” does not end: a brace or a quotation mark is missing.',
      },
    ]);
  });
});

describe('RIS as it is found', () => {
  test('a whole record', () => {
    const lines = [
      'TY  - NEWS',
      'A1  - Holm, Ida',
      'AU  - King, Per, Jr.',
      'AU  - Harbour Board',
      'T1  - Fares and',
      'ferries',
      'JO  - The Courier',
      'Y1  - 2013/06/14/Friday',
      'SP  - 3',
      'EP  - 5',
      'KW  - ferries',
      'KW  - fares',
      'SN  - 1234-5679',
      'UR  - www.courier.example/fares',
      'DO  - https://doi.org/10.5555/ABC',
      'N2  - An abstract.',
      'ER  - ',
    ];
    for (const end of ['\n', '\r\n']) {
      const { records } = readCitations(`\ufeff${lines.join(end)}${end}`);
      expect(records).toMatchObject([
        {
          place: 'Record, line 1',
          leftOut: ['N2'],
          citation: {
            kind: 'publication',
            citedAs: 'article-newspaper',
            title: 'Fares and ferries',
            authors: [
              name('Holm', 'Ida'),
              { family: 'King', given: 'Per', suffix: 'Jr.' },
              { literal: 'Harbour Board' },
            ],
            container: 'The Courier',
            issued: '2013-06-14',
            page: '3–5',
            tags: ['ferries', 'fares'],
            address: 'https://www.courier.example/fares',
            doi: '10.5555/abc',
          },
        },
      ]);
    }
  });

  test.each<[lines: string, issued: string | null, left: string[]]>([
    ['DA  - 2013-06-14', '2013-06-14', []],
    ['DA  - 2013/06/14/', '2013-06-14', []],
    ['PY  - 2013///Summer', '2013', []],
    ['Y1  - 2013/06//', '2013-06', []],
    ['DA  - 20130614', '2013-06-14', []],
    ['DA  - 2013 Jun 14', '2013-06-14', []],
    ['DA  - June 14, 2013', '2013-06-14', []],
    ['DA  - Jun 14\nPY  - 2013', '2013', ['date “Jun 14”']],
    ['DA  - 14/06/13', null, ['date “14/06/13”']],
  ])('dates: %s', (lines, issued, left) => {
    const { records } = readCitations(`TY  - NEWS\nTI  - T\n${lines}\nER  - `);
    expect(records).toMatchObject([{ citation: { issued }, leftOut: left }]);
  });

  test('a record that gives no type, several names on one line, one name twice', () => {
    const text =
      'Provider: A library\nAU  - Holm, Ida; King, Per\nA1  - Holm & Sons; Ltd\nA1  - Quay\nAU  - Quay\nTI  - T\nER  - \n' +
      'DB  - A library\nTY  - BOOK\nTI  - U\nER  - ';
    expect(readCitations(text).records).toMatchObject([
      {
        place: 'Record, line 2',
        leftOut: ['type (none is given)'],
        citation: {
          kind: 'document',
          authors: [{ literal: 'Holm & Sons Ltd' }, { literal: 'Quay' }, name('Holm', 'Ida'), name('King', 'Per')],
        },
      },
      { place: 'Record, line 8', leftOut: [], citation: { citedAs: 'book', title: 'U' } },
    ]);
  });

  test('a type nobody knows, a record without end, one without a title', () => {
    const text = 'TY  - XXXX\nTI  - T\nPY  - 2013///\nER  - \n\nTY  - JOUR\nTI  - U\n\nTY  - BOOK\nID  - k\nER  -';
    expect(readCitations(text).records).toMatchObject([
      { citation: { kind: 'document', title: 'T', issued: '2013' }, leftOut: ['type “XXXX”'] },
      { place: 'Record, line 6', trouble: 'It does not end: “ER  - ” is missing.' },
      { place: 'Record k, line 9', trouble: 'It has no title.' },
    ]);
  });
});

describe('CSL-JSON as it is found', () => {
  test.each<[what: string, item: object, expected: Partial<Citation>]>([
    [
      'particles',
      { author: [{ family: 'Leyen', 'non-dropping-particle': 'von der', given: 'Ursula' }] },
      { authors: [name('von der Leyen', 'Ursula')] },
    ],
    ['numbers for text', { volume: 12, issue: 3, 'page-first': 4 }, { volume: '12', issue: '3' }],
    [
      'dates in words',
      { issued: { raw: '14 June 2013' }, accessed: '2013-07' },
      { issued: '2013-06-14', accessed: '2013-07' },
    ],
    ['parts as text', { issued: { 'date-parts': [['2013', '6']] } }, { issued: '2013-06' }],
    [
      'a span of time',
      {
        issued: {
          'date-parts': [
            [2013, 6, 1],
            [2013, 6, 30],
          ],
        },
      },
      { issued: '2013-06-01' },
    ],
    ['markup', { title: 'On <i>E. coli</i> and H<sub>2</sub>O' }, { title: 'On E. coli and H2O' }],
    ['names as text', { author: 'Harbour board' }, { authors: [{ literal: 'Harbour board' }] }],
    ['one name that is no list', { author: { family: 'Holm', given: 'Ida' } }, { authors: [name('Holm', 'Ida')] }],
    ['keywords', { keyword: 'a, b,a' }, { tags: ['a', 'b'] }],
    ['an address that is none', { URL: 'javascript:alert(1)' }, { address: '' }],
  ])('%s', (_, item, expected) => {
    expect(only(JSON.stringify([{ id: 1, type: 'book', title: 'T', ...item }]))).toMatchObject(expected);
  });

  test('one item, a list within an object, and what is no item', () => {
    expect(citationsIn('{"type":"book","title":"T"}')).toHaveLength(1);
    expect(citationsIn('{"items":[{"type":"book","title":"T"},{"type":"book","title":"U"}]}')).toHaveLength(2);
    expect(citationsIn('[{"type":"book","title":"T"}, 7, {"type":"book"}]').slice(1)).toEqual([
      'It is no object.',
      'It has no title.',
    ]);
  });
});

test.each<[what: string, text: string, message: RegExp]>([
  ['nothing', '  \n ', /^There is nothing in it\.$/],
  ['a letter', 'Dear desk,\n\nhere are my sources.', /^This is no file of citations/],
  ['broken JSON', '[{"type": "book",\n "title": }]', /no well-formed JSON: see line 2\.$/],
  ['JSON without items', '[]', /^This looks like CSL-JSON, but holds no record\.$/],
  ['macros alone', '@string{a = "b"}', /^This looks like BibTeX, but holds no record\.$/],
  ['too many', '@misc{a,title={T}}\n'.repeat(5_001), /^There are 5,001 records in it; at most 5,000/],
])('%s is refused in words', (_, text, message) => {
  expect(() => readCitations(text)).toThrow(message);
});

test.each<[what: string, text: string]>([
  ['a million opening braces', `@misc{k, title = {${'{'.repeat(1_000_000)}`],
  ['a million entries begun', '@a{'.repeat(300_000)],
  ['accents upon accents', `@misc{k, title = {${String.raw`\'{`.repeat(100_000)}x${'}'.repeat(100_000)}}}`],
  ['backslashes', `@misc{k, title = {${'\\'.repeat(1_000_000)} }}`],
  ['comments in comments', '@comment{'.repeat(300_000)],
  ['names without end', `@misc{k, title = {T}, author = {${'a and '.repeat(100_000)}b}}`],
  ['lines that continue', `TY  - BOOK\nTI  - ${'x\n'.repeat(300_000)}ER  - `],
  ['deep JSON', `[${'['.repeat(50_000)}`],
])('%s come to an end', (_, text) => {
  try {
    expect(readCitations(text).records.length).toBeGreaterThan(0);
  } catch (error) {
    expect(error).toMatchObject({ reason: expect.stringMatching(/invalid|too_large/) });
  }
});

function name(family: string, given: string): { family: string; given: string; suffix: string } {
  return { family, given, suffix: '' };
}
