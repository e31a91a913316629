import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { VERIFICATION_STATUSES } from '../../src/core/check.ts';
import { STATUS_WORDS } from '../../src/core/wording.ts';
import { openDesk, type ArticleSent, type ClaimSent, type TestDesk } from '../support/desk.ts';

const BODY =
  'The bridge opened in 1931, said the mayor. It cost 5 million crowns. A tram runs over it. Nobody was hurt.';

let desk: TestDesk;
let article: ArticleSent;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk[Symbol.asyncDispose]());

async function newClaim(words = 'It cost 5 million crowns'): Promise<ClaimSent> {
  article = await desk.bringIn(BODY);
  return desk.mark(article, words);
}

const supporting = { title: 'Ledger', stance: 'supports', role: 'primary' };

describe('findings', () => {
  test.each(VERIFICATION_STATUSES.filter((status) => status !== 'unverified'))(
    '%s needs a written reason',
    async (status) => {
      const claim = await newClaim();
      const { version } = await desk.move(claim, 'evidence', supporting);
      const given = { version, status, reason: ' \n ', wording: 'It cost 6 million' };
      const problem = await desk.refused(`/claims/${claim.id}/findings`, given);
      expect(problem).toMatchObject({ status: 403, detail: 'Give the reason for the finding.' });
      const page = await (
        await desk.open(`/claims/${claim.id}`)
      ).send('#finding-form', { status, reason: '', wording: 'x' });
      expect(page.status).toBe(403);
      expect(page.words('.problems')).toContain('Give the reason for the finding.');
      expect(page.fields('#finding-form')).toMatchObject({ status, wording: 'x' });
    },
  );

  test.each([
    ['verified', null, false],
    ['verified', 'contradicts', false],
    ['verified', 'background', false],
    ['verified', 'partly_supports', false],
    ['verified', 'supports', true],
    ['verified_fix', null, false],
    ['verified_fix', 'contradicts', false],
    ['verified_fix', 'partly_supports', true],
    ['verified_fix', 'supports', true],
    ['disputed', null, true],
    ['incorrect', null, true],
    ['unsupported', null, true],
    ['needs_context', null, true],
    ['unverifiable', null, true],
    ['on_author', null, true],
    ['not_checkable', null, true],
  ] as const)('%s, with evidence that %s: page and server agree', async (status, stance, may) => {
    let claim = await newClaim();
    if (stance) claim = await desk.move(claim, 'evidence', { ...supporting, stance });
    const page = await desk.open(`/claims/${claim.id}`);
    const choice = page.$(`#finding-form [name=status][value=${status}]`);
    const hint = page.words(`#${choice.attr('id')!}-hint`);
    const given = { status, reason: 'Seen.', wording: 'It cost 6 million' };
    const { version } = claim;
    const refused = may ? null : await desk.refused(`/claims/${claim.id}/findings`, { version, ...given });
    // What stands beside the status is what the server answers.
    expect(choice.is('[disabled]')).toBe(!may);
    if (refused) expect([refused.status, refused.detail]).toEqual([403, hint]);
    else {
      const after = await page.send('#finding-form', given);
      expect(after.words('.claim-facts')).toContain(STATUS_WORDS[status].label);
    }
  });

  test('a fix of the wording gives the wording', async () => {
    const claim = await newClaim();
    const { version } = await desk.move(claim, 'evidence', supporting);
    const problem = await desk.refused(`/claims/${claim.id}/findings`, {
      version,
      status: 'verified_fix',
      reason: 'Nearly.',
    });
    expect(problem.detail).toBe('Give the wording that would be right.');
  });

  test('everything that stands against a finding is said at once', async () => {
    const claim = await newClaim();
    const given = { version: 1, status: 'verified_fix', reason: '' };
    const { detail } = await desk.refused(`/claims/${claim.id}/findings`, given);
    expect(detail).toBe(
      'Link at least one source that supports it, wholly or in part. Give the reason for the finding. Give the wording that would be right.',
    );
  });
});

