import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { openDesk } from '../support/desk.ts';
import { cookieNamed, formIn, undefended } from '../support/undefended.ts';

/** How a browser marks what a page elsewhere has it send, cookies and all. */
const ELSEWHERE: [string, Record<string, string>][] = [
  ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example' }],
  ['a neighbouring host', { 'sec-fetch-site': 'same-site', origin: 'https://blog.desk.example' }],
  ['another site that says it is ours', { 'sec-fetch-site': 'cross-site', origin: 'SELF' }],
  ['another site, in an older browser', { origin: 'https://elsewhere.example' }],
  ['another port, in an older browser', { origin: 'http://127.0.0.1:1' }],
  ['a sandbox, in an older browser', { origin: 'null' }],
  ['an origin that is none', { origin: 'nonsense' }],
];

/** What a page elsewhere sends with the cookie of whoever looks at it. Returns the status. */
async function forge(
  url: string,
  cookie: string,
  headers: Record<string, string>,
  json = false,
  title = 'Forged',
): Promise<number> {
  const origin = headers['origin'] === 'SELF' ? { origin: url } : {};
  const fields = { kind: 'document', title };
  const answer = await fetch(`${url}${json ? '/api/v1' : ''}/sources`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie, ...headers, ...origin, ...(json ? { 'content-type': 'application/json' } : {}) },
    body: json ? JSON.stringify(fields) : new URLSearchParams(fields),
  });
  await answer.arrayBuffer();
  return answer.status;
}

test('where the cookie alone decides, a page elsewhere acts as whoever looks at it', async () => {
  const written: string[] = [];
  await using site = await undefended(async (req, res) => {
    if (cookieNamed('linecheck', req.headers.cookie) === 'good') written.push((await formIn(req)).get('title') ?? '');
    res.writeHead(303).end();
  });
  for (const [, headers] of ELSEWHERE) await forge(site.url, 'linecheck=good', headers);
  expect(written).toEqual(ELSEWHERE.map(() => 'Forged'));
});

test('at the desk it changes nothing, and the very same from its own page does', async () => {
  await using desk = await openDesk();
  for (const [where, headers] of ELSEWHERE) {
    expect([where, await forge(desk.url, desk.cookie!, headers)]).toEqual([where, 403]);
    expect([where, await forge(desk.url, desk.cookie!, headers, true)]).toEqual([where, 403]);
  }
  expect(await desk.get('/sources')).toMatchObject({ total: 0 });
  expect(await desk.history()).toEqual([]);
  // It may look, as a link that somebody follows does; what comes is not the other page's to read.
  const looked = await desk.ask('/articles', { headers: { 'sec-fetch-site': 'cross-site' } });
  expect(looked.status).toBe(200);
  expect(looked.headers.get('access-control-allow-origin')).toBeNull();
  expect(looked.headers.get('cross-origin-resource-policy')).toBe('same-origin');

  expect(await forge(desk.url, desk.cookie!, { 'sec-fetch-site': 'same-origin' })).toBe(303);
  expect(await forge(desk.url, desk.cookie!, { origin: desk.url }, false, 'In an older browser')).toBe(303);
  expect(await desk.get('/sources')).toMatchObject({ total: 2 });
});

describe('a name of another’s that leads to this machine', () => {
  /** Asks as a browser does that took `host` for the desk: to it, this is the desk's own page. */
  const askFor = (url: string, host: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      const headers = { host, 'sec-fetch-site': 'same-origin' };
      request(url, { headers, setHost: false, path: '/health' }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .once('error', reject)
        .end();
    });
  const BORROWED = [
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '10.0.0.7',
    '',
    'localhost:80@evil.example',
  ];

  test('is answered for where nobody looks at it', async () => {
    await using site = await undefended((_req, res) => res.writeHead(200).end());
    expect(await askFor(site.url, 'evil.example')).toBe(200);
  });

  test('is not at the desk, which answers for this machine’s own names alone', async () => {
    await using desk = await openDesk();
    for (const host of BORROWED) expect([host, await askFor(desk.url, host)]).toEqual([host, 403]);
    const { port } = new URL(desk.url);
    for (const name of ['localhost', '127.0.0.1', '127.8.9.10', '[::1]', 'LOCALHOST']) {
      expect([name, await askFor(desk.url, `${name}:${port}`)]).toEqual([name, 200]);
    }
  });
});
