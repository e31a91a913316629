import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { type Client, type ClientConfig, DatabaseError, escapeIdentifier, escapeLiteral } from 'pg';
import { Refusal } from '../core/refusal.ts';
import { connect, type Log } from './client.ts';
import { appliedMigrations, migrateDatabase } from './migrate.ts';

const FORMAT = 'linecheck backup 1';
// How PostgreSQL words its values depends on these.
const PLAINLY = `set statement_timeout = 0; set datestyle = 'ISO'; set intervalstyle = 'postgres'; set timezone = 'UTC';
  set extra_float_digits = 1; set bytea_output = 'hex'`;
const BATCH_ROWS = 500;
const BATCH_LETTERS = 8_000_000;

/**
 * Writes every row of a database into one gzip file, as it stood at one moment, while the desk goes on. Its lines: what it
 * is and which migrations the database had; `table TAB row` for each row, a JSON object of its values as PostgreSQL
 * words them; at the end
 * the number of rows and the SHA-256 of the lines before. The file appears whole or not at all.
 */
export async function backUp(where: string | ClientConfig, file: string): Promise<{ rows: number }> {
  const client = await connect(where);
  const draft = `${file}.new-${process.pid}`;
  try {
    await client.query(PLAINLY);
    await client.query('begin isolation level repeatable read read only');
    if ((await appliedMigrations(client)).length === 0) {
      throw new Refusal('not_found', `There is no desk in the database ${client.database}.`);
    }
    const counted = { rows: 0 };
    // It holds what is confidential on the desk.
    await pipeline(linesOf(client, counted), createGzip(), createWriteStream(draft, { mode: 0o600 }));
    const written = await open(draft, 'r+');
    await written.sync();
    await written.close();
    await rename(draft, file);
    await keepName(file);
    return counted;
  } finally {
    await rm(draft, { force: true });
    await client.end();
  }
}

/** A new name lasts through a loss of power only once its folder has been written; Windows has no such thing. */
async function keepName(file: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path.dirname(file), 'r');
  await folder.sync();
  await folder.close();
}

/**
 * Brings a backup into a database, all of it or nothing, in place of what is there. Refuses where anything has happened
 * there yet, unless it is told to `replace` that. Migrates the database first, and refuses a backup of another
 * state: the Linecheck that made it restores it, and then a newer one can be started.
 */
export async function restore(
  where: string | ClientConfig,
  file: string,
  { log, folder, replace = false }: { log: Log; folder?: string; replace?: boolean },
): Promise<{ rows: number }> {
  const { migrations, rows } = await inspect(file);
  await migrateDatabase(where, { log, ...(folder !== undefined && { folder }) });
  const client = await connect(where);
  try {
    if (JSON.stringify(await appliedMigrations(client)) !== JSON.stringify(migrations)) {
      throw new Refusal('conflict', `${file} was made by another version of Linecheck. Restore it with that one.`);
    }
    await client.query(PLAINLY);
    await client.query('begin');
    await switchOffTriggers(client);
    const tables = await listTables(client);
    const all = tables.map(({ name }) => inSql(name)).join(', ');
    // A desk that is open beside waits until the other one stands.
    await client.query(`lock table ${all} in access exclusive mode`);
    if (!replace) await demandNothingYet(client);
    await client.query(`truncate ${all}`);
    const named = new Map(tables.map((table) => [table.name, table]));
    for await (const { table, rows } of batchesOf(file)) {
      const into = named.get(table);
      if (into === undefined) throw new Refusal('invalid', `${file} has rows of a table that is not there: ${table}`);
      await insert(client, into, rows);
    }
    for (const { name } of tables) await setSequences(client, name);
    await client.query('commit');
    return { rows };
  } finally {
    // Without a commit before, nothing of it stays.
    await client.end();
  }
}

async function demandNothingYet(client: Client): Promise<void> {
  const { rows } = await client.query<{ entries: string }>('select count(*) as entries from history');
  if (rows[0]?.entries === '0') return;
  throw new Refusal(
    'conflict',
    `The database ${client.database} has a desk with a history of ${rows[0]?.entries} entries. ` +
      'Say --replace to have the backup in its place; what is there now goes.',
  );
}

async function* linesOf(client: Client, counted: { rows: number }): AsyncGenerator<string> {
  const hash = createHash('sha256');
  const hashed = (lines: string): string => {
    hash.update(lines);
    return lines;
  };
  yield hashed(`${FORMAT}\t${JSON.stringify(await appliedMigrations(client))}\n`);
  for (const { name, columns } of await listTables(client)) {
    const values = columns.map((column) => `${escapeIdentifier(column.name)}::text`).join(', ');
    // jsonb, because its text never breaks a line.
    await client.query(
      `declare cut cursor for select to_jsonb(t)::text as row from (select ${values} from ${inSql(name)}) as t`,
    );
    for (let wanted = 1, longest = 1; ; wanted = Math.ceil(Math.min(wanted * 2, BATCH_ROWS, BATCH_LETTERS / longest))) {
      const { rows } = await client.query<{ row: string }>(`fetch ${wanted} from cut`);
      if (rows.length === 0) break;
      longest = rows.reduce((most, { row }) => Math.max(most, row.length), longest);
      counted.rows += rows.length;
      yield hashed(rows.map(({ row }) => `${name}\t${row}\n`).join(''));
    }
    await client.query('close cut');
  }
  yield `end\t${counted.rows}\t${hash.digest('hex')}\n`;
}

