import type { ExtractTablesWithRelations } from 'drizzle-orm';
import { drizzle, type NodePgQueryResultHKT } from 'drizzle-orm/node-postgres';
import type { PgDatabase, PgTransaction } from 'drizzle-orm/pg-core';
import { Client, type ClientConfig, DatabaseError, Pool } from 'pg';
import { parseIntoClientConfig } from 'pg-connection-string';
import { v7 } from 'uuid';
import { Refusal } from '../core/refusal.ts';
import * as schema from './schema.ts';

export type { ClientConfig };
export type Schema = typeof schema;
/** A connection or a transaction: enough to read. */
export type Db = PgDatabase<NodePgQueryResultHKT, Schema>;
/** An open transaction: needed to write, because every write also writes history. */
export type Tx = PgTransaction<NodePgQueryResultHKT, Schema, ExtractTablesWithRelations<Schema>>;

export interface Log {
  info(message: string): void;
  warn(message: string): void;
}

export interface Database {
  db: Db;
  pool: Pool;
  close: () => Promise<void>;
}

/** Whom the desk works as: it reads and writes rows, owns no table, and so cannot switch off what guards them. */
export const APPLICATION_ROLE = 'linecheck_app';

const LIMITS = {
  application_name: 'linecheck',
  connectionTimeoutMillis: 10_000,
  statement_timeout: 60_000,
  lock_timeout: 15_000,
  idle_in_transaction_session_timeout: 60_000,
  keepAlive: true,
};

/** Opens a migrated database for the desk. Refuses one that cannot be reached. */
export async function openDatabase(
  where: string | ClientConfig,
  { log, connections = 10 }: { log: Log; connections?: number },
): Promise<Database> {
  const config = await inOwnRole({ ...connectionOf(where), ...LIMITS }, log);
  const pool = new Pool({ ...config, max: connections });
  // A connection that breaks while nobody uses it: the pool replaces it, and an error nobody hears ends the program.
  let closing = false;
  pool.on('error', (error) => {
    if (!closing) log.warn(`A connection to the database broke: ${error.message}`);
  });
  // And one that breaks while somebody does: the query that runs into it says so.
  pool.on('connect', (client) => client.on('error', () => {}));
  const close = (): Promise<void> => {
    closing = true;
    return pool.end();
  };
  return { db: drizzle(pool, { schema, casing: 'snake_case' }), pool, close };
}

/** The name of the constraint that refused a row, or null where something else went wrong. */
export function brokenConstraint(error: unknown): string | null {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  if (!(cause instanceof DatabaseError) || !cause.code?.startsWith('23')) return null;
  return cause.constraint ?? null;
}

/** Whether a value was refused because no column can take it: a figure too large, a character that cannot be kept. */
export function isUnfit(error: unknown): boolean {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return cause instanceof DatabaseError && (cause.code?.startsWith('22') ?? false);
}

/** A UUIDv7: ids made later sort later. */
export function newId(): string {
  return v7();
}

/** Connects once. Refuses, without naming the password, where that fails. */
export async function connect(where: string | ClientConfig): Promise<Client> {
  const config = { connectionTimeoutMillis: LIMITS.connectionTimeoutMillis, ...connectionOf(where) };
  const client = new Client(config);
  client.on('error', () => {}); // the query that runs into it says so
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    const place = `${client.host}:${client.port}, database ${client.database}, user ${client.user}`;
    throw new Refusal('invalid', `The database cannot be reached (${place}): ${wordsOf(error)}`);
  }
}

/** A connection's settings, whichever way they came. */
export function connectionOf(where: string | ClientConfig): ClientConfig {
  return typeof where === 'string' ? parseIntoClientConfig(where) : where;
}

async function inOwnRole(config: ClientConfig, log: Log): Promise<ClientConfig> {
  const options = [config.options, `-c role=${APPLICATION_ROLE}`].filter(Boolean).join(' ');
  const client = new Client({ ...config, options });
  client.on('error', () => {});
  try {
    await client.connect();
    return { ...config, options };
  } catch (error) {
    // Reports why where it is not the role's fault.
    await (await connect(config)).end();
    log.warn(
      `The desk works in the database as ${client.user}, because it may not work as ${APPLICATION_ROLE} (${wordsOf(error)}). ` +
        `An administrator can: create role ${APPLICATION_ROLE}; grant ${APPLICATION_ROLE} to "${client.user}";`,
    );
    return config;
  } finally {
    await client.end().catch(() => {});
  }
}

/** A host with several addresses fails with an error for each of them and no words of its own. */
function wordsOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(wordsOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
