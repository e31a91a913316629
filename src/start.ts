import type { ClientConfig } from 'pg';
import type { Config } from './config.ts';
import { openDatabase, type Database, type Log } from './db/client.ts';
import { startEmbedded } from './db/embedded.ts';
import { settleUnsettled } from './levels/actions.ts';
import { migrateDatabase } from './db/migrate.ts';

export interface OpenedDesk extends Database {
  /** Where the rows are, in words for the person at the terminal. */
  place: string;
}

/** The database that the settings ask for, running, as its owner reaches it. */
export interface Place {
  connection: string | ClientConfig;
  /** In words for the person at the terminal. */
  name: string;
  leave: () => Promise<void>;
}

/** Starts the database that the settings ask for where it is ours to start. */
export async function reachDatabase({ databaseUrl, home, postgresBin }: Config, log: Log): Promise<Place> {
  if (databaseUrl !== null) {
    const { host, pathname } = new URL(databaseUrl);
    return { connection: databaseUrl, name: `PostgreSQL at ${host}${pathname}`, leave: async () => {} };
  }
  const embedded = await startEmbedded({ home, log, binaries: postgresBin });
  return {
    connection: embedded.connection,
    name: `PostgreSQL ${embedded.version} in ${home}`,
    leave: () => embedded.stop(),
  };
}

/** The database that the settings ask for: migrated, and open for the desk. */
export async function openDesk(config: Config, log: Log): Promise<OpenedDesk> {
  const { connection, name, leave } = await reachDatabase(config, log);
  try {
    await migrateDatabase(connection, { log });
    const database = await openDatabase(connection, { log });
    await settleUnsettled(database.db);
    const close = async () => {
      await database.close();
      await leave();
    };
    return { ...database, close, place: name };
  } catch (error) {
    await leave();
    throw error;
  }
}
