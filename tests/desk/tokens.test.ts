import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { admitGuest } from '../../src/articles/actions.ts';
import { accessTokens, outsiders } from '../../src/db/schema.ts';
import { openToVisitors } from '../../src/people/actions.ts';
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

describe('tokens by API', () => {
  const scoped = async (desk: TestDesk, scopes: ('read' | 'annotate' | 'review' | 'admin')[]) =>
    new Program(desk, await makeToken(desk.database.db, desk.person, { name: scopes.join(), scopes, days: 1 }));

  test('are listed, made and ended by a program that comes with one for admin', async () => {
    await using desk = await openDesk();
    const program = await scoped(desk, ['read', 'admin']);
    const fields = { name: 'Nightly', scopes: ['read'], days: 30 };
    const { token } = await program.tell<{ token: string }>('/tokens', fields);
    expect(await new Program(desk, token).get('/me')).toMatchObject({ name: 'Local editor', scopes: ['read'] });
    const { tokens } = await program.get<{ tokens: { id: string; name: string }[] }>('/tokens');
    expect(tokens.map(({ name }) => name)).toEqual(['Nightly', 'read,admin']);
    expect(JSON.stringify(tokens)).not.toContain(token.slice(10));
    await program.tell(`/tokens/${tokens[0]!.id}/ending`);
    expect((await new Program(desk, token).ask('/api/v1/me')).status).toBe(401);
  });

  test('are not by one for less, and none is made for more than the one that makes it', async () => {
    await using desk = await openDesk();
    const fields = { name: 'Nightly', scopes: ['read', 'review'], days: 30 };
    const less = await scoped(desk, ['read', 'annotate', 'review']);
    expect(await less.refused('/tokens')).toMatchObject({ status: 403, detail: expect.stringContaining('“admin”') });
    expect(await less.refused('/tokens', fields)).toMatchObject({ status: 403 });
    const refused = await (await scoped(desk, ['read', 'admin'])).refused('/tokens', fields);
    expect([refused.status, refused.detail]).toEqual([403, 'A token makes none that is for more than itself: review.']);
    expect((await desk.refused('/tokens', { ...fields, scopes: ['everything'] })).status).toBe(422);
  });

  test('of somebody else are seen and ended by admins alone, and history says whose it was', async () => {
    await using desk = await openDesk({ role: 'admin' });
    const ines = await desk.seat('researcher', 'Ines Calloway');
    const made = await makeToken(desk.database.db, ines.person, { name: 'Lost laptop', scopes: ['read'], days: 1 });
    const path = `/people/${ines.person.id}/tokens`;
    const { tokens } = await desk.get<{ tokens: { id: string; name: string }[] }>(path);
    expect(tokens).toMatchObject([{ name: 'Lost laptop' }]);
    const editor = await desk.seat('editor', 'Tove Brandt');
    expect((await editor.refused(path)).status).toBe(403);
    expect((await editor.refused(`${path}/${tokens[0]!.id}/ending`, {})).status).toBe(403);
    expect((await desk.refused(`/people/${editor.person.id}/tokens/${tokens[0]!.id}/ending`, {})).status).toBe(404);
    expect(await desk.tell(`${path}/${tokens[0]!.id}/ending`)).toEqual({ tokens: [] });
    expect((await new Program(desk, made).ask('/api/v1/me')).status).toBe(401);
    expect((await desk.open('/history')).words('.event')).toContain('ended the token “Lost laptop” of Ines Calloway');
  });
});

