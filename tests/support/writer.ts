import { Client } from 'pg';
import { startEmbedded } from '../../src/db/embedded.ts';

/**
 * A program for the tests to kill: `writer.ts HOME` starts the embedded database, says how, and says each number once its
 * row is committed, until it is killed. It stops kindly when its standard input ends.
 */
const [home = ''] = process.argv.slice(2);
try {
  const database = await startEmbedded({ home, log: { info: () => {}, warn: console.error } });
  console.log(database.how);
  process.stdin.resume().once('end', () => void database.stop().then(() => process.exit(0)));

  const client = new Client(database.connection);
  await client.connect();
  await client.query('create table if not exists numbers (number integer primary key)');
  const { rows } = await client.query<{ next: number }>('select coalesce(max(number), 0) + 1 as next from numbers');
  for (let number = rows[0]?.next ?? 1; ; number += 1) {
    await client.query('insert into numbers values ($1)', [number]);
    console.log(number);
  }
} catch (error) {
  console.error(error instanceof Error ? `${error.name}: ${error.message}` : error);
  process.exit(1);
}
