import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDesk, type ArticleSent, type ClaimSent, type TestDesk } from '../support/desk.ts';

const BODY = `The council voted 51 to 49 on Tuesday, said the clerk. The bridge opened in 1931.

A tram runs over it. Nobody was hurt in the storm of 1987. The mill burned in May, and people left.`;

let desk: TestDesk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk[Symbol.asyncDispose]());

async function revise(article: { id: string }, body: string): Promise<void> {
  const { revisionId } = await desk.get<ArticleSent>(`/articles/${article.id}`);
  await desk.tell(`/articles/${article.id}/revisions`, { revisionId, body });
}

async function found(article: ArticleSent, words: string): Promise<ClaimSent> {
  const claim = await desk.mark(article, words);
  await desk.move(claim, 'evidence', { title: 'Minutes', stance: 'supports', role: 'primary', locator: 'p. 2' });
  return desk.move(claim, 'findings', { status: 'verified', reason: 'Minutes, p. 2.' });
}

const now = (claim: { id: string }) => desk.get<ClaimSent>(`/claims/${claim.id}`);

describe('the queue of claims to look at again', () => {
  test('leads from one claim to the next until nothing is left', async () => {
    const article = await desk.bringIn(BODY);
    const vote = await found(article, 'voted 51 to 49');
    const bridge = await found(article, 'The bridge opened in 1931');
    const tram = await found(article, 'A tram runs over it');
    const storm = await found(article, 'Nobody was hurt in the storm of 1987');
    await revise(
      article,
      BODY.replace('51 to 49', '50 to 49').replace(' The bridge opened in 1931.', '').replace('of 1987', 'of 1978'),
    );

    const first = await (await desk.open(`/articles/${article.id}/revisions/2`)).follow('Re-check 3 claims');
    expect(first.words('.steps')).toContain('1 of 3');
    expect(first.words('.claim-facts')).toContain('Its words changed in revision 2.');
    expect([first.words('#was-title + .said'), first.words('#is-title + .said ins')]).toEqual(['voted 51 to 49', '50']);
    expect(first.words('.changes')).toBe('Figure: 51 50');
    expect(first.words('[aria-labelledby=earlier-title]')).toContain('Finding of revision 1 Verified Minutes, p. 2.');
    expect(first.words('#evidence')).toContain('p. 2');

    const second = await first.send('#finding-form', { status: 'incorrect', reason: 'The minutes say 51.' });
    expect(second.words('.steps')).toContain('1 of 2');
    expect(second.words('.claim-facts')).toContain('Its words left the text in revision 2.');
    expect(second.words('#was-title ~ .quiet')).toBe(
      'Last in revision 1, between “… 49 on Tuesday, said the clerk.” and “A tram runs over it. Nobody …”.',
    );
    const tray = await (await desk.open(`/articles/${article.id}`)).follow('1 claim no longer in the text');
    expect(tray.list('#list-title')).toEqual(['1 claim']);
    expect(tray.words('.row')).toContain('Last in revision 1, between');
    const third = await second.send('#withdraw-form', { reason: 'Cut from the story.' });
    expect(third.words('h1')).toBe('Re-check claim 4');
    const done = await third.send('#finding-form', { status: 'verified', reason: 'The archive says 1978.' });
    expect(done.words('main')).toContain('Nothing left to re-check.');

    expect(await now(vote)).toMatchObject({ status: 'incorrect', recheckCause: null });
    expect((await now(bridge)).stage).toBe('withdrawn');
    expect(await now(tram)).toMatchObject({ status: 'verified', version: 4 });
    expect(await now(storm)).toMatchObject({ status: 'verified', recheckCause: null });
    expect((await desk.open(`/articles/${article.id}`)).words('.reading-bar')).not.toContain('Re-check');
  });

  test('lets a claim be left for now, and come back to', async () => {
    const article = await desk.bringIn(BODY);
    await found(article, 'voted 51 to 49');
    await found(article, 'the storm of 1987');
    await revise(article, BODY.replace('51 to 49', '50 to 49').replace('of 1987', 'of 1978'));
    const first = await (await desk.open(`/articles/${article.id}`)).follow('Re-check 2 claims');
    const second = await first.follow('Leave it for now, the next one');
    expect(second.words('h1')).toBe('Re-check claim 2');
    const last = await second.send('#finding-form', { status: 'disputed', reason: 'Two archives differ.' });
    expect(last.words('h1')).toBe('Re-check claim 1');
  });

  test('asks where a claim stands that may be in more than one place', async () => {
    const article = await desk.bringIn(BODY);
    const claim = await found(article, 'The mill burned in May');
    await revise(article, `${BODY}\n\nLater. ${BODY}`);
    const page = await desk.open(`/articles/${article.id}/rechecks`);
    expect(page.list('.places mark')).toEqual(['The mill burned in May', 'The mill burned in May']);
    const done = await page.send('#place-2');
    expect(done.words('main')).toContain('Nothing left to re-check.');
    const { body } = await desk.get<ArticleSent>(`/articles/${article.id}`);
    expect([body.indexOf('The mill'), body.lastIndexOf('The mill')]).toContain((await now(claim)).start);
  });

  test('keeps a claim placed on other words until it has a finding for them', async () => {
    const article = await desk.bringIn(BODY);
    await found(article, 'The bridge opened in 1931');
    await revise(article, BODY.replace(' The bridge opened in 1931.', ''));
    const page = await desk.open(`/articles/${article.id}/rechecks`);
    const nowhere = await page.send('#place-form', { quotation: 'The bridge opened' });
    expect(nowhere.status).toBe(422);
    expect(nowhere.fields('#place-form')['quotation']).toBe('The bridge opened');
    const placed = await page.send('#place-form', { quotation: 'A tram runs over it' });
    expect(placed.words('#is-title + .said')).toContain('A tram runs over it');
    const unreasoned = await placed.send('#finding-form', { status: 'disputed' });
    expect(unreasoned.status).toBe(403);
    expect(unreasoned.words('.problems')).toContain('Give the reason for the finding.');
    const done = await placed.send('#finding-form', { status: 'disputed', reason: 'Seen none.' });
    expect(done.words('main')).toContain('Nothing left to re-check.');
  });

  test('tells who comes second, and keeps what was typed', async () => {
    const article = await desk.bringIn(BODY);
    const claim = await found(article, 'voted 51 to 49');
    await revise(article, BODY.replace('51 to 49', '50 to 49'));
    const page = await desk.open(`/articles/${article.id}/rechecks`);
    await desk.move(claim, 'amendments', { statement: 'The council voted.', type: 'event', risk: 'high' });
    const stale = await page.send('#finding-form', { status: 'disputed', reason: 'Mine.' });
    expect(stale.status).toBe(409);
    expect(stale.words('.problems')).toContain('Someone changed this claim');
    expect(stale.fields('#finding-form')['reason']).toBe('Mine.');
  });

  test('is told to programs, and holds a claim whose evidence went', async () => {
    const article = await desk.bringIn(BODY);
    const claim = await found(article, 'voted 51 to 49');
    await desk.move(claim, `evidence/${claim.evidence[0]!.id}/removal`, {});
    expect(await desk.get(`/articles/${article.id}/rechecks`)).toEqual({
      rechecks: [{ claimId: claim.id, number: 1, recheckCause: 'evidence_removed', inText: true }],
    });
    const page = await desk.open(`/articles/${article.id}/rechecks`);
    expect(page.words('.claim-facts')).toContain('Evidence that the finding rested on was removed.');
  });
});
