import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDesk, type ArticleSent, type TestDesk } from '../support/desk.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk[Symbol.asyncDispose]());

const bytes = (...parts: (string | number[])[]) =>
  new File(
    parts.map((part) => (typeof part === 'string' ? part : new Uint8Array(part))),
    'story.txt',
    { type: 'text/plain' },
  );

/** Texts that are refused, with what the person is told: which limit, or which place. */
const REFUSED: [name: string, text: string, status: number, told: RegExp][] = [
  ['nothing at all', '', 422, /There is no text here/],
  ['white space only', ' \n\u00a0\t\r\n \u2003 ', 422, /only white space/],
  ['one line of 5 MB', 'x'.repeat(5_000_000), 413, /longer than 2,000,000 characters, the limit/],
  ['one character above the limit', `${'ab '.repeat(666_666)}abc`, 413, /longer than 2,000,000 characters/],
  ['20,001 sentences', 'It ran.\n'.repeat(20_001), 413, /[Mm]ore than 20,000 sentences/],
];

/** What only a program can send as text, and a browser would have mended. */
const UNKEEPABLE: [name: string, text: string, told: RegExp][] = [
  ['a NUL character', 'First line.\nA vote\u0000 was held.', /NUL character at character 7, line 2/],
  [
    'half of an emoji',
    'First line.\n\nA \ud83d vote.',
    /half of a character \(a lone surrogate\) at character 3, line 3/,
  ],
  ['the other half alone', 'A vote \udc4d was held.', /lone surrogate\) at character 8, line 1/],
  ['control characters in plenty', `Text ${'\u0001\u0002\u0003'.repeat(40)}`, /binary data, from character 6, line 1/],
];

/** Files that are no plain text in UTF-8. */
const FILES: [name: string, file: File, told: RegExp][] = [
  ['an empty file', bytes(''), /There is no text here/],
  ['a NUL byte', bytes('First.\nA vo', [0], 'te.'), /NUL byte at byte 12, line 2/],
  [
    'a lone surrogate, written as three bytes',
    bytes('A ', [0xed, 0xa0, 0xbd], ' vote.'),
    /lone surrogate\) at byte 3, line 1/,
  ],
  ['a PDF', bytes('%PDF-1.7\n', [0xe2, 0xe3, 0xcf, 0xd3]), /looks like a PDF file/],
  ['a Word file', bytes([0x50, 0x4b, 3, 4, 20, 0, 6, 0]), /ZIP, Word or other packed file/],
  ['a picture', bytes([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), /a PNG picture/],
  ['UTF-16', bytes([0xff, 0xfe, 0x41, 0, 0x20, 0]), /text in UTF-16/],
  ['bytes of no kind', bytes('Ab', [0xc3, 0x28, 0x80, 0xfe, 0xbf, 0x81, 0x8d]), /not text in UTF-8.*byte 3, line 1/],
  [
    'Windows-1252',
    bytes('Plain first line.\nThe mayor', [0x92], 's caf', [0xe9], ' closed on Monday, the council said.'),
    /Windows-1252, not UTF-8: byte 0x92 at byte 28, line 2 would be “’”/,
  ],
  ['9 MB', bytes('word '.repeat(1_800_000)), /2,000,000 characters/],
];

async function nothingCameIn(): Promise<void> {
  expect((await desk.get<{ total: number }>('/articles')).total).toBe(0);
  expect(await desk.history()).toEqual([]);
}

describe('a text that cannot be kept is refused, and nothing is half brought in', () => {
  test.each(REFUSED)('pasted: %s', async (_, body, status, told) => {
    const form = await desk.open('/articles/new');
    const again = await form.send('#article', { body, title: 'Kept title', byline: 'Kept byline' });
    expect(again.status).toBe(status);
    expect(again.words('.problems')).toMatch(told);
    expect(again.words('.field[data-kind=textarea] .trouble')).not.toBe('');
    expect(again.fields('#article')).toMatchObject({ title: 'Kept title', byline: 'Kept byline' });
    await nothingCameIn();
  });

  test.each(REFUSED.slice(0, -1))('sent by a program: %s', async (_, body, status, told) => {
    const problem = await desk.refused('/articles', { title: 'T', body });
    expect(problem.status).toBe(status);
    expect(problem.fields?.['body']?.join(' ')).toMatch(told);
    await nothingCameIn();
  });

  test.each(UNKEEPABLE)('sent by a program: %s', async (_, body, told) => {
    const problem = await desk.refused('/articles', { title: 'T', body });
    expect(problem.status).toBe(422);
    expect(problem.fields?.['body']?.join(' ')).toMatch(told);
    await nothingCameIn();
  });

  test.each(FILES)('as a file: %s', async (name, file, told) => {
    const form = await desk.open('/articles/new');
    const again = await form.send('#article', { file, title: 'Kept title' });
    expect(again.status).toBe(name === '9 MB' ? 413 : 422);
    expect(again.words('.problems')).toMatch(told);
    expect(again.fields('#article')['title']).toBe('Kept title');
    await nothingCameIn();
  });

  test('pasted: 9 MB', async () => {
    const again = await (await desk.open('/articles/new')).send('#article', { body: 'word '.repeat(1_800_000) });
    expect(again.status).toBe(413);
    expect(again.words('.problems')).toMatch(/longer than 2,000,000 characters, the limit/);
    await nothingCameIn();
  });

  test('a request of 20 MB is told what the desk takes', async () => {
    const problem = await desk.refused('/articles', { body: 'x'.repeat(20_000_000) });
    expect(problem.status).toBe(413);
    expect(problem.detail).toMatch(/at most 16 MB/);
    await nothingCameIn();
  });
});

describe('what may look odd and is kept to the letter', () => {
  const KEPT: [name: string, body: string][] = [
    ['one word', 'Ferry'],
    ['no newline at the end, two at the beginning', '\n\nA ferry sank.'],
    ['exactly 2,000,000 characters in one line', 'ab '.repeat(666_666) + 'ab'],
    ['carriage returns of an old Mac', 'One.\rTwo.'],
    ['a zero-width joiner family', 'A 👨‍👩‍👧‍👦 of four \u200d went.'],
    ['a byte order mark in the middle', 'One \ufeff two.'],
    ['unassigned and private characters', 'A \u{10fffd} and \u{e000} stay.'],
    ['line and paragraph separators', 'One.\u2028Two.\u2029Three.'],
  ];
  test.each(KEPT)('%s', async (_, body) => {
    const { id } = await desk.tell<ArticleSent>('/articles', { body, title: 'T' });
    const kept = await desk.get<ArticleSent & { sentences: { start: number; end: number }[] }>(`/articles/${id}`);
    expect(kept.body === body).toBe(true);
    expect(kept.sentences.every(({ start, end }) => body.slice(start, end).trim() !== '')).toBe(true);
    const page = await desk.open(`/articles/${id}`);
    expect(page.status).toBe(200);
  });

  test('a title is made of the first line where none is given, and shortened within no character', async () => {
    const { title } = await desk.bringIn(`\n  ${'a'.repeat(199)}😀 more\n\nText.`, { title: '' });
    expect(title).toBe('a'.repeat(199));
  });
});
