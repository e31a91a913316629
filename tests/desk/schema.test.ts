import { getTableColumns, is } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '../../src/db/client.ts';
import { cancelJob, requestJob } from '../../src/jobs/actions.ts';
import { recordLook } from '../../src/snapshots/actions.ts';
import * as schema from '../../src/db/schema.ts';
import { makeToken } from '../../src/tokens/actions.ts';
import { withAdmin } from '../support/admin.ts';
import { openDesk, type ArticleSent, type TestDesk } from '../support/desk.ts';

let desk: TestDesk;
beforeAll(async () => {
  // With the demo and a second revision of it there are rows in every table.
  desk = await openDesk({ demo: true });
  const { id } = (await desk.get<{ articles: { id: string }[] }>('/articles')).articles[0]!;
  const { revisionId, body } = await desk.get<ArticleSent>(`/articles/${id}`);
  await desk.tell(`/articles/${id}/revisions`, { revisionId, body: `New. ${body}` });
  await askedAndCancelled(desk);
  await lookedInVain(desk);
  const admin = await desk.seat('admin', 'Ida Moss');
  const { claims } = await desk.get<{ claims: { id: string; version: number }[] }>(`/articles/${id}/claims`);
  const asked = { version: claims[0]!.version, askedOf: admin.person.id, question: 'Who says so?' };
  // The question also makes a notification.
  await desk.tell(`/claims/${claims[0]!.id}/author-queries`, asked);
  const rules = { version: 1, low: 'none', normal: 'none', high: 'none', signOffFrom: 'high' };
  await admin.tell('/house-rules', rules);
  await desk.tell('/sources/imports', { text: '@misc{k, title = {The ledger of 1931}}' });
  await desk.tell('/earlier-findings/imports', { text: '{"@type":"ClaimReview","claimReviewed":"It is so."}' });
  const [earlier, later] = claims;
  const same = { earlierClaimId: earlier!.id, verdict: 'linked' };
  await desk.tell(`/claims/${later!.id}/resemblances`, same);
  await dismissedAsUnrelated(desk, earlier!.id);
  await makeToken(desk.database.db, desk.person, { name: 'Nightly', scopes: ['read'], days: 1 });
});
afterAll(() => desk[Symbol.asyncDispose]());

/** Two pages of one house behind a claim, which have nothing to do with each other. */
async function dismissedAsUnrelated(at: TestDesk, claimId: string): Promise<void> {
  const ids: string[] = [];
  for (const page of ['ferry', 'quay']) {
    const source = { kind: 'web_page', title: page, address: `https://tarn.example/${page}` };
    const { id: sourceId } = await at.tell<{ id: string }>('/sources', source);
    await at.move({ id: claimId }, 'evidence', { sourceId, stance: 'supports', role: 'secondary' });
    ids.push(sourceId);
  }
  await at.tell(`/sources/${ids[0]!}/relay-suggestions/${ids[1]!}/dismissal`);
}

async function lookedInVain(at: TestDesk): Promise<void> {
  const { sources } = await at.get<{ sources: { id: string }[] }>('/sources');
  const look = { outcome: 'gone', note: '', kept: null } as const;
  await at.database.db.transaction((tx) => recordLook(tx, at.person, sources[0]!.id, look));
}

async function askedAndCancelled({ database: { db }, person }: TestDesk): Promise<void> {
  const asked = { kind: 'none', title: 'Nothing', asked: {} };
  await cancelJob(db, person, await db.transaction((tx) => requestJob(tx, person, asked)));
}

const ask = async (statement: string) =>
  (await withAdmin(desk.database.connection, (run) => run(statement))).map(String);

const TABLES = Object.values(schema).filter((each) => is(each, PgTable));

/** As the database calls them. */
const inSnakeCase = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

