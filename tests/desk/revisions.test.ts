import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/core/report.ts';
import { withAdmin } from '../support/admin.ts';
import { openDesk, type ArticleSent, type ClaimSent, type TestDesk } from '../support/desk.ts';
import type { Page } from '../support/page.ts';

const BODY = `The council voted 51 to 49 on Tuesday, said the clerk. The bridge opened in 1931.

A tram runs over it. Nobody was hurt in the storm of 1987. Is that so?`;

let desk: TestDesk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk[Symbol.asyncDispose]());

interface Added {
  revision: number;
  outcomes: Record<string, number>;
}

const revise = async (article: { id: string }, body: string): Promise<Added> => {
  const { revisionId } = await desk.get<ArticleSent>(`/articles/${article.id}`);
  return desk.tell<Added>(`/articles/${article.id}/revisions`, { revisionId, body });
};

const now = (claim: { id: string }) => desk.get<ClaimSent>(`/claims/${claim.id}`);
const reportOf = (article: { id: string }) => desk.get<Report>(`/articles/${article.id}/report`);

const CREDIT = { source: 'the clerk', cue: 'said', kind: 'person', manner: 'paraphrase', speaker: '' };

/** An article with one claim that is credited, sourced and found verified. */
async function checked(words: string, body = BODY): Promise<{ article: ArticleSent; claim: ClaimSent }> {
  const article = await desk.bringIn(body);
  const claim = await desk.mark(article, words);
  await desk.move(claim, 'attribution', CREDIT);
  await desk.move(claim, 'attribution-check', { check: 'confirmed', note: 'Minutes.' });
  await desk.move(claim, 'evidence', { title: 'Minutes', stance: 'supports', role: 'primary', locator: 'p. 2' });
  return { article, claim: await desk.move(claim, 'findings', { status: 'verified', reason: 'Minutes, p. 2.' }) };
}

describe('words that are the same keep what was found', () => {
  test.each([
    ['where nothing before them changed', 'voted 51 to 49', `${BODY} More.`, 'same'],
    ['where they have moved down', 'voted 51 to 49', `New first line.\n\n${BODY}`, 'moved'],
    ['in another order of passages', 'voted 51 to 49', BODY.split('\n\n').toReversed().join('\n\n'), 'moved'],
    ['with other white space', 'voted 51 to 49', BODY.replace('voted 51', 'voted  \u00a051'), 'moved'],
  ])('%s', async (_, words, revised, outcome) => {
    const { article, claim } = await checked(words);
    const before = await now(claim);
    expect((await revise(article, revised)).outcomes).toMatchObject({
      [outcome]: 1,
      changed: 0,
      gone: 0,
      ambiguous: 0,
    });
    const after = await now(claim);
    expect(after).toMatchObject({
      stage: 'checked',
      status: 'verified',
      recheckCause: null,
      number: 1,
      statement: before.statement,
      finding: before.finding,
    });
    expect(after.credits[0]!.check).toBe('confirmed');
    const { body, revisionId } = await desk.get<ArticleSent>(`/articles/${article.id}`);
    expect(after.revisionId).toBe(revisionId);
    expect(body.slice(after.start, after.end)).toBe(after.exact);
    const page = await desk.open(`/articles/${article.id}`);
    expect(page.$('article.text [data-code=verified] [data-start]').text()).toBe(after.exact);
  });
});

