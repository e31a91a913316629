import { execFile, spawnSync } from 'node:child_process';
import { chownSync, lstatSync, realpathSync, type Stats } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { Refusal } from '../../core/refusal.ts';

/** Whom PostgreSQL runs as; null is whoever runs this program. PostgreSQL refuses to run as root. */
export type Account = { uid: number; gid: number } | null;

const run = promisify(execFile);

/** The account a folder of the database belongs to, or will belong to once it is there. Refuses somebody else's. */
export function accountFor(folder: string): Account {
  const me = process.getuid?.();
  if (me === undefined) return null;
  const found = statsOf(folder);
  if (me === 0) return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : nobody();
  if (found && found.uid !== me) {
    throw new Refusal(
      'not_allowed',
      `The database in ${folder} belongs to user ${found.uid}, and this program runs as user ${me}. ` +
        'Run it as that user, or set LINECHECK_HOME to a folder of your own.',
    );
  }
  return null;
}

function nobody(): Account {
  return { uid: idOfNobody('-u') ?? 65_534, gid: idOfNobody('-g') ?? 65_534 };
}

function idOfNobody(which: '-u' | '-g'): number | null {
  const { stdout, status } = spawnSync('id', [which, 'nobody'], { encoding: 'utf8' });
  return status === 0 ? Number(stdout) : null;
}

/** What to add to the options of a child process so that it runs as the account; ids are signed there. */
export function as(account: Account): { uid?: number; gid?: number } {
  return account ? { uid: account.uid | 0, gid: account.gid | 0 } : {};
}

export function giveTo(account: Account, file: string): void {
  if (account) chownSync(file, account.uid, account.gid);
}

/** Runs a program as the account, with an environment of our own making; rejects with what it wrote to stderr. */
export async function runAs(account: Account, program: string, args: string[], folder?: string): Promise<string> {
  const { stdout } = await run(program, args, {
    ...as(account),
    env: cleanEnvironment(),
    ...(folder && { cwd: folder }),
  });
  return stdout;
}

/** PostgreSQL takes much from its environment (PGDATA, LC_*, LANG): it is told the same everywhere. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  return { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C', TZ: 'UTC' };
}

/** The first folder on the way to `file` that the account may not pass through, or null where it may reach it. */
export function closedTo(account: Account, file: string): string | null {
  if (!account) return null;
  const names = realpathSync(path.dirname(file)).split(path.sep);
  const steps = names.map((_, index) => names.slice(0, index + 1).join(path.sep) || path.sep);
  return steps.find((step) => !mayPass(account, lstatSync(step))) ?? null;
}

function mayPass(account: { uid: number; gid: number }, folder: Stats): boolean {
  const bit = folder.uid === account.uid ? 0o100 : folder.gid === account.gid ? 0o010 : 0o001;
  return (folder.mode & bit) !== 0;
}

export function statsOf(file: string): Stats | null {
  return lstatSync(file, { throwIfNoEntry: false }) ?? null;
}