describe('stages', () => {
  test('taking a new claim puts it in progress; it is not taken twice by the same person, but by another', async () => {
    let claim = await newClaim();
    expect([claim.stage, claim.checkerId]).toEqual(['new', null]);
    const page = await (await desk.open(`/claims/${claim.id}`)).send('#checker');
    expect(page.words('.claim-facts')).toContain('In progress');
    expect(page.$('#checker')).toHaveLength(0);
    claim = await desk.get<ClaimSent>(`/claims/${claim.id}`);
    expect(claim.checkerId).toBe(desk.person.id);
    const { detail } = await desk.refused(`/claims/${claim.id}/checker`, { version: claim.version });
    expect(detail).toBe('You are checking this claim already.');

    const colleague = await desk.seat('researcher', 'Ada Brook');
    const theirs = await colleague.open(`/claims/${claim.id}`);
    expect(theirs.words('#checker')).toBe('Take over from Local editor');
    await theirs.send('#checker');
    expect((await desk.get<ClaimSent>(`/claims/${claim.id}`)).checker).toBe('Ada Brook');
  });

  test('a finding on a new claim takes it and checks it; taking the finding back puts it in progress', async () => {
    const claim = await newClaim();
    const checked = await desk.move(claim, 'findings', { status: 'disputed', reason: 'Two ledgers.' });
    expect([checked.stage, checked.checkerId]).toEqual(['checked', desk.person.id]);
    const open = await desk.move(claim, 'findings', { status: 'unverified', reason: '' });
    expect([open.stage, open.status]).toEqual(['in_progress', 'unverified']);
  });

  test('the finding of another leaves the claim with who checks it', async () => {
    const claim = await newClaim();
    await desk.move(claim, 'checker');
    const colleague = await desk.seat('editor', 'Ada Brook');
    const after = await colleague.move(claim, 'findings', { status: 'disputed', reason: 'Two ledgers.' });
    expect([after.checkerId, after.finding?.givenBy]).toEqual([desk.person.id, 'Ada Brook']);
  });

  test('a withdrawn claim can only be restored, and is restored to where it was', async () => {
    const claim = await newClaim();
    const { evidence } = await desk.move(claim, 'evidence', supporting);
    await desk.move(claim, 'findings', { status: 'verified', reason: 'Ledger.' });
    const { version, stage } = await desk.move(claim, 'withdrawal', { reason: 'Said twice.' });
    expect(stage).toBe('withdrawn');
    for (const [address, body] of [
      ['findings', { status: 'disputed', reason: 'R' }],
      ['amendments', { statement: 'S', type: 'date', risk: 'low' }],
      ['checker', {}],
      ['attribution', { source: 'the mayor', cue: '', kind: 'person', manner: 'direct', speaker: '' }],
      ['evidence', supporting],
      [`evidence/${evidence[0]!.id}/removal`, {}],
      ['withdrawal', { reason: 'Again.' }],
    ] as const) {
      const problem = await desk.refused(`/claims/${claim.id}/${address}`, { version, ...body });
      expect([address, problem.detail]).toEqual([address, 'This claim is withdrawn. Restore it first.']);
    }
    const page = await desk.open(`/claims/${claim.id}`);
    expect(page.$('#finding-form button[type=submit]')).toHaveLength(0);
    expect(page.words('#finding-form .blockers')).toContain('This claim is withdrawn. Restore it first.');
    const restored = await page.send('#restoration');
    expect(restored.words('.claim-facts')).toMatch(/Verified.*Checked/);
  });

  test('nobody who only reads changes anything, and the page says so in place of the buttons', async () => {
    const marked = await newClaim('The bridge opened in 1931');
    const credit = { source: 'the mayor', cue: 'said', kind: 'person', manner: 'paraphrase', speaker: '' };
    await desk.move(marked, 'attribution', credit);
    const claim = await desk.move(marked, 'evidence', supporting);
    const { version } = claim;
    for (const role of ['reader', 'writer'] as const) {
      const guest = await desk.seat(role, `A ${role}`);
      const before = (await desk.history()).length;
      const page = await guest.open(`/claims/${claim.id}`);
      expect(page.status).toBe(200);
      // Writers may comment, and that is all.
      const offered = page.$('main form').map((_, form) => page.$(form).attr('id') ?? 'a button');
      expect(offered.get()).toEqual(role === 'writer' ? ['comment-form'] : []);
      expect(page.words('#finding .blockers')).toBe('Only researchers and editors change claims.');
      expect(page.$('.blockers')).toHaveLength(1);
      const attempts: [string, object][] = [
        [`/claims/${claim.id}/findings`, { version, status: 'disputed', reason: 'R' }],
        [`/claims/${claim.id}/checker`, { version }],
        [`/articles/${article.id}/claims`, { quotation: 'A tram' }],
        [`/articles/${article.id}/acceptances`, { atLeast: 0 }],
        [`/articles/${article.id}/amendments`, { version: 1, title: 'T' }],
        [`/articles/${article.id}/clearances`, { revisionId: article.revisionId, sentence: 0, reason: 'R' }],
        ['/articles', { title: 'T', body: 'Text.' }],
        ['/sources', { kind: 'document', title: 'T' }],
      ];
      for (const [path, body] of attempts)
        expect([path, (await guest.refused(path, body)).status]).toEqual([path, 403]);
      expect(await desk.history()).toHaveLength(before);
    }
  });
});

