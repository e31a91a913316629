import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { addPerson } from '../../src/people/actions.ts';
import { MAIL, PASSWORD, signInAt, withAccount } from '../support/account.ts';
import { cookieOf, openDesk, Seat, serve, SETTINGS } from '../support/desk.ts';
import { cookieNamed, undefended } from '../support/undefended.ts';

/** Lays a session under somebody's browser, lets them sign in with it, and looks whether one is then in as them. */
async function fixed(url: string, laid: string): Promise<{ handedBack: string | null; inside: boolean }> {
  const answer = await signInAt(url, {}, `linecheck=${laid}`);
  const handedBack = cookieNamed('linecheck', answer.headers.getSetCookie().at(-1));
  const looked = await fetch(`${url}/account`, { redirect: 'manual', headers: { cookie: `linecheck=${laid}` } });
  return { handedBack, inside: looked.status === 200 };
}

describe('a session laid under somebody before they sign in', () => {
  test('is an attacker’s way in where signing in keeps the session it finds', async () => {
    const signedIn = new Set<string>();
    await using site = await undefended((req, res) => {
      const session = cookieNamed('linecheck', req.headers.cookie) ?? 'new';
      if (req.url === '/sign-in') {
        signedIn.add(session);
        res.setHeader('set-cookie', `linecheck=${session}`).writeHead(303, { location: '/account' }).end();
      } else res.writeHead(signedIn.has(session) ? 200 : 303).end();
    });
    expect(await fixed(site.url, 'laid-by-the-attacker')).toEqual({ handedBack: 'laid-by-the-attacker', inside: true });
  });

  test('is not the one they sign in with at the desk, and ends', async () => {
    await using desk = await openDesk();
    await withAccount(desk);
    // One that the attacker made up, and one that the attacker is really in.
    const madeUp = 'a'.repeat(43);
    const theirs = cookieNamed(
      'linecheck',
      await cookieOf(desk.database.db, await addPerson(desk.database.db, 'Attacker', 'reader')),
    )!;
    for (const laid of [madeUp, theirs]) {
      const { handedBack, inside } = await fixed(desk.url, laid);
      expect(handedBack).toMatch(/^[\w-]{43}$/);
      expect(handedBack).not.toBe(laid);
      expect(inside).toBe(false);
    }
  });
});

describe('what is kept of a session, read from the database', () => {
  const inWith = async (url: string, cookie: string) =>
    (await fetch(`${url}/account`, { redirect: 'manual', headers: { cookie: `linecheck=${cookie}` } })).status === 200;

  test('is a way in where the secret itself is kept', async () => {
    const kept = ['the secret of the session'];
    await using site = await undefended((req, res) => {
      res.writeHead(kept.includes(cookieNamed('linecheck', req.headers.cookie) ?? '') ? 200 : 303).end();
    });
    expect(await inWith(site.url, kept[0]!)).toBe(true);
  });

  test('is none at the desk: it is the digest', async () => {
    await using desk = await openDesk();
    const { rows } = await desk.database.pool.query<{ digest: string }>('select digest from sessions');
    const secret = cookieNamed('linecheck', desk.cookie!)!;
    expect(rows.map(({ digest }) => digest)).toEqual([createHash('sha256').update(secret).digest('hex')]);
    expect(await inWith(desk.url, rows[0]!.digest)).toBe(false);
    expect(await inWith(desk.url, secret)).toBe(true);
  });
});

describe('a cookie on its way', () => {
  /** Whether a browser would let a script read it, send it in the clear, or take it from another host of the site. */
  const lost = (cookie: string) => [
    ...(/; ?httponly/i.test(cookie) ? [] : ['to a script']),
    ...(/; ?secure/i.test(cookie) ? [] : ['in the clear']),
    ...(/; ?samesite=(lax|strict)/i.test(cookie) ? [] : ['to another site']),
    ...(cookie.startsWith('__Host-') ? [] : ['to a neighbouring host']),
  ];

  test('can be lost in four ways where nothing is said of it', () => {
    expect(lost('linecheck=secret')).toEqual([
      'to a script',
      'in the clear',
      'to another site',
      'to a neighbouring host',
    ]);
  });

  test('is not, where the desk is served over https; and another host’s name is not answered for', async () => {
    await using desk = await openDesk();
    await withAccount(desk);
    const { server } = await serve({ ...SETTINGS, db: desk.database.db, address: 'https://desk.example', proxies: 1 });
    const { port } = server.address() as { port: number };
    const ask = (host: string) =>
      new Promise<{ status: number; cookies: string[]; hsts: string }>((resolve, reject) => {
        const body = new URLSearchParams({ mail: MAIL, password: PASSWORD }).toString();
        const headers = {
          host,
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': body.length,
        };
        request({ host: '127.0.0.1', port, path: '/sign-in', method: 'POST', headers }, (answer) => {
          answer.resume();
          const { 'set-cookie': cookies = [], 'strict-transport-security': hsts = '' } = answer.headers;
          resolve({ status: answer.statusCode ?? 0, cookies, hsts });
        })
          .once('error', reject)
          .end(body);
      });
    const { status, cookies, hsts } = await ask('desk.example');
    expect(status).toBe(303);
    expect(cookies.flatMap(lost)).toEqual([]);
    expect(cookies[0]).toMatch(/^__Host-linecheck=[\w-]{43}; .*Path=\/;/);
    expect(hsts).toContain('max-age=31536000');
    expect((await ask('elsewhere.example')).status).toBe(403);
    server.close().closeAllConnections();
  });
});

test('a stolen session ends when its owner changes the password, ends all others, or signs out', async () => {
  await using desk = await openDesk();
  const person = await withAccount(desk);
  const signIn = async () => cookieNamed('linecheck', (await signInAt(desk.url)).headers.getSetCookie()[0])!;
  const seat = (secret: string) => new Seat(desk.url, person, `linecheck=${secret}`);
  const inside = async (secret: string) => (await seat(secret).ask('/account')).status === 200;

  const [stolen, own] = [await signIn(), await signIn()];
  await (await seat(own).open('/account')).send('#end-others');
  expect([await inside(stolen), await inside(own)]).toEqual([false, true]);

  const again = await signIn();
  await seat(own).post('/account/password', { current: PASSWORD, password: 'a kettle of herons' });
  expect([await inside(again), await inside(own)]).toEqual([false, true]);

  // The very session that was copied.
  await seat(own).ask('/sign-out', { method: 'POST' });
  expect(await inside(own)).toBe(false);
});
