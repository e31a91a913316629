import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { zipSync, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inviteOutsider } from '../../src/admissions/actions.ts';
import { DESK_CHAIN } from '../../src/core/chain.ts';
import { replay } from '../../src/core/replay.ts';
import { getChainHead, verifyChain } from '../../src/history/queries.ts';
import { VISITOR_ID } from '../../src/people/queries.ts';
import type { RecordImported } from '../../src/records/actions.ts';
import { people } from '../../src/db/schema.ts';
import { keepForSource } from '../../src/snapshots/actions.ts';
import { getBytes } from '../../src/snapshots/queries.ts';
import { openDesk, type ArticleSent, type ClaimSent, type Problem, type Seat, type TestDesk } from '../support/desk.ts';
import { entriesOf, standingOf } from '../support/standing.ts';

type Row = Record<string, unknown>;
interface Whole {
  version: number;
  madeBy: string;
  asOf: string;
  leftOut: string[];
  history: unknown;
  claims: { number: number; status: string }[];
  article: { id: string; title: string };
  record: Record<string, Row[]>;
}

const PAGE = Buffer.from('<p>The bridge opened in 1931.</p>');

let home: TestDesk;
let articleId: string;
let sent: string;
beforeAll(async () => {
  home = await openDesk({ demo: true });
  articleId = (await home.get<{ articles: { id: string }[] }>('/articles')).articles[0]!.id;
  await moreToTell(home, articleId);
  sent = await takenAlong(home, articleId);
});
afterAll(() => home[Symbol.asyncDispose]());

/** What the demo does not have: a link for somebody outside, a snapshot, what was found elsewhere, a correction. */
async function moreToTell(desk: TestDesk, id: string): Promise<void> {
  const { db } = desk.database;
  const rosa = await rosaAt(desk, 'rosa@paper.example');
  const { claims } = await desk.get<{ claims: ClaimSent[] }>(`/articles/${id}/claims`);
  const claim = claims[0]!;
  await desk.move(claim, 'evidence', { title: 'The chronicle', stance: 'supports', role: 'primary', anyway: true });
  const sourceId = (await desk.get<ClaimSent>(`/claims/${claim.id}`)).evidence.at(-1)!.sourceId;
  const came = { bytes: PAGE, mediaType: 'text/html', charset: null, name: 'a.html', page: null, at: new Date(0) };
  await db.transaction((tx) =>
    keepForSource(tx, rosa.person, sourceId, came, { text: 'Opened.', notes: [], remark: '' }),
  );
  await desk.tell('/earlier-findings/imports', { text: JSON.stringify(REVIEW) });
  const [finding] = (await desk.get<{ rows: { id: string }[] }>('/earlier-findings')).rows;
  await desk.tell(`/claims/${claim.id}/resemblances`, { earlierFindingId: finding!.id, verdict: 'linked' });
  await desk.tell(`/claims/${claim.id}/comments`, { body: 'Look again, \\ud83c and “all”.' });
  await inviteOutsider(db, desk.person, id, { name: 'A lawyer', days: 3 });
  await rosa.move(claim, 'findings', { status: 'verified', reason: 'The chronicle, p. 3.' });
  await rosa.tell(`/articles/${id}/amendments`, {
    version: (await desk.get<ArticleSent>(`/articles/${id}`)).version,
    title: 'The town that strung its own cable, again',
  });
}

async function rosaAt(desk: TestDesk, mail: string): Promise<Seat> {
  const seat = await desk.seat('editor', 'Rosa Diaz');
  await desk.database.db.update(people).set({ mail }).where(eq(people.id, seat.person.id));
  return seat;
}

const REVIEW = {
  '@type': 'ClaimReview',
  claimReviewed: 'The bridge opened in 1931.',
  author: { name: 'Others' },
  url: 'https://others.example/1',
  reviewRating: { alternateName: 'True' },
};

async function takenAlong(desk: TestDesk, id: string, format = 'json'): Promise<string> {
  return (await desk.askJson(`/articles/${id}/disclosures`, JSON.stringify({ format }))).text();
}

const formWith = (content: string | Uint8Array, name = 'report.json') => {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(Buffer.from(content))]), name);
  return form;
};

const bringIn = (desk: TestDesk, content: string | Uint8Array): Promise<Response> =>
  desk.ask('/api/v1/records', { method: 'POST', body: formWith(content) });

async function broughtIn(desk: TestDesk, content: string | Uint8Array): Promise<RecordImported> {
  const answer = await bringIn(desk, content);
  expect([answer.status, answer.ok ? '' : await answer.clone().text()]).toEqual([201, '']);
  return (await answer.json()) as RecordImported;
}

