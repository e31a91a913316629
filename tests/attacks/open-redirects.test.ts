import { describe, expect, test } from 'vitest';
import { placeToGo } from '../../src/web/session.ts';
import { signInAt, withAccount } from '../support/account.ts';
import { openDesk } from '../support/desk.ts';
import { formIn, undefended } from '../support/undefended.ts';

/** Addresses that a link to the sign-in page might carry, and where they lead at the desk. */
const ASKED: [asked: string, place: string][] = [
  ['https://elsewhere.example/', '/'],
  ['//elsewhere.example', '/'],
  ['/\\elsewhere.example', '/'],
  ['\\\\elsewhere.example', '/'],
  ['/\t/elsewhere.example', '/'],
  ['/\n/elsewhere.example', '/'],
  ['/.//elsewhere.example', '/'],
  ['/a/..//elsewhere.example', '/'],
  ['https:elsewhere.example', '/'],
  ['javascript:alert(1)', '/'],
];
const OUR_OWN: [asked: string, place: string][] = [
  ['/%09/elsewhere.example', '/%09/elsewhere.example'],
  ['/claims/7?part=2#words', '/claims/7?part=2#words'],
  ['elsewhere', '/'],
  ['', '/'],
];

/** The host that a browser is at after it has signed in by a link that carries `next`. */
async function ledTo(url: string, next: string): Promise<string> {
  const location = (await signInAt(url, { next })).headers.get('location') ?? '';
  if (!URL.canParse(location, `${url}/sign-in`)) return 'nowhere';
  const led = new URL(location, `${url}/sign-in`);
  return led.origin === new URL(url).origin ? 'here' : `${led.protocol}${led.host}`;
}

test('where one goes on to whatever was asked, a link to the sign-in page leads elsewhere', async () => {
  await using site = await undefended(async (req, res) => {
    res.setHeader('location', ((await formIn(req)).get('next') ?? '/').replaceAll(/[\r\n]/g, ''));
    res.writeHead(303).end();
  });
  const led = await Promise.all(ASKED.map(async ([asked]) => ledTo(site.url, asked)));
  expect(led.filter((where) => where.endsWith('elsewhere.example')).length).toBeGreaterThanOrEqual(5);
});

describe('at the desk', () => {
  test('it leads to the desk', async () => {
    await using desk = await openDesk();
    await withAccount(desk);
    for (const [asked] of [...ASKED, ...OUR_OWN])
      expect([asked, await ledTo(desk.url, asked)]).toEqual([asked, 'here']);
    // The page itself passes none on.
    const page = await desk.open(`/sign-in?next=${encodeURIComponent('//elsewhere.example')}`);
    expect(page.fields('form#sign-in')).toMatchObject({ next: '/' });
  });

  test.each([...ASKED, ...OUR_OWN])('%j is %j', (asked, place) => expect(placeToGo(asked)).toBe(place));
});
