import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import type { ClientConfig } from 'pg';
import type { TestProject } from 'vitest/node';
import { connectionOf, type Log } from '../../src/db/client.ts';
import { startEmbedded } from '../../src/db/embedded.ts';
import { migrateDatabase } from '../../src/db/migrate.ts';
import { withAdmin } from './admin.ts';

/** The server that the tests of one run share. */
export interface TestCluster {
  connection: ClientConfig;
  /** A migrated database to copy. */
  template: string;
  /** How the names of this run's databases begin. */
  prefix: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    cluster: TestCluster;
  }
}

interface RunningServer {
  connection: ClientConfig;
  stop: () => Promise<void>;
}

const HOME_PREFIX = 'linecheck-tests-';
// Rows nobody will miss.
const CARELESS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '100' };
const log: Log = { info: () => {}, warn: (message) => console.warn(message) };

/** Once a run: a server, and in it a template migrated once. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer(process.env['TEST_DATABASE_URL']);
  const prefix = `linecheck_test_${process.pid}_`;
  const template = `${prefix}template`;
  try {
    await checkRights(server.connection);
    await withAdmin(server.connection, (run) => run(`create database ${template} encoding 'UTF8' template template0`));
    await migrateDatabase({ ...server.connection, database: template }, { log });
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide('cluster', { connection: server.connection, template, prefix });
  return async () => {
    await dropAll(server.connection, prefix);
    await server.stop();
  };
}

async function startServer(url: string | undefined): Promise<RunningServer> {
  if (url) return { connection: connectionOf(url), stop: () => Promise.resolve() };
  if (await engineAnswers()) {
    try {
      return await startContainer();
    } catch (error) {
      console.warn(`No container for the tests, so the embedded server: ${String(error)}`);
    }
  }
  return startInTemporaryHome();
}

async function startContainer(): Promise<RunningServer> {
  const { PostgreSqlContainer } = await import('@testcontainers/postgresql');
  const container = await new PostgreSqlContainer('postgres:18-alpine')
    .withCommand(['postgres', ...Object.entries(CARELESS).flatMap(([name, value]) => ['-c', `${name}=${value}`])])
    .withTmpFs({ '/var/lib/postgresql': 'rw' })
    .start();
  return {
    connection: connectionOf(container.getConnectionUri()),
    stop: async () => {
      await container.stop();
    },
  };
}

async function startInTemporaryHome(): Promise<RunningServer> {
  sweepHomes();
  const home = mkdtempSync(path.join(tmpdir(), `${HOME_PREFIX}${process.pid}-`));
  // Where root runs the tests, PostgreSQL runs as somebody else who must get there.
  chmodSync(home, 0o711);
  const remove = () => rmSync(home, { recursive: true, force: true });
  process.once('exit', remove);
  const { connection, stop } = await startEmbedded({ home, log, settings: CARELESS });
  return {
    connection,
    stop: async () => {
      await stop();
      process.off('exit', remove);
      remove();
    },
  };
}

/** What runs that were killed have left. */
function sweepHomes(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(HOME_PREFIX) ? Number.parseInt(name.slice(HOME_PREFIX.length), 10) : NaN;
    if (pid > 0 && !isAlive(pid)) rmSync(path.join(tmpdir(), name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function checkRights(connection: ClientConfig): Promise<void> {
  const [enough] = await withAdmin(connection, (run) =>
    run(`select rolsuper or (rolcreatedb and rolcreaterole) from pg_roles where rolname = current_user`),
  );
  if (!enough) throw new Error(`The tests make databases and roles: ${connection.user} needs CREATEDB and CREATEROLE`);
}

async function dropAll(connection: ClientConfig, prefix: string): Promise<void> {
  await withAdmin(connection, async (run) => {
    const left = await run(`select datname from pg_database where starts_with(datname, '${prefix}')`);
    for (const name of left) await run(`drop database if exists ${String(name)} with (force)`);
  });
}

/** Asks the places where a container engine listens, briefly: most machines that have none say so at once. */
export async function engineAnswers(env: NodeJS.ProcessEnv = process.env): Promise<boolean> {
  const given = env['DOCKER_HOST'];
  const sockets = given
    ? [given]
    : [
        '/var/run/docker.sock',
        ...(env['XDG_RUNTIME_DIR'] ? [path.join(env['XDG_RUNTIME_DIR'], 'docker.sock')] : []),
        path.join(homedir(), '.docker/run/docker.sock'),
        path.join(homedir(), '.docker/desktop/docker.sock'),
      ].map((file) => `unix://${file}`);
  const answers = await Promise.all(sockets.map(ping));
  return answers.includes(true);
}

function ping(address: string): Promise<boolean> {
  const target = address.startsWith('unix://')
    ? { socketPath: address.slice('unix://'.length), path: '/_ping' }
    : new URL('/_ping', address.replace(/^tcp:/, 'http:'));
  return new Promise((resolve) => {
    const asked = request(target, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    asked.setTimeout(1_000, () => asked.destroy());
    asked.once('error', () => resolve(false));
    asked.end();
  });
}