describe('needs re-check', () => {
  test('evidence that a finding rests on is removed: the status no longer counts, until a new finding', async () => {
    const claim = await newClaim();
    const linked = await desk.move(claim, 'evidence', supporting);
    await desk.move(claim, 'findings', { status: 'verified', reason: 'Ledger, p. 3.' });
    const page = await desk.open(`/claims/${claim.id}`);
    const without = await page.send(`#unlink-${linked.evidence[0]!.id}`);
    expect(without.words('.claim-facts')).toContain('Needs re-check');

    const list = await desk.open(`/articles/${article.id}`);
    expect(list.list('.rows .row:not([data-code=suggestion]) strong')).toEqual(['Needs re-check']);
    expect((await desk.open(`/articles/${article.id}?status=needs_recheck`)).$('.rows .row')).toHaveLength(1);
    expect((await desk.open(`/articles/${article.id}?status=verified`)).$('.rows .row')).toHaveLength(0);
    const report = await desk.get<{ counts: { byStatus: Record<string, number> } }>(`/articles/${article.id}/report`);
    expect(report.counts.byStatus).toMatchObject({ needs_recheck: 1, verified: 0 });

    // Nothing else clears it.
    for (const [address, body] of [
      ['evidence', supporting],
      ['amendments', { statement: 'S', type: 'date', risk: 'low' }],
      ['checker', {}],
      ['withdrawal', { reason: 'R' }],
      ['restoration', {}],
    ] as const) {
      const { version } = await desk.get<ClaimSent>(`/claims/${claim.id}`);
      await desk.askJson(`/claims/${claim.id}/${address}`, JSON.stringify({ version, ...body }));
      expect((await desk.get<ClaimSent>(`/claims/${claim.id}`)).recheckCause).toBe('evidence_removed');
    }
    const again = await desk.move(claim, 'findings', { status: 'verified', reason: 'The other ledger.' });
    expect(again.recheckCause).toBeNull();
  });

  test.each([
    ['evidence that came after the finding', 'disputed', 'after'],
    ['evidence of a claim that has no finding', 'unverified', 'before'],
  ])('%s is removed: nothing else changes', async (_, status, when) => {
    const claim = await newClaim();
    if (when === 'after') await desk.move(claim, 'findings', { status, reason: 'R' });
    const { evidence } = await desk.move(claim, 'evidence', supporting);
    const after = await desk.move(claim, `evidence/${evidence[0]!.id}/removal`);
    expect([after.status, after.recheckCause]).toEqual([status, null]);
  });

  test('a note or a locator put right moves no ground', async () => {
    const claim = await newClaim();
    const { evidence } = await desk.move(claim, 'evidence', supporting);
    await desk.move(claim, 'findings', { status: 'verified', reason: 'R' });
    const noted = { stance: 'supports', role: 'secondary', locator: 'p. 3', note: 'Seen.' };
    const after = await desk.move(claim, `evidence/${evidence[0]!.id}/amendments`, noted);
    expect(after.recheckCause).toBeNull();
  });
});

