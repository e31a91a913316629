import { afterAll, beforeAll, expect, test } from 'vitest';
import { replay } from '../../src/core/replay.ts';
import { openDesk, type ArticleSent, type ClaimSent, type Seat, type TestDesk } from '../support/desk.ts';
import { entriesOf, standingOf } from '../support/standing.ts';

/** RACES=1000 runs as many as one likes; each is two people at one claim in the same moment. */
const RACES = Number(process.env['RACES'] ?? 75);
const MERGES = Math.max(6, Math.floor(RACES / 20));

let desk: TestDesk;
let second: Seat;
beforeAll(async () => {
  desk = await openDesk();
  second = await desk.seat('editor', 'Ada Brook');
});
afterAll(() => desk[Symbol.asyncDispose]());

interface Turn {
  race: number;
  article: ArticleSent;
  claim: ClaimSent;
}

interface Way {
  path: string;
  body: object;
}

/** What either may be doing, as from a page that shows the claim as it stood before the race. */
const WAYS: ((turn: Turn, who: string) => Way)[] = [
  ({ race, claim: { id, version } }, who) => ({
    path: `/claims/${id}/findings`,
    body: { version, status: race % 2 ? 'verified' : 'disputed', reason: `${who}, race ${race}.` },
  }),
  ({ race, claim: { id, version } }, who) => ({
    path: `/claims/${id}/evidence`,
    body: { version, title: `Ledger ${race} of ${who}`, sourceKind: 'document', stance: 'supports', role: 'primary' },
  }),
  ({ claim: { id, version } }) => ({ path: `/claims/${id}/sign-off`, body: { version } }),
  ({ race, claim: { id, version } }, who) => ({
    path: `/claims/${id}/amendments`,
    body: { version, statement: `As ${who} words it in race ${race}.`, type: 'figure', risk: 'low' },
  }),
  ({ race, article: { id, revisionId } }, who) => ({
    path: `/articles/${id}/revisions`,
    body: {
      revisionId,
      body: `Race ${race} by ${who}. The bridge cost ${race % 3 ? 5 : race} million crowns. A tram runs over it.`,
    },
  }),
];

const KINDS = ['finding_given', 'evidence_linked', 'claim_signed_off', 'claim_amended', 'revision_added'] as const;

test(
  `${RACES} races of two people on one claim: one wins, the other is told, nothing is lost, and history tells it all`,
  { timeout: RACES * 2_000 },
  async () => {
    const { id: articleId } = await desk.bringIn('The bridge cost 5 million crowns. A tram runs over it.');
    const { id } = await desk.mark({ id: articleId }, 'The bridge cost 5 million crowns.');
    const done = WAYS.map(() => 0);
    const tally: Record<number, number> = {};
    let refusedAsStale = 0;
    for (let race = 0; race < RACES; race += 1) {
      const claim = await desk.get<ClaimSent>(`/claims/${id}`);
      const article = await desk.get<ArticleSent>(`/articles/${articleId}`);
      const pair = [race % WAYS.length, Math.floor(race / WAYS.length) % WAYS.length];
      const answers = await Promise.all(
        [desk, second].map((seat, place) => {
          const { path, body } = WAYS[pair[place]!]!({ race, article, claim }, seat.person.name);
          return seat.askJson(path, JSON.stringify(body));
        }),
      );
      const won = answers.map(({ ok }) => ok);
      for (const [place, { status }] of answers.entries()) {
        tally[status] = (tally[status] ?? 0) + 1;
        if (won[place]) done[pair[place]!]! += 1;
        if (status === 409) refusedAsStale += 1;
      }
      await Promise.all(answers.map((answer) => answer.arrayBuffer()));
      // Two changes of what both have seen: at most one is done. A revision changes the text, and then the claim's version.
      const bothOfOneKind = (pair[0] === 4) === (pair[1] === 4);
      if (bothOfOneKind) expect([race, won.filter(Boolean).length <= 1]).toEqual([race, true]);
    }

    // Done, refused by a rule, or told that somebody was there first; never a fault.
    expect(Object.keys(tally).filter((status) => !['200', '201', '403', '409'].includes(status))).toEqual([]);
    expect(refusedAsStale).toBeGreaterThan(RACES / 5);

    const happened = await desk.happened();
    const told = KINDS.map((kind) => happened.filter((event) => event.kind === kind).length);
    expect(told).toEqual(done);

    // What was done last is what stands.
    const claim = await desk.get<ClaimSent>(`/claims/${id}`);
    expect(claim.evidence).toHaveLength(done[1]!);
    const finding = happened.findLast((event) => event.kind === 'finding_given');
    expect([claim.status, claim.finding?.reason]).toEqual([finding?.to, finding?.reason]);
    const followed = happened.filter((event) => event.kind === 'claim_followed').length;
    const moves = done[0]! + done[1]! + done[2]! + done[3]!;
    expect(claim.version).toBe(1 + moves + followed);
    const signed = happened.findLastIndex(({ kind }) => kind === 'claim_signed_off');
    const lapsed = happened.findLastIndex(({ kind }) => kind === 'sign_off_lapsed');
    expect(claim.stage === 'signed_off').toBe(signed > lapsed);
    const { db } = desk.database;
    expect(replay(await entriesOf(db, articleId))).toEqual(await standingOf(db, articleId));
    console.info(`${RACES} races: ${JSON.stringify(tally)}; done ${done.join(', ')}; lost updates 0`);
  },
);

