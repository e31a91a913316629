import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forgetBytes, keepSnapshot, requestFirstLooks } from '../../src/snapshots/actions.ts';
import { setAccess } from '../../src/articles/actions.ts';
import { readAllowedHost } from '../../src/fetching/addresses.ts';
import type { Came } from '../../src/snapshots/came.ts';
import { getBytes, getSnapshot, latestSnapshotText, listSnapshots } from '../../src/snapshots/queries.ts';
import { withAdmin } from '../support/admin.ts';
import { here, openSite, page, type Site } from '../fetching/web.ts';
import { openDesk, type ClaimSent, type TestDesk } from '../support/desk.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk[Symbol.asyncDispose]());

const ask = async (statement: string) =>
  (await withAdmin(desk.database.connection, (run) => run(statement))).map(String);

async function recordSource(title = 'The budget'): Promise<string> {
  return (await desk.tell<{ id: string }>('/sources', { kind: 'document', title, anyway: true })).id;
}

const file = (words: string, at = '2031-05-04T12:00:00Z'): Came => ({
  bytes: Buffer.from(words),
  mediaType: 'text/plain',
  charset: null,
  name: 'budget.txt',
  page: null,
  at: new Date(at),
});

const keep = (sourceId: string, came: Came, text: string | null, remark = '') =>
  desk.database.db.transaction((tx) => keepSnapshot(tx, desk.person, { sourceId }, came, { text, notes: [], remark }));

describe('what came is kept as it came', () => {
  test('byte for byte, with its hash, and when and by whom it was taken', async () => {
    const { db } = desk.database;
    const id = await keep(await recordSource(), file('Spending: 51 million.\r\n'), 'Spending: 51 million.\n');
    expect(await getSnapshot(db, desk.person, id)).toMatchObject({
      sha256: createHash('sha256').update('Spending: 51 million.\r\n').digest('hex'),
      length: 23,
      name: 'budget.txt',
      text: 'Spending: 51 million.\n',
      takenBy: desk.person.name,
      takenAt: new Date('2031-05-04T12:00:00Z'),
    });
    expect(String(await getBytes(db, desk.person, id))).toBe('Spending: 51 million.\r\n');
  });

  test('once, however many snapshots are of it', async () => {
    const [one, another] = [await recordSource('One'), await recordSource('Another')];
    const [first, second] = [
      await keep(one, file('The same'), 'The same'),
      await keep(another, file('The same'), null),
    ];
    expect(first).not.toBe(second);
    expect(await ask(`select count(*) from kept_bytes where bytes = 'The same'::bytea`)).toEqual(['1']);
  });

  test('until no snapshot is of it any more', async () => {
    const id = await keep(await recordSource(), file('Nobody’s'), null);
    const kept = () => ask(`select count(*) from kept_bytes where octet_length(bytes) = 10`);
    await ask(`update kept_bytes set kept_at = now() - interval '2 hours'`);
    await forgetBytes(desk.database.db);
    expect(await kept()).toEqual(['1']);
    await ask(`delete from snapshots where id = '${id}'`);
    await forgetBytes(desk.database.db);
    expect(await kept()).toEqual(['0']);
  });
});

test('the newest text of a source is what its excerpts are looked for in', async () => {
  const { db } = desk.database;
  const sourceId = await recordSource();
  expect(await latestSnapshotText(db, desk.person, sourceId)).toBeNull();
  await keep(sourceId, file('Old', '2031-01-01T00:00:00Z'), 'Old');
  const second = await keep(sourceId, file('New', '2031-02-01T00:00:00Z'), 'New');
  await keep(sourceId, file('A photograph', '2031-03-01T00:00:00Z'), null, 'A picture holds no text.');
  expect(await latestSnapshotText(db, desk.person, sourceId)).toMatchObject({ snapshotId: second, text: 'New' });
  const { rows } = await listSnapshots(db, desk.person, sourceId);
  expect(rows.map(({ takenAt }) => takenAt.getUTCMonth())).toEqual([2, 1, 0]);
});

