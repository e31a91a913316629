import type { ClientConfig, Pool } from 'pg';
import { inject } from 'vitest';
import { type Db, newId, openDatabase } from '../../src/db/client.ts';
import { withAdmin } from './admin.ts';

/** A database of one's own, dropped when its block ends. The connection and the address are its owner's. */
export interface EmptyDatabase extends AsyncDisposable {
  connection: ClientConfig;
  url: string;
}

/** Migrated, and opened as the desk opens it. */
export interface TestDatabase extends EmptyDatabase {
  db: Db;
  pool: Pool;
}

/** A copy of the migrated template: `await using database = await openTestDatabase()`. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const empty = await makeDatabase(`template ${inject('cluster').template}`);
  const { db, pool, close } = await openDatabase(empty.connection, { log: { info: () => {}, warn: console.warn } });
  return {
    ...empty,
    db,
    pool,
    async [Symbol.asyncDispose]() {
      await close();
      await empty[Symbol.asyncDispose]();
    },
  };
}

/** With nothing in it; `how` is the rest of its CREATE DATABASE. */
export async function makeDatabase(how = `encoding 'UTF8' template template0`): Promise<EmptyDatabase> {
  const { connection: server, prefix } = inject('cluster');
  const database = prefix + newId().replaceAll('-', '');
  await withAdmin(server, (run) => run(`create database ${database} ${how}`));
  const connection = { ...server, database };
  return {
    connection,
    url: urlOf(connection),
    async [Symbol.asyncDispose]() {
      await withAdmin(server, (run) => run(`drop database if exists ${database} with (force)`));
    },
  };
}

/** The folder of a socket cannot be a host in an address, and stands among its parameters. */
function urlOf({ host = 'localhost', port = 5432, user = '', password, database = '' }: ClientConfig): string {
  const url = new URL(`postgresql://localhost:${port}/${database}`);
  url.username = encodeURIComponent(user);
  if (typeof password === 'string') url.password = encodeURIComponent(password);
  if (host.startsWith('/')) url.searchParams.set('host', host);
  else url.hostname = host;
  return url.href;
}