test('a finding that is given while a revision changes the words does not outlive them', async () => {
  const body = 'The mill cost 7 million crowns.';
  const { id: articleId, revisionId } = await desk.bringIn(body);
  const { id } = await desk.mark({ id: articleId }, body);
  const evidence = { title: 'Ledger', sourceKind: 'document', stance: 'supports', role: 'primary' };
  const { version } = await desk.move({ id }, 'evidence', evidence);
  const { pool } = desk.database;
  const holder = await pool.connect();
  const waiting = async (many: number) => {
    for (let tries = 0; tries < 500; tries += 1) {
      const { rows } = await pool.query<{ n: number }>('select count(*)::int as n from pg_locks where not granted');
      if (rows[0]!.n >= many) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  await holder.query('begin');
  await holder.query('select from claims where id = $1 for no key update', [id]);
  const finding = desk.askJson(
    `/claims/${id}/findings`,
    JSON.stringify({ version, status: 'verified', reason: 'Ledger.' }),
  );
  await waiting(1);
  const revised = JSON.stringify({ revisionId, body: body.replace('7 million', '8 million') });
  const revision = second.askJson(`/articles/${articleId}/revisions`, revised);
  await waiting(2);
  await holder.query('commit');
  holder.release();
  expect((await revision).status).toBe(201);
  const given = await finding;
  const claim = await desk.get<ClaimSent>(`/claims/${id}`);
  expect(claim.exact).toBe('The mill cost 8 million crowns.');
  // Whichever came first: what was found of the old words does not count for the new ones.
  expect([given.status, claim.status, claim.recheckCause]).toEqual(
    given.ok ? [200, 'verified', 'words_changed'] : [409, 'unverified', null],
  );
});

test(
  'two records are merged and parted while others check every claim that rests on them',
  {
    timeout: MERGES * 20_000,
  },
  async () => {
    const claims = await Promise.all(
      ['The ferry carried 412 people.', 'The crossing opened in 1931.', 'The pier is 90 metres long.'].map(
        async (body) => {
          const { id: articleId } = await desk.bringIn(body);
          return { articleId, id: (await desk.mark({ id: articleId }, body)).id };
        },
      ),
    );
    const record = (title: string) =>
      desk.tell<{ id: string; version: number }>('/sources', { kind: 'document', title, anyway: true });
    const [keeper, gone] = [await record('The log'), await record('The Log')];
    for (const { id } of claims) {
      for (const { id: sourceId } of [keeper, gone])
        await desk.move({ id }, 'evidence', { sourceId, stance: 'supports', role: 'primary' });
    }
    const tally: Record<number, number> = {};
    let merged = 0;
    for (let round = 0; round < MERGES; round += 1) {
      const { version } = await desk.get<{ version: number }>(`/sources/${keeper.id}`);
      const { merges } = await desk.get<{ merges: { id: string }[] }>(`/sources/${keeper.id}/merges`);
      const files = await Promise.all(claims.map(({ id }) => desk.get<ClaimSent>(`/claims/${id}`)));
      const way: Way =
        merges.length > 0
          ? { path: `/merges/${merges[0]!.id}/undoing`, body: {} }
          : { path: `/sources/${keeper.id}/merges`, body: { version, otherId: gone.id } };
      const checks = files.flatMap(({ id, version: seen, evidence }, index): Way[] => [
        { path: `/claims/${id}/findings`, body: { version: seen, status: 'disputed', reason: `Round ${round}.` } },
        {
          path: `/claims/${id}/evidence/${evidence[(round + index) % 2]!.id}/amendments`,
          body: { version: seen, stance: 'supports', role: 'primary', note: `Round ${round}.` },
        },
      ]);
      const answers = await Promise.all(
        [way, ...checks].map(({ path, body }, index) =>
          (index % 2 ? second : desk).askJson(path, JSON.stringify(body)),
        ),
      );
      for (const { status } of answers) tally[status] = (tally[status] ?? 0) + 1;
      if (answers[0]!.ok) merged += 1;
      await Promise.all(answers.map((answer) => answer.arrayBuffer()));
    }
    expect(Object.keys(tally).filter((status) => !['200', '201', '409'].includes(status))).toEqual([]);
    expect(merged).toBe(MERGES);
    const { db } = desk.database;
    for (const { articleId } of claims) {
      expect(replay(await entriesOf(db, articleId))).toEqual(await standingOf(db, articleId));
    }
  },
);
