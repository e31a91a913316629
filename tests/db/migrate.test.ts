import type { ClientConfig } from 'pg';
import { expect, test } from 'vitest';
import { type Log, newId, openDatabase } from '../../src/db/client.ts';
import { migrateDatabase } from '../../src/db/migrate.ts';
import { withAdmin } from '../support/admin.ts';
import { makeDatabase, openTestDatabase } from '../support/database.ts';
import { makeMigrations } from '../support/migrations.ts';

const log: Log = { info: () => {}, warn: console.warn };
const FIRST = 'create table words (word text primary key)';
// Slow enough that the second of two finds the first at work.
const SLOW = 'select pg_sleep(0.2)';
const HISTORY = 'create table history (id bigint generated always as identity primary key, event text)';

function ask(connection: ClientConfig, statement: string): Promise<unknown[]> {
  return withAdmin(connection, (run) => run(statement));
}

/** Another owner for a database, gone before the database is. */
async function giveToNewOwner(connection: ClientConfig, rights: string) {
  const user = `owner_${newId().replaceAll('-', '')}`;
  await ask(connection, `create role ${user} login ${rights} password 'secret'`);
  await ask(connection, `grant ${user} to current_user`);
  await ask(connection, `alter database ${connection.database} owner to ${user}`);
  return {
    connection: { ...connection, user, password: 'secret' },
    async [Symbol.asyncDispose]() {
      await ask(connection, `reassign owned by ${user} to current_user`);
      await ask(connection, `drop owned by ${user}`);
      await ask(connection, `drop role ${user}`);
    },
  };
}

test('two migrations at once migrate once', async () => {
  await using database = await makeDatabase();
  using migrations = makeMigrations(SLOW, FIRST, `insert into words values ('once')`);
  const said: string[] = [];
  const listening: Log = { ...log, info: (message) => said.push(message) };
  const migrate = () => migrateDatabase(database.connection, { log: listening, folder: migrations.folder });
  await Promise.all([migrate(), migrate(), migrate()]);
  expect(await ask(database.connection, 'select word from words')).toEqual(['once']);
  expect(said.filter((line) => line.startsWith('Applied'))).toEqual(['Applied 3 migrations to the database']);
});

test('several databases of one server migrate at once, though they share the role', async () => {
  using migrations = makeMigrations(FIRST);
  const databases = await Promise.all(Array.from({ length: 4 }, () => makeDatabase()));
  await Promise.all(databases.map(({ connection }) => migrateDatabase(connection, { log, folder: migrations.folder })));
  for (const database of databases) {
    expect(await ask(database.connection, 'select count(*)::text from words')).toEqual(['0']);
    await database[Symbol.asyncDispose]();
  }
});

test('a migration that fails leaves nothing of itself, and the next start tries again', async () => {
  await using database = await makeDatabase();
  using broken = makeMigrations(FIRST, 'create table more (word text); select 1 / 0');
  using repaired = makeMigrations(FIRST, 'create table more (word text)');
  await expect(migrateDatabase(database.connection, { log, folder: broken.folder })).rejects.toThrow();
  await migrateDatabase(database.connection, { log, folder: repaired.folder });
  expect(await ask(database.connection, 'select word from more')).toEqual([]);
});

test('a database that a newer Linecheck has migrated is refused and stays as it is', async () => {
  await using database = await makeDatabase();
  using newer = makeMigrations(FIRST, HISTORY);
  using older = makeMigrations(FIRST);
  await migrateDatabase(database.connection, { log, folder: newer.folder });
  await expect(migrateDatabase(database.connection, { log, folder: older.folder })).rejects.toThrow(/newer Linecheck/);
});

test('a migration that a merge brought in behind an applied one is not passed over in silence', async () => {
  await using database = await makeDatabase();
  using before = makeMigrations(FIRST);
  await migrateDatabase(database.connection, { log, folder: before.folder });
  await ask(database.connection, 'update drizzle.__drizzle_migrations set created_at = 2000');
  using after = makeMigrations(HISTORY, FIRST);
  await expect(migrateDatabase(database.connection, { log, folder: after.folder })).rejects.toThrow(/skipped: 1000/);
});

