import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import { eq } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { identities, people } from '../../src/db/schema.ts';
import { readIdentity, resealIdentities } from '../../src/identities/actions.ts';
import { keyIdOf, seal, unseal } from '../../src/identities/sealing.ts';
import { makeToken } from '../../src/tokens/actions.ts';
import { withAdmin } from '../support/admin.ts';
import { openDesk, SETTINGS, Seat, type ArticleSent, type ClaimSent, type TestDesk } from '../support/desk.ts';
import {
  commandsOut,
  databaseOut,
  facesOut,
  mailOut,
  pagesOut,
  refusalsOut,
  type Outputs,
} from '../support/outputs.ts';

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

/** Where the planted name, or a part of it, is found however it is written. A search repeats what was typed into it. */
function whereItShows(out: Outputs): string[] {
  const parts = [
    'Quillfeather',
    'Vantabrook',
    ...(['hex', 'base64'] as const).map((as) => Buffer.from(MARKER).toString(as)),
  ];
  return [...out].flatMap(([name, text]) =>
    parts.some((part) => text.includes(part) && !(name.includes('?q=') && part === 'Quillfeather')) ? [name] : [],
  );
}

const having = (out: Outputs, words: string): string[] =>
  [...out].flatMap(([name, text]) => (text.includes(words) ? [name] : []));

describe('a name that was planted comes out nowhere but where it is asked for:', () => {
  const lines: string[] = [];
  let desk: TestDesk;
  let seats: Record<'keeper' | 'reader' | 'admin' | 'stranger' | 'nobody', Seat>;
  let ids: Record<'articleId' | 'claimId' | 'speakerId' | 'sourceId' | 'revisionId' | 'jobId', string>;

  beforeAll(async () => {
    const stream = new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(chunk.toString('utf8'));
        done();
      },
    });
    desk = await openDesk({ settings: { log: pino({ level: 'trace' }, stream) } });
    const { at, article, claim, speakerId, sourceId, writer, admin } = await unnamed(desk);

    // A fault while it is kept: the statement that failed is in the log, and what was to be kept is not.
    const broken = (how: string) => withAdmin(desk.database.connection, (run) => run(`alter table identities ${how}`));
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
    const made = await desk.post(`/articles/${article.id}/exports`, { format: 'pdf' });
    await desk.work();

    const { revisionId } = await desk.get<ArticleSent>(`/articles/${article.id}`);
    const jobId = /[0-9a-f-]{36}/.exec(made.path)![0];
    ids = { articleId: article.id, claimId: claim.id, speakerId, sourceId, revisionId, jobId };
    const stranger = await desk.seat('researcher', 'A researcher');
    seats = { keeper: desk, reader: writer, admin, stranger, nobody: new Seat(desk.url, desk.person, null) };
  });
  afterAll(() => desk[Symbol.asyncDispose]());

  test.each(['keeper', 'reader', 'admin', 'stranger', 'nobody'] as const)(
    'on no page, in no list or search, and in no answer to a program, for %s',
    async (who) => {
      const out = await pagesOut(
        { ...ids, number: '1', extension: 'json' },
        { [who]: seats[who] },
        MARKER.slice(0, 12),
      );
      expect(out.size).toBeGreaterThan(120);
      expect(whereItShows(out)).toEqual([]);
      // What is looked for is found where it may be: else nothing would mean anything.
      const told =
        who === 'nobody'
          ? []
          : [`${who} /speakers/${ids.speakerId} 200`, `${who} /speakers/${ids.speakerId}/identity 200`];
      expect(having(out, DESCRIPTION)).toEqual(expect.arrayContaining(told));
    },
  );

  test('in no face of the report, with or without what is confidential', async () => {
    const out = await facesOut(desk, ids.articleId);
    expect(whereItShows(out)).toEqual([]);
    expect(having(out, DESCRIPTION)).toEqual(
      expect.arrayContaining(
        [
          'html',
          'pdf',
          'docx',
          'md',
          'annotated',
          'annotated-pdf',
          'annotated-docx',
          'checked-docx',
          'csv',
          'xlsx',
          'json',
        ]
          .concat('annotations', 'package')
          .flatMap((format) => [`face ${format}`, `face ${format}, confidential`]),
      ),
    );
  });

  test('in nothing that a command prints or complains of, and in no mail', async () => {
    const given = { ARTICLE: ids.articleId, NUMBER: '1', SOURCE: ids.sourceId, ID: ids.claimId };
    const out: Outputs = new Map([...(await mailOut(desk)), ...(await commandsOut(desk, desk.person, given))]);
    expect(whereItShows(out)).toEqual([]);
    expect([...out.keys()]).toContain('mail to ada@calder.example');
    expect(having(out, DESCRIPTION)).toEqual(expect.arrayContaining(['command report', 'command history']));
  });

  test('in no table of the database, and in no backup', async () => {
    const out = await databaseOut(desk);
    expect(whereItShows(out)).toEqual([]);
    expect(having(out, DESCRIPTION)).toEqual(
      expect.arrayContaining(['public.speakers', 'public.history', 'the backup']),
    );
  });

  test('in no refusal of a form that says nothing, and in no line of the log', async () => {
    const out: Outputs = new Map([
      ...(await refusalsOut(ids, seats.stranger, /sign-out|session/)),
      ...(await refusalsOut(ids, seats.admin, /sign-out|session/)),
      ['the log', lines.join('')],
    ]);
    expect(out.size).toBeGreaterThan(100);
    expect(whereItShows(out)).toEqual([]);
    expect(having(out, 'identities_none')).toContain('the log');
  });
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
