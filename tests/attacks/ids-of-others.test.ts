import { expect, test } from 'vitest';
import { setAccess } from '../../src/articles/actions.ts';
import { accessTokens, notifications, sessions } from '../../src/db/schema.ts';
import { eq } from 'drizzle-orm';
import { makeToken } from '../../src/tokens/actions.ts';
import { openDesk } from '../support/desk.ts';
import { cookieNamed, undefended } from '../support/undefended.ts';

/** Every route of an article is walked with the ids of others by tests/desk/doors.test.ts; here is what is a person's own. */

test('where an id is all that is asked for, somebody ends what is another’s', async () => {
  const rows = new Map([['17', 'ines']]);
  await using site = await undefended((req, res) => {
    const signedIn = cookieNamed('linecheck', req.headers.cookie) !== null;
    if (signedIn) rows.delete(req.url!.split('/')[1]!);
    res.writeHead(signedIn ? 303 : 401).end();
  });
  await fetch(`${site.url}/17/ending`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: 'linecheck=mallory' },
  });
  expect(rows.size).toBe(0);
});

test('at the desk sessions, tokens and notifications are found by nobody but their owner, an admin included', async () => {
  await using desk = await openDesk();
  const { db } = desk.database;
  const owner = await desk.seat('researcher', 'Ines Calloway');
  const claim = await desk.mark(await desk.bringIn('The vote was 51 to 49.'), '51 to 49');
  await desk.tell(`/claims/${claim.id}/comments`, { body: 'Which vote, @Ines?' });
  await makeToken(db, owner.person, { name: 'Report', scopes: ['read'], days: 1 });
  const own = async () => ({
    sessions: await db.select().from(sessions).where(eq(sessions.personId, owner.person.id)),
    tokens: await db.select().from(accessTokens).where(eq(accessTokens.personId, owner.person.id)),
    notices: await db.select().from(notifications).where(eq(notifications.personId, owner.person.id)),
  });
  const before = await own();
  expect([before.sessions.length, before.tokens.length, before.notices.length]).toEqual([1, 1, 1]);
  for (const mallory of [await desk.seat('editor', 'Mallory'), await desk.seat('admin', 'Root')]) {
    const post = (path: string, fields: Record<string, string> = {}) =>
      mallory.ask(path, { method: 'POST', body: new URLSearchParams(fields) });
    expect((await post(`/account/sessions/${before.sessions[0]!.id}/ending`)).status).toBe(404);
    expect((await post(`/account/tokens/${before.tokens[0]!.id}/ending`)).status).toBe(404);
    await post('/notifications/reading', { one: before.notices[0]!.id });
    await post('/notifications/reading', { upTo: before.notices[0]!.id });
    expect((await mallory.open('/account')).html).not.toContain(before.sessions[0]!.id);
    expect((await mallory.open('/account/tokens')).html).not.toContain(before.tokens[0]!.id);
  }
  expect(await own()).toEqual(before);
});

test('at the desk nothing that somebody is shown is kept for another on the way', async () => {
  await using desk = await openDesk();
  const { id } = await desk.bringIn('The vote was 51 to 49.');
  for (const path of [`/articles/${id}`, '/account', '/api/v1/articles', `/articles/${id}/report.csv`, '/nowhere']) {
    expect((await desk.ask(path)).headers.get('cache-control')).toMatch(/^private, no-cache\b/);
  }
  const [style] = /\/assets\/[^"]+\.css/.exec((await desk.open('/articles')).html)!;
  expect((await desk.ask(style)).headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
});

test('at the desk an id out of sight is not let in beside one in sight', async () => {
  await using desk = await openDesk();
  const [open, closed] = [
    await desk.bringIn('The levy rose by 12 percent.'),
    await desk.bringIn('The vote was 51 to 49.'),
  ];
  const hidden = await desk.mark(closed, '51 to 49');
  const source = await desk.tell<{ id: string }>('/sources', { kind: 'document', title: 'Minutes nobody may know of' });
  const linked = await desk.move(hidden, 'evidence', { sourceId: source.id, stance: 'supports', role: 'primary' });
  await setAccess(desk.database.db, desk.person, closed.id, closed.version, 'named', []);
  const mallory = await desk.seat('editor', 'Mallory');
  const claim = await mallory.mark(open, '12 percent');
  const { version } = claim;
  const entries = (await desk.history()).length;
  const tries: [string, object][] = [
    [`/claims/${claim.id}/evidence`, { version, sourceId: source.id, stance: 'supports', role: 'primary' }],
    [`/claims/${claim.id}/evidence/${linked.evidence[0]!.id}/removal`, { version }],
    [
      `/claims/${claim.id}/evidence/${linked.evidence[0]!.id}/amendments`,
      { version, stance: 'background', role: 'primary' },
    ],
    [`/claims/${hidden.id}/withdrawal`, { version: linked.version, reason: 'Mine' }],
    [`/articles/${open.id}/claims`, { quotation: 'The levy', revisionId: closed.revisionId }],
  ];
  for (const [path, body] of tries) {
    const { status, detail } = await mallory.refused(path, body);
    expect([path, [404, 409].includes(status)]).toEqual([path, true]);
    expect(detail).not.toContain('Minutes');
  }
  expect(await desk.history()).toHaveLength(entries);
});
