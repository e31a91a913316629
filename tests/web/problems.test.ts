import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Refusal, type Reason } from '../../src/core/refusal.ts';
import { answerProblems, nothingHere } from '../../src/web/problems.ts';

const REASONS: Record<Reason, number> = {
  not_found: 404,
  invalid: 422,
  not_allowed: 403,
  conflict: 409,
  stale: 409,
  too_large: 413,
  sign_in: 401,
  too_many: 429,
};

const logged: string[] = [];
const log = pino({ level: 'error' }, { write: (entry: string) => void logged.push(entry) });
const app = express();
app.locals['newsroom'] = { name: 'The Test Desk', timeZone: 'UTC' };
app.use((req, res, next) => {
  req.person = { id: 'p', name: 'Ada', role: 'editor' };
  res.locals['nonce'] = 'nonce';
  next();
});
app.all('/*anywhere/refused/:reason', (req) => {
  throw new Refusal(req.params['reason'] as Reason, 'Not like this, <b>.', { title: ['Too <long>.'] });
});
app.get('/*anywhere/broken', () => {
  throw new Error('select secret from vault: password=hunter2');
});
app.use('/*anywhere/body', express.json({ limit: '1mb' }));
app.use(nothingHere);
app.use(answerProblems(log));

const server = app.listen(0, '127.0.0.1');
let url: string;
beforeAll(async () => {
  if (!server.listening) await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe('an expected no', () => {
  test('to a page of somebody who has not signed in leads to where they do, and on from there', async () => {
    const answer = await fetch(`${url}/desk/refused/sign_in?q=51%20to%2049`, { redirect: 'manual' });
    const next = encodeURIComponent('/desk/refused/sign_in?q=51%20to%2049').replaceAll('%20', '+');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/sign-in?next=${next}`]);
  });

  test.each(Object.entries(REASONS))('%s answers %i, as a page and as problem JSON', async (reason, status) => {
    const page = await fetch(`${url}/desk/refused/${reason}`, { method: 'POST' });
    expect([page.status, page.headers.get('content-type')]).toEqual([status, 'text/html; charset=utf-8']);
    const words = await page.text();
    expect(words).toContain('Not like this, &lt;b&gt;.');
    expect(words).toContain('Too &lt;long&gt;.');
    const json = await fetch(`${url}/api/v1/refused/${reason}`);
    expect([json.status, json.headers.get('content-type')]).toEqual([
      status,
      'application/problem+json; charset=utf-8',
    ]);
    const problem = {
      type: 'about:blank',
      status,
      reason,
      detail: 'Not like this, <b>.',
      fields: { title: ['Too <long>.'] },
    };
    expect(await json.json()).toMatchObject(problem);
  });
});

test.each(['/desk', '/api/v1'])(
  'a bug below %s has a reference that the log has too, and gives nothing away',
  async (below) => {
    logged.length = 0;
    const answer = await fetch(`${url}${below}/broken`);
    const words = await answer.text();
    expect(answer.status).toBe(500);
    expect(words).not.toMatch(/secret|hunter2|at .*\.ts/);
    const entry = JSON.parse(logged[0]!) as { reference: string; err: { message: string } };
    expect(words).toContain(entry.reference);
    expect(entry.err.message).toContain('select secret');
  },
);

test.each([
  ['broken JSON', '{', 422, 'What was sent is not well-formed JSON.'],
  [
    'too much',
    `{"x":"${'x'.repeat(2_000_000)}"}`,
    413,
    'What was sent is larger than the desk takes: at most 1 MB here.',
  ],
])('%s is the sender’s to mend, and no bug', async (_, body, status, detail) => {
  logged.length = 0;
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${url}/api/body`, { method: 'POST', headers, body });
  expect(await answer.json()).toMatchObject({ status, detail });
  expect(logged).toEqual([]);
});

test.each(['/nothing', '/%', '/%E0%A4%A'])('nothing is at %s', async (path) => {
  const answer = await fetch(url + path);
  expect(answer.status).toBe(404);
  expect(await answer.text()).toContain('There is nothing at this address.');
});
