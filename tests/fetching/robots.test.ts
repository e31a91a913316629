import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { RobotsMemory, robotName } from '../../src/fetching/robots.ts';
import { fetchFrom, openSite, page, refusal, type Site, to, type Wanted } from './web.ts';

const kept = (site: Site) => `not_allowed: The robots.txt of 127.0.0.1:${site.port} keeps Linecheck from this page.`;

describe('a robots.txt is heeded', () => {
  test.each<[about: string, file: string, path: string, open: boolean]>([
    ['everybody is kept out', 'User-agent: *\nDisallow: /', '/story', false],
    ['everybody is kept out of a part', 'User-agent: *\nDisallow: /private', '/private/story', false],
    ['another part is open', 'User-agent: *\nDisallow: /private', '/story', true],
    ['a query counts', 'User-agent: *\nDisallow: /*?print=', '/story?print=1', false],
    ['the end counts', 'User-agent: *\nDisallow: /*.pdf$', '/report.pdf', false],
    ['the longer rule wins', 'User-agent: *\nDisallow: /\nAllow: /story', '/story', true],
    ['we are kept out by name', 'User-agent: Linecheck\nDisallow: /', '/story', false],
    ['by name in any case, with a version', 'user-agent: LINECHECK/2.0\ndisallow: /', '/story', false],
    ['we are let in by name', 'User-agent: *\nDisallow: /\n\nUser-agent: Linecheck\nAllow: /', '/story', true],
    ['others are kept out', 'User-agent: OtherBot\nUser-agent: Linechecker\nDisallow: /', '/story', true],
    ['we are named among others', 'User-agent: OtherBot\nUser-agent: Linecheck\nDisallow: /', '/story', false],
    [
      'a group of others follows ours',
      'User-agent: Linecheck\nDisallow: /a\nUser-agent: B\nDisallow: /',
      '/story',
      true,
    ],
    ['nothing is disallowed', 'User-agent: *\nDisallow:', '/story', true],
    ['a byte order mark comes first', '\ufeffUser-agent: *\nDisallow: /', '/story', false],
    ['lines end as on Windows', 'User-agent: *\r\nDisallow: /\r\n', '/story', false],
    ['lines end as of old', 'User-agent: *\rDisallow: /\r', '/story', false],
    ['comments say nothing', 'User-agent: * # all\nDisallow: / # really\n#Allow: /story', '/story', false],
    ['it is a web page', '<!doctype html><title>Not found</title>', '/story', true],
    ['it is empty', '', '/story', true],
  ])('%s', async (_, file, path, open) => {
    await using site = await openSite({ '/robots.txt': text(file), [path]: page() });
    if (open) expect((await ofSite(site, path)).status).toBe(200);
    else expect(await refusal(ofSite(site, path))).toBe(kept(site));
    expect(site.asked).toEqual(open ? ['/robots.txt', path] : ['/robots.txt']);
  });

  test('at every address on the way', async () => {
    await using site = await openSite({
      '/robots.txt': text('User-agent: *\nDisallow: /private'),
      '/': to('/private'),
      '/private': page(),
    });
    expect(await refusal(ofSite(site, '/'))).toBe(kept(site));
    expect(site.asked).toEqual(['/robots.txt', '/']);
  });

  test.each([401, 403, 404, 410])('where it answers %i, all is open', async (status) => {
    await using site = await openSite({
      '/robots.txt': (_, response) => response.writeHead(status).end('User-agent: *\nDisallow: /'),
      '/story': page(),
    });
    expect((await ofSite(site, '/story')).status).toBe(200);
  });

  test.each([500, 503])('where it answers %i, nothing is', async (status) => {
    await using site = await openSite({
      '/robots.txt': (_, response) => response.writeHead(status).end(),
      '/story': page(),
    });
    expect(await refusal(ofSite(site, '/story'))).toBe(
      `invalid: The robots.txt of 127.0.0.1:${site.port} cannot be had at the moment (${status}), so no page of it is fetched.`,
    );
    expect(site.asked).toEqual(['/robots.txt']);
  });

  test('where it cannot be had, nothing is open either', async () => {
    await using site = await openSite({
      '/robots.txt': (request) => request.socket.destroy(),
      '/story': page(),
    });
    expect(await refusal(ofSite(site, '/story'))).toBe(`invalid: 127.0.0.1:${site.port} broke off the connection.`);
    expect(site.asked).toEqual(['/robots.txt']);
  });
});

