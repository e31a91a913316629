import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Gate } from '../../src/gates/queries.ts';
import type { Report } from '../../src/core/report.ts';
import { openDesk, type ArticleSent, type ClaimSent, type Seat, type Sent, type TestDesk } from '../support/desk.ts';

const BODY = 'The bridge cost 5 million crowns.';
const PIECE = { title: 'Ledger', sourceKind: 'document', stance: 'supports', role: 'primary', locator: 'p. 3' };

let desk: TestDesk;
let second: Seat;
let article: ArticleSent;
let claim: ClaimSent;

beforeAll(async () => {
  desk = await openDesk();
  second = await desk.seat('editor', 'Ada Brook');
});
afterAll(() => desk[Symbol.asyncDispose]());

beforeEach(async () => {
  article = await desk.bringIn(BODY);
  claim = await desk.mark(article, 'The bridge cost 5 million crowns.');
  await desk.move(claim, 'evidence', PIECE);
});

const gate = () => desk.get<Sent<Gate>>(`/articles/${article.id}/gate`);
const kinds = async () => (await gate()).inTheWay.map(({ kind }) => kind);

test('a claim passes the gate once it is found, and signed off by a second person', async () => {
  expect(await kinds()).toEqual(['unverified', 'sign_off']);
  await desk.move(claim, 'findings', { status: 'verified', reason: 'Ledger, p. 3.' });
  expect(await kinds()).toEqual(['sign_off']);
  await second.move(claim, 'sign-off');
  expect(await kinds()).toEqual([]);
  const page = await desk.open(`/articles/${article.id}`);
  expect(page.words('#gate')).toContain('Nothing stands in the way');
});

test('each thing in the way leads to the claims it counts', async () => {
  const page = await desk.open(`/articles/${article.id}`);
  expect(page.words('#gate summary')).toContain('2 things stand in the way');
  const unverified = await page.follow('1 claim unverified');
  expect(unverified.list('.rows .row-words')).toEqual([BODY]);
  expect(unverified.words('.filter')).toContain('Only claims unverified.');
});

test('a disputed claim runs only with an editor’s note, which the report prints', async () => {
  await desk.move(claim, 'findings', { status: 'disputed', reason: 'Two ledgers.' });
  expect(await kinds()).toEqual(['note', 'sign_off']);
  const page = await second.open(`/claims/${claim.id}`);
  const noted = await page.send('#note-form', { note: 'Both sums are given in the next sentence.' });
  expect(noted.words('#finding')).toContain('May run, says Ada Brook: Both sums are given');
  expect(await kinds()).toEqual(['sign_off']);
  expect((await desk.open(`/articles/${article.id}/report`)).words('main')).toContain('Both sums are given');
  // The note was for that finding.
  await desk.move(claim, 'findings', { status: 'disputed', reason: 'Three ledgers.' });
  expect(await kinds()).toContain('note');
});

test('a wanted wording is applied, or waived with a reason', async () => {
  await desk.move(claim, 'findings', { status: 'verified_fix', reason: 'Nearly.', wording: 'It cost 5.1 million' });
  expect(await kinds()).toEqual(['fix', 'sign_off']);
  const { version } = await desk.get<ClaimSent>(`/claims/${claim.id}`);
  const refused = await desk.refused(`/claims/${claim.id}/fix`, { version, fix: 'waived' });
  expect(refused.detail).toBe('Say why the wording may stay.');
  const page = await desk.open(`/claims/${claim.id}`);
  const waived = await page.send('#fix-form', { fix: 'waived', reason: 'Round figures are house style.' });
  expect(waived.words('#finding')).toContain('The wording is waived: Round figures are house style.');
  expect(await kinds()).toEqual(['sign_off']);
});

test('researchers neither note, nor decide on a wording, nor override', async () => {
  const researcher = await desk.seat('researcher', 'Jo Fenn');
  const { version } = await desk.move(claim, 'findings', { status: 'disputed', reason: 'R', wording: 'W' });
  const { revisionId } = article;
  for (const [path, body] of [
    [`/claims/${claim.id}/note`, { version, note: 'N' }],
    [`/claims/${claim.id}/fix`, { version, fix: 'applied' }],
    [`/articles/${article.id}/gate/override`, { revisionId, reason: 'R' }],
  ] as const) {
    const refused = await researcher.refused(path, body);
    expect([refused.status, refused.detail]).toEqual([403, 'Only editors do this.']);
  }
  const page = await researcher.open(`/articles/${article.id}`);
  expect(page.$('#override')).toHaveLength(0);
});

test('an editor lets a revision pass with a reason that the report prints; what comes later is in the way again', async () => {
  const page = await second.open(`/articles/${article.id}`);
  expect((await page.send('#override', { reason: ' ' })).words('.problems')).toContain('Say why the story may run');
  const passed = await page.send('#override', { reason: 'The mayor confirmed it on the phone.' });
  expect(passed.words('#gate')).toContain('Ada Brook lets this revision pass: The mayor confirmed it on the phone.');
  expect(await kinds()).toEqual([]);
  const report = await desk.get<Report>(`/articles/${article.id}/report`);
  expect(report.inTheWay).toEqual([]);
  expect(report.override).toMatchObject({ givenBy: 'Ada Brook', reason: 'The mayor confirmed it on the phone.' });
  expect((await desk.open(`/articles/${article.id}/report`)).words('.standing')).toContain('The mayor confirmed it');

  await desk.mark(article, 'The bridge');
  expect((await gate()).inTheWay).toMatchObject([
    { kind: 'unverified', claims: [2] },
    { kind: 'sourcing', claims: [2] },
    { kind: 'sign_off', claims: [2] },
  ]);
  await desk.tell(`/articles/${article.id}/revisions`, { revisionId: article.revisionId, body: `New. ${BODY}` });
  expect((await gate()).override).toBeNull();
  expect((await gate()).inTheWay.find(({ kind }) => kind === 'unverified')).toMatchObject({ claims: [1, 2] });
});

test('an override can be taken back, and is refused for a revision that is no longer the newest', async () => {
  await second.tell(`/articles/${article.id}/gate/override`, { revisionId: article.revisionId, reason: 'R' });
  const page = await second.open(`/articles/${article.id}`);
  await page.send('#lift-override');
  expect(await kinds()).toEqual(['unverified', 'sign_off']);
  await desk.tell(`/articles/${article.id}/revisions`, { revisionId: article.revisionId, body: `New. ${BODY}` });
  const stale = await second.refused(`/articles/${article.id}/gate/override`, {
    revisionId: article.revisionId,
    reason: 'R',
  });
  expect(stale.status).toBe(409);
});

test('an admin sets the house rules, and the gate asks by them', async () => {
  await desk.move(claim, 'findings', { status: 'verified', reason: 'Ledger, p. 3.' });
  expect(await kinds()).toEqual(['sign_off']);
  const admin = await desk.seat('admin', 'Ida Moss');
  const page = await admin.open('/house-rules');
  const saved = await page.send('#house-rules', { signOffFrom: 'high' });
  expect(saved.status).toBe(200);
  expect(await kinds()).toEqual([]);
  const stale = await page.send('#house-rules', { signOffFrom: 'never' });
  expect(stale.status).toBe(409);
  const refused = await desk.refused('/house-rules', {
    version: 2,
    low: 'none',
    normal: 'none',
    high: 'none',
    signOffFrom: 'low',
  });
  expect(refused.detail).toBe('Only admins do this.');
  expect((await desk.happened()).at(-1)).toEqual({
    kind: 'house_rules_amended',
    changes: { signOffFrom: ['low', 'high'] },
  });
});
