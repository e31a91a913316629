import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Client } from 'pg';
import { connect, openDatabase, type Db, type Log } from '../src/db/client.ts';
import { startEmbedded } from '../src/db/embedded.ts';
import { migrateDatabase } from '../src/db/migrate.ts';

const log: Log = { info: () => {}, warn: (words) => console.warn(words) };

/** An empty desk to be measured, and a connection of its owner, who may do what the desk may not; gone afterwards. */
export async function atEmptyDesk(measure: (db: Db, owner: Client) => Promise<void>): Promise<void> {
  const home = mkdtempSync(path.join(tmpdir(), 'linecheck-bench-'));
  // The server of a root's home runs as somebody else, and has to pass here.
  chmodSync(home, 0o755);
  const server = await startEmbedded({ home, log, settings: { fsync: 'off' } });
  try {
    await migrateDatabase(server.connection, { log });
    const { db, close } = await openDatabase(server.connection, { log });
    const owner = await connect(server.connection);
    await measure(db, owner);
    await owner.end();
    await close();
  } finally {
    await server.stop();
    rmSync(home, { recursive: true, force: true });
  }
}