describe('a source’s address', () => {
  let site: Site;
  let room: TestDesk;
  let words = 'The budget holds 51 million for the ferry, the council’s table says on its second page.';
  let there = true;
  let clock = 0;

  beforeAll(async () => {
    site = await openSite({
      '/budget': (request, response) => {
        if (!there) {
          response.writeHead(410).end();
          return;
        }
        clock += 1;
        page(`<!doctype html><title>Budget</title><!-- ${clock} --><article><h1>Budget</h1><p>${words}</p></article>`)(
          request,
          response,
        );
      },
    });
    room = await openDesk({
      fetching: { allowHosts: [readAllowedHost(`127.0.0.1:${site.port}`)], lookup: here },
    });
  });
  afterAll(async () => {
    await room[Symbol.asyncDispose]();
    await site[Symbol.asyncDispose]();
  });

  const look = async (sourceId: string) => {
    const list = await room.open(`/sources/${sourceId}/snapshots`);
    return room.outcome(await list.send('#look'));
  };

  const flags = async (claimId: string) => (await room.get<ClaimSent>(`/claims/${claimId}`)).sourcing.flags;

  test('is kept, looked at again, and what changed is shown and flagged on the claims that use it', async () => {
    const address = `${site.origin}/budget`;
    const { id } = await room.tell<{ id: string }>('/sources', { kind: 'document', title: 'The budget', address });
    const article = await room.bringIn('The ferry costs 51 million a year, the council said on Monday evening.');
    const claim = await room.mark(article, 'The ferry costs 51 million a year');
    await room.move(claim, 'evidence', { sourceId: id, stance: 'supports', role: 'primary', locator: 'p. 2' });
    expect(await flags(claim.id)).toContain('no_snapshot');

    const taken = await look(id);
    expect(taken.words('.snapshots')).toMatch(/budget.*text\/html/);
    expect(await flags(claim.id)).toEqual([]);
    expect(await latestSnapshotText(room.database.db, room.person, id)).toMatchObject({
      text: expect.stringContaining('51 million') as string,
    });

    const same = await look(id);
    expect(same.list('.snapshots .title')).toHaveLength(1);
    expect(same.list('.snapshots .chip')).toEqual(['Unchanged', 'Kept']);

    words = words.replace('51', '58');
    const changed = await look(id);
    expect(changed.list('.snapshots .chip')[0]).toBe('Changed');
    expect(await flags(claim.id)).toEqual(['changed_since']);
    const diff = await changed.follow('What changed');
    expect([diff.words('del'), diff.words('ins')]).toEqual(['51', '58']);

    there = false;
    const gone = await look(id);
    expect(gone.words('.snapshots')).toMatch(/Gone.*no such page \(410\)/);
    expect(await flags(claim.id)).toContain('dead_link');
    const history = await room.open(`/sources/${id}`);
    expect(history.words('#history')).toMatch(/it is gone.*something else now.*kept a snapshot/);
    there = true;
  });

  test('gets a first look by itself where the newsroom wants that, once', async () => {
    const address = `${site.origin}/budget`;
    const { id } = await room.tell<{ id: string }>('/sources', {
      kind: 'document',
      title: 'By itself',
      address,
      anyway: true,
    });
    await requestFirstLooks(room.database.db);
    await requestFirstLooks(room.database.db);
    await room.work();
    const { rows } = await listSnapshots(room.database.db, room.person, id);
    expect(rows).toHaveLength(1);
    expect(
      (await room.get<{ jobs: { title: string }[] }>('/jobs')).jobs.filter(({ title }) => title.includes('By itself')),
    ).toHaveLength(1);
  });

  test('is needed for a look', async () => {
    const { id } = await room.tell<{ id: string }>('/sources', { kind: 'interview', title: 'Without' });
    expect((await room.open(`/sources/${id}/snapshots`)).html).not.toContain('id="look"');
    const refused = await room.refused(`/sources/${id}/snapshots`, {});
    expect(refused.detail).toMatch(/has no address/);
  });
});

