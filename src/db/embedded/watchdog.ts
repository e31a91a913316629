import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, constants, openSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { as, cleanEnvironment } from './account.ts';
import type { Binaries } from './binaries.ts';
import type { Cluster } from './cluster.ts';
import { isAlive } from './lock-file.ts';

/**
 * Keeps PostgreSQL as long as somebody holds the other end of a named pipe. The kernel closes that end however a
 * process goes, so a killed one leaves no server behind, and the first to come may go before the last.
 * Standard input is the pipe; the arguments are its path, the log, and the server's command.
 */
const WATCHDOG = `
hold=$1 log=$2; shift 2
exec 3<&0 </dev/null >>"$log" 2>&1
"$@" 3<&- &
server=$!
(
  while read -r _; do :; done   # ends when nobody holds the pipe
  rm -f "$hold"                 # nobody new from here on,
  while read -r _; do :; done   # but who came in between may stay
  kill -INT "$server"           # PostgreSQL's fast shutdown
) <&3 &
watch=$!
exec 3<&-
wait "$server"
status=$?
rm -f "$hold"
kill "$watch" 2>/dev/null
exit "$status"
`;

/** A server that this process started, or tried to: there may be another one on its data folder. */
export interface Server {
  hold: Hold;
  running(): boolean;
  /** Resolves when what was started is gone; with an error where it could not even be started. */
  ended: Promise<Error | null>;
  /** The same, and keeps this process alive for it. */
  waitForEnd(): Promise<Error | null>;
}

/** One process's wish that the server stays. */
export interface Hold {
  name: string;
  release(): void;
}

/** Starts a server under the watchdog. `settings` words its settings, given the name of its hold. */
export function launch(cluster: Cluster, programs: Binaries, settings: (hold: string) => string[]): Server {
  const name = `hold-${randomBytes(6).toString('hex')}`;
  const pipe = path.join(cluster.run, name);
  const made = spawnSync('mkfifo', ['-m', '600', pipe], { ...as(cluster.account), encoding: 'utf8' });
  if (made.status !== 0) throw made.error ?? new Error(made.stderr);

  // Without O_NONBLOCK each end would wait for the other one to be opened.
  const readEnd = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
  const writeEnd = openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
  const command = [path.join(programs.folder, 'postgres'), '-D', cluster.data, ...settings(name)];
  const child = spawn('/bin/sh', ['-c', WATCHDOG, 'linecheck-postgres', pipe, cluster.log, ...command], {
    ...as(cluster.account),
    cwd: cluster.folder,
    env: cleanEnvironment(),
    detached: true,
    stdio: [readEnd, 'ignore', 'ignore'],
  });
  closeSync(readEnd);
  child.unref();
  const ended = new Promise<Error | null>((resolve) => {
    child.once('exit', () => resolve(null));
    child.once('error', resolve);
  });
  return {
    hold: markedHold(cluster, name, () => closeSync(writeEnd)),
    running: () => child.pid !== undefined && child.exitCode === null && child.signalCode === null,
    ended,
    waitForEnd() {
      child.ref();
      return ended;
    },
  };
}

/** Holds a server that runs already. Null where it is about to stop; a server that was not started by us needs no hold. */
export function holdOn(cluster: Cluster, name: string | null): Hold | null {
  if (name === null) return markedHold(cluster, '', () => {});
  const pipe = path.join(cluster.run, name);
  try {
    const writeEnd = openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
    // Still there after it was opened: the watchdog has not had its last look.
    if (statSync(pipe, { throwIfNoEntry: false })) return markedHold(cluster, name, () => closeSync(writeEnd));
    closeSync(writeEnd);
    return null;
  } catch (error) {
    // ENXIO: nobody reads it any more.
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENXIO')) return null;
    throw error;
  }
}

/** Whether a process that lives holds the server. */
export function isHeld(cluster: Cluster): boolean {
  return readdirSync(cluster.run).some((name) => name.startsWith('holder-') && isAlive(holderId(name)));
}

/** Clears away what killed processes and earlier servers left in the run folder. Only for one who holds the server. */
export function sweepMarks(cluster: Cluster, hold: Hold): void {
  for (const name of readdirSync(cluster.run)) {
    const left = name.startsWith('holder-') ? !isAlive(holderId(name)) : name.startsWith('hold-') && name !== hold.name;
    if (left) rmSync(path.join(cluster.run, name), { force: true });
  }
}

function markedHold(cluster: Cluster, name: string, letGo: () => void): Hold {
  const mark = path.join(cluster.run, `holder-${process.pid}-${randomBytes(4).toString('hex')}`);
  writeFileSync(mark, '');
  let held = true;
  return {
    name,
    release() {
      if (!held) return;
      held = false;
      rmSync(mark, { force: true });
      letGo();
    },
  };
}

function holderId(mark: string): number {
  return Number(mark.split('-')[1]);
}
