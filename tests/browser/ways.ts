import type { Page } from 'playwright-core';
import type { Room } from './room.ts';

/** What others found, as they publish it. */
const REVIEW = {
  '@type': 'ClaimReview',
  claimReviewed: 'The ferry carried 412 people on 3 May.',
  author: { name: 'The Measure' },
  datePublished: '2024-05-09',
  url: 'https://measure.example/ferry',
  reviewRating: { alternateName: 'Mostly false', ratingValue: 2, bestRating: 5, worstRating: 1 },
};

/** How a person gets to each page that the desk shows, by its template. */
export const WAYS: Record<string, (page: Page, room: Room) => Promise<unknown>> = {
  'articles/list': (page) => page.goto('/articles'),
  'articles/new': (page) => page.goto('/articles/new'),
  'articles/show': (page, { article }) => page.goto(article),
  'articles/edit': (page, { article }) => page.goto(`${article}/edit`),
  'claims/new': (page, { article }) => page.goto(`${article}/claims/new?start=0&end=20`),
  'claims/show': async (page, { article }) => {
    await page.goto(article);
    await page.getByRole('link', { name: 'Claim 5', exact: true }).click();
    await page.waitForURL('**/claims/*');
  },
  'erasures/new': async (page, room) => {
    await room.signIn(page, 'admin', 'Ola Berg');
    const { article } = await bringIn(room, 'The ferry carried 412 people.');
    await page.goto(`/articles/${article.id}/edit`);
    await page.getByRole('link', { name: 'Erase this article…' }).click();
    await page.waitForURL('**/erasing');
  },
  'history/show': (page, { article }) => page.goto(`${article}/history`),
  'jobs/list': async (page, room) => {
    await keepFile(page, room, 'Listed words.');
    await page.goto('/jobs');
  },
  'jobs/show': async (page, room) => {
    await keepFile(page, room, 'Words of a job.');
    await page.goto('/jobs');
    await page.getByRole('link', { name: 'Read notes.txt' }).first().click();
    await page.waitForURL('**/jobs/*');
  },
  'snapshots/list': async (page, room) => {
    await keepFile(page, room, 'The council spent 51 million.');
    await page.getByRole('link', { name: /^Snapshots of/ }).click();
    await page.waitForURL('**/snapshots');
  },
  'snapshots/show': (page, room) => keepFile(page, room, 'The council spent 51 million.'),
  'snapshots/changes': async (page, room) => {
    await keepFile(page, room, 'The council spent 51 million on the ferry.');
    await keepFile(page, room, 'The council spent 58 million on the ferry.', page.url());
    await page.goto(`${page.url()}/changes`);
  },
  'provenance/show': (page, { article }) => page.goto(`${article}/provenance`),
  'records/new': async (page, room) => {
    await room.signIn(page, 'admin', 'Ines Falk');
    await page.goto('/records/new');
  },
  'reports/paper': (page, { article }) => page.goto(`${article}/annotated`),
  'reports/show': (page, { article }) => page.goto(`${article}/report`),
  'revisions/list': (page, { article }) => page.goto(`${article}/revisions`),
  'revisions/new': (page, { article }) => page.goto(`${article}/revisions/new`),
  'revisions/show': async (page, room) => {
    const body = 'The night boat carried 412 people on 3 May. The crossing opened in 1931.';
    const { id } = await room.tell<{ id: string }>('/articles', { title: 'Night boat', body, accept: true });
    await page.goto(`/articles/${id}/revisions/new`);
    await page.getByLabel('New text').fill(body.replace('412', '421'));
    await page.getByRole('button', { name: 'Bring in the revision' }).click();
    await page.waitForURL('**/revisions/2');
  },
  'search/show': (page) => page.goto('/search?q=Bloomberg'),
  'sources/list': (page) => page.goto('/sources'),
  'sources/show': async (page) => {
    await page.goto('/sources');
    await page.getByRole('link', { name: /^U\.S\. Agencies Said/ }).click();
    await page.waitForURL('**/sources/*');
  },
  'sources/form': (page) => page.goto('/sources/new'),
  'speakers/list': (page) => page.goto('/speakers'),
  'speakers/show': async (page) => {
    await page.goto('/speakers');
    await page.getByRole('link', { name: 'a DHS official', exact: true }).click();
    await page.waitForURL('**/speakers/*');
  },
  'identities/show': async (page) => {
    await WAYS['speakers/show']!(page, {} as Room);
    await page.getByRole('link', { name: 'Who it is' }).click();
    await page.waitForURL('**/identity');
  },
  'admissions/show': async (page, { article }) => {
    await makeLink(page, article);
  },
  'admissions/enter': async (page, { article }) => {
    const link = await makeLink(page, article);
    await page.context().clearCookies();
    await page.goto(link);
  },
  'assignments/show': (page, { article }) => page.goto(`${article}/assignments`),
  'author_queries/list': async (page, room) => {
    const writer = await room.signIn(page, 'writer', 'Wim Taylor');
    const { claim } = await bringIn(room, 'The mill burned in May.');
    const query = { version: claim.version, askedOf: writer.id, question: 'In which year?', dueOn: '2026-05-04' };
    await room.tell(`/claims/${claim.id}/author-queries`, query);
    await page.goto('/author-queries');
    await page.getByText('In which year?').waitFor();
  },
  'house_rules/show': async (page, room) => {
    await room.signIn(page, 'admin', 'Hal Ingram');
    await page.goto('/house-rules');
  },
  'merges/list': async (page, room) => {
    const keeper = await record(room, 'The harbour ledger');
    const gone = await record(room, 'The Harbour Ledger');
    await record(room, 'The harbour ledger.');
    await room.tell(`/sources/${keeper.id}/merges`, { version: keeper.version, otherId: gone.id });
    await page.goto(`/sources/${keeper.id}/merges`);
    await page.getByRole('button', { name: /^Undo/ }).waitFor();
    await page.getByRole('radio').first().waitFor();
  },
  'notifications/list': async (page, room) => {
    await room.signIn(page, 'researcher', 'Ada Brook');
    const { claim } = await bringIn(room, 'A tram runs over the bridge.');
    await room.tell(`/claims/${claim.id}/comments`, { body: 'Which tram, @Ada?' });
    await page.goto('/notifications');
    await page.getByRole('button', { name: 'Mark all as read' }).waitFor();
  },
  'people/list': async (page, room) => {
    await room.signIn(page, 'admin', 'Mia Ostrander');
    await page.goto('/people');
  },
  'people/new': async (page, room) => {
    await room.signIn(page, 'admin', 'Jo Falk');
    await page.goto('/people/new');
  },
  'people/show': async (page, room) => {
    await takeOn(page, room, 'Tess Vale');
    await page.getByRole('link', { name: 'I have it' }).click();
    await page.waitForURL(/\/people\/[0-9a-f-]{36}$/);
    await page.getByText('Change name, mail address or role').click();
  },
  'people/link': async (page, room) => {
    await takeOn(page, room, 'Bo Lindqvist');
  },
  'sessions/choose': async (page, room) => {
    const link = await takeOn(page, room, 'Rui Alves');
    await page.context().clearCookies();
    await page.goto(link);
  },
  'sessions/account': async (page, room) => {
    const { name } = await room.signIn(page, 'reader', 'Pat Dunn');
    await page.goto('/account');
    await page.getByRole('heading', { level: 1, name }).waitFor();
    await page.getByText('Change the password').click();
  },
  'sessions/new': async (page) => {
    await page.context().clearCookies();
    await page.goto('/sign-in');
    await page.getByLabel('Password').waitFor();
  },
  'plans/show': (page, { article }) => page.goto(`${article}/plan`),
  'rechecks/show': async (page, room) => {
    const body = 'The fast boat carried 412 people on 3 May.';
    const { article, claim } = await bringIn(room, body);
    const finding = { version: claim.version, status: 'disputed', reason: 'The log has another figure.' };
    await room.tell(`/claims/${claim.id}/findings`, finding);
    const revision = { revisionId: article.revisionId, body: body.replace('412', '421') };
    await room.tell(`/articles/${article.id}/revisions`, revision);
    await page.goto(`/articles/${article.id}/rechecks`);
    await page.getByRole('heading', { level: 1, name: 'Re-check claim 1' }).waitFor();
  },
  'relays/show': async (page, room) => {
    const [wire, paper] = [await record(room, 'A wire report'), await record(room, 'A paper that prints it')];
    const relay = { version: paper.version, relayedId: wire.id, kind: 'cites', words: 'as the wire reports' };
    await room.tell(`/sources/${paper.id}/relays`, relay);
    await page.goto(`/sources/${paper.id}/relays`);
  },
  'standings/show': async (page) => {
    await page.goto('/sources');
    await page.getByRole('link', { name: /^U\.S\. Agencies Said/ }).click();
    await page.getByRole('link', { name: 'Does it still stand?' }).click();
    await page.getByRole('link', { name: 'Retracted', exact: true }).click();
    await page.getByRole('heading', { name: 'What would fall' }).waitFor();
  },
  'earlier_findings/new': (page) => page.goto('/earlier-findings/new'),
  'earlier_findings/list': async (page, room) => {
    await room.tell('/earlier-findings/imports', { text: JSON.stringify(REVIEW) });
    await page.goto('/earlier-findings');
  },
  'earlier_findings/show': async (page, room) => {
    await room.tell('/earlier-findings/imports', { text: JSON.stringify(REVIEW) });
    await page.goto('/earlier-findings');
    await page.getByRole('link', { name: REVIEW.claimReviewed }).click();
  },
  'claim_imports/new': (page, { article }) => page.goto(`${article}/claims/imports/new`),
  'claim_imports/columns': async (page, { article }) => {
    await page.goto(`${article}/claims/imports/new`);
    await page.getByLabel('Or paste the rows').fill('Quote,Risk\nNo such words,high\n');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('heading', { name: 'The first rows' }).waitFor();
  },
  'source_imports/new': (page) => page.goto('/sources/imports/new'),
  'imports/show': async (page) => {
    await page.goto('/sources/imports/new');
    await page
      .getByLabel('Or paste the records')
      .fill('@book{a, title = {Tides of the Sound}, year = {1987}, shelf = {C}}\n@book{b, year = {1988}}\n');
    await page.getByRole('button', { name: 'Import the sources' }).click();
    await page.waitForURL(/\/imports\/[0-9a-f-]{36}$/);
  },
  'tokens/list': async (page, room) => {
    await room.signIn(page, 'researcher', 'Lee Sandoval');
    await page.goto('/account/tokens');
    await page.getByLabel('What it is for').fill('The nightly export');
    await page.getByRole('button', { name: 'Make a token' }).click();
    await page.locator('.one-time').waitFor();
  },
  'visits/show': async (page, room) => {
    await room.signIn(page, 'researcher', 'Ines Moor');
    const { article, claim } = await bringIn(room, 'The ferry sank in 1907.');
    await page.goto(`/articles/${article.id}`);
    await room.tell(`/claims/${claim.id}/comments`, { body: 'Which ferry?' });
    await page.reload();
    await page.getByRole('link', { name: '1 thing since you looked' }).click();
    await page.getByRole('button', { name: 'Mark all as seen' }).waitFor();
  },
  'work/show': async (page, room) => {
    await room.signIn(page, 'researcher', 'Nell Harker');
    await page.goto('/work?list=unassigned');
    await page.locator('.work').first().waitFor();
  },
  problem: (page) => page.goto('/nothing-here'),
};