test('a reader sees what is kept, and is offered nothing to do with it', async () => {
  const sourceId = await recordSource('To be read');
  await keep(sourceId, file('Words to read'), 'Words to read');
  const reader = await desk.seat('reader', 'Reading only');
  const list = await reader.open(`/sources/${sourceId}/snapshots`);
  expect(list.list('.snapshots .title')).toEqual(['budget.txt']);
  expect(list.$('main form').length).toBe(0);
  expect((await reader.refused(`/sources/${sourceId}/snapshots`, {})).status).toBe(403);
});

describe('a file of a source', () => {
  const hand = async (sourceId: string, file: File) => {
    const list = await desk.open(`/sources/${sourceId}/snapshots`);
    return desk.outcome(await list.send('#snapshot-form', { file }));
  };

  test('is kept, read, shown as plain text, and given back as it came and never as a page', async () => {
    const sourceId = await recordSource('Notes');
    const html = '<!doctype html><p>The mayor <b>agreed</b>.</p><script>alert(1)</script>';
    const shown = await hand(sourceId, new File([html], 'notes.html', { type: 'text/html' }));
    expect(shown.words('.kept-text')).toBe('The mayor agreed.');
    expect(shown.html).not.toContain('alert(1)');
    const file = await desk.ask(shown.linkTo('Download as it came'));
    expect(await file.text()).toBe(html);
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="?notes.html"?$/);
    expect(file.headers.get('content-type')).toBe('application/octet-stream');
    expect(file.headers.get('x-content-type-options')).toBe('nosniff');
    expect(file.headers.get('content-security-policy')).toMatch(/default-src 'none'; sandbox/);
  });

  test.each([
    ['a recording', 'interview.mp3', 'audio/mpeg', /A recording has no text/],
    ['a photograph', 'ferry.jpg', 'image/jpeg', /A picture has no text/],
    ['a damaged PDF', 'report.pdf', 'application/pdf', /damaged or cut short/],
  ])('%s is kept too, and the page says why there is no text', async (_, name, type, remark) => {
    const shown = await hand(await recordSource(name), new File(['%PDF-1.7 not really'], name, { type }));
    expect(shown.words('.notice')).toMatch(remark);
  });

  test('larger than the limit is refused beside its field', async () => {
    const sourceId = await recordSource('Large');
    const list = await desk.open(`/sources/${sourceId}/snapshots`);
    const refused = await list.send('#snapshot-form', { file: new File([new Uint8Array(20_000_001)], 'large.bin') });
    expect(refused.status).toBe(413);
    expect(refused.words('.trouble')).toMatch(/larger than 20 MB/);
  });

  test('is not there for somebody who may not see the source', async () => {
    const sourceId = await recordSource('Of an embargoed story');
    const shown = await hand(sourceId, new File(['Embargoed words'], 'notes.txt', { type: 'text/plain' }));
    const article = await desk.bringIn('An embargoed claim stands here, and nobody else may know of it.');
    const claim = await desk.mark(article, 'An embargoed claim stands here');
    await desk.move(claim, 'evidence', { sourceId, stance: 'supports', role: 'primary' });
    const { version } = await desk.get<{ version: number }>(`/articles/${article.id}`);
    await setAccess(desk.database.db, desk.person, article.id, version, 'named', []);
    const other = await desk.seat('researcher', 'Outside');
    expect((await other.ask(shown.path)).status).toBe(404);
    expect((await other.ask(`${shown.path}/file`)).status).toBe(404);
    expect((await other.ask(`/sources/${sourceId}/snapshots`)).status).toBe(404);
    expect((await desk.ask(shown.path)).status).toBe(200);
  });
});
