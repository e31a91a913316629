import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { setAccess } from '../../src/articles/actions.ts';
import { sendDigests, wantDigest } from '../../src/digests/actions.ts';
import { openPost } from '../../src/mail/post.ts';
import { openDesk, type Seat, type TestDesk } from '../support/desk.ts';
import { RunningMailServer } from '../support/mail.ts';

const NEWSROOM = { name: 'The Test Desk', timeZone: 'Europe/Berlin', address: 'https://desk.example' };
/** 8 o'clock in Berlin on a day to come, so that everything has happened before it. */
const MORNING = new Date('2031-05-04T06:00:00Z');
const NEXT = new Date('2031-05-05T06:00:00Z');

describe('a link to choose a password', () => {
  const takeOn = async (admin: Seat) =>
    (await admin.open('/people/new')).send('form#person', {
      name: 'Tove Brandt',
      mail: 'tove@calder.example',
      role: 'editor',
    });

  test('goes to whom it is for, where there is a mail server, and is shown as well', async () => {
    await using server = await RunningMailServer.start();
    await using desk = await openDesk({ role: 'admin', settings: { post: server.post } });
    const shown = await takeOn(desk);
    expect(shown.words('main')).toContain('It was mailed to tove@calder.example.');
    const link = shown.words('.one-time');
    const [mail] = server.received;
    expect([mail!.from, mail!.to]).toEqual(['desk@calder.example', ['tove@calder.example']]);
    expect(mail!.raw).toContain('To: Tove Brandt <tove@calder.example>');
    expect(mail!.raw.replaceAll('=\r\n', '')).toContain(link);
    const person = await desk.open('/people');
    const again = await (await person.follow('Tove Brandt')).send('#invite');
    expect(again.words('main')).toContain('It was mailed to');
    expect(server.received).toHaveLength(2);
  });

  test('is handed over where the server does not take it; the log has no word of it', async () => {
    await using server = await RunningMailServer.start();
    server.refusing = true;
    await using desk = await openDesk({ role: 'admin', settings: { post: server.post } });
    const shown = await takeOn(desk);
    expect([shown.status, shown.words('main')]).toEqual([200, expect.stringContaining('It could not be mailed.')]);
    expect(server.said).toEqual(['Mail could not be sent: EMESSAGE 451']);
    const link = new URL(shown.words('.one-time'));
    expect((await desk.ask(link.pathname)).status).toBe(200);
  });

  test('is handed over where there is no mail server, as ever', async () => {
    await using desk = await openDesk({ role: 'admin' });
    expect((await takeOn(desk)).words('main')).not.toMatch(/mailed/);
  });
});

describe('what is new, each morning', () => {
  async function told(desk: TestDesk) {
    const ines = await desk.seat('researcher', 'Ines Calloway');
    await desk.database.db.execute(sql`update people set mail = 'ines@calder.example' where id = ${ines.person.id}`);
    const article = await desk.bringIn('The vote was 51 to 49.', { title: 'The secret levy' });
    const claim = await desk.mark(article, '51 to 49');
    await desk.tell(`/claims/${claim.id}/comments`, { body: 'Which vote, @Ines?' });
    return { ines, article, claim };
  }
  const textOf = (raw: string) =>
    raw.split('\r\n\r\n').slice(1).join('\n').replaceAll('=\r\n', '').replaceAll('=3D', '=');

  test('is told once a day to whoever has something unread, by links, and with no word of the story', async () => {
    await using server = await RunningMailServer.start();
    await using desk = await openDesk();
    const { db } = desk.database;
    const { claim } = await told(desk);
    // Before seven at the newsroom nobody is written to.
    await sendDigests(db, server.post, NEWSROOM, new Date('2031-05-04T04:59:59Z'));
    expect(server.received).toEqual([]);
    await sendDigests(db, server.post, NEWSROOM, MORNING);
    await sendDigests(db, server.post, NEWSROOM, new Date('2031-05-04T21:00:00Z'));
    expect(server.received).toHaveLength(1);
    const [mail] = server.received;
    expect(mail!.to).toEqual(['ines@calder.example']);
    expect(mail!.raw).toContain('Subject: 1 new notification at The Test Desk');
    expect(textOf(mail!.raw)).toContain('Local editor mentioned you on claim 1');
    expect(textOf(mail!.raw)).toContain(`https://desk.example/claims/${claim.id}#comments`);
    expect(mail!.raw).not.toMatch(/levy|51 to 49|Which vote/);
    // The next day has nothing that is new since.
    await sendDigests(db, server.post, NEWSROOM, NEXT);
    expect(server.received).toHaveLength(1);
  });

  test('is not told of what was read meanwhile, nor of what is no longer in sight', async () => {
    await using server = await RunningMailServer.start();
    await using desk = await openDesk();
    const { ines, article } = await told(desk);
    await setAccess(desk.database.db, desk.person, article.id, article.version, 'named', []);
    await sendDigests(desk.database.db, server.post, NEWSROOM, MORNING);
    expect(server.received).toEqual([]);
    const open = await desk.mark(await desk.bringIn('A tram runs over it.'), 'A tram');
    await desk.tell(`/claims/${open.id}/comments`, { body: 'Since when, @Ines?' });
    await (await ines.open('/notifications')).send('#read-all');
    await sendDigests(desk.database.db, server.post, NEWSROOM, NEXT);
    expect(server.received).toEqual([]);
  });

  test('is told to nobody who does not want it, which they say on their account', async () => {
    await using server = await RunningMailServer.start();
    await using desk = await openDesk({ settings: { post: server.post } });
    const { ines } = await told(desk);
    const account = await ines.open('/account');
    expect(account.fields('form#digest')).toMatchObject({ wanted: 'on' });
    expect((await account.send('form#digest', { wanted: null })).fields('form#digest')).not.toHaveProperty('wanted');
    await sendDigests(desk.database.db, server.post, NEWSROOM, MORNING);
    expect(server.received).toEqual([]);
    await wantDigest(desk.database.db, ines.person, true);
    await sendDigests(desk.database.db, server.post, NEWSROOM, MORNING);
    expect(server.received).toHaveLength(1);
  });

  test('is tried again where the server did not take it', async () => {
    await using server = await RunningMailServer.start();
    await using desk = await openDesk();
    await told(desk);
    server.refusing = true;
    await sendDigests(desk.database.db, server.post, NEWSROOM, MORNING);
    server.refusing = false;
    await sendDigests(desk.database.db, server.post, NEWSROOM, MORNING);
    expect(server.received).toHaveLength(1);
  });

  test('is not offered where there is no mail server', async () => {
    await using desk = await openDesk();
    expect((await desk.open('/account')).$('form#digest')).toHaveLength(0);
  });
});

