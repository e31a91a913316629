import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { invitations, passwords, people, sessions } from '../../src/db/schema.ts';
import { makeToken } from '../../src/tokens/actions.ts';
import { addPerson, inviteFirstAdmin } from '../../src/people/actions.ts';
import { Seat, openDesk, type TestDesk } from '../support/desk.ts';

const PASSWORD = 'corrugated otter parade';

const withAccount = (desk: TestDesk, role: 'researcher' | 'admin' = 'researcher') =>
  addPerson(desk.database.db, 'Ines Calloway', role, { mail: 'Ines@calder.example', password: PASSWORD });

/** Somebody who has not signed in, at a browser that keeps what cookie it is given. */
class Browser extends Seat {
  static at(desk: TestDesk, cookie: string | null = null): Browser {
    return new Browser(desk.url, desk.person, cookie);
  }

  async signIn(mail: string, password: string, next = '/'): Promise<{ answer: Response; seat: Seat }> {
    const body = new URLSearchParams({ mail, password, next });
    const answer = await this.ask('/sign-in', { method: 'POST', body });
    const [kept] = answer.headers.getSetCookie();
    return { answer, seat: new Seat(this.url, this.person, kept?.split(';')[0] ?? null) };
  }
}

describe('signing in', () => {
  test('takes the right password, whatever the case of the mail address, and goes on to where one was going', async () => {
    await using desk = await openDesk();
    await withAccount(desk);
    const browser = Browser.at(desk);
    const sent = await browser.ask('/sources?q=ledger');
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/sign-in?next=%2Fsources%3Fq%3Dledger']);
    const page = await browser.open('/sources?q=ledger');
    expect(page.words('h1')).toBe('Sign in');
    const { answer, seat } = await browser.signIn('ines@CALDER.example', PASSWORD, '/sources?q=ledger');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sources?q=ledger']);
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^linecheck=[\w-]{43}; Max-Age=2592000; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/,
    );
    expect((await seat.open('/account')).words('h1')).toBe('Ines Calloway');
  });

  test('nobody gets in, or learns anything, before it', async () => {
    await using desk = await openDesk();
    const { id } = await desk.bringIn('The vote was 51 to 49.');
    const browser = Browser.at(desk);
    for (const path of ['/', '/articles', `/articles/${id}`, '/people', '/account', '/search?q=vote', '/jobs']) {
      const answer = await browser.ask(path);
      expect([path, answer.status]).toEqual([path, 303]);
    }
    expect(await browser.refused('/articles')).toMatchObject({ status: 401, reason: 'sign_in' });
    expect(await browser.refused('/articles', { body: 'Words.' })).toMatchObject({ status: 401 });
    expect((await browser.post('/articles', { body: 'Words.' })).status).toBe(401);
    expect((await browser.ask('/health')).status).toBe(200);
  });
});

describe('a session', () => {
  test('ends when somebody signs out, and its cookie with it', async () => {
    await using desk = await openDesk();
    await withAccount(desk);
    const { seat } = await Browser.at(desk).signIn('ines@calder.example', PASSWORD);
    const answer = await seat.ask('/sign-out', { method: 'POST' });
    expect(answer.headers.getSetCookie()[0]).toMatch(/^linecheck=; Path=\/; Expires=Thu, 01 Jan 1970/);
    expect((await seat.ask('/articles')).headers.get('location')).toBe('/sign-in?next=%2Farticles');
  });

  test('slides on as it is used, and ends a week after its last use and a month after its beginning', async () => {
    await using desk = await openDesk();
    const person = await withAccount(desk);
    const { seat } = await Browser.at(desk).signIn('ines@calder.example', PASSWORD);
    const { db } = desk.database;
    const set = (began: string, seen: string, ends: string) =>
      db.execute(sql`update sessions set started_at = now() - ${began}::interval, seen_at = now() - ${seen}::interval,
        ends_at = now() + ${ends}::interval where person_id = ${person.id}`);
    const daysLeft = async () => {
      const { rows } = await db.execute<{ left: number }>(
        sql`select round(extract(epoch from ends_at - now()) / 86400)::int as left from sessions where person_id = ${person.id}`,
      );
      return rows[0]?.left;
    };
    await set('1 day', '1 day', '6 days');
    expect((await seat.ask('/account')).status).toBe(200);
    expect(await daysLeft()).toBe(7);
    await set('28 days', '1 day', '2 days');
    expect((await seat.ask('/account')).status).toBe(200);
    expect(await daysLeft()).toBe(2);
    await set('1 day', '1 day', '-1 second');
    expect((await seat.ask('/account')).status).toBe(303);
  });

  test('one of them can be ended from another, or all others at once, and nobody else’s', async () => {
    await using desk = await openDesk();
    await withAccount(desk);
    const browser = Browser.at(desk);
    const [first, second, third] = await Promise.all(
      [1, 2, 3].map(async () => (await browser.signIn('ines@calder.example', PASSWORD)).seat),
    );
    const account = await first!.open('/account');
    expect(account.words('#sessions-title')).toBe('Signed in at 3 places');
    const action = account.$('.sessions form').attr('action')!;
    expect((await desk.ask(action, { method: 'POST' })).status).toBe(404);
    expect((await (await first!.open('/account')).send(`form[action="${action}"]`)).words('#sessions-title')).toBe(
      'Signed in at 2 places',
    );
    expect((await (await first!.open('/account')).send('#end-others')).words('#sessions-title')).toBe(
      'Signed in at 1 place',
    );
    const statuses = await Promise.all(
      [first!, second!, third!].map(async (seat) => (await seat.ask('/account')).status),
    );
    expect(statuses).toEqual([200, 303, 303]);
    expect((await desk.ask('/account')).status).toBe(200);
  });
});

