import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ONE_ORIGIN_LEVELS, type Report } from '../../src/core/report.ts';
import { STANCE_WORDS } from '../../src/core/wording.ts';
import { openDesk, type ClaimSent, type TestDesk } from '../support/desk.ts';

let desk: TestDesk;
let articleId: string;
let report: Report;
let claims: ClaimSent[];
beforeAll(async () => {
  desk = await openDesk({ demo: true });
  articleId = (await desk.get<{ articles: { id: string }[] }>('/articles')).articles[0]!.id;
  report = await desk.get<Report>(`/articles/${articleId}/report`);
  const all = await desk.get<{ claims: ClaimSent[] }>(`/articles/${articleId}/claims`);
  claims = all.claims.filter(({ stage }) => stage !== 'withdrawn');
});
afterAll(() => desk[Symbol.asyncDispose]());

const rowsOf = async (path: string) =>
  parse<Record<string, string>>(await (await desk.ask(path)).text(), { columns: true, bom: true });

const sorted = (numbers: number[]) => numbers.filter((n) => n > 0).toSorted((a, b) => a - b);
const folded = (text: string) => text.replace(/\s+/g, ' ').trim();

describe('the numbers', () => {
  test('are those of the claims', () => {
    expect(claims.length).toBeGreaterThan(10);
    const count = (is: (claim: ClaimSent) => boolean) => claims.filter(is).length;
    expect(report.counts).toMatchObject({
      claims: claims.length,
      sourced: count(({ evidence }) => evidence.length > 0),
      unsourced: count(({ evidence }) => evidence.length === 0),
    });
    for (const [status, n] of Object.entries(report.counts.byStatus)) {
      expect([status, n]).toEqual([
        status,
        count((claim) => (claim.recheckCause === null ? claim.status : 'needs_recheck') === status),
      ]);
    }
    for (const [level, n] of Object.entries(report.counts.bySourcing)) {
      expect([level, n]).toEqual([level, count(({ sourcing }) => sourcing.level === level)]);
    }
    for (const level of ONE_ORIGIN_LEVELS) {
      const numbers = claims.filter(({ sourcing }) => sourcing.level === level).map(({ number }) => number);
      expect(numbers).not.toEqual([]);
      expect([level, sorted(report.oneOrigin[level])]).toEqual([level, sorted(numbers)]);
    }
    const sentences = Object.values(report.counts.sentences).reduce((sum, n) => sum + n);
    expect(report.untouched).toHaveLength(report.counts.sentences.untouched);
    expect(report.article.id).toBe(articleId);
    expect(sentences).toBeGreaterThan(report.counts.sentences.untouched);
  });

  test('on the page are those of the report', async () => {
    const page = await desk.open(`/articles/${articleId}/report`);
    const table = (caption: string) =>
      page.$('.tally').filter((_, each) => page.$(each).find('caption').text() === caption);
    expect(table('Claims by status').find('tfoot .figure').first().text()).toBe(String(report.counts.claims));
    const figures = (caption: string) =>
      table(caption)
        .find('tbody tr')
        .get()
        .map((row) => Number(page.$(row).find('.figure').first().text()));
    expect(sorted(figures('Claims by status'))).toEqual(sorted(Object.values(report.counts.byStatus)));
    expect(sorted(figures('Claims by sourcing'))).toEqual(sorted(Object.values(report.counts.bySourcing)));
    expect(sorted(figures('Sentences'))).toEqual(sorted(Object.values(report.counts.sentences)));
    expect(figures('Claims with a source')).toEqual([report.counts.sourced, report.counts.unsourced]);
  });

  test('of the article page each lead to the list that they count', async () => {
    const page = await desk.open(`/articles/${articleId}`);
    const links = page
      .$('.coverage a[href*="?"]')
      .get()
      .map((each) => ({
        href: page.$(each).attr('href')!,
        count: Number(page.$(each).find('b').text()),
      }));
    expect(links.length).toBeGreaterThan(8);
    for (const { href, count } of links) {
      const list = await desk.open(href);
      expect([href, list.$('.rows > .row').length]).toEqual([href, count]);
    }
  });
});

