import { createHash } from 'node:crypto';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { checkAddress, type Progress } from '../../src/fetching/fetch-page.ts';
import { fetchFrom, openPlainSite, openSite, page, refusal, type Site, to, type Wanted } from './web.ts';

const STORY = '<!doctype html><title>A story</title><p>The council voted 51 to 49.</p>';

describe('a page is kept as it came', () => {
  test('with its bytes, their hash, the time, the address and the headers that matter', async () => {
    await using site = await openSite({
      '/story': (_, response) =>
        response
          .writeHead(200, {
            'content-type': 'Text/HTML; Charset="ISO-8859-1"',
            'last-modified': 'Sat, 03 May 2031 08:00:00 GMT',
            etag: '"abc"',
            date: 'Sun, 04 May 2031 11:59:00 GMT',
            'content-language': 'en',
            link: ['<https://example.org/story>; rel="canonical"', '</style.css>; rel=preload'],
            'set-cookie': 'who=you',
            'x-powered-by': 'steam',
          })
          .end(STORY),
    });
    const { bytes, ...fetched } = await ofSite(site, '/story#part');
    expect(Buffer.from(bytes).toString()).toBe(STORY);
    expect(fetched).toEqual({
      requested: `${site.origin}/story`,
      finalAddress: `${site.origin}/story`,
      redirects: [],
      status: 200,
      mediaType: 'text/html',
      charset: 'iso-8859-1',
      headers: {
        'content-type': 'Text/HTML; Charset="ISO-8859-1"',
        'last-modified': 'Sat, 03 May 2031 08:00:00 GMT',
        etag: '"abc"',
        date: 'Sun, 04 May 2031 11:59:00 GMT',
        'content-language': 'en',
        link: '<https://example.org/story>; rel="canonical", </style.css>; rel=preload',
      },
      sha256: createHash('sha256').update(STORY).digest('hex'),
      fetchedAt: new Date('2031-05-04T12:00:00Z'),
    });
  });

  test('it says who asks, keeps no cookies and sends none', async () => {
    const asked: Record<string, unknown>[] = [];
    await using site = await openSite((request, response) => {
      asked.push(request.headers);
      response.setHeader('set-cookie', 'who=you');
      (request.url === '/' ? to('/story') : page())(request, response);
    });
    await ofSite(site, '/');
    expect(asked).toHaveLength(2);
    for (const headers of asked) {
      expect(headers['user-agent']).toBe('Linecheck/0.1 (+https://linecheck.example)');
      expect(Object.keys(headers).toSorted()).toEqual([
        'accept',
        'accept-encoding',
        'connection',
        'host',
        'user-agent',
      ]);
    }
  });

  test.each([
    ['gzip', gzipSync(STORY)],
    ['x-gzip', gzipSync(STORY)],
    ['deflate', deflateSync(STORY)],
    ['br', brotliCompressSync(STORY)],
    ['BR', brotliCompressSync(STORY)],
    ['identity', Buffer.from(STORY)],
    ['', Buffer.from(STORY)],
  ])('it is read through %j', async (encoding, sent) => {
    await using site = await openSite(html(sent, { 'content-encoding': encoding }));
    expect(Buffer.from((await ofSite(site)).bytes).toString()).toBe(STORY);
  });

  test('it is told how far it is', async () => {
    await using site = await openSite({ '/': to('/story'), '/story': page('x'.repeat(300_000)) });
    const told: Progress[] = [];
    await ofSite(site, '/', { onProgress: (progress) => told.push(progress) });
    expect(told.slice(0, 2)).toEqual([
      { address: `${site.origin}/`, bytes: 0 },
      { address: `${site.origin}/story`, bytes: 0 },
    ]);
    expect(told.at(-1)).toEqual({ address: `${site.origin}/story`, bytes: 300_000 });
    expect(told.map(({ bytes }) => bytes)).toEqual(told.map(({ bytes }) => bytes).toSorted((a, b) => a - b));
  });

  test('variables that name a proxy do not matter', async () => {
    await using proxy = await openSite(page('<html>From the proxy'));
    await using site = await openSite(page(STORY));
    const names = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'NODE_USE_ENV_PROXY'];
    const before = names.map((name) => [name, process.env[name]] as const);
    for (const name of names) process.env[name] = name === 'NODE_USE_ENV_PROXY' ? '1' : proxy.origin;
    try {
      expect(Buffer.from((await ofSite(site)).bytes).toString()).toBe(STORY);
      expect(proxy.asked).toEqual([]);
    } finally {
      for (const [name, value] of before) {
        if (value === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = value;
      }
    }
  });
});

