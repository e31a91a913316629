import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import path from 'node:path';

/** What a running PostgreSQL writes into its data folder, as far as it got. */
export interface LockFile {
  pid: number;
  /** NaN and empty until the server listens. */
  port: number;
  socketFolder: string;
}

export type Holder = 'alive' | 'zombie' | 'gone';

/** Layout: https://www.postgresql.org/docs/current/storage-file-layout.html, `postmaster.pid`. */
export function readLockFile(data: string): LockFile | null {
  const lines = textOf(lockFile(data))?.split('\n');
  const pid = Math.abs(Number.parseInt(lines?.[0] ?? '', 10));
  return pid > 0 ? { pid, port: Number.parseInt(lines?.[3] ?? '', 10), socketFolder: lines?.[4] ?? '' } : null;
}

/**
 * Whether the process that a lock file names still is the server of this data folder. Numbers of processes are used
 * again, above all after a reboot, and a killed server that nobody has collected keeps its number.
 */
export function holderOf(lock: LockFile, data: string): Holder {
  if (!existsSync('/proc/self/stat')) return holderByPs(lock);
  const stat = textOf(`/proc/${lock.pid}/stat`);
  if (stat === null) return 'gone';
  if (/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2))) return 'zombie';
  try {
    // PostgreSQL works in its data folder; another user's process does not let us look, and so is not it.
    return readlinkSync(`/proc/${lock.pid}/cwd`) === data ? 'alive' : 'gone';
  } catch {
    return 'gone';
  }
}

/** Without /proc, as on macOS, the name of the program has to do. */
function holderByPs({ pid }: LockFile): Holder {
  const { stdout } = spawnSync('ps', ['-o', 'stat=,comm=', '-p', String(pid)], { encoding: 'utf8' });
  if (/^\s*Z/.test(stdout)) return 'zombie';
  return /\bpostgres\b/.test(stdout) ? 'alive' : 'gone';
}

/** Safe beside a second start: PostgreSQL also refuses a data folder whose shared memory is in use. */
export function dropLockFile(data: string, stale: LockFile): void {
  if (readLockFile(data)?.pid === stale.pid) rmSync(lockFile(data), { force: true });
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function lockFile(data: string): string {
  return path.join(data, 'postmaster.pid');
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
