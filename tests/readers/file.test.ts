import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { FILE_LIMITS, readFile } from '../../src/readers/file.ts';

const fixture = (name: string): Uint8Array => readFileSync(join(import.meta.dirname, '../../fixtures/files', name));
const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

const TYPES = strToU8('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>');
const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

function word(inner: string | Uint8Array): Uint8Array {
  const document = typeof inner === 'string' ? strToU8(inner) : inner;
  return zipSync({ '[Content_Types].xml': TYPES, 'word/document.xml': document });
}

/** A document whose parts claim to be ten bytes each. */
function lyingWord(inner: string): Uint8Array {
  const bytes = Buffer.from(word(inner));
  for (
    let at = bytes.indexOf('PK\x01\x02', 0, 'latin1');
    at !== -1;
    at = bytes.indexOf('PK\x01\x02', at + 4, 'latin1')
  ) {
    bytes.writeUInt32LE(10, at + 24);
  }
  return Uint8Array.from(bytes);
}

function lockedWord(): Uint8Array {
  const bytes = new Uint8Array(4_096);
  bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  bytes.set(Buffer.from('EncryptedPackage', 'utf16le'), 1_152);
  return bytes;
}

/** A PDF of numbered objects, the first of them its catalogue. */
function pdf(...objects: string[]): Uint8Array {
  let text = '%PDF-1.4\n';
  const places = objects.map((object, i) => {
    const place = String(text.length).padStart(10, '0');
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return `${place} 00000 n \n`;
  });
  const table = `xref\n0 ${places.length + 1}\n0000000000 65535 f \n${places.join('')}`;
  return bytesOf(
    `${text}${table}trailer\n<</Size ${places.length + 1}/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF\n`,
  );
}

const CATALOGUE = '<</Type/Catalog/Pages 2 0 R>>';
const PAGE = '<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>';
const FONT = '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>';
const stream = (content: string): string => `<</Length ${content.length}>>\nstream\n${content}\nendstream`;
const pagesPdf = (count: number, content: string): Uint8Array =>
  pdf(CATALOGUE, `<</Type/Pages/Kids[${'3 0 R '.repeat(count)}]/Count ${count}>>`, PAGE, stream(content), FONT);

const NOISE = Uint8Array.from({ length: 4_000 }, (_, i) => (i * 7_919) % 251);
const LOCKED = /is protected with a password\. Save it without one/;
const DAMAGED_WORD = /^This Word document is damaged/;
const DAMAGED_PDF = /^This PDF is damaged or cut short/;
const TAKES = /Linecheck takes \.txt, \.md, \.html, \.docx and \.pdf files/;

