import { chmodSync, chownSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Refusal } from '../../src/core/refusal.ts';
import { defaultHome, type Embedded, type EmbeddedOptions, startEmbedded } from '../../src/db/embedded.ts';
import { copyHome, makeHome, processesIn, startWriter, until } from '../support/home.ts';

const asRoot = process.getuid?.() === 0;
const settings = { fsync: 'off' };
const template = makeHome();

beforeAll(async () => (await start(template.folder)).stop());
afterAll(() => template[Symbol.dispose]());

function start(home: string, more: Partial<EmbeddedOptions> = {}): Promise<Embedded> {
  return startEmbedded({ home, settings, log: { info: () => {}, warn: console.warn }, ...more });
}

async function ask<Row extends object>({ connection }: Embedded, query: string): Promise<Row[]> {
  const client = new Client(connection);
  await client.connect();
  try {
    return (await client.query<Row>(query)).rows;
  } finally {
    await client.end();
  }
}

/** The words of the Refusal that a start ends with. */
async function refusalOf(starting: Promise<unknown>): Promise<string> {
  const error = await starting.then(
    () => null,
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(Refusal);
  return error instanceof Refusal ? error.message : '';
}

function modeOf(file: string): string {
  return (statSync(file).mode & 0o777).toString(8);
}

test('the first start makes a database of our own, behind a socket that only its owner can open', async () => {
  using home = makeHome();
  const database = await start(home.folder);
  expect(database.how).toBe('started');
  expect(database.version).toMatch(/^\d+\.\d+$/);
  expect(
    await ask(
      database,
      `select current_database() as name, current_setting('server_encoding') as encoding, datlocprovider as provider,
              datlocale as locale, current_setting('listen_addresses') as addresses, lower('ÄÉ') as lower
       from pg_database where datname = current_database()`,
    ),
  ).toEqual([{ name: 'linecheck', encoding: 'UTF8', provider: 'b', locale: 'C.UTF-8', addresses: '', lower: 'äé' }]);
  await database.stop();

  const folder = path.join(home.folder, 'postgres');
  expect([folder, path.join(folder, 'run'), path.join(folder, 'secret')].map(modeOf)).toEqual(['700', '700', '600']);
  await until(() => processesIn(home.folder).length === 0);
});

test('what was acknowledged is there after kill -9 during writes, and no server is left behind', async () => {
  using home = copyHome(template.folder);
  const acknowledged: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const writer = await startWriter(home.folder);
    await until(() => writer.said.length > 20);
    await writer.kill();
    acknowledged.push(...writer.said);
    // The odd rounds come back at once, while the old server may still be on its way out.
    if (round % 2 === 0) await until(() => processesIn(home.folder).length === 0);

    const database = await start(home.folder);
    const rows = await ask<{ number: number }>(database, 'select number from numbers order by number');
    expect(rows.map(({ number }) => number)).toEqual(expect.arrayContaining(acknowledged));
    await database.stop();
    await until(() => processesIn(home.folder).length === 0);
  }
});

test('several starts at once on a new folder share one server, which goes with the last of them', async () => {
  using home = makeHome();
  const databases = await Promise.all([start(home.folder), start(home.folder), start(home.folder)]);
  expect(databases.map(({ how }) => how).toSorted()).toEqual(['attached', 'attached', 'started']);
  await ask(databases[0], 'create table shared (word text)');
  for (const database of databases.toSorted((a, b) => b.how.localeCompare(a.how))) {
    await ask(database, 'select * from shared');
    await database.stop();
  }
  await until(() => processesIn(home.folder).length === 0);
});

test('two programs start at once on a new folder', async () => {
  using home = makeHome();
  const writers = await Promise.all([startWriter(home.folder), startWriter(home.folder)]);
  expect(writers.map(({ how }) => how).toSorted()).toEqual(['attached', 'started']);
  await Promise.all(writers.map((writer) => writer.kill()));
  await until(() => processesIn(home.folder).length === 0);
});

