import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openDesk, type ArticleSent, type ClaimSent, type Seat, type TestDesk } from '../support/desk.ts';

const BODY = 'The bridge opened in 1931, said the mayor. It cost 5 million crowns. A tram runs over it.';
const PIECE = { title: 'Ledger', sourceKind: 'document', stance: 'supports', role: 'primary' };

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
  claim = await desk.mark(article, 'It cost 5 million crowns');
  await desk.move(claim, 'evidence', PIECE);
  claim = await desk.move(claim, 'findings', { status: 'verified', reason: 'Ledger, p. 3.' });
});

test('a second person signs a claim off on its page, and may take it back', async () => {
  const page = await second.open(`/claims/${claim.id}`);
  const signed = await page.send('#sign-off');
  expect(signed.words('.claim-facts')).toContain('Signed off');
  expect(signed.words('#moves')).toContain('Signed off by Ada Brook.');
  const back = await signed.send('#sign-off-removal');
  expect(back.words('.claim-facts')).toContain('Checked');
  expect(back.words('#moves')).toContain('The sign-off by Ada Brook has lapsed: it was taken back.');
});

test('nobody signs off their own finding: the page says so, and the server refuses', async () => {
  const page = await desk.open(`/claims/${claim.id}`);
  expect(page.$('#sign-off')).toHaveLength(0);
  expect(page.words('#moves .blockers')).toContain('The finding is yours: somebody else signs it off.');
  const refused = await desk.refused(`/claims/${claim.id}/sign-off`, { version: claim.version });
  expect([refused.status, refused.detail]).toEqual([403, 'The finding is yours: somebody else signs it off.']);
});

test.each<[string, object, string]>([
  ['findings', { status: 'disputed', reason: 'Another ledger.' }, 'there is a new finding'],
  ['evidence', { ...PIECE, title: 'Another' }, 'the evidence changed'],
  ['amendments', { statement: 'Otherwise.', type: 'date', risk: 'low' }, 'the statement changed'],
  ['withdrawal', { reason: 'Twice.' }, 'the claim was withdrawn'],
])('%s after sign-off: it lapses, and page and history say why', async (address, body, why) => {
  await second.move(claim, 'sign-off');
  const after = await desk.move(claim, address, body);
  expect(after.stage).not.toBe('signed_off');
  const page = await desk.open(`/claims/${claim.id}`);
  expect(page.words('#moves')).toContain(`The sign-off by Ada Brook has lapsed: ${why}.`);
  expect(page.words('#history')).toContain(`made the sign-off lapse: ${why}`);
});

test.each([
  ['keeps it where the words are the same', `New. ${BODY}`, 'signed_off'],
  ['makes it lapse where the words changed', BODY.replace('5 million', '6 million'), 'checked'],
])('a new revision %s', async (_, body, stage) => {
  await second.move(claim, 'sign-off');
  await desk.tell(`/articles/${article.id}/revisions`, { revisionId: article.revisionId, body });
  const after = await desk.get<ClaimSent>(`/claims/${claim.id}`);
  expect([after.stage, after.lapse]).toEqual([stage, stage === 'checked' ? 'words_changed' : null]);
});

test('one signs off while another gives a new finding: the one who saw an older claim is told', async () => {
  const { version } = claim;
  const answers = await Promise.all([
    second.askJson(`/claims/${claim.id}/sign-off`, JSON.stringify({ version })),
    desk.askJson(`/claims/${claim.id}/findings`, JSON.stringify({ version, status: 'disputed', reason: 'No.' })),
  ]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
});
