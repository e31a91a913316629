import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ClearanceGiven } from '../../src/articles/queries.ts';
import type { SentenceCoverage } from '../../src/core/coverage.ts';
import type { Sentence } from '../../src/core/suggest.ts';
import { openDesk, type ArticleSent, type Sent, type TestDesk } from '../support/desk.ts';

const BODY =
  'The bridge opened in 1931, said the mayor. Is that so? I think it is the finest bridge of the coast. ' +
  'Who would not love it? It cost 5 million crowns. What a sight it is, I believe.';
/** The indices of the sentences of each kind. */
const QUESTIONS = [1, 3];

let desk: TestDesk;
let article: ArticleSent;

beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk[Symbol.asyncDispose]());
beforeEach(async () => {
  article = await desk.bringIn(BODY);
});

type Read = { sentences: (Sent<Sentence> & { coverage: Sent<SentenceCoverage<ClearanceGiven>> })[] };
const states = async () =>
  (await desk.get<Read>(`/articles/${article.id}`)).sentences.map(({ coverage }) => coverage.state);
const clear = (about: object) =>
  desk.tell<{ clearingId: string; sentences: number }>(`/articles/${article.id}/clearings`, {
    revisionId: article.revisionId,
    reason: 'Question',
    ...about,
  });

describe('many sentences are cleared in one go', () => {
  test('those that are ticked, and put back in one go; history tells of both once', async () => {
    const before = (await desk.history()).length;
    const list = await desk.open(`/articles/${article.id}?sentences=untouched&ticked=all`);
    expect(list.$('.pick input:checked')).toHaveLength(6);
    const cleared = await list.send('#clearing button[value=Opinion]');
    expect(cleared.words('.clearings')).toMatch(/^Nothing to check in 6 sentences: Opinion Local editor, /);
    expect(new Set(await states())).toEqual(new Set(['nothing_to_check']));

    await cleared.send('#undo-clearing-1');
    expect(new Set(await states())).toEqual(new Set(['untouched']));
    const told = await desk.happened(before);
    expect(told).toMatchObject([
      { kind: 'sentences_cleared', reason: 'Opinion', revision: 1, sentences: { length: 6 } },
      { kind: 'clearances_lifted', reason: 'Opinion', revision: 1, sentences: { length: 6 } },
    ]);
    const page = await desk.open(`/articles/${article.id}/history`);
    expect(page.words('.history')).toContain('Local editor found nothing to check in 6 sentences: Opinion');
    expect(page.words('.history')).toContain('Local editor put 6 sentences back among the untouched: Opinion');
  });

  test('all of a kind come ticked, with the reason that fits them first', async () => {
    const list = await desk.open(`/articles/${article.id}?sentences=untouched`);
    expect(list.$('.pick input:checked')).toHaveLength(0);
    const questions = await list.follow('Questions 2');
    expect(questions.list('.row-sentence .row-words')).toEqual(['Is that so?', 'Who would not love it?']);
    expect(questions.$('.pick input:checked')).toHaveLength(2);
    expect(questions.$('#clearing button.main').attr('value')).toBe('Question');
    await questions.send('#clearing button.main');
    const cleared = (await states()).flatMap((state, index) => (state === 'nothing_to_check' ? [index] : []));
    expect(cleared).toEqual(QUESTIONS);
  });

  test('a reason that was typed counts for more than the button', async () => {
    const list = await desk.open(`/articles/${article.id}?sentences=untouched&kind=question`);
    const page = await list.send('#clearing button.main', { otherReason: 'Only asks' });
    expect(page.words('.clearings')).toContain('2 sentences: Only asks');
  });

  test('without a tick nothing is cleared, and what was typed is kept', async () => {
    const list = await desk.open(`/articles/${article.id}?sentences=untouched`);
    const refused = await list.send('#clearing', { otherReason: 'Only asks' });
    expect([refused.status, refused.fields('#clearing')['otherReason']]).toEqual([422, 'Only asks']);
    expect(refused.words('.problems')).toContain('Tick the sentences that are meant.');
    expect(refused.$('.row-sentence')).toHaveLength(6);
    const again = await desk.post(`/articles/${article.id}/clearings?sentences=untouched`, [
      ['revisionId', article.revisionId],
      ['sentences', '1'],
      ['sentences', '3'],
    ]);
    expect(again.words('.problems')).toContain('Say why there is nothing to check.');
    expect(
      again
        .$('.pick input:checked')
        .get()
        .map((each) => again.$(each).attr('value')),
    ).toEqual(['1', '3']);
  });

  test('only untouched ones: a claim and what a colleague said stand', async () => {
    await desk.mark(article, 'It cost 5 million crowns');
    await desk.tell(`/articles/${article.id}/clearances`, {
      revisionId: article.revisionId,
      sentence: 1,
      reason: 'Rhetoric',
    });
    expect((await clear({ sentences: [1, 3, 4] })).sentences).toBe(1);
    const { sentences } = await desk.get<Read>(`/articles/${article.id}`);
    expect(sentences[1]!.coverage).toMatchObject({ why: 'Rhetoric' });
    expect(sentences[4]!.coverage).toMatchObject({ state: 'has_claims' });
    const refused = await desk.refused(`/articles/${article.id}/clearings`, {
      revisionId: article.revisionId,
      sentences: [1, 3, 4],
      reason: 'Question',
    });
    expect([refused.status, refused.detail]).toEqual([409, 'None of these sentences is untouched any more.']);
  });

  test('undone, it leaves what was said of one sentence by itself, and is undone once', async () => {
    const { clearingId } = await clear({ kinds: ['question'] });
    await desk.tell(`/articles/${article.id}/clearances/1/lifting`, { revisionId: article.revisionId });
    await desk.tell(`/articles/${article.id}/clearances`, {
      revisionId: article.revisionId,
      sentence: 1,
      reason: 'Rhetoric',
    });
    const lifting = `/articles/${article.id}/clearings/${clearingId}/lifting`;
    await desk.tell(lifting, { revisionId: article.revisionId });
    expect((await states())[1]).toBe('nothing_to_check');
    expect((await states())[3]).toBe('untouched');
    expect((await desk.refused(lifting, { revisionId: article.revisionId })).status).toBe(409);
  });

  test('a new revision carries it, and it is still undone in one go', async () => {
    const { clearingId } = await clear({ kinds: ['question'] });
    const body = BODY.replace('Who would not love it?', 'Who would ever love it?');
    await desk.tell(`/articles/${article.id}/revisions`, { revisionId: article.revisionId, body });
    const stale = await desk.refused(`/articles/${article.id}/clearings/${clearingId}/lifting`, {
      revisionId: article.revisionId,
    });
    expect(stale.status).toBe(409);
    const list = await desk.open(`/articles/${article.id}?sentences=nothing_to_check`);
    expect(list.words('.clearings')).toMatch(/^Nothing to check in 1 sentence: Question/);
    await list.send('#undo-clearing-1');
    expect(new Set(await states())).toEqual(new Set(['untouched']));
  });

  test('more than a page holds, by their kind', async () => {
    article = await desk.bringIn(Array.from({ length: 400 }, (_, n) => `Is the ${n}th boat here?`).join(' '));
    const list = await desk.open(`/articles/${article.id}?sentences=untouched&kind=question`);
    expect(list.$('.pick input:checked').length).toBeLessThan(200);
    expect(list.words('.clearing .tick')).toMatch(/^All 400 sentences, not only the 150 on this page/);
    expect((await list.send('#clearing button.main')).words('.clearings')).toContain('150 sentences: Question');
    const rest = await desk.open(`/articles/${article.id}?sentences=untouched&kind=question`);
    const page = await rest.send('#clearing button.main', { kinds: 'question' });
    expect(page.words('.clearings')).toContain('250 sentences: Question');
  });
});

describe('the next untouched sentence', () => {
  test('is led to from each part of a long text, around to its beginning', async () => {
    article = await desk.bringIn(
      Array.from({ length: 600 }, (_, n) => `The ${n}th boat came in with ${n + 10} crates.`).join('\n\n'),
    );
    const positions = Array.from({ length: 600 }, (_, n) => n).filter((n) => n !== 10 && n !== 590);
    await clear({ sentences: positions, reason: 'Common knowledge' });
    const next = async (part: number) => {
      const page = await desk.open(`/articles/${article.id}?part=${part}`);
      const link = page.linkTo('Next untouched sentence');
      return [link.replace(`/articles/${article.id}`, ''), page.$('article.text').attr('data-untouched-beyond')];
    };
    const [first, second, third] = [await next(1), await next(2), await next(3)];
    expect(first).toEqual(['#s11', `/articles/${article.id}?part=3#s591`]);
    expect(second).toEqual(['?part=3#s591', `/articles/${article.id}?part=3#s591`]);
    expect(third).toEqual(['#s591', `/articles/${article.id}?part=1#s11`]);
  });
});
