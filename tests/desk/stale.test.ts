import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDesk, type ClaimSent, type Seat, type TestDesk } from '../support/desk.ts';

let desk: TestDesk;
let second: Seat;
beforeAll(async () => {
  desk = await openDesk();
  second = await desk.seat('editor', 'Ada Brook');
});
afterAll(() => desk[Symbol.asyncDispose]());

test('a page that is too late shows both versions, and saves what is chosen field by field', async () => {
  const article = await desk.bringIn('The bridge cost 5 million crowns.');
  const claim = await desk.mark(article, 'The bridge cost 5 million crowns.');
  const [mine, theirs] = [await desk.open(`/claims/${claim.id}`), await second.open(`/claims/${claim.id}`)];
  await theirs.send('#details-form', { statement: 'It cost five million.', type: 'figure', risk: 'high' });

  const late = await mine.send('#details-form', { statement: 'The bridge cost 5m.', type: 'date', risk: 'normal' });
  expect(late.status).toBe(409);
  expect(late.list('.versions legend')).toEqual(['Statement', 'Type', 'Risk']);
  expect(late.words('.choosing')).toContain(
    'As it stands now It cost five million. As you typed it The bridge cost 5m.',
  );
  expect(late.words('.choosing')).toContain('As it stands now Figure As you typed it Date');
  // What was typed is chosen until somebody chooses otherwise, and stands in the form too.
  expect(late.fields('#choose')).toMatchObject({ statement: 'The bridge cost 5m.', type: 'date' });
  expect(late.fields('#details-form')).toMatchObject({ statement: 'The bridge cost 5m.', type: 'date' });
  expect(late.$('#details-form').closest('details').is('[open]')).toBe(true);
  expect(late.$('#attribute-form').closest('details').is('[open]')).toBe(false);

  const saved = await late.send('#choose', { type: 'figure', risk: 'high' });
  expect(saved.status).toBe(200);
  const after = await desk.get<ClaimSent>(`/claims/${claim.id}`);
  expect([after.statement, after.type, after.risk]).toEqual(['The bridge cost 5m.', 'figure', 'high']);
});

test('a finding that is too late keeps its lines, and does not win by itself', async () => {
  const article = await desk.bringIn('The bridge cost 5 million crowns.');
  const claim = await desk.mark(article, 'The bridge cost 5 million crowns.');
  const [mine, theirs] = [await desk.open(`/claims/${claim.id}`), await second.open(`/claims/${claim.id}`)];
  await theirs.send('#finding-form', { status: 'disputed', reason: 'Two ledgers.' });
  const late = await mine.send('#finding-form', {
    status: 'unverifiable',
    reason: 'The ledger burnt.\n\nSo did the copy.',
  });
  expect((await desk.get<ClaimSent>(`/claims/${claim.id}`)).status).toBe('disputed');
  expect(late.words('.choosing')).toContain('As it stands now Disputed As you typed it Cannot be verified');
  await late.send('#choose', { status: 'disputed' });
  const { finding, status } = await desk.get<ClaimSent>(`/claims/${claim.id}`);
  expect([status, finding?.reason]).toEqual(['disputed', 'The ledger burnt.\n\nSo did the copy.']);
});
