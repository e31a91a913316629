import { expect, test } from 'vitest';
import { pino } from 'pino';
import { once } from 'node:events';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { placeToGo } from '../../src/web/session.ts';
import { addPerson } from '../../src/people/actions.ts';
import { cookieOf, openDesk, Seat, serve, SETTINGS, type TestDesk } from '../support/desk.ts';

const MAIL = 'ines@calder.example';
const PASSWORD = 'corrugated otter parade';

async function withAccount(desk: TestDesk) {
  return addPerson(desk.database.db, 'Ines Calloway', 'researcher', { mail: MAIL, password: PASSWORD });
}

const signIn = (desk: TestDesk, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${desk.url}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers,
    body: new URLSearchParams({ mail: MAIL, password: PASSWORD, ...fields }),
  });

test('a session laid under somebody before they sign in is not the one they sign in with, and ends', async () => {
  await using desk = await openDesk();
  const person = await withAccount(desk);
  // One that the attacker made up, and one that the attacker is really in.
  const madeUp = `linecheck=${'a'.repeat(43)}`;
  const theirs = await cookieOf(desk.database.db, await addPerson(desk.database.db, 'Attacker', 'reader'));
  for (const laid of [madeUp, theirs]) {
    const answer = await signIn(desk, {}, { cookie: laid });
    expect(answer.headers.getSetCookie()[0]).not.toContain(laid);
    const attacker = new Seat(desk.url, person, laid);
    expect((await attacker.ask('/account')).status).toBe(303);
  }
});

test('a session’s digest, read from the database, is no way in', async () => {
  await using desk = await openDesk();
  const { rows } = await desk.database.pool.query<{ digest: string }>('select digest from sessions');
  expect(rows.length).toBeGreaterThan(0);
  const thief = new Seat(desk.url, desk.person, `linecheck=${rows[0]!.digest}`);
  expect((await thief.ask('/account')).status).toBe(303);
});

test('another site’s page changes nothing with the cookie of somebody who is signed in', async () => {
  await using desk = await openDesk();
  const body = new URLSearchParams({ kind: 'document', title: 'Forged' });
  for (const headers of [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://elsewhere.example' },
    { origin: 'null' },
  ]) {
    expect((await desk.ask('/sources', { method: 'POST', body, headers })).status).toBe(403);
  }
  expect(await desk.get('/sources')).toMatchObject({ total: 0 });
  // The very same, from the desk's own page.
  const own = await desk.ask('/sources', { method: 'POST', body, headers: { 'sec-fetch-site': 'same-origin' } });
  expect(own.status).toBe(303);
});

test('fields that a form does not have are not taken: nobody makes themselves an admin', async () => {
  await using desk = await openDesk({ role: 'admin' });
  const person = await withAccount(desk);
  const seat = new Seat(desk.url, person, await cookieOf(desk.database.db, person));
  const fields = { current: PASSWORD, password: 'a kettle of herons', role: 'admin', id: desk.person.id, name: 'Root' };
  expect((await seat.post('/account/password', fields)).status).toBe(200);
  expect(await desk.get(`/people/${person.id}`)).toMatchObject({ role: 'researcher', name: 'Ines Calloway' });
  const article = await desk.tell<{ id: string }>('/articles', {
    title: 'A',
    body: 'Words.',
    createdBy: person.id,
    access: 'named',
  });
  expect(await desk.get(`/articles/${article.id}`)).toMatchObject({ createdBy: desk.person.id, access: 'everyone' });
});

test.each([
  ['https://elsewhere.example/', '/'],
  ['//elsewhere.example', '/'],
  ['/\\elsewhere.example', '/'],
  ['\\\\elsewhere.example', '/'],
  ['/%09/elsewhere.example', '/%09/elsewhere.example'],
  ['/\t/elsewhere.example', '/'],
  ['/\n/elsewhere.example', '/'],
  ['/.//elsewhere.example', '/'],
  ['/a/..//elsewhere.example', '/'],
  ['javascript:alert(1)', '/'],
  ['elsewhere', '/'],
  ['', '/'],
  ['/claims/7?part=2#words', '/claims/7?part=2#words'],
])('after signing in, %j leads to %j', (asked, place) => expect(placeToGo(asked)).toBe(place));