/** A report but for who made it and when, and for what says that it was brought in. */
function asTaken(content: string): string {
  const { madeBy: _madeBy, asOf: _asOf, history: _history, record, ...told } = JSON.parse(content) as Whole;
  const taken = record['history']!.filter(({ event }) => (event as Row)['kind'] === 'record_imported');
  const takers = new Set(taken.map(({ personId }) => personId));
  const known = record['people']!.filter(({ id }) => !takers.has(id));
  const history = record['history']!.filter((entry) => !taken.includes(entry));
  return JSON.stringify({ ...told, record: { ...record, history, people: known } });
}

describe('an article that is brought in on an empty desk', () => {
  let desk: TestDesk;
  let made: RecordImported;
  beforeAll(async () => {
    desk = await openDesk({ role: 'admin' });
    made = await broughtIn(desk, sent);
  });
  afterAll(() => desk[Symbol.asyncDispose]());

  test('is the same when it is taken along again, but for who made it and the entry that says so', async () => {
    const again = await takenAlong(desk, articleId);
    expect(asTaken(again)).toBe(asTaken(sent));
    expect((JSON.parse(again) as Whole).record['history']).toHaveLength(
      (JSON.parse(sent) as Whole).record['history']!.length + 1,
    );
  });

  test('stands as its history alone tells', async () => {
    const { db } = desk.database;
    const played = replay(await entriesOf(db, articleId));
    expect(played).toEqual(await standingOf(db, articleId));
    expect(played).toEqual(replay(await entriesOf(home.database.db, articleId)));
  });

  test('has its history on, from the head that was written down', async () => {
    const { db } = desk.database;
    const { hash: head } = await getChainHead(db, articleId);
    expect(head).not.toBe(made.head);
    const verified = await verifyChain(db, articleId, made.head);
    expect(verified).toMatchObject({
      broken: null,
      holdsHash: true,
      length: (await entriesOf(db, articleId)).length,
      hash: head,
    });
    expect((await verifyChain(db, DESK_CHAIN)).broken).toBeNull();
    await desk.tell(`/articles/${articleId}/amendments`, {
      version: (await desk.get<ArticleSent>(`/articles/${articleId}`)).version,
      title: (JSON.parse(sent) as Whole).article.title + '.',
    });
    expect((await verifyChain(db, articleId, made.head)).broken).toBeNull();
    const page = await desk.open(`/articles/${articleId}/history`);
    expect(page.words('main')).toContain('brought in the article as it stood on another desk');
  });

  test('has people by their names, who have no account here', async () => {
    const rows = await desk.database.db.select().from(people);
    expect(rows.find(({ name }) => name === 'Rosa Diaz')).toMatchObject({
      role: 'reader',
      mail: 'rosa@paper.example',
      leftAt: expect.any(Date) as Date,
    });
    expect(rows.find(({ name }) => name === 'A lawyer')).toMatchObject({ role: 'outsider' });
    expect(made.people.names).toBeGreaterThan(3);
    const visitor = rows.find(({ id }) => id === VISITOR_ID);
    expect(visitor?.role ?? 'visitor').toBe('visitor');
  });

  test('names its snapshots, whose bytes did not come with JSON', async () => {
    expect(made.snapshots.kept).toBe(0);
    expect(made.snapshots.named).toBeGreaterThan(0);
    const [{ id }] = (JSON.parse(sent) as Whole).record['snapshots'] as [{ id: string }];
    const page = await desk.open(`/snapshots/${id}`);
    expect(page.words('main')).toContain('the file is not on this desk');
    expect((await desk.refused(`/snapshots/${id}/file`)).detail).toContain('did not come along');
    const zip = await desk.ask(`/api/v1/articles/${articleId}/evidence.zip`);
    expect(zip.status).toBe(200);
  });

  test('can be worked on: a claim is found on', async () => {
    const { claims } = await desk.get<{ claims: ClaimSent[] }>(`/articles/${articleId}/claims`);
    const before = claims.find(({ status, stage }) => status === 'unverified' && stage !== 'withdrawn')!;
    await desk.move(before, 'findings', { status: 'unsupported', reason: 'Nothing was found.' });
    expect((await verifyChain(desk.database.db, articleId)).broken).toBeNull();
    const then = await desk.open(`/articles/${articleId}?as-of=2020-01-01T00:00:00Z`);
    expect(then.words('main')).toContain('Nothing is kept here of how this article stood then.');
  });

  test('does not come twice, nor again after it was erased', async () => {
    const twice = await bringIn(desk, sent);
    expect(twice.status).toBe(409);
    expect(((await twice.json()) as Problem).detail).toContain('is on this desk already');
    const { version } = await desk.get<ArticleSent>(`/articles/${articleId}`);
    await desk.ask(`/api/v1/articles/${articleId}/erasure`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ version, reason: 'Asked to.' }),
    });
    expect(await verifyChain(desk.database.db, articleId, made.head)).toMatchObject({ broken: null, holdsHash: true });
    const gone = await bringIn(desk, sent);
    expect(((await gone.json()) as Problem).detail).toContain('was on this desk and was erased');
  });
});

