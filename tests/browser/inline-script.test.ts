import { expect, test } from 'vitest';
import { undefended } from '../support/undefended.ts';
import { inBrowser } from './room.ts';

/** Ways in which words that came to be markup would act. Each says its name by setting a title. */
const WAYS: [string, string][] = [
  ['a script', '<script>document.title = "acted"</script>'],
  ['a script from elsewhere', '<script src="data:text/javascript,document.title=%22acted%22"></script>'],
  ['a picture that is none', '<img src="/none" onerror="document.title = \'acted\'">'],
  ['a link that is a script', '<a id="go" href="javascript:void(document.title = \'acted\')">go</a>'],
  ['a frame that is a page', '<iframe srcdoc="<script>parent.document.title = \'acted\'</script>"></iframe>'],
  ['a guessed nonce', '<script nonce="AAAAAAAAAAAAAAAAAAAAAA==">document.title = "acted"</script>'],
];
const PAGE = '<!doctype html><title>quiet</title><main>MARKUP</main>';

inBrowser('markup that is not ours', (room) => {
  /** Which of the ways act on a page that is sent with these headers. */
  const acting = async (policy: string | null): Promise<string[]> => {
    const acted: string[] = [];
    for (const [name, markup] of WAYS) {
      await using site = await undefended((req, res) => {
        if (req.url !== '/') return void res.writeHead(404).end();
        if (policy !== null) res.setHeader('content-security-policy', policy);
        res.setHeader('content-type', 'text/html').end(PAGE.replace('MARKUP', markup));
      });
      await room.wander(async (page) => {
        await page.goto(site.url, { waitUntil: 'load' });
        const link = page.locator('#go');
        if (await link.count()) await link.click();
        // What was to happen by then has: a second navigation of the same page waits for its turn.
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0))));
        if ((await page.title()) === 'acted') acted.push(name);
      });
    }
    return acted;
  };

  test('acts on a page without a policy', async () => {
    expect(await acting(null)).toEqual(WAYS.map(([name]) => name).filter(Boolean));
  });

  test('does not under the policy that the desk sends, were it ever to come onto a page', async () => {
    const answer = await fetch(`${room.url}/sign-in`);
    const policy = answer.headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'");
    expect(await acting(policy)).toEqual([]);
  });

  test('a nonce is of one answer, on each script of the page and nowhere else', async () => {
    const nonces = new Set<string>();
    for (const path of ['/sign-in', '/nowhere', '/sign-in']) {
      const answer = await fetch(room.url + path);
      const policy = answer.headers.get('content-security-policy') ?? '';
      for (const rule of ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"]) {
        expect(policy).toContain(rule);
      }
      expect(policy).not.toContain('unsafe');
      expect(answer.headers.get('x-frame-options')).toBe('DENY');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
      nonces.add(nonce);
      const html = await answer.text();
      const scripts = [...html.matchAll(/<script\b[^>]*>/g)].map(([script]) => script);
      expect(scripts.length).toBeGreaterThan(0);
      for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
      expect(html).not.toMatch(/\son\w+=|javascript:|style="/);
    }
    expect(nonces.size).toBe(3);
  });
});