describe('words that changed need another look', () => {
  test.each([
    ['a figure', 'voted 51 to 49', BODY.replace('51 to 49', '50 to 49'), /51/, /50/],
    ['what happened', 'The bridge opened in 1931', BODY.replace('opened', 'did not open'), /opened/, /did not open/],
    ['a negation', 'Nobody was hurt', BODY.replace('Nobody was hurt', 'Somebody was hurt'), /Nobody/, /Somebody/],
  ])('%s', async (_, words, revised, was, is) => {
    const { article, claim } = await checked(words);
    expect((await revise(article, revised)).outcomes).toMatchObject({ changed: 1, same: 0, moved: 0 });
    const after = await now(claim);
    expect(after).toMatchObject({ status: 'verified', recheckCause: 'words_changed' });
    expect(after.credits[0]).toMatchObject({ check: 'unchecked', checkNote: '' });
    expect(revised.slice(after.start, after.end)).toBe(after.exact);

    const page = await desk.open(`/claims/${claim.id}`);
    expect(page.words('.claim-facts')).toContain('Needs re-check');
    expect(page.words('.fate')).toContain('Its words changed in revision 2.');
    expect(page.words('.fate del')).toMatch(was);
    expect(page.words('.fate ins')).toMatch(is);
    const revision = await desk.open(`/articles/${article.id}/revisions/2`);
    expect(revision.words('.compared del')).toMatch(was);
    expect(revision.words('.compared ins')).toMatch(is);
    expect((await reportOf(article)).counts.byStatus).toMatchObject({ needs_recheck: 1, verified: 0 });

    // Only a new finding clears it.
    const found = await desk.move(claim, 'findings', { status: 'disputed', reason: 'Looked again.' });
    expect(found.recheckCause).toBeNull();
    expect((await desk.open(`/claims/${claim.id}`)).$('.fate')).toHaveLength(0);
  });

  test('a claim without a finding has nothing to lose, and follows its words', async () => {
    const article = await desk.bringIn(BODY);
    const claim = await desk.mark(article, 'voted 51 to 49 on Tuesday');
    await revise(article, BODY.replace('51 to 49', '52 to 49'));
    expect(await now(claim)).toMatchObject({
      exact: 'voted 52 to 49 on Tuesday',
      statement: 'voted 52 to 49 on Tuesday',
      status: 'unverified',
      recheckCause: null,
    });
  });
});

describe('words that are gone wait for a person', () => {
  const WITHOUT = BODY.replace(' The bridge opened in 1931.', '');

  async function gone(): Promise<{ article: ArticleSent; claim: ClaimSent; page: Page }> {
    const { article, claim } = await checked('The bridge opened in 1931');
    expect((await revise(article, WITHOUT)).outcomes).toMatchObject({ gone: 1 });
    return { article, claim, page: await desk.open(`/claims/${claim.id}`) };
  }

  test('they are marked nowhere, cover no sentence, and stand in the way', async () => {
    const { article, claim, page } = await gone();
    expect(page.words('.fate')).toContain('Its words are no longer in the text since revision 2.');
    const text = await desk.open(`/articles/${article.id}`);
    expect(text.$('article.text [id^=mark-]')).toHaveLength(0);
    const report = await reportOf(article);
    expect(report.counts.sentences.has_claims).toBe(0);
    expect(report.claims).toMatchObject([{ number: claim.number, inText: false }]);
    expect(report.inTheWay).toContainEqual({ kind: 'gone', claims: [claim.number], count: 1 });
    expect((await desk.open(`/articles/${article.id}/report`)).words('#claim-1')).toContain('No longer in the text');
  });

  test('placed on the same words, brought back, the status stands', async () => {
    const { article, claim } = await gone();
    // A later revision has them again; the claim is not put there silently.
    await revise(article, `${WITHOUT}\n\nLater it says: the house stood. The bridge opened in 1931!`);
    const page = await desk.open(`/claims/${claim.id}`);
    const placed = await page.send('#place-form', { quotation: 'The bridge opened in 1931' });
    expect(placed.status).toBe(200);
    expect(await now(claim)).toMatchObject({ status: 'verified', recheckCause: null, stage: 'checked' });
    expect((await reportOf(article)).inTheWay.map(({ kind }) => kind)).not.toContain('gone');
  });

  test('placed on other words, the claim needs re-check', async () => {
    const { claim, page } = await gone();
    const placed = await page.send('#place-form', { quotation: 'A tram runs over it' });
    expect(placed.words('.claim-facts')).toContain('Needs re-check');
    expect(await now(claim)).toMatchObject({ exact: 'A tram runs over it', recheckCause: 'words_changed' });
    const again = await desk.refused(`/claims/${claim.id}/place`, {
      version: (await now(claim)).version,
      quotation: 'Nobody was hurt',
    });
    expect(again.status).toBe(409);
  });

  test('not placed on words that are not there, nor on those of another claim', async () => {
    const { article, claim, page } = await gone();
    const nowhere = await page.send('#place-form', { quotation: 'The bridge opened in 1931' });
    expect(nowhere.status).toBe(422);
    expect(nowhere.words('.problems')).toContain('These words do not stand in the text.');
    expect(nowhere.fields('#place-form')['quotation']).toBe('The bridge opened in 1931');
    await desk.mark(article, 'A tram runs over it');
    const { version } = await now(claim);
    const taken = await desk.refused(`/claims/${claim.id}/place`, { version, quotation: 'A tram runs over it' });
    expect([taken.status, taken.detail]).toEqual([409, 'These words are already marked as a claim.']);
  });

  test('withdrawn, it stands in the way no more', async () => {
    const { article, page } = await gone();
    const withdrawn = await page.send('#withdraw-form', { reason: 'Cut from the story.' });
    expect(withdrawn.words('.claim-facts')).toContain('Withdrawn');
    expect((await reportOf(article)).inTheWay.map(({ kind }) => kind)).not.toContain('gone');
  });
});

