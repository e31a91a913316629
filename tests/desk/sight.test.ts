import { describe, expect, test } from 'vitest';
import { mountedRouters, routesOf } from '../../src/app.ts';
import { setAccess } from '../../src/articles/actions.ts';
import { addPerson } from '../../src/people/actions.ts';
import { openDesk, SETTINGS, type ArticleSent, type ClaimSent, type Seat, type TestDesk } from '../support/desk.ts';

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

  test('nor is its source there once a claim no longer rests on it, or another record has taken it in', async () => {
    await using desk = await openDesk();
    const { open, claimId, sourceId } = await embargoed(desk);
    const stranger = await desk.seat('editor', 'An editor of another section');
    const claim = await desk.mark(open, 'The vote was 51 to 49');
    const ledger = { title: 'Ledger', sourceKind: 'document', stance: 'supports', role: 'primary' };
    const { evidence } = await desk.move(claim, 'evidence', ledger);
    const keeper = `/sources/${evidence[0]!.sourceId}`;
    const letter = await desk.move({ id: claimId }, 'evidence', { ...ledger, title: `${SECRET} letter` });
    const piece = letter.evidence.find((each) => each.sourceId !== sourceId)!;
    await desk.move({ id: claimId }, `evidence/${piece.id}/removal`);
    const { version } = await desk.get<{ version: number }>(keeper);
    await desk.tell(`${keeper}/merges`, { version, otherId: sourceId });
    for (const path of ['/sources', '/search?q=letter', '/history', keeper, `${keeper}/merges`]) {
      expect(await words(stranger, path)).toEqual({ path, status: 200, tells: false });
      expect(await words(desk, path)).toEqual({ path, status: 200, tells: true });
    }
    for (const path of [`/sources/${sourceId}`, `/sources/${piece.sourceId}`]) {
      expect(await words(stranger, path)).toEqual({ path, status: 404, tells: false });
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

/** Lists that words are looked for in. */
const SEARCHED = /\/(search|articles|sources|speakers|earlier-findings)$/;

/** Everything that somebody reads at the desk, by its address: but for what names a moment, a place and chance. */
async function everythingRead(seat: Seat, ids: Record<string, string>): Promise<Map<string, string>> {
  const out = new Map<string, string>();
  const { hash } = await seat.get<{ hash: string }>('/history/verification');
  for (const { method, path } of routesOf(mountedRouters({ ...SETTINGS, db: null as never }))) {
    // An archive and a workbook are the report again, as bytes.
    if (method !== 'GET' || /\.(zip|xlsx)$/.test(path)) continue;
    const place = path.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? 'none');
    for (const query of SEARCHED.test(path) ? ['', `?q=${SECRET}`, '?q=levy'] : ['']) {
      const answer = await seat.ask(place + query);
      const words = (await answer.text())
        .replaceAll(/nonce="[^"]*"/g, '')
        .replaceAll(/\d{4}-\d\d-\d\d(T[\d:.]+Z)?/g, 'THEN')
        .replaceAll(/\d\d:\d\d(:\d\d)?|\d+ \w+ \d{4}/g, 'THEN')
        // The chain of the desk is everybody’s: that it grew, and by how much, is told, and nothing of what.
        .replaceAll(hash, 'HEAD')
        .replaceAll(/\d+(?=( entries, [^0-9]*|,"(head|hash)":")HEAD)/g, 'SO MANY')
        .replaceAll(query.slice(3) || '\0', 'ASKED');
      out.set(place + query, `${answer.status} ${words}`);
    }
  }
  return out;
}

test('what is done under embargo changes nothing that others read, to the letter', { timeout: 600_000 }, async () => {
  await using desk = await openDesk();
  const ada = await desk.seat('editor', 'Ada Brook');
  // In the open: a claim with a source and a speaker that embargoed work will use too.
  const words = 'Mayor Holm said the harbour levy rose by 12 percent in March.';
  const open = await desk.bringIn(words, { title: 'In the open' });
  const claim = await desk.mark(open, 'the harbour levy rose by 12 percent in March');
  const credit = { source: 'Mayor Holm', cue: 'said', kind: 'person', manner: 'paraphrase', speaker: 'Mayor Holm' };
  const credited = await desk.move(claim, 'attribution', credit);
  const source = { title: 'Harbour ledger', sourceKind: 'document', stance: 'supports', role: 'primary' };
  const { evidence } = await desk.move(claim, 'evidence', source);
  await desk.move(claim, 'findings', { status: 'verified', reason: 'Ledger.' });
  const ids = {
    articleId: open.id,
    claimId: claim.id,
    sourceId: evidence[0]!.sourceId,
    evidenceId: evidence[0]!.id,
    speakerId: credited.credits[0]!.speakerId,
    number: '1',
    extension: 'json',
  };
  // Looking at an article is remembered: from the second time on it is the same.
  await ada.open(`/articles/${open.id}`);
  const before = await everythingRead(ada, ids);

  const closed = await desk.bringIn(`${SECRET} Ltd. ${words} ${SECRET} pays.`, { title: `The ${SECRET} file` });
  await setAccess(desk.database.db, desk.person, closed.id, closed.version, 'named', [ada.person.id]);
  const hidden = await desk.mark(closed, 'the harbour levy rose by 12 percent in March', {
    statement: `${SECRET} says the harbour levy rose by 12 percent in March.`,
  });
  await desk.move(hidden, 'attribution', { ...credit, speaker: 'Mayor Holm' });
  await desk.move(hidden, 'evidence', { sourceId: ids.sourceId, stance: 'contradicts', role: 'secondary' });
  const own = await desk.move(hidden, 'evidence', { ...source, title: `${SECRET} minutes, citing the Harbour ledger` });
  const ownId = own.evidence.find(({ sourceId }) => sourceId !== ids.sourceId)!.sourceId;
  const { version } = await desk.get<{ version: number }>(`/sources/${ownId}`);
  await desk.tell(`/sources/${ownId}/relays`, { version, relayedId: ids.sourceId, kind: 'cites', words: '' });
  // One that is taken away again was used all the same.
  const more = await desk.move(hidden, 'evidence', { ...source, title: `${SECRET} letter` });
  const letter = more.evidence.find((piece) => ![ids.sourceId, ownId].includes(piece.sourceId))!;
  await desk.move(hidden, `evidence/${letter.id}/removal`, {});
  await desk.move(hidden, 'findings', { status: 'incorrect', reason: `${SECRET} denies it.` });
  await desk.tell(`/claims/${hidden.id}/comments`, { body: `@Ada Brook, ask ${SECRET}.` });
  await desk.move(hidden, 'author-queries', { askedOf: ada.person.id, question: `Is it ${SECRET}?` });
  const { version: planned } = await desk.get<{ version: number }>(`/articles/${closed.id}/plan`);
  await desk.tell(`/articles/${closed.id}/plan`, { version: planned, section: SECRET, writer: ada.person.id });
  const { revisionId } = await desk.get<ArticleSent>(`/articles/${closed.id}`);
  await desk.tell(`/articles/${closed.id}/revisions`, { revisionId, body: `${SECRET} Ltd. ${words} ${SECRET} paid.` });
  await desk.work();
  // Ada sees all of it, and then no more: what she was told of it goes too.
  expect((await ada.open('/notifications')).words('main')).toContain(SECRET);
  const { version: last } = await desk.get<ArticleSent>(`/articles/${closed.id}`);
  await setAccess(desk.database.db, desk.person, closed.id, last, 'named', []);

  const after = await everythingRead(ada, ids);
  const changed = [...after].flatMap(([address, told]) => {
    const lines = new Set(before.get(address)!.split('\n'));
    return told.split('\n').flatMap((line) => (lines.has(line) ? [] : [[address, line.trim()]]));
  });
  expect(changed).toEqual([]);
  expect([...after.values()].filter((told) => told.includes(SECRET))).toEqual([]);
  // The same addresses would tell whoever sees it.
  const { status } = await desk.ask(`/claims/${hidden.id}`);
  expect(status).toBe(200);
  expect((await desk.get<ClaimSent>(`/claims/${hidden.id}`)).status).toBe('incorrect');
});
