import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkBody } from '../../src/core/body.ts';
import { readFile } from '../../src/readers/file.ts';
import type { FoundArticle } from '../../src/readers/found.ts';

const fixture = (name: string): Uint8Array => readFileSync(join(import.meta.dirname, '../../fixtures', name));
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Each passage with its kind, and each note with its words. */
function shown({ body, passages, notes }: FoundArticle): { passages: [string, string][]; notes: [string, string][] } {
  return {
    passages: passages.map(({ start, end, kind }) => [kind, body.slice(start, end)]),
    notes: notes.map(({ start, end, value }) => [value, body.slice(start, end)]),
  };
}

/** What holds for the reading of any file. */
function expectSound({ body, passages, notes, format }: FoundArticle): void {
  expect(checkBody(body)).toBe(body);
  const inOrder = passages.every(({ start, end }, i) => start < end && start >= (passages[i - 1]?.end ?? 0));
  expect(inOrder).toBe(true);
  expect(notes.every(({ start, end }) => start < end && end <= body.length)).toBe(true);
  if (format === 'text') return;
  expect(passages.map(({ start, end }) => body.slice(start, end)).join('\n\n')).toBe(body);
}

const STORY: [kind: string, begins: string][] = [
  ['heading', 'Regional Council Backs Reservoir by Two Votes'],
  ['standfirst', 'A night of shouting ends with $48.2 million for a dam that half the valley does not want.'],
  ['furniture', 'By Della Marsh'],
  ['paragraph', 'MERRIN FALLS — The Marrow Valley Regional Council voted 51 to 49 on Tuesday'],
  ['paragraph', 'The council’s leader, Hester Boyle'],
  ['quotation', 'We bought ourselves twenty dry summers.'],
  ['heading', 'What the money buys'],
  ['paragraph', 'According to an engineering report'],
  ['list_item', '• $31.5 million for the dam and its spillway;'],
  ['list_item', '• $9.7 million for 14 miles of pipe;'],
  ['list_item', '• $7.0 million to move County Road 9 and the Pell family cemetery.'],
  ['paragraph', 'Work is to begin in the spring and to take four years.'],
  ['heading', 'A promise remembered'],
  ['paragraph', 'The Pell Valley Farmers’ Union says that the council promised in 2011 never to flood another farm.'],
  ['paragraph', 'Could the vote still be undone?'],
  ['correction', 'Correction, May 9: An earlier version of this story gave the vote as 52 to 48. It was 51 to 49.'],
];

function expectStory({ passages }: ReturnType<typeof shown>): void {
  expect(passages.slice(0, STORY.length).map(([kind]) => kind)).toEqual(STORY.map(([kind]) => kind));
  for (const [i, [, begins]] of STORY.entries()) expect(passages[i]![1].startsWith(begins)).toBe(true);
}

describe('a Word document', async () => {
  const found = await readFile(fixture('files/council-vote.docx'), 'council-vote.docx');
  const { passages, notes } = shown(found);

  test('becomes the passages that its styles show', () => {
    expectSound(found);
    expectStory({ passages, notes });
    expect(found).toMatchObject({ format: 'docx', title: STORY[0]![1], byline: 'Della Marsh', publishedOn: null });
  });

  test('has its tracked changes accepted, its comments left out and counted, its footnotes behind the text', () => {
    expect(found.body).not.toContain('52 to 4851 to 49');
    expect(found.body).not.toContain('Ask the clerk');
    expect(passages.at(-1)![1]).toBe('Engineering report, table 3.');
    expect(found.remarks).toEqual([
      'The document has tracked changes; they were taken as accepted.',
      'One comment was left out.',
      'Footnotes stand behind the text, without their marks.',
    ]);
  });

  test('keeps the number of each paragraph, and where its links lead', () => {
    expect(notes).toContainEqual(['https://council.example/ordinances/114', 'Ordinance No. 114']);
    expect(notes).toContainEqual(['7', 'What the money buys']);
    expect(notes).toContainEqual(['16', STORY[15]![1]]);
  });
});

