import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { inviteOutsider } from '../../src/admissions/actions.ts';
import { ERASED } from '../../src/db/erasing.ts';
import { KEPT_TABLES } from '../../src/db/past.ts';
import { people } from '../../src/db/schema.ts';
import { DESK_CHAIN } from '../../src/core/chain.ts';
import { getChainHead, listChains, verifyChain } from '../../src/history/queries.ts';
import { connect } from '../../src/db/client.ts';
import { withAdmin } from '../support/admin.ts';
import { Page } from '../support/page.ts';
import { openDesk, type ArticleSent, type Seat, type TestDesk } from '../support/desk.ts';

const MARKER = 'Quillfeather';
const BODY = `The ${MARKER} bridge opened in 1931, said the mayor. It cost 5 million crowns. Is that much?`;
const CREDIT = { source: 'the mayor', cue: 'said', kind: 'person', manner: 'paraphrase', speaker: 'The mayor' };

/** An article with one of all it can have, whose words all have the marker. */
async function storyOn(desk: TestDesk, editor: Seat): Promise<ArticleSent> {
  const sent = new FormData();
  sent.append('file', new Blob([`<article><p>${BODY}</p></article>`]), `${MARKER}.html`);
  const asked = await Page.from(desk, '/articles', await desk.ask('/articles', { method: 'POST', body: sent }));
  const made = await (await desk.outcome(asked)).send('#article', { title: `${MARKER} opened`, body: BODY });
  const article = await desk.get<ArticleSent>(made.path);
  const claim = await desk.mark(article, `${MARKER} bridge opened in 1931`);
  await desk.move(claim, 'checker');
  await desk.move(claim, 'attribution', CREDIT);
  await desk.move(claim, 'evidence', { title: 'Chronicle', stance: 'supports', role: 'primary', excerpt: MARKER });
  await desk.move(claim, 'findings', { status: 'verified', reason: `${MARKER}, p. 3.` });
  await desk.move(claim, 'author-queries', { askedOf: editor.person.id, question: `${MARKER}?` });
  await desk.tell(`/claims/${claim.id}/comments`, { body: `@Ada Brook: ${MARKER}` });
  await desk.tell(`/articles/${article.id}/clearances`, {
    revisionId: article.revisionId,
    sentence: 2,
    reason: `${MARKER}: question`,
  });
  const plan = { version: 1, section: MARKER, ownerId: editor.person.id };
  await desk.tell(`/articles/${article.id}/plan`, plan);
  await desk.tell(`/articles/${article.id}/revisions`, {
    revisionId: article.revisionId,
    body: BODY.replace('1931', '1932'),
  });
  await editor.open(`/articles/${article.id}`);
  await inviteOutsider(desk.database.db, desk.person, article.id, { name: 'A lawyer', days: 3 });
  return desk.get(`/articles/${article.id}`);
}

/** Every place in the whole database that has some words. */
async function placesOf(desk: TestDesk, words: string): Promise<string[]> {
  const client = await connect(desk.database.connection);
  try {
    const { rows } = await client.query<{ name: string }>(
      `select oid::regclass::text as name from pg_class where relkind = 'r'
         and relnamespace::regnamespace::text in ('public', 'past', 'graphile_worker')`,
    );
    const found: string[] = [];
    for (const { name } of rows) {
      const hex = Buffer.from(words).toString('hex');
      const { rows: counted } = await client.query<{ n: number }>(
        `select count(*)::int as n from ${name} as t where t::text like $1 or t::text like $2`,
        [`%${words}%`, `%${hex}%`],
      );
      if (counted[0]!.n > 0) found.push(name);
    }
    return found;
  } finally {
    await client.end();
  }
}

test('an article that is erased is gone from every table, and its chain still holds', async () => {
  await using desk = await openDesk({ role: 'admin' });
  const { db } = desk.database;
  const editor = await desk.seat('editor', 'Ada Brook');
  const article = await storyOn(desk, editor);
  const other = await desk.bringIn('Another story. It cost 7 million crowns.');
  const entry = (await desk.history()).find(({ articleId }) => articleId === article.id)!.entry;
  const before = await getChainHead(db, article.id);
  expect((await placesOf(desk, MARKER)).length).toBeGreaterThan(15);

  const asked = await (await desk.open(`/articles/${article.id}/edit`)).follow('Erase this article…');
  expect(asked.words('main')).toMatch(/2 revisions, 1 claim and 1 comment go/);
  expect(asked.words('main')).toMatch(/1 source and 1 speaker that no other article uses stay/);
  expect((await asked.send('#erase', { reason: '' })).status).toBe(422);
  const done = await asked.send('#erase', { reason: 'By order of a court.' });
  expect(done.path).toBe('/articles');

  // What the source keeps is the desk's: the piece of evidence with the words is gone.
  expect(await placesOf(desk, MARKER)).toEqual([]);
  expect(await verifyChain(db, article.id)).toMatchObject({ ...before, broken: null, erased: true });
  expect(await verifyChain(db, article.id, before.hash)).toMatchObject({ holdsHash: true });
  expect((await verifyChain(db, DESK_CHAIN)).broken).toBeNull();
  expect(await listChains(db)).toContain(article.id);
  for (const address of ['', `?entry=${entry}`, '/report', '/history', '/edit']) {
    const page = await desk.open(`/articles/${article.id}${address}`);
    expect(page.status).toBe(404);
    expect(page.words('main')).toContain('There is no such article.');
  }
  expect((await desk.open(`/articles/${other.id}`)).status).toBe(200);

  // Why is told to those alone who might have done it.
  expect((await desk.open('/history')).words('main')).toMatch(
    /erased an article with \d+ entries.*By order of a court/,
  );
  expect((await editor.open('/history')).words('main')).not.toContain('court');
});

