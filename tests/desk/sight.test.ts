import { describe, expect, test } from 'vitest';
import { setAccess } from '../../src/articles/actions.ts';
import { addPerson } from '../../src/people/actions.ts';
import { openDesk, type ArticleSent, type Seat, type TestDesk } from '../support/desk.ts';

const SECRET = 'Vantablack';

/** An open article and one that only the desk's first person sees, both with a claim, a credit and a source. */
async function embargoed(
  desk: TestDesk,
): Promise<{ open: ArticleSent; closed: ArticleSent; claimId: string; sourceId: string }> {
  const open = await desk.bringIn('The council met on Monday. The vote was 51 to 49.', { title: 'In the open' });
  const closed = await desk.bringIn(`${SECRET} Ltd said on Monday that the vote was 51 to 49.`, {
    title: `The ${SECRET} file`,
  });
  const claim = await desk.mark(closed, 'the vote was 51 to 49');
  await desk.move(claim, 'attribution', {
    source: `${SECRET} Ltd`,
    cue: 'said',
    kind: 'organisation',
    manner: 'paraphrase',
    speaker: `${SECRET} Ltd`,
  });
  const source = await desk.tell<{ id: string }>('/sources', { kind: 'document', title: `${SECRET} minutes` });
  await desk.move(claim, 'evidence', { sourceId: source.id, stance: 'supports', role: 'primary' });
  await setAccess(desk.database.db, desk.person, closed.id, closed.version, 'named', []);
  return { open, closed, claimId: claim.id, sourceId: source.id };
}

/** Every address that tells of the embargoed article; those of lists too. */
const tellingOf = ({ closed, claimId, sourceId }: Awaited<ReturnType<typeof embargoed>>) => ({
  lists: [
    '/articles',
    '/sources',
    '/speakers',
    '/history',
    '/history?before=100000',
    `/search?q=${SECRET}`,
    '/search?q=51',
    '/api/v1/articles',
    `/api/v1/articles?q=${SECRET}`,
    `/api/v1/articles?after=${closed.id}`,
    '/api/v1/sources',
    `/api/v1/sources?q=${SECRET}`,
    '/api/v1/speakers',
    `/api/v1/speakers?q=${SECRET}`,
  ],
  own: [
    `/articles/${closed.id}`,
    `/articles/${closed.id}/edit`,
    `/articles/${closed.id}/report`,
    `/articles/${closed.id}/provenance`,
    `/claims/${claimId}/provenance`,
    `/articles/${closed.id}/report.csv`,
    `/articles/${closed.id}/report.json`,
    `/articles/${closed.id}/report.html`,
    `/articles/${closed.id}/history`,
    `/articles/${closed.id}/revisions`,
    `/articles/${closed.id}/revisions/1`,
    `/articles/${closed.id}/claims/new`,
    `/claims/${claimId}`,
    `/claims/${claimId}/history`,
    `/sources/${sourceId}`,
    `/api/v1/articles/${closed.id}`,
    `/api/v1/articles/${closed.id}/claims`,
    `/api/v1/articles/${closed.id}/suggestions`,
    `/api/v1/articles/${closed.id}/history`,
    `/api/v1/articles/${closed.id}/report`,
    `/api/v1/articles/${closed.id}/provenance`,
    `/api/v1/claims/${claimId}/provenance`,
    `/api/v1/articles/${closed.id}/report.csv`,
    `/api/v1/articles/${closed.id}/revisions`,
    `/api/v1/articles/${closed.id}/revisions/1`,
    `/api/v1/claims/${claimId}`,
    `/api/v1/claims/${claimId}/history`,
    `/api/v1/sources/${sourceId}`,
    `/api/v1/sources/${sourceId}/history`,
  ],
});

const words = async (seat: Seat, path: string) => {
  const answer = await seat.ask(path);
  return {
    path,
    status: answer.status,
    tells: (await answer.text()).replaceAll(path.split('?q=')[1] ?? '\0', '').includes(SECRET),
  };
};

