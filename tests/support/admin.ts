import type { ClientConfig } from 'pg';
import { connect } from '../../src/db/client.ts';

/** Runs statements on the server's own database, each answering with its first column. */
export async function withAdmin<T>(
  connection: ClientConfig,
  work: (run: (statement: string) => Promise<unknown[]>) => Promise<T>,
): Promise<T> {
  const client = await connect(connection);
  try {
    return await work(async (statement) => {
      const { rows } = await client.query<[unknown]>({ text: statement, rowMode: 'array' });
      return rows.map(([first]) => first);
    });
  } finally {
    await client.end();
  }
}
