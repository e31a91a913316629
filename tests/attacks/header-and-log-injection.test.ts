import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { signInAt, withAccount } from '../support/account.ts';
import { openDesk, serve, SETTINGS } from '../support/desk.ts';
import { undefended } from '../support/undefended.ts';

/** An answer's bytes, as they come over the wire. */
async function raw(url: string, path: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.write(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n`);
  await once(socket, 'close');
  return Buffer.concat(chunks).toString();
}

const FORGED = '%0D%0Aset-cookie:%20evil=1';

describe('an end of a line in what is asked', () => {
  test('makes a header where it is written as it came', async () => {
    await using site = await undefended((req) => {
      const next = decodeURIComponent(new URL(req.url!, 'http://x').searchParams.toString().slice('next='.length));
      req.socket.end(`HTTP/1.1 303 See Other\r\nlocation: ${next}\r\ncontent-length: 0\r\n\r\n`);
    });
    expect(await raw(site.url, `/sign-in?next=/articles${FORGED}`)).toMatch(/^set-cookie:.*evil=1/im);
  });

  test('makes none at the desk, wherever it is typed', async () => {
    await using desk = await openDesk();
    await withAccount(desk);
    for (const path of [`/articles?q=x${FORGED}`, `/x${FORGED}`, `/sign-in?next=/${FORGED}`, `/search?q=${FORGED}`]) {
      const [head = ''] = (await raw(desk.url, path)).split('\r\n\r\n');
      expect(head).toMatch(/^HTTP\/1.1 /);
      expect(head.split('\r\n').filter((line) => /^set-cookie/i.test(line))).toEqual([]);
    }
    const answer = await signInAt(desk.url, { next: '/articles\r\nset-cookie: evil=1' });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).not.toMatch(/[\r\n]/);
    expect(answer.headers.getSetCookie().filter((each) => each.includes('evil'))).toEqual([]);
    // The name of a file that is handed out again.
    const article = await desk.bringIn('Words.', { title: 'A\r\nset-cookie: evil=1' });
    const file = await desk.ask(`/articles/${article.id}/report.csv`);
    expect([file.status, file.headers.getSetCookie()]).toEqual([200, []]);
  });
});

describe('an end of a line in an address', () => {
  const LINE = '{"level":60,"msg":"forged"}';
  const forgedIn = (log: string) =>
    log.split('\n').filter((line) => line.trim() !== '' && (JSON.parse(line) as { msg?: string }).msg === 'forged');

  test('makes a line of the log where it is written as it came', async () => {
    let log = '';
    await using site = await undefended((req, res) => {
      log += `${JSON.stringify({ level: 30 })}\n${decodeURIComponent(req.url!.slice(2))}`;
      res.end();
    });
    await (await fetch(`${site.url}/x%0A${encodeURIComponent(LINE)}`)).text();
    expect(forgedIn(log)).toHaveLength(1);
  });

  test('makes none at the desk, whose log has no secrets either', async () => {
    await using desk = await openDesk();
    let written = '';
    const log = pino({ level: 'debug' }, { write: (line: string) => void (written += line) });
    const { server } = await serve({ ...SETTINGS, db: desk.database.db, log });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const secret = 's'.repeat(43);
    const authorization = `Bearer linecheck_${secret}`;
    // Each answer is read to its end, which is when it is logged.
    for (const path of [
      `/invitations/${secret}?x=%0A${encodeURIComponent(LINE)}`,
      `/x%0A${encodeURIComponent(LINE)}`,
    ]) {
      await (await fetch(url + path, { headers: { cookie: `linecheck=${secret}`, authorization } })).text();
    }
    await (await fetch(`${url}/articles`, { headers: { authorization } })).text();
    await (await signInAt(url, { mail: `x\n${LINE}`, password: secret })).text();
    server.close().closeAllConnections();
    await once(server, 'close');
    expect(written.split('\n').length).toBeGreaterThan(4);
    expect(forgedIn(written)).toEqual([]);
    expect(written).not.toMatch(/sssss|forged/);
    // That somebody tried the door is there for whoever watches it.
    const refused = written.split('\n').filter((line) => line.includes('"msg":"a sign-in was refused"'));
    expect(refused.map((line) => JSON.parse(line) as object)).toMatchObject([
      { reason: 'invalid', address: '127.0.0.1' },
    ]);
  });
});
