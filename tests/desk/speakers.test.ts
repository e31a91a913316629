import { describe, expect, test } from 'vitest';
import { setAccess } from '../../src/articles/actions.ts';
import type { Namesake, Speaker, SpeakerFile, Turnout } from '../../src/speakers/queries.ts';
import { openDesk, type ClaimSent, type Seat, type Sent, type TestDesk } from '../support/desk.ts';

type Told = Sent<
  SpeakerFile & {
    turnout: Turnout;
    claims: { claimId: string; name: string }[];
    merged: Speaker[];
    namesakes: Namesake[];
  }
>;

/** An article with one claim credited to somebody; the speaker's id. */
async function credited(desk: Seat, name: string, kind = 'person', title = 'An article') {
  const article = await desk.bringIn(`${name} said that the vote was 51 to 49. It rained.`, { title });
  const claim = await desk.mark(article, 'the vote was 51 to 49');
  const credit = { source: name, cue: 'said', kind, manner: 'paraphrase', speaker: name };
  const { credits } = await desk.move(claim, 'attribution', credit);
  return { article, claim, speakerId: credits[0]!.speakerId };
}

const told = (desk: Seat, id: string) => desk.get<Told>(`/speakers/${id}`);

async function merge(desk: Seat, keeperId: string, otherId: string): Promise<Told> {
  const { version } = await told(desk, keeperId);
  return desk.tell(`/speakers/${keeperId}/merges`, { version, otherId });
}

const SUPPORTS = { stance: 'supports', role: 'primary', title: 'Minutes', sourceKind: 'document' };