test('words that are missing without an erasure, or from an article that was erased otherwise, are found', async () => {
  await using desk = await openDesk({ role: 'admin' });
  const { db } = desk.database;
  const editor = await desk.seat('editor', 'Ada Brook');
  const [one, two] = [await storyOn(desk, editor), await storyOn(desk, editor)];
  const tamper = (...statements: string[]) =>
    withAdmin(desk.database.connection, async (run) => {
      await run('set session_replication_role = replica');
      for (const statement of statements) await run(statement);
    });
  await tamper(`update history set event = '{"kind":"words_removed"}' where article_id = '${one.id}'`);
  expect((await verifyChain(db, one.id)).broken).toMatchObject({ how: 'changed' });

  await desk.tell(`/articles/${two.id}/erasure`, { version: two.version, reason: 'Asked for.' });
  expect((await verifyChain(db, two.id)).broken).toBeNull();
  await tamper(
    `delete from history where entry = (select max(entry) from history where article_id = '${two.id}')`,
    `delete from seals where chain = '${two.id}' and place = (select max(place) from seals where chain = '${two.id}')`,
    `update chains set length = s.place, head = s.hash from seals as s where chains.chain = '${two.id}' and s.chain = chains.chain
      and s.place = (select max(place) from seals where chain = '${two.id}')`,
  );
  expect((await verifyChain(db, two.id)).broken).toMatchObject({ how: 'cut_off' });
});

test('everything that hangs on an article goes with it, or says why it stays', async () => {
  await using desk = await openDesk();
  const client = await connect(desk.database.connection);
  try {
    const { rows } = await client.query<{ name: string }>(`
      with recursive hanging (oid) as (
        select 'public.articles'::regclass::oid
        union select c.conrelid from pg_constraint as c join hanging as h on c.confrelid = h.oid
          where c.contype = 'f'
      ) select oid::regclass::text as name from hanging order by 1`);
    // Looks have snapshots of sources, never of a revision, and so have the prints of texts; the files of a job go with the job.
    const stay = ['job_files', 'source_looks', 'text_prints'];
    expect(rows.map(({ name }) => name)).toEqual([...ERASED.map(([table]) => table), ...stay].toSorted());
  } finally {
    await client.end();
  }
  const known = new Set(ERASED.map(([table]) => table));
  const ofTheDesk = ['house_rules', 'merges', 'relay_dismissals', 'relays', 'source_looks', 'sources', 'speakers'];
  expect(KEPT_TABLES.filter((table) => !known.has(table)).toSorted()).toEqual(ofTheDesk);
});

test('the desk itself cannot take words out of history in any other way', async () => {
  await using desk = await openDesk();
  await desk.bringIn(BODY);
  const { pool } = desk.database;
  for (const statement of [`update history set event = '{"kind":"words_removed"}'`, 'delete from revisions']) {
    const client = await pool.connect();
    await client.query(`set linecheck.erasing = 'on'`);
    await expect(client.query(statement)).rejects.toThrow(/append-only|permission denied/);
    await client.query('reset linecheck.erasing');
    client.release();
  }
});

test('only admins erase', async () => {
  await using desk = await openDesk();
  const article = await desk.bringIn(BODY);
  expect((await desk.open(`/articles/${article.id}/edit`)).words('main')).not.toContain('Erase');
  expect((await desk.open(`/articles/${article.id}/erasing`)).status).toBe(403);
  const sent = { version: article.version, reason: 'Mine.' };
  expect(await desk.refused(`/articles/${article.id}/erasure`, sent)).toMatchObject({ status: 403 });
});

test('somebody who is erased leaves no name, and what they did stays', async () => {
  await using desk = await openDesk({ role: 'admin' });
  const { db } = desk.database;
  const editor = await desk.seat('editor', 'Ludo Ferrant');
  await db.update(people).set({ mail: 'ludo@desk.example' }).where(eq(people.id, editor.person.id));
  const article = await editor.bringIn(BODY);
  const claim = await editor.mark(article, 'It cost 5 million crowns');
  await editor.move(claim, 'checker');
  await editor.tell('/sources', { kind: 'document', title: 'Chronicle' });
  await editor.open(`/articles/${article.id}`);
  await desk.tell(`/claims/${claim.id}/comments`, { body: 'Please look.' });
  const heads = await Promise.all([article.id, null].map((chain) => getChainHead(db, chain)));

  const asked = await (await desk.open(`/people/${editor.person.id}`)).follow('Erase Ludo Ferrant…');
  const done = await asked.send('#erase');
  expect(done.words('h1')).toBe('A former colleague');
  expect(done.words('main')).toContain('Erased');
  expect(done.$('main form')).toHaveLength(0);

  expect(await placesOf(desk, 'Ludo')).toEqual([]);
  expect(await placesOf(desk, 'ludo@')).toEqual([]);
  expect((await editor.ask('/articles')).status).not.toBe(200);
  expect((await desk.open(`/articles/${article.id}/history`)).words('main')).toContain('A former colleague');
  expect((await verifyChain(db, article.id, heads[0]!.hash)).holdsHash).toBe(true);
  expect(await verifyChain(db, DESK_CHAIN, heads[1]!.hash)).toMatchObject({ broken: null, holdsHash: true });

  const { version } = await desk.get<{ version: number }>(`/people/${editor.person.id}`);
  expect(await desk.refused(`/people/${editor.person.id}/return`, { version })).toMatchObject({ status: 409 });
  const own = await desk.get<{ version: number }>(`/people/${desk.person.id}`);
  expect(await desk.refused(`/people/${desk.person.id}/erasure`, { version: own.version })).toMatchObject({
    status: 409,
    detail: expect.stringContaining('make another person an admin') as string,
  });
});
