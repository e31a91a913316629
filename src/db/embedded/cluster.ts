import { randomBytes, createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Refusal } from '../../core/refusal.ts';
import { type Account, accountFor, closedTo, giveTo, runAs, statsOf } from './account.ts';
import type { Binaries } from './binaries.ts';
import { isAlive } from './lock-file.ts';

export const SUPERUSER = 'linecheck';

/** Where one database lives on disk. The whole folder belongs to the account PostgreSQL runs as. */
export interface Cluster {
  account: Account;
  home: string;
  folder: string;
  data: string;
  /** Marks of who uses the server, and its socket where the path is short enough. */
  run: string;
  log: string;
}

/** Settles where the database of a home lives and whom it belongs to. Refuses a folder that cannot be used. */
export function clusterIn(home: string): Cluster {
  if (process.platform === 'win32') {
    throw new Refusal('invalid', 'On Windows, Linecheck starts no database of its own yet. Set DATABASE_URL.');
  }
  const root = openHome(home);
  const folder = path.join(root, 'postgres');
  const account = accountFor(folder);
  const closed = closedTo(account, folder);
  if (closed !== null) {
    throw new Refusal(
      'not_allowed',
      `PostgreSQL does not run as root but as user ${account?.uid}, who may not pass ${closed} to ${folder}. ` +
        'Set LINECHECK_HOME to a folder that everyone may reach, such as /var/lib/linecheck.',
    );
  }
  const data = path.join(folder, 'data');
  const foundData = statsOf(data);
  if (account && foundData && foundData.uid !== account.uid) {
    throw new Refusal(
      'not_allowed',
      `${data} belongs to user ${foundData.uid}, and PostgreSQL is to run as user ${account.uid}. ` +
        `Give all of it to one user who is not root: chown -R ${account.uid}:${account.gid} ${folder}`,
    );
  }
  return { account, home: root, folder, data, run: path.join(folder, 'run'), log: path.join(folder, 'server.log') };
}

export function isMade(cluster: Cluster): boolean {
  return existsSync(path.join(cluster.data, 'PG_VERSION'));
}

/**
 * Makes an empty cluster beside its place and moves it there whole, so that a start that was cut short leaves nothing
 * half made. Where two do this at once, the second keeps the first one's.
 */
export async function makeCluster(
  cluster: Cluster,
  binaries: Binaries,
  settings: Record<string, string>,
): Promise<void> {
  const { account, folder } = cluster;
  sweep(folder);
  const draft = mkdtempSync(`${folder}.new-${process.pid}-`);
  try {
    const secret = path.join(draft, 'secret');
    writeFileSync(secret, randomBytes(24).toString('base64url'), { mode: 0o600 });
    mkdirSync(path.join(draft, 'run'), { mode: 0o700 });
    for (const file of [draft, secret, path.join(draft, 'run')]) giveTo(account, file);
    const collation =
      binaries.major >= 17
        ? ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
        : ['--locale=C', '--locale-provider=libc'];
    const sync = settings['fsync'] === 'off' ? ['--no-sync'] : [];
    const where = ['-D', path.join(draft, 'data'), '-U', SUPERUSER, '--auth=scram-sha-256', `--pwfile=${secret}`];
    const how = ['--encoding=UTF8', ...collation, ...sync];
    await runAs(account, path.join(binaries.folder, 'initdb'), [...where, ...how], draft);
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (isMade(cluster)) return;
    if (statsOf(folder)) {
      throw new Refusal('conflict', `${folder} is there, but holds no whole database. Move it away, or restore it.`);
    }
    throw error;
  }
}

/** Refuses data that this PostgreSQL cannot read. */
export function checkVersion(cluster: Cluster, binaries: Binaries): void {
  const made = Number.parseInt(readFileSync(path.join(cluster.data, 'PG_VERSION'), 'utf8'), 10);
  if (made === binaries.major) return;
  throw new Refusal(
    'conflict',
    `The database in ${cluster.folder} was made by PostgreSQL ${made}, and this is PostgreSQL ${binaries.version}. ` +
      `Set LINECHECK_POSTGRES_BIN to the programs of PostgreSQL ${made}, or LINECHECK_HOME to another folder.`,
  );
}

export function secretOf(cluster: Cluster): string {
  return readFileSync(path.join(cluster.folder, 'secret'), 'utf8');
}

/** A folder of ours that is short enough for a socket in it: the path of one may have 107 bytes, 103 outside Linux. */
export function socketFolder(cluster: Cluster): string {
  const longest = process.platform === 'linux' ? 107 : 103;
  const short = `linecheck-${createHash('sha256').update(cluster.folder).digest('hex').slice(0, 12)}`;
  const folders = [cluster.run, path.join(tmpdir(), short), path.join('/tmp', short)];
  const folder = folders.find((candidate) => Buffer.byteLength(`${candidate}/.s.PGSQL.5432`) <= longest);
  if (folder === undefined) throw new Refusal('invalid', `The path of ${cluster.folder} is too long for a socket.`);
  if (folder === cluster.run) return folder;

  // The temporary folder is everybody's: what is there under our name may be somebody else's trap.
  const made = mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (made !== undefined) giveTo(cluster.account, folder);
  const found = statsOf(folder);
  const owner = cluster.account?.uid ?? process.getuid?.();
  if (!found?.isDirectory() || found.uid !== owner || (found.mode & 0o077) !== 0) {
    throw new Refusal('not_allowed', `${folder} should be a folder of user ${owner} alone, and is not. Remove it.`);
  }
  return folder;
}

/** Home is opened for passing through only, and only where we make it: the account must reach its folder. */
function openHome(home: string): string {
  try {
    const asRoot = process.getuid?.() === 0;
    const first = mkdirSync(home, { recursive: true, mode: 0o700 });
    if (asRoot && first !== undefined) {
      for (let folder = path.resolve(home); folder.length >= first.length; folder = path.dirname(folder)) {
        chmodSync(folder, 0o711);
      }
    }
    return realpathSync(home);
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new Refusal('not_allowed', `${home} cannot be used (${why}). Set LINECHECK_HOME to a folder of your own.`);
  }
}

/** Clears away what a start that was killed left half made. */
function sweep(folder: string): void {
  const prefix = `${path.basename(folder)}.new-`;
  for (const name of readdirSync(path.dirname(folder))) {
    if (!name.startsWith(prefix) || isAlive(Number.parseInt(name.slice(prefix.length), 10))) continue;
    // The killed start's initdb may still write in it for a moment.
    rmSync(path.join(path.dirname(folder), name), { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}
