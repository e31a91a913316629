import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { eq } from 'drizzle-orm';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { mountedRouters, routesOf } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { backUp } from '../../src/db/backup.ts';
import { identities, people } from '../../src/db/schema.ts';
import { readIdentity, resealIdentities } from '../../src/identities/actions.ts';
import { keyIdOf, seal, unseal } from '../../src/identities/sealing.ts';
import { makeToken } from '../../src/tokens/actions.ts';
import { withAdmin } from '../support/admin.ts';
import { openDesk, SETTINGS, Seat, type ArticleSent, type ClaimSent, type TestDesk } from '../support/desk.ts';

const MARKER = 'Quillfeather-Vantabrook 0171 555';
const DESCRIPTION = 'a harbour official';

/** An interview with somebody unnamed on a claim, and two people to be trusted, with mail addresses. */
async function unnamed(desk: TestDesk) {
  const article = await desk.bringIn(`The levy rose by 12 percent, ${DESCRIPTION} said. It rained.`);
  const claim = await desk.mark(article, 'The levy rose by 12 percent');
  const credit = { source: DESCRIPTION, cue: 'said', kind: 'unnamed', manner: 'paraphrase', speaker: DESCRIPTION };
  await desk.move(claim, 'attribution', credit);
  const evidence = { stance: 'supports', role: 'primary', title: 'Talk', sourceKind: 'interview' };
  const linked = await desk.move(claim, 'evidence', evidence);
  const speakerId = linked.credits[0]!.speakerId;
  const sourceId = linked.evidence[0]!.sourceId;
  await desk.tell(`/sources/${sourceId}/speaker`, { version: 1, speaker: speakerId });
  const seats = {
    writer: await mailed(desk, await desk.seat('writer', 'Ada Brook'), 'ada@calder.example'),
    admin: await mailed(desk, await desk.seat('admin', 'Ida Moss'), 'ida@calder.example'),
  };
  return { article, claim, speakerId, sourceId, at: `/speakers/${speakerId}/identity`, ...seats };
}

async function mailed({ database: { db } }: TestDesk, seat: Seat, mail: string): Promise<Seat> {
  await db.update(people).set({ mail }).where(eq(people.id, seat.person.id));
  await db.execute(`insert into passwords (person_id, hash) values ('${seat.person.id}', 'none')`);
  return seat;
}

const keep = async (seat: Seat, at: string, readers = '') =>
  (await seat.open(at)).send('#keep-form', { identity: MARKER, readers });

const read = async (seat: Seat, at: string) => seat.post(`${at}/readings`, {});

