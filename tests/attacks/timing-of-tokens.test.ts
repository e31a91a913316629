import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { makeSecret, digestOf } from '../../src/db/secrets.ts';
import { inviteOutsider } from '../../src/admissions/actions.ts';
import { takeOn } from '../../src/people/actions.ts';
import { makeToken } from '../../src/tokens/actions.ts';
import { cookieNamed } from '../support/undefended.ts';
import { openDesk } from '../support/desk.ts';

/** Shown by what is compared and not by a clock, which tells another story on every machine. */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Guesses a secret of a known length a letter at a time, from how many letters `compare` looked at. */
function readOff(length: number, compare: (guess: string) => number): string {
  let known = '';
  while (known.length < length) {
    const tries = ALPHABET.split('').map((letter) => (known + letter).padEnd(length, '.'));
    const looked = tries.map(compare);
    known = tries[looked.indexOf(Math.max(...looked))]!.slice(0, known.length + 1);
  }
  return known;
}

/** How many letters agree until one differs, which is how long comparing them takes. */
function lookedAt(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
}

describe('a secret that is compared letter by letter', () => {
  const { secret } = makeSecret();

  test('is read off where it is compared as it is', () => {
    expect(readOff(secret.length, (guess) => lookedAt(guess, secret))).toBe(secret);
  });

  test('is not where digests are compared: how far they agree says nothing of the letters', () => {
    const digest = digestOf(secret);
    const guessed = readOff(secret.length, (guess) => lookedAt(digestOf(guess), digest));
    expect(guessed).not.toBe(secret);
    // With all but the last letter right, the digest is as far away as any.
    const near = secret.slice(0, -1) + (secret.endsWith('A') ? 'B' : 'A');
    expect(lookedAt(digestOf(near), digest)).toBeLessThan(16);
  });
});

test('each secret that the desk hands out is asked for by its digest, and is in no statement', async () => {
  await using desk = await openDesk({ role: 'admin' });
  const { db, pool } = desk.database;
  const article = await desk.bringIn('The vote was 51 to 49.');
  const [session, token, invitation, link] = [
    cookieNamed('linecheck', desk.cookie!)!,
    (await makeToken(db, desk.person, { name: 'Report', scopes: ['read'], days: 1 })).slice('linecheck_'.length),
    (await takeOn(db, desk.person, { name: 'New', mail: 'new@calder.example', role: 'reader' })).secret,
    await inviteOutsider(db, desk.person, article.id, { name: 'Counsel', days: 1 }),
  ];
  const asked: string[] = [];
  const query = pool.query.bind(pool) as (...told: unknown[]) => unknown;
  vi.spyOn(pool, 'query').mockImplementation((...told: unknown[]) => {
    asked.push(JSON.stringify(told));
    return query(...told) as never;
  });
  for (const [secret, path, headers] of [
    [session, '/account', { cookie: `linecheck=${session}` }],
    [token, '/api/v1/me', { authorization: `Bearer linecheck_${token}` }],
    [invitation, `/invitations/${invitation}`, {}],
    [link, `/outside/${link}`, {}],
  ] as [string, string, Record<string, string>][]) {
    asked.length = 0;
    expect((await fetch(desk.url + path, { redirect: 'manual', headers })).status).toBe(200);
    const statements = asked.join('\n');
    expect(statements).toContain(digestOf(secret));
    expect(statements).not.toContain(secret);
  }
});

test('no line of the desk compares a secret or a digest itself', () => {
  const root = fileURLToPath(new URL('../../src/', import.meta.url));
  const comparing =
    /\b(?:secret|token|digest|verifier|nonce|password)\b *[!=]==(?! *(?:null|undefined|''))|[!=]== *(?:secret|token|digest|verifier|nonce|password)\b/;
  expect(comparing.test('if (row.secret === secret) return row;')).toBe(true);
  expect(comparing.test('if (secret !== null) return;')).toBe(false);
  const found = readdirSync(root, { recursive: true, encoding: 'utf8' })
    // The core is handed no secret; its digests are those of history, and its tokens words.
    .filter((file) => file.endsWith('.ts') && !/^core[/\\]/.test(file))
    .flatMap((file) =>
      readFileSync(path.join(root, file), 'utf8')
        .split('\n')
        .filter((line) => comparing.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    );
  expect(found).toEqual([]);
});
