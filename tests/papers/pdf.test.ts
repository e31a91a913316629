import { expect, test } from 'vitest';
import { extractText, getDocumentProxy } from 'unpdf';
import { setPdf } from '../../src/papers/pdf.ts';
import { piecesOf } from '../../src/papers/pdf-fonts.ts';
import { plain, type Block, type Paper } from '../../src/papers/paper.ts';

const paper = (...blocks: Block[]): Paper => ({
  kind: 'Report',
  title: 'The ferry',
  credit: [],
  at: '2026-05-03T10:00:00.000Z',
  author: 'A newsroom',
  margin: { head: 'The ferry, revision 1', foot: 'As of 3 May 2026' },
  blocks,
  notes: null,
});
const heading = (text: string): Block => ({ kind: 'heading', level: 3, text, aside: null, anchor: null });
const set = (made: Paper) => setPdf(made, { signal: new AbortController().signal, tell: () => {} });
const textOf = async (bytes: Buffer) => {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true });
  return text.replace(/\s+/g, ' ');
};

test.each([
  ['Latin with every accent', 'Ærøskøbing, Łódź, Đà Nẵng, çağrı, Þingvellir'],
  ['Greek, old and new', 'Η γέφυρα κόστισε, ἐν ἀρχῇ ἦν ὁ λόγος'],
  ['Cyrillic beyond Russian', 'Міст коштував, Ђорђе, Өскемен, Ҡазан'],
  ['signs', '5 → 6, ½, ≤ 3 °C, € 4, “a” — „b“ ‑ ✓'],
])('%s is set in letters of its own', async (_, words) => {
  expect(piecesOf(words, 'serif').filter(({ standsFor }) => standsFor !== null)).toEqual([]);
  const told = await textOf(await set(paper({ kind: 'text', runs: plain(words) })));
  expect(told.normalize('NFC')).toContain(words.normalize('NFC').replace('‑', '-'));
  expect(told).not.toContain('do not have every script');
});

test('words in a script that the fonts lack are named, and where they stand', async () => {
  const told = await textOf(
    await set(paper(heading('Claim 4'), { kind: 'text', runs: plain('The word שלום and 北京 stood there.') })),
  );
  expect(told).toContain('Letters of Hebrew, Han stand as ▯: see Claim 4.');
  expect(told).toContain('The word');
});

test('a paper is set to the same bytes whenever it is set', async () => {
  const made = paper(heading('Claim 1'), { kind: 'quote', runs: plain('51 to 49') });
  expect((await set(made)).equals(await set(made))).toBe(true);
});

test('a word that no line holds is broken, and none of it is lost', async () => {
  const long = `https://ferry.example/${'minutes/'.repeat(60)}end`;
  const told = await textOf(await set(paper({ kind: 'text', runs: [{ text: long, href: long }] })));
  expect(told.replaceAll(' ', '')).toContain(long);
});

test('setting ends when nobody wants it any more', async () => {
  const ending = new AbortController();
  ending.abort(new Error('nobody waits'));
  const wanted = setPdf(paper(heading('Claim 1')), { signal: ending.signal, tell: () => {} });
  await expect(wanted).rejects.toThrow('nobody waits');
});

test('a sign stands on the page on which its words begin', async () => {
  // Of one line to five, in no order that a page could fall in with.
  const lines = (at: number) => 1 + (((at * 7919) % 1009) % 5);
  const words = (at: number) =>
    `Begin${at}${' of the minutes of the ferry company and of its books, word by word'.repeat(lines(at))}`;
  const entry = (at: number): Block => ({
    kind: 'entry',
    sign: `S${at}`,
    anchor: null,
    href: null,
    blocks: [{ kind: 'text', runs: plain(words(at)) }],
  });
  const many = Array.from({ length: 400 }, (_, at) => entry(at));
  const { text: pages } = await extractText(await getDocumentProxy(new Uint8Array(await set(paper(...many)))));
  expect(pages.length).toBeGreaterThan(20);
  const pageOf = (word: string) => pages.findIndex((page) => page.split(/\s+/).includes(word));
  expect(many.flatMap((_, at) => (pageOf(`S${at}`) === pageOf(`Begin${at}`) ? [] : [at]))).toEqual([]);
});