describe('an article that only those named on it see', () => {
  test('does not exist for others: not in lists, search, history, sources, speakers, nor at its own addresses', async () => {
    await using desk = await openDesk();
    const made = await embargoed(desk);
    const stranger = await desk.seat('editor', 'An editor of another section');
    const { lists, own } = tellingOf(made);
    for (const path of lists) expect(await words(stranger, path)).toEqual({ path, status: 200, tells: false });
    for (const path of own) expect(await words(stranger, path)).toEqual({ path, status: 404, tells: false });
    // The same addresses tell those who see it: otherwise none of this would mean anything.
    for (const path of own) expect((await words(desk, path)).status).toBe(200);
    for (const path of lists.slice(0, 4)) expect(await words(desk, path)).toEqual({ path, status: 200, tells: true });
  });

  test('nor do its sources and speakers count, nor can they be used or changed', async () => {
    await using desk = await openDesk();
    const { open, claimId, sourceId } = await embargoed(desk);
    const stranger = await desk.seat('editor', 'An editor of another section');
    expect(await stranger.get('/articles')).toMatchObject({ total: 1, articles: [{ id: open.id }] });
    expect(await stranger.get('/sources')).toMatchObject({ total: 0, sources: [] });
    const claim = await stranger.mark(open, 'The vote was 51 to 49');
    const link = { version: 1, sourceId, stance: 'supports', role: 'primary' };
    expect(await stranger.refused(`/claims/${claim.id}/evidence`, link)).toMatchObject({ status: 404 });
    expect(await stranger.refused(`/claims/${claimId}/checker`, { version: 1 })).toMatchObject({ status: 404 });
    const fields = { version: 1, kind: 'document', title: 'Mine now' };
    expect(await stranger.refused(`/sources/${sourceId}/amendments`, fields)).toMatchObject({ status: 404 });
  });

  test('nor is its source named in the history of one that passes it on', async () => {
    await using desk = await openDesk();
    const { sourceId } = await embargoed(desk);
    const stranger = await desk.seat('editor', 'An editor of another section');
    const paper = await desk.tell<{ id: string; version: number }>('/sources', { kind: 'publication', title: 'Paper' });
    const at = `/sources/${paper.id}`;
    await desk.tell(`${at}/relays`, { version: paper.version, relayedId: sourceId, kind: 'reports', words: '' });
    await desk.tell(`${at}/relays`, { version: paper.version + 1, relayedId: sourceId, kind: 'cites', words: '' });
    await desk.tell(`${at}/relays/${sourceId}/removal`, { version: paper.version + 2 });
    for (const path of [at, '/history', `/api/v1${at}/history`]) {
      expect(await words(stranger, path)).toEqual({ path, status: 200, tells: false });
      expect(await words(desk, path)).toEqual({ path, status: 200, tells: true });
    }
  });

  test('is there for an admin, for whoever is admitted, and for all once it is opened', async () => {
    await using desk = await openDesk();
    const { closed } = await embargoed(desk);
    const { db } = desk.database;
    const reader = await desk.seat('reader', 'A reader');
    const admin = await desk.seat('admin', 'An admin');
    const sees = async (seat: Seat) => (await seat.ask(`/articles/${closed.id}`)).status;
    expect([await sees(reader), await sees(admin)]).toEqual([404, 200]);
    await setAccess(db, desk.person, closed.id, closed.version + 1, 'named', [reader.person.id]);
    expect(await sees(reader)).toBe(200);
    await setAccess(db, desk.person, closed.id, closed.version + 2, 'named', []);
    expect([await sees(reader), await sees(desk)]).toEqual([404, 200]);
    await setAccess(db, desk.person, closed.id, closed.version + 3, 'everyone', []);
    expect(await sees(reader)).toBe(200);
    expect((await desk.happened()).filter(({ kind }) => kind === 'access_set')).toMatchObject([
      { to: 'named', admitted: [desk.person.id] },
      { to: 'named', admitted: [desk.person.id, reader.person.id] },
      { to: 'named', admitted: [desk.person.id] },
      { to: 'everyone', admitted: [] },
    ]);
  });

  test('is closed and opened by editors alone, and admits nobody who is not of the desk', async () => {
    await using desk = await openDesk();
    const { closed, open } = await embargoed(desk);
    const { db } = desk.database;
    const researcher = await addPerson(db, 'A researcher', 'researcher');
    const attempt = setAccess(db, researcher, open.id, open.version, 'named', []);
    await expect(attempt).rejects.toMatchObject({ reason: 'not_allowed' });
    const nobody = setAccess(db, desk.person, open.id, open.version, 'named', [closed.id]);
    await expect(nobody).rejects.toMatchObject({ reason: 'invalid', fields: { people: ['Choose from the list.'] } });
  });
});
