import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { count, isNull } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { openDatabase, type Db } from '../../src/db/client.ts';
import { articles, jobs, keptBytes } from '../../src/db/schema.ts';
import { getChainHead, listChains, verifyChain } from '../../src/history/queries.ts';
import { recoverJobs } from '../../src/jobs/actions.ts';
import { withAdmin } from '../support/admin.ts';
import { makeDatabase } from '../support/database.ts';
import { openDesk, type TestDesk } from '../support/desk.ts';

function linecheck(url: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'src/cli.ts', ...args], {
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: url },
  });
  return { status, stdout, stderr };
}

function makeFolder() {
  const folder = mkdtempSync(path.join(tmpdir(), 'linecheck-desk-backup-'));
  return {
    file: path.join(folder, 'desk.backup'),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
}

/** A desk with the demo, a source with a file, and a job that nobody has begun. */
async function deskToKeep(): Promise<TestDesk> {
  const desk = await openDesk({ demo: true });
  const { id } = await desk.tell<{ id: string }>('/sources', { kind: 'document', title: 'Minutes' });
  const sent = new FormData();
  sent.append('file', new Blob(['The council voted 51 to 49.']), 'minutes.txt');
  expect((await desk.ask(`/api/v1/sources/${id}/snapshots`, { method: 'POST', body: sent })).status).toBeLessThan(300);
  await desk.tell('/drafts', { address: 'https://paper.example/story' });
  await withAdmin(desk.database.connection, (run) => run(`update jobs set heard_at = now() - interval '1 hour'`));
  return desk;
}

const headsOf = async (db: Db) =>
  Promise.all((await listChains(db)).map((chain) => getChainHead(db, /^0[0-]+$/.test(chain) ? null : chain)));

test('a desk that was backed up stands again elsewhere: its record, its files, its jobs, its guards', async () => {
  await using desk = await deskToKeep();
  await using empty = await makeDatabase();
  using place = makeFolder();
  expect(linecheck(desk.database.url, 'backup', place.file)).toMatchObject({ status: 0, stderr: '' });
  expect(linecheck(empty.url, 'restore', place.file)).toMatchObject({ status: 0, stderr: '' });

  const back = await openDatabase(empty.connection, { log: { info: () => {}, warn: console.warn } });
  try {
    const { db } = back;
    expect(await headsOf(db)).toEqual(await headsOf(desk.database.db));
    for (const chain of await listChains(db)) expect((await verifyChain(db, chain)).broken).toBeNull();
    expect(linecheck(empty.url, 'verify-history')).toMatchObject({ status: 0, stderr: '' });
    for (const table of [articles, keptBytes, jobs]) {
      const [there] = await db.select({ many: count() }).from(table);
      const [before] = await desk.database.db.select({ many: count() }).from(table);
      expect(there).toEqual(before);
      expect(there!.many).toBeGreaterThan(0);
    }
    const open = await db.select({ id: jobs.id }).from(jobs).where(isNull(jobs.endedAt));
    await recoverJobs(db);
    const { rows } = await back.pool.query<{ key: string }>('select key from graphile_worker.jobs');
    expect(rows.map(({ key }) => key)).toEqual(open.map(({ id }) => id));
    await expect(back.pool.query('delete from history')).rejects.toThrow(/permission denied/);
  } finally {
    await back.close();
  }
});

test('a backup takes the place of another desk only where that is said, and a torn one never does', async () => {
  await using desk = await deskToKeep();
  await using other = await openDesk();
  using place = makeFolder();
  const article = await other.bringIn('The bridge opened in 1931.');
  expect(linecheck(desk.database.url, 'backup', place.file).status).toBe(0);

  const untold = linecheck(other.database.url, 'restore', place.file);
  expect(untold).toMatchObject({ status: 1, stdout: '' });
  expect(untold.stderr).toContain('--replace');
  const whole = readFileSync(place.file);
  writeFileSync(place.file, whole.subarray(0, whole.length / 2));
  expect(linecheck(other.database.url, 'restore', place.file, '--replace')).toMatchObject({ status: 1, stdout: '' });
  expect((await other.open(`/articles/${article.id}`)).status).toBe(200);
  const before = await headsOf(other.database.db);

  writeFileSync(place.file, whole);
  expect(linecheck(other.database.url, 'restore', place.file, '--replace')).toMatchObject({ status: 0, stderr: '' });
  expect(await headsOf(other.database.db)).toEqual(await headsOf(desk.database.db));
  expect(await headsOf(other.database.db)).not.toEqual(before);
});