describe('a file that cannot be read is refused with the reason', () => {
  test.each<[what: string, name: string, bytes: () => Uint8Array, reason: string, message: RegExp]>([
    ['a bomb', 'a.docx', () => word(new Uint8Array(39_000_000).fill(0x20)), 'too_large', /unpacks to more than any/],
    ['a bomb that lies of its size', 'a.docx', () => lyingWord(' '.repeat(30_000_000)), 'invalid', DAMAGED_WORD],
    ['a ZIP of something else', 'a.docx', () => zipSync({ 'a.txt': strToU8('hello') }), 'invalid', /no Word document/],
    [
      'a Word document cut short',
      'a.docx',
      () => fixture('council-vote.docx').subarray(0, 5_000),
      'invalid',
      DAMAGED_WORD,
    ],
    ['a Word document of broken XML', 'a.docx', () => word(`<w:document ${W}><w:body><w:p>`), 'invalid', DAMAGED_WORD],
    ['a Word document with a password', 'a.docx', lockedWord, 'invalid', LOCKED],
    ['a PDF with a password', 'a.pdf', () => fixture('council-vote-locked.pdf'), 'invalid', LOCKED],
    [
      'a PDF whose pages go round in a circle',
      'a.pdf',
      () => pdf(CATALOGUE, '<</Type/Pages/Kids[3 0 R]/Count 2>>', '<</Type/Pages/Kids[2 0 R]/Count 2>>'),
      'invalid',
      DAMAGED_PDF,
    ],
    ['a PDF of 100,000 pages', 'a.pdf', () => pagesPdf(100_000, ''), 'too_large', /100,000 pages; 1,000 is the limit/],
    ['a PDF cut short', 'a.pdf', () => fixture('council-vote.pdf').subarray(0, 30_000), 'invalid', DAMAGED_PDF],
    ['a PDF of its first line', 'a.pdf', () => bytesOf('%PDF-1.7\n'), 'invalid', DAMAGED_PDF],
    ['a scan', 'a.pdf', () => pagesPdf(1, '0 0 10 10 re f'), 'invalid', /holds no text, only pictures of pages/],
    [
      'a page of 200,000 links',
      'a.html',
      () => bytesOf('<a href="/">x</a> '.repeat(200_000)),
      'too_large',
      /50,000 elements/,
    ],
    ['a page nested 100,000 deep', 'a.html', () => bytesOf('<div>'.repeat(100_000)), 'too_large', /50,000 elements/],
    ['a page nested 1,000 deep', 'a.html', () => bytesOf('<div>'.repeat(1_000)), 'too_large', /more than 256 deep/],
    ['Markdown nested 100,000 deep', 'a.md', () => bytesOf('>'.repeat(100_000)), 'too_large', /more than 100 deep/],
    ['a page without words', 'a.html', () => bytesOf('<p><img src="x"></p>'), 'invalid', /no text in this file/],
    [
      'a Word document without words',
      'a.docx',
      () => word(`<w:document ${W}><w:body/></w:document>`),
      'invalid',
      /no text/,
    ],
    ['noise as text', 'a.txt', () => NOISE, 'invalid', /binary file: there is a NUL byte/],
    ['noise as Markdown', 'a.md', () => NOISE, 'invalid', /binary file: there is a NUL byte/],
    ['noise as a page', 'a.html', () => NOISE, 'invalid', /binary file: there is a NUL byte/],
    ['noise as Word', 'a.docx', () => NOISE, 'invalid', /no Word document, whatever its name says/],
    ['noise as PDF', 'a.pdf', () => NOISE, 'invalid', /no PDF, whatever its name says/],
    ['a picture as text', 'a.txt', () => bytesOf('\x89PNG\r\n\x1a\n'), 'invalid', /looks like a PNG picture/],
    [
      'an old Word file',
      'a.doc',
      () => lockedWord().fill(0, 8),
      'invalid',
      /old Word or Excel file. Save it as \.docx/,
    ],
    ['rich text', 'a.rtf', () => bytesOf('{\\rtf1 words}'), 'invalid', TAKES],
    ['a table', 'a.csv', () => bytesOf('a,b\n1,2\n'), 'invalid', /; “\.csv” is none of them\.$/],
    ['more than 10 MB', 'a.txt', () => new Uint8Array(10_000_001), 'too_large', /larger than 10 MB, the limit/],
    ['an empty text', 'a.txt', () => bytesOf(''), 'invalid', /is empty/],
    ['an empty page', 'a.html', () => bytesOf(''), 'invalid', /is empty/],
    ['an empty Word document', 'a.docx', () => bytesOf(''), 'invalid', /is empty/],
    ['an empty PDF', 'a.pdf', () => bytesOf(''), 'invalid', /is empty/],
    ['white space', 'a.txt', () => bytesOf(' \r\n '), 'invalid', /no text here/],
  ])('%s', async (_, name, bytes, reason, message) => {
    await expect(readFile(bytes(), name)).rejects.toMatchObject({ reason, message: expect.stringMatching(message) });
  });
});

describe('what a file is counts for more than what it is called, and the person is told', () => {
  test.each<[name: string, mediaType: string, bytes: () => Uint8Array, format: string, remark: string]>([
    ['a.txt', '', () => fixture('council-vote.pdf'), 'pdf', 'The file goes by the name of plain text but is a PDF, and was read as that.'],
    ['a.pdf', 'application/pdf', () => fixture('council-vote.docx'), 'docx', 'The file goes by the name of a PDF but is a Word document, and was read as that.'],
    ['a.md', '', () => bytesOf('<!DOCTYPE html><p>The ferry is back.'), 'html', 'The file goes by the name of Markdown but is a web page, and was read as that.'],
    ['a.html', '', () => bytesOf('The ferry is back, 2 < 3.'), 'text', 'The file goes by the name of a web page but is plain text, and was read as that.'],
    ['a.docx', '', () => bytesOf('The ferry is back.'), 'text', 'The file goes by the name of a Word document but is plain text, and was read as that.'],
  ])('%s %s', async (name, mediaType, bytes, format, remark) => {
    const found = await readFile(bytes(), name, mediaType);
    expect(found.format).toBe(format);
    expect(found.remarks[0]).toBe(remark);
  }); // prettier-ignore

  test('a page that came from an address is what its sender says', async () => {
    const markup = bytesOf('<p>The ferry is back.</p>');
    expect(await readFile(markup, 'https://ferry.example/news.txt', 'text/html')).toMatchObject({
      format: 'html',
      remarks: [],
    });
    await expect(readFile(markup, 'https://ferry.example/news', 'application/json')).rejects.toMatchObject({
      message: expect.stringMatching(TAKES),
    });
  });
});