describe('who somebody unnamed is', () => {
  test('is read by those named on it, by no role as such, and each reading is remembered', async () => {
    await using desk = await openDesk();
    const { at, writer, admin } = await unnamed(desk);
    const kept = await keep(desk, at, 'ada@calder.example');
    expect(kept.words('#standing')).toContain('read by nobody but Ada Brook, Local editor');
    expect(kept.html).not.toContain(MARKER);

    const before = (await desk.history()).length;
    const shown = await kept.send('#readings');
    expect(shown.words('#words')).toContain(MARKER);
    expect((await read(writer, at)).words('#words')).toContain(MARKER);
    const readings = (await desk.history()).slice(before);
    expect(readings.map(({ personId, event }) => [personId, event])).toEqual([
      [desk.person.id, { kind: 'identity_read' }],
      [writer.person.id, { kind: 'identity_read' }],
    ]);

    // An admin keeps the people of the desk, and reads it no more than anybody.
    const page = await admin.open(at);
    expect([page.status, page.$('#readings, #keep-form, #readers-form, #removal').length]).toEqual([200, 0]);
    for (const [address, sent] of Object.entries<Record<string, string>>({
      [`${at}/readings`]: {},
      [at]: { version: '1', identity: 'Mine now', readers: '' },
      [`${at}/readers`]: { version: '1', readers: 'ida@calder.example' },
      [`${at}/removal`]: { version: '1' },
    })) {
      const refused = await admin.post(address, sent);
      expect([address, refused.status, refused.html.includes(MARKER)]).toEqual([address, 403, false]);
    }
    expect(await desk.history()).toHaveLength(before + 2);
    expect((await read(desk, at)).words('#words')).toContain(MARKER);
  });

  test('is handed on by those named on it, written anew, and removed for good', async () => {
    await using desk = await openDesk();
    const { at, writer, admin, speakerId } = await unnamed(desk);
    const kept = await keep(desk, at);
    const nobody = await kept.send('#readers-form', { readers: '' });
    expect([nobody.status, nobody.words('#readers-form')]).toEqual([
      422,
      expect.stringContaining('has to be able to read it'),
    ]);
    await kept.send('#readers-form', { readers: 'ada@calder.example, ida@calder.example' });
    expect((await read(desk, at)).status).toBe(403);
    expect((await read(admin, at)).words('#words')).toContain(MARKER);
    const anew = await (await writer.open(at)).send('#keep-form', { identity: `${MARKER} at home` });
    expect((await anew.send('#readings')).words('#words')).toContain(`${MARKER} at home`);
    // Somebody who was slower does not undo it.
    const late = await admin.post(`${at}/removal`, { version: '2' });
    expect(late.status).toBe(409);
    await (await writer.open(at)).send('#removal');
    const { db } = desk.database;
    expect(await db.select().from(identities)).toEqual([]);
    expect((await read(writer, at)).status).toBe(404);
    expect((await desk.happened()).filter(({ kind }) => kind.startsWith('identity_')).map(({ kind }) => kind)).toEqual([
      'identity_kept',
      'identity_readers_set',
      'identity_read',
      'identity_rewritten',
      'identity_read',
      'identity_removed',
    ]);
    expect((await desk.open(`/speakers/${speakerId}`)).words('#history')).toContain('removed who the speaker is');
  });

  test('is kept by whoever annotates, of somebody unnamed, and reached by no token', async () => {
    await using desk = await openDesk();
    const { at, writer, claim } = await unnamed(desk);
    const body = { version: '0', identity: MARKER, readers: '' };
    expect((await writer.post(at, body)).status).toBe(403);
    await desk.move(claim, 'attribution', {
      source: 'It',
      cue: '',
      kind: 'person',
      manner: 'paraphrase',
      speaker: 'Ada Holm',
    });
    const { credits } = await desk.get<ClaimSent>(`/claims/${claim.id}`);
    expect((await desk.post(`/speakers/${credits[0]!.speakerId}/identity`, body)).status).toBe(422);
    await keep(desk, at);
    const { db } = desk.database;
    const made = await makeToken(db, desk.person, { name: 'All', scopes: ['read', 'annotate', 'review'], days: 1 });
    const bearer = { authorization: `Bearer ${typeof made === 'string' ? made : (made as { secret: string }).secret}` };
    const program = new Seat(desk.url, desk.person, null);
    expect((await program.ask('/api/v1/articles', { headers: bearer })).status).toBe(200);
    for (const asked of [{}, { method: 'POST' }]) {
      const answer = await program.ask(asked.method ? `${at}/readings` : at, { ...asked, headers: bearer });
      expect(answer.status).toBe(403);
      await answer.arrayBuffer();
    }
    await expect(
      readIdentity(db, SETTINGS.identityKeys, { ...desk.person, scopes: ['read'] }, at.split('/')[2]!),
    ).rejects.toMatchObject({ reason: 'not_allowed' });
  });

  test('without a key is not kept, and the desk says so', async () => {
    await using desk = await openDesk({ settings: { identityKeys: [] } });
    const { at } = await unnamed(desk);
    const page = await desk.open(at);
    expect(page.words('#standing')).toContain('the settings have no LINECHECK_IDENTITY_KEY');
    expect(page.$('#keep-form')).toHaveLength(0);
    expect((await desk.post(at, { version: '0', identity: MARKER, readers: '' })).status).toBe(403);
  });
});

