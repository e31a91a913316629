import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { Logger, runMigrations } from 'graphile-worker';
import { type Client, type ClientConfig, DatabaseError, Pool } from 'pg';
import { Refusal } from '../core/refusal.ts';
import { keepErasing } from './erasing.ts';
import { grantPast, keepPast, stopKeeping } from './past.ts';
import { APPLICATION_ROLE, connect, connectionOf, type Log } from './client.ts';

/** Tables the desk adds to and reads, and nothing else. */
export const APPEND_ONLY_TABLES = ['history'];
/** Tables that the database writes by itself and the desk only reads. */
const READ_ONLY_TABLES = ['changes', 'chains', 'seals', 'former_seals'];

export interface MigrateOptions {
  log: Log;
  /** Where the migrations are, as drizzle-kit writes them. */
  folder?: string;
}

const MIGRATIONS = fileURLToPath(new URL('../../drizzle', import.meta.url));
/** Any number will do that nothing else in this database locks. */
const LOCK = 7_246_325;

/**
 * Brings a database up to date as its owner and lets the desk's own role work in it. Two that do so at once do it once.
 * Refuses PostgreSQL before 15, an encoding other than UTF8, and a database that a newer Linecheck has migrated.
 */
export async function migrateDatabase(
  where: string | ClientConfig,
  { log, folder = MIGRATIONS }: MigrateOptions,
): Promise<void> {
  const client = await connect(where);
  try {
    await client.query('set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0');
    await checkServer(client);
    await waitForTurn(client, log);
    const applied = await migrateInTurn(client, folder);
    if (applied > 0) log.info(`Applied ${applied} migration${applied === 1 ? '' : 's'} to the database`);
    await migrateQueue(where, log);
    await keepPast(client);
    await makeRole(client);
    await grant(client);
    await grantQueue(client);
    await keepErasing(client);
  } finally {
    // Ends the session, and with it its lock.
    await client.end();
  }
}

async function checkServer(client: Client): Promise<void> {
  const { rows } = await client.query<{ version: string; number: string; encoding: string }>(
    `select current_setting('server_version') as version,
            current_setting('server_version_num') as number,
            current_setting('server_encoding') as encoding`,
  );
  const [server] = rows;
  if (Number(server?.number) < 150_000) {
    throw new Refusal('invalid', `The database is PostgreSQL ${server?.version}; Linecheck needs 15 or newer.`);
  }
  if (server?.encoding !== 'UTF8') {
    throw new Refusal(
      'invalid',
      `The database ${client.database} has the encoding ${server?.encoding}, which cannot hold every text. ` +
        `Make one with: create database ${client.database} encoding 'UTF8' template template0;`,
    );
  }
}

async function waitForTurn(client: Client, log: Log): Promise<void> {
  const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [LOCK]);
  if (rows[0]?.locked) return;
  log.info('Waiting for another start that migrates the database');
  await client.query('select pg_advisory_lock($1)', [LOCK]);
}

async function migrateInTurn(client: Client, folder: string): Promise<number> {
  const known = new Set(readMigrationFiles({ migrationsFolder: folder }).map(({ folderMillis }) => folderMillis));
  const before = await appliedMigrations(client);
  const unknown = before.filter((moment) => !known.has(moment));
  if (unknown.length > 0) {
    throw new Refusal(
      'conflict',
      `The database ${client.database} was migrated by a newer Linecheck ` +
        `(${unknown.length} migration${unknown.length === 1 ? '' : 's'} that this one does not know). Start that one.`,
    );
  }
  if (known.size > before.length) await stopKeeping(client);
  try {
    await migrate(drizzle(client), { migrationsFolder: folder });
  } catch (error) {
    if (codeOf(error) !== '42501') throw error;
    throw new Refusal(
      'not_allowed',
      `${client.user} may not make tables in the database ${client.database}: ${messageOf(error)}. ` +
        `An administrator can: alter database ${client.database} owner to "${client.user}";`,
    );
  }
  const after = new Set(await appliedMigrations(client));
  // drizzle looks at the newest applied one alone, and passes over an older one that a merge brought in later.
  const skipped = [...known].filter((moment) => !after.has(moment));
  if (skipped.length > 0)
    throw new Error(`Migrations older than the newest applied were skipped: ${skipped.join(', ')}`);
  return after.size - before.length;
}

/** The tables of the job queue, in a schema of their own, which the library that works it brings along. */
async function migrateQueue(where: string | ClientConfig, log: Log): Promise<void> {
  const pool = new Pool({ ...connectionOf(where), max: 1 });
  pool.on('error', () => {}); // the query that runs into it says so
  pool.on('connect', (each) => each.on('error', () => {}));
  try {
    const logger = new Logger(() => (level: string, message: string) => {
      if (level === 'error') log.warn(message);
    });
    await runMigrations({ pgPool: pool, logger });
  } finally {
    await pool.end();
  }
}

