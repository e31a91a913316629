import { describe, expect, test } from 'vitest';
import { isAllowed, mayReach, readAddress, readAllowedHost, shown } from '../../src/fetching/addresses.ts';
import { type Lookup, openAddresses } from '../../src/fetching/ask.ts';
import { checkAddress } from '../../src/fetching/fetch-page.ts';
import { fetchFrom, openSite, page, refusal } from './web.ts';

describe('an address that is not of the public web is not asked', () => {
  test.each([
    ['loopback', 'http://127.0.0.1/', '127.0.0.1'],
    ['loopback, further along', 'http://127.8.9.10/', '127.8.9.10'],
    ['a private network', 'http://10.0.0.7/', '10.0.0.7'],
    ['a private network', 'https://172.16.0.1/', '172.16.0.1'],
    ['a private network', 'http://192.168.1.1/', '192.168.1.1'],
    ['a provider network', 'http://100.64.0.1/', '100.64.0.1'],
    ['where clouds keep their keys', 'http://169.254.169.254/latest/meta-data/', '169.254.169.254'],
    ['where another cloud keeps them', 'http://168.63.129.16/', '168.63.129.16'],
    ['where a third keeps them', 'http://100.100.100.200/', '100.100.100.200'],
    ['multicast', 'http://224.0.0.1/', '224.0.0.1'],
    ['broadcast', 'http://255.255.255.255/', '255.255.255.255'],
    ['this machine, as zero', 'http://0.0.0.0/', '0.0.0.0'],
    ['this machine, as a short zero', 'http://0/', '0.0.0.0'],
    ['reserved', 'http://240.0.0.1/', '240.0.0.1'],
    ['documentation', 'http://192.0.2.1/', '192.0.2.1'],
    ['octal', 'http://0177.0.0.1/', '127.0.0.1'],
    ['decimal', 'http://2130706433/', '127.0.0.1'],
    ['hexadecimal', 'http://0x7f000001/', '127.0.0.1'],
    ['mixed and short', 'http://0x7f.1/', '127.0.0.1'],
    ['a dot at the end', 'http://127.0.0.1./', '127.0.0.1'],
    ['digits in circles', 'http://①②⑦.⓪.⓪.①/', '127.0.0.1'],
    ['wide digits', 'http://１２７.0.0.1/', '127.0.0.1'],
    ['ideographic full stops', 'http://127。0。0。1/', '127.0.0.1'],
    ['per cent signs', 'http://%31%32%37.0.0.1/', '127.0.0.1'],
    ['IPv6 loopback', 'http://[::1]/', '[::1]'],
    ['IPv6 unspecified', 'http://[::]/', '[::]'],
    ['IPv4 mapped', 'http://[::ffff:127.0.0.1]/', '[::ffff:7f00:1]'],
    ['IPv4 mapped, though public', 'http://[::ffff:8.8.8.8]/', '[::ffff:808:808]'],
    ['IPv4 compatible', 'http://[::127.0.0.1]/', '[::7f00:1]'],
    ['IPv4 translated', 'http://[::ffff:0:127.0.0.1]/', '[::ffff:0:7f00:1]'],
    ['NAT64', 'http://[64:ff9b::7f00:1]/', '[64:ff9b::7f00:1]'],
    ['NAT64 of one network', 'http://[64:ff9b:1::a00:1]/', '[64:ff9b:1::a00:1]'],
    ['6to4', 'http://[2002:7f00:1::]/', '[2002:7f00:1::]'],
    ['Teredo', 'http://[2001::1]/', '[2001::1]'],
    ['unique local', 'http://[fd00:ec2::254]/', '[fd00:ec2::254]'],
    ['link-local', 'http://[fe80::1]/', '[fe80::1]'],
    ['site-local of old', 'http://[fec0::1]/', '[fec0::1]'],
    ['IPv6 multicast', 'http://[ff02::1]/', '[ff02::1]'],
    ['unassigned', 'http://[4000::1]/', '[4000::1]'],
  ])('%s: %s', async (_, address, host) => {
    const sentence = `invalid: ${host} is not a public address, so nothing is fetched from there.`;
    expect(await refusal(fetchFrom(address))).toBe(sentence);
    expect(await refusal((async () => checkAddress(address, []))())).toBe(sentence);
  });

  test('a website on this machine hears nothing', async () => {
    await using site = await openSite({ '/robots.txt': page(), '/': page() });
    expect(await refusal(fetchFrom(`${site.origin}/`))).toBe(
      `invalid: Only ports 80 and 443 are fetched from, not 127.0.0.1:${site.port}.`,
    );
    expect(site.asked).toEqual([]);
  });

  test.each(['8.8.8.8', '93.184.215.14', '1.1.1.1', '2606:4700::6810:84e5', '2a00:1450:4001::8a'])(
    '%s is public',
    (ip) => {
      expect(mayReach(ip, false)).toBe(true);
    },
  );

  test.each(['fe80::1%eth0', '', 'localhost', '1.2.3.4.5', undefined])('%s is not', (ip = '') => {
    expect(mayReach(ip, false)).toBe(false);
    expect(mayReach(ip, true)).toBe(false);
  });
});

