import { expect, test } from 'vitest';
import type { Report } from '../../src/core/report.ts';
import { withAdmin } from '../support/admin.ts';
import { openDesk, type ArticleSent, type ClaimSent } from '../support/desk.ts';

const BODY = 'The bridge opened in 1931. It cost 5 million crowns. A tram runs over it.';

test('a report made again as of its moment is the same to the byte, whatever happened since', async () => {
  await using desk = await openDesk();
  const article = await desk.bringIn(BODY);
  const claim = await desk.mark(article, 'The bridge opened in 1931');
  const reportOf = async (query = '') => (await desk.ask(`/api/v1/articles/${article.id}/report${query}`)).text();
  const version = async () => (await desk.get<ArticleSent>(`/articles/${article.id}`)).version;
  const source = () => desk.get<{ version: number }>(`/sources/${sourceId}`);
  let sourceId = '';
  const steps: (() => Promise<unknown>)[] = [
    () => desk.move(claim, 'checker'),
    async () => {
      await desk.move(claim, 'evidence', { title: 'Chronicle', stance: 'supports', role: 'primary' });
      sourceId = (await desk.get<ClaimSent>(`/claims/${claim.id}`)).evidence[0]!.sourceId;
    },
    () => desk.move(claim, 'findings', { status: 'verified', reason: 'Chronicle, p. 3.' }),
    () =>
      desk.move(claim, 'attribution', {
        source: 'bridge',
        cue: 'opened',
        kind: 'document',
        manner: 'direct',
        speaker: 'A',
      }),
    async () =>
      desk.tell(`/sources/${sourceId}/amendments`, {
        ...(await source()),
        kind: 'document',
        title: 'Another chronicle',
      }),
    async () => desk.tell(`/articles/${article.id}/amendments`, { version: await version(), title: 'Another title' }),
    () =>
      desk.tell(`/articles/${article.id}/clearances`, {
        revisionId: article.revisionId,
        sentence: 2,
        reason: 'Opinion',
      }),
    () => desk.mark(article, 'It cost 5 million crowns'),
    () =>
      desk.tell(`/articles/${article.id}/revisions`, {
        revisionId: article.revisionId,
        body: BODY.replace('1931', '1932'),
      }),
    () => desk.move(claim, 'withdrawal', { reason: 'Said twice.' }),
  ];
  const made = [await reportOf()];
  for (const step of steps) {
    await step();
    made.push(await reportOf());
  }
  expect(new Set(made.map((each) => each.replace(/"asOf":.*/, ''))).size).toBe(made.length);
  for (const report of made) {
    const { asOf } = JSON.parse(report) as Report;
    expect(await reportOf(`?as-of=${asOf}`)).toBe(report);
  }
});

test('what an entry of history left behind can be looked at, and nothing can be done on it', async () => {
  await using desk = await openDesk();
  const article = await desk.bringIn(BODY);
  const claim = await desk.mark(article, 'The bridge opened in 1931');
  await desk.move(claim, 'amendments', { statement: 'It opened in 1931.', type: 'date', risk: 'low' });
  const { entry } = (await desk.history()).at(-1)!;
  await desk.move(claim, 'amendments', { statement: 'It was opened in 1931.', type: 'date', risk: 'low' });
  await desk.mark(article, 'A tram runs over it');

  for (const address of [`/claims/${claim.id}`, `/articles/${article.id}`, `/articles/${article.id}/report`]) {
    const then = await desk.open(`${address}?entry=${entry}`);
    const now = await desk.open(address);
    expect(then.status).toBe(200);
    expect(then.$('.past-band').text()).toContain('As it stood');
    // But for taking along what stood there.
    expect(then.$('main form[method=post]:not(:has([name=as-of]))')).toHaveLength(0);
    expect(now.$('.past-band')).toHaveLength(0);
    expect(then.$('main').text()).toContain('It opened in 1931.');
    expect(then.$('main').text()).not.toContain('It was opened in 1931.');
    expect(now.$('main').text()).toContain('It was opened in 1931.');
  }
});

