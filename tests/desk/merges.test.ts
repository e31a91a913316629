import { expect, test } from 'vitest';
import type { Source } from '../../src/sources/queries.ts';
import { openDesk, type ClaimSent, type Sent, type TestDesk } from '../support/desk.ts';

type SourceSent = Sent<Source> & { uses: { claimId: string }[] };

const STORY = 'The bridge cost 5 million crowns. It opened in 1931. A tram runs over it.';
const PIECE = { stance: 'supports', role: 'secondary', locator: 'p. 3' };

/** Two records of one ledger, each with evidence and what it passes on. */
async function twinsOn(desk: TestDesk) {
  const article = await desk.bringIn(STORY);
  const cost = await desk.mark(article, 'The bridge cost 5 million crowns');
  const opened = await desk.mark(article, 'It opened in 1931');
  const record = (title: string, about: object = {}) =>
    desk.tell<SourceSent>('/sources', { kind: 'document', title, anyway: true, ...about });
  const keeper = await record('The ledger', { issued: '1931', note: 'Ours' });
  const gone = await record('The Ledger', {
    issued: '1931-05',
    doi: '10.5555/ledger',
    tags: ['bridge'],
    note: 'Theirs',
  });
  const archive = await record('The archive');
  const one = await desk.move(cost, 'evidence', { ...PIECE, sourceId: gone.id });
  const other = await desk.move(opened, 'evidence', { ...PIECE, sourceId: keeper.id });
  await desk.move(cost, 'findings', { status: 'verified', reason: 'As the ledger says.' });
  const relay = (from: string, to: string, version: number) =>
    desk.tell(`/sources/${from}/relays`, { version, relayedId: to, kind: 'cites', words: '' });
  await relay(gone.id, archive.id, 1);
  await relay(gone.id, keeper.id, 2);
  return { cost: one, opened: other, keeper, gone, archive };
}

const source = (desk: TestDesk, id: string) => desk.get<SourceSent>(`/sources/${id}`);

async function passesOn(desk: TestDesk, id: string): Promise<string[]> {
  const { passesOn: relays } = await desk.get<{ passesOn: { id: string }[] }>(`/sources/${id}/relays`);
  return relays.map((relay) => relay.id);
}

test('two records become one, and apart again as they were', async () => {
  await using desk = await openDesk();
  const { cost, opened, keeper, gone, archive } = await twinsOn(desk);
  const before = [await source(desk, keeper.id), await source(desk, gone.id)];
  const relaysBefore = [await passesOn(desk, keeper.id), await passesOn(desk, gone.id)];

  const page = await (await desk.open(`/sources/${keeper.id}`)).follow('Recorded twice?');
  const merged = await page.send('#merge-form', { otherId: gone.id });
  expect(merged.path).toBe(`/sources/${keeper.id}`);
  expect(merged.words()).toContain('On 2 claims');

  const kept = await source(desk, keeper.id);
  // What it did not know it takes over; what it says itself stays.
  expect(kept).toMatchObject({
    title: 'The ledger',
    issued: '1931',
    doi: '10.5555/ledger',
    tags: ['bridge'],
    note: 'Ours',
  });
  expect(kept.uses.map(({ claimId }) => claimId).toSorted()).toEqual([cost.id, opened.id].toSorted());
  // It passes on what the other did, but not itself.
  expect(await passesOn(desk, keeper.id)).toEqual([archive.id]);
  const claim = await desk.get<ClaimSent>(`/claims/${cost.id}`);
  expect(claim).toMatchObject({ status: 'verified', recheckCause: null, evidence: [{ sourceId: keeper.id }] });
  // The other leads here, is listed nowhere, and takes nothing more.
  expect((await desk.open(`/sources/${gone.id}`)).path).toBe(`/sources/${keeper.id}`);
  const { sources } = await desk.get<{ sources: SourceSent[] }>('/sources');
  expect(sources.map(({ id }) => id)).not.toContain(gone.id);
  const { version } = await desk.get<ClaimSent>(`/claims/${opened.id}`);
  const late = { version, ...PIECE, sourceId: gone.id };
  expect((await desk.refused(`/claims/${opened.id}/evidence`, late)).detail).toContain('merged with another record');

  const merges = await desk.open(`/sources/${keeper.id}/merges`);
  const undone = await merges.send('form[action$=undoing]');
  expect(undone.path).toBe(`/sources/${gone.id}`);
  const bare = ({ version: _version, ...rest }: SourceSent) => rest;
  expect([await source(desk, keeper.id), await source(desk, gone.id)].map(bare)).toEqual(before.map(bare));
  expect([await passesOn(desk, keeper.id), await passesOn(desk, gone.id)]).toEqual(relaysBefore);
  expect((await desk.open(`/claims/${cost.id}/history`)).words()).toContain(
    'moved the evidence from “The ledger” to “The Ledger”, another record of it',
  );
});

