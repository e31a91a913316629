import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AuthorQuery, QuerySlice } from '../../src/author_queries/queries.ts';
import type { WorkSlice } from '../../src/work/queries.ts';
import { openDesk, type ArticleSent, type ClaimSent, type Seat, type Sent, type TestDesk } from '../support/desk.ts';

const BODY = 'The bridge opened in 1931, said the mayor. It cost 5 million crowns. A tram runs over it.';
const PIECE = { title: 'Ledger', sourceKind: 'document', stance: 'supports', role: 'primary' };

let desk: TestDesk;
let second: Seat;
let writer: Seat;
let reader: Seat;
let article: ArticleSent;
let claim: ClaimSent;

beforeAll(async () => {
  desk = await openDesk();
  second = await desk.seat('editor', 'Ada Brook');
  writer = await desk.seat('writer', 'Nell Orr');
  reader = await desk.seat('reader', 'Pat Dunn');
});
afterAll(() => desk[Symbol.asyncDispose]());

beforeEach(async () => {
  article = await desk.bringIn(BODY);
  claim = await desk.mark(article, 'It cost 5 million crowns');
});

const now = () => desk.get<ClaimSent>(`/claims/${claim.id}`);
const ask = async (question = 'Whose figure is it?', dueOn = ''): Promise<Sent<AuthorQuery>> => {
  const { version } = await now();
  return desk.tell(`/claims/${claim.id}/author-queries`, { version, askedOf: writer.person.id, question, dueOn });
};

