import { expect, test } from 'vitest';
import { undefended } from '../support/undefended.ts';
import { inBrowser } from './room.ts';

const SIGN_OFF = '<!doctype html><title>Desk</title><h1>Claim 5</h1><button>Sign off</button>';

/** A page elsewhere that lays another under a picture of something harmless. */
const over = (address: string) =>
  `<!doctype html><title>Elsewhere</title><h1>A prize</h1><iframe src="${address}" width="900" height="600"></iframe>`;

inBrowser('clickjacking', (room) => {
  /** The words of the page that lies under another, as the browser shows them. */
  const laidUnder = async (address: string): Promise<string> => {
    let words = '';
    await using elsewhere = await undefended((_req, res) => {
      res.setHeader('content-type', 'text/html').end(over(address));
    });
    await room.wander(async (page) => {
      await page.goto(elsewhere.url, { waitUntil: 'load' });
      const frame = page.frames().find((each) => each !== page.mainFrame());
      words = (await frame?.locator('body').innerText()) ?? '';
    });
    return words;
  };

  test('works on a page that does not mind', async () => {
    await using site = await undefended((_req, res) => {
      res.setHeader('content-type', 'text/html').end(SIGN_OFF);
    });
    expect(await laidUnder(site.url)).toContain('Sign off');
  });

  test('does not on the desk: none of its pages is laid under another', async () => {
    for (const path of [room.article, '/sign-in', '/nowhere', '/account', '/api/v1/articles']) {
      const words = await laidUnder(room.url + path);
      expect(words).not.toMatch(/Linecheck|newsroom|Test Desk|Sign in|articles|Not found/);
    }
  });
});