describe('what guests are not shown', () => {
  /** Somebody by a link to an article that people of the desk have talked about, and whoever looks round the demo. */
  async function guests(desk: TestDesk) {
    await desk.seat('researcher', 'Ines Calloway');
    const article = await desk.bringIn('The vote was 51 to 49, said Mayor Holm.');
    const claim = await desk.mark(article, 'The vote was 51 to 49');
    await desk.tell(`/claims/${claim.id}/comments`, { body: 'Ask the lawyers first, @Ines.' });
    const { version } = await desk.move(claim, 'evidence', {
      title: 'Minutes',
      stance: 'supports',
      role: 'primary',
      note: 'The clerk was nervous.',
    });
    const ines = await desk.get<{ colleagues: { id: string; name: string }[] }>(`/articles/${article.id}/colleagues`);
    const askedOf = ines.colleagues.find(({ name }) => name === 'Ines Calloway')!.id;
    await desk.tell(`/claims/${claim.id}/author-queries`, { version, askedOf, question: 'Who counted?' });
    const { link } = await desk.tell<{ link: string }>(`/articles/${article.id}/outsiders`, {
      name: 'Counsel',
      days: 1,
    });
    const answer = await fetch(`${desk.url}/outside/${link}`, { method: 'POST', redirect: 'manual' });
    const counsel = new Seat(desk.url, desk.person, answer.headers.getSetCookie()[0]!.split(';')[0]!);
    const { db } = desk.database;
    const visitor = await openToVisitors(db);
    await db.transaction((tx) => admitGuest(tx, visitor, article.id, desk.person));
    return { article, claim, guests: [counsel, new Seat(desk.url, visitor, null)] };
  }

  test('is the work of the desk, what its people are told, and what they say to each other', async () => {
    await using desk = await openDesk();
    const { article, claim, guests: both } = await guests(desk);
    for (const guest of both) {
      for (const path of [
        '/work',
        '/notifications',
        '/author-queries',
        '/jobs',
        `/articles/${article.id}/assignments`,
      ]) {
        expect([path, (await guest.ask(path)).status]).toEqual([path, guest.cookie === null ? 303 : 403]);
      }
      expect(JSON.stringify(await guest.get(`/claims/${claim.id}`))).not.toMatch(/nervous|Who counted/);
      for (const path of [
        `/claims/${claim.id}/comments`,
        `/claims/${claim.id}/author-queries`,
        `/articles/${article.id}/colleagues`,
        '/work',
        '/jobs',
      ]) {
        expect((await guest.refused(path)).status).toBe(guest.cookie === null ? 401 : 403);
      }
      for (const path of [`/articles/${article.id}`, `/claims/${claim.id}`, `/articles/${article.id}/report`]) {
        const page = await guest.open(path);
        expect([path, page.status]).toEqual([path, 200]);
        expect(page.html).not.toMatch(/Ask the lawyers|nervous|Who counted/);
      }
    }
    const [, visitor] = both;
    for (const path of ['/history', `/articles/${article.id}/history`, `/claims/${claim.id}/history`]) {
      expect((await visitor!.open(path)).words('main')).toContain('marked');
      expect((await visitor!.open(path)).html).not.toMatch(/Ask the lawyers/);
      expect((await desk.open(path)).html).toMatch(/Ask the lawyers/);
    }
  });

  test('is any link or form that would only refuse them', async () => {
    await using desk = await openDesk();
    const { article, claim, guests: both } = await guests(desk);
    for (const guest of both) {
      const dead: string[] = [];
      const asked = new Set<string>();
      for (const path of [`/articles/${article.id}`, `/claims/${claim.id}`, `/articles/${article.id}/report`]) {
        const page = await guest.open(path);
        for (const href of page
          .$('a[href^="/"]')
          .map((_, each) => page.$(each).attr('href')!)
          .get()) {
          const place = href.split('#')[0]!;
          if (asked.has(place)) continue;
          asked.add(place);
          const { status } = await guest.ask(place);
          if (status === 403 || status === 401 || status === 404) dead.push(`${path} → ${place}`);
        }
        for (const form of page.$('main form[method=post]').get()) dead.push(`${path}: ${page.$(form).attr('action')}`);
      }
      expect(dead.map((line) => line.replaceAll(/[0-9a-f-]{36}/g, ':id'))).toEqual([]);
    }
  });
});

test('who sees an article is asked and said by API', async () => {
  await using desk = await openDesk();
  const article = await desk.bringIn('The vote was 51 to 49.');
  const reader = await desk.seat('reader', 'A reader');
  await desk.database.db.execute(sql`update people set mail = 'reader@calder.example' where id = ${reader.person.id}`);
  const path = `/articles/${article.id}/access`;
  const { version } = await desk.get<{ version: number }>(path);
  const closed = await desk.tell(path, { version, access: 'named', people: [] });
  expect(closed).toMatchObject({ version: version + 1, access: 'named', people: [{ name: 'Local editor' }] });
  expect((await reader.ask(`/articles/${article.id}`)).status).toBe(404);
  expect(await desk.refused(path, { version, access: 'everyone' })).toMatchObject({ status: 409, reason: 'stale' });
  const unknown = await desk.refused(path, { version: version + 1, access: 'named', people: ['no@calder.example'] });
  expect(unknown).toMatchObject({ status: 422, fields: { people: [expect.stringContaining('no@calder.example')] } });
  await desk.tell(path, { version: version + 1, access: 'named', people: ['Reader@calder.example'] });
  expect((await reader.ask(`/articles/${article.id}`)).status).toBe(200);
  expect((await reader.refused(path)).status).toBe(403);

  const { link } = await desk.tell<{ link: string }>(`/articles/${article.id}/outsiders`, { name: 'Counsel', days: 2 });
  expect((await fetch(`${desk.url}/outside/${link}`)).status).toBe(200);
  const { outsiders: links } = await desk.get<{ outsiders: { personId: string; name: string }[] }>(path);
  expect(links).toMatchObject([{ name: 'Counsel' }]);
  const ended = await desk.tell(`/articles/${article.id}/outsiders/${links[0]!.personId}/ending`);
  expect(ended).toMatchObject({ outsiders: [] });
  expect((await fetch(`${desk.url}/outside/${link}`)).status).toBe(404);
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
