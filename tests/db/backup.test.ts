import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { ClientConfig } from 'pg';
import { expect, test } from 'vitest';
import { backUp, restore } from '../../src/db/backup.ts';
import type { Log } from '../../src/db/client.ts';
import { migrateDatabase } from '../../src/db/migrate.ts';
import { withAdmin } from '../support/admin.ts';
import { makeDatabase } from '../support/database.ts';
import { makeMigrations } from '../support/migrations.ts';

const log: Log = { info: () => {}, warn: console.warn };

// Each kind of value that JSON in careless hands would bend, and a guard that must not touch rows that come back.
const TABLES = `
  create table pages (
    id uuid primary key default gen_random_uuid(), parent uuid references pages, body text, bytes bytea, at timestamptz,
    amount numeric, ratio double precision, tags text[], extra jsonb, plain json, big bigint,
    letters int generated always as (length(body)) stored
  )`;
const HISTORY = 'create table history (id bigint generated always as identity primary key, event text)';
const GUARD = `
  create function stamp() returns trigger language plpgsql as $$ begin new.event := 'stamped ' || new.event; return new; end $$;
  --> statement-breakpoint
  create trigger stamp before insert on history for each row execute function stamp()`;
const ROWS = [
  `insert into pages (body, bytes, at, amount, ratio, tags, extra, plain, big) values
    (E'tab\\there\\nline \\u2028 "quoted" \\\\ ünïcödé 🙂 אבג', '\\x00ff0a', '2024-02-29 23:59:59.123456+05:45', 1.10,
     'NaN', '{"a,b",null,""}', '{"n": 12345678901234567890.10, "s": "\\n"}', E'{ "kept" :\\n 1 }', 9223372036854775807),
    (null, null, 'infinity', 'NaN', 0.1, '{}', 'null', null, -1)`,
  `insert into pages (body, ratio) select repeat('long ', n * 2), random() from generate_series(1, 1199) as n`,
  `insert into pages (body) select repeat('one long line ', 20000)`,
  `update pages set parent = (select id from pages where tags = '{}') where body is not null`,
  `insert into history (event) select 'event ' || n from generate_series(1, 1500) as n`,
];

async function contentsOf(connection: ClientConfig): Promise<unknown[]> {
  return withAdmin(connection, async (run) => [
    ...(await run(`select md5(string_agg(p::text, ',' order by id)) from pages as p`)),
    ...(await run(`select md5(string_agg(h::text, ',' order by id)) from history as h`)),
  ]);
}

function makeFolder() {
  const folder = mkdtempSync(path.join(tmpdir(), 'linecheck-backup-'));
  return {
    folder,
    file: path.join(folder, 'desk.backup'),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
}

test('a backup brings every row back as it was, and counting goes on', async () => {
  await using database = await makeDatabase();
  await using empty = await makeDatabase();
  using migrations = makeMigrations(TABLES, HISTORY, GUARD);
  using place = makeFolder();
  const { folder } = migrations;
  await migrateDatabase(database.connection, { log, folder });
  await withAdmin(database.connection, async (run) => {
    for (const statement of ROWS) await run(statement);
  });

  expect(await backUp(database.connection, place.file)).toEqual({ rows: 2702 });
  expect((statSync(place.file).mode & 0o777).toString(8)).toBe('600');
  expect(readdirSync(place.folder)).toEqual(['desk.backup']);
  expect(await restore(empty.connection, place.file, { log, folder })).toEqual({ rows: 2702 });
  expect(await contentsOf(empty.connection)).toEqual(await contentsOf(database.connection));
  const added = await withAdmin(empty.connection, (run) =>
    run(`insert into history (event) values ('x') returning id`),
  );
  expect(added).toEqual(['1501']);

  await expect(restore(empty.connection, place.file, { log, folder })).rejects.toThrow(/a history of 1501 entries/);
  expect(await restore(empty.connection, place.file, { log, folder, replace: true })).toEqual({ rows: 2702 });
  expect(await contentsOf(empty.connection)).toEqual(await contentsOf(database.connection));
});

test('where there is no desk there is nothing to back up', async () => {
  await using database = await makeDatabase();
  using place = makeFolder();
  await expect(backUp(database.connection, place.file)).rejects.toThrow(/There is no desk/);
  expect(readdirSync(place.folder)).toEqual([]);
});

test('a backup that was cut short, changed, or is something else is refused before anything is done', async () => {
  await using database = await makeDatabase();
  await using empty = await makeDatabase();
  using migrations = makeMigrations(HISTORY);
  using place = makeFolder();
  const { folder } = migrations;
  await migrateDatabase(database.connection, { log, folder });
  await withAdmin(database.connection, (run) => run(`insert into history (event) values ('one'), ('two')`));
  await backUp(database.connection, place.file);
  const whole = readFileSync(place.file);
  const lines = gunzipSync(whole).toString();

  for (const [bytes, words] of [
    [whole.subarray(0, whole.length - 20), /cannot be read/],
    [gzipSync(lines.replace('two', 'six')), /damaged/],
    [gzipSync(lines.slice(0, lines.indexOf('end\t'))), /damaged/],
    [gzipSync('some other file\n'), /no backup/],
    [Buffer.from('some other file'), /cannot be read/],
  ] as const) {
    writeFileSync(place.file, bytes);
    await expect(restore(empty.connection, place.file, { log, folder })).rejects.toThrow(words);
  }
  await expect(restore(empty.connection, `${place.file}.missing`, { log, folder })).rejects.toThrow(/cannot be read/);
  expect(await withAdmin(empty.connection, (run) => run(`select to_regclass('history')`))).toEqual([null]);
});

test('a backup of another version is refused', async () => {
  await using database = await makeDatabase();
  await using empty = await makeDatabase();
  using older = makeMigrations(HISTORY);
  using newer = makeMigrations(HISTORY, 'create table more (word text)');
  using place = makeFolder();
  await migrateDatabase(database.connection, { log, folder: older.folder });
  await backUp(database.connection, place.file);
  await expect(restore(empty.connection, place.file, { log, folder: newer.folder })).rejects.toThrow(/another version/);
});

test('a backup that fails leaves the one before as it was', async () => {
  await using database = await makeDatabase();
  using migrations = makeMigrations(HISTORY);
  using place = makeFolder();
  await migrateDatabase(database.connection, { log, folder: migrations.folder });
  writeFileSync(place.file, 'the one before');
  await withAdmin(database.connection, async (run) => {
    await run(`create type mood as enum ('glad')`);
    await run(
      `create function unsayable(mood) returns text language plpgsql as 'begin raise exception ''unsayable''; end'`,
    );
    await run('create cast (mood as text) with function unsayable');
    await run('create table a_few (word text)');
    await run('create table moods (mood mood)');
    await run(`insert into a_few values ('word')`);
    await run(`insert into moods values ('glad')`);
  });
  await expect(backUp(database.connection, place.file)).rejects.toThrow('unsayable');
  expect(readFileSync(place.file, 'utf8')).toBe('the one before');
  expect(readdirSync(place.folder)).toEqual(['desk.backup']);
});
