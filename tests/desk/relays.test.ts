import { describe, expect, test } from 'vitest';
import type { RelayRow } from '../../src/relays/queries.ts';
import type { Source } from '../../src/sources/queries.ts';
import { openDesk, type ClaimSent, type Seat, type Sent } from '../support/desk.ts';

const BODY = 'The bridge cost 5 million crowns. It opened in 1931.';
const SUPPORTS = { stance: 'supports', role: 'secondary', locator: 'p. 1', excerpt: '', note: '' };

interface Relays {
  version: number;
  passesOn: Sent<RelayRow>[];
  passedOnBy: Sent<RelayRow>[];
}

const record = (desk: Seat, title: string, about: object = {}) =>
  desk.tell<Sent<Source>>('/sources', { kind: 'publication', title, ...about });

/** Says, through the API, that a source passes on another, as somebody who has just read it. */
async function passOn(desk: Seat, from: { id: string }, to: { id: string }, kind = 'reports'): Promise<Relays> {
  const { version } = await desk.get<Relays>(`/sources/${from.id}/relays`);
  return desk.tell(`/sources/${from.id}/relays`, { version, relayedId: to.id, kind, words: '' });
}

async function levelOf(desk: Seat, claim: { id: string }): Promise<string> {
  const { sourcing } = await desk.get<ClaimSent>(`/claims/${claim.id}`);
  return `${sourcing.level} ${sourcing.independence.n}`;
}

async function threePapers(desk: Seat) {
  const article = await desk.bringIn(BODY, { address: 'https://www.ledger.example/bridge/' });
  const claim = await desk.mark(article, 'The bridge cost 5 million crowns.');
  const [ledger, courier, post] = [
    await record(desk, 'Ledger', { publisher: 'The Ledger' }),
    await record(desk, 'Courier'),
    await record(desk, 'Post'),
  ];
  for (const { id } of [ledger, courier, post]) await desk.move(claim, 'evidence', { ...SUPPORTS, sourceId: id });
  return { article, claim, ledger, courier, post };
}

describe('origins are counted, not links', () => {
  test('papers that pass on one report are one origin, on the claim’s page, in the list and in the report', async () => {
    await using desk = await openDesk();
    const { article, claim, ledger, courier, post } = await threePapers(desk);
    expect(await levelOf(desk, claim)).toBe('corroborated 3');
    await passOn(desk, courier, ledger);
    expect(await levelOf(desk, claim)).toBe('corroborated 2');
    await passOn(desk, post, courier, 'reprint');
    expect(await levelOf(desk, claim)).toBe('many_links_one_origin 1');

    const words = 'Many links, one origin';
    expect((await desk.open(`/claims/${claim.id}`)).words('.claim-facts')).toContain(words);
    expect((await desk.open(`/articles/${article.id}?sourcing=many_links_one_origin`)).words('.rows')).toContain(words);
    expect((await desk.open(`/articles/${article.id}/report`)).words('main')).toContain(words);
    expect(await (await desk.ask(`/articles/${article.id}/report.csv`)).text()).toContain(words);
  });

  test('sources that cite each other alone count once, and the claim says so', async () => {
    await using desk = await openDesk();
    const { claim, ledger, courier, post } = await threePapers(desk);
    await passOn(desk, ledger, courier);
    await passOn(desk, courier, post);
    await passOn(desk, post, ledger);
    expect(await levelOf(desk, claim)).toBe('many_links_one_origin 1');
    expect((await desk.open(`/claims/${claim.id}`)).words('.claim-facts')).toContain('Sources cite each other');
  });

  test('where the newsroom says when sources are old, a claim with none younger says so', async () => {
    await using desk = await openDesk();
    const article = await desk.bringIn(BODY);
    const claim = await desk.mark(article, 'The bridge cost 5 million crowns.');
    const { id } = await record(desk, 'An almanac', { issued: '1931' });
    await desk.move(claim, 'evidence', { ...SUPPORTS, sourceId: id });
    const said = async (path: string, at: string) => (await desk.open(path)).words(at).includes('Old sources only');
    const everywhere = async () => [
      await said(`/claims/${claim.id}`, '.claim-facts'),
      await said(`/articles/${article.id}`, '.rows'),
      await said(`/articles/${article.id}/report`, 'main'),
    ];
    expect(await everywhere()).toEqual([false, false, false]);
    const admin = await desk.seat('admin', 'Ida Moss');
    const rules = await admin.open('/house-rules');
    expect((await rules.send('#house-rules', { staleAfterDays: '-3' })).status).toBe(422);
    expect((await rules.send('#house-rules', { staleAfterDays: '3650' })).status).toBe(200);
    expect(await everywhere()).toEqual([true, true, true]);
    expect((await desk.open('/history')).words('main')).toContain('days after which sources are old');
    await desk.move(claim, 'evidence', { ...SUPPORTS, title: 'The ledger', kind: 'document', issued: '2026-01' });
    expect(await everywhere()).toEqual([false, false, false]);
  });

  test('a source that has it from the article itself carries nothing', async () => {
    await using desk = await openDesk();
    const { claim, ledger, courier, post } = await threePapers(desk);
    const own = await record(desk, 'Our article', { address: 'http://ledger.example/bridge?utm_source=feed#top' });
    for (const paper of [ledger, courier, post]) await passOn(desk, paper, own);
    expect(await levelOf(desk, claim)).toBe('none 0');
    expect((await desk.open(`/claims/${claim.id}`)).words('.claim-facts')).toContain('Rests on this article itself');
  });

  test('the demo’s claim with three links has one origin, as its finding says', async () => {
    await using desk = await openDesk({ demo: true });
    const list = await desk.open('/articles');
    const { claims } = await desk.get<{ claims: ClaimSent[] }>(
      `/articles/${list.$('main table a.title').attr('href')!.split('/')[2]}/claims`,
    );
    const third = claims.find(({ number }) => number === 3)!;
    expect(third.sourcing.level).toBe('many_links_one_origin');
    expect((await desk.open(`/claims/${third.id}`)).words('#finding')).toContain('Three links, one origin');
  });
});

