import { describe, expect, test } from 'vitest';
import { sql } from 'drizzle-orm';
import { attempts, sessions } from '../../src/db/schema.ts';
import { addPerson } from '../../src/people/actions.ts';
import { signIn } from '../../src/sessions/actions.ts';
import { MAIL, PASSWORD, signInAt, withAccount } from '../support/account.ts';
import { cookieOf, openDesk, Seat } from '../support/desk.ts';
import { formIn, undefended } from '../support/undefended.ts';

const WHENCE = { agent: 'A guesser', address: '192.0.2.7' };
/** Words that people choose, and among them the right ones. */
const LIST = [...Array.from({ length: 25 }, (_, index) => `password number ${index}`), PASSWORD];

/** Tries one after another. Returns which word let one in. */
async function guess(url: string, words: readonly string[]): Promise<string | null> {
  for (const password of words) {
    const answer = await signInAt(url, { password });
    await answer.arrayBuffer();
    if (answer.status === 303) return password;
  }
  return null;
}

describe('guessing one account’s password from a list', () => {
  test('gets one in where nobody counts', async () => {
    await using site = await undefended(async (req, res) => {
      res.writeHead((await formIn(req)).get('password') === PASSWORD ? 303 : 422).end();
    });
    expect(await guess(site.url, LIST)).toBe(PASSWORD);
  });

  test('ends at the desk after ten tries, with the right one too', async () => {
    await using desk = await openDesk();
    await withAccount(desk);
    expect(await guess(desk.url, LIST)).toBeNull();
    const late = await signInAt(desk.url);
    expect(late.status).toBe(429);
    expect(await late.text()).toContain('Too many tries. Try again in 15 minutes.');
  });

  test('ends as soon where there is no such account, and what is counted says nobody’s name', async () => {
    await using desk = await openDesk();
    const { db } = desk.database;
    for (let count = 0; count < 10; count += 1) {
      await expect(signIn(db, 'nobody@calder.example', 'guess', WHENCE)).rejects.toMatchObject({ reason: 'invalid' });
    }
    await expect(signIn(db, 'nobody@calder.example', 'guess', WHENCE)).rejects.toMatchObject({ reason: 'too_many' });
    const keys = (await db.select().from(attempts)).map(({ key }) => key);
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.filter((key) => key.includes('calder'))).toEqual([]);
  });
});

describe('guessing the old password before somebody’s open session', () => {
  test('gets one in where nobody counts', async () => {
    await using site = await undefended(async (req, res) => {
      res.writeHead((await formIn(req)).get('current') === PASSWORD ? 303 : 422).end();
    });
    const tried = async (current: string) =>
      (await fetch(site.url, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ current }) })).status;
    const statuses = await Promise.all(LIST.map(tried));
    expect(statuses.at(-1)).toBe(303);
  });

  test('ends at the desk after ten tries, with the right one too, and nothing is changed', async () => {
    await using desk = await openDesk();
    const person = await withAccount(desk);
    const seat = new Seat(desk.url, person, await cookieOf(desk.database.db, person));
    const statuses: number[] = [];
    for (const current of [...LIST.slice(0, 10), PASSWORD]) {
      const page = await seat.post('/account/password', { current, password: 'a kettle of herons' });
      statuses.push(page.status);
    }
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 422), 429]);
    expect(await desk.happened()).toEqual([]);
  });
});

describe('guessing one word for many accounts', () => {
  test('ends after sixty tries from one address, and elsewhere goes on', async () => {
    await using desk = await openDesk();
    await withAccount(desk);
    const { db } = desk.database;
    await signIn(db, 'somebody@calder.example', 'guess', WHENCE).catch(() => {});
    await db.execute(sql`update attempts set points = 60 where key like 'address:%'`);
    await expect(signIn(db, 'another@calder.example', 'guess', WHENCE)).rejects.toMatchObject({ reason: 'too_many' });
    const elsewhere = { ...WHENCE, address: '192.0.2.8' };
    await expect(signIn(db, MAIL, PASSWORD, elsewhere)).resolves.toMatch(/^[\w-]{43}$/);
  });

  test('is not the fault of somebody who mistypes: a right password clears its account', async () => {
    await using desk = await openDesk();
    await withAccount(desk);
    const { db } = desk.database;
    for (let round = 0; round < 2; round += 1) {
      for (let count = 0; count < 9; count += 1) await signIn(db, MAIL, 'guess', WHENCE).catch(() => {});
      await expect(signIn(db, MAIL, PASSWORD, WHENCE)).resolves.toMatch(/^[\w-]{43}$/);
    }
  });
});

describe('guessing who has an account', () => {
  /** What is told to each, but for the mail address that was typed. */
  const told = async (url: string, tries: [string, string][]) => {
    const answers = [];
    for (const [mail, password] of tries) {
      const answer = await signInAt(url, { mail, password });
      const words = (await answer.text()).replaceAll(/nonce="[^"]*"/g, '');
      answers.push(`${answer.status} ${mail === '' ? words : words.replaceAll(mail, '')}`);
    }
    return new Set(answers).size;
  };

  test('works where the answer says what was wrong', async () => {
    await using site = await undefended(async (req, res) => {
      const known = (await formIn(req)).get('mail') === MAIL;
      res.writeHead(422).end(known ? 'Wrong password.' : 'No such account.');
    });
    expect(
      await told(site.url, [
        [MAIL, 'wrong'],
        ['nobody@calder.example', 'wrong'],
      ]),
    ).toBe(2);
  });

  test('does not at the desk: a wrong password, an unknown name and somebody who left are told the same', async () => {
    await using desk = await openDesk();
    const { id } = await withAccount(desk);
    const { db } = desk.database;
    await addPerson(db, 'Gone', 'editor', { mail: 'gone@calder.example', password: PASSWORD });
    await db.execute(sql`update people set left_at = now() where mail = 'gone@calder.example'`);
    const tries: [string, string][] = [
      [MAIL, 'corrugated otter parades'],
      ['nobody@calder.example', PASSWORD],
      ['gone@calder.example', PASSWORD],
      ['', ''],
    ];
    expect(await told(desk.url, tries)).toBe(1);
    const page = await new Seat(desk.url, desk.person, null).post('/sign-in', { mail: MAIL, password: 'wrong' });
    // What was typed stays, but for the password.
    expect(page.fields('form#sign-in')).toEqual({ mail: MAIL, password: '', next: '/' });
    expect(
      await db
        .select()
        .from(sessions)
        .where(sql`${sessions.personId} = ${id}`),
    ).toEqual([]);
  });
});
