import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { type Client, escapeIdentifier as name, escapeLiteral as text } from 'pg';
import { APPLICATION_ROLE, type Db } from './client.ts';

/**
 * The tables whose rows are kept as they were. Each has a table of the same name in the schema `past`, written by
 * triggers, with the change from which and until which a row stood, and a view of the same name in the schema `as_of`,
 * which shows the rows of one moment. Every statement of ours, run with `as_of` first in the search path, reads that
 * moment and need not know.
 */
export const KEPT_TABLES = [
  'articles',
  'attributions',
  'author_queries',
  'claims',
  'clearances',
  'comments',
  'corrections',
  'evidence',
  'findings',
  'follows',
  'gate_overrides',
  'house_rules',
  'merges',
  'plans',
  'relay_dismissals',
  'relays',
  'resemblances',
  'revisions',
  'snapshots',
  'source_looks',
  'sources',
  'speakers',
  'suggestions',
];

/** The others, which are read as they stand, and why. */
export const NOT_KEPT: Record<string, string> = {
  access_tokens: 'is a way in, which must be able to end',
  admissions: 'who may see an article is asked as of now, whatever moment of it is looked at',
  attempts: 'is how often somebody tried the door',
  chains: 'is never changed but at its end; the seals tell where that was',
  changes: 'is the time itself',
  digests: 'is who is written to',
  earlier_findings: 'never changes; it is reached through a resemblance',
  former_seals: 'is of an entry of history, and goes where that goes',
  history: 'is only added to, and shown up to the moment',
  imports: 'is what an import answered, which never changes',
  identities: 'is sealed, and gone when it is removed',
  identity_readers: 'who reads an identity is asked as of now',
  invitations: 'is a way in, which must be able to end',
  job_files: 'work that is under way is no part of the record',
  jobs: 'work that is under way is no part of the record',
  kept_bytes: 'never changes, but that what was missing may come; it is reached through a snapshot',
  kept_forms: 'is what somebody typed and has not sent',
  levels: 'is worked out again from what is kept',
  notifications: 'is what a person has still to read',
  outsiders: 'is a way in, which must be able to end',
  passages: 'never changes; it is reached through its revision',
  passwords: 'is nobody’s record',
  people: 'names stand outside the record, so that one can go',
  seals: 'is only added to, and shown up to the moment',
  text_prints: 'is worked out again from what is kept',
  sessions: 'is a way in, which must be able to end',
  sentences: 'never changes; it is reached through its revision',
  visits: 'is what a person has still to look at',
};

/** Columns that are shown as they are now: access to what was open once is not handed out again by its past. */
const OF_NOW: Record<string, string[]> = { articles: ['access'] };

