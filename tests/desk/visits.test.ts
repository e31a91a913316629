import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { visits } from '../../src/db/schema.ts';
import type { News } from '../../src/visits/queries.ts';
import { openDesk, type ArticleSent, type ClaimSent, type Seat, type Sent, type TestDesk } from '../support/desk.ts';

const BODY = 'The bridge opened in 1931, said the mayor. It cost 5 million crowns. A tram runs over it.';

let desk: TestDesk;
let second: Seat;
let article: ArticleSent;
let claim: ClaimSent;

beforeAll(async () => {
  desk = await openDesk();
  second = await desk.seat('editor', 'Ada Brook');
});
afterAll(() => desk[Symbol.asyncDispose]());

beforeEach(async () => {
  article = await desk.bringIn(BODY);
  claim = await desk.mark(article, 'It cost 5 million crowns');
});

/** Lets an hour go by for everybody. */
const anHourLater = () =>
  desk.database.db.update(visits).set({
    seenAt: sql`${visits.seenAt} - interval '1 hour'`,
    lookedAt: sql`${visits.lookedAt} - interval '1 hour'`,
  });
const look = (seat: Seat) => seat.open(`/articles/${article.id}`);
const news = async (seat: Seat) => (await seat.get<{ news: Sent<News> | null }>(`/articles/${article.id}/visits`)).news;

describe('what changed since somebody last looked', () => {
  test('is nothing at a first look, and then what others did, in words that lead to it', async () => {
    expect((await look(second)).$('.news-line')).toHaveLength(0);
    await desk.move(claim, 'findings', { status: 'disputed', reason: 'Two ledgers.' });
    await desk.tell(`/articles/${article.id}/amendments`, { version: article.version, title: 'The bridge' });
    await second.tell(`/claims/${claim.id}/comments`, { body: 'My own words are no news to me.' });

    const page = await look(second);
    expect(page.words('.news-line')).toMatch(/^2 things since you looked, \d/);
    const list = await page.follow('2 things since you looked');
    expect(list.words('main')).toContain('Local editor amended the article: title from “An article” to “The bridge”');
    expect(list.words('.news:last-of-type')).toMatch(
      /^Claim 1 Disputed It cost 5 million crowns Local editor changed the finding from Unverified to Disputed: Two ledgers/,
    );
    expect(list.linkTo('Claim 1')).toBe(`/claims/${claim.id}`);
    expect((await look(desk)).$('.news-line')).toHaveLength(0);
  });

  test('is still there when the page is loaded again, and over with the visit', async () => {
    await look(second);
    await desk.move(claim, 'findings', { status: 'disputed', reason: 'Two ledgers.' });
    await look(second);
    expect((await look(second)).words('.news-line')).toContain('1 thing since you looked');
    await anHourLater();
    expect((await look(second)).$('.news-line')).toHaveLength(0);
    await anHourLater();
    await desk.move(claim, 'withdrawal', { reason: 'Said twice.' });
    expect((await look(second)).words('.news-line')).toContain('1 thing since you looked');
  });

  test('is marked as seen, but for what came after it was shown', async () => {
    await look(second);
    await desk.move(claim, 'findings', { status: 'disputed', reason: 'Two ledgers.' });
    const list = await second.open(`/articles/${article.id}/visits`);
    await desk.move(claim, 'withdrawal', { reason: 'Said twice.' });
    const seen = await list.send('#mark-seen');
    expect(seen.words('.news-line')).toContain('1 thing since you looked');
    expect((await (await seen.follow('1 thing since you looked')).send('#mark-seen')).$('.news-line')).toHaveLength(0);
    expect((await second.open(`/articles/${article.id}/visits`)).words('main')).toContain('Nothing new');
  });

  test('tells of a new revision once, and of the claims that did not keep their words', async () => {
    await desk.mark(article, 'A tram runs over it');
    await look(second);
    const body = `Today. ${BODY.replace('5 million', '6 million')}`;
    await desk.tell(`/articles/${article.id}/revisions`, { revisionId: article.revisionId, body });
    expect((await news(second))!.entries.map(({ event }) => event.kind).toSorted()).toEqual([
      'claim_followed',
      'revision_added',
    ]);
  });

  test('is asked by programs without a look, and said by them to be seen', async () => {
    expect(await news(second)).toBeNull();
    await look(second);
    await desk.move(claim, 'findings', { status: 'disputed', reason: 'Two ledgers.' });
    await anHourLater();
    const { total, upTo } = (await news(second))!;
    expect([total, (await news(second))!.total]).toEqual([1, 1]);
    const answer = await second.tell<{ news: Sent<News> }>(`/articles/${article.id}/visits`, { upTo });
    expect(answer.news.total).toBe(0);
  });

  test('is listed page by page', async () => {
    await look(second);
    for (let n = 0; n < 103; n++) await desk.tell(`/claims/${claim.id}/comments`, { body: `Remark ${n}.` });
    const first = await second.open(`/articles/${article.id}/visits`);
    expect([first.words('.news-head'), first.$('.event').length]).toEqual([
      expect.stringMatching(/^103 things since/),
      100,
    ]);
    const next = await second.open(first.$('a[rel=next]').attr('href')!);
    expect(next.words('main')).toContain('Remark 0.');
    expect(next.$('.event')).toHaveLength(3);
  });

  test('does not count what was looked at as it stood once', async () => {
    const { entry } = (await desk.history()).at(-1)!;
    await look(second);
    await desk.move(claim, 'findings', { status: 'disputed', reason: 'Two ledgers.' });
    await anHourLater();
    const past = await second.open(`/articles/${article.id}?entry=${entry}`);
    expect([past.status, past.$('.news-line').length]).toEqual([200, 0]);
    expect((await news(second))!.total).toBe(1);
  });
});
