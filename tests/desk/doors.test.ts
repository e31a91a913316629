import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mountedRouters, routesOf } from '../../src/app.ts';
import { admitGuest, setAccess } from '../../src/articles/actions.ts';
import { may, NOBODY, ROLES, type Operation, type Person, type Role } from '../../src/core/rights.ts';
import { newId } from '../../src/db/client.ts';
import { people } from '../../src/db/schema.ts';
import { addPerson } from '../../src/people/actions.ts';
import { cookieOf, openDesk, Seat, SETTINGS, type ArticleSent, type TestDesk } from '../support/desk.ts';

/** Every route that exists, asked by everybody about what is theirs and what is not, in the open and under embargo. */

let desk: TestDesk;
const seats = {} as Record<Role, Seat>;
/** What the addresses of a route name; `unknown` names nothing. */
const named = {} as Record<
  'own open' | 'other open' | 'own embargoed' | 'other embargoed' | 'unknown',
  Record<string, string>
>;
type Which = keyof typeof named;

beforeAll(async () => {
  desk = await openDesk({ role: 'admin' });
  const { db } = desk.database;
  for (const role of ROLES) {
    if (role === 'nobody') seats[role] = new Seat(desk.url, NOBODY, null);
    else if (role === 'visitor' || role === 'outsider') {
      const person: Person = { id: newId(), name: role, role };
      await db.insert(people).values({ id: person.id, name: role, role });
      seats[role] = new Seat(desk.url, person, await cookieOf(db, person));
    } else {
      const person = await addPerson(db, role, role);
      seats[role] = new Seat(desk.url, person, await cookieOf(db, person));
    }
  }
  const everyone = ROLES.filter((role) => role !== 'nobody').map((role) => seats[role].person);
  const guests = everyone.filter(({ role }) => role === 'visitor' || role === 'outsider');
  named['other open'] = await lay(desk, 'everyone', []);
  named['own open'] = await lay(desk, 'everyone', guests);
  named['other embargoed'] = await lay(desk, 'named', []);
  named['own embargoed'] = await lay(desk, 'named', everyone);
  named['unknown'] = Object.fromEntries(Object.keys(named['own open']).map((name) => [name, newId()]));
});
afterAll(() => desk[Symbol.asyncDispose]());

/** An article with one of everything that an address can name. */
async function lay(on: TestDesk, access: 'everyone' | 'named', admitted: Person[]): Promise<Record<string, string>> {
  const { db } = on.database;
  const article = await on.bringIn('Mayor Holm said the vote was 51 to 49. The levy rose by 12 percent.');
  const claim = await on.mark(article, 'the vote was 51 to 49');
  await on.move(claim, 'attribution', {
    source: 'Mayor Holm',
    cue: 'said',
    kind: 'person',
    manner: 'paraphrase',
    speaker: 'Mayor Holm',
  });
  const source = await on.tell<{ id: string }>('/sources', { kind: 'document', title: `Minutes ${article.id}` });
  const linked = await on.move(claim, 'evidence', { sourceId: source.id, stance: 'supports', role: 'primary' });
  const { suggestions } = await on.get<{ suggestions: { id: string }[] }>(`/articles/${article.id}/suggestions`);
  const comment = await on.tell<{ id: string }>(`/claims/${claim.id}/comments`, { body: 'See the minutes.' });
  const { version } = await on.get<ArticleSent>(`/articles/${article.id}`);
  await setAccess(
    db,
    on.person,
    article.id,
    version,
    access,
    admitted.map(({ id }) => id),
  );
  for (const guest of admitted) await db.transaction((tx) => admitGuest(tx, guest, article.id, on.person));
  return {
    articleId: article.id,
    claimId: claim.id,
    sourceId: source.id,
    evidenceId: linked.evidence[0]!.id,
    speakerId: linked.credits[0]!.speakerId,
    suggestionId: suggestions[0]!.id,
    commentId: comment.id ?? newId(),
  };
}

/** Where the address of a route leads; parts that no article owns are the same for all. */
function placeOf(path: string, which: Which): string {
  const fixed: Record<string, string> = { number: '1', sentence: '1', extension: 'json', secret: 'x'.repeat(43) };
  return path.replace(/:(\w+)/g, (_, name: string) => named[which][name] ?? fixed[name] ?? named.unknown['articleId']!);
}