test('every foreign key has an index that begins with its columns', async () => {
  const [keys] = await ask(
    `select count(*)::text from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`,
  );
  expect(Number(keys)).toBeGreaterThan(25);
  const bare = await ask(`
    select c.conname from pg_constraint c
    where c.contype = 'f' and c.connamespace = 'public'::regnamespace and not exists (
      select from pg_index i
      where i.indrelid = c.conrelid and i.indisvalid and i.indpred is null
        and (i.indkey::smallint[])[0:cardinality(c.conkey) - 1] = c.conkey)`);
  expect(bare).toEqual([]);
});

test('every constraint and index has a name of ours, which begins with its table', async () => {
  const constraints = await ask(`
    select c.conrelid::regclass || '.' || c.conname from pg_constraint c
    where c.connamespace = 'public'::regnamespace and c.contype not in ('n', 'p')`);
  const indexes = await ask(`select tablename || '.' || indexname from pg_indexes where schemaname = 'public'`);
  const names = [...constraints, ...indexes];
  expect(names.length).toBeGreaterThan(70);
  const strange = names.filter((each) => {
    const [table, name] = each.split('.');
    return !name!.startsWith(`${table!}_`) || /_(fk|fkey|unique|key|idx|index)$/.test(name!);
  });
  expect(strange).toEqual([]);
});

describe('a word that is not in its closed list is refused by the database', () => {
  const closed = TABLES.flatMap((table) =>
    Object.entries(getTableColumns(table)).flatMap(([key, column]) =>
      column.enumValues?.length
        ? [{ table: getTableConfig(table).name, column: inSnakeCase(key), array: column.columnType === 'PgArray' }]
        : [],
    ),
  );
  const lists = TABLES.flatMap((table) =>
    Object.entries(getTableColumns(table)).flatMap(([key, column]) => {
      const inner = (column as { baseColumn?: { enumValues?: string[] } }).baseColumn;
      return inner?.enumValues?.length
        ? [{ table: getTableConfig(table).name, column: inSnakeCase(key), array: true }]
        : [];
    }),
  );

  test.each([...closed.filter(({ array }) => !array), ...lists])(
    '$table: $column',
    async ({ table, column, array }) => {
      const client = await connect(desk.database.connection);
      try {
        const { rows } = await client.query<{ column_name: string }>(
          `select column_name from information_schema.columns
         where table_schema = 'public' and table_name = $1 and is_identity = 'NO'`,
          [table],
        );
        const columns = rows.map(({ column_name }) => `"${column_name}"`);
        const values = columns.map((each) =>
          each === `"${column}"` ? (array ? `array['banana']` : `'banana'`) : each,
        );
        // Any row that is there already, but for this, held to the list's own CHECK alone: which of several CHECKs
        // speaks first depends on the row. CHECKs are looked at before keys.
        const others = await client.query<{ conname: string }>(
          `select conname from pg_constraint where contype = 'c' and conrelid = $1::regclass and conname <> $2`,
          [table, `${table}_${column}`],
        );
        await client.query('begin');
        for (const { conname } of others.rows) await client.query(`alter table ${table} drop constraint ${conname}`);
        const copied = client.query(
          `insert into ${table} (${columns.join(', ')}) select ${values.join(', ')} from ${table} limit 1`,
        );
        await expect(copied).rejects.toThrow(new RegExp(`check constraint "${table}_${column}"`));
      } finally {
        await client.end();
      }
    },
  );

  test('there are as many lists as there should be', () => {
    expect(closed.length + lists.length).toBeGreaterThan(18);
  });
});

test('the desk owns no table and may change no guard', async () => {
  const { pool } = desk.database;
  const { rows } = await pool.query<{ who: string }>('select current_user as who');
  expect(rows).toEqual([{ who: 'linecheck_app' }]);
  const owned = await ask(
    `select tablename from pg_tables where schemaname = 'public' and tableowner = 'linecheck_app'`,
  );
  expect(owned).toEqual([]);
  await expect(pool.query('drop trigger history_append_only on history')).rejects.toThrow(/must be owner/);
  await expect(pool.query('create table mine (word text)')).rejects.toThrow(/permission denied/);
});