test('nothing that is typed ends a header or a line of the log', async () => {
  await using desk = await openDesk();
  await withAccount(desk);
  const answer = await signIn(desk, { next: '/articles\r\nset-cookie: evil=1' });
  expect(answer.status).toBe(303);
  expect(answer.headers.get('location')).not.toMatch(/[\r\n]/);
  expect(answer.headers.getSetCookie().filter((each) => each.includes('evil'))).toEqual([]);

  const lines: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) });
  const { server, url } = await serve({ ...SETTINGS, db: desk.database.db, log });
  const secret = 's'.repeat(43);
  // Each answer is read to its end, which is when it is logged.
  const entering = await fetch(`${url}/invitations/${secret}?x=%0A{"level":60,"msg":"forged"}`, {
    headers: { cookie: `linecheck=${secret}`, authorization: `Bearer linecheck_${secret}` },
  });
  await entering.text();
  const reading = await fetch(`${url}/articles`, { headers: { authorization: `Bearer linecheck_${secret}` } });
  await reading.text();
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
  expect(lines.length).toBeGreaterThanOrEqual(2);
  for (const line of lines) {
    expect(() => JSON.parse(line) as unknown).not.toThrow();
    expect(line).not.toMatch(/sssss|forged/);
  }
});

test('no page can be laid under another, and nothing runs but what carries the answer’s nonce', async () => {
  await using desk = await openDesk();
  const nonces = new Set<string>();
  for (const path of ['/articles', '/sign-in', '/nowhere', '/account']) {
    const answer = await desk.ask(path);
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("base-uri 'none'");
    expect(policy).not.toContain('unsafe');
    expect(answer.headers.get('x-frame-options')).toBe('DENY');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    nonces.add(nonce);
    const html = await answer.text();
    for (const [script] of html.matchAll(/<script\b[^>]*>/g))
      expect(script).toContain(`nonce="${nonce.replaceAll('+', '&#43;')}"`.replaceAll('&#43;', '+'));
    expect(html).not.toMatch(/\son\w+=|javascript:|style="/);
  }
  expect(nonces.size).toBe(4);
});

test('over https the cookie is for https and this host alone, and the name of another host is not answered for', async () => {
  await using desk = await openDesk();
  await withAccount(desk);
  const settings = { ...SETTINGS, address: 'https://desk.example', proxies: 1 };
  const { server } = await serve({ ...settings, db: desk.database.db });
  const { port } = server.address() as AddressInfo;
  const ask = (host: string) =>
    new Promise<{ status: number; cookies: string[]; hsts: string }>((resolve, reject) => {
      const body = new URLSearchParams({ mail: MAIL, password: PASSWORD }).toString();
      const asked = request(
        {
          host: '127.0.0.1',
          port,
          path: '/sign-in',
          method: 'POST',
          headers: { host, 'content-type': 'application/x-www-form-urlencoded', 'content-length': body.length },
        },
        (answer) => {
          answer.resume();
          const { 'set-cookie': cookies = [], 'strict-transport-security': hsts = '' } = answer.headers;
          resolve({ status: answer.statusCode ?? 0, cookies, hsts });
        },
      );
      asked.once('error', reject);
      asked.end(body);
    });
  const good = await ask('desk.example');
  expect(good.status).toBe(303);
  expect(good.cookies[0]).toMatch(/^__Host-linecheck=[\w-]{43}; .*Path=\/; .*HttpOnly; Secure; SameSite=Lax$/);
  expect(good.hsts).toContain('max-age=31536000');
  expect((await ask('elsewhere.example')).status).toBe(403);
  // Nor does anybody look round there without signing in.
  server.closeAllConnections();
  server.close();
});