describe('only text and PDF are read', () => {
  test.each([
    ['text/html', 'text/html', null],
    ['text/html;charset=UTF-8', 'text/html', 'utf-8'],
    ['text/html; charset=', 'text/html', null],
    ['application/xhtml+xml', 'application/xhtml+xml', null],
    ['text/plain; charset=windows-1252', 'text/plain', 'windows-1252'],
    ['text/markdown', 'text/markdown', null],
    ['application/pdf', 'application/pdf', null],
    ['text/html, text/html', 'text/html', null],
  ])('%s is', async (sent, mediaType, charset) => {
    await using site = await openSite((_, response) => response.writeHead(200, { 'content-type': sent }).end('Words'));
    expect(await ofSite(site)).toMatchObject({ mediaType, charset });
  });

  test.each([
    ['image/png', 'image/png'],
    ['application/json', 'application/json'],
    ['application/zip', 'application/zip'],
    ['text/css', 'text/css'],
    ['image/svg+xml', 'image/svg+xml'],
    ['video/mp4', 'video/mp4'],
  ])('%s is not, and nothing of it is waited for', async (sent, type) => {
    await using site = await openSite((_, response) => {
      response.writeHead(200, { 'content-type': sent });
      response.flushHeaders();
    });
    expect(await refusal(ofSite(site))).toBe(
      `invalid: This is ${type}, which is not read here. Web pages, plain text, Markdown and PDF are.`,
    );
  });

  test('a type that makes no sense is refused', async () => {
    await using site = await openSite((_, response) =>
      response.writeHead(200, { 'content-type': 'nonsense' }).end('x'),
    );
    expect(await refusal(ofSite(site))).toBe(
      'invalid: 127.0.0.1 sent something without a type that makes sense.'.replace('127.0.0.1', host(site)),
    );
  });

  test.each([
    [STORY, 'text/html'],
    ['\ufeff\n <!-- made by hand -->\n<HTML lang=en>', 'text/html'],
    ['%PDF-1.7\n', 'application/pdf'],
  ])('without a type, what begins with %j leaves no doubt', async (sent, mediaType) => {
    for (const headers of [{}, { 'content-type': 'application/octet-stream' }]) {
      await using site = await openSite((_, response) => response.writeHead(200, headers).end(sent));
      expect(await ofSite(site)).toMatchObject({ mediaType, charset: null });
    }
  });

  test.each(['Words without a type', '{"a":1}', '', '<p>A piece', '\u007fELF'])(
    'without a type, what begins with %j is refused',
    async (sent) => {
      await using site = await openSite((_, response) => response.writeHead(200).end(sent));
      expect(await refusal(ofSite(site))).toBe(
        `invalid: ${host(site)} does not say what this is, and it is neither a web page nor a PDF.`,
      );
    },
  );
});