/** When each applied migration was generated, which is what drizzle knows it by. */
export async function appliedMigrations(client: Client): Promise<number[]> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('drizzle.__drizzle_migrations') is not null as there`,
  );
  if (!rows[0]?.there) return [];
  const applied = await client.query<{ moment: string }>(
    'select created_at as moment from drizzle.__drizzle_migrations order by created_at',
  );
  return applied.rows.map(({ moment }) => Number(moment));
}

/**
 * Roles belong to the server, so another database's migration may be at it too: its lock is another one.
 * An owner who may not make roles works on without: `openDatabase` says so.
 */
async function makeRole(client: Client): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { rows } = await client.query<{ there: boolean; mayUse: boolean | null }>(
        `select role is not null as there, pg_has_role(role, right_needed) as "mayUse"
         from (select to_regrole($1)::oid as role,
                      case when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER' end as right_needed) as asked`,
        [APPLICATION_ROLE],
      );
      if (!rows[0]?.there) await client.query(`create role ${APPLICATION_ROLE} nologin`);
      if (!rows[0]?.mayUse) await client.query(`grant ${APPLICATION_ROLE} to current_user`);
      return;
    } catch (error) {
      if (codeOf(error) === '42501') return;
      const racing = ['42710', '23505', 'XX000'].includes(codeOf(error));
      if (!racing || attempt === 10) throw error;
      await sleep(Math.random() * 100);
    }
  }
}

async function grant(client: Client): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>('select to_regrole($1) is not null as there', [
    APPLICATION_ROLE,
  ]);
  if (!rows[0]?.there) return;
  const rights = 'select, insert, update, delete';
  await client.query('begin');
  await client.query(`grant usage on schema public to ${APPLICATION_ROLE}`);
  await client.query(`grant ${rights} on all tables in schema public to ${APPLICATION_ROLE}`);
  await client.query(`grant usage, select on all sequences in schema public to ${APPLICATION_ROLE}`);
  await client.query(`alter default privileges in schema public grant ${rights} on tables to ${APPLICATION_ROLE}`);
  await client.query(
    `alter default privileges in schema public grant usage, select on sequences to ${APPLICATION_ROLE}`,
  );
  const revoked = [
    ...APPEND_ONLY_TABLES.map((table) => ({ table, rights: 'update, delete, truncate' })),
    ...READ_ONLY_TABLES.map((table) => ({ table, rights: 'insert, update, delete, truncate' })),
  ];
  for (const { table, rights: withheld } of revoked) {
    const found = await client.query<{ name: string | null }>('select to_regclass($1)::text as name', [
      `public.${table}`,
    ]);
    const name = found.rows[0]?.name;
    if (name) await client.query(`revoke ${withheld} on ${name} from ${APPLICATION_ROLE}`);
  }
  await grantPast(client);
  await client.query('commit');
}

/** The desk puts jobs in line and takes them out. The library guards its rows with policies and brings none. */
async function grantQueue(client: Client): Promise<void> {
  const { rows } = await client.query<{ role: boolean; guarded: string[] | null }>(
    `select to_regrole($1) is not null as role,
            (select array_agg(c.oid::regclass::text) from pg_class as c
             where c.relnamespace = 'graphile_worker'::regnamespace and c.relrowsecurity
               and not exists (select from pg_policy as p where p.polrelid = c.oid and p.polname = $1)) as guarded`,
    [APPLICATION_ROLE],
  );
  if (!rows[0]?.role) return;
  const rights = 'select, insert, update, delete';
  await client.query('begin');
  await client.query(`grant usage on schema graphile_worker to ${APPLICATION_ROLE}`);
  await client.query(`grant ${rights} on all tables in schema graphile_worker to ${APPLICATION_ROLE}`);
  await client.query(`grant usage, select on all sequences in schema graphile_worker to ${APPLICATION_ROLE}`);
  await client.query(`revoke insert, update, delete on graphile_worker.migrations from ${APPLICATION_ROLE}`);
  for (const table of rows[0].guarded ?? []) {
    await client.query(`create policy ${APPLICATION_ROLE} on ${table} to ${APPLICATION_ROLE} using (true)`);
  }
  await client.query('commit');
}

function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? error.cause : error;
}

function codeOf(error: unknown): string {
  const cause = causeOf(error);
  return cause instanceof DatabaseError ? (cause.code ?? '') : '';
}

function messageOf(error: unknown): string {
  const cause = causeOf(error);
  return cause instanceof Error ? cause.message : String(cause);
}