describe('a PDF', async () => {
  const found = await readFile(fixture('files/council-vote.pdf'), 'council-vote.pdf');
  const { passages, notes } = shown(found);

  test('becomes the passages that its layout shows, over the edges of pages too', () => {
    expectSound(found);
    expectStory({ passages, notes });
    expect(found).toMatchObject({ format: 'pdf', title: STORY[0]![1], byline: 'Della Marsh' });
    expect(passages.at(-1)![1]).toMatch(/^1 ?Engineering report, table 3\.$/);
    expect(found.body).not.toContain('The Marrow Post');
  });

  test('keeps the page of each word', () => {
    const pages = notes.filter(([, words]) => words.includes('ing the consequences') || words.startsWith('dren are'));
    expect(pages.map(([page]) => page)).toEqual(['1', '2']);
    expect(found.notes.every(({ kind }) => kind === 'page')).toBe(true);
  });

  test('is rid of hyphens at line ends where they are sure to be the printer’s, and says where they are not', () => {
    expect(found.body).toContain('downstream irrigation allotments');
    expect(found.body).toContain('before the grandchildren are grown');
    expect(found.body).toContain('about 12 per-cent more');
    expect(found.remarks).toContain(
      'Hyphens at line ends were kept where they may belong to the word: “per-cent”, “under-writers”.',
    );
  });
});

describe('a plain text', async () => {
  const text = `\uFEFF${new TextDecoder().decode(fixture('articles/council-vote.txt')).replaceAll('\n', '\r\n')}`;
  const found = await readFile(bytesOf(text), 'council-vote.txt', 'text/plain');

  test('is kept to the letter but for its byte order mark and its line ends', () => {
    expectSound(found);
    expect(found.body).toBe(new TextDecoder().decode(fixture('articles/council-vote.txt')));
    expect(found).toMatchObject({ format: 'text', title: STORY[0]![1], notes: [], remarks: [] });
  });
});

describe('a text in Markdown', async () => {
  const text = [
    '---',
    'title: "Seagrass Doubles"',
    'author: Ottilie Marsh',
    'publication: The Courier',
    'date: 2024-05-04',
    'url: https://courier.example/seagrass',
    '---',
    '# Seagrass Doubles',
    '',
    'The meadows *doubled* in area, [a report](https://institute.example/2024 "title") found &mdash;',
    'so it **says** in `table 3`, <b onclick="alert(1)">plainly</b>. ~~Not so.~~',
    '',
    '> Two lines on a graph',
    '> that cross.',
    '',
    '3. Meadows grew.',
    '4. Shoots rose.',
    '   - In [places](javascript:alert(1)).',
    '',
    '<script>alert(1)</script>',
    '',
    '| Year | Hectares |',
    '| --- | --- |',
    '| 2015 | 2,050 |',
  ];
  const found = await readFile(bytesOf(text.join('\n')), 'seagrass.md');

  test('becomes the passages that its marks show', () => {
    expectSound(found);
    expect(shown(found)).toEqual({
      passages: [
        ['heading', 'Seagrass Doubles'],
        ['paragraph', 'The meadows doubled in area, a report found — so it says in table 3, plainly.'],
        ['quotation', 'Two lines on a graph that cross.'],
        ['list_item', '3. Meadows grew.'],
        ['list_item', '4. Shoots rose.'],
        ['list_item', '• In places.'],
        ['paragraph', 'Year\tHectares'],
        ['paragraph', '2015\t2,050'],
      ],
      notes: [['https://institute.example/2024', 'a report']],
    });
  });

  test('tells of itself at its head', () => {
    expect(found).toMatchObject({
      format: 'markdown',
      title: 'Seagrass Doubles',
      byline: 'Ottilie Marsh',
      publication: 'The Courier',
      publishedOn: '2024-05-04',
      address: 'https://courier.example/seagrass',
    });
  });
});
