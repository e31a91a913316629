import { describe, expect, test } from 'vitest';
import { setAccess } from '../../src/articles/actions.ts';
import { printTexts } from '../../src/relay_suggestions/actions.ts';
import type { Related } from '../../src/relay_suggestions/queries.ts';
import type { Source } from '../../src/sources/queries.ts';
import { openDesk, type ArticleSent, type ClaimSent, type Seat, type Sent, type TestDesk } from '../support/desk.ts';

const BODY = 'The levy rises by 12 percent. The council met on Monday.';
const REPORT = `TARN (Reuters) - The council of Tarn approved a levy of 12 percent on ferry tickets late on Monday after a
debate of four hours, in which members of both parties asked why the harbour board had not shown its accounts for the year
before, and whether the money would go to the new quay at all, as the mayor had promised when she took office in May.`;

const record = (desk: Seat, title: string, about: object = {}) =>
  desk.tell<Sent<Source>>('/sources', { kind: 'publication', title, ...about });

async function keep(desk: TestDesk, source: { id: string }, text: string): Promise<void> {
  const form = new FormData();
  form.set('file', new File([text], 'page.txt', { type: 'text/plain' }));
  await desk.ask(`/sources/${source.id}/snapshots`, { method: 'POST', body: form });
  await desk.work();
  await printTexts(desk.database.db);
}

async function claimOn(desk: Seat, article: ArticleSent, words: string, sources: { id: string }[]): Promise<ClaimSent> {
  const claim = await desk.mark(article, words);
  for (const { id } of sources) {
    await desk.move(claim, 'evidence', { sourceId: id, stance: 'supports', role: 'secondary', locator: 'p. 1' });
  }
  return claim;
}

const suggested = async (desk: Seat, source: { id: string }) =>
  (await desk.get<{ suggestions: Related[] }>(`/sources/${source.id}/relay-suggestions`)).suggestions.map(
    ({ other, signs, words }) => [other.title, signs, words],
  );