describe('every face says the same', () => {
  test.each(['report', 'report.html'])('%s tells each claim as the JSON has it', async (face) => {
    const page = await desk.open(`/articles/${articleId}/${face}`);
    expect(page.list('.entry h3')).toEqual(report.claims.map(({ number }) => `Claim ${number}`));
    for (const claim of report.claims) {
      const words = page.words(`#claim-${claim.number}`);
      expect(words).toContain(folded(claim.exact));
      expect(words).toContain(folded(claim.statement));
      if (claim.finding?.reason) expect(words).toContain(folded(claim.finding.reason));
      if (claim.finding?.wording) expect(words).toContain(folded(claim.finding.wording));
      for (const { speaker } of claim.attribution) expect(words).toContain(speaker);
      if (claim.attribution.length === 0) expect(words).toContain('Nobody: the article’s own voice');
      expect(page.list(`#claim-${claim.number} .entry-evidence > li > a`)).toEqual(
        claim.evidence.map(({ source }) => source),
      );
      for (const piece of claim.evidence) {
        for (const part of [STANCE_WORDS[piece.stance], piece.locator, piece.excerpt, piece.note])
          expect(words).toContain(folded(part));
      }
    }
    expect(page.list('.source-list > li > b')).toEqual(report.sources.map(({ label }) => label));
    for (const source of report.sources) {
      const words = page.words(`#source-${source.label.slice(1)}`);
      for (const part of [source.title, source.author, source.publisher, source.address]) expect(words).toContain(part);
    }
    expect(page.list('.untouched-list li')).toEqual(
      report.untouched.map(({ exact }) => exact.replace(/\s+/g, ' ').trim()),
    );
  });

  test('the CSV has one row for each claim and source, and one for a claim without any', async () => {
    const rows = await rowsOf(`/articles/${articleId}/report.csv`);
    const expected = report.claims.flatMap((claim) =>
      claim.evidence.length === 0
        ? [[String(claim.number), '', '', '']]
        : claim.evidence.map((piece) => [
            String(claim.number),
            piece.source,
            STANCE_WORDS[piece.stance],
            piece.locator,
          ]),
    );
    expect(rows.map(({ claim, source, stance, locator }) => [claim, source, stance, locator])).toEqual(expected);
    for (const row of rows) {
      const claim = report.claims.find(({ number }) => String(number) === row['claim'])!;
      expect(row).toMatchObject({
        words: claim.exact,
        statement: claim.statement,
        status_code: claim.recheckCause === null ? claim.status : 'needs_recheck',
        reason: claim.finding?.reason ?? '',
        credited_to: claim.attribution.map(({ speaker }) => speaker).join(', citing '),
        sourcing_code: claim.sourcing.level,
        source_title: report.sources.find(({ label }) => label === row['source'])?.title ?? '',
      });
    }
  });

  test('the website’s files are the API’s', async () => {
    const { asOf: _now, ...file } = (await (await desk.ask(`/articles/${articleId}/report.json`)).json()) as Report;
    const { asOf: _then, ...told } = report;
    expect(file).toEqual(told);
    const csv = `/articles/${articleId}/report.csv?as-of=${report.asOf}`;
    expect(await (await desk.ask(csv)).text()).toBe(await (await desk.ask(`/api/v1${csv}`)).text());
  });

  test('the file stands alone: it fetches nothing and leads nowhere on this machine', async () => {
    const answer = await desk.ask(`/articles/${articleId}/report.html`);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="?report-[0-9a-f-]+\.html"?$/);
    const page = await desk.open(`/articles/${articleId}/report.html`);
    expect(page.$('script, link[rel=stylesheet], img, [src]')).toHaveLength(0);
    const links = page
      .$('[href]')
      .get()
      .map((each) => page.$(each).attr('href')!);
    expect(links.length).toBeGreaterThan(20);
    for (const href of links) expect(href).toMatch(/^(#|https?:\/\/(?!127\.0\.0\.1))/);
    for (const href of links.filter((each) => each.startsWith('#')))
      expect(page.$(`[id="${href.slice(1)}"]`)).toHaveLength(1);
    expect(report.revision.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(page.words('[aria-labelledby=report-record]')).toContain(report.revision.sha256);
  });
});

describe('cells that a spreadsheet would run, split or swallow', () => {
  const CELLS: [name: string, title: string, cell: string][] = [
    ['a formula', '=1+1', `'=1+1`],
    ['a command', '=cmd|/C calc!A0', `'=cmd|/C calc!A0`],
    ['a plus', '+4512345', `'+4512345`],
    ['a minus', '-2+3', `'-2+3`],
    ['an at sign', '@SUM(A1)', `'@SUM(A1)`],
    ['a wide equals sign', '＝1+1', `'＝1+1`],
    ['quotation marks and commas', 'He said "no", twice; yes', 'He said "no", twice; yes'],
  ];
  test.each(CELLS)('%s', async (_, title, cell) => {
    const article = await desk.bringIn(`${title} was said by 5 people.\n\n${title} again.`);
    const claim = await desk.mark(article, `${title} was said`, { statement: title });
    const multiline = `${title}\nsecond line, "quoted"`;
    await desk.move(claim, 'evidence', {
      title,
      stance: 'supports',
      role: 'primary',
      excerpt: multiline,
      note: '\t=2+2',
    });
    const answer = await desk.ask(`/articles/${article.id}/disclosures`, {
      method: 'POST',
      body: new URLSearchParams({ format: 'csv' }),
    });
    const [row, ...others] = parse<Record<string, string>>(await answer.text(), { columns: true });
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      statement: cell,
      source_title: cell,
      words: `${cell} was said`,
      excerpt: `${cell}\nsecond line, "quoted"`,
      note: `'=2+2`,
    });
    // What a program reads is what was written.
    const json = await desk.get<Report>(`/articles/${article.id}/report`);
    expect(json.claims[0]).toMatchObject({ statement: title, evidence: [{ excerpt: multiline }] });
  });
});

test('a report without claims is a report', async () => {
  const { id } = await desk.bringIn('Nothing of note.');
  const page = await desk.open(`/articles/${id}/report`);
  expect(page.words()).toContain('No claim has been marked in this article.');
  expect(page.words()).toContain('No source has been linked yet.');
  expect(await rowsOf(`/articles/${id}/report.csv`)).toEqual([]);
});