describe('redirects', () => {
  test.each([301, 302, 303, 307, 308])('%i leads on', async (status) => {
    await using site = await openSite({ '/': to('story', status), '/story': page(STORY) });
    expect(await ofSite(site)).toMatchObject({
      requested: `${site.origin}/`,
      finalAddress: `${site.origin}/story`,
      redirects: [`${site.origin}/`],
    });
  });

  test('five are followed, the sixth is not', async () => {
    await using site = await openSite((request, response) => {
      const left = Number(request.url!.slice(1));
      (left === 0 ? page(STORY) : to(`/${left - 1}`))(request, response);
    });
    const fetched = await ofSite(site, '/5');
    expect(fetched.redirects.map((each) => new URL(each).pathname)).toEqual(['/5', '/4', '/3', '/2', '/1']);
    expect(fetched.finalAddress).toBe(`${site.origin}/0`);
    expect(await refusal(ofSite(site, '/6'))).toBe(`invalid: ${site.origin}/6 leads on more than 5 times.`);
    expect(site.asked.at(-1)).toBe('/1');
  });

  test.each([
    ['to itself', { '/': to('/') }],
    ['to and fro', { '/': to('/b'), '/b': to('/#again') }],
  ])('a circle is seen: %s', async (_, pages) => {
    await using site = await openSite(pages);
    expect(await refusal(ofSite(site))).toBe(
      `invalid: ${site.origin}/ leads round in a circle. It may want a sign-in or cookies, which are not kept here.`,
    );
  });

  test.each([
    [
      'http://169.254.169.254/latest/meta-data/',
      '169.254.169.254 is not a public address, so nothing is fetched from there.',
    ],
    ['http://10.0.0.7/', '10.0.0.7 is not a public address, so nothing is fetched from there.'],
    ['//[::1]/', '[::1] is not a public address, so nothing is fetched from there.'],
    ['http://intranet.test/', 'intranet.test is not a public address, so nothing is fetched from there.'],
    ['http://example.org:25/', 'Only ports 80 and 443 are fetched from, not example.org:25.'],
    ['http://ann:secret@example.org/', 'The address holds a user name or a password for example.org. Give it without.'],
    ['file:///etc/passwd', 'Only http and https addresses can be fetched, not file: ones.'],
    ['javascript:alert(1)', 'Only http and https addresses can be fetched, not javascript: ones.'],
  ])('each step is looked at: %s', async (location, sentence) => {
    await using site = await openSite(to(location));
    expect(await refusal(ofSite(site))).toBe(`invalid: ${sentence}`);
  });

  test('another port of an allowed host is a stranger', async () => {
    await using other = await openSite(page());
    await using site = await openSite(to(`${other.origin}/`));
    expect(await refusal(ofSite(site))).toBe(
      `invalid: Only ports 80 and 443 are fetched from, not 127.0.0.1:${other.port}.`,
    );
    expect(other.asked).toEqual([]);
  });

  test('allowed hosts may lead to each other', async () => {
    await using other = await openSite(page(STORY));
    await using site = await openSite(to(`${other.origin}/`));
    const fetched = await ofSite(site, '/', { allow: [host(site), host(other)] });
    expect(fetched.finalAddress).toBe(`${other.origin}/`);
  });

  test.each([302, 308])('%i without a place to go is refused', async (status) => {
    await using site = await openSite((_, response) => response.writeHead(status).end());
    expect(await refusal(ofSite(site))).toBe(`invalid: ${site.origin}/ leads on (${status}) without saying where.`);
  });
});

describe('what is not a page', () => {
  test.each([
    [404, 'has no such page (404).'],
    [410, 'has no such page (410).'],
    [401, 'does not show this page to everybody (401).'],
    [403, 'does not show this page to everybody (403).'],
    [429, 'has had too many requests (429). Try again later.'],
    [451, 'may not show this page, for reasons of law (451).'],
    [500, 'has trouble of its own (500). Try again later.'],
    [503, 'has trouble of its own (503). Try again later.'],
    [204, 'answered without a page (204).'],
    [206, 'did not send the page (206).'],
    [304, 'did not send the page (304).'],
    [418, 'did not send the page (418).'],
  ])('%i', async (status, sentence) => {
    await using site = await openSite((_, response) =>
      response.writeHead(status, { 'content-type': 'text/html' }).end(),
    );
    expect(await refusal(ofSite(site))).toBe(`invalid: ${host(site)} ${sentence}`);
  });
});

