import { createServer } from 'node:net';
import { sql } from 'drizzle-orm';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { brokenConstraint, connect, type Log, newId, openDatabase } from '../../src/db/client.ts';
import { withAdmin } from '../support/admin.ts';
import { makeDatabase, openTestDatabase } from '../support/database.ts';
import { until } from '../support/home.ts';

const log: Log = { info: () => {}, warn: console.warn };

test('the desk works as a role of its own, with bounds on how long it waits', async () => {
  await using database = await openTestDatabase();
  const { rows } = await database.db.execute(
    sql`select current_user as role, session_user <> current_user as other, current_setting('application_name') as name,
               current_setting('statement_timeout') as statement,
               current_setting('idle_in_transaction_session_timeout') as idle`,
  );
  expect(rows).toEqual([{ role: 'linecheck_app', other: true, name: 'linecheck', statement: '1min', idle: '1min' }]);
});

test('an address keeps the options that are written in it', async () => {
  await using database = await makeDatabase();
  const url = new URL(database.url);
  url.searchParams.set('options', '-c work_mem=12345kB');
  const desk = await openDatabase(url.href, { log });
  const { rows } = await desk.pool.query(`select current_user as role, current_setting('work_mem') as memory`);
  expect(rows).toEqual([{ role: 'linecheck_app', memory: '12345kB' }]);
  await desk.close();
});

test('a broken constraint is named, whether drizzle wrapped the error or not', async () => {
  await using database = await openTestDatabase();
  await withAdmin(database.connection, (run) => run('create table once (word text constraint once_only primary key)'));
  const twice = sql`insert into once values ('word'), ('word')`;
  const fromDrizzle = await database.db.execute(twice).catch((error: unknown) => error);
  const fromDriver = await database.pool.query(`insert into once values (null)`).catch((error: unknown) => error);
  const other = await database.db.execute(sql`select 1 / 0`).catch((error: unknown) => error);
  expect(brokenConstraint(fromDrizzle)).toBe('once_only');
  expect(brokenConstraint(fromDriver)).toBe(null);
  expect(brokenConstraint(other)).toBe(null);
  expect(brokenConstraint('not an error')).toBe(null);
});

test('the desk outlives a connection that breaks while nobody uses it', async () => {
  await using database = await makeDatabase();
  const warnings: string[] = [];
  const desk = await openDatabase(database.connection, { log: { ...log, warn: (line) => warnings.push(line) } });
  const { rows } = await desk.pool.query<{ pid: number }>('select pg_backend_pid() as pid');
  await withAdmin(database.connection, (run) => run(`select pg_terminate_backend(${rows[0]?.pid})`));
  await until(() => warnings.length > 0);
  expect((await desk.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await desk.close();
});

test.each([
  ['nobody listens', 'postgresql://ada:hunter2@127.0.0.1:1/desk', /127\.0\.0\.1:1, database desk, user ada/],
  ['a name with several addresses', 'postgresql://ada:hunter2@localhost:1/desk', /ECONNREFUSED/],
])('a database that cannot be reached is refused without its password: %s', async (_, url, words) => {
  const refusal = await connect(url).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ reason: 'invalid' });
  expect(String(refusal)).toMatch(words);
  expect(String(refusal)).not.toContain('hunter2');
  await expect(openDatabase(url, { log })).rejects.toThrow(words);
});

test('something that is no database is refused', async () => {
  const stranger = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(0, '127.0.0.1');
  await until(() => stranger.listening);
  const address = stranger.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  await expect(connect(`postgresql://ada@127.0.0.1:${port}/desk`)).rejects.toThrow(/cannot be reached/);
  stranger.close();
});

test('ids made later sort later', () => {
  const ids = Array.from({ length: 1000 }, () => newId());
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
});

test("a test's database can be opened by its address", async () => {
  await using database = await makeDatabase();
  const client = new Client(database.url);
  await client.connect();
  const { rows } = await client.query('select current_database() as name');
  expect(rows).toEqual([{ name: database.connection.database }]);
  await client.end();
});
