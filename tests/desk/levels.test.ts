import { setTimeout as sleep } from 'node:timers/promises';
import * as fc from 'fast-check';
import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { amendArticle } from '../../src/articles/actions.ts';
import { getArticle } from '../../src/articles/queries.ts';
import { removeAttribution, setAttribution } from '../../src/claims/actions.ts';
import { getClaimFile, listClaims } from '../../src/claims/queries.ts';
import { Refusal } from '../../src/core/refusal.ts';
import {
  ROLES,
  SOURCING_LEVELS,
  STANCES,
  STANDINGS,
  type Stance,
  type SourceRole,
  type Standing,
} from '../../src/core/sourcing.ts';
import type { Person } from '../../src/core/rights.ts';
import type { Db } from '../../src/db/client.ts';
import { amendEvidence, linkEvidence, unlinkEvidence } from '../../src/evidence/actions.ts';
import { settleUnsettled } from '../../src/levels/actions.ts';
import { linkRelay, removeRelay } from '../../src/relays/actions.ts';
import { setStanding } from '../../src/standings/actions.ts';
import { amendSource } from '../../src/sources/actions.ts';
import { getSource } from '../../src/sources/queries.ts';
import { openDesk, type ArticleSent, type ClaimSent, type Seat, type TestDesk } from '../support/desk.ts';

const ADDRESSES = ['', 'https://ledger.example/bridge', 'https://ledger.example/other'];
const CREDIT = { source: 'the mayor', cue: '', kind: 'person', manner: 'paraphrase', speaker: 'Mayor Holm' } as const;
const SOURCES = 6;
const CLAIMS = 3;

interface Ground {
  db: Db;
  person: Person;
  article: ArticleSent;
  claims: ClaimSent[];
  sourceIds: string[];
}

async function lay(desk: TestDesk, about: object = {}): Promise<Ground> {
  const article = await desk.bringIn('The bridge opened, the mayor said. It cost 5 crowns. It is red.', about);
  const claims: ClaimSent[] = [];
  for (const words of ['The bridge opened', 'It cost 5 crowns', 'It is red'])
    claims.push(await desk.mark(article, words));
  const sourceIds: string[] = [];
  for (let n = 1; n <= SOURCES; n++) {
    const { id } = await desk.tell<{ id: string }>('/sources', { kind: 'publication', title: `Source ${n}` });
    sourceIds.push(id);
  }
  return { db: desk.database.db, person: desk.person, article, claims, sourceIds };
}

/** What may happen to a level, each with what it is done to. */
type Step =
  | { do: 'link'; claim: number; source: number; stance: Stance; role: SourceRole }
  | { do: 'amend'; claim: number; source: number; stance: Stance; role: SourceRole }
  | { do: 'unlink'; claim: number; source: number }
  | { do: 'credit'; claim: number; source: number }
  | { do: 'uncredit'; claim: number; source: number }
  | { do: 'relay'; source: number; to: number }
  | { do: 'unrelay'; source: number; to: number }
  | { do: 'address'; source: number; address: number }
  | { do: 'standing'; source: number; to: Standing }
  | { do: 'article'; address: number };

const claim = fc.nat(CLAIMS - 1);
const source = fc.nat(SOURCES - 1);
const address = fc.nat(ADDRESSES.length - 1);
const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('link', 'amend'),
      claim,
      source,
      stance: fc.constantFrom(...STANCES, 'supports'),
      role: fc.constantFrom(...ROLES),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('unlink', 'credit', 'uncredit'), claim, source }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constantFrom('relay', 'relay', 'unrelay'), source, to: source }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('address'), source, address }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('article'), address }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('standing'), source, to: fc.constantFrom(...STANDINGS, 'standing') }),
  },
);