describe('what a name stands for is looked at each time', () => {
  test.each([
    'http://localhost/',
    'http://localhost./',
    'http://LOCALHOST:80/',
    'http://intranet.test/',
    'https://intranet.test/',
  ])('a name of this machine is refused: %s', async (address) => {
    const { hostname } = new URL(address);
    expect(await refusal(fetchFrom(address))).toBe(
      `invalid: ${hostname} is not a public address, so nothing is fetched from there.`,
    );
  });

  test('a name that was public the first time is refused when it turns private', async () => {
    const lookup = answering(['93.184.215.14'], ['127.0.0.1']);
    expect(await openAddresses('story.test', false, lookup)).toEqual([{ address: '93.184.215.14', family: 4 }]);
    expect(await refusal(openAddresses('story.test', false, lookup))).toBe(
      'invalid: story.test is not a public address, so nothing is fetched from there.',
    );
  });

  test('one private address among public ones is enough', async () => {
    const lookup = answering(['93.184.215.14', '2606:4700::1', '::1']);
    expect(await refusal(fetchFrom('http://story.test/', { lookup }))).toBe(
      'invalid: story.test is not a public address, so nothing is fetched from there.',
    );
  });

  test('the address that was looked at is the one connected to, and it is looked up once for each connection', async () => {
    await using site = await openSite({ '/': page() });
    const names: string[] = [];
    const answers = [['127.0.0.1'], ['127.0.0.1'], ['169.254.169.254']];
    const lookup = (name: string) => {
      names.push(name);
      return answering(answers.shift()!)(name);
    };
    const fetched = await fetchFrom(`http://story.test:${site.port}/`, { lookup, allow: [`story.test:${site.port}`] });
    expect(fetched.status).toBe(200);
    expect(names).toEqual(['story.test', 'story.test']);
  });

  test('a name that turns between robots.txt and the page is caught', async () => {
    await using site = await openSite({ '/': page() });
    const lookup = answering(['127.0.0.1'], ['169.254.169.254']);
    const allow = [`story.test:${site.port}`];
    expect(await refusal(fetchFrom(`http://story.test:${site.port}/`, { lookup, allow }))).toBe(
      'invalid: story.test is not a public address, so nothing is fetched from there.',
    );
    expect(site.asked).toEqual([]);
  });

  test('a name that stands for nothing is no host', async () => {
    expect(await refusal(fetchFrom('http://story.test/', { lookup: answering([]) }))).toBe(
      'invalid: There is no host story.test.',
    );
    expect(await refusal(fetchFrom('http://story.invalid/'))).toBe('invalid: There is no host story.invalid.');
  });
});

