import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientConfig } from 'pg';
import type { Log } from './client.ts';
import { type Binaries, findBinaries } from './embedded/binaries.ts';
import { checkVersion, type Cluster, clusterIn, isMade, makeCluster } from './embedded/cluster.ts';
import { dropLockFile, holderOf, readLockFile } from './embedded/lock-file.ts';
import { lastWords, reach, settingsFor, turnLog } from './embedded/server.ts';
import { type Hold, holdOn, isHeld, launch, type Server, sweepMarks } from './embedded/watchdog.ts';

export interface Embedded {
  /** For the owner of the database; `host` is the folder of a unix socket. */
  connection: ClientConfig;
  /** As the server says it: "18.4". */
  version: string;
  how: 'started' | 'attached';
  /** Lets go of the server. It stops when nobody is left who uses it, and then this waits for its end. */
  stop: () => Promise<void>;
}

export interface EmbeddedOptions {
  home: string;
  log: Log;
  /** A folder with the programs of another PostgreSQL, 15 or newer, to use instead of ours. */
  binaries?: string | null;
  /** Settings of the server beside our own: `{ fsync: 'off' }` for rows nobody will miss. */
  settings?: Record<string, string>;
}

const PATIENCE_MS = 60_000;
const POLL_MS = 15;

/**
 * The database of a home: made on the first start, started where it does not run, else shared with whoever started it.
 * It runs as long as any process holds it. One that is killed lets go like one that stops, so nothing is left behind,
 * and a command line that came first may leave before the website that came second.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { home, log, binaries = null, settings = {} } = options;
  const cluster = clusterIn(home);
  let programs: Binaries | null = null;
  let server: Server | null = null;
  let failures = 0;

  try {
    for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await sleep(POLL_MS)) {
      const found = await reach(cluster);
      if (found !== null) {
        const ours: Server | null = server?.hold.name === found.hold ? server : null;
        if (ours === null) server?.hold.release();
        const hold = ours?.hold ?? holdOn(cluster, found.hold);
        if (hold === null) continue;
        sweepMarks(cluster, hold);
        const { connection, version } = found;
        return { connection, version, how: ours ? 'started' : 'attached', stop: stopping(cluster, hold, ours, log) };
      }
      if (server?.running() || isAnotherThere(cluster)) continue;
      if (server !== null) {
        server.hold.release();
        failures += 1;
        const error = await server.waitForEnd();
        if (error !== null || failures === 3) throw notStarting(cluster, error);
        // Sessions of a server that was killed itself may take a moment to notice, and hold its memory until then.
        await sleep(200 * failures);
      }
      programs ??= await findBinaries(binaries, cluster.account, path.join(cluster.home, 'binaries'));
      if (!isMade(cluster)) {
        log.info(`Making a database in ${cluster.folder}`);
        await makeCluster(cluster, programs, settings);
      }
      checkVersion(cluster, programs);
      turnLog(cluster);
      server = launch(cluster, programs, (name) => settingsFor(cluster, name, settings));
    }
    throw notStarting(cluster, null);
  } catch (error) {
    server?.hold.release();
    throw error;
  }
}

/** Where the embedded database and files live when LINECHECK_HOME says nothing. */
export function defaultHome(
  env: Record<string, string | undefined>,
  platform: NodeJS.Platform,
  uid: number | undefined,
): string {
  const home = env['HOME'] ?? env['USERPROFILE'] ?? '.';
  if (platform === 'win32') {
    return path.win32.join(env['LOCALAPPDATA'] ?? path.win32.join(home, 'AppData', 'Local'), 'linecheck');
  }
  // PostgreSQL does not run as root, and whom it runs as instead cannot look into root's home.
  if (uid === 0) return '/var/lib/linecheck';
  if (platform === 'darwin') return path.posix.join(home, 'Library', 'Application Support', 'linecheck');
  const dataHome = env['XDG_DATA_HOME'];
  // The XDG base directory specification: a relative path is to be ignored.
  const base =
    dataHome !== undefined && path.posix.isAbsolute(dataHome) ? dataHome : path.posix.join(home, '.local/share');
  return path.posix.join(base, 'linecheck');
}

/** Looks past what a killed server left: a lock file whose process is gone, or is dead and not yet collected. */
function isAnotherThere(cluster: Cluster): boolean {
  const lock = readLockFile(cluster.data);
  if (lock === null) return false;
  if (holderOf(lock, cluster.data) === 'alive') return true;
  dropLockFile(cluster.data, lock);
  return false;
}

function stopping(cluster: Cluster, hold: Hold, server: Server | null, log: Log): () => Promise<void> {
  let stopped: Promise<void> | null = null;
  const watch = async (): Promise<void> => {
    await server?.ended;
    if (stopped === null) log.warn(`PostgreSQL ended by itself; ${cluster.log} may say why`);
  };
  if (server !== null) void watch();
  const stop = async (): Promise<void> => {
    hold.release();
    if (isHeld(cluster)) return;
    const deadline = Date.now() + PATIENCE_MS;
    while (isAnotherThere(cluster)) {
      if (Date.now() > deadline) {
        log.warn(`PostgreSQL takes long to stop; ${cluster.log} may say why`);
        return;
      }
      await sleep(POLL_MS);
    }
    await server?.waitForEnd();
  };
  return () => (stopped ??= stop());
}

function notStarting(cluster: Cluster, cause: Error | null): Error {
  const words = cause?.message ?? lastWords(cluster);
  return new Error(`PostgreSQL does not start in ${cluster.folder}. ${words}`, { cause });
}
