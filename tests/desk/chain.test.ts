import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonical, DESK_CHAIN, type Json } from '../../src/core/chain.ts';
import { verifyChain, type Verification } from '../../src/history/queries.ts';
import { connect } from '../../src/db/client.ts';
import { withAdmin } from '../support/admin.ts';
import { openDesk, type TestDesk } from '../support/desk.ts';

const BODY = 'The bridge opened in 1931. It cost 5 million crowns. A tram runs over it.';

async function deskWithHistory() {
  const desk = await openDesk();
  const article = await desk.bringIn(BODY);
  for (const words of ['The bridge opened in 1931', 'It cost 5 million crowns']) {
    const claim = await desk.mark(article, words);
    await desk.move(claim, 'checker');
    await desk.move(claim, 'evidence', { title: `Chronicle of ${words}`, stance: 'supports', role: 'primary' });
    await desk.move(claim, 'findings', { status: 'verified', reason: 'Chronicle, p. 3.' });
  }
  return { desk, article };
}

/** Does what only the owner of the tables can do, with what guards them switched off. */
function tamper(desk: TestDesk, ...statements: string[]): Promise<void> {
  return withAdmin(desk.database.connection, async (run) => {
    await run('set session_replication_role = replica');
    for (const statement of statements) await run(statement);
  });
}

const verify = (desk: TestDesk, chain: string, hash: string | null = null): Promise<Verification> =>
  verifyChain(desk.database.db, chain, hash);

test('the history of a desk that nobody tampered with holds, article by article', async () => {
  const { desk, article } = await deskWithHistory();
  await using _ = desk;
  const entries = await desk.history();
  const ofArticle = entries.filter(({ articleId }) => articleId === article.id);
  expect(await verify(desk, article.id)).toMatchObject({ broken: null, length: ofArticle.length });
  expect(await verify(desk, DESK_CHAIN)).toMatchObject({ broken: null, length: entries.length - ofArticle.length });
});

test('a hash that was written down is found again, however long the chain has grown', async () => {
  const { desk, article } = await deskWithHistory();
  await using _ = desk;
  const { hash } = await verify(desk, article.id);
  await desk.tell(`/articles/${article.id}/amendments`, { version: article.version, title: 'Another title' });
  expect(await verify(desk, article.id, hash)).toMatchObject({ broken: null, holdsHash: true });
  expect(await verify(desk, article.id, 'f'.repeat(64))).toMatchObject({ broken: null, holdsHash: false });
});

test.each<[string, (entry: number, next: number) => string[], { how: string; next?: true; end?: true }]>([
  [
    'a word that was changed',
    (entry) => [`update history set event = jsonb_set(event, '{kind}', '"claim_restored"') where entry = ${entry}`],
    { how: 'changed' },
  ],
  [
    'a moment that was changed',
    (entry) => [`update history set at = at - interval '1 day' where entry = ${entry}`],
    { how: 'moved' },
  ],
  [
    'an author who was changed',
    (entry) => [
      `insert into people values (gen_random_uuid(), 'Mallory', 'editor')`,
      `update history set person_id = (select id from people where name = 'Mallory') where entry = ${entry}`,
    ],
    { how: 'changed' },
  ],
  [
    'an entry given to another claim',
    (entry) => [`update history set claim_id = null where entry = ${entry}`],
    { how: 'changed' },
  ],
  ['an entry that was removed', (entry) => [`delete from history where entry = ${entry}`], { how: 'removed' }],
  [
    'an entry that was removed with its seal',
    (entry) => [`delete from history where entry = ${entry}`, `delete from seals where entry = ${entry}`],
    { how: 'moved', next: true },
  ],
  [
    'an entry that was put in',
    (entry) => [
      `insert into history (entry, article_id, person_id, event) overriding system value select 5000, article_id, person_id, event from history where entry = ${entry}`,
    ],
    { how: 'put_in', end: true },
  ],
  [
    'two entries that changed places',
    (entry, next) => [
      `update seals as s set entry = o.entry, digest = o.digest, hash = o.hash from seals as o
        where s.entry in (${entry}, ${next}) and o.entry in (${entry}, ${next}) and s.entry <> o.entry`,
    ],
    { how: 'moved', next: true },
  ],
  [
    'two entries whose words changed places',
    (entry, next) => [
      `update history as h set event = o.event from history as o where h.entry in (${entry}, ${next}) and o.entry in (${entry}, ${next}) and h.entry <> o.entry`,
    ],
    { how: 'changed' },
  ],
])('%s is found', async (_name, statements, { how, next, end }) => {
  const { desk, article } = await deskWithHistory();
  await using _ = desk;
  const entries = (await desk.history()).filter(({ articleId }) => articleId === article.id).map(({ entry }) => entry);
  const [first, second] = [entries[3]!, entries[4]!];
  await tamper(desk, ...statements(first, second));
  const { broken } = await verify(desk, article.id);
  expect(broken).toEqual({ chain: article.id, entry: end ? 5000 : next ? second : first, how });
  expect(await verify(desk, DESK_CHAIN)).toMatchObject({ broken: null });
});