describe('a robots.txt is fetched as safely as a page', () => {
  test('it may stand elsewhere', async () => {
    await using site = await openSite({
      '/robots.txt': to('/rules.txt'),
      '/rules.txt': text('User-agent: *\nDisallow: /story'),
      '/story': page(),
    });
    expect(await refusal(ofSite(site, '/story'))).toBe(kept(site));
  });

  test('but not on a private network', async () => {
    await using site = await openSite({ '/robots.txt': to('http://169.254.169.254/'), '/story': page() });
    expect(await refusal(ofSite(site, '/story'))).toBe(
      'invalid: 169.254.169.254 is not a public address, so nothing is fetched from there.',
    );
  });

  test('nor nowhere', async () => {
    await using site = await openSite({ '/robots.txt': to('/robots.txt'), '/story': page() });
    expect(await refusal(ofSite(site, '/story'))).toContain(`${site.origin}/robots.txt leads round in a circle.`);
  });

  test('what stands past its first 512 KiB is not read, however it is packed', async () => {
    const file = `User-agent: *\nDisallow: /early\n${'# nothing\n'.repeat(60_000)}Disallow: /late\n`;
    await using site = await openSite({
      '/robots.txt': (_, response) =>
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(file + ' '.repeat(50_000_000))),
      '/early': page(),
      '/late': page(),
    });
    expect(await refusal(ofSite(site, '/early'))).toBe(kept(site));
    expect((await ofSite(site, '/late')).status).toBe(200);
  });

  test.each<[about: string, file: string]>([
    ['thousands of robots with thousands of rules', 'User-agent: *\n'.repeat(17_000) + 'Disallow: /b\n'.repeat(20_000)],
    ['thousands of other robots', 'User-agent: ab\n'.repeat(17_000) + 'Disallow: /b\n'.repeat(20_000)],
    ['nothing but rules', `User-agent: *\n${'Allow: /\n'.repeat(50_000)}`],
  ])('a file made to exhaust us does not: %s', async (_, file) => {
    await using site = await openSite({ '/robots.txt': text(file), '/story': page() });
    expect((await ofSite(site, '/story')).status).toBe(200);
  });

  test('a file made to be matched for ever is not matched', async () => {
    const file = `User-agent: *\n${`Disallow: /${'*a'.repeat(240)}b\n`.repeat(1_000)}`;
    const path = `/${'a'.repeat(1_900)}`;
    await using site = await openSite({ '/robots.txt': text(file), [path]: page() });
    expect(await refusal(ofSite(site, path))).toBe(
      `invalid: The robots.txt of 127.0.0.1:${site.port} is too tangled to be read, so no page of it is fetched.`,
    );
  });
});

describe('what a robots.txt said is kept for a moment', () => {
  test('a second page does not ask for it again; ten minutes later one does', async () => {
    await using site = await openSite({
      '/robots.txt': text('User-agent: *\nDisallow: /b'),
      '/a': page(),
      '/b': page(),
    });
    const robots = new RobotsMemory();
    const at = (time: string) => ({ robots, now: () => new Date(`2031-05-04T${time}Z`) });
    await ofSite(site, '/a', at('12:00:00'));
    await ofSite(site, '/a', at('12:09:59'));
    expect(await refusal(ofSite(site, '/b', at('12:09:59')))).toBe(kept(site));
    expect(site.asked).toEqual(['/robots.txt', '/a', '/a']);
    await ofSite(site, '/a', at('12:10:00'));
    expect(site.asked.slice(3)).toEqual(['/robots.txt', '/a']);
  });

  test('that it could not be had is not kept', async () => {
    let troubled = true;
    await using site = await openSite({
      '/robots.txt': (_, response) => response.writeHead(troubled ? 503 : 404).end(),
      '/story': page(),
    });
    const robots = new RobotsMemory();
    expect(await refusal(ofSite(site, '/story', { robots }))).toContain('cannot be had at the moment');
    troubled = false;
    expect((await ofSite(site, '/story', { robots })).status).toBe(200);
  });
});

test('the name a robots.txt knows us by stands before the version', () => {
  expect(robotName('Linecheck/0.1 (+https://linecheck.example)')).toBe('Linecheck');
  expect(() => robotName('(nobody)')).toThrow('An agent begins with its name');
});

function ofSite(site: Site, path: string, wanted: Wanted = {}) {
  return fetchFrom(`${site.origin}${path}`, { allow: [`127.0.0.1:${site.port}`], ...wanted });
}

function text(body: string): ReturnType<typeof page> {
  return (_, response) => response.writeHead(200, { 'content-type': 'text/plain' }).end(body);
}
