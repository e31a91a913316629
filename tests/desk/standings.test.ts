import { describe, expect, test } from 'vitest';
import { setAccess } from '../../src/articles/actions.ts';
import type { Source } from '../../src/sources/queries.ts';
import type { FallSlice } from '../../src/standings/queries.ts';
import { openDesk, type ArticleSent, type ClaimSent, type Seat, type Sent } from '../support/desk.ts';

const BODY = 'The bridge cost 5 million crowns. It opened in 1931. A tram runs over it.';

interface StandingSent {
  version: number;
  standing: string;
  over: Sent<FallSlice>;
}

const record = (desk: Seat, title: string) => desk.tell<Sent<Source>>('/sources', { kind: 'publication', title });

async function mark(desk: Seat, source: { id: string }, standing: string, reason = 'The author took it back.') {
  const { version } = await desk.get<StandingSent>(`/sources/${source.id}/standing`);
  return desk.tell<StandingSent>(`/sources/${source.id}/standing`, { version, standing, reason, on: '2024-03' });
}

/** A claim with a finding that rests on a source. */
async function found(desk: Seat, article: ArticleSent, words: string, source: { id: string }): Promise<ClaimSent> {
  const claim = await desk.mark(article, words);
  await desk.move(claim, 'evidence', { sourceId: source.id, stance: 'supports', role: 'secondary', locator: 'p. 1' });
  return desk.move(claim, 'findings', { status: 'verified', reason: 'As it says.' });
}

const now = (desk: Seat, claim: { id: string }) => desk.get<ClaimSent>(`/claims/${claim.id}`);