describe('a password', () => {
  test('is changed by its owner, who says the old one, and all other sessions end', async () => {
    await using desk = await openDesk();
    await withAccount(desk);
    const browser = Browser.at(desk);
    const { seat } = await browser.signIn('ines@calder.example', PASSWORD);
    const { seat: other } = await browser.signIn('ines@calder.example', PASSWORD);
    const account = await seat.open('/account');
    const wrong = await account.send('form#password', { current: 'not it at all', password: 'a kettle of herons' });
    expect([wrong.status, wrong.words('#password-current-help')]).toEqual([422, 'This is not your password.']);
    const weak = await account.send('form#password', { current: PASSWORD, password: 'ines calloway 1' });
    expect(weak.words('#password-password-help')).toContain('Too easy to guess');
    const changed = await account.send('form#password', { current: PASSWORD, password: 'a kettle of herons' });
    expect(changed.status).toBe(200);
    expect((await seat.ask('/account')).status).toBe(200);
    expect((await other.ask('/account')).status).toBe(303);
    expect((await browser.signIn('ines@calder.example', PASSWORD)).answer.status).toBe(422);
    expect((await browser.signIn('ines@calder.example', 'a kettle of herons')).answer.status).toBe(303);
  });

  test('and no secret is in the database as it was given', async () => {
    await using desk = await openDesk({ role: 'admin' });
    await withAccount(desk);
    const { seat } = await Browser.at(desk).signIn('ines@calder.example', PASSWORD);
    const { invitation } = await desk.tell<{ invitation: string }>('/people', {
      name: 'New',
      mail: 'new@calder.example',
      role: 'reader',
    });
    const { db } = desk.database;
    const kept = JSON.stringify([
      ...(await db.select().from(people)),
      ...(await db.select().from(passwords)),
      ...(await db.select().from(sessions)),
      ...(await db.select().from(invitations)),
      ...(await desk.history()),
    ]);
    for (const secret of [PASSWORD, seat.cookie!.split('=')[1]!, invitation]) {
      expect(secret.length).toBeGreaterThan(20);
      expect(kept).not.toContain(secret);
    }
    expect(kept).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
  });
});