/** Reads a backup through before anything is done with it. */
async function inspect(file: string): Promise<{ migrations: number[]; rows: number }> {
  const hash = createHash('sha256');
  let header: string[] | null = null;
  let end: string[] | null = null;
  let rows = -1;
  try {
    for await (const line of linesIn(file)) {
      if (line.startsWith('end\t')) {
        end = line.split('\t');
        continue;
      }
      header ??= line.split('\t');
      hash.update(line).update('\n');
      rows += 1;
    }
  } catch (error) {
    throw new Refusal('invalid', `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (header?.[0] !== FORMAT) throw new Refusal('invalid', `${file} is no backup that this Linecheck knows.`);
  if (end === null || Number(end[1]) !== rows || end[2] !== hash.digest('hex')) {
    throw new Refusal('invalid', `${file} is damaged: its end is missing, or is not the sum of its lines.`);
  }
  const migrations: number[] = JSON.parse(header[1] ?? '[]');
  return { migrations, rows };
}

interface Batch {
  table: string;
  rows: string[];
}

async function* batchesOf(file: string): AsyncGenerator<Batch> {
  let batch: Batch = { table: FORMAT, rows: [] };
  let letters = 0;
  for await (const line of linesIn(file)) {
    const cut = line.indexOf('\t');
    const table = line.slice(0, cut);
    if (table !== batch.table || batch.rows.length === BATCH_ROWS || letters > BATCH_LETTERS) {
      if (batch.table !== FORMAT) yield batch;
      batch = { table, rows: [] };
      letters = 0;
    }
    batch.rows.push(line.slice(cut + 1));
    letters += line.length;
  }
}

async function insert(client: Client, { name, columns }: Table, rows: string[]): Promise<void> {
  const into = columns.map((column) => escapeIdentifier(column.name)).join(', ');
  const values = columns.map((column) => `(r ->> ${escapeLiteral(column.name)})::${column.type}`).join(', ');
  await client.query(
    `insert into ${inSql(name)} (${into}) overriding system value
     select ${values} from jsonb_array_elements($1) as r`,
    [`[${rows.join(',')}]`],
  );
}

/** Lines end at line feeds alone: what `readline` also takes for an end of line may stand in a text. */
async function* linesIn(file: string): AsyncGenerator<string> {
  const plain = createGunzip();
  // A broken file ends the lines with its error instead of leaving them waiting.
  pipeline(createReadStream(file), plain).catch((error: Error) => plain.destroy(error));
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let begun: string[] = [];
  for await (const chunk of plain as AsyncIterable<Buffer>) {
    const [first = '', ...more] = decoder.decode(chunk, { stream: true }).split('\n');
    begun.push(first);
    const last = more.pop();
    if (last === undefined) continue;
    yield begun.join('');
    yield* more;
    begun = [last];
  }
  if (begun.join('') !== '') yield begun.join('');
}

/** The rows were whole when they were written: what guards new ones would number and stamp them anew. */
async function switchOffTriggers(client: Client): Promise<void> {
  try {
    await client.query('set local session_replication_role = replica');
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== '42501') throw error;
    throw new Refusal(
      'not_allowed',
      `${client.user} may not restore: only a superuser can switch off triggers. ` +
        'For a server of your own, pg_dump and pg_restore do the same.',
    );
  }
}

interface Table {
  /** With its schema before it where that is not `public`: `past.claims`. */
  name: string;
  /** Without those that PostgreSQL computes; the types as SQL writes them. */
  columns: { name: string; type: string }[];
}

async function listTables(client: Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `select case relnamespace when 'public'::regnamespace then '' else 'past.' end || relname as name,
            json_agg(json_build_object('name', attname, 'type', format_type(atttypid, atttypmod)) order by attnum) as columns
     from pg_class join pg_attribute on attrelid = pg_class.oid
     where relnamespace in ('public'::regnamespace, to_regnamespace('past')::oid) and relkind = 'r'
       and attnum > 0 and not attisdropped and attgenerated = ''
     group by relnamespace, relname order by 1`,
  );
  return rows;
}

const inSql = (name: string) => name.split('.').map(escapeIdentifier).join('.');

/** So that the next number is a new one. */
async function setSequences(client: Client, table: string): Promise<void> {
  const { rows } = await client.query<{ column: string; sequence: string }>(
    `select attname as column, pg_get_serial_sequence($1, attname) as sequence
     from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped
       and pg_get_serial_sequence($1, attname) is not null`,
    [inSql(table)],
  );
  for (const { column, sequence } of rows) {
    const from = `from ${inSql(table)} having count(*) > 0`;
    await client.query(`select setval($1, max(${escapeIdentifier(column)})) ${from}`, [sequence]);
  }
}