describe('what a source passes on', () => {
  test('is said on its page, is told in history, and can be taken back', async () => {
    await using desk = await openDesk();
    const { claim, ledger, courier } = await threePapers(desk);
    let page = await desk.open(`/sources/${courier.id}`);
    expect(page.words('#origins')).toContain('An origin of its own');
    page = await page.follow('Say what it passes on');
    page = await page.send('#relay-form', { relayedId: ledger.id, kind: 'wire_copy', words: 'From our wires.' });
    expect(page.words('#passes-on')).toContain('Is wire copy of “Ledger”, The Ledger From our wires.');
    expect((await desk.open(`/sources/${ledger.id}`)).words('#origins')).toContain('Passed on by “Courier”');

    page = await page.send('#relay-form', { relayedId: ledger.id, kind: 'reprint', words: 'From our wires.' });
    expect(await levelOf(desk, claim)).toBe('corroborated 2');
    page = await page.send(`#remove-${ledger.id}`);
    expect(page.words('#passes-on')).toContain('Nothing');
    expect(await levelOf(desk, claim)).toBe('corroborated 3');
    const history = (await desk.open(`/sources/${courier.id}`)).list('#history .event');
    expect(history.slice(0, 3)).toEqual([
      expect.stringContaining('found that it does not pass on “Ledger” (reprints)'),
      expect.stringContaining('amended how it passes on “Ledger”: how from “wire_copy” to “reprint”'),
      expect.stringContaining('found that it is wire copy of “Ledger”'),
    ]);
  });

  test('is refused of itself, of a source that is not there, and from a page that is no longer true', async () => {
    await using desk = await openDesk();
    const { ledger, courier } = await threePapers(desk);
    const address = `/sources/${courier.id}/relays`;
    const sent = { version: 1, kind: 'reports', words: '' };
    expect(await desk.refused(address, { ...sent, relayedId: courier.id })).toMatchObject({ status: 422 });
    expect(await desk.refused(address, { ...sent, relayedId: desk.person.id })).toMatchObject({ status: 404 });
    expect(await desk.refused(address, { ...sent, relayedId: '' })).toMatchObject({ status: 422 });
    await passOn(desk, courier, ledger);
    const late = { ...sent, version: '1', relayedId: ledger.id, words: 'As typed.' };
    const stale = await desk.post(address, late);
    expect(stale.status).toBe(409);
    expect(stale.fields('#relay-form')).toMatchObject({ words: 'As typed.' });
    expect(await desk.refused(`${address}/${courier.id}/removal`, { version: 2 })).toMatchObject({ status: 404 });
  });

  test('is for researchers and editors to say', async () => {
    await using desk = await openDesk();
    const { ledger, courier } = await threePapers(desk);
    const reader = await desk.seat('reader', 'Rhea');
    const sent = { version: 1, relayedId: ledger.id, kind: 'reports', words: '' };
    expect(await reader.refused(`/sources/${courier.id}/relays`, sent)).toMatchObject({ status: 403 });
  });
});
