import { closeSync, fstatSync, openSync, readSync, realpathSync, renameSync, statSync } from 'node:fs';
import { Client, type ClientConfig } from 'pg';
import { Refusal } from '../../core/refusal.ts';
import { type Cluster, isMade, secretOf, socketFolder, SUPERUSER } from './cluster.ts';
import { readLockFile } from './lock-file.ts';

const DATABASE = 'linecheck';
const LOG_LIMIT = 4 * 1024 * 1024;

const SETTINGS: Record<string, string> = {
  max_connections: '50',
  shared_buffers: '64MB',
  max_wal_size: '256MB',
  timezone: 'UTC',
  // DETAIL lines and statements carry what people wrote, and that is not for logs.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
};

/** What to tell `postgres`. Its `linecheck.hold` lets others find the pipe that keeps it. */
export function settingsFor(cluster: Cluster, hold: string, settings: Record<string, string>): string[] {
  const folder = socketFolder(cluster).replaceAll('"', '""');
  const all = {
    ...SETTINGS,
    listen_addresses: '',
    port: '5432',
    // A list in PostgreSQL's eyes: quoted, so that a comma in the path is one of its letters.
    unix_socket_directories: `"${folder}"`,
    unix_socket_permissions: '0700',
    'linecheck.hold': hold,
    ...settings,
  };
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** A server that answers on this cluster. `hold` names what keeps it; null where it was not started by us. */
export interface Found {
  connection: ClientConfig;
  version: string;
  hold: string | null;
}

/** The server that runs on the cluster; null where none does, or not yet, or not any more. */
export async function reach(cluster: Cluster): Promise<Found | null> {
  const lock = isMade(cluster) ? readLockFile(cluster.data) : null;
  if (lock === null || lock.socketFolder === '') return null;
  const connection = {
    host: lock.socketFolder,
    port: lock.port,
    user: SUPERUSER,
    password: secretOf(cluster),
    database: DATABASE,
    ssl: false,
  };
  const client = new Client({ ...connection, database: 'postgres', connectionTimeoutMillis: 10_000 });
  client.on('error', () => {}); // what ends the connection also ends the question below
  try {
    await client.connect();
    const { rows } = await client.query<{ data: string; version: string; hold: string | null; made: boolean }>(
      `select current_setting('data_directory') as data,
              split_part(current_setting('server_version'), ' ', 1) as version,
              current_setting('linecheck.hold', true) as hold,
              exists (select from pg_database where datname = $1) as made`,
      [DATABASE],
    );
    const [server] = rows;
    if (server === undefined || realpathSync(server.data) !== realpathSync(cluster.data)) return null;
    if (!server.made) await client.query(`create database ${DATABASE}`);
    return { connection, version: server.version, hold: server.hold };
  } catch (error) {
    if (isPassing(error)) return null;
    if (codeOf(error) === '28P01') {
      throw new Refusal('conflict', `PostgreSQL in ${cluster.folder} does not take the password in its file "secret".`);
    }
    throw error;
  } finally {
    await client.end().catch(() => {});
  }
}

/** A server that is not there, comes up or goes down, or a second start that makes the database at this moment. */
function isPassing(error: unknown): boolean {
  const passing = [
    'ENOENT',
    'ECONNREFUSED',
    'ECONNRESET',
    'EPIPE',
    '57P01',
    '57P02',
    '57P03',
    '42P04',
    '23505',
    '55006',
  ];
  return passing.includes(codeOf(error)) || (error instanceof Error && /terminated|timeout/i.test(error.message));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** The server only ever adds to its log: at each start a long one becomes the old one. */
export function turnLog(cluster: Cluster): void {
  const size = statSync(cluster.log, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_LIMIT) renameSync(cluster.log, `${cluster.log}.old`);
}

/** The end of the log, for whom the server does not start. */
export function lastWords(cluster: Cluster): string {
  try {
    const file = openSync(cluster.log, 'r');
    const start = Math.max(0, fstatSync(file).size - 1000);
    const bytes = Buffer.alloc(1000);
    const read = readSync(file, bytes, 0, 1000, start);
    closeSync(file);
    return `${cluster.log} ends with:\n${bytes.toString('utf8', 0, read).trim()}`;
  } catch {
    return '';
  }
}