describe('a speaker across articles', () => {
  test('has the claims of every article, and how they turned out', async () => {
    await using desk = await openDesk();
    const one = await credited(desk, 'Edward Snowden');
    const other = await credited(desk, 'Snowden', 'person', 'Another article');
    await desk.move(one.claim, 'evidence', SUPPORTS);
    await desk.move(one.claim, 'findings', { status: 'verified', reason: 'As the minutes say.' });

    const page = await desk.open(`/speakers/${one.speakerId}`);
    expect(page.words('#claims')).toContain('1 claim in 1 article');
    expect(page.words('#records')).toContain('1 other record may be of the same speaker');
    const merged = await page.send('#merge-form', { otherId: other.speakerId });
    expect(merged.path).toBe(`/speakers/${one.speakerId}`);
    expect(merged.words('#claims')).toContain('2 claims in 2 articles');
    expect(merged.list('.turnout .status')).toEqual(['Unverified', 'Verified']);
    // The other article still says what it says.
    expect(merged.words('#claims')).toContain('called Snowden');
    expect(await desk.get<ClaimSent>(`/claims/${other.claim.id}`)).toMatchObject({ credits: [{ speaker: 'Snowden' }] });
    expect((await desk.open(`/speakers/${other.speakerId}`)).path).toBe(`/speakers/${one.speakerId}`);
    const list = await desk.open('/speakers');
    expect(list.list('.sheet th[scope=row]')).toEqual(['Edward Snowden']);
    expect(list.words('.sheet')).toContain('2 claims');

    const undone = await merged.send('form[action$=undoing]');
    expect(undone.path).toBe(`/speakers/${other.speakerId}`);
    expect((await told(desk, one.speakerId)).turnout).toMatchObject({ claims: 1, articles: 1 });
    expect(undone.words('#history')).toContain('took back that Snowden is Edward Snowden');
    expect((await desk.open('/speakers')).list('.sheet th[scope=row]')).toEqual(['Edward Snowden', 'Snowden']);
  });

  test('is never merged by itself, and somebody unnamed is not even offered', async () => {
    await using desk = await openDesk();
    const one = await credited(desk, 'a DHS official', 'unnamed');
    await credited(desk, 'a DHS official', 'unnamed', 'Another article');
    const person = await credited(desk, 'Ada Holm');
    expect((await desk.get<{ speakers: object[] }>('/speakers')).speakers).toHaveLength(3);
    expect((await told(desk, one.speakerId)).namesakes).toEqual([]);
    // Nor is it ever made the same as somebody who is named.
    const { version } = await told(desk, one.speakerId);
    const refused = await desk.refused(`/speakers/${one.speakerId}/merges`, { version, otherId: person.speakerId });
    expect(refused).toMatchObject({
      status: 422,
      fields: { otherId: [expect.stringContaining('not of the same kind')] },
    });
  });

  test('chains of merges lead to their end, and come apart where they are undone', async () => {
    await using desk = await openDesk();
    const names = ['Holm', 'Ada Holm', 'Mayor Ada Holm'];
    const made: Awaited<ReturnType<typeof credited>>[] = [];
    for (const name of names) made.push(await credited(desk, name, 'person', name));
    const [short, middle, long] = made.map(({ speakerId }) => speakerId) as [string, string, string];
    await merge(desk, middle, short);
    expect((await merge(desk, long, middle)).turnout.claims).toBe(3);
    expect((await desk.open(`/speakers/${short}`)).path).toBe(`/speakers/${long}`);
    const { version } = await told(desk, long);
    const again = { version, otherId: short };
    expect((await desk.refused(`/speakers/${long}/merges`, again)).detail).toContain('merged with another already');
    await desk.tell(`/speakers/${middle}/merge/undoing`);
    expect((await told(desk, middle)).turnout.claims).toBe(2);
    expect((await told(desk, long)).turnout.claims).toBe(1);
    expect((await desk.open(`/speakers/${short}`)).path).toBe(`/speakers/${middle}`);
    expect((await desk.refused(`/speakers/${middle}/merge/undoing`, {})).status).toBe(409);
  });

  test('two people merging the same two both ways end with one', async () => {
    await using desk = await openDesk();
    const [one, other] = [await credited(desk, 'Ada Holm'), await credited(desk, 'Holm', 'person', 'Another')];
    const [a, b] = [await told(desk, one.speakerId), await told(desk, other.speakerId)];
    const answers = await Promise.all([
      desk.askJson(`/speakers/${a.id}/merges`, JSON.stringify({ version: a.version, otherId: b.id })),
      desk.askJson(`/speakers/${b.id}/merges`, JSON.stringify({ version: b.version, otherId: a.id })),
    ]);
    expect(answers.map(({ status }) => status).toSorted((x, y) => x - y)).toEqual([201, 409]);
    expect((await desk.get<{ speakers: object[] }>('/speakers')).speakers).toHaveLength(1);
  });

  test('whoever does not see one of two articles sees neither its speaker’s name nor the merge', async () => {
    await using desk = await openDesk();
    const open = await credited(desk, 'Holm', 'person', 'In the open');
    const closed = await credited(desk, 'Vantablack Holm', 'person', 'Under embargo');
    await setAccess(desk.database.db, desk.person, closed.article.id, closed.article.version, 'named', []);
    await merge(desk, closed.speakerId, open.speakerId);
    const stranger = await desk.seat('researcher', 'A researcher');
    for (const path of [
      '/speakers',
      `/speakers/${open.speakerId}`,
      `/articles/${open.article.id}`,
      '/search?q=Holm',
      '/history',
    ]) {
      const page = await stranger.open(path);
      expect([path, page.status, page.html.includes('Vantablack')]).toEqual([path, 200, false]);
    }
    expect((await stranger.open('/speakers')).list('.sheet th[scope=row]')).toEqual(['Holm']);
    expect(await told(stranger, open.speakerId)).toMatchObject({ shownAs: open.speakerId, turnout: { claims: 1 } });
    expect((await desk.open(`/speakers/${open.speakerId}`)).words('h1')).toBe('Vantablack Holm');
  });
});