describe('sources that look related', () => {
  test('by nearly the same text are suggested wherever they are used, and accepted with the words that show it', async () => {
    await using desk = await openDesk();
    const [ledger, courier, post] = [
      await record(desk, 'Ledger'),
      await record(desk, 'Courier'),
      await record(desk, 'Post'),
    ];
    await keep(desk, ledger, REPORT.replace('TARN (Reuters) - ', ''));
    await keep(desk, courier, `Levy rises, ferries to cost more\n\n${REPORT.replace('TARN (Reuters) - ', '')}`);
    await keep(desk, post, 'Other words. '.repeat(40));
    const [[title, signs, words]] = (await suggested(desk, courier)) as [[string, string[], string]];
    expect([title, signs]).toEqual(['Ledger', ['text']]);
    expect(words).toContain('The council of Tarn approved a levy of 12 percent');
    expect(await suggested(desk, post)).toEqual([]);

    const claim = await claimOn(desk, await desk.bringIn(BODY), 'The levy rises by 12 percent.', [ledger, courier]);
    const page = await desk.open(`/claims/${claim.id}`);
    expect(page.words('#evidence .related')).toContain('“Ledger” and “Courier” look related: nearly the same text');
    expect((await desk.open(`/sources/${courier.id}`)).words('#origins')).toContain('1 source looks related');
    const relays = await desk.open(`/sources/${courier.id}/relays`);
    const accepted = await relays.send(`#accept-${ledger.id}`);
    expect(accepted.words('#passes-on')).toMatch(/Reprints “Ledger” .*The council of Tarn approved/);
    expect(await desk.get<ClaimSent>(`/claims/${claim.id}`)).toMatchObject({
      sourcing: { level: 'many_links_one_origin' },
    });
    expect(await suggested(desk, courier)).toEqual([]);
    expect((await desk.open(`/claims/${claim.id}`)).$('#evidence .related')).toHaveLength(0);
  });

  test('by house, speaker or agency are suggested where one claim rests on both', async () => {
    await using desk = await openDesk();
    const article = await desk.bringIn('Mayor Holm said that the levy rises by 12 percent. The council met on Monday.');
    const [ferry, harbour] = [
      await record(desk, 'Ferry page', { address: 'https://www.tarn.example/ferry' }),
      await record(desk, 'Harbour page', { address: 'https://news.tarn.example/harbour' }),
    ];
    const [one, two] = [await record(desk, 'Wire one'), await record(desk, 'Wire two')];
    await keep(desk, one, 'TARN (Reuters) - The levy rises.');
    await keep(desk, two, 'QUAY (Reuters) - Tickets will cost more.');
    expect([await suggested(desk, ferry), await suggested(desk, one)]).toEqual([[], []]);
    await claimOn(desk, article, 'the levy rises by 12 percent', [ferry, harbour]);
    await claimOn(desk, article, 'The council met on Monday.', [one, two]);
    expect(await suggested(desk, ferry)).toEqual([['Harbour page', ['domain'], '']]);
    expect(await suggested(desk, one)).toEqual([['Wire two', ['wire'], '(Reuters)']]);
  });

  test('are dismissed for good, until they have more in common', async () => {
    await using desk = await openDesk();
    const at = { address: 'https://www.tarn.example/ferry' };
    const [one, two] = [await record(desk, 'One', at), await record(desk, 'Two', { address: `${at.address}/two` })];
    await claimOn(desk, await desk.bringIn(BODY), 'The levy rises by 12 percent.', [one, two]);
    const page = await (await desk.open(`/sources/${one.id}/relays`)).send(`#dismiss-${two.id}`);
    expect(page.$('#related')).toHaveLength(0);
    expect([await suggested(desk, one), await suggested(desk, two)]).toEqual([[], []]);
    expect((await desk.open(`/sources/${one.id}`)).words('#history')).toContain(
      'dismissed the suggestion that it is related to “Two”',
    );
    const again = `/sources/${one.id}/relay-suggestions/${two.id}/dismissal`;
    expect(await desk.refused(again, {})).toMatchObject({ status: 409 });
    for (const source of [one, two]) await keep(desk, source, REPORT);
    expect((await suggested(desk, one)).map(([title]) => title)).toEqual(['Two']);
  });

  test('are not told of to whoever does not see both', async () => {
    await using desk = await openDesk();
    const [open, hidden] = [await record(desk, 'Open'), await record(desk, 'Vantablack minutes')];
    for (const source of [open, hidden]) await keep(desk, source, REPORT);
    const closed = await desk.bringIn(BODY, { title: 'Vantablack' });
    await claimOn(desk, closed, 'The levy rises by 12 percent.', [hidden]);
    await setAccess(desk.database.db, desk.person, closed.id, closed.version, 'named', []);
    const stranger = await desk.seat('editor', 'An editor of another section');
    expect(await suggested(stranger, open)).toEqual([]);
    expect((await suggested(desk, open)).map(([title]) => title)).toEqual(['Vantablack minutes']);
  });
});

test('the source that is passed on is found by search', async () => {
  await using desk = await openDesk();
  for (let n = 0; n < 12; n += 1) await record(desk, `Minutes ${n}`);
  const ledger = await record(desk, 'The Ledger on fares');
  const paper = await record(desk, 'Paper');
  const page = await desk.open(`/sources/${paper.id}/relays?q=fares`);
  expect(page.list('#relay-form [type=radio] + *')).toHaveLength(1);
  const linked = await page.send('#relay-form', { relayedId: ledger.id, kind: 'cites', words: 'as the Ledger has it' });
  expect(linked.words('#passes-on')).toContain('The Ledger on fares');
  const none = await desk.open(`/sources/${paper.id}/relays?q=zeppelin`);
  expect(none.words('#link')).toContain('No source fits');
});
