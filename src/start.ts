import type { ClientConfig } from 'pg';
import type { Config } from './config.ts';
import { openDatabase, type Database, type Log } from './db/client.ts';
import { startEmbedded, type Embedded } from './db/embedded.ts';
import { settleUnsettled } from './levels/actions.ts';
import { migrateDatabase } from './db/migrate.ts';

export interface OpenedDesk extends Database {
  /** Where the rows are, in words for the person at the terminal. */
  place: string;
}

/** The database that the settings ask for: started where it is ours to start, migrated, and open for the desk. */
export async function openDesk(config: Config, log: Log): Promise<OpenedDesk> {
  let embedded: Embedded | null = null;
  let connection: string | ClientConfig;
  let place: string;
  if (config.databaseUrl === null) {
    const { home } = config;
    embedded = await startEmbedded({ home, log, binaries: config.postgresBin });
    connection = embedded.connection;
    place = `PostgreSQL ${embedded.version} in ${home}`;
  } else {
    connection = config.databaseUrl;
    const { host, pathname } = new URL(config.databaseUrl);
    place = `PostgreSQL at ${host}${pathname}`;
  }
  try {
    await migrateDatabase(connection, { log });
    const database = await openDatabase(connection, { log });
    await settleUnsettled(database.db);
    const close = async () => {
      await database.close();
      await embedded?.stop();
    };
    return { ...database, close, place };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}