/** Lists that words are looked for in. */
const SEARCHED = /\/(search|articles|sources|speakers)$/;

/** Everything that anybody can get out of the desk, by name. */
async function everything(desk: TestDesk, ids: Record<string, string>, seats: Record<string, Seat>) {
  const out = new Map<string, string>();
  const routes = routesOf(mountedRouters({ ...SETTINGS, db: null as never }));
  for (const { method, path: route } of routes) {
    if (method !== 'GET') continue;
    const place = route.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? 'none');
    const asked = SEARCHED.test(route) ? ['', `?q=${encodeURIComponent(MARKER.slice(0, 12))}`] : [''];
    await Promise.all(
      Object.entries(seats).flatMap(([who, seat]) =>
        asked.map(async (query) => {
          const answer = await seat.ask(place + query);
          out.set(`${who} ${place}${query} ${answer.status}`, await answer.text());
        }),
      ),
    );
  }
  const { connection } = desk.database;
  await withAdmin(connection, async (run) => {
    const tables = (await run(
      `select quote_ident(schemaname) || '.' || quote_ident(tablename) from pg_tables
       where schemaname in ('public', 'past', 'graphile_worker') or schemaname like 'graphile%'`,
    )) as string[];
    for (const table of tables) out.set(table, (await run(`select t::text from ${table} as t`)).join('\n'));
  });
  const folder = mkdtempSync(path.join(tmpdir(), 'linecheck-identity-'));
  try {
    const file = path.join(folder, 'desk.backup');
    await backUp(connection, file);
    out.set('the backup', gunzipSync(readFileSync(file)).toString('utf8'));
  } finally {
    rmSync(folder, { recursive: true });
  }
  return out;
}

test('a name that was planted comes out nowhere but where it is asked for', async () => {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString('utf8'));
      done();
    },
  });
  await using desk = await openDesk({ settings: { log: pino({ level: 'trace' }, stream) } });
  const { at, article, claim, speakerId, sourceId, writer, admin } = await unnamed(desk);
  const { connection } = desk.database;

  // A fault while it is kept: the statement that failed is in the log, and what was to be kept is not.
  const broken = (how: string) => withAdmin(connection, (run) => run(`alter table identities ${how}`));
  await broken('add constraint identities_none check (version < 0)');
  const failed = await desk.post(at, { version: '0', identity: MARKER, readers: '' });
  expect([failed.status, failed.html.includes(MARKER)]).toEqual([500, false]);
  await broken('drop constraint identities_none');

  await keep(desk, at, 'ada@calder.example');
  // Refused, stale and misdirected.
  const wrong = await desk.post(`${at}/readers`, { version: '1', readers: 'nobody@calder.example' });
  expect([wrong.status, wrong.html.includes(MARKER)]).toEqual([422, false]);
  await admin.post(`${at}/readings`, {});
  expect((await read(writer, at)).html).toContain(MARKER);
  await desk.tell(`/claims/${claim.id}/comments`, { body: 'Who is it? Ask @Ada Brook.' });
  await desk.work();

  const stranger = await desk.seat('researcher', 'A researcher');
  const nobody = new Seat(desk.url, desk.person, null);
  const { revisionId } = await desk.get<ArticleSent>(`/articles/${article.id}`);
  const ids = {
    articleId: article.id,
    claimId: claim.id,
    speakerId,
    sourceId,
    revisionId,
    number: '1',
    extension: 'json',
  };
  const out = await everything(desk, ids, { keeper: desk, reader: writer, admin, stranger, nobody });
  out.set('the log', lines.join(''));

  const having = (words: string) => [...out].filter(([, text]) => text.includes(words)).map(([name]) => name);
  // What is looked for is found where it may be: else nothing would mean anything.
  expect(having(DESCRIPTION)).toEqual(
    expect.arrayContaining([
      `keeper /speakers/${speakerId} 200`,
      `stranger ${at} 200`,
      'public.speakers',
      'the backup',
    ]),
  );
  expect(having('identities_none')).toContain('the log');
  expect(out.size).toBeGreaterThan(400);
  for (const part of [
    MARKER,
    'Quillfeather',
    'Vantabrook',
    Buffer.from(MARKER).toString('hex'),
    Buffer.from(MARKER).toString('base64'),
  ]) {
    const searched = having(part).filter((name) => !name.includes('?q='));
    expect([part, searched]).toEqual([part, []]);
  }
  // A search repeats what was typed into it, and finds nothing.
  for (const [name, text] of out)
    if (name.includes('?q=')) expect([name, text.includes('Vantabrook')]).toEqual([name, false]);
});