test('the server stays for who came second when who came first is killed', async () => {
  using home = copyHome(template.folder);
  const first = await startWriter(home.folder);
  const second = await start(home.folder);
  expect([first.how, second.how]).toEqual(['started', 'attached']);
  const client = new Client(second.connection);
  await client.connect();
  await until(() => first.said.length > 0);
  await first.kill();
  await client.query('insert into numbers values (-1)');
  await client.end();
  await second.stop();
  await until(() => processesIn(home.folder).length === 0);
});

test('who came first may stop before who came second', async () => {
  using home = copyHome(template.folder);
  const first = await start(home.folder);
  const second = await startWriter(home.folder);
  await first.stop();
  const before = second.said.length;
  await until(() => second.said.length > before + 10);
  await second.stop();
  await until(() => processesIn(home.folder).length === 0);
});

describe('left behind by something worse than kill -9', () => {
  test.each([
    ['a process that is gone', 32_000_000],
    ['a living process that is no server', process.pid],
  ])('a lock file that names %s is passed over', async (_, pid) => {
    using home = copyHome(template.folder);
    const data = path.join(home.folder, 'postgres', 'data');
    const lock = path.join(data, 'postmaster.pid');
    writeFileSync(lock, `${pid}\n${data}\n1700000000\n5432\n${path.join(home.folder, 'postgres', 'run')}\n\n\nready\n`);
    const { uid, gid } = statSync(data);
    chownSync(lock, uid, gid);
    const database = await start(home.folder);
    expect(database.how).toBe('started');
    await database.stop();
  });

  test('a server that was killed itself is started again', async () => {
    using home = copyHome(template.folder);
    const database = await start(home.folder, { log: { info: () => {}, warn: () => {} } });
    await ask(database, 'create table kept (word text)');
    const servers = processesIn(path.join(home.folder, 'postgres', 'data'));
    expect(servers.length).toBeGreaterThan(0);
    for (const pid of servers) process.kill(pid, 'SIGKILL');
    const again = await start(home.folder);
    expect(await ask(again, 'select * from kept')).toEqual([]);
    await again.stop();
  });

  test('a folder that was only half made is made anew', async () => {
    using home = makeHome();
    const left = path.join(home.folder, 'postgres.new-32000000-abc');
    mkdirSync(path.join(left, 'data'), { recursive: true });
    await (await start(home.folder)).stop();
    expect(readdirSync(home.folder)).toEqual(['postgres']);
  });

  test('a folder with something else in it is refused, and left alone', async () => {
    using home = makeHome();
    const data = path.join(home.folder, 'postgres', 'data');
    mkdirSync(data, { recursive: true });
    writeFileSync(path.join(data, 'base'), 'somebody may want this');
    if (asRoot) for (const folder of [path.dirname(data), data]) chownSync(folder, 65_534, 65_534);
    expect(await refusalOf(start(home.folder))).toContain('holds no whole database');
    expect(readdirSync(data)).toEqual(['base']);
    expect(readdirSync(home.folder)).toEqual(['postgres']);
  });

  test('a database that does not start says what its log says', async () => {
    using home = copyHome(template.folder);
    rmSync(path.join(home.folder, 'postgres/data/global/pg_control'));
    await expect(start(home.folder)).rejects.toThrow(/does not start.*pg_control/s);
    await until(() => processesIn(home.folder).length === 0);
  });
});

