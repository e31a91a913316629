import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { people, sessions } from '../../src/db/schema.ts';
import { addPerson } from '../../src/people/actions.ts';
import { knowProvider } from '../../src/sessions/provider.ts';
import { cookieOf, openDesk, Seat } from '../support/desk.ts';
import { Page } from '../support/page.ts';
import { RunningProvider, Wanderer, type Known } from '../support/provider.ts';

const MAIL = 'ines@calder.example';
const INES: Known = { sub: 'u-17', email: 'Ines@Calder.example', email_verified: true };

/** A desk whose people can sign in at a provider that is really there. */
async function withProvider({ served = true, inToken = false } = {}) {
  const running = await RunningProvider.start();
  const said: string[] = [];
  const log = { warn: (line: string) => void said.push(line) };
  const { issuer, clientId, clientSecret } = running;
  const provider = knowProvider({ issuer, clientId, clientSecret, label: 'Calder accounts' }, log);
  const desk = await openDesk({ settings: { provider } });
  if (served) running.serve(desk.url, { inToken });
  running.person = INES;
  const person = await addPerson(desk.database.db, 'Ines Calloway', 'researcher', {
    mail: MAIL,
    password: 'corrugated otter parade',
  });
  return {
    running,
    desk,
    person,
    said,
    page: async (answer: Response) => Page.from(desk, answer.url, answer),
    seat: (browser: Wanderer) => new Seat(desk.url, person, `linecheck=${browser.cookies(desk.url).get('linecheck')}`),
    sessionsOf: () =>
      desk.database.db
        .select()
        .from(sessions)
        .where(sql`${sessions.personId} = ${person.id}`),
    async [Symbol.asyncDispose]() {
      await desk[Symbol.asyncDispose]();
      await running[Symbol.asyncDispose]();
    },
  };
}

const isReturn = (url: string) => url.includes('/sign-in/provider/return?');