describe('somebody who is not named', () => {
  /** An interview with a DHS official on a claim. */
  async function interviewed(desk: TestDesk) {
    const made = await credited(desk, 'a DHS official', 'unnamed');
    const { evidence } = await desk.move(made.claim, 'evidence', {
      ...SUPPORTS,
      title: 'Talk with an official',
      sourceKind: 'interview',
    });
    const sourceId = evidence[0]!.sourceId;
    const page = await desk.open(`/sources/${sourceId}`);
    expect((await page.send('#speaks-form', { speaker: 'nobody here' })).words('#speaks-form')).toContain(
      'No speaker is recorded so.',
    );
    const named = await page.send('#speaks-form', { speaker: 'A DHS official' });
    expect(named.linkTo('a DHS official')).toBe(`/speakers/${made.speakerId}`);
    return { ...made, sourceId };
  }

  test('has ground rules in the words agreed, a reason, a number of people, and somebody’s approval', async () => {
    await using desk = await openDesk();
    const { speakerId } = await interviewed(desk);
    const page = await desk.open(`/speakers/${speakerId}`);
    expect(page.words('#record')).toContain('Say first why they are not named.');
    const half = await page.send('#speaker-form', { groundRules: 'on_background', people: '2' });
    expect(half.status).toBe(422);
    expect(half.words('#speaker-form')).toContain('Write out the words that were agreed.');
    const whole = await half.send('#speaker-form', {
      terms: 'As “a DHS official”, no quotation.',
      whyUnnamed: 'Was not cleared to speak.',
    });
    for (const words of [
      'On background',
      'As “a DHS official”, no quotation.',
      'Was not cleared to speak.',
      'People behind it 2',
    ]) {
      expect(whole.words('#record .facts')).toContain(words);
    }
    const approved = await whole.send('#approve');
    expect(approved.words('#record')).toContain('Approved by Local editor');
    // An approval is for these terms.
    const changed = await approved.send('#speaker-form', { people: '3' });
    expect(changed.words('#record')).not.toContain('Approved by');
    expect(changed.words('#history')).toContain('made the approval lapse: the terms changed');

    const researcher = await desk.seat('researcher', 'A researcher');
    const { version } = await told(desk, speakerId);
    expect((await researcher.open(`/speakers/${speakerId}`)).$('#approve')).toHaveLength(0);
    expect((await researcher.refused(`/speakers/${speakerId}/approval`, { version })).status).toBe(403);
  });

  test('off the record carries no claim alone: the claim says so and the article does not pass', async () => {
    await using desk = await openDesk();
    const { claim, article, speakerId } = await interviewed(desk);
    const flags = async () => (await desk.get<ClaimSent>(`/claims/${claim.id}`)).sourcing.flags;
    expect(await flags()).toContain('unnamed_only');
    expect(await flags()).not.toContain('off_record_alone');
    const { version } = await told(desk, speakerId);
    await desk.tell(`/speakers/${speakerId}/amendments`, { version, groundRules: 'off_record' });
    expect(await flags()).toContain('off_record_alone');
    expect((await desk.open(`/claims/${claim.id}`)).words('.claim-facts')).toContain(
      'Rests on off-the-record words alone',
    );
    expect((await desk.open(`/articles/${article.id}`)).words('#gate')).toMatch(/off-the-record/);
    // Another source beside it, and it no longer stands alone.
    await desk.move(claim, 'evidence', { ...SUPPORTS, title: 'The minutes' });
    expect(await flags()).not.toContain('off_record_alone');
  });

  test('an old page of a speaker changes nothing', async () => {
    await using desk = await openDesk();
    const { speakerId } = await credited(desk, 'Ada Holm');
    const stale = await desk.open(`/speakers/${speakerId}`);
    await desk.tell(`/speakers/${speakerId}/amendments`, { version: 1, name: 'Ada Holm MP' });
    const answer = await stale.send('#speaker-form', { name: 'Ada H.' });
    expect([answer.status, (await told(desk, speakerId)).name]).toEqual([409, 'Ada Holm MP']);
  });
});
