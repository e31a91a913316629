import { describe, expect, test } from 'vitest';
import { setAccess } from '../../src/articles/actions.ts';
import type { Report } from '../../src/core/report.ts';
import { openDesk, type Seat } from '../support/desk.ts';

const BODY = 'The bridge cost 5 million crowns. It opened in 1931.';
const SUPPORTS = { stance: 'supports', role: 'secondary', locator: 'p. 1', excerpt: '', note: '' };

interface Told {
  claims: { number: number; level: string; origins: string[]; evidence: object[] }[];
  sources: { id: string; title: string; sight: string }[];
  relays: { from: string; to: string }[];
}

/** Two papers on one claim, both of which have it from one agency. */
async function onePlace(desk: Seat) {
  const article = await desk.bringIn(BODY);
  const claim = await desk.mark(article, 'The bridge cost 5 million crowns.');
  const record = (title: string, publisher: string) =>
    desk.tell<{ id: string }>('/sources', { kind: 'publication', title, publisher });
  const agency = await record('Crowns for a bridge', 'The Agency');
  const papers = [await record('Dear bridge', 'The Ledger'), await record('Bridge bill', 'The Courier')];
  for (const { id } of papers) {
    await desk.move(claim, 'evidence', { ...SUPPORTS, sourceId: id });
    const { version } = await desk.get<{ version: number }>(`/sources/${id}`);
    await desk.tell(`/sources/${id}/relays`, {
      version,
      relayedId: agency.id,
      kind: 'reports',
      words: 'the Agency said',
    });
  }
  return { article, claim, agency, papers };
}

describe('where a claim comes from', () => {
  test('is drawn with a link for each box, and the table says the same', async () => {
    await using desk = await openDesk();
    const { article, claim, agency, papers } = await onePlace(desk);
    for (const path of [`/articles/${article.id}/provenance`, `/claims/${claim.id}/provenance`]) {
      const page = await desk.open(path);
      expect(page.words('main')).toContain(
        '1 claim rests on 3 sources; 2 pass on others, and all go back to 1 origin.',
      );
      const wide = '.drawing[data-size="wide"]';
      const leads = page
        .$(`${wide} a`)
        .toArray()
        .map((each) => page.$(each).attr('href')!);
      const there = [`/claims/${claim.id}`, ...[agency, ...papers].map(({ id }) => `/sources/${id}`)];
      expect(leads.toSorted()).toEqual(there.toSorted());
      expect(page.words(wide)).toContain('Many links, one origin');
      expect(page.list(`${wide} .line[data-look="relay"]`)).toHaveLength(2);
      expect(page.list(`${wide} .box[data-origin="true"]`)).toHaveLength(1);
      const [rests, relays] = page.list('.grounds');
      for (const words of ['Claim 1', 'Dear bridge', 'Bridge bill', 'The Agency']) expect(rests).toContain(words);
      for (const words of ['Reports what is said in', 'Crowns for a bridge']) expect(relays).toContain(words);
    }
  });

  test('is drawn without a style that the page’s own rules forbid', async () => {
    await using desk = await openDesk();
    const { article } = await onePlace(desk);
    const words = await (await desk.ask(`/articles/${article.id}/provenance`)).text();
    expect(words).toContain('<svg class="drawing"');
    expect(words).not.toMatch(/\sstyle=|<style|\son\w+=/);
    const ids = [...words.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('an article with no source yet says what to do', async () => {
    await using desk = await openDesk();
    const article = await desk.bringIn(BODY);
    await desk.mark(article, 'It opened in 1931.');
    const page = await desk.open(`/articles/${article.id}/provenance`);
    expect(page.words('main')).toContain('Link a source to a claim, and it is drawn here.');
    expect(page.list('.drawing')).toEqual([]);
  });

  test('programs are told claims, sources and who has it from whom, read on claim by claim', async () => {
    await using desk = await openDesk();
    const { article, claim, agency, papers } = await onePlace(desk);
    const told = await desk.get<Told>(`/articles/${article.id}/provenance`);
    expect(told.claims).toMatchObject([{ number: 1, level: 'many_links_one_origin', origins: [agency.id] }]);
    expect(told.relays).toHaveLength(2);
    expect(told.relays[0]).toMatchObject({ to: agency.id });
    expect(await desk.get<Told>(`/claims/${claim.id}/provenance`)).toMatchObject({ claims: told.claims });
    expect(await desk.get<Told>(`/articles/${article.id}/provenance?after=1`)).toMatchObject({
      claims: [],
      next: null,
    });
    expect(told.sources.map(({ id }) => id).toSorted()).toEqual([agency.id, ...papers.map(({ id }) => id)].toSorted());
  });

  test('a source of embargoed work is said to be there, as the level says, and not what it is', async () => {
    await using desk = await openDesk();
    const { article, claim, agency } = await onePlace(desk);
    const closed = await desk.bringIn(BODY, { title: 'Under embargo' });
    const hidden = await desk.mark(closed, 'It opened in 1931.');
    await desk.move(hidden, 'evidence', { ...SUPPORTS, sourceId: agency.id });
    await setAccess(desk.database.db, desk.person, closed.id, closed.version, 'named', []);
    const stranger = await desk.seat('researcher', 'A researcher');

    const told = await stranger.get<Told>(`/claims/${claim.id}/provenance`);
    expect(told.sources.find(({ id }) => id === agency.id)).toMatchObject({ title: '', sight: 'hidden' });
    const page = await stranger.open(`/articles/${article.id}/provenance`);
    expect(page.words('main')).toContain('A source that you may not see');
    expect(page.words('main')).not.toMatch(/Agency|Crowns for/);
    expect(page.list(`a[href="/sources/${agency.id}"]`)).toEqual([]);
    expect((await desk.open(`/articles/${article.id}/provenance`)).words('main')).toContain('The Agency');

    const report = await stranger.open(`/articles/${article.id}/report`);
    expect(report.words('main')).toContain('Goes back to a source that is not shown here');
    expect(report.words('main')).not.toMatch(/The Agency|Crowns for/);
    const { origins } = (await stranger.get<Report>(`/articles/${article.id}/report`)).sources[0]!;
    expect(origins).toEqual([{ id: agency.id, title: '', author: '', publisher: '', issued: null }]);
    expect((await desk.open(`/articles/${article.id}/report`)).words('main')).toMatch(/Goes back to .*The Agency/);
  });
});