describe('signing in at a provider', () => {
  test.each([{ inToken: false }, { inToken: true }])(
    'leads there and back to where one was going, as whoever has the mail address (%o)',
    async ({ inToken }) => {
      await using at = await withProvider({ inToken });
      const { desk } = at;
      const browser = new Wanderer();
      const shown = await at.page(await browser.go(`${desk.url}/sources?q=ledger`));
      const link = shown.$('main a').first();
      expect([link.text(), link.attr('href')]).toEqual([
        'Sign in with Calder accounts',
        '/sign-in/provider?next=%2Fsources%3Fq%3Dledger',
      ]);
      const arrived = await at.page(await browser.go(desk.url + link.attr('href')!));
      expect([arrived.status, browser.way.at(-1)]).toEqual([200, `${desk.url}/sources?q=ledger`]);
      expect(await at.seat(browser).get('/me')).toMatchObject({ name: 'Ines Calloway', role: 'researcher' });
      // What was kept for the way is kept no longer.
      expect([...browser.cookies(desk.url).keys()]).toEqual(['linecheck']);
      expect(at.said).toEqual([]);
    },
  );

  test('asks with a challenge, a state and a nonce that are new each time, and for the mail address alone', async () => {
    await using at = await withProvider();
    const seen = new Set<string>();
    for (let time = 0; time < 2; time += 1) {
      const browser = new Wanderer();
      await browser.go(`${at.desk.url}/sign-in/provider`, (url) => url.startsWith(at.running.issuer));
      const { searchParams } = new URL(browser.way.at(-1)!);
      expect(Object.fromEntries(searchParams)).toMatchObject({
        response_type: 'code',
        scope: 'openid email',
        client_id: 'the-desk',
        code_challenge_method: 'S256',
        redirect_uri: `${at.desk.url}/sign-in/provider/return`,
      });
      for (const name of ['code_challenge', 'state', 'nonce']) {
        expect(searchParams.get(name)!.length).toBeGreaterThanOrEqual(43);
        seen.add(searchParams.get(name)!);
      }
      expect(browser.cookies(at.desk.url).get('linecheck-sign-in')).toBeTruthy();
    }
    expect(seen.size).toBe(6);
  });

  test('takes nobody on, and lets nobody in who has left', async () => {
    await using at = await withProvider();
    const { db } = at.desk.database;
    const before = await db.select().from(people);
    at.running.person = { sub: 'u-99', email: 'stranger@calder.example', email_verified: true };
    const refused = await at.page(await new Wanderer().go(`${at.desk.url}/sign-in/provider`));
    expect([refused.status, refused.words('.problems h2')]).toEqual([
      403,
      'Nobody of this desk has the mail address stranger@calder.example. An admin has to take you on first.',
    ]);
    expect(await db.select().from(people)).toEqual(before);
    await db.execute(sql`update people set left_at = now() where id = ${at.person.id}`);
    at.running.person = INES;
    expect((await new Wanderer().go(`${at.desk.url}/sign-in/provider`)).status).toBe(403);
    expect(await at.sessionsOf()).toEqual([]);
  });

  test.each<[string, Partial<Known>]>([
    ['not verified', { email_verified: false }],
    ['said to be verified by no word', { email_verified: undefined as never }],
    ['said to be verified in letters', { email_verified: 'true' as never }],
    ['missing', { email: undefined as never }],
  ])('a mail address that is %s is nobody’s', async (_, about) => {
    await using at = await withProvider();
    at.running.person = JSON.parse(JSON.stringify({ ...INES, ...about })) as Known;
    const refused = await at.page(await new Wanderer().go(`${at.desk.url}/sign-in/provider`));
    expect([refused.status, refused.words('.problems h2')]).toEqual([
      403,
      'Calder accounts has not verified your mail address, so nobody here is known by it.',
    ]);
    expect(await at.sessionsOf()).toEqual([]);
  });

  test('breaking off there is told here, in our words and not in those of the address', async () => {
    await using at = await withProvider();
    at.running.person = null;
    const browser = new Wanderer();
    const refused = await at.page(await browser.go(`${at.desk.url}/sign-in/provider`));
    expect([refused.status, refused.words('.problems h2')]).toEqual([
      422,
      'Signing in was broken off at Calder accounts.',
    ]);
    const begun = new Wanderer();
    await begun.go(`${at.desk.url}/sign-in/provider`, isReturn);
    const told = new URL(begun.way.at(-1)!);
    told.searchParams.set('error_description', 'Call this number to get in');
    const shown = await at.page(await begun.go(told.href));
    expect(shown.words('body')).not.toContain('Call this number');
  });

  test('a provider that is not there is told in words, and is asked again the next time', async () => {
    await using at = await withProvider({ served: false });
    const refused = await at.page(await new Wanderer().go(`${at.desk.url}/sign-in/provider?next=%2Fsources`));
    expect([refused.status, refused.words('.problems h2')]).toEqual([
      422,
      'Calder accounts did not say who you are. Try again, or sign in with your password.',
    ]);
    expect(refused.fields('form#sign-in')).toMatchObject({ next: '/sources' });
    expect(at.said).toEqual([expect.stringMatching(/^Calder accounts could not be asked who somebody is: \w+/)]);
    at.running.serve(at.desk.url);
    const browser = new Wanderer();
    await browser.go(`${at.desk.url}/sign-in/provider`);
    expect(browser.way.at(-1)).toBe(`${at.desk.url}/articles`);
  });
});

