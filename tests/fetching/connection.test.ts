import { readFileSync } from 'node:fs';
import { createServer as createSafeServer } from 'node:https';
import { createServer as createPlainServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { readAllowedHost } from '../../src/fetching/addresses.ts';
import { leadsTo, travel } from '../../src/fetching/travel.ts';
import {
  fetchFrom,
  here,
  listening,
  openPlainSite,
  openSite,
  page,
  refusal,
  type Site,
  to,
  type Wanted,
} from './web.ts';

const limits = { milliseconds: 700 };
const tooLong = (host: string) => `invalid: ${host} took longer than 0.7 seconds, so fetching the page was ended.`;

describe('whoever keeps us waiting is left', () => {
  test('with a name that is never looked up', async () => {
    expect(await refusal(fetchFrom('http://story.test/', { lookup: () => new Promise(() => null), limits }))).toBe(
      tooLong('story.test'),
    );
  });

  test('with a safe connection that is never made', async () => {
    await using site = await listening(createPlainServer((socket) => void socket.resume()));
    const fetched = fetchFrom(`https://${host(site)}/`, { allow: [host(site)], limits });
    expect(await refusal(fetched)).toBe(tooLong(host(site)));
    await site.idle();
  });

  test('with headers that never come', async () => {
    await using site = await openPlainSite(() => null);
    expect(await refusal(ofSite(site, { limits }))).toBe(tooLong(host(site)));
    await site.idle();
  });

  test('with a robots.txt that never comes', async () => {
    await using site = await openSite({ '/robots.txt': () => null });
    expect(await refusal(ofSite(site, { limits }))).toBe(tooLong(host(site)));
    expect(site.asked).toEqual(['/robots.txt']);
    await site.idle();
  });

  test.each([
    ['headers', 'HTTP/1.1 200 OK\r\nX-Slow: '],
    ['a body', 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000000\r\n\r\n'],
    ['pieces', 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n1000000\r\n'],
  ])('with %s letter by letter', async (_, start) => {
    await using site = await openPlainSite((socket) => {
      socket.write(start);
      const drip = setInterval(() => socket.write('x'), 20);
      socket.once('close', () => clearInterval(drip));
    });
    expect(await refusal(ofSite(site, { limits }))).toBe(tooLong(host(site)));
    await site.idle();
  });

  test('with redirects that each take a while: the time is for all of them', async () => {
    await using site = await openSite((request, response) => {
      setTimeout(() => to(`/${Number(request.url!.slice(1)) + 1}`)(request, response), 250);
    });
    expect(await refusal(ofSite(site, { limits }))).toBe(tooLong(host(site)));
    expect(site.asked.length).toBeLessThan(5);
  });

  test('with a compressed body that stops', async () => {
    await using site = await openSite((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' });
      response.write(Buffer.from('1f8b0800000000000003', 'hex'));
    });
    expect(await refusal(ofSite(site, { limits }))).toBe(tooLong(host(site)));
    await site.idle();
  });
});

describe('a fetch that is cancelled', () => {
  const reason = new Error('No longer wanted.');

  test.each([
    ['before the headers', () => null],
    ['in the middle of the page', (socket: { write(text: string): void }) => socket.write(half)],
  ])('ends its connection: %s', async (_, begin) => {
    const cancel = new AbortController();
    await using site = await openPlainSite((socket) => {
      begin(socket);
      setTimeout(() => cancel.abort(reason), 50);
    });
    await expect(ofSite(site, { signal: cancel.signal })).rejects.toBe(reason);
    expect(site.asked).toEqual(['/']);
    await site.idle();
  });

  test('while its name is looked up', async () => {
    const cancel = new AbortController();
    const lookup = () => {
      setTimeout(() => cancel.abort(reason), 10);
      return new Promise<never>(() => null);
    };
    await expect(fetchFrom('http://story.test/', { lookup, signal: cancel.signal })).rejects.toBe(reason);
  });

  test('before it began asks nobody', async () => {
    await using site = await openSite(page());
    await expect(ofSite(site, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(site.asked).toEqual([]);
  });
});

describe('what goes wrong on the way is said in words', () => {
  test('nobody listens', async () => {
    const site = await openSite(page());
    await site[Symbol.asyncDispose]();
    expect(await refusal(ofSite(site))).toBe(`invalid: ${host(site)} takes no connections.`);
  });

  test('no such host', async () => {
    expect(await refusal(fetchFrom('http://nobody.invalid/'))).toBe('invalid: There is no host nobody.invalid.');
  });

  test('a name that cannot be looked up just now', async () => {
    const again = Object.assign(new Error('again'), { code: 'EAI_AGAIN' });
    expect(await refusal(fetchFrom('http://story.test/', { lookup: () => Promise.reject(again) }))).toBe(
      'invalid: What story.test stands for could not be looked up just now.',
    );
  });

  test.each([
    ['before the headers', ''],
    ['among the headers', 'HTTP/1.1 200 OK\r\nContent-Ty'],
    ['in the page', 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nHello\r\n'],
  ])('broken off %s', async (_, sent) => {
    await using site = await openPlainSite((socket) =>
      socket.write(sent, () => setTimeout(() => socket.resetAndDestroy(), 50)),
    );
    expect(await refusal(ofSite(site))).toBe(`invalid: ${host(site)} broke off the connection.`);
  });

  test('more was announced than came', async () => {
    await using site = await openPlainSite((socket) => socket.end(half));
    expect(await refusal(ofSite(site))).toBe(`invalid: ${host(site)} broke off the connection.`);
  });

  test('less was announced than came: the rest is no part of the page', async () => {
    await using site = await openPlainSite((socket) =>
      socket.end('HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nHello, and more'),
    );
    expect(Buffer.from((await ofSite(site)).bytes).toString()).toBe('Hello');
  });

  test('a length that is no number', async () => {
    await using site = await openPlainSite((socket) =>
      socket.end('HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: many\r\n\r\nHello'),
    );
    expect(await refusal(ofSite(site))).toBe(`invalid: ${host(site)} did not answer as a website does.`);
  });

  test('two lengths, which is how answers are smuggled', async () => {
    await using site = await openPlainSite((socket) =>
      socket.end('HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nHello!'),
    );
    expect(await refusal(ofSite(site))).toBe(`invalid: ${host(site)} sent less or more than it announced.`);
  });

  test.each([
    ['one that is huge', `HTTP/1.1 200 OK\r\nX-Long: ${'x'.repeat(100_000)}\r\n\r\n`],
    ['very many', `HTTP/1.1 200 OK\r\n${'X-Many: x\r\n'.repeat(10_000)}\r\n`],
  ])('headers beyond reading: %s', async (_, sent) => {
    await using site = await openPlainSite((socket) => socket.write(sent));
    expect(await refusal(ofSite(site))).toBe(`invalid: ${host(site)} sent more headers than anybody reads.`);
    await site.idle();
  });

  test('something that is no website', async () => {
    await using site = await openPlainSite((socket) => socket.end('SSH-2.0-OpenSSH_9.9\r\n'));
    expect(await refusal(ofSite(site))).toBe(`invalid: ${host(site)} did not answer as a website does.`);
  });

  test('a certificate nobody vouches for', async () => {
    const pem = readFileSync(new URL('self-signed.pem', import.meta.url));
    await using site = await listening(createSafeServer({ key: pem, cert: pem }, page()));
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    for (const checked of [before, '0']) {
      if (checked !== undefined) process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = checked;
      expect(await refusal(fetchFrom(`https://${host(site)}/`, { allow: [host(site)] }))).toBe(
        `invalid: The certificate of ${host(site)} cannot be trusted: nobody known vouches for it.`,
      );
    }
    if (before === undefined) Reflect.deleteProperty(process.env, 'NODE_TLS_REJECT_UNAUTHORIZED');
  });

  test('no certificate at all', async () => {
    await using site = await openSite(page());
    expect(await refusal(fetchFrom(`https://${host(site)}/`, { allow: [host(site)] }))).toMatch(
      /^invalid: No safe connection to 127\.0\.0\.1:\d+ could be made \(\w+\)\.$/,
    );
  });
});

describe('where a way may lead', () => {
  test('from http to https, and from https to https', () => {
    expect(from('http://example.org/a', 'https://example.org/b').href).toBe('https://example.org/b');
    expect(from('https://example.org/a', '../b?c#d').href).toBe('https://example.org/b?c');
  });

  test('never from https back to http', () => {
    expect(() => from('https://example.org/a', 'http://example.com/b?key=secret')).toThrow(
      'https://example.org/a leads from https to http, where anybody on the way can change the text. Give the address http://example.com/b itself if that is wanted.',
    );
  });

  test('not into the newsroom, once it has passed a stranger', async () => {
    await using site = await openSite(page());
    const trip = {
      agent: 'Linecheck',
      accept: '*/*',
      lookup: here,
      signal: new AbortController().signal,
      allowed: [readAllowedHost(host(site)), readAllowedHost('cms.test')],
      redirects: 5,
    };
    const asked = (address: string, trusted: boolean) =>
      travel(new URL(address), { ...trip, trusted }, ({ status }) => Promise.resolve(status));
    expect((await asked(`${site.origin}/`, true)).found).toBe(200);
    expect(await refusal(asked(`${site.origin}/`, false))).toContain('Only ports 80 and 443 are fetched from');
    expect(await refusal(asked('http://cms.test/', false))).toContain('cms.test is not a public address');
  });
});

function from(address: string, location: string): URL {
  return leadsTo({ url: new URL(address), status: 301, headers: { location } });
}

const half = 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\nHello';

function ofSite(site: Site, wanted: Wanted = {}) {
  return fetchFrom(`${site.origin}/`, { allow: [host(site)], ...wanted });
}

function host(site: Site): string {
  return `127.0.0.1:${site.port}`;
}