/** Routes whose address names something that belongs to an article. */
const ARTICLE_BOUND = /:(articleId|claimId|evidenceId|suggestionId|commentId|sourceId|speakerId)\b/;

const routes = routesOf(mountedRouters({ ...SETTINGS, db: null as never }));

/** What somebody is told: the status, and the words but for what names the place and chance. */
async function told(
  seat: Seat,
  method: string,
  path: string,
  which: Which,
): Promise<{ status: number; words: string }> {
  const place = placeOf(path, which);
  const isApi = path.startsWith('/api/');
  const answer = await seat.ask(place, {
    method,
    ...(method === 'GET'
      ? {}
      : {
          body: isApi ? '{}' : '',
          headers: { 'content-type': isApi ? 'application/json' : 'application/x-www-form-urlencoded' },
        }),
  });
  const location = answer.headers.get('location') ?? '';
  const names = Object.values(named).flatMap((each) => Object.values(each));
  const words = names.reduce((text, id) => text.replaceAll(id, 'ID'), `${location} ${await answer.text()}`);
  return {
    status: answer.status,
    words: words.replaceAll(/nonce="[^"]*"/g, '').replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID'),
  };
}

test('there are many routes, and each says what it is used for', () => {
  expect(routes.length).toBeGreaterThan(120);
  expect(routes.filter(({ door }) => door === null)).toEqual([]);
});

describe.each(ROLES)('%s', (role) => {
  // Signing out ends the session with which the next is asked.
  const asked = routes.filter(({ path }) => path !== '/sign-out');

  test('passes the doors that the table opens, and no other', async () => {
    const wrong: unknown[] = [];
    for (const { method, path, door } of asked) {
      if (may(seats[role].person, door as Operation)) continue;
      for (const which of ['own open', 'other embargoed', 'unknown'] as const) {
        const { status } = await told(seats[role], method, path, which);
        const sentToSignIn = role === 'nobody' || role === 'visitor';
        const expected = !sentToSignIn ? 403 : method === 'GET' && !path.startsWith('/api/') ? 303 : 401;
        if (status !== expected) wrong.push([method, path, which, status, expected]);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('finds nothing of an article that is not in sight, as if there were none', async () => {
    const wrong: unknown[] = [];
    const hidden: Which[] = role === 'admin' ? [] : ['other embargoed'];
    if (role === 'visitor' || role === 'outsider' || role === 'nobody') hidden.push('other open');
    for (const { method, path, door } of asked) {
      if (!ARTICLE_BOUND.test(path) || !may(seats[role].person, door as Operation)) continue;
      const nothing = await told(seats[role], method, path, 'unknown');
      for (const which of hidden) {
        const there = await told(seats[role], method, path, which);
        if (there.status !== nothing.status || there.words !== nothing.words) {
          wrong.push([method, path, which, there.status, nothing.status]);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  test('finds what is in sight', async () => {
    const wrong: unknown[] = [];
    const inSight: Which[] = role === 'nobody' ? [] : ['own open', 'own embargoed'];
    if (!['visitor', 'outsider', 'nobody'].includes(role)) inSight.push('other open');
    if (role === 'admin') inSight.push('other embargoed');
    for (const { method, path, door } of asked) {
      if (method !== 'GET' || !ARTICLE_BOUND.test(path) || !may(seats[role].person, door as Operation)) continue;
      // What no article has yet, such as its second revision or its job, is there for nobody.
      if ((await told(desk, method, path, 'own open')).status !== 200) continue;
      for (const which of inSight) {
        const { status } = await told(seats[role], method, path, which);
        // What only its own people may do is refused in words to those who see it: that it is there is no secret to them.
        const expected = may(seats[role].person, door as Operation, 'others') ? 200 : 403;
        if (status !== expected) wrong.push([method, path, which, status]);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('is led to the lists that are kept for them', async () => {
    const { person } = seats[role];
    const page = await seats[role].open(role === 'nobody' ? '/sign-in' : `/articles/${named['own open']['articleId']}`);
    expect(page.status).toBe(200);
    expect(page.list('nav[aria-label=Desk] a')).toEqual([
      // Work is somebody's: a guest has none.
      ...(may(person, 'keep_account') ? ['Work'] : []),
      ...(may(person, 'browse') ? ['Articles', 'Sources', 'Speakers', 'History'] : []),
      ...(may(person, 'manage') ? ['People'] : []),
    ]);
  });
});