describe('coming to the desk', () => {
  test('the first admin begins by a link that works once, and takes others on, who come by a link of their own', async () => {
    await using desk = await openDesk();
    const browser = Browser.at(desk);
    const old = await inviteFirstAdmin(desk.database.db);
    const secret = await inviteFirstAdmin(desk.database.db);
    // A link printed at an earlier start is good no more.
    expect((await browser.open(`/invitations/${old}`)).status).toBe(404);

    const first = await browser.open(`/invitations/${secret}`);
    const weak = await first.send('form#choose', { name: 'Ada Holm', mail: 'ada@calder.example', password: 'short' });
    expect([weak.status, weak.words('#choose-password-help')]).toEqual([
      422,
      expect.stringContaining('At least 12 characters.'),
    ]);
    expect(weak.fields('form#choose')).toEqual({ name: 'Ada Holm', mail: 'ada@calder.example', password: '' });
    const body = new URLSearchParams({ name: 'Ada Holm', mail: 'ada@calder.example', password: PASSWORD });
    const begun = await browser.ask(`/invitations/${secret}`, { method: 'POST', body });
    expect(begun.status).toBe(303);
    const admin = new Seat(desk.url, desk.person, begun.headers.getSetCookie()[0]!.split(';')[0]!);
    expect((await browser.open(`/invitations/${secret}`)).status).toBe(404);
    expect(await inviteFirstAdmin(desk.database.db)).toBeNull();

    const shown = await (
      await admin.open('/people/new')
    ).send('form#person', {
      name: 'Tove Brandt',
      mail: 'tove@calder.example',
      role: 'editor',
    });
    const link = new URL(shown.words('.one-time'));
    expect(link.origin).toBe(desk.url);
    const invited = await browser.open(link.pathname);
    expect(invited.words('main')).toContain('Tove Brandt, tove@calder.example');
    const arrived = await browser.ask(link.pathname, {
      method: 'POST',
      body: new URLSearchParams({ password: PASSWORD }),
    });
    const editor = new Seat(desk.url, desk.person, arrived.headers.getSetCookie()[0]!.split(';')[0]!);
    expect(await editor.get('/me')).toMatchObject({ name: 'Tove Brandt', role: 'editor' });
    expect((await editor.ask('/people')).status).toBe(403);
    const history = await desk.open('/history');
    expect(history.list('.event p').map((line) => line.replace(/ \d.*$/, ''))).toEqual([
      'Tove Brandt chose a password',
      'Ada Holm made Tove Brandt a link to choose a password',
      'Ada Holm took on Tove Brandt as editor',
      'Ada Holm chose a password',
      'Terminal made Ada Holm a link to choose a password',
      'Terminal made Ada Holm a link to choose a password',
      'Terminal took on Ada Holm as admin',
    ]);
  });

  test('a link ends after three days, when another is made, and when somebody leaves', async () => {
    await using desk = await openDesk({ role: 'admin' });
    const fields = { name: 'New', mail: 'new@calder.example', role: 'reader' };
    const { id, version, invitation } = await desk.tell<{ id: string; version: number; invitation: string }>(
      '/people',
      fields,
    );
    const status = async (secret: string) => (await desk.ask(`/invitations/${secret}`)).status;
    expect(await status(invitation)).toBe(200);
    const { invitation: second } = await desk.tell<{ invitation: string }>(`/people/${id}/invitations`);
    expect([await status(invitation), await status(second)]).toEqual([404, 200]);
    const kept = await desk.database.db.select().from(invitations);
    expect(Math.round((kept[0]!.endsAt.getTime() - kept[0]!.madeAt.getTime()) / 3_600_000)).toBe(72);
    await desk.tell(`/people/${id}/leaving`, { version });
    expect(await status(second)).toBe(404);
    const refused = await desk.refused(`/people/${id}/invitations`, {});
    expect(refused).toMatchObject({ status: 409, detail: 'They have left. Take them back first.' });
    await desk.tell(`/people/${id}/return`, { version: version + 1 });
    const { invitation: third } = await desk.tell<{ invitation: string }>(`/people/${id}/invitations`);
    await desk.database.db.execute(sql`update invitations set ends_at = now()`);
    expect(await status(third)).toBe(404);
    expect((await desk.ask('/invitations/short')).status).toBe(404);
  });

  test('who leaves is out at once, and no desk is left without an admin', async () => {
    await using desk = await openDesk();
    const admin = await withAccount(desk, 'admin');
    const { seat } = await Browser.at(desk).signIn('ines@calder.example', PASSWORD);
    const { version } = await seat.get<{ version: number }>(`/people/${admin.id}`);
    const sentence = 'Somebody has to keep this desk: make another person an admin first.';
    expect(await seat.refused(`/people/${admin.id}/leaving`, { version })).toMatchObject({
      status: 409,
      detail: sentence,
    });
    const lower = { version, name: 'Ines', mail: 'ines@calder.example', role: 'editor' };
    expect(await seat.refused(`/people/${admin.id}/amendments`, lower)).toMatchObject({
      status: 409,
      detail: sentence,
    });
    const other = await addPerson(desk.database.db, 'Other', 'admin', { mail: 'o@calder.example', password: PASSWORD });
    const { seat: theirs } = await Browser.at(desk).signIn('o@calder.example', PASSWORD);
    await seat.tell(`/people/${other.id}/leaving`, { version: 1 });
    expect((await theirs.ask('/articles')).status).toBe(303);
    expect((await Browser.at(desk).signIn('o@calder.example', PASSWORD)).answer.status).toBe(422);
  });

  test('a token does not come back with somebody who left', async () => {
    await using desk = await openDesk({ role: 'admin' });
    const ines = await withAccount(desk);
    const token = await makeToken(desk.database.db, ines, { name: 'Export', scopes: ['read'], days: 9 });
    const status = async () =>
      (await fetch(`${desk.url}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } })).status;
    expect(await status()).toBe(200);
    await desk.tell(`/people/${ines.id}/leaving`, { version: 1 });
    await desk.tell(`/people/${ines.id}/return`, { version: 2 });
    expect(await status()).toBe(401);
  });

  test('two people are not of one mail address', async () => {
    await using desk = await openDesk({ role: 'admin' });
    await withAccount(desk);
    const refused = await desk.refused('/people', { name: 'Other', mail: 'INES@calder.example', role: 'reader' });
    expect(refused).toMatchObject({ status: 422, fields: { mail: ['Somebody has this mail address already.'] } });
  });
});
