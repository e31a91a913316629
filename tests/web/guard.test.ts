import type { Request, Response } from 'express';
import { describe, expect, test } from 'vitest';
import { isLoopback } from '../../src/config.ts';
import { onlyHosts, sameOrigin } from '../../src/web/guard.ts';

/** Whether a guard lets a request pass; what it throws otherwise is its answer. */
function passes(guard: typeof sameOrigin, method: string, headers: Record<string, string>): boolean {
  let passed = false;
  try {
    void guard({ method, headers } as unknown as Request, {} as Response, () => (passed = true));
  } catch (error) {
    expect(error).toMatchObject({ reason: 'not_allowed' });
  }
  return passed;
}

const HOST = { host: '127.0.0.1:3000' };

describe('a change', () => {
  test.each([
    ['from a program, which is no browser', {}, true],
    ['from our own page', { 'sec-fetch-site': 'same-origin', origin: 'http://127.0.0.1:3000' }, true],
    ['typed by the person', { 'sec-fetch-site': 'none' }, true],
    ['from our own page in an older browser', { origin: 'http://127.0.0.1:3000' }, true],
    ['from another site', { 'sec-fetch-site': 'cross-site' }, false],
    ['from another port of this machine', { 'sec-fetch-site': 'same-site' }, false],
    [
      'from another site that says it is ours',
      { 'sec-fetch-site': 'cross-site', origin: 'http://127.0.0.1:3000' },
      false,
    ],
    ['from another site in an older browser', { origin: 'http://evil.example' }, false],
    ['from another port in an older browser', { origin: 'http://127.0.0.1:3001' }, false],
    ['from nowhere that can be named', { origin: 'null' }, false],
    ['with a strange word', { 'sec-fetch-site': 'SAME-ORIGIN' }, false],
  ])('%s', (_, headers, allowed) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      expect([method, passes(sameOrigin, method, { ...HOST, ...headers })]).toEqual([method, allowed]);
    }
    for (const method of ['GET', 'HEAD', 'OPTIONS'])
      expect(passes(sameOrigin, method, { ...HOST, ...headers })).toBe(true);
  });
});

describe('the host that is asked for', () => {
  test.each([
    ['127.0.0.1', true],
    ['127.0.0.1:3000', true],
    ['127.255.0.9:1', true],
    ['localhost:3000', true],
    ['LocalHost', true],
    ['[::1]:3000', true],
    ['', false],
    ['127.0.0.1.evil.example', false],
    ['localhost.evil.example:3000', false],
    ['evil.example', false],
    ['128.0.0.1', false],
    ['0.0.0.0', false],
    ['[::]', false],
    ['127.1', false],
    ['2130706433', false],
    ['localhost@evil.example', false],
  ])('%s', (host, allowed) => {
    expect(passes(onlyHosts(isLoopback), 'GET', { host })).toBe(allowed);
  });
});
