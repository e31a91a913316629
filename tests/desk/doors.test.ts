import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mountedRouters, routesOf, type RouteThere } from '../../src/app.ts';
import { admitGuest, setAccess } from '../../src/articles/actions.ts';
import { may, NOBODY, ROLES, type Person, type Role } from '../../src/core/rights.ts';
import { newId } from '../../src/db/client.ts';
import { people } from '../../src/db/schema.ts';
import { addPerson } from '../../src/people/actions.ts';
import { cookieOf, openDesk, Seat, SETTINGS, type ArticleSent, type TestDesk } from '../support/desk.ts';

/** Every route that exists, asked by everybody about what is theirs and what is not, in the open and under embargo. */

let desk: TestDesk;
const seats = {} as Record<Role, Seat>;
/** Where an address leads: to what somebody is named on or not, in the open or under embargo, or to what there never was. */
const PLACES = ['own open', 'other open', 'own embargoed', 'other embargoed', 'unknown'] as const;
type Place = (typeof PLACES)[number];
/** What the addresses of a route name. */
const named = {} as Record<Place, Record<string, string>>;
/** The statements that the database was asked since this was last emptied. */
const statements: string[] = [];

beforeAll(async () => {
  desk = await openDesk({ role: 'admin' });
  const { db } = desk.database;
  listen(desk);
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

/** Writes down every statement that a connection of the desk sends. */
function listen({ database: { pool } }: TestDesk): void {
  pool.on('acquire', (client) => {
    if (heard.has(client)) return;
    heard.add(client);
    const query = client.query.bind(client);
    client.query = ((...asked: Parameters<typeof query>) => {
      const [first] = asked as unknown as [string | { text: string }];
      statements.push(typeof first === 'string' ? first : first.text);
      return query(...asked);
    }) as typeof client.query;
  });
}

const heard = new WeakSet<object>();

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
  const twin = await on.tell<{ id: string }>('/sources', { kind: 'document', title: `Copy ${article.id}` });
  const linked = await on.move(claim, 'evidence', { sourceId: source.id, stance: 'supports', role: 'primary' });
  await on.move(claim, 'evidence', { sourceId: twin.id, stance: 'supports', role: 'secondary' });
  const { version: seen } = await on.get<{ version: number }>(`/sources/${source.id}`);
  await on.tell(`/sources/${source.id}/merges`, { version: seen, otherId: twin.id });
  const { merges } = await on.get<{ merges: { id: string }[] }>(`/sources/${source.id}/merges`);
  const { suggestions } = await on.get<{ suggestions: { id: string }[] }>(`/articles/${article.id}/suggestions`);
  const comment = await on.tell<{ id: string }>(`/claims/${claim.id}/comments`, { body: 'See the minutes.' });
  const asked = { askedOf: on.person.id, question: 'Which vote?' };
  await on.move(claim, 'author-queries', asked);
  const { queries } = await on.get<{ queries: { id: string }[] }>(`/claims/${claim.id}/author-queries`);
  const { version } = await on.get<ArticleSent>(`/articles/${article.id}`);
  const ids = admitted.map(({ id }) => id);
  await setAccess(db, on.person, article.id, version, access, ids);
  for (const guest of admitted) await db.transaction((tx) => admitGuest(tx, guest, article.id, on.person));
  return {
    articleId: article.id,
    claimId: claim.id,
    sourceId: source.id,
    evidenceId: linked.evidence[0]!.id,
    speakerId: linked.credits[0]!.speakerId,
    suggestionId: suggestions[0]!.id,
    commentId: comment.id,
    queryId: queries[0]!.id,
    mergeId: merges[0]!.id,
  };
}

/** Where the address of a route leads; parts that no article owns are the same for all. */
function addressOf(path: string, place: Place): string {
  const fixed: Record<string, string> = { number: '1', sentence: '1', extension: 'json', secret: 'x'.repeat(43) };
  return path.replace(/:(\w+)/g, (_, name: string) => named[place][name] ?? fixed[name] ?? named.unknown['articleId']!);
}

const routes = routesOf(mountedRouters({ ...SETTINGS, db: null as never }));

/** Whether the address of a route names something that belongs to an article; without it the place is all one. */
const boundTo = (path: string) =>
  /:(\w+)/g[Symbol.match](path)?.some((name) => name.slice(1) in named.unknown) ?? false;

interface Told {
  status: number;
  words: string;
  /** What the database was asked for it. */
  asked: readonly string[];
}

async function told(seat: Seat, { method, path }: RouteThere, place: Place): Promise<Told> {
  const isApi = path.startsWith('/api/');
  const sent = {
    body: isApi ? '{}' : '',
    headers: { 'content-type': isApi ? 'application/json' : 'application/x-www-form-urlencoded' },
  };
  statements.length = 0;
  const answer = await seat.ask(addressOf(path, place), { method, ...(method === 'GET' ? {} : sent) });
  const words = `${answer.headers.get('location') ?? ''} ${await answer.text()}`;
  // A session slides on once a minute, whatever is asked.
  const asked = statements.filter((statement) => !statement.includes('update "sessions"'));
  return { status: answer.status, words, asked };
}

/** What is told but for what names the place, and chance. */
const plain = ({ words }: Told) =>
  words.replaceAll(/nonce="[^"]*"/g, '').replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID');

function sees(role: Role, place: Place): boolean {
  if (place === 'unknown' || role === 'nobody') return false;
  if (role === 'admin' || place.startsWith('own')) return true;
  return place === 'other open' && role !== 'visitor' && role !== 'outsider';
}

test('there are many routes, and each says what it is used for', () => {
  expect(routes.length).toBeGreaterThan(300);
  expect(routes.filter(({ door }) => door === null)).toEqual([]);
});

test('what is at one address is one operation, for people and for programs', () => {
  const pages = new Map(routes.map(({ method, path, door }) => [`${method} ${path}`, door]));
  const both = routes.flatMap(({ method, path, door }) => {
    const page = path.startsWith('/api/v1') ? pages.get(`${method} ${path.slice('/api/v1'.length)}`) : undefined;
    return page === undefined ? [] : [[method, path, door, page] as const];
  });
  expect(both.length).toBeGreaterThan(100);
  expect(both.filter(([, , program, page]) => program !== page)).toEqual([]);
});

describe.each(ROLES)('%s', (role) => {
  // Signing out ends the session with which the next is asked.
  const asked = routes.filter(({ path }) => path !== '/sign-out');

  test(
    'at every route and place is told what the table says, and of what is not in sight nothing',
    { timeout: 900_000 },
    async () => {
      const seat = seats[role];
      const wrong: unknown[] = [];
      const counts = { shut: 0, nothing: 0, there: 0 };
      for (const route of asked) {
        const { method, path } = route;
        const operation = route.door!;
        const places = boundTo(path) ? PLACES : (['unknown'] as const);
        const open = may(seat.person, operation);
        const nothing = open && boundTo(path) ? await told(seat, route, 'unknown') : null;
        for (const place of places) {
          const answer = place === 'unknown' && nothing ? nothing : await told(seat, route, place);
          const { status } = answer;
          const say = (...what: unknown[]) => wrong.push([method, path, place, status, ...what]);
          if (!open) {
            counts.shut += 1;
            const sentToSignIn = role === 'nobody' || role === 'visitor';
            const expected = !sentToSignIn ? 403 : method === 'GET' && !path.startsWith('/api/') ? 303 : 401;
            if (status !== expected) say('behind a shut door');
          } else if (nothing && !sees(role, place)) {
            counts.nothing += 1;
            // Told in the same words, and after the same questions to the database: neither tells, nor how long it takes.
            if (status !== nothing.status || plain(answer) !== plain(nothing)) say('not as of nothing', nothing.status);
            if (answer.asked.join(';') !== nothing.asked.join(';')) say('other questions', answer.asked, nothing.asked);
          } else {
            counts.there += 1;
            // What is only its own people's is refused in words to those who see it: that it is there is no secret to them.
            const others = boundTo(path) && !may(seat.person, operation, 'others');
            if (others && method === 'GET' ? status !== 403 : status >= 500) say('in sight');
            if (!others && [401, 403].includes(status)) say('in sight');
            // What no article has, or has no longer, is there for nobody.
            if (status === 404 && (await told(desk, route, place)).status !== 404) say('in sight of others');
          }
        }
      }
      expect(wrong).toEqual([]);
      console.info(`${role}: ${asked.length} routes, ${JSON.stringify(counts)}`);
      expect(counts.shut + counts.nothing + counts.there).toBe(
        asked.reduce((sum, { path }) => sum + (boundTo(path) ? PLACES.length : 1), 0),
      );
    },
  );

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
