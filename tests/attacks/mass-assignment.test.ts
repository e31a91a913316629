import { describe, expect, test } from 'vitest';
import { PASSWORD, withAccount } from '../support/account.ts';
import { cookieOf, openDesk, Seat, type ClaimSent } from '../support/desk.ts';
import { formIn, undefended } from '../support/undefended.ts';

test('where a form is laid over a row as it came, somebody makes themselves an admin', async () => {
  const row = { name: 'Ines Calloway', role: 'researcher' };
  await using site = await undefended(async (req, res) => {
    Object.assign(row, Object.fromEntries(await formIn(req)));
    res.writeHead(303).end();
  });
  await fetch(site.url, {
    method: 'POST',
    body: new URLSearchParams({ name: 'Ines', role: 'admin' }),
    redirect: 'manual',
  });
  expect(row.role).toBe('admin');
});

describe('at the desk, what a form does not have is not taken', () => {
  test('of one’s account', async () => {
    await using desk = await openDesk({ role: 'admin' });
    const person = await withAccount(desk);
    const seat = new Seat(desk.url, person, await cookieOf(desk.database.db, person));
    const fields = {
      current: PASSWORD,
      password: 'a kettle of herons',
      role: 'admin',
      id: desk.person.id,
      name: 'Root',
    };
    expect((await seat.post('/account/password', fields)).status).toBe(200);
    expect(await desk.get(`/people/${person.id}`)).toMatchObject({ role: 'researcher', name: 'Ines Calloway' });
  });

  test('of a token, which is its maker’s and shown as it is', async () => {
    await using desk = await openDesk();
    const other = await desk.seat('admin', 'Somebody else');
    const made = await desk.post('/account/tokens', {
      name: 'Report',
      days: '1',
      read: 'on',
      personId: other.person.id,
      scopes: 'admin',
      digest: 'f'.repeat(64),
    });
    const headers = { authorization: `Bearer ${made.words('.one-time')}` };
    const me = await (await fetch(`${desk.url}/api/v1/me`, { headers })).json();
    expect(me).toMatchObject({ id: desk.person.id, role: 'editor', scopes: ['read'] });
  });

  test('of an article and its claims, nor anything by way of what objects inherit', async () => {
    await using desk = await openDesk();
    const other = await desk.seat('reader', 'Somebody else');
    const more = { id: other.person.id, version: 9, nextClaimNumber: 50, createdBy: other.person.id, access: 'named' };
    const article = await desk.bringIn('The bridge opened in 1931. It cost 5 million crowns.', more);
    expect(await desk.get(`/articles/${article.id}`)).toMatchObject({
      createdBy: desk.person.id,
      access: 'everyone',
      version: 1,
    });
    const words = JSON.stringify({
      quotation: 'It cost 5 million crowns',
      id: other.person.id,
      number: 40,
      stage: 'signed_off',
      status: 'verified',
      checkerId: other.person.id,
      markedBy: other.person.id,
      exact: 'other words',
      constructor: { prototype: { stage: 'checked' } },
    }).replace('{', '{"__proto__":{"stage":"checked","statement":"inherited"},');
    const claim = (await (await desk.askJson(`/articles/${article.id}/claims`, words)).json()) as ClaimSent;
    expect(claim).toMatchObject({
      number: 1,
      stage: 'new',
      status: 'unverified',
      checkerId: null,
      markedBy: 'Local editor',
      exact: 'It cost 5 million crowns',
      statement: 'It cost 5 million crowns',
    });
    expect(({} as Record<string, unknown>)['stage']).toBeUndefined();
  });
});