describe('if a source falls', () => {
  test('every claim that rests on it, in every article, needs re-check, and the page says so before and after', async () => {
    await using desk = await openDesk();
    const [study, paper] = [await record(desk, 'The study'), await record(desk, 'The paper')];
    const older = await desk.bringIn(BODY, { title: 'The older story' });
    const newer = await desk.bringIn(BODY, { title: 'The newer story' });
    const direct = await found(desk, older, 'The bridge cost 5 million crowns', study);
    const passedOn = await found(desk, newer, 'It opened in 1931', paper);
    await desk.tell(`/sources/${paper.id}/relays`, { version: 1, relayedId: study.id, kind: 'cites', words: '' });
    const open = await desk.mark(newer, 'A tram runs over it');
    await desk.move(open, 'evidence', { sourceId: study.id, stance: 'supports', role: 'primary', locator: 'p. 2' });

    const source = await desk.open(`/sources/${study.id}`);
    const page = await (await source.follow('Does it still stand?')).follow('Retracted');
    expect(page.words('#over')).toContain('2 of 3 claims in 2 articles would need re-check.');
    expect(page.list('#over h3')).toEqual(['The newer story', 'The older story']);
    expect(page.list('#over .flag')).toEqual(['Needs re-check', 'Needs re-check']);
    expect((await now(desk, direct)).recheckCause).toBe(null);

    const unsaid = await page.send('#standing-form', { reason: '', on: 'lately' });
    expect(unsaid.status).toBe(422);
    expect(unsaid.fields('#standing-form')['on']).toBe('lately');
    const after = await page.send('#standing-form', { reason: 'The figures were made up.', on: '2024-03' });
    expect(after.words('.fallen')).toBe('Retracted, March 2024: The figures were made up.');
    expect(after.words('#over')).toContain('2 of 3 claims in 2 articles need re-check.');
    expect(await now(desk, direct)).toMatchObject({ recheckCause: 'source_fell', status: 'verified', version: 4 });
    expect(await now(desk, passedOn)).toMatchObject({ recheckCause: 'source_fell', sourcing: { level: 'none' } });
    expect(await now(desk, open)).toMatchObject({ recheckCause: null, version: 2 });

    const claim = await desk.open(`/claims/${passedOn.id}`);
    expect(claim.words('.claim-facts')).toContain('Rests on a retracted source');
    expect(claim.words('#history')).toContain('made the claim need re-check: a source it rests on no longer stands');
    expect((await desk.open(`/sources/${study.id}`)).words('#history')).toContain(
      'marked the source as retracted (2024-03): The figures were made up.',
    );
    expect((await desk.open('/sources')).words('main')).toContain('Retracted');
    expect((await desk.open(`/articles/${older.id}/rechecks`)).words('.claim-facts')).toContain(
      'A source it rests on no longer stands.',
    );
  });

  test('and it stands again, what it alone had shaken counts again, and nothing else', async () => {
    await using desk = await openDesk();
    const [study, other] = [await record(desk, 'The study'), await record(desk, 'The other study')];
    const article = await desk.bringIn(BODY);
    const alone = await found(desk, article, 'The bridge cost 5 million crowns', study);
    const both = await desk.mark(article, 'It opened in 1931');
    for (const { id } of [study, other]) {
      await desk.move(both, 'evidence', { sourceId: id, stance: 'supports', role: 'secondary', locator: 'p. 1' });
    }
    await desk.move(both, 'findings', { status: 'verified', reason: 'Both say so.' });
    const again = await found(desk, article, 'A tram runs over it', study);
    await mark(desk, study, 'retracted');
    await mark(desk, other, 'disputed');
    await desk.move(again, 'findings', { status: 'unsupported', reason: 'Nothing else carries it.' });

    const preview = await desk.get<StandingSent>(`/sources/${study.id}/standing?to=standing`);
    expect(preview.over).toMatchObject({ total: 3, lifted: 1, needed: 0, fallen: 2 });
    await mark(desk, study, 'standing', 'It was another study.');
    expect((await now(desk, alone)).recheckCause).toBe(null);
    expect((await now(desk, both)).recheckCause).toBe('source_fell');
    expect((await now(desk, again)).status).toBe('unsupported');
    expect((await desk.open(`/claims/${alone.id}`)).words('#history')).toContain('stand again');
    await mark(desk, other, 'standing', 'The doubts were mistaken.');
    expect((await now(desk, both)).recheckCause).toBe(null);
  });

  test('by a dead link, what the desk kept still carries its claims', async () => {
    await using desk = await openDesk();
    const [kept, lost] = [await record(desk, 'Kept'), await record(desk, 'Lost')];
    const form = new FormData();
    form.set('file', new File(['The bridge cost 5 million crowns.'], 'page.txt', { type: 'text/plain' }));
    await desk.ask(`/sources/${kept.id}/snapshots`, { method: 'POST', body: form });
    await desk.work();
    const article = await desk.bringIn(BODY);
    const one = await found(desk, article, 'The bridge cost 5 million crowns', kept);
    const two = await found(desk, article, 'It opened in 1931', lost);
    for (const source of [kept, lost]) await mark(desk, source, 'dead', 'It answers 410.');
    expect(await now(desk, one)).toMatchObject({
      recheckCause: null,
      sourcing: { flags: ['secondary_only', 'dead_link'] },
    });
    expect(await now(desk, two)).toMatchObject({ recheckCause: 'source_fell' });
  });

  test('the sign-off lapses, and those who checked, signed and answer for the article are told', async () => {
    await using desk = await openDesk();
    const checker = await desk.seat('researcher', 'Ida Brandt');
    const owner = await desk.seat('editor', 'Jon Falk');
    const study = await record(desk, 'The study');
    const article = await desk.bringIn(BODY);
    const claim = await found(checker, article, 'It opened in 1931', study);
    await desk.move(claim, 'sign-off');
    const { version } = await desk.get<{ version: number }>(`/articles/${article.id}/plan`);
    await desk.tell(`/articles/${article.id}/plan`, { version, ownerId: owner.person.id });
    const admin = await desk.seat('admin', 'Lea Winter');
    await mark(admin, study, 'retracted');
    expect(await now(desk, claim)).toMatchObject({ stage: 'checked', lapse: 'source_fell' });
    for (const seat of [desk, checker, owner]) {
      expect((await seat.open('/notifications')).words('main')).toContain(
        'Lea Winter marked a source under claim 1 as fallen',
      );
    }
    expect((await admin.open('/notifications')).words('main')).not.toContain('fallen');
  });

  test('work under embargo falls as well, and nobody is told of it who does not see it', async () => {
    await using desk = await openDesk();
    const study = await record(desk, 'The study');
    const [open, closed] = [await desk.bringIn(BODY), await desk.bringIn(BODY, { title: 'Vantablack' })];
    const seen = await found(desk, open, 'It opened in 1931', study);
    const hidden = await found(desk, closed, 'It opened in 1931', study);
    await setAccess(desk.database.db, desk.person, closed.id, closed.version, 'named', []);
    const stranger = await desk.seat('editor', 'An editor of another section');
    const before = await stranger.open(`/sources/${study.id}/standing?to=retracted`);
    expect(before.words('#over')).toContain('1 of 1 claim in 1 article would need re-check.');
    const after = await mark(stranger, study, 'retracted');
    expect(after.over).toMatchObject({ total: 1, fallen: 1 });
    expect(JSON.stringify(after)).not.toContain('Vantablack');
    expect([(await now(desk, seen)).recheckCause, (await now(desk, hidden)).recheckCause]).toEqual([
      'source_fell',
      'source_fell',
    ]);
    expect((await stranger.open('/history')).words('main')).not.toContain('Vantablack');
    const unused = await record(desk, 'Unused');
    const nothing = await stranger.open(`/sources/${unused.id}/standing?to=retracted`);
    expect(nothing.words('#over .quiet')).toBe(before.words('#over .quiet'));
  });

  test('its evidence, the report and its row in the list say so, in words', async () => {
    await using desk = await openDesk();
    const study = await record(desk, 'The study');
    const article = await desk.bringIn(BODY);
    const claim = await found(desk, article, 'It opened in 1931', study);
    await mark(desk, study, 'disputed', 'Two labs could not repeat it.');
    const words = 'Disputed, March 2024: Two labs could not repeat it.';
    expect((await desk.open(`/claims/${claim.id}`)).words('#evidence')).toContain(words);
    const report = await desk.open(`/articles/${article.id}/report`);
    expect(report.words('.source-list')).toContain(words);
    expect(report.words('main')).toContain('Rests on a disputed source');
    expect((await desk.open(`/articles/${article.id}`)).words('.rows')).toContain('Rests on a disputed source');
    expect((await desk.open('/sources')).words('tbody')).toContain('Disputed');
  });

  test('two people mark it at once: one wins, the other keeps what was typed', async () => {
    await using desk = await openDesk();
    const study = await record(desk, 'The study');
    const page = await desk.open(`/sources/${study.id}/standing?to=disputed`);
    await mark(desk, study, 'retracted');
    const late = await page.send('#standing-form', { reason: 'Others find otherwise.' });
    expect(late.status).toBe(409);
    expect(late.fields('#standing-form')['reason']).toBe('Others find otherwise.');
    expect(late.words('.problems')).toContain('Someone changed this source');
  });

  test('two records that do not stand alike are not made one', async () => {
    await using desk = await openDesk();
    const [one, other] = [await record(desk, 'The study'), await record(desk, 'A study')];
    const { version } = await mark(desk, one, 'retracted');
    const merge = { version, otherId: other.id };
    expect(await desk.refused(`/sources/${one.id}/merges`, merge)).toMatchObject({ status: 409 });
    await mark(desk, other, 'retracted');
    await desk.tell(`/sources/${one.id}/merges`, merge);
  });
});