describe('the seal', () => {
  const keys = [randomBytes(32), randomBytes(32)];
  const [one, other] = ['01890000-0000-7000-8000-000000000001', '01890000-0000-7000-8000-000000000002'];

  test.each(['', 'Ada', 'Zoë Ångström\n+49 171', 'x'.repeat(511), 'x'.repeat(512), '👩‍🚀'.repeat(500)])(
    'opens to what it closed on',
    (words) => {
      expect(unseal(keys, one, seal(keys, one, words))).toBe(words);
    },
  );

  test('does not tell how long the name is, nor whether two are alike', () => {
    const [short, long] = [seal(keys, one, 'Bo'), seal(keys, one, 'Bartholomew Featherstonehaugh')];
    expect(short.sealed.length).toBe(long.sealed.length);
    expect(seal(keys, one, 'Bo').sealed.equals(short.sealed)).toBe(false);
  });

  test('opens for its own speaker alone, unchanged, and with its key', () => {
    const sealed = seal(keys, one, 'Ada');
    expect(() => unseal(keys, other, sealed)).toThrow('does not open');
    expect(() => unseal([keys[1]!], one, sealed)).toThrow('a key that the settings do not have');
    for (const at of [0, 12, 28, sealed.sealed.length - 1]) {
      const changed = Buffer.from(sealed.sealed);
      changed[at]! ^= 1;
      expect(() => unseal(keys, one, { ...sealed, sealed: changed })).toThrow('does not open');
    }
    expect(() => seal([], one, 'Ada')).toThrow('LINECHECK_IDENTITY_KEY');
  });

  test('goes over to a new key at the next start, and the old one can go', async () => {
    const [old, fresh] = [randomBytes(32), randomBytes(32)];
    await using desk = await openDesk({ settings: { identityKeys: [old] } });
    const { at, speakerId } = await unnamed(desk);
    await keep(desk, at);
    const { db } = desk.database;
    expect(await resealIdentities(db, [fresh])).toEqual({ resealed: 0, strange: 1 });
    expect(await resealIdentities(db, [fresh, old])).toEqual({ resealed: 1, strange: 0 });
    expect(await resealIdentities(db, [fresh, old])).toEqual({ resealed: 0, strange: 0 });
    expect(await db.select({ keyId: identities.keyId }).from(identities)).toEqual([{ keyId: keyIdOf(fresh) }]);
    expect(await readIdentity(db, [fresh], desk.person, speakerId)).toBe(MARKER);
    await expect(readIdentity(db, [old], desk.person, speakerId)).rejects.toMatchObject({ reason: 'conflict' });
  });

  test('takes a key of 32 bytes, and repeats no other', () => {
    const key = keys[0]!.toString('base64');
    expect(readConfig({ LINECHECK_IDENTITY_KEY: `${key}, ${keys[1]!.toString('base64')}` }).identityKeys).toEqual(keys);
    expect(readConfig({}).identityKeys).toEqual([]);
    for (const wrong of ['secret', key.slice(4), `${key}${key}`, `${key}, nonsense`]) {
      const reading = () => readConfig({ LINECHECK_IDENTITY_KEY: wrong });
      expect(reading).toThrow(/32 bytes in base64/);
      expect(reading).not.toThrow(new RegExp(wrong.slice(0, 6).replaceAll(/[+/]/g, '.')));
    }
  });
});