describe('on a desk with people and work of its own', () => {
  test('whoever has the same mail address is one person, by whatever id; and what they found they do not sign off', async () => {
    await using desk = await openDesk({ role: 'admin' });
    const { db } = desk.database;
    const rosa = await rosaAt(desk, 'Rosa@paper.example');
    const made = await broughtIn(desk, sent);
    expect(made.people.here).toBeGreaterThan(0);
    const rows = await db.select().from(people).where(eq(people.name, 'Rosa Diaz'));
    expect(rows.map(({ id, sameAs }) => ({ id, sameAs }))).toEqual(
      expect.arrayContaining([
        { id: rosa.person.id, sameAs: null },
        { id: expect.not.stringMatching(rosa.person.id) as string, sameAs: rosa.person.id },
      ]),
    );
    expect((await desk.open('/people')).words('main').match(/Rosa Diaz/g)).toHaveLength(1);
    const { claims } = await rosa.get<{ claims: ClaimSent[] }>(`/articles/${articleId}/claims`);
    const { id, version } = claims[0]!;
    expect(await rosa.refused(`/claims/${id}/sign-off`, { version })).toMatchObject({
      detail: expect.stringContaining('The finding is yours') as string,
    });
    const again = await takenAlong(desk, articleId);
    expect(asTaken(again).replaceAll('Rosa@', 'rosa@')).toBe(asTaken(sent));
  });

  test('two articles that use one source come one after the other, and the source once', async () => {
    await using origin = await openDesk({ role: 'admin' });
    const source = await origin.tell<{ id: string }>('/sources', { kind: 'document', title: 'The minutes' });
    const files: string[] = [];
    for (const words of ['It cost 5 million crowns', 'It cost 6 million crowns']) {
      const article = await origin.bringIn(`${words}. Is that much?`);
      const claim = await origin.mark(article, words);
      await origin.move(claim, 'evidence', { sourceId: source.id, stance: 'supports', role: 'primary' });
      files.push(await takenAlong(origin, article.id));
    }
    await using desk = await openDesk({ role: 'admin' });
    const own = await desk.bringIn('Another story. It cost 7 million crowns.');
    const before = await verifyChain(desk.database.db, own.id);
    for (const file of files) await broughtIn(desk, file);
    for (const file of files) {
      const { id } = (JSON.parse(file) as Whole).article;
      expect(asTaken(await takenAlong(desk, id))).toBe(asTaken(file));
    }
    expect(await verifyChain(desk.database.db, own.id)).toEqual(before);
    expect((await verifyChain(desk.database.db, DESK_CHAIN)).broken).toBeNull();
    await using third = await openDesk({ role: 'admin' });
    await broughtIn(third, files[0]!);
    const { version } = await third.get<{ version: number }>(`/sources/${source.id}`);
    await third.tell(`/sources/${source.id}/amendments`, { version, kind: 'document', title: 'Other minutes' });
    const refused = (await (await bringIn(third, files[1]!)).json()) as Problem;
    expect(refused.detail).toContain('Under the id of “The minutes” (sources) this desk has something already');
    expect((await third.get<{ articles: unknown[] }>('/articles')).articles).toHaveLength(1);
  });

  test('an evidence package brings the snapshots along', async () => {
    await using desk = await openDesk({ role: 'admin' });
    const answer = await home.askJson(`/articles/${articleId}/disclosures`, JSON.stringify({ format: 'package' }));
    const zip = new Uint8Array(await answer.arrayBuffer());
    const made = await broughtIn(desk, zip);
    expect(made.snapshots.kept).toBeGreaterThan(0);
    const shots = (JSON.parse(sent) as Whole).record['snapshots'] as { id: string; sha256: string }[];
    const page = shots.find(({ sha256 }) => sha256 === createHash('sha256').update(PAGE).digest('hex'))!;
    expect(await getBytes(desk.database.db, desk.person, page.id)).toEqual(PAGE);
    const files = unzipSync(zip);
    const name = Object.keys(files).find((each) => each.includes(page.sha256))!;
    files[name] = Buffer.from('Another page.');
    await using other = await openDesk({ role: 'admin' });
    expect(((await (await bringIn(other, zipSync(files))).json()) as Problem).detail).toContain('is not what it was');
  });
});