/** Hands in a file of a new source, or of the one that a snapshot is of, and waits until it is read. */
async function keepFile(page: Page, room: Room, words: string, snapshot?: string): Promise<void> {
  if (snapshot === undefined) {
    const source = { kind: 'document', title: 'Notes of the council', anyway: true };
    const { id } = await room.tell<{ id: string }>('/sources', source);
    await page.goto(`/sources/${id}/snapshots`);
  } else {
    await page.goto(snapshot);
    await page.getByRole('link', { name: /^Snapshots of/ }).click();
    await page.getByText('Hand in a file of it').click();
  }
  const file = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from(words) };
  await page.getByLabel('A file of it').setInputFiles(file);
  await page.getByRole('button', { name: 'Keep the file' }).click();
  await page.waitForURL(/\/snapshots\/[0-9a-f-]{36}$/);
}

interface Versioned {
  id: string;
  version: number;
}

const record = (room: Room, title: string) =>
  room.tell<Versioned>('/sources', { kind: 'document', title, anyway: true });

/** An article of one sentence, which is a claim. */
async function bringIn(
  room: Room,
  body: string,
): Promise<{ article: { id: string; revisionId: string }; claim: Versioned }> {
  const article = await room.tell<{ id: string; revisionId: string }>('/articles', { title: 'From the coast', body });
  const claim = await room.tell<Versioned>(`/articles/${article.id}/claims`, { quotation: body });
  return { article, claim };
}

/** Makes a link by which somebody from outside reads an article. */
async function makeLink(page: Page, article: string): Promise<string> {
  await page.goto(`${article}/access`);
  await page.getByText('Make a link', { exact: true }).first().click();
  await page.getByLabel('For whom').fill('Counsel of the paper');
  await page.getByRole('button', { name: 'Make a link' }).click();
  return page.locator('.one-time').innerText();
}

/** Takes somebody on as an admin. Comes back with the link by which they choose a password. */
async function takeOn(page: Page, room: Room, name: string): Promise<string> {
  await room.signIn(page, 'admin', 'Mia Ostrander');
  await page.goto('/people/new');
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Mail address').fill(`${name.split(' ')[0]!.toLowerCase()}@desk.example`);
  await page.getByRole('button', { name: 'Take on' }).click();
  return page.locator('.one-time').innerText();
}
