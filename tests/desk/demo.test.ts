import { expect, test } from 'vitest';
import type { Report } from '../../src/core/report.ts';
import { openDatabase } from '../../src/db/client.ts';
import { loadDemo } from '../../src/demo.ts';
import { openDesk } from '../support/desk.ts';

test('two starts at once load the demo once', async () => {
  await using desk = await openDesk();
  const second = await openDatabase(desk.database.connection, { log: { info: () => {}, warn: console.warn } });
  try {
    const loaded = await Promise.all([loadDemo(desk.database.db), loadDemo(second.db), loadDemo(second.db)]);
    expect(loaded.filter((id) => id !== null)).toHaveLength(1);
    expect((await desk.get<{ total: number }>('/articles')).total).toBe(1);
    // Nor does a later start.
    expect(await loadDemo(second.db)).toBeNull();
    expect((await desk.happened()).filter(({ kind }) => kind === 'article_imported')).toHaveLength(1);
  } finally {
    await second.close();
  }
});

test('a desk with work on it gets no demo', async () => {
  await using desk = await openDesk();
  await desk.bringIn('Our own article.');
  const before = await desk.history();
  expect(await loadDemo(desk.database.db)).toBeNull();
  expect(await desk.history()).toEqual(before);
});

test('the demo shows what a desk is for: claims in many statuses, sources behind them, and sentences yet untouched', async () => {
  await using desk = await openDesk({ demo: true });
  const articles = await desk.open('/articles');
  const article = await desk.open(articles.$('main table a.title').attr('href')!);
  const report = await desk.get<Report>(`/articles/${article.path.split('/')[2]!}/report`);
  const statuses = Object.values(report.counts.byStatus).filter((n) => n > 0);
  expect(statuses.length).toBeGreaterThanOrEqual(5);
  expect(report.sources.length).toBeGreaterThanOrEqual(5);
  expect(report.counts.sentences.untouched).toBeGreaterThan(0);
  expect(report.counts.unsourced).toBeGreaterThan(0);
  expect(report.inTheWay.length).toBeGreaterThan(0);
  for (const claim of report.claims) {
    if (claim.status !== 'unverified') expect(claim.finding?.reason).not.toBe('');
  }
  const withdrawn = await desk.open(`${article.path}?stage=withdrawn`);
  expect(withdrawn.$('.rows .row').length).toBeGreaterThan(0);
});