describe('refused in words', () => {
  /** As much of a database as a start looks at before it starts a server. */
  function pretend(home: string, uid: number): string {
    const data = path.join(home, 'postgres', 'data');
    mkdirSync(data, { recursive: true });
    writeFileSync(path.join(data, 'PG_VERSION'), '13\n');
    if (asRoot) for (const folder of [path.dirname(data), data]) chownSync(folder, uid, uid);
    return data;
  }

  test('data that another major version made', async () => {
    using home = makeHome();
    pretend(home.folder, 65_534);
    expect(await refusalOf(start(home.folder))).toMatch(/made by PostgreSQL 13, and this is PostgreSQL \d+/);
  });

  test('a folder without the programs it should hold', async () => {
    using home = makeHome();
    expect(await refusalOf(start(home.folder, { binaries: home.folder }))).toContain('DATABASE_URL');
  });

  test('a home that is a file', async () => {
    using home = makeHome();
    const file = path.join(home.folder, 'file');
    writeFileSync(file, '');
    expect(await refusalOf(start(file))).toContain('LINECHECK_HOME');
  });

  test('a changed password', async () => {
    using home = copyHome(template.folder);
    writeFileSync(path.join(home.folder, 'postgres/secret'), 'guessed');
    expect(await refusalOf(start(home.folder))).toContain('secret');
    await until(() => processesIn(home.folder).length === 0);
  });

  test.runIf(asRoot)('a home that whom PostgreSQL runs as cannot reach', async () => {
    using home = makeHome();
    chmodSync(home.folder, 0o700);
    expect(await refusalOf(start(home.folder))).toContain(`may not pass ${home.folder}`);
  });

  test.runIf(asRoot)('data that belongs to somebody else than the folder around it', async () => {
    using home = makeHome();
    chownSync(pretend(home.folder, 65_534), 0, 0);
    expect(await refusalOf(start(home.folder))).toContain('chown -R');
  });

  test.runIf(asRoot)("an ordinary user's start on somebody else's database", async () => {
    using home = makeHome(1000);
    pretend(home.folder, 65_534);
    await expect(startWriter(home.folder, 1000)).rejects.toThrow(/Refusal: .*belongs to user 65534/);
  });
});

describe('as root and as somebody else', () => {
  test.runIf(asRoot)('an ordinary user has everything under a home of their own', async () => {
    using home = makeHome(1000);
    const writer = await startWriter(home.folder, 1000);
    await until(() => writer.said.length > 5);
    expect(new Set(processesIn(home.folder).map((pid) => statSync(`/proc/${pid}`).uid))).toEqual(new Set([1000]));
    await writer.stop();
    await until(() => processesIn(home.folder).length === 0);
  });

  test.runIf(asRoot)("root runs an ordinary user's database as that user", async () => {
    using home = copyHome(template.folder, 1000);
    const writer = await startWriter(home.folder, 1000);
    await until(() => writer.said.length > 5);
    await writer.kill();
    await until(() => processesIn(home.folder).length === 0);
    const database = await start(home.folder);
    expect(new Set(processesIn(home.folder).map((pid) => statSync(`/proc/${pid}`).uid))).toEqual(new Set([1000]));
    await database.stop();
    const again = await startWriter(home.folder, 1000);
    await again.stop();
  });
});

describe('paths', () => {
  test('one that is too long for a socket gets a socket elsewhere, in a folder that is ours alone', async () => {
    using home = makeHome();
    const long = path.join(home.folder, 'a-long-name-'.repeat(8));
    const first = await start(long);
    const host = first.connection.host ?? '';
    await first.stop();
    expect(host.startsWith(home.folder)).toBe(false);
    expect(modeOf(host)).toBe('700');

    chmodSync(host, 0o777);
    expect(await refusalOf(start(long))).toContain(host);
    rmSync(host, { recursive: true });
  });

  test('one with spaces, commas, quotes and letters of elsewhere', async () => {
    using home = makeHome();
    const database = await start(path.join(home.folder, `a, "b" 'c' ü`));
    expect(await ask(database, 'select 1 as one')).toEqual([{ one: 1 }]);
    await database.stop();
  });

  test.each([
    ['linux', 1000, { HOME: '/home/ada' }, '/home/ada/.local/share/linecheck'],
    ['linux', 1000, { HOME: '/home/ada', XDG_DATA_HOME: '/data/ada' }, '/data/ada/linecheck'],
    ['linux', 1000, { HOME: '/home/ada', XDG_DATA_HOME: 'data' }, '/home/ada/.local/share/linecheck'],
    ['linux', 0, { HOME: '/root' }, '/var/lib/linecheck'],
    ['darwin', 501, { HOME: '/Users/ada' }, '/Users/ada/Library/Application Support/linecheck'],
    ['win32', undefined, { LOCALAPPDATA: 'C:\\Ada\\Local' }, 'C:\\Ada\\Local\\linecheck'],
    ['win32', undefined, { USERPROFILE: 'C:\\Ada' }, 'C:\\Ada\\AppData\\Local\\linecheck'],
  ] as const)('on %s, user %s with %o lives in %s', (platform, uid, env, home) => {
    expect(defaultHome(env, platform, uid)).toBe(home);
  });
});
