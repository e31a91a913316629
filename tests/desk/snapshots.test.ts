import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forgetBytes, keepSnapshot } from '../../src/snapshots/actions.ts';
import type { Came } from '../../src/snapshots/came.ts';
import { getBytes, getSnapshot, latestSnapshotText, listSnapshots } from '../../src/snapshots/queries.ts';
import { withAdmin } from '../support/admin.ts';
import { openDesk, type TestDesk } from '../support/desk.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk[Symbol.asyncDispose]());

const ask = async (statement: string) =>
  (await withAdmin(desk.database.connection, (run) => run(statement))).map(String);

async function recordSource(title = 'The budget'): Promise<string> {
  return (await desk.tell<{ id: string }>('/sources', { kind: 'document', title })).id;
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