test('a moment before the article, one to come, and an entry of another article are refused', async () => {
  await using desk = await openDesk();
  const article = await desk.bringIn(BODY);
  const other = await desk.bringIn(`Another. ${BODY}`);
  const { entry } = (await desk.history()).find(({ articleId }) => articleId === other.id)!;
  const refusal = (query: string) => desk.refused(`/articles/${article.id}/report?${query}`);
  expect(await refusal('as-of=2001-01-01T00:00Z')).toMatchObject({ status: 404 });
  expect(await refusal('as-of=2999-01-01T00:00Z')).toMatchObject({ status: 422 });
  expect(await refusal('as-of=yesterday')).toMatchObject({ status: 422 });
  expect(await refusal(`entry=${entry}`)).toMatchObject({ status: 404 });
});

test('the past is no way round an embargo', async () => {
  await using desk = await openDesk();
  const article = await desk.bringIn(BODY);
  const { entry } = (await desk.history()).at(-1)!;
  const reader = await desk.seat('reader', 'Rita');
  expect((await reader.open(`/articles/${article.id}?entry=${entry}`)).status).toBe(200);
  await withAdmin(desk.database.connection, (run) => run(`update articles set access = 'named'`));
  expect((await reader.open(`/articles/${article.id}?entry=${entry}`)).status).toBe(404);
  expect((await reader.refused(`/articles/${article.id}/report?entry=${entry}`)).status).toBe(404);
});

test('the API tells an article and its claims as they stood', async () => {
  await using desk = await openDesk();
  const article = await desk.bringIn(BODY);
  const claim = await desk.mark(article, 'The bridge opened in 1931');
  await desk.move(claim, 'checker');
  const { entry } = (await desk.history()).at(-1)!;
  const addresses = [`/articles/${article.id}`, `/articles/${article.id}/claims`, `/claims/${claim.id}`];
  const then = await Promise.all(addresses.map((address) => desk.get(address)));
  const later = await desk.mark(article, 'A tram runs over it');
  await desk.tell(`/articles/${article.id}/amendments`, { version: article.version, title: 'Another title' });
  await desk.move(claim, 'findings', { status: 'disputed', reason: 'Two ledgers.' });
  await desk.tell(`/articles/${article.id}/revisions`, { revisionId: article.revisionId, body: `New. ${BODY}` });
  for (const [index, address] of addresses.entries()) {
    expect(await desk.get(`${address}?entry=${entry}`)).toEqual(then[index]);
    expect(await desk.get(address)).not.toEqual(then[index]);
  }
  expect(await desk.refused(`/claims/${later.id}?entry=${entry}`)).toMatchObject({ status: 404 });
});

test('what a past page leads to is past too, wherever that was kept', async () => {
  await using desk = await openDesk();
  const article = await desk.bringIn(BODY);
  const claims = [
    await desk.mark(article, 'The bridge opened in 1931'),
    await desk.mark(article, 'It cost 5 million crowns'),
  ];
  await desk.move(claims[0]!, 'evidence', { title: 'Chronicle', stance: 'supports', role: 'primary' });
  const { entry } = (await desk.history()).at(-1)!;
  await desk.tell(`/articles/${article.id}/amendments`, { version: article.version, title: 'Another title' });

  const begun = [
    `/articles/${article.id}?entry=${entry}`,
    `/claims/${claims[0]!.id}?entry=${entry}`,
    `/articles/${article.id}/report?entry=${entry}`,
  ];
  const now: string[] = [];
  for (const address of begun) {
    const page = await desk.open(address);
    const links = page
      .$('main > :not(.past-band) a[href^="/"]')
      .get()
      .map((link) => page.$(link).attr('href')!);
    const kept = links.filter((href) => /[?&](as-of|entry)=/.test(href));
    expect(kept.length).toBeGreaterThan(2);
    for (const href of new Set(kept)) {
      const there = await desk.ask(href.replace(/#.*/, ''));
      const words = await there.text();
      // What may not be published is refused; it is not lost.
      expect([200, 409]).toContain(there.status);
      expect([href, words.includes('Another title')]).toEqual([href, false]);
    }
    now.push(
      ...links
        .filter((href) => !/[?&](as-of|entry)=/.test(href))
        .map((href) => href.replaceAll(/[0-9a-f-]{36}/g, 'ID')),
    );
  }
  // The rest has no past of its own: sources, what happened since, and how the work is shared out now.
  const places = [...new Set(now.map((href) => href.replace(/[?#].*/, '')))];
  expect(places.toSorted()).toEqual([
    '/articles/ID/assignments',
    '/articles/ID/history',
    '/articles/ID/plan',
    '/claims/ID/history',
    '/history',
    '/house-rules',
    '/sources/ID',
  ]);
});