/** Reads from one snapshot of the desk as it stood at a moment, to the millisecond. */
export function readAsOf<T>(db: Db, moment: Date, read: (past: Db) => Promise<T>): Promise<T> {
  return db.transaction(
    async (tx) => {
      await tx.execute(
        sql`select set_config('search_path', 'as_of, public', true), set_config('linecheck.as_of', ${moment.toISOString()}, true)`,
      );
      return read(tx);
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
}

/** A moment just past, to which nothing will be added any more: every change up to it is there to be seen. */
export async function settledMoment(db: Db): Promise<Date> {
  const { rows } = await db.execute<{ moment: string }>(
    sql`select (extract(epoch from settled_moment()) * 1000)::bigint::text as moment`,
  );
  return new Date(Number(rows[0]!.moment));
}

/** Lets go of the tables while a migration changes them. */
export async function stopKeeping(client: Client): Promise<void> {
  const { rows } = await client.query<{ table: string }>(
    `select tgrelid::regclass::text as table from pg_trigger where tgname = 'keep_insert'`,
  );
  for (const { table } of rows) {
    await client.query(`drop trigger keep_insert on ${table}; drop trigger keep_update on ${table};
      drop trigger keep_delete on ${table}`);
  }
}

/** Has the past kept of every table as it is now, and takes in what changed while nobody kept it. */
export async function keepPast(client: Client): Promise<void> {
  const tables = await listKept(client);
  if (!tables.some(({ table }) => table === 'articles')) return;
  const statements = [BEGINNING, ...tables.map(keeping), HISTORY_UP_TO];
  const mark = createHash('sha256').update(statements.join()).digest('hex');
  const { rows } = await client.query<{ mark: string | null; kept: number }>(
    `select obj_description(to_regnamespace('past')::oid) as mark,
      (select count(*)::int from pg_trigger where tgname = 'keep_insert') as kept`,
  );
  if (rows[0]?.mark === mark && rows[0].kept === tables.length) return;
  await client.query('begin');
  for (const statement of statements) await client.query(statement);
  for (const table of tables) await client.query(takeIn(table));
  await client.query(`comment on schema past is ${text(mark)}`);
  await client.query('commit');
}

/** Hands the application's role what it reads of the past, which it never writes. */
export async function grantPast(client: Client): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>(`select to_regnamespace('as_of') is not null as there`);
  if (!rows[0]?.there) return;
  await client.query(`grant usage on schema as_of to ${APPLICATION_ROLE}`);
  await client.query(`grant select on all tables in schema as_of to ${APPLICATION_ROLE}`);
}

interface Kept {
  table: string;
  columns: { name: string; type: string; preset: string | null }[];
  key: string[];
  /** The columns that each plain index begins with. */
  indexes: { name: string; columns: string[] }[];
}

async function listKept(client: Client): Promise<Kept[]> {
  const { rows } = await client.query<Kept>(
    `select relname as table,
       (select json_agg(json_build_object('name', attname, 'type', format_type(atttypid, atttypmod),
           'preset', pg_get_expr(adbin, adrelid)) order by attnum)
         from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
         where attrelid = c.oid and attnum > 0 and not attisdropped) as columns,
       (select json_agg(attname order by place) from pg_index, unnest(indkey) with ordinality as k (attnum, place)
         join pg_attribute a using (attnum) where indrelid = c.oid and indisprimary and a.attrelid = c.oid) as key,
       coalesce((select json_agg(json_build_object('name', indexrelid::regclass::name, 'columns',
           (select json_agg(attname order by place) from unnest(indkey) with ordinality as k (attnum, place)
             join pg_attribute a using (attnum) where a.attrelid = c.oid)) order by indexrelid::regclass::name)
         from pg_index where indrelid = c.oid and indexprs is null), '[]') as indexes
     from pg_class as c
     where relnamespace = 'public'::regnamespace and relkind = 'r' and relname = any($1) order by relname`,
    [KEPT_TABLES],
  );
  return rows;
}

const BEGINNING = 'create schema if not exists past; create schema if not exists as_of';

/** That a change had been made by the moment that is looked at. */
const made = (column: string) =>
  `exists (select from public.changes where id = ${column} and at <= current_setting('linecheck.as_of')::timestamptz)`;

function keeping({ table, columns, key, indexes }: Kept): string {
  const past = `past.${name(table)}`;
  const list = columns.map((column) => name(column.name)).join(', ');
  const same = (one: string, other: string) =>
    key.map((column) => `${one}.${name(column)} = ${other}.${name(column)}`).join(' and ');
  const shown = columns.map((column) =>
    OF_NOW[table]?.includes(column.name)
      ? `(select n.${name(column.name)} from public.${name(table)} as n where ${same('n', 'p')}) as ${name(column.name)}`
      : `p.${name(column.name)}`,
  );
  const trigger = (event: string, transition: string) =>
    `create or replace trigger keep_${event} after ${event} on public.${name(table)}
      referencing ${transition} for each statement execute function past.${name(`keep_${table}`)}();`;
  return `
    create table if not exists ${past} (from_change bigint not null, until_change bigint);
    ${columns
      .map(
        (column) => `alter table ${past} add column if not exists ${name(column.name)} ${column.type}
          ${column.preset === null ? '' : `default ${column.preset}`};
        alter table ${past} alter column ${name(column.name)} drop default;`,
      )
      .join('\n')}
    ${indexes
      .map(
        (index) => `create index if not exists ${name(index.name)} on ${past}
          (${index.columns.map(name).join(', ')});`,
      )
      .join('\n')}
    create or replace function past.${name(`keep_${table}`)}() returns trigger
      language plpgsql security definer set search_path = public, pg_temp as $keep$
    declare
      this_change bigint := current_change();
    begin
      if tg_op <> 'INSERT' then
        delete from ${past} as p using gone as g
          where ${same('p', 'g')} and p.until_change is null and p.from_change = this_change;
        update ${past} as p set until_change = this_change from gone as g
          where ${same('p', 'g')} and p.until_change is null;
      end if;
      if tg_op <> 'DELETE' then
        insert into ${past} (${list}, from_change) select ${list}, this_change from come;
      end if;
      return null;
    end $keep$;
    ${trigger('insert', 'new table as come')}
    ${trigger('update', 'old table as gone new table as come')}
    ${trigger('delete', 'old table as gone')}
    drop view if exists as_of.${name(table)};
    create view as_of.${name(table)} as select ${shown.join(', ')} from ${past} as p
      where ${made('p.from_change')} and (p.until_change is null or not ${made('p.until_change')});`;
}

/** What is only ever added to needs no past of its own. */
const HISTORY_UP_TO = `
  drop view if exists as_of.history;
  drop view if exists as_of.seals;
  create view as_of.seals as select s.* from public.seals as s where ${made('s.change_id')};
  create view as_of.history as select h.* from public.history as h
    where exists (select from as_of.seals as s where s.entry = h.entry);`;

/** Rows that are not as they were when they were last kept, or were never kept, stand so from now on. */
function takeIn({ table, columns, key }: Kept): string {
  const past = `past.${name(table)}`;
  const list = columns.map((column) => name(column.name)).join(', ');
  const joined = key.map((column) => `t.${name(column)} = p.${name(column)}`).join(' and ');
  const alike = columns
    .map((column) => `t.${name(column.name)}::text is not distinct from p.${name(column.name)}::text`)
    .join(' and ');
  return `
    update ${past} as p set until_change = current_change() where until_change is null
      and not exists (select from public.${name(table)} as t where ${joined} and ${alike});
    insert into ${past} (${list}, from_change) select ${list}, current_change() from public.${name(table)} as t
      where not exists (select from ${past} as p where ${joined} and p.until_change is null);`;
}