test('words that may be in more than one place are attached to none of them, until a person says which', async () => {
  const once = 'Prices rose, said the clerk. The mill burned in May. People left.';
  const { article, claim } = await checked('The mill burned in May', once);
  const twice = `${once}\n\nLater. ${once}`;
  expect((await revise(article, twice)).outcomes).toMatchObject({ ambiguous: 1 });
  const page = await desk.open(`/claims/${claim.id}`);
  expect(page.words('.fate')).toContain('may be in more than one place');
  expect((await reportOf(article)).claims).toMatchObject([{ inText: false }]);

  const unsaid = await page.send('#place-form', { quotation: 'The mill burned in May' });
  expect(unsaid.status).toBe(422);
  expect(unsaid.words('.problems')).toContain('These words stand 2 times in the text.');
  const start = twice.lastIndexOf('The mill');
  const placed = await desk.move(claim, 'place', { start, end: start + 'The mill burned in May'.length });
  expect(placed).toMatchObject({ start, exact: 'The mill burned in May', status: 'verified', recheckCause: null });
});

/** How each sentence is covered, and by whom it was cleared. */
const states = async (article: { id: string }) =>
  (
    await desk.get<{ sentences: { coverage: { state: string; clearance?: { who: string } | null } }[] }>(
      `/articles/${article.id}`,
    )
  ).sentences.map(({ coverage }) =>
    coverage.clearance ? `${coverage.state} by ${coverage.clearance.who}` : coverage.state,
  );

describe('what was decided stays decided while its words stay', () => {
  test('a cleared sentence stays cleared where it is the same, and is untouched where it changed', async () => {
    const article = await desk.bringIn(BODY);
    const { revisionId } = article;
    for (const sentence of [2, 3]) {
      await desk.tell(`/articles/${article.id}/clearances`, { revisionId, sentence, reason: 'Common knowledge' });
    }
    expect((await states(article)).slice(2, 4)).toEqual(Array(2).fill('nothing_to_check by Local editor'));
    await revise(article, `First of all.\n\n${BODY.replace('storm of 1987', 'storm of 1988')}`);
    expect((await states(article)).slice(3, 5)).toEqual(['nothing_to_check by Local editor', 'untouched']);
  });

  test('a dismissed suggestion comes back only with other words, an accepted one not at all', async () => {
    const article = await desk.bringIn(BODY);
    interface Suggested {
      id: string;
      exact: string;
      state: string;
    }
    const suggestions = async (state: string) =>
      (await desk.get<{ suggestions: Suggested[] }>(`/articles/${article.id}/suggestions?all=1`)).suggestions.filter(
        (each) => each.state === state,
      );
    const open = await suggestions('open');
    const [vote, bridge, storm] = ['51 to 49', 'opened in 1931', 'storm of 1987'].map((words) =>
      open.find(({ exact }) => exact.includes(words))!,
    );
    await desk.tell(`/suggestions/${vote!.id}/dismissal`);
    await desk.tell(`/suggestions/${bridge!.id}/acceptance`);
    await desk.tell(`/suggestions/${storm!.id}/dismissal`);
    await revise(article, `First of all.\n\n${BODY.replace('storm of 1987', 'storm of 1988')}`);
    const words = (await suggestions('open')).map(({ exact }) => exact);
    expect(words.filter((each) => /51 to 49|opened in 1931/.test(each))).toEqual([]);
    expect(words.filter((each) => each.includes('storm of 1988'))).toHaveLength(1);
    expect((await suggestions('dismissed')).map(({ exact }) => exact)).toEqual([vote!.exact]);
  });
});