describe('queries to the writer', () => {
  test('asked on the claim’s page, answered in the writer’s queue: the claim waits and comes back to where it was', async () => {
    await desk.move(claim, 'checker');
    const page = await desk.open(`/claims/${claim.id}`);
    const asked = await page.send('#ask-form', { askedOf: writer.person.id, question: 'Whose figure is it?' });
    expect(asked.words('.claim-facts')).toContain('Query out');
    expect(asked.words('#queries')).toContain('Whose figure is it? Asked of Nell Orr by Local editor');

    const queue = await writer.open('/author-queries');
    expect(queue.words('.queries')).toContain('Whose figure is it?');
    const answered = await queue.send('.queries form', { answer: 'The chronicle has it.' });
    expect(answered.words('.claim-facts')).toContain('In progress');
    expect(answered.words('#queries')).toContain('The chronicle has it. Nell Orr');
    expect((await writer.get<QuerySlice>('/author-queries')).total).toBe(0);

    const settled = await (await desk.open(`/claims/${claim.id}`)).send('#queries .acts form');
    expect(settled.words('#queries')).toContain('Applied');
    expect(settled.words('#history')).toMatch(
      /applied the answer.*answered: “The chronicle has it.”.*asked Nell Orr: “Whose figure is it\?”/,
    );
  });

  test('with two of them out, the claim comes back when both are answered', async () => {
    const [one, two] = [await ask('One?'), await ask('Two?')];
    await writer.tell(`/author-queries/${one.id}/answer`, { version: 1, answer: 'Yes.' });
    expect([(await now()).stage, (await now()).openQueries]).toEqual(['query_out', 1]);
    await writer.tell(`/author-queries/${two.id}/answer`, { version: 1, answer: 'No.' });
    expect([(await now()).stage, (await now()).openQueries]).toEqual(['new', 0]);
  });

  test('a finding goes before the answer, but sign-off and gate wait for it', async () => {
    const query = await ask();
    await desk.move(claim, 'evidence', PIECE);
    expect((await desk.move(claim, 'findings', { status: 'verified', reason: 'Ledger.' })).stage).toBe('checked');
    const { version } = await now();
    const refused = await second.refused(`/claims/${claim.id}/sign-off`, { version });
    expect(refused.detail).toBe('A query to the writer is not answered yet.');
    const gate = await desk.get<{ inTheWay: { kind: string }[] }>(`/articles/${article.id}/gate`);
    expect(gate.inTheWay.map(({ kind }) => kind)).toContain('query');
    await writer.tell(`/author-queries/${query.id}/answer`, { version: 1, answer: 'Mine.' });
    expect((await second.move(claim, 'sign-off')).stage).toBe('signed_off');
  });

  test('asking about a signed-off claim makes the sign-off lapse', async () => {
    await desk.move(claim, 'evidence', PIECE);
    await desk.move(claim, 'findings', { status: 'verified', reason: 'Ledger.' });
    await second.move(claim, 'sign-off');
    const query = await ask();
    expect(await now()).toMatchObject({ stage: 'query_out', lapse: 'query_asked' });
    await writer.tell(`/author-queries/${query.id}/answer`, { version: 1, answer: 'Mine.' });
    expect((await now()).stage).toBe('checked');
  });

  test('only whom it was asked of, or who checks, answers; nobody answers twice', async () => {
    const query = await ask();
    const refused = await reader.refused(`/author-queries/${query.id}/answer`, { version: 1, answer: 'Me!' });
    expect([refused.status, refused.detail]).toEqual([403, 'It was asked of somebody else.']);
    const answers = await Promise.all(
      [writer, second].map((seat) =>
        seat.askJson(`/author-queries/${query.id}/answer`, JSON.stringify({ version: 1, answer: seat.person.name })),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  });

  test('an overdue one stands out, before the others', async () => {
    await ask('Soon?', '2999-01-01');
    await ask('Late?', '2001-01-01');
    await ask('Whenever?');
    const queue = await writer.open('/author-queries');
    expect(queue.list('.query .question').slice(0, 1)).toEqual(['Late?']);
    expect(queue.list('.query .flag')).toEqual([expect.stringMatching(/^Overdue since 1 January 2001/)]);
    const refused = await queue.send('.queries form', { answer: '   ' });
    expect(refused.status).toBe(422);
    expect(refused.words('.problems, .field')).toContain('Give the answer.');
  });
});

describe('who checks what', () => {
  test('claims are given to somebody, many at once; or, where one changed meanwhile, none', async () => {
    const other = await desk.mark(article, 'A tram runs over it');
    const page = await desk.open(`/articles/${article.id}/assignments`);
    expect(page.words('main')).toContain('2 claims, 2 unassigned');
    const both = [claim, other].map(({ id, version }): [string, string] => ['claims', `${id}:${version}`]);
    await desk.post(`/articles/${article.id}/assignments`, [...both, ['to', second.person.id]]);
    expect([(await now()).checker, (await now()).stage]).toEqual(['Ada Brook', 'new']);

    // Both were changed by that.
    const stale = await desk.post(`/articles/${article.id}/assignments`, [...both, ['to', desk.person.id]]);
    expect(stale.status).toBe(409);
    expect((await now()).checker).toBe('Ada Brook');
    const nobody = await desk.post(`/articles/${article.id}/assignments`, [['to', desk.person.id]]);
    expect(nobody.words('.problems')).toContain('Tick at least one claim.');
    const reading = await desk.post(`/articles/${article.id}/assignments`, [both[0]!, ['to', reader.person.id]]);
    expect(reading.words('.problems')).toContain('Choose somebody who checks claims');
  });

  test('the list of an article shows what is mine and what is nobody’s', async () => {
    await desk.mark(article, 'A tram runs over it');
    await desk.move(claim, 'checker');
    const page = await desk.open(`/articles/${article.id}`);
    expect((await page.follow('Mine 1')).list('.rows .row-words')).toEqual(['It cost 5 million crowns']);
    expect((await page.follow('Unassigned 1')).list('.rows .row-words')).toEqual(['A tram runs over it']);
  });
});

describe('one’s own work, across articles', () => {
  const numbers = async (seat: Seat, list: string) =>
    (await seat.get<Sent<WorkSlice>>(`/work?list=${list}`)).rows
      .filter((row) => row.articleId === article.id)
      .map(({ id }) => id);

  test('what I check, what waits for my sign-off, what needs re-check, what is nobody’s', async () => {
    expect(await numbers(desk, 'unassigned')).toEqual([claim.id]);
    const { evidence } = await desk.move(claim, 'evidence', PIECE);
    await desk.move(claim, 'findings', { status: 'verified', reason: 'Ledger.' });
    expect(await numbers(desk, 'mine')).toEqual([claim.id]);
    expect(await numbers(desk, 'waiting')).toEqual([]);
    expect(await numbers(second, 'waiting')).toEqual([claim.id]);
    expect((await second.open('/work?list=waiting')).words('main')).toContain('It cost 5 million crowns');
    await desk.move(claim, `evidence/${evidence[0]!.id}/removal`);
    expect(await numbers(second, 'waiting')).toEqual([]);
    expect(await numbers(second, 'recheck')).toEqual([claim.id]);
  });

  test('is signed off: nobody’s work any more', async () => {
    await desk.move(claim, 'evidence', PIECE);
    await desk.move(claim, 'findings', { status: 'verified', reason: 'Ledger.' });
    await second.move(claim, 'sign-off');
    for (const list of ['mine', 'waiting', 'recheck', 'unassigned']) expect(await numbers(desk, list)).toEqual([]);
  });

  test('an unassigned claim is taken from the list', async () => {
    const page = await desk.open('/work?list=unassigned');
    const taken = await page.send(`#take-${claim.id}`);
    expect(taken.words('.claim-facts')).toContain('In progress');
  });
});