async function take({ db, person, article, claims, sourceIds }: Ground, step: Step): Promise<void> {
  if (step.do === 'article') {
    const { version, title, byline, publication, publishedOn } = await getArticle(db, person, article.id);
    const fields = { title, byline, publication, publishedOn, address: ADDRESSES[step.address]! };
    return amendArticle(db, person, article.id, version, fields);
  }
  const sourceId = sourceIds[step.source]!;
  if (step.do === 'address') {
    const { id: _id, speaker: _speaker, version, ...fields } = await getSource(db, person, sourceId);
    return amendSource(db, person, sourceId, version, { ...fields, address: ADDRESSES[step.address]! });
  }
  if (step.do === 'standing') {
    const { version } = await getSource(db, person, sourceId);
    const draft = { standing: step.to, reason: 'Said so.', on: null };
    return setStanding(db, person, sourceId, version, draft);
  }
  if (step.do === 'relay' || step.do === 'unrelay') {
    const { version } = await getSource(db, person, sourceId);
    const relayedId = sourceIds[step.to]!;
    if (step.do === 'unrelay') return removeRelay(db, person, sourceId, version, relayedId);
    return linkRelay(db, person, sourceId, version, relayedId, { kind: 'reports', words: '' });
  }
  const { id, version, evidence } = await getClaimFile(db, person, claims[step.claim]!.id);
  if (step.do === 'credit') return setAttribution(db, person, id, version, CREDIT);
  if (step.do === 'uncredit') return removeAttribution(db, person, id, version);
  if (step.do === 'link') {
    const draft = { stance: step.stance, role: step.role, locator: '', excerpt: '', note: '' };
    await linkEvidence(db, person, id, version, { sourceId }, draft);
    return;
  }
  const piece = evidence.find((each) => each.sourceId === sourceId);
  if (!piece) return;
  if (step.do === 'unlink') return unlinkEvidence(db, person, id, version, piece.id);
  const { locator, excerpt, note } = piece;
  await amendEvidence(db, person, id, version, piece.id, {
    stance: step.stance,
    role: step.role,
    locator,
    excerpt,
    note,
  });
}

/** Refusals are answers: a relay that is not there cannot be removed, a stale page changes nothing. */
async function takeIfItGoes(ground: Ground, step: Step): Promise<void> {
  try {
    await take(ground, step);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}

/** The level of each claim as the core says it now, and as the database has kept it. */
async function bothAnswers({ db, person, article }: Ground) {
  const said = await listClaims(db, person, article.id);
  const { rows } = await db.execute<{ number: number; level: string; independent: number; exact: boolean }>(sql`
    select claims.number, levels.level, levels.independent, levels.exact from levels join claims on claims.id = levels.claim_id
    where claims.article_id = ${article.id}`);
  const order = (a: { number: number }, b: { number: number }) => a.number - b.number;
  return {
    core: said
      .map(({ number, sourcing: { level, independence } }) => ({
        number,
        level,
        independent: independence.n,
        exact: independence.exact,
      }))
      .toSorted(order),
    database: rows.toSorted(order),
  };
}

/** Until a transaction waits for another. */
async function somebodyWaits(db: Db): Promise<void> {
  for (;;) {
    const { rows } = await db.execute<{ n: number }>(
      sql`select count(*)::int as n from pg_locks join pg_database on pg_database.oid = pg_locks.database
        where not granted and datname = current_database()`,
    );
    if (rows[0]!.n > 0) return;
    await sleep(10);
  }
}

describe('the level that is kept is the level that the core computes', () => {
  test('after whatever was done, one thing after another', async () => {
    await using desk = await openDesk();
    const ground = await lay(desk);
    const met = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 10, maxLength: 25 }), async (taken) => {
        for (const step of taken) {
          await takeIfItGoes(ground, step);
          // After each: what comes next may settle by the way what this one forgot.
          const { core, database } = await bothAnswers(ground);
          expect(database).toEqual(core);
          for (const { level } of core) met.add(level);
        }
      }),
      // What one run leaves is what the next begins with.
      { numRuns: 10, endOnFailure: true },
    );
    expect(met.size).toBeGreaterThan(2);
  });

  test('when people link sources to claims and to each other at the same time', async () => {
    await using desk = await openDesk();
    const ground = await lay(desk);
    const random = fc.sample(fc.array(steps, { minLength: 12, maxLength: 12 }), { numRuns: 8, seed: 11 });
    for (const together of random) {
      await Promise.all(together.map((step) => takeIfItGoes(ground, step)));
      const { core, database } = await bothAnswers(ground);
      expect(database).toEqual(core);
    }
  });

  test('for a source that is being tied to a claim while somebody says what it passes on', async () => {
    await using desk = await openDesk();
    const ground = await lay(desk);
    const { db, person, claims } = ground;
    await take(ground, { do: 'link', claim: 0, source: 0, stance: 'supports', role: 'secondary' });
    const relaying: Promise<void>[] = [];
    await db.transaction(async (tx) => {
      const here = { ...ground, db: tx as unknown as Db };
      await take(here, { do: 'link', claim: 0, source: 1, stance: 'supports', role: 'secondary' });
      relaying.push(take(ground, { do: 'relay', source: 1, to: 0 }));
      await Promise.race([...relaying, somebodyWaits(db)]);
    });
    await Promise.all(relaying);
    const { sourcing } = await getClaimFile(db, person, claims[0]!.id);
    expect(sourcing.level).toBe('many_links_one_origin');
    const { core, database } = await bothAnswers(ground);
    expect(database).toEqual(core);
  });

  test('for claims that were there before levels were kept', async () => {
    await using desk = await openDesk();
    const ground = await lay(desk);
    await takeIfItGoes(ground, { do: 'link', claim: 1, source: 0, stance: 'supports', role: 'secondary' });
    await ground.db.execute(sql`delete from levels`);
    await settleUnsettled(ground.db);
    const { core, database } = await bothAnswers(ground);
    expect(database).toEqual(core);
    expect(database.map(({ level }) => level)).toEqual(['none', 'single_origin', 'none']);
  });
});