describe('what a revision changed', () => {
  const LONG = Array.from({ length: 30 }, (_, n) => `Paragraph ${n} says that ${n * 7 + 1} boats lay in basin ${n}.`);

  test('is shown side by side or in one text, with the claims and how they fared', async () => {
    const article = await desk.bringIn(LONG.join('\n\n'));
    const [changed, gone] = [await desk.mark(article, '106 boats lay'), await desk.mark(article, '141 boats lay')];
    await desk.mark(article, '8 boats lay');
    const revised = LONG.filter((_, n) => n !== 20).with(15, LONG[15]!.replace('106', '107'));
    await revise(article, revised.join('\n\n'));

    const beside = await desk.open(`/articles/${article.id}/revisions/2`);
    expect(beside.list('.coverage-row li')).toEqual(['Same 1', 'Changed 1', 'Gone 1']);
    expect(beside.list('.follows a')).toEqual([`Claim ${changed.number}`, `Claim ${gone.number}`]);
    const cells = '[data-view=beside] .compared-row:has(del, ins) .compared-cell';
    expect(beside.list(cells)).toEqual([
      'Claim 1, Changed: 1⁠Paragraph 15 says that 106 boats lay in basin 15.'.replace(
        /^(Claim.*?)⁠(.*?)(106)/,
        '$2$1⁠$3',
      ),
      'Claim 1, Changed: 1⁠Paragraph 15 says that 107 boats lay in basin 15.'.replace(
        /^(Claim.*?)⁠(.*?)(107)/,
        '$2$1⁠$3',
      ),
      'Paragraph 20 says that Claim 2, Gone: 2⁠141 boats lay in basin 20.',
      '',
    ]);
    expect(beside.list('[data-view=beside] .compared-skipped')[0]).toBe('14 passages unchanged');

    const inline = await beside.follow('One text');
    expect(inline.$('[data-view=beside]')).toHaveLength(0);
    expect(inline.list('.compared del, .compared ins').slice(0, 2)).toEqual(['106', '107']);
    const kept = await desk.open(`/articles/${article.id}/revisions/2?outcome=same`);
    expect(kept.list('.follows a')).toEqual(['Claim 3']);
  });

  test('in a long text it is shown part by part', async () => {
    const long = Array.from(
      { length: 900 },
      (_, n) => `${LONG[n % 30]!} The harbour master wrote line ${n} of the log himself.`,
    );
    const article = await desk.bringIn(long.join('\n\n'));
    await revise(article, long.map((line, n) => (n % 3 === 0 ? line.replace('boats', 'ships') : line)).join('\n\n'));
    const first = await desk.open(`/articles/${article.id}/revisions/2`);
    expect(first.html.length).toBeLessThan(300_000);
    const pager = first.words('[aria-label="Parts of the changes"]');
    const parts = Number(/Part 1 of (\d+)/.exec(pager)?.[1]);
    expect(parts).toBeGreaterThan(1);
    const last = await desk.open(`/articles/${article.id}/revisions/2?part=${parts}`);
    expect(last.words('.compared')).toContain('line 897 of the log');

    await revise(article, 'Nothing of it is left.');
    const replaced = await desk.open(`/articles/${article.id}/revisions/3`);
    expect(replaced.html.length).toBeLessThan(300_000);
  });
});

