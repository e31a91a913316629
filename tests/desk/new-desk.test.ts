import { expect, test } from 'vitest';
import { inviteFirstAdmin } from '../../src/people/actions.ts';
import { Browser } from '../support/browser.ts';
import { openDesk, type TestDesk } from '../support/desk.ts';
import type { Page } from '../support/page.ts';

const PASSWORD = 'corrugated otter parade';
const STORY = 'Passengers pay 12 percent more from March. It is a lovely trip.';

/** Somebody's own browser, in which they have followed the link they were handed and chosen a password. */
async function arrive(desk: TestDesk, link: string, typed: Record<string, string> = {}): Promise<[Browser, Page]> {
  const browser = new Browser(desk.url);
  const page = await browser.open(link.replace(desk.url, ''));
  return [browser, await page.send('form#choose', { ...typed, password: PASSWORD })];
}

test('from the printed link to an article that may run, each step by the form that the last one led to', async () => {
  await using desk = await openDesk();
  const secret = await inviteFirstAdmin(desk.database.db);
  const stranger = new Browser(desk.url);
  // Whoever comes without the link is told that there is one.
  expect((await stranger.open('/sign-in')).words('main')).toContain('Its first admin begins by the link');
  const [admin, begun] = await arrive(desk, `/invitations/${secret}`, { name: 'Ada Holm', mail: 'ada@calder.example' });
  expect([begun.status, begun.words('h1')]).toEqual([200, 'People']);

  expect((await stranger.open('/sign-in')).words('main')).not.toContain('first admin');

  const takeOn = async (name: string, mail: string, role: string) => {
    const people = await admin.open('/people');
    const shown = await (await people.follow('Take somebody on')).send('form#person', { name, mail, role });
    return shown.words('.one-time');
  };
  const [editor] = await arrive(desk, await takeOn('Tove Brandt', 'tove@calder.example', 'editor'));
  const [researcher, first] = await arrive(desk, await takeOn('Ines Calloway', 'ines@calder.example', 'researcher'));

  let article = await (
    await first.follow('Bring in an article')
  ).send('form:has(textarea[name=body])', { title: 'Ferry fares', body: STORY });
  expect(article.words('h1')).toBe('Ferry fares');
  const address = article.path.split('?')[0]!;

  // The one claim, in its sentence; nothing to check in the other.
  const menuOf = (words: string) => {
    const sentence = article.$('.sentence').filter((_, each) => article.$(each).text().includes(words));
    return `#${sentence.attr('id')!}-menu`;
  };
  const marking = await researcher.open(article.$(`${menuOf('12 percent')} a.button`).attr('href')!);
  await marking.send('#claim-form', { type: 'figure' });
  article = await researcher.open(address);
  await article.send(`${menuOf('lovely trip')} button[name=reason]`);

  article = await researcher.open(address);
  expect(article.words('#gate')).toContain('stand in the way');
  let claim = await researcher.open(article.$('a[href^="/claims/"]').first().attr('href')!);
  claim = await claim.send('#link-form', {
    title: 'Harbour ledger 2024',
    stance: 'supports',
    role: 'primary',
    locator: 'p. 4',
  });
  claim = await claim.send('#finding-form', { status: 'verified', reason: 'The ledger has it on page 4.' });
  expect(claim.words('#finding .verdict')).toContain('The ledger has it on page 4.');
  // Nobody signs off their own finding.
  expect(claim.$('#sign-off')).toHaveLength(0);

  const work = await editor.open('/work');
  // What waits is before them at once.
  const waiting = await editor.open(work.$('main a[href^="/claims/"]').first().attr('href')!);
  const signed = await waiting.send('#sign-off');
  expect(signed.words('main')).toContain('Signed off by Tove Brandt');

  article = await researcher.open(address);
  expect(article.words('#gate')).toContain('Nothing stands in the way');
  const report = await article.follow('Report');
  expect(report.words('main')).toContain('Nothing stands in the way');
  expect(report.words('main')).toContain('Harbour ledger 2024');
});