test('an end that was cut off is found', async () => {
  const { desk, article } = await deskWithHistory();
  await using _ = desk;
  const last = (await desk.history()).findLast(({ articleId }) => articleId === article.id)!.entry;
  await tamper(desk, `delete from history where entry = ${last}`, `delete from seals where entry = ${last}`);
  expect((await verify(desk, article.id)).broken).toEqual({ chain: article.id, entry: null, how: 'cut_off' });
});

test('the desk itself can neither seal nor unseal', async () => {
  const { desk } = await deskWithHistory();
  await using _ = desk;
  for (const statement of [
    `update chains set head = ''`,
    `delete from chains`,
    `insert into seals select * from seals`,
    `update seals set hash = ''`,
    `delete from seals`,
    `update changes set at = now()`,
    `select seal_from(0)`,
  ]) {
    await expect(desk.database.pool.query(statement), statement).rejects.toThrow(/permission denied/);
  }
});

test('many who write at once do not fork the chain', async () => {
  const { desk, article } = await deskWithHistory();
  await using _ = desk;
  const { id } = await desk.bringIn(BODY);
  const claims = await Promise.all(
    [article, { id }].flatMap((each) => ['A tram', 'runs', 'over it'].map((words) => desk.mark(each, words))),
  );
  await Promise.all(
    claims.flatMap((claim) => [
      desk.move(claim, 'checker'),
      desk.tell('/sources', { kind: 'document', title: `Ledger ${claim.id}` }),
    ]),
  );
  for (const chain of [article.id, id, DESK_CHAIN]) expect((await verify(desk, chain)).broken).toBeNull();
});

test('the database and the desk write JSON in the same one form', async () => {
  await using desk = await openDesk();
  const client = await connect(desk.database.connection);
  try {
    const { rows: nothing } = await client.query<{ text: string }>(
      `select canonical('{"b":[],"a":{"ä":null}}') as text`,
    );
    expect(nothing[0]!.text).toBe('{"a":{"ä":null},"b":[]}');
    const words = fc.string({ unit: 'grapheme' }).filter((word) => !word.includes('\0'));
    const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
    const values = fc.sample(
      fc.letrec<{ value: Json; leaf: Json }>((tie) => ({
        value: fc.oneof(
          { maxDepth: 4 },
          tie('leaf'),
          fc.array(tie('value'), { maxLength: 4 }),
          fc.dictionary(fc.string({ unit: 'grapheme-ascii', minLength: 1 }), tie('value'), { maxKeys: 5 }),
        ),
        leaf: fc.oneof(
          words,
          number,
          fc.boolean(),
          fc.constant(null),
          fc.constantFrom('\u2028"\\/\u007f\u0001\b', 1e21, 1e-7, -0, 5e-324),
        ),
      })).value,
      { numRuns: 500, seed: 5 },
    );
    for (const value of values) {
      const { rows } = await client.query<{ text: string }>('select canonical($1::jsonb) as text', [
        JSON.stringify(value),
      ]);
      expect(rows[0]!.text).toBe(canonical(value));
    }
  } finally {
    await client.end();
  }
});