describe('an answer of the provider', () => {
  test('is good only in the browser that asked for it', async () => {
    await using at = await withProvider();
    const attacker = new Wanderer();
    await attacker.go(`${at.desk.url}/sign-in/provider`, isReturn);
    const answer = attacker.way.at(-1)!;
    // Somebody is led to it who began nothing, and somebody who began for themselves.
    const victim = new Wanderer();
    expect((await victim.go(answer)).status).toBe(422);
    const busy = new Wanderer();
    await busy.go(`${at.desk.url}/sign-in/provider`, isReturn);
    expect((await busy.go(answer)).status).toBe(422);
    for (const browser of [victim, busy]) expect(browser.cookies(at.desk.url).has('linecheck')).toBe(false);
    expect(await at.sessionsOf()).toEqual([]);
    // The one it was for.
    await attacker.go(answer);
    expect(await at.sessionsOf()).toHaveLength(1);
  });

  test('is good once', async () => {
    await using at = await withProvider();
    const browser = new Wanderer();
    await browser.go(`${at.desk.url}/sign-in/provider`, isReturn);
    const answer = browser.way.at(-1)!;
    const kept = browser.cookies(at.desk.url).get('linecheck-sign-in')!;
    await browser.go(answer);
    expect((await browser.go(answer)).status).toBe(422);
    // Even where the browser still had what it kept.
    browser.cookies(at.desk.url).set('linecheck-sign-in', kept);
    expect((await browser.go(answer)).status).toBe(422);
    expect(await at.sessionsOf()).toHaveLength(1);
  });

  test('is good for ten minutes, and what the browser keeps cannot be made younger or lead elsewhere', async () => {
    await using at = await withProvider();
    const altered: ((parts: string[]) => string[])[] = [
      ([began, ...rest]) => [String(Number(began) - 601), ...rest],
      ([began, ...rest]) => [String(Number(began) + 1), ...rest],
      ([began, secret]) => [began!, secret!, Buffer.from('/people').toString('base64url')],
      ([, ...rest]) => ['', ...rest],
      () => ['x'],
    ];
    for (const alter of altered) {
      const browser = new Wanderer();
      await browser.go(`${at.desk.url}/sign-in/provider`, isReturn);
      const jar = browser.cookies(at.desk.url);
      jar.set('linecheck-sign-in', alter(jar.get('linecheck-sign-in')!.split('.')).join('.'));
      expect((await browser.go(browser.way.at(-1)!)).status).toBe(422);
    }
    expect(await at.sessionsOf()).toEqual([]);
  });

  test('leads to no other host, and ends the session that the browser came with', async () => {
    await using at = await withProvider();
    const browser = new Wanderer();
    const laid = await cookieOf(at.desk.database.db, await addPerson(at.desk.database.db, 'Attacker', 'reader'));
    browser.cookies(at.desk.url).set('linecheck', laid.split('=')[1]!);
    await browser.go(`${at.desk.url}/sign-in/provider?next=https%3A%2F%2Felsewhere.example%2F`);
    expect(browser.way.at(-1)).toBe(`${at.desk.url}/articles`);
    expect(browser.cookies(at.desk.url).get('linecheck')).not.toBe(laid.split('=')[1]);
    expect((await new Seat(at.desk.url, at.person, laid).ask('/account')).status).toBe(303);
  });
});

test('without the setting there is no other way in', async () => {
  await using desk = await openDesk();
  expect((await desk.ask('/sign-in/provider')).status).toBe(404);
  expect((await desk.ask('/sign-in/provider/return?code=x&state=y')).status).toBe(404);
  const page = await new Seat(desk.url, desk.person, null).open('/sign-in');
  expect(page.words('main')).not.toContain('Sign in with');
});

describe('the settings of a provider', () => {
  const all = {
    LINECHECK_OIDC_ISSUER: 'https://accounts.calder.example/realm',
    LINECHECK_OIDC_CLIENT_ID: 'desk',
    LINECHECK_OIDC_CLIENT_SECRET: 'hush',
  };

  test('are all three or none; people call it by its host where nothing else is said', () => {
    expect(readConfig({}).provider).toBeNull();
    expect(readConfig(all).provider).toEqual({
      issuer: 'https://accounts.calder.example/realm',
      clientId: 'desk',
      clientSecret: 'hush',
      label: 'accounts.calder.example',
    });
    expect(readConfig({ ...all, LINECHECK_OIDC_LABEL: 'Calder' }).provider).toMatchObject({ label: 'Calder' });
    for (const missing of Object.keys(all)) {
      expect(() => readConfig({ ...all, [missing]: '' })).toThrow(/all three or none/);
    }
  });

  test.each([
    ['http://127.0.0.1:4000', true],
    ['http://localhost:4000/realm', true],
    ['http://accounts.calder.example', false],
    ['ftp://accounts.calder.example', false],
    ['accounts.calder.example', false],
    ['https://accounts.calder.example/?tenant=1', false],
  ])('takes %s as an issuer: %s', (issuer, taken) => {
    const read = () => readConfig({ ...all, LINECHECK_OIDC_ISSUER: issuer });
    if (taken) expect(read().provider).toMatchObject({ issuer });
    else expect(read).toThrow(/LINECHECK_OIDC_ISSUER: .* will not do/);
  });
});
