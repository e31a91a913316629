import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { keptForms } from '../../src/db/schema.ts';
import { keepForm } from '../../src/kept_forms/actions.ts';
import { addPerson } from '../../src/people/actions.ts';
import { MAIL, PASSWORD, withAccount } from '../support/account.ts';
import { Browser } from '../support/browser.ts';
import { openDesk, type ClaimSent, type TestDesk } from '../support/desk.ts';
import type { Page } from '../support/page.ts';

const REASON = 'The ledger of 1931 has it on page 12.';

/** Somebody who has signed in and has a claim before them. */
async function atClaim(desk: TestDesk) {
  const person = await withAccount(desk);
  const article = await desk.bringIn('The bridge cost 5 million crowns.');
  const claim = await desk.mark(article, 'The bridge cost 5 million crowns.');
  const browser = new Browser(desk.url);
  await signIn(await browser.open('/sign-in'));
  return { person, article, claim, browser, page: await browser.open(`/claims/${claim.id}`) };
}

const signIn = (page: Page) => page.send('form#sign-in', { mail: MAIL, password: PASSWORD });
const endSessions = (desk: TestDesk, personId: string) =>
  desk.database.db.execute(sql`update sessions set ends_at = now() where person_id = ${personId}`);
const kept = (desk: TestDesk) => desk.database.db.select().from(keptForms);

test('what somebody sends whose session has ended is shown after signing in again, and not sent', async () => {
  await using desk = await openDesk();
  const { person, claim, browser, page } = await atClaim(desk);
  await endSessions(desk, person.id);
  const before = await desk.history();
  const asked = await page.send('#finding-form', { status: 'disputed', reason: REASON });
  expect(asked.words('h1')).toBe('Sign in');
  expect(asked.words('main')).toContain('What you typed is kept for an hour. Sign in to go on with it.');

  const shown = await signIn(asked);
  expect([shown.status, shown.words('h1')]).toEqual([200, 'Claim 1']);
  expect(shown.fields('#finding-form')).toMatchObject({ status: 'disputed', reason: REASON });
  expect(shown.words('main')).toContain('You had been signed out when you sent this. Nothing of yours was saved.');
  expect(await desk.history()).toEqual(before);
  // It can be looked at again, and is sent when its person sends it.
  const again = await browser.open(shown.path);
  expect(await desk.history()).toEqual(before);
  await again.send('#finding-form');
  const { status, finding } = await desk.get<ClaimSent>(`/claims/${claim.id}`);
  expect([status, finding?.reason]).toEqual(['disputed', REASON]);
});

test('what somebody else saved meanwhile stands beside it', async () => {
  await using desk = await openDesk();
  const { person, claim, page } = await atClaim(desk);
  await endSessions(desk, person.id);
  await desk.move(claim, 'amendments', { statement: 'It cost five million.', type: 'figure', risk: 'high' });
  const asked = await page.send('#details-form', { statement: 'The bridge cost 5m.', type: 'date', risk: 'normal' });
  const shown = await signIn(asked);
  expect(shown.words('.choosing')).toContain(
    'As it stands now It cost five million. As you typed it The bridge cost 5m.',
  );
});

test('a pasted article is kept too', async () => {
  await using desk = await openDesk();
  const { person, browser } = await atClaim(desk);
  const form = await browser.open('/articles/new');
  await endSessions(desk, person.id);
  const text = 'Ferry fares rise.\n\nPassengers pay 12 percent more.';
  const shown = await signIn(await form.send('form:has(textarea[name=body])', { title: 'Fares', body: text }));
  expect(shown.words('.problems')).toContain('You had been signed out when you sent this. Nothing was saved');
  expect(shown.fields('form:has(textarea[name=body])')).toMatchObject({ title: 'Fares', body: text });
});

test('it is there for its person in that browser alone, sealed, for an hour', async () => {
  await using desk = await openDesk();
  const { person, browser, page } = await atClaim(desk);
  await endSessions(desk, person.id);
  await page.send('#finding-form', { status: 'disputed', reason: REASON });
  const [row] = await kept(desk);
  const path = `/kept-forms/${row!.id}`;
  expect(row!.sealed.toString('latin1')).not.toContain('ledger');

  const elsewhere = new Browser(desk.url);
  await signIn(await elsewhere.open('/sign-in'));
  expect((await elsewhere.ask(path)).status).toBe(404);
  await addPerson(desk.database.db, 'Tove Brandt', 'editor', { mail: 'tove@calder.example', password: PASSWORD });
  await (await browser.open('/sign-in')).send('form#sign-in', { mail: 'tove@calder.example', password: PASSWORD });
  expect((await browser.ask(path)).status).toBe(404);
  await signIn(await browser.open('/sign-in'));
  expect((await browser.ask(path)).status).toBe(200);
  await desk.database.db.execute(sql`update kept_forms set ends_at = now()`);
  expect((await browser.ask(path)).status).toBe(404);
});

test('nothing is kept for strangers, for other sites, for whoever signed out, nor any password', async () => {
  await using desk = await openDesk();
  const { person, claim, browser } = await atClaim(desk);
  const post = (from: Browser, path: string, headers: Record<string, string> = {}) =>
    from.ask(path, { method: 'POST', headers, body: new URLSearchParams({ version: '1', reason: REASON }) });
  const stranger = new Browser(desk.url);
  expect((await post(stranger, `/claims/${claim.id}/findings`)).status).toBe(401);
  stranger.jar.set('linecheck', 'a'.repeat(43));
  expect((await post(stranger, `/claims/${claim.id}/findings`)).status).toBe(401);
  const left = new Browser(desk.url);
  await signIn(await left.open('/sign-in'));
  const secret = left.jar.get('linecheck')!;
  await left.ask('/sign-out', { method: 'POST' });
  left.jar.set('linecheck', secret);
  expect((await post(left, `/claims/${claim.id}/findings`)).status).toBe(401);
  await endSessions(desk, person.id);
  const headers = { 'sec-fetch-site': 'cross-site' };
  expect((await post(browser, `/claims/${claim.id}/findings`, headers)).status).toBe(403);
  expect((await browser.ask(`/api/v1/claims/${claim.id}/findings`, { method: 'POST' })).status).toBe(401);
  expect(await kept(desk)).toEqual([]);
});

test('passwords are not kept, and of one person the latest five forms are', async () => {
  await using desk = await openDesk();
  const { person, browser } = await atClaim(desk);
  const account = await browser.open('/account');
  await endSessions(desk, person.id);
  const asked = await account.send('form#password', { current: PASSWORD, password: 'a kettle of herons' });
  const shown = await signIn(asked);
  expect(shown.words('h1')).toBe('Ines Calloway');
  expect(shown.html).not.toContain('kettle');
  for (let count = 0; count < 7; count += 1) {
    await keepForm(desk.database.db, person.id, { address: '/', fields: { count: String(count) } });
  }
  expect(await kept(desk)).toHaveLength(5);
});