test('a server that does not answer, or not as it should, sends nothing and says so', async () => {
  await using server = await RunningMailServer.start();
  const said: string[] = [];
  const settings = { host: '127.0.0.1', port: server.port, secure: false, plain: true, from: 'desk@calder.example' };
  const log = { warn: (line: string) => void said.push(line) };
  const mail = { to: { name: 'Tove', address: 'tove@calder.example' }, subject: 'S', text: 'T' };
  // No account where one is asked for, a wrong one, and a server of another machine, which has to offer TLS.
  expect(await openPost({ ...settings, account: null }, log).send(mail)).toBe(false);
  expect(await openPost({ ...settings, account: { user: 'desk', pass: 'wrong' } }, log).send(mail)).toBe(false);
  expect(await openPost({ ...settings, plain: false, account: null }, log).send(mail)).toBe(false);
  expect(said).toEqual([
    'Mail could not be sent: EENVELOPE 530',
    'Mail could not be sent: EAUTH 535',
    expect.stringMatching(/^Mail could not be sent: ETLS/),
  ]);
  expect(server.received).toEqual([]);
});

describe('the settings of a mail server', () => {
  const all = {
    LINECHECK_SMTP: 'smtp://desk:p%40ss@mail.calder.example',
    LINECHECK_MAIL_FROM: 'The desk <desk@calder.example>',
    LINECHECK_ADDRESS: 'https://desk.calder.example',
  };

  test('say where, as whom and from whom; TLS is left out on this machine alone', () => {
    expect(readConfig({}).mail).toBeNull();
    expect(readConfig(all).mail).toEqual({
      host: 'mail.calder.example',
      port: 587,
      secure: false,
      plain: false,
      account: { user: 'desk', pass: 'p@ss' },
      from: 'The desk <desk@calder.example>',
    });
    expect(readConfig({ ...all, LINECHECK_SMTP: 'smtps://mail.calder.example' }).mail).toMatchObject({
      port: 465,
      secure: true,
      account: null,
    });
    expect(readConfig({ ...all, LINECHECK_SMTP: 'smtp://127.0.0.1:25' }).mail).toMatchObject({ port: 25, plain: true });
  });

  test('go together, and no complaint repeats the password', () => {
    for (const missing of ['LINECHECK_MAIL_FROM', 'LINECHECK_ADDRESS']) {
      expect(() => readConfig({ ...all, [missing]: '' })).toThrow(/LINECHECK_SMTP needs LINECHECK_MAIL_FROM/);
    }
    expect(() => readConfig({ ...all, LINECHECK_SMTP: 'https://desk:hush@mail.example' })).toThrow(
      /LINECHECK_SMTP: what is given will not do/,
    );
  });
});