describe('claims and articles are found by how they are sourced', () => {
  const numbers = async (seat: Seat, address: string) =>
    (await seat.get<{ claims: ClaimSent[] }>(address)).claims.map(({ number }) => number);

  test('on the page of an article, in the list of articles, and by programs', async () => {
    await using desk = await openDesk();
    const ground = await lay(desk);
    await takeIfItGoes(ground, { do: 'link', claim: 1, source: 0, stance: 'supports', role: 'secondary' });
    await takeIfItGoes(ground, { do: 'link', claim: 2, source: 0, stance: 'supports', role: 'secondary' });
    await takeIfItGoes(ground, { do: 'link', claim: 2, source: 1, stance: 'supports', role: 'secondary' });
    const { id } = await desk.bringIn('Nothing is claimed here.', { title: 'Another article' });
    const at = `/articles/${ground.article.id}/claims`;
    expect(await numbers(desk, `${at}?sourcing=single_origin`)).toEqual([2]);
    expect(await numbers(desk, `${at}?sourcing=corroborated`)).toEqual([3]);
    expect(await numbers(desk, `${at}?sourcing=primary_record`)).toEqual([]);
    expect(await desk.refused(`${at}?sourcing=wonderful`)).toMatchObject({ status: 422 });

    const found = await desk.get<{ articles: { id: string }[]; total: number }>('/articles?sourcing=corroborated');
    expect(found).toMatchObject({ total: 1, articles: [{ id: ground.article.id }] });
    expect((await desk.get<{ total: number }>('/articles')).total).toBe(2);
    const page = await desk.open('/articles?sourcing=single_origin');
    expect(page.words('main')).toContain('1 article');
    expect(page.html).not.toContain(id);
    expect((await desk.open('/articles?sourcing=primary_record')).words('main')).toContain('No article fits');
    for (const level of SOURCING_LEVELS) {
      const listed = await desk.open(`/articles/${ground.article.id}?sourcing=${level}`);
      expect(listed.$('.rows .row')).toHaveLength((await numbers(desk, `${at}?sourcing=${level}`)).length);
    }
  });
});