describe('a page larger than the limit', () => {
  const limits = { bytes: 100_000 };
  const tooLarge = 'too_large: The page is larger than 0.1 MB, the limit.';

  test('is read up to the last byte of the limit', async () => {
    await using site = await openSite(html('x'.repeat(100_000)));
    expect((await ofSite(site, '/', { limits })).bytes).toHaveLength(100_000);
  });

  test('is refused one byte beyond it, announced or not', async () => {
    await using announced = await openSite(html('x'.repeat(100_001), { 'content-length': '100001' }));
    expect(await refusal(ofSite(announced, '/', { limits }))).toBe(tooLarge);
    await using silent = await openSite((request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.write('x'.repeat(100_000));
      response.end('x');
    });
    expect(await refusal(ofSite(silent, '/', { limits }))).toBe(tooLarge);
  });

  test('is not waited for when it has no end', async () => {
    await using site = await openSite((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(10_000)));
      };
      response.on('drain', more);
      more();
    });
    expect(await refusal(ofSite(site, '/', { limits }))).toBe(tooLarge);
    await site.idle();
  });

  const zeros = Buffer.alloc(200_000_000);
  test.each([
    ['gzip', gzipSync(zeros)],
    ['deflate', deflateSync(zeros)],
    ['br', brotliCompressSync(zeros)],
  ])('is refused when %s hides it, and only so much of it is unpacked', async (encoding, bomb) => {
    expect(bomb.length).toBeLessThan(300_000);
    await using site = await openSite(html(bomb, { 'content-encoding': encoding }));
    const told: number[] = [];
    const fetched = ofSite(site, '/', { onProgress: ({ bytes }) => told.push(bytes) });
    expect(await refusal(fetched)).toBe('too_large: The page is larger than 10 MB, the limit.');
    expect(told.at(-1)).toBe(10_000_000);
    await site.idle();
  });

  test('is refused as well when its pieces are single bytes', async () => {
    await using site = await openPlainSite((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n');
      socket.write('1\r\nx\r\n'.repeat(100_001));
    });
    expect(await refusal(ofSite(site, '/', { limits }))).toBe(tooLarge);
  });
});

describe('what is compressed in a way that is not read', () => {
  test('twice', async () => {
    await using site = await openSite(html(gzipSync(gzipSync(STORY)), { 'content-encoding': 'gzip, gzip' }));
    expect(await refusal(ofSite(site))).toBe(`invalid: ${host(site)} sent the page compressed more than once.`);
  });

  test('twice, said in two headers', async () => {
    const twice = gzipSync(brotliCompressSync(STORY));
    await using site = await openSite((_, response) =>
      response
        .writeHead(200, ['Content-Type', 'text/html', 'Content-Encoding', 'br', 'Content-Encoding', 'gzip'])
        .end(twice),
    );
    expect(await refusal(ofSite(site))).toBe(`invalid: ${host(site)} sent the page compressed more than once.`);
  });

  test.each(['zstd', 'compress', 'constructor'])('%s', async (encoding) => {
    await using site = await openSite(html(STORY, { 'content-encoding': encoding }));
    expect(await refusal(ofSite(site))).toBe(
      `invalid: ${host(site)} sent the page compressed in a way that is not read here.`,
    );
  });

  test.each([
    ['gzip', Buffer.from('not gzip at all')],
    ['gzip', gzipSync(STORY).subarray(0, 40)],
    ['br', Buffer.from('not brotli at all')],
    ['deflate', Buffer.from('not deflate at all')],
  ])('damaged %s', async (encoding, sent) => {
    await using site = await openSite(html(sent, { 'content-encoding': encoding }));
    expect(await refusal(ofSite(site))).toBe(
      `invalid: What ${host(site)} sent is damaged: it could not be decompressed.`,
    );
  });
});

test('an address can be looked at before anybody is asked', () => {
  expect(() => checkAddress(' https://example.org/story ', [])).not.toThrow();
  expect(() => checkAddress('http://127.0.0.1:80/', [])).toThrow('127.0.0.1 is not a public address');
});

function ofSite(site: Site, path = '/', wanted: Wanted = {}) {
  return fetchFrom(`${site.origin}${path}`, { allow: [host(site)], ...wanted });
}

function host(site: Site): string {
  return `127.0.0.1:${site.port}`;
}

function html(sent: string | Uint8Array, headers: Record<string, string> = {}): Parameters<typeof openSite>[0] {
  return (_, response) => response.writeHead(200, { 'content-type': 'text/html', ...headers }).end(sent);
}