describe('what is no such file, or does not hold, is refused in a sentence and leaves nothing', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await openDesk({ role: 'admin' });
  });
  afterAll(() => desk[Symbol.asyncDispose]());

  const changed = (change: (report: Whole) => void): string => {
    const report = JSON.parse(sent) as Whole;
    change(report);
    return JSON.stringify(report);
  };
  const own = ({ record }: Whole) => record['history']!.filter(({ chain }) => chain === articleId);

  test.each<[string, () => string | Uint8Array, RegExp]>([
    ['no file of ours', () => '{"format":"csv"}', /not a report that Linecheck has written/],
    ['no JSON', () => '{"format":', /neither JSON nor a ZIP file/],
    ['no text at all', () => Buffer.from([0xff, 0xfe, 0x00]), /neither JSON nor a ZIP file/],
    ['a list', () => '[]', /not a report that Linecheck has written/],
    ['a ZIP file without a report', () => zipSync({ 'a.txt': Buffer.from('A') }), /no evidence package/],
    [
      'a ZIP file cut short',
      () => zipSync({ 'report.json': Buffer.from(sent) }).subarray(0, 500),
      /damaged or cut short/,
    ],
    ['another version', () => changed((report) => (report.version = 2)), /of version 2 .* knows version 1/],
    [
      'without its confidential parts',
      () => changed((report) => Reflect.deleteProperty(report, 'record')),
      /without its confidential parts/,
    ],
    [
      'a code that is none',
      () => changed(({ record }) => (record['claims']![0]!['status'] = 'true')),
      /schema says: record\.claims\.0\.status/,
    ],
    [
      'a word of history changed',
      () => changed((report) => ((own(report)[3]!['event'] as Row)['kind'] = 'other')),
      /does not hold. Entry \d+ was changed/,
    ],
    [
      'an entry of history gone',
      () =>
        changed((report) => report.record['history']!.splice(report.record['history']!.indexOf(own(report)[2]!), 1)),
      /does not hold. Entry \d+ does not follow/,
    ],
    [
      'the end of history gone',
      () =>
        changed((report) =>
          report.record['history']!.splice(report.record['history']!.indexOf(own(report).at(-1)!), 1),
        ),
      /newest entries are cut off/,
    ],
    [
      'a word on a source changed',
      () =>
        changed(
          ({ record }) =>
            ((record['history']!.find(({ chain }) => chain === DESK_CHAIN)!['event'] as Row)['title'] = 'Other'),
        ),
      /does not hold. Entry \d+ was changed/,
    ],
    [
      'a text changed',
      () => changed(({ record }) => (record['revisions']![0]!['body'] = 'Another text.')),
      /not the text of its SHA-256/,
    ],
    [
      'a claim on other words',
      () => changed(({ record }) => (record['claims']![0]!['exact'] = 'Other words')),
      /does not stand on its words/,
    ],
    [
      'a row of another article',
      () => changed(({ record }) => (record['comments']![0]!['articleId'] = home.person.id)),
      /is of another article|names a articleId/,
    ],
    [
      'evidence on a claim that is not in it',
      () => changed(({ record }) => (record['evidence']![0]!['claimId'] = home.person.id)),
      /names a claimId that is not in the file/,
    ],
    [
      'somebody who is not in it',
      () => changed(({ record }) => record['people']!.splice(0, 1)),
      /that is not in the file|names what is not in the file/,
    ],
    [
      'rows against the rules of the desk',
      () => changed(({ record }) => (record['claims']![0]!['statement'] = '')),
      /break the rule “claims_statement”/,
    ],
    [
      'a character that cannot be kept',
      () => changed(({ record }) => (record['articles']![0]!['title'] = 'A \0')),
      /a value in it cannot be kept/,
    ],
  ])('%s', async (_what, content, told) => {
    const answer = await bringIn(desk, content());
    const { detail, status } = (await answer.json()) as Problem;
    expect([status, detail]).toEqual([expect.any(Number), expect.stringMatching(told)]);
    expect([413, 422]).toContain(status);
    expect((await desk.get<{ articles: unknown[] }>('/articles')).articles).toEqual([]);
    expect(await desk.database.db.$count(people)).toBe(1);
  });

  test('on the page beside the field, and the file is brought in from there too', async () => {
    const page = await desk.open('/articles');
    expect(page.$('a[href="/records/new"]')).toHaveLength(1);
    const empty = await desk.ask('/records', { method: 'POST', body: new FormData() });
    expect(empty.status).toBe(422);
    const wrong = await desk.ask('/records', { method: 'POST', body: formWith('{}') });
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain('not a report that Linecheck has written');
    const made = await desk.ask('/records', { method: 'POST', body: formWith(sent) });
    expect([made.status, made.headers.get('location')]).toEqual([303, `/articles/${articleId}/history`]);
  });

  test('by whoever is no admin', async () => {
    const editor = await desk.seat('editor', 'Ada Brook');
    expect((await editor.ask('/records/new')).status).toBe(403);
    expect((await editor.ask('/api/v1/records', { method: 'POST', body: formWith(sent) })).status).toBe(403);
    expect((await editor.open('/articles')).$('a[href="/records/new"]')).toHaveLength(0);
  });
});
