import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { accessTokens, outsiders } from '../../src/db/schema.ts';
import { makeToken } from '../../src/tokens/actions.ts';
import { openDesk, Seat, type TestDesk } from '../support/desk.ts';

/** A program that comes with a token and nothing else. */
class Program extends Seat {
  readonly #token: string;
  constructor(desk: TestDesk, token: string) {
    super(desk.url, desk.person, null);
    this.#token = token;
  }
  override ask(path: string, asked: RequestInit = {}): Promise<Response> {
    const headers = new Headers(asked.headers);
    headers.set('authorization', `Bearer ${this.#token}`);
    return super.ask(path, { ...asked, headers });
  }
}

describe('a token', () => {
  test('is made on the page, shown once, and does what it is for as far as its owner may', async () => {
    await using desk = await openDesk();
    const made = await (await desk.open('/account/tokens')).send('form#token', { name: 'Nightly report', read: 'on' });
    const secret = made.words('.one-time');
    expect(secret).toMatch(/^linecheck_[\w-]{43}$/);
    expect((await desk.open('/account/tokens')).html).not.toContain(secret);
    const program = new Program(desk, secret);
    expect(await program.get('/me')).toMatchObject({ name: 'Local editor', role: 'editor', scopes: ['read'] });
    const told = 'This token is not for that: it needs the scope “annotate”.';
    expect(await program.refused('/articles', { body: 'Words.' })).toMatchObject({ status: 403, detail: told });
    expect((await program.ask('/account')).status).toBe(403);
    expect((await desk.open('/account/tokens')).words('.sessions')).toContain('Nightly report: read last used');
    expect(JSON.stringify([await desk.history(), await desk.database.db.select().from(accessTokens)])).not.toContain(
      secret.slice(10),
    );
  });

  test('never does more than its owner may', async () => {
    await using desk = await openDesk({ role: 'reader' });
    const program = new Program(
      desk,
      await makeToken(desk.database.db, desk.person, {
        name: 'All',
        scopes: ['read', 'annotate', 'review', 'admin'],
        days: 1,
      }),
    );
    expect((await program.ask('/api/v1/articles')).status).toBe(200);
    for (const path of ['/articles', '/people', '/sources']) {
      expect(await program.refused(path, {})).toMatchObject({ status: 403, reason: 'not_allowed' });
    }
  });

  test('is good no more once it was ended, has run out, or its owner has left', async () => {
    await using desk = await openDesk();
    const { db } = desk.database;
    const make = () => makeToken(db, desk.person, { name: 'Report', scopes: ['read'], days: 1 });
    const status = async (token: string) => (await new Program(desk, token).ask('/api/v1/articles')).status;
    const [ended, kept] = [await make(), await make()];
    expect([await status(ended), await status(kept), await status('linecheck_'), await status('x')]).toEqual([
      200, 200, 401, 401,
    ]);
    const [first] = await db.select().from(accessTokens).orderBy(accessTokens.madeAt, accessTokens.id);
    const other = await desk.seat('editor', 'Somebody else');
    expect((await other.ask(`/account/tokens/${first!.id}/ending`, { method: 'POST' })).status).toBe(404);
    await desk.ask(`/account/tokens/${first!.id}/ending`, { method: 'POST' });
    expect([await status(ended), await status(kept)]).toEqual([401, 200]);
    await db.execute(sql`update access_tokens set ends_at = now()`);
    expect(await status(kept)).toBe(401);
    const last = await make();
    await db.execute(sql`update people set left_at = now() where id = ${desk.person.id}`);
    expect(await status(last)).toBe(401);
  });
});

describe('a link for an outsider', () => {
  async function linked(desk: TestDesk) {
    const article = await desk.bringIn('The vote was 51 to 49.', { title: 'The levy' });
    await desk.bringIn('Another story.', { title: 'Elsewhere' });
    const shown = await (
      await desk.open(`/articles/${article.id}/access`)
    ).send('form#outsider', { name: 'Counsel', days: '2' });
    const path = new URL(shown.words('.one-time')).pathname;
    return { article, path };
  }

  async function comeBy(desk: TestDesk, path: string): Promise<Seat> {
    const answer = await fetch(desk.url + path, { method: 'POST', redirect: 'manual' });
    return new Seat(desk.url, desk.person, answer.headers.getSetCookie()[0]!.split(';')[0]!);
  }

  test('lets its holder read that article and nothing else, and history has a line for each visit', async () => {
    await using desk = await openDesk();
    const { article, path } = await linked(desk);
    const claim = await desk.mark(article, '51 to 49');
    const counsel = await comeBy(desk, path);
    for (const place of [`/articles/${article.id}`, `/articles/${article.id}/report`, `/claims/${claim.id}`]) {
      expect([place, (await counsel.ask(place)).status]).toEqual([place, 200]);
    }
    for (const place of [
      '/articles',
      '/sources',
      '/search?q=story',
      '/history',
      `/articles/${article.id}/history`,
      '/account',
    ]) {
      expect([place, (await counsel.ask(place)).status]).toEqual([place, 403]);
    }
    expect((await counsel.post(`/articles/${article.id}/claims`, { quotation: 'vote' })).status).toBe(403);
    await comeBy(desk, path);
    const lines = (await desk.open(`/articles/${article.id}/history`)).list('.event p');
    expect(lines.filter((line) => line.startsWith('Counsel came by a link to read the article'))).toHaveLength(2);
  });

  test('ends when it is taken back or runs out, with whoever came by it', async () => {
    await using desk = await openDesk();
    const { article, path } = await linked(desk);
    const counsel = await comeBy(desk, path);
    const access = await desk.open(`/articles/${article.id}/access`);
    expect((await access.send('.sessions form')).words('#outsiders')).not.toContain('Counsel');
    expect((await counsel.ask(`/articles/${article.id}`)).status).toBe(303);
    expect((await desk.ask(path)).status).toBe(404);

    const second = await linked(desk);
    const late = await comeBy(desk, second.path);
    expect((await late.ask(`/articles/${second.article.id}`)).status).toBe(200);
    await desk.database.db.update(outsiders).set({ endsAt: sql`now()` });
    expect((await late.ask(`/articles/${second.article.id}`)).status).toBe(303);
  });
});

test('who sees an article is said on a page, by mail addresses', async () => {
  await using desk = await openDesk();
  const article = await desk.bringIn('The vote was 51 to 49.');
  const reader = await desk.seat('reader', 'A reader');
  await desk.database.db.execute(sql`update people set mail = 'reader@calder.example' where id = ${reader.person.id}`);
  const page = await desk.open(`/articles/${article.id}/access`);
  const wrong = await page.send('form#access', { access: 'named', people: 'nobody@calder.example' });
  expect([wrong.status, wrong.words('#access-people-help')]).toEqual([
    422,
    expect.stringContaining('nobody@calder.example'),
  ]);
  expect((await page.send('form#access', { access: 'named', people: '' })).status).toBe(200);
  expect((await reader.ask(`/articles/${article.id}`)).status).toBe(404);
  const again = await desk.open(`/articles/${article.id}/access`);
  await again.send('form#access', { access: 'named', people: 'Reader@calder.example' });
  expect((await reader.ask(`/articles/${article.id}`)).status).toBe(200);
});