describe('what is no address of the web is refused', () => {
  test.each([
    ['javascript:alert(1)', 'Only http and https addresses can be fetched, not javascript: ones.'],
    [' java\nscript:alert(1)', 'Only http and https addresses can be fetched, not javascript: ones.'],
    ['file:///etc/passwd', 'Only http and https addresses can be fetched, not file: ones.'],
    ['ftp://ftp.example/story.txt', 'Only http and https addresses can be fetched, not ftp: ones.'],
    ['data:text/html,<p>Hello', 'Only http and https addresses can be fetched, not data: ones.'],
    ['blob:https://example.org/1', 'Only http and https addresses can be fetched, not blob: ones.'],
    [
      'https://ann:secret@example.org/',
      'The address holds a user name or a password for example.org. Give it without.',
    ],
    ['https://ann@example.org/', 'The address holds a user name or a password for example.org. Give it without.'],
    ['https://:secret@example.org/', 'The address holds a user name or a password for example.org. Give it without.'],
    [
      'example.org/story',
      'This is not an address of the web. Such an address begins with http:// or https:// and names a host.',
    ],
    ['http://', 'This is not an address of the web. Such an address begins with http:// or https:// and names a host.'],
    [
      'http://[fe80::1%25eth0]/',
      'This is not an address of the web. Such an address begins with http:// or https:// and names a host.',
    ],
    [
      'http://1.2.3.4.5/',
      'This is not an address of the web. Such an address begins with http:// or https:// and names a host.',
    ],
    [`https://example.org/${'a'.repeat(2_000)}`, 'The address is longer than 2,000 characters.'],
    ['http://example.org:22/', 'Only ports 80 and 443 are fetched from, not example.org:22.'],
    ['http://example.org:6379/?key=secret', 'Only ports 80 and 443 are fetched from, not example.org:6379.'],
  ])('%s', async (address, sentence) => {
    expect(await refusal(fetchFrom(address))).toBe(`invalid: ${sentence}`);
  });

  test('a refusal never says a password, nor what stands in a query', () => {
    expect(shown(new URL('https://ann:secret@example.org/story?key=secret#part'))).toBe('https://example.org/story');
    expect(shown(readAddress(`https://example.org/${'a'.repeat(1_000)}`))).toHaveLength(200);
  });
});

describe('a host that is allowed by name', () => {
  const allowed = ['cms.example', 'DESK.example.:8080', '10.0.0.7', '[::1]:3000', 'bücher.example'].map(
    readAllowedHost,
  );

  test.each([
    ['http://cms.example/', true],
    ['https://cms.example/story', true],
    ['http://CMS.example./', true],
    ['http://cms.example:443/', true],
    ['http://cms.example:8080/', false],
    ['http://desk.example:8080/', true],
    ['http://desk.example/', false],
    ['http://10.0.0.7/', true],
    ['http://167772167/', true],
    ['http://10.0.0.8/', false],
    ['http://[0:0:0:0:0:0:0:1]:3000/', true],
    ['http://[::1]/', false],
    ['http://xn--bcher-kva.example/', true],
    ['http://cms.example.evil.example/', false],
    ['http://evilcms.example/', false],
    ['http://cms.exаmple/', false],
  ])('%s: %s', (address, is) => {
    expect(isAllowed(new URL(address), allowed)).toBe(is);
  });

  test.each([
    '',
    ':80',
    'http://cms.example',
    'cms.example/path',
    'ann@cms.example',
    'cms.example:port',
    'cms.example:99999',
    '*.example',
    'a b',
    '::1',
  ])('the setting does not take %j', (entry) => {
    expect(() => readAllowedHost(entry)).toThrow('An allowed host is a name or an address');
  });

  test.each(['127.0.0.1', '10.0.0.7', '192.168.1.1', '100.64.0.1', 'fd00::1', '::1', '8.8.8.8'])(
    'may stand for %s',
    (ip) => {
      expect(mayReach(ip, true)).toBe(true);
    },
  );

  test.each([
    '169.254.169.254',
    '0.0.0.0',
    '224.0.0.1',
    '::ffff:127.0.0.1',
    'fe80::1',
    '64:ff9b::a00:1',
    '168.63.129.16',
  ])('may not stand for %s all the same', (ip) => {
    expect(mayReach(ip, true)).toBe(false);
  });
});

/** A resolver that gives these answers, one after another. */
function answering(...answers: string[][]): Lookup {
  return () =>
    Promise.resolve((answers.shift() ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
}
