import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { load } from 'cheerio';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Article } from '../../src/articles/queries.ts';
import type { Report } from '../../src/core/report.ts';
import { UNWATCHED } from '../../src/reports/face.ts';
import { FACES } from '../../src/reports/faces.ts';
import { openDesk, type Sent, type TestDesk } from '../support/desk.ts';

let desk: TestDesk;
let article: Sent<Article>;
let report: Report;
const folder = mkdtempSync(path.join(tmpdir(), 'documents-'));
beforeAll(async () => {
  desk = await openDesk({ demo: true });
  const { articles } = await desk.get<{ articles: { id: string }[] }>('/articles');
  article = await desk.get(`/articles/${articles[0]!.id}`);
  report = await desk.get(`/articles/${article.id}/report`);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await desk[Symbol.asyncDispose]();
});

async function bytesOf(format: string): Promise<Buffer> {
  const face = FACES.find((each) => each.format === format)!;
  const chunks: Buffer[] = [];
  const asOf = { 'as-of': new Date(report.asOf), entry: null };
  const newsroom = { name: 'The Test Desk', timeZone: 'UTC' };
  const wanted = { person: desk.person, articleId: article.id, asOf, confidential: false, newsroom, ...UNWATCHED };
  for await (const chunk of face.write(desk.database.db, wanted)) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

const bare = (words: string): string => words.replace(/\s+/g, '');
/** The part of a Word document, with its signs for a browser of XML. */
const partOf = (bytes: Buffer, name: string) => load(strFromU8(unzipSync(bytes)[name]!), { xml: true });
const wanted = () =>
  report.claims.filter(({ finding, inText }) => inText && finding?.wording && finding.fix !== 'waived');
/** The text with every wanted wording in its place. */
const fixed = () =>
  wanted()
    .toSorted((a, b) => b.start - a.start)
    .reduce(
      (body, { start, end, finding }) => body.slice(0, start) + finding!.wording! + body.slice(end),
      article.body,
    );

describe('the annotated article', () => {
  test('is the text as it runs, with a note at each claim', async () => {
    const $ = load((await bytesOf('annotated')).toString());
    const notes = $('.story sup a')
      .get()
      .map((each) => $(each).attr('href'));
    expect(notes).toEqual(report.claims.map((_, at) => `#note-${at + 1}`));
    $('.story sup, .story-kind').remove();
    expect(bare($('.story').text())).toBe(bare(article.body));
  });

  test('shows what nobody has looked at', async () => {
    const $ = load((await bytesOf('annotated')).toString());
    expect(report.untouched.length).toBeGreaterThan(0);
    expect(bare($('.story mark').text())).toBe(bare(report.untouched.map(({ exact }) => exact).join('')));
  });

  test('has its notes at the foot of the page in Word', async () => {
    const bytes = await bytesOf('annotated-docx');
    const ids = ($: ReturnType<typeof load>, tag: string) =>
      $(tag)
        .get()
        .map((each) => Number($(each).attr('w:id')))
        .filter((id) => id > 0);
    const signs = ids(partOf(bytes, 'word/document.xml'), 'w\\:footnoteReference');
    expect(signs).toEqual(report.claims.map((_, at) => at + 1));
    expect(ids(partOf(bytes, 'word/footnotes.xml'), 'w\\:footnote')).toEqual(signs);
  });
});

describe('the checked copy', () => {
  test('reads as before without what is put in, and as it should without what is taken out', async () => {
    expect(wanted().length).toBeGreaterThan(1);
    const html = (await bytesOf('checked')).toString();
    for (const [gone, body] of [
      ['ins', article.body],
      ['del', fixed()],
    ] as const) {
      const $ = load(html);
      $(`.story-kind, .story ${gone}`).remove();
      expect(bare($('.story').text())).toBe(bare(body));
      const words = $('.story').text().replace(/\s+/g, ' ');
      for (const { exact, finding } of wanted()) {
        expect(words).toContain((gone === 'ins' ? exact : finding!.wording!).replace(/\s+/g, ' '));
      }
    }
  });

  test('has tracked changes in Word, by whoever wanted them and when', async () => {
    const $ = partOf(await bytesOf('checked-docx'), 'word/document.xml');
    const changes = $('w\\:ins, w\\:del')
      .get()
      .map((each) => [$(each).attr('w:author'), $(each).attr('w:date')]);
    const found = wanted().map(({ finding }) => [finding!.givenBy, finding!.givenAt].join());
    expect(new Set(changes.map((each) => each.join()))).toEqual(new Set(found));
    const told = (without: string) => {
      const copy = load($.xml(), { xml: true });
      copy(without).remove();
      return bare(copy('w\\:t, w\\:delText').text());
    };
    expect(told('w\\:ins')).toContain(
      bare(article.body.slice(article.body.indexOf('American'), article.body.indexOf('NEXT STORY'))),
    );
    for (const { finding } of wanted()) expect(told('w\\:del')).toContain(bare(finding!.wording!));
  });
});

describe('what is confidential', () => {
  test('stays on the desk, and the document says so', async () => {
    for (const format of ['md', 'annotated']) {
      expect((await bytesOf(format)).toString()).toContain('Left out as confidential');
    }
  });
});

/** Whether a program is there to be asked. */
const has = (program: string): boolean => {
  try {
    execFileSync('which', [program], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

function kept(name: string, bytes: Buffer): string {
  const file = path.join(folder, name);
  writeFileSync(file, bytes);
  return file;
}

describe.skipIf(!has('pdfinfo'))('poppler, which is skipped where it is not installed', () => {
  test('finds a tagged PDF with its fonts inside, the moment as its date, and every claim among its bookmarks', async () => {
    const file = kept('report.pdf', await bytesOf('pdf'));
    const about = execFileSync('pdfinfo', ['-isodates', file], { encoding: 'utf8' });
    expect(about).toMatch(/^Tagged:\s+yes$/m);
    expect(about).toContain(`CreationDate:    ${report.asOf.slice(0, 19)}`);
    const fonts = execFileSync('pdffonts', [file], { encoding: 'utf8' }).trim().split('\n').slice(2);
    expect(fonts.filter((line) => !/\byes\s+yes\s+yes\b/.test(line))).toEqual([]);
    const tags = execFileSync('pdfinfo', ['-struct-text', file], { encoding: 'utf8' });
    expect(tags.match(/^\s*H3 \(block\)\n\s*"Claim \d+/gm)).toHaveLength(report.claims.length);
    expect(tags).toMatch(/^\s*H1 \(block\)/m);
    const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
    expect(text).toMatch(/Page 2 of \d+/);
    expect(bare(text)).toContain(bare(report.claims[0]!.statement));
  });
});

describe.skipIf(!has('soffice') || !has('pdftotext'))('LibreOffice, which is skipped where it is not installed', () => {
  test('opens the annotated article with every note at the foot of a page', { timeout: 180_000 }, async () => {
    const file = kept('annotated.docx', await bytesOf('annotated-docx'));
    const home = `-env:UserInstallation=file://${folder}/office`;
    execFileSync('soffice', [home, '--headless', '--convert-to', 'pdf', '--outdir', folder, file], { stdio: 'ignore' });
    const text = execFileSync('pdftotext', [path.join(folder, 'annotated.pdf'), '-'], { encoding: 'utf8' });
    for (const { number, statement } of report.claims) {
      expect(text).toMatch(new RegExp(`Claim ${number}: `));
      expect(bare(text)).toContain(bare(statement).slice(0, 40));
    }
    expect(readFileSync(path.join(folder, 'annotated.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  });
});