test('a title of a megabyte is not taken over, and the person is told', async () => {
  const title = 'Title '.repeat(175_000);
  const found = await readFile(bytesOf(`<title>${title}</title><p>The ferry is back.</p>`), 'a.html');
  expect(found).toMatchObject({ title: null, body: 'The ferry is back.' });
  expect(found.remarks).toEqual(['The title is longer than 500 characters and was not taken over.']);
});

const RAISED = 'About 10⁶ of them live on 40 km², the 4th board said. More came in June, and 10⁻³ of a gram.';
const run = (text: string, raised = false): string =>
  `<w:r>${raised ? '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>' : ''}<w:t xml:space="preserve">${text}</w:t></w:r>`;

test.each([
  [
    'a page',
    'a.html',
    bytesOf(
      '<p>About 10<sup>6</sup> of them live on 40 km<sup>2</sup>, the 4<sup>th</sup> board said.<sup>1</sup> More came' +
        '<sup class="reference"><a href="#cite-2">[2]</a></sup> in June,<a href="#note-3"><sup>3</sup></a> and ' +
        '10<sup>-3</sup> of a gram.<sup>*</sup> <a href="#back">^</a></p>',
    ),
  ],
  [
    'a Word document',
    'a.docx',
    word(
      `<w:document ${W}><w:body><w:p>${[
        [run('About 10'), run('6', true), run(' of them live on 40 km'), run('2', true), run(', the 4')],
        [run('th', true), run(' board said.'), run('1', true), run(' More came in June, and 10'), run('-3', true)],
        [run(' of a gram.'), run('*', true)],
      ]
        .flat()
        .join('')}</w:p></w:body></w:document>`,
    ),
  ],
])('in %s powers stay powers, and marks that point to notes are left out', async (_, name, bytes) => {
  expect((await readFile(bytes, name)).body).toBe(RAISED);
});

test('in a PDF powers stay powers, and marks that point to notes are left out, of which the person is told', async () => {
  const raised = (text: string) => `/F1 7 Tf 5 Ts (${text}) Tj /F1 12 Tf 0 Ts`;
  const content = `BT /F1 12 Tf 10 100 Td (About 10) Tj ${raised('6')} ( ferries.) Tj ${raised('1')} ( Nobody paid.) Tj ET`;
  const found = await readFile(pagesPdf(1, content), 'a.pdf');
  expect(found.body).toBe('About 10⁶ ferries. Nobody paid.');
  expect(found.remarks).toEqual(['Marks that point to notes were left out.']);
});

test('a PDF that ends before its end mark is read as far as it goes, and the person is told', async () => {
  const whole = pagesPdf(1, 'BT /F1 12 Tf 10 100 Td (The ferry is back.) Tj ET');
  const found = await readFile(whole.subarray(0, whole.length - 8), 'a.pdf');
  expect(found.body).toBe('The ferry is back.');
  expect(found.remarks).toEqual(['The file ends before its end mark: the last pages may be missing.']);
});

describe('what takes too much is ended', () => {
  // Numbers in it, so that it does not pack as tightly as a bomb.
  const paragraphs = Array.from(
    { length: 30_000 },
    (_, i) => `<w:p><w:r><w:t>Ferry ${(i * 104_729) % 1_000_003} is back.</w:t></w:r></w:p>`,
  );
  const large = word(`<w:document ${W}><w:body>${paragraphs.join('')}</w:body></w:document>`);

  test('of time, while the desk goes on', async () => {
    let turns = 0;
    const turning = setInterval(() => (turns += 1), 1);
    const limits = { ...FILE_LIMITS, ms: 700 };
    await expect(readFile(large, 'a.docx', '', limits)).rejects.toMatchObject({
      reason: 'too_large',
      message: expect.stringMatching(/took longer than 0\.7 seconds/),
    });
    clearInterval(turning);
    expect(turns).toBeGreaterThan(1);
  });

  test('of memory', async () => {
    const limits = { ...FILE_LIMITS, heapMb: 60 };
    await expect(readFile(large, 'a.docx', '', limits)).rejects.toMatchObject({
      reason: 'too_large',
      message: expect.stringMatching(/more memory/),
    });
  });

  test('and the next file is read', async () => {
    expect(await readFile(bytesOf('The ferry is back.'), 'a.txt')).toMatchObject({ body: 'The ferry is back.' });
  });
});

test('files that come at once are read in turn, and those beyond the limit are asked to wait', async () => {
  const limits = { ...FILE_LIMITS, files: 3 };
  const answers = await Promise.allSettled(
    ['one', 'two', 'three', 'four'].map((text) => readFile(bytesOf(text), 'a.txt', '', limits)),
  );
  expect(answers.map((answer) => (answer.status === 'fulfilled' ? answer.value.body : answer.reason))).toMatchObject([
    'one',
    'two',
    'three',
    { reason: 'too_many' },
  ]);
});
