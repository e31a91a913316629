import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Report } from '../../src/core/report.ts';
import type { Plan } from '../../src/plans/queries.ts';
import { openDesk, type ArticleSent, type ClaimSent, type Seat, type TestDesk } from '../support/desk.ts';

const BODY = 'The bridge cost 5 million crowns.';
const PIECE = { title: 'Ledger', sourceKind: 'document', stance: 'supports', role: 'primary' };

let desk: TestDesk;
let second: Seat;
let writer: Seat;
let article: ArticleSent;
let claim: ClaimSent;

beforeAll(async () => {
  desk = await openDesk();
  second = await desk.seat('editor', 'Ada Brook');
  writer = await desk.seat('writer', 'Nell Orr');
});
afterAll(() => desk[Symbol.asyncDispose]());

beforeEach(async () => {
  article = await desk.bringIn(BODY);
  claim = await desk.mark(article, BODY);
});

const plan = () => desk.get<Plan>(`/articles/${article.id}/plan`);
const move = async (seat: Seat, to: string) =>
  seat.tell<Plan>(`/articles/${article.id}/plan/moves`, { version: (await plan()).version, move: to });

async function check(): Promise<void> {
  await desk.move(claim, 'evidence', PIECE);
  await desk.move(claim, 'findings', { status: 'verified', reason: 'Ledger.' });
  await second.move(claim, 'sign-off');
}

test('an article is planned: owner, writer, deadline, section; the writer is asked first', async () => {
  const page = await desk.open(`/articles/${article.id}/plan`);
  const planned = await page.send('#plan', {
    ownerId: desk.person.id,
    writerId: writer.person.id,
    dueOn: '2001-01-01',
    section: 'Politics',
  });
  expect(planned.words('.plan')).toMatch(
    /Draft Owner Local editor Writer Nell Orr Section Politics Overdue since 1 January 2001/,
  );
  const asking = await desk.open(`/claims/${claim.id}`);
  expect(asking.fields('#ask-form')['askedOf']).toBe(writer.person.id);
  const history = await desk.open(`/articles/${article.id}/history`);
  expect(history.words('main')).toContain('planned the article: owner is Local editor; writer is Nell Orr;');
  const stale = await page.send('#plan', { section: 'Culture' });
  expect(stale.status).toBe(409);
  expect(stale.words('.problems')).toMatch(/Section As it stands now Politics As you typed it Culture/);
});

test('it goes from draft to published, past the gate', async () => {
  const begun = await (await desk.open(`/articles/${article.id}`)).send('#plan-start');
  expect(begun.words('.plan')).toContain('In check');
  expect(begun.$('#plan-pass')).toHaveLength(0);
  const { version } = await plan();
  const refused = await desk.refused(`/articles/${article.id}/plan/moves`, { version, move: 'pass' });
  expect([refused.status, refused.detail]).toEqual([403, 'Something stands in its way at the gate.']);
  expect((await desk.open(`/articles/${article.id}/plan`)).words('.blockers')).toContain('Something stands in its way');
  await check();
  const passed = await (await desk.open(`/articles/${article.id}`)).send('#plan-pass');
  const published = await passed.send('#plan-publish');
  expect(published.words('.plan')).toContain('Published');
});

test('a claim found wrong after publication gets a correction that the report carries', async () => {
  await check();
  expect((await desk.open(`/claims/${claim.id}`)).$('#correction-form')).toHaveLength(0);
  for (const to of ['start', 'pass', 'publish']) await move(desk, to);
  const page = await desk.open(`/claims/${claim.id}`);
  const draft = {
    isRight: 'The bridge cost 6 million crowns.',
    wording: 'An earlier version of this article gave the wrong cost of the bridge.',
    correctedOn: '2024-02-09',
  };
  const empty = await page.send('#correction-form', { ...draft, wording: '' });
  expect(empty.words('.problems')).toContain('Give the correction as it ran.');
  const corrected = await page.send('#correction-form', draft);
  expect(corrected.words('#corrections')).toContain('An earlier version of this article');
  const report = await desk.get<Report>(`/articles/${article.id}/report`);
  expect(report.claims[0]!.corrections).toMatchObject([{ ...draft, wasSaid: BODY, givenBy: 'Local editor' }]);
  expect(report.plan.state).toBe('published');
  expect((await desk.open(`/articles/${article.id}/report`)).words('main')).toContain('gave the wrong cost');
});

test('its owner archives it: it leaves the list for the archive, and comes back', async () => {
  await desk.tell(`/articles/${article.id}/plan`, { version: 1, ownerId: desk.person.id });
  const { version } = await plan();
  const refused = await second.refused(`/articles/${article.id}/plan/moves`, { version, move: 'archive' });
  expect(refused.detail).toBe('Only its owner or an admin puts it away.');
  await move(desk, 'archive');
  const href = `/articles/${article.id}`;
  expect((await desk.open('/articles')).$(`a[href="${href}"]`)).toHaveLength(0);
  expect((await desk.open('/articles?archive=1')).$(`a[href="${href}"]`)).toHaveLength(1);
  expect((await (await desk.open(href)).send('#plan-bring_back')).words('.plan')).toContain('Draft');
});