describe('bringing one in', () => {
  test('through the form, with the text as it is to begin from', async () => {
    const { article, claim } = await checked('voted 51 to 49');
    const list = await desk.open(`/articles/${article.id}/revisions`);
    const form = await list.follow('New revision');
    expect(form.fields('#revision-form')['body']).toBe(BODY);
    const page = await form.send('#revision-form', { body: BODY.replace('51 to 49', '51 to 48') });
    expect(page.path).toBe(`/articles/${article.id}/revisions/2`);
    expect(page.words('main')).toContain(`Claim ${claim.number}`);
    expect((await desk.open(`/articles/${article.id}/revisions`)).list('.title')).toEqual(['Revision 2', 'Revision 1']);
    const again = await desk.open(`/articles/${article.id}/revisions/1`);
    expect(again.status).toBe(200);
  });

  test('is not offered to whoever only reads', async () => {
    const article = await desk.bringIn(BODY);
    const reader = await desk.seat('reader', 'Reader of revisions');
    const path = `/articles/${article.id}/revisions`;
    expect((await desk.open(path)).list('.page-head .button')).toEqual(['New revision']);
    expect((await reader.open(path)).list('.page-head .button')).toEqual([]);
  });

  test('the same text again is refused', async () => {
    const article = await desk.bringIn(BODY);
    const form = await desk.open(`/articles/${article.id}/revisions/new`);
    const same = await form.send('#revision-form');
    expect(same.status).toBe(409);
    expect(same.words('.problems')).toContain('This is the text that the article has already.');
    const file = new File([`\uFEFF${BODY.replaceAll('\n', '\r\n')}`], 'story.txt');
    expect((await form.send('#revision-form', { file })).status).toBe(409);
  });

  test.each([
    ['nothing', ' \n', 422],
    ['too long a text', 'x'.repeat(2_000_001), 413],
  ])('%s is refused', async (_, body, status) => {
    const article = await desk.bringIn(BODY);
    const form = await desk.open(`/articles/${article.id}/revisions/new`);
    expect((await form.send('#revision-form', { body })).status).toBe(status);
    expect((await desk.get<{ revisions: unknown[] }>(`/articles/${article.id}/revisions`)).revisions).toHaveLength(1);
  });

  test('from a page that has grown old it is refused, and the typing is kept', async () => {
    const article = await desk.bringIn(BODY);
    const old = await desk.open(`/articles/${article.id}/revisions/new`);
    const marking = await desk.open(`/articles/${article.id}`);
    await revise(article, `${BODY} More.`);
    const refused = await old.send('#revision-form', { body: `${BODY} Mine.` });
    expect(refused.status).toBe(409);
    expect(refused.words('.problems')).toContain('A newer revision of the article has come in');
    expect(refused.fields('#revision-form')['body']).toBe(`${BODY} Mine.`);
    const marked = await marking.send('#quotation', { quotation: 'A tram' });
    expect(marked.status).toBe(409);
    expect(marked.words('main')).toContain('A tram');
  });

  test('two at once: one wins, the other is told', async () => {
    const { article, claim } = await checked('voted 51 to 49');
    const { revisionId } = article;
    const answers = await Promise.all(
      ['One.', 'Two.', 'Three.'].map((more) =>
        desk.askJson(`/articles/${article.id}/revisions`, JSON.stringify({ revisionId, body: `${BODY} ${more}` })),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409]);
    expect((await desk.get<ArticleSent>(`/articles/${article.id}`)).revision).toBe(2);
    expect((await now(claim)).status).toBe('verified');
  });

  test('while others work on the claims: nobody waits for ever, and nothing is lost', async () => {
    for (let round = 0; round < 4; round += 1) {
      const article = await desk.bringIn(BODY);
      const claims = [];
      for (const words of ['voted 51 to 49', 'The bridge opened', 'A tram', 'Nobody was hurt']) {
        claims.push(await desk.mark(article, words));
      }
      const sent = (path: string, body: object) => desk.askJson(path, JSON.stringify(body));
      const answers = await Promise.all([
        ...claims.map((claim) => sent(`/claims/${claim.id}/attribution`, { version: 1, ...CREDIT })),
        sent(`/articles/${article.id}/revisions`, { revisionId: article.revisionId, body: `New.\n\n${BODY}` }),
        ...claims.map((claim) => sent(`/claims/${claim.id}/findings`, { version: 1, status: 'disputed', reason: 'R' })),
        sent(`/articles/${article.id}/acceptances`, { atLeast: 0 }),
      ]);
      for (const { status } of answers) expect([200, 201, 409]).toContain(status);
      const { body, revisionId } = await desk.get<ArticleSent>(`/articles/${article.id}`);
      for (const claim of await Promise.all(claims.map(now))) {
        expect([claim.revisionId, body.slice(claim.start, claim.end)]).toEqual([revisionId, claim.exact]);
      }
    }
  });

  test('the old text, its sentences and what became of its claims stay as they were', async () => {
    const { article, claim } = await checked('voted 51 to 49');
    await revise(article, BODY.replace('51 to 49', '51 to 48'));
    const first = await desk.get<{ body: string; sha256: string }>(`/articles/${article.id}/revisions/1`);
    expect([first.body, first.sha256]).toEqual([BODY, article.sha256]);
    const second = await desk.get<{ claims: object[] }>(`/articles/${article.id}/revisions/2`);
    expect(second.claims).toMatchObject([{ claimId: claim.id, outcome: 'changed', exact: 'voted 51 to 49' }]);
    for (const table of ['revisions', 'passages', 'sentences']) {
      await expect(desk.database.pool.query(`delete from ${table}`)).rejects.toThrow(/append-only|permission denied/);
      await withAdmin(desk.database.connection, async (run) => {
        await expect(run(`delete from ${table}`)).rejects.toThrow(/append-only/);
      });
    }
    expect((await desk.refused(`/articles/${article.id}/revisions/3`)).status).toBe(404);
    expect((await desk.refused(`/articles/${article.id}/revisions/0`)).status).toBe(404);
    const told = await desk.open(`/articles/${article.id}/history`);
    expect(told.words('.history')).toContain('51 to 48');
  });
});