test('undoing leaves what came and changed since', async () => {
  await using desk = await openDesk();
  const { cost, opened, keeper, gone } = await twinsOn(desk);
  const { version } = await source(desk, keeper.id);
  const { id } = await desk.tell<{ id: string }>(`/sources/${keeper.id}/merges`, { version, otherId: gone.id });
  await desk.move(opened, 'evidence', { ...PIECE, sourceId: keeper.id, locator: 'p. 9' });
  const [moved] = (await desk.get<ClaimSent>(`/claims/${cost.id}`)).evidence;
  await desk.move(cost, `evidence/${moved!.id}/removal`);
  const kept = await source(desk, keeper.id);
  await desk.tell(`/sources/${keeper.id}/amendments`, { version: kept.version, tags: ['bridge', 'money'] });
  await desk.tell(`/merges/${id}/undoing`);
  expect(await source(desk, keeper.id)).toMatchObject({ doi: '', tags: ['bridge', 'money'] });
  expect((await source(desk, keeper.id)).uses).toHaveLength(2);
  expect((await source(desk, gone.id)).uses).toHaveLength(0);
  expect((await desk.refused(`/merges/${id}/undoing`, {})).status).toBe(404);
});

test('chains of merges are undone from their end', async () => {
  await using desk = await openDesk();
  const { keeper, gone, archive } = await twinsOn(desk);
  const merge = async (into: string, otherId: string) => {
    const { version } = await source(desk, into);
    return desk.tell<{ id: string }>(`/sources/${into}/merges`, { version, otherId });
  };
  const first = await merge(keeper.id, gone.id);
  const second = await merge(archive.id, keeper.id);
  expect((await desk.open(`/sources/${gone.id}`)).path).toBe(`/sources/${archive.id}`);
  expect((await desk.refused(`/merges/${first.id}/undoing`, {})).detail).toContain('has been merged on');
  await desk.tell(`/merges/${second.id}/undoing`);
  await desk.tell(`/merges/${first.id}/undoing`);
  expect((await source(desk, gone.id)).uses).toHaveLength(1);
});

test('what cannot be merged is told why', async () => {
  await using desk = await openDesk();
  const { keeper, gone, archive } = await twinsOn(desk);
  const page = await (await desk.open(`/sources/${keeper.id}/merges`)).send('#merge-form');
  expect(page.status).toBe(422);
  expect(page.words('#merge-form')).toContain('Choose the other record, or paste its link.');
  const { version } = await source(desk, keeper.id);
  const refused = (body: object) => desk.refused(`/sources/${keeper.id}/merges`, { version, ...body });
  expect((await refused({ otherId: keeper.id })).detail).toBe('A source cannot be merged with itself.');
  expect((await refused({ other: '01890000-0000-7000-8000-000000000000' })).status).toBe(404);
  expect((await refused({ otherId: gone.id, version: 99 })).reason).toBe('stale');
  await desk.tell(`/sources/${keeper.id}/merges`, { version, otherId: gone.id });
  const again = await source(desk, archive.id);
  expect(
    (await desk.refused(`/sources/${archive.id}/merges`, { version: again.version, otherId: gone.id })).detail,
  ).toContain('has been merged with another already');
});

test('two people merging the same records both ways end with one', async () => {
  await using desk = await openDesk();
  const { keeper, gone } = await twinsOn(desk);
  const [one, other] = [await source(desk, keeper.id), await source(desk, gone.id)];
  const answers = await Promise.all([
    desk.askJson(`/sources/${keeper.id}/merges`, JSON.stringify({ version: one.version, otherId: gone.id })),
    desk.askJson(`/sources/${gone.id}/merges`, JSON.stringify({ version: other.version, otherId: keeper.id })),
  ]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
  const uses = [(await source(desk, keeper.id)).uses.length, (await source(desk, gone.id)).uses.length];
  expect(new Set(uses)).toEqual(new Set([0, 2]));
});
