import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { makeApp } from './app.ts';
import { chores, jobKinds } from './background.ts';
import { readConfig, SettingsError } from './config.ts';
import { Refusal } from './core/refusal.ts';
import { resealIdentities } from './identities/actions.ts';
import { startJobs } from './jobs/runner.ts';
import { loadDemo, type DemoAccount } from './demo.ts';
import { inviteFirstAdmin } from './people/actions.ts';
import { openPost } from './mail/post.ts';
import { knowProvider } from './sessions/provider.ts';
import { openDesk } from './start.ts';

const GRACE_MS = 10_000;

/** Starts the website, says where it is, and stops it kindly on SIGINT and SIGTERM. */
async function start(): Promise<void> {
  const config = readConfig(process.env);
  const log = pino({ level: config.logLevel }, pino.destination(2));
  const words = { info: (said: string) => log.info(said), warn: (said: string) => log.warn(said) };
  const desk = await openDesk(config, words);
  const { strange } = await resealIdentities(desk.db, config.identityKeys);
  if (strange > 0) log.warn(`${strange} identities are sealed with a key that LINECHECK_IDENTITY_KEY does not have.`);
  const demo = config.demo ? await loadDemo(desk.db) : null;

  const { newsroom, fetching, mostSnapshotBytes } = config;
  const post = config.mail && openPost(config.mail, words);
  const server = createServer(
    makeApp({
      db: desk.db,
      newsroom,
      address: config.address,
      proxies: config.proxies,
      post,
      provider: config.provider && knowProvider(config.provider, words),
      fetching,
      mostSnapshotBytes,
      identityKeys: config.identityKeys,
      log,
    }),
  );
  server.requestTimeout = 60_000;
  server.headersTimeout = 20_000;
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(config.port, config.host, resolve);
    });
  } catch (error) {
    await desk.close();
    throw new SettingsError(whyNotListening(error, config.host, config.port));
  }
  const jobs = await startJobs({
    db: desk.db,
    pool: desk.pool,
    kinds: jobKinds(fetching, newsroom),
    chores: chores(config, post),
    log: words,
  });
  const { port } = server.address() as AddressInfo;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  const here = config.address ?? `http://${host}:${port}`;
  console.log(`Linecheck is at ${here} (${desk.place}). Stop it with Ctrl+C.`);
  if (demo) console.log(accountsInWords(demo.accounts));
  const secret = await inviteFirstAdmin(desk.db);
  if (secret) console.log(`Nobody keeps this desk yet. Its first admin begins here: ${here}/invitations/${secret}`);

  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    console.log('Stopping.');
    const jobsStopped = jobs.stop();
    server.close(() => {
      void jobsStopped.then(() => desk.close()).then(() => process.exit(0));
    });
    server.closeIdleConnections();
    // A request that hangs must not keep the desk open for ever.
    setTimeout(() => server.closeAllConnections(), GRACE_MS).unref();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

function accountsInWords(accounts: readonly DemoAccount[]): string {
  const widest = Math.max(...accounts.map(({ mail }) => mail.length));
  const lines = accounts.map(({ mail, password, role }) => `  ${mail.padEnd(widest)}  ${password}  (${role})`);
  return ['Sign in as one of the demo’s people. Their passwords are shown this once:', ...lines].join('\n');
}

function whyNotListening(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE') return `Port ${port} is taken on ${host}. Set PORT to another one.`;
  if (code === 'EACCES') return `Port ${port} may not be used by this account. Set PORT to one above 1023.`;
  if (code === 'EADDRNOTAVAIL') return `This machine has no address ${host}. Set HOST to one that it has.`;
  throw error;
}

try {
  await start();
} catch (error) {
  // What the person at the terminal can mend is told without a stack.
  console.error(error instanceof SettingsError || error instanceof Refusal ? error.message : error);
  process.exit(1);
}