describe('numbers and words', () => {
  test('a number is never given twice, not even after a claim is withdrawn', async () => {
    const first = await newClaim();
    await desk.move(first, 'withdrawal', { reason: 'R' });
    const second = await desk.mark(article, 'It cost 5 million crowns');
    const third = await desk.mark(article, 'A tram');
    expect([first.number, second.number, third.number]).toEqual([1, 2, 3]);
    // A marking that is refused uses no number up.
    await desk.refused(`/articles/${article.id}/claims`, { quotation: 'A tram' });
    expect((await desk.mark(article, 'runs over it')).number).toBe(4);
  });

  test('a withdrawn claim frees its words, and cannot come back while another claim stands on them', async () => {
    const first = await newClaim();
    await desk.move(first, 'withdrawal', { reason: 'R' });
    const second = await desk.mark(article, 'It cost 5 million crowns');
    const page = await (await desk.open(`/claims/${first.id}`)).send('#restoration');
    expect(page.status).toBe(409);
    expect(page.words('.problems')).toContain('These words are already marked as a claim.');
    expect((await desk.get<ClaimSent>(`/claims/${first.id}`)).stage).toBe('withdrawn');
    await desk.move(second, 'withdrawal', { reason: 'R' });
    expect((await desk.move(first, 'restoration')).stage).toBe('new');
  });

  test('withdrawn claims are in their own list and in no count', async () => {
    const first = await newClaim();
    await desk.move(first, 'withdrawal', { reason: 'R' });
    const page = await desk.open(`/articles/${article.id}?stage=withdrawn`);
    expect(page.list('.rows .row-words')).toEqual(['It cost 5 million crowns']);
    expect((await desk.open(`/articles/${article.id}`)).$('.rows .row:not([data-code=suggestion])')).toHaveLength(0);
    const report = await desk.get<{ claims: unknown[]; counts: { claims: number } }>(`/articles/${article.id}/report`);
    expect([report.claims, report.counts.claims]).toEqual([[], 0]);
  });

  test('several claims may stand in one sentence, overlap, and share a beginning', async () => {
    article = await desk.bringIn(BODY);
    const words = [
      'The bridge opened in 1931',
      'The bridge',
      'opened in 1931, said the mayor',
      'in 1931, said the mayor. It cost',
    ];
    for (const each of words) expect((await desk.mark(article, each)).exact).toBe(each);
    const page = await desk.open(`/articles/${article.id}`);
    expect(page.$('.rows .row:not([data-code=suggestion])')).toHaveLength(4);
  });

  test('a quotation that is not there, or there twice, gets an answer that says so and keeps the typing', async () => {
    article = await desk.bringIn('The cat sat. The cat ran. A dog slept.');
    const form = await desk.open(`/articles/${article.id}`);
    const twice = await form.send('#quotation', { quotation: 'The cat' });
    expect(twice.status).toBe(422);
    expect(twice.words('.problems')).toContain('These words stand 2 times in the text.');
    expect(twice.words('main')).toContain('The cat');
    const none = await form.send('#quotation', { quotation: 'The bird' });
    expect(none.words('.problems')).toContain('These words do not stand in the text.');
    const empty = await form.send('#quotation', { quotation: '   ' });
    expect(empty.words('.problems')).toContain('Give the words as they stand in the text.');
    // Offsets tell which of the two is meant.
    const second = await desk.mark(article, 'The cat', { start: 13, end: 20 });
    expect([second.start, second.end]).toEqual([13, 20]);
  });

  test.each([
    ['beyond the end', { start: 0, end: 9_999 }],
    ['backwards', { start: 9, end: 3 }],
    ['of nothing', { start: 4, end: 4 }],
    ['of white space', { start: 3, end: 4 }],
    ['without an end', { start: 3 }],
  ])('offsets %s mark nothing', async (_, offsets) => {
    article = await desk.bringIn('The cat sat.');
    expect((await desk.refused(`/articles/${article.id}/claims`, offsets)).status).toBe(422);
  });
});

test('a credit that names nobody becomes no speaker, and its suggestion becomes a claim', async () => {
  const { id } = await desk.bringIn(
    'It is said that the bridge cost 9 million crowns in 1931. The mine was reported to hold 40 tonnes of silver.',
  );
  await desk.tell(`/articles/${id}/acceptances`, { atLeast: 0 });
  const { claims } = await desk.get<{ claims: ClaimSent[] }>(`/articles/${id}/claims`);
  expect(claims.length).toBeGreaterThan(0);
  expect(claims.flatMap(({ credits }) => credits.map(({ speaker }) => speaker)).every((name) => name !== '')).toBe(
    true,
  );
});
