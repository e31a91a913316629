import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export interface Home extends Disposable {
  folder: string;
}

/** A temporary folder for an embedded database, removed when its block ends. */
export function makeHome(owner?: number): Home {
  const folder = mkdtempSync(path.join(tmpdir(), 'linecheck-home-'));
  // Where root runs the tests, PostgreSQL runs as somebody else who must get there.
  chmodSync(folder, 0o711);
  if (owner !== undefined) chownSync(folder, owner, owner);
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The same with a database made before: `made` is a home whose server does not run. A copy takes less than making one. */
export function copyHome(made: string, owner?: number): Home {
  const home = makeHome(owner);
  execFileSync('cp', ['-a', path.join(made, 'postgres'), home.folder]);
  if (owner !== undefined) execFileSync('chown', ['-R', `${owner}:${owner}`, home.folder]);
  return home;
}

/** Processes that work somewhere below a folder, as the servers of an embedded database do. Linux only. */
export function processesIn(folder: string): number[] {
  const pids = existsSync('/proc') ? readdirSync('/proc').map(Number).filter(Boolean) : [];
  return pids.filter((pid) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
    } catch {
      return false;
    }
  });
}

/** Waits for what is bound to come; the test's own time limit is the end of its patience. */
export async function until(done: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await done())) await sleep(10);
}

export interface Writer {
  how: string;
  /** Numbers whose rows were committed, as far as it said. */
  said: number[];
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** Runs `writer.ts` on a home; rejects with its complaint where it does not start. */
export async function startWriter(home: string, uid?: number): Promise<Writer> {
  const script = fileURLToPath(new URL('writer.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, home], {
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(uid !== undefined && { uid, gid: uid, env: { PATH: process.env['PATH'], HOME: home } }),
  });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const lines = createInterface({ input: child.stdout });
  const said: number[] = [];
  const how = await new Promise<string>((resolve, reject) => {
    lines.once('line', (first) => {
      resolve(first);
      lines.on('line', (line) => said.push(Number(line)));
    });
    child.once('exit', () => reject(new Error(complaint)));
  });
  return {
    how,
    said,
    kill: () => ended(child, () => child.kill('SIGKILL')),
    stop: () => ended(child, () => child.stdin.end()),
  };
}

async function ended(child: ChildProcess, end: () => void): Promise<void> {
  const closed = once(child, 'close');
  end();
  await closed;
}