test('a database that cannot hold every text is refused', async () => {
  await using database = await makeDatabase(`encoding 'SQL_ASCII' locale 'C' template template0`);
  await expect(migrateDatabase(database.connection, { log })).rejects.toThrow(/encoding SQL_ASCII/);
});

test('the desk adds to history, and neither it nor a later migration lets it change or remove any', async () => {
  await using database = await makeDatabase();
  using first = makeMigrations(FIRST, HISTORY);
  await migrateDatabase(database.connection, { log, folder: first.folder });
  using second = makeMigrations(FIRST, HISTORY, 'create table later (word text)');
  await migrateDatabase(database.connection, { log, folder: second.folder });

  const desk = await openDatabase(database.connection, { log });
  await desk.pool.query(`insert into history (event) values ('made')`);
  await desk.pool.query(`insert into later values ('word'); update later set word = 'other'; delete from later`);
  for (const statement of [
    `update history set event = 'unmade'`,
    'delete from history',
    'truncate history',
    'truncate words',
    'drop table history',
    'create table mine (word text)',
    'select * from drizzle.__drizzle_migrations',
  ]) {
    await expect(desk.pool.query(statement), statement).rejects.toThrow(/permission denied|must be owner/);
  }
  await desk.close();
});

test('an owner who may not make roles works without one, and is told', async () => {
  await using database = await makeDatabase();
  await using owner = await giveToNewOwner(database.connection, '');
  using migrations = makeMigrations(FIRST);
  await migrateDatabase(owner.connection, { log, folder: migrations.folder });
  await ask(owner.connection, `insert into words values ('mine')`);

  const warnings: string[] = [];
  const desk = await openDatabase(owner.connection, { log: { ...log, warn: (message) => warnings.push(message) } });
  expect((await desk.pool.query('select word from words')).rows).toEqual([{ word: 'mine' }]);
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toContain(`grant linecheck_app to "${owner.connection.user}"`);
  await desk.close();
});

test('an owner who may make roles, and is no superuser, gets the role', async () => {
  await using database = await makeDatabase();
  await using owner = await giveToNewOwner(database.connection, 'createrole');
  await ask(database.connection, `grant linecheck_app to ${owner.connection.user} with admin option`);
  using migrations = makeMigrations(FIRST);
  await migrateDatabase(owner.connection, { log, folder: migrations.folder });
  const desk = await openDatabase(owner.connection, { log });
  expect((await desk.pool.query('select current_user as who')).rows).toEqual([{ who: 'linecheck_app' }]);
  await desk.close();
});

test('a user who may not make tables is told who can let them', async () => {
  await using database = await makeDatabase();
  await using stranger = await giveToNewOwner(database.connection, '');
  await ask(database.connection, `alter database ${database.connection.database} owner to current_user`);
  using migrations = makeMigrations(FIRST);
  await expect(migrateDatabase(stranger.connection, { log, folder: migrations.folder })).rejects.toThrow(
    /may not make tables.*permission denied.*owner to/,
  );
});

test('the program makes every table its migrations know, each test on a copy of its own', async () => {
  await using one = await openTestDatabase();
  await using two = await openTestDatabase();
  const count = `select count(*)::int as n from information_schema.tables where table_schema = 'public'`;
  const tables = await Promise.all([one.pool.query(count), two.pool.query(count)]);
  expect(tables[0].rows).toEqual(tables[1].rows);
  expect(one.connection.database).not.toBe(two.connection.database);
});

test('a desk whose past was kept in another way keeps it in ours from the next start on', async () => {
  await using database = await openTestDatabase();
  const { connection } = database;
  const mark = `select obj_description(to_regnamespace('past')::oid) as mark`;
  const [ours] = await ask(connection, mark);
  await ask(connection, `comment on schema past is 'another'`);
  await migrateDatabase(connection, { log });
  expect(await ask(connection, mark)).toEqual([ours]);
});
