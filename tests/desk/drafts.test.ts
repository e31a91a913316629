import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { articleCommands } from '../../src/articles/commands.ts';
import { readAllowedHost } from '../../src/fetching/addresses.ts';
import { findSnapshotOfRevision, getBytes } from '../../src/snapshots/queries.ts';
import { revisionCommands } from '../../src/revisions/commands.ts';
import type { Terminal } from '../../src/terminal/command.ts';
import { here, openSite, page, to, type Site } from '../fetching/web.ts';
import { openDesk, type ArticleSent, type TestDesk } from '../support/desk.ts';

const STORY = (figure: string) => `<!doctype html><html lang="en"><head><title>Council closes ferry</title>
<meta name="author" content="Ana Ruiz"><meta property="og:site_name" content="The Ledger">
<meta property="article:published_time" content="2031-05-04T08:00:00Z"></head><body><article>
<h1>Council closes ferry</h1>
<p>The city council voted on Monday to close the Northbank ferry, which
<a href="/budget">cost ${figure} million</a> a year to run, officials said on Monday evening.</p>
<blockquote>We had no choice, the mayor told the council. The boats are forty years old and nobody will insure them.</blockquote>
<p>The ferry carried 2,100 people a day, according to the harbour office, which keeps count of every crossing.</p>
</article></body></html>`;

let site: Site;
let desk: TestDesk;
let figure = '51';

beforeAll(async () => {
  site = await openSite({
    '/story': (request, response) => page(STORY(figure))(request, response),
    '/moved': to('/story'),
    '/metadata': to('http://169.254.169.254/latest/meta-data/'),
    '/nothing': page('<!doctype html><title></title>'),
    '/closed': page(),
    '/robots.txt': (_, response) =>
      response.writeHead(200, { 'content-type': 'text/plain' }).end('User-agent: *\nDisallow: /closed'),
  });
  const allowHosts = [readAllowedHost(`127.0.0.1:${site.port}`)];
  desk = await openDesk({ fetching: { allowHosts, lookup: here } });
});
afterAll(async () => {
  await desk[Symbol.asyncDispose]();
  await site[Symbol.asyncDispose]();
});

const fixture = (name: string, type = '') =>
  new File([readFileSync(join(import.meta.dirname, '../../fixtures/files', name))], name, { type });

async function fetchStory(path = '/moved') {
  const form = await desk.open('/articles/new');
  const waiting = await form.send('#fetch-form', { address: site.origin + path });
  expect(waiting.words('main')).toMatch(/Fetch http.*Waiting/);
  return desk.outcome(waiting);
}

const revisionOf = async (articleId: string) => (await desk.get<ArticleSent>(`/articles/${articleId}`)).revisionId;

describe('an article from an address', () => {
  test('is shown for correction, and nothing is stored before', async () => {
    const draft = await fetchStory();
    expect(draft.words('.notice')).toMatch(/This was found. Correct what is wrong/);
    expect(draft.fields('#article')).toMatchObject({
      title: 'Council closes ferry',
      byline: 'Ana Ruiz',
      publication: 'The Ledger',
      publishedOn: '2031-05-04',
      address: `${site.origin}/story`,
    });
    expect((await desk.get<{ total: number }>('/articles')).total).toBe(0);
  });

  test('is brought in as it was corrected, with its kinds of passages, its links and the page as it came', async () => {
    const draft = await fetchStory();
    const { body } = draft.fields('#article');
    const article = await draft.send('#article', {
      body: body!.replace('2,100 people', '2,200 people'),
      title: 'Corrected',
    });
    expect(article.words('h1')).toBe('Corrected');
    const { db } = desk.database;
    const id = article.path.split('/')[2]!;
    const sent = await desk.get<ArticleSent & { passages: { kind: string }[]; notes: { value: string }[] }>(
      `/articles/${id}`,
    );
    expect(sent.passages.map(({ kind }) => kind)).toContain('quotation');
    const snapshot = (await findSnapshotOfRevision(db, desk.person, await revisionOf(id)))!;
    expect(snapshot).toMatchObject({ finalAddress: `${site.origin}/story`, mediaType: 'text/html' });
    expect(snapshot.sha256).toBe(createHash('sha256').update(STORY('51')).digest('hex'));
    expect(String(await getBytes(db, desk.person, snapshot.id))).toBe(STORY('51'));
    expect(sent.notes).toEqual([expect.objectContaining({ kind: 'link', value: `${site.origin}/budget` })]);
    expect(article.$('.linked').attr('href')).toBe(`${site.origin}/budget`);
    expect(article.words('.linked')).toMatch(/“cost 51 million” links to 127\.0\.0\.1/);
    const kept = await article.follow('As it came');
    expect(kept.words('.facts')).toContain(snapshot.sha256);
    expect(await (await desk.ask(kept.linkTo('Download as it came'))).text()).toBe(STORY('51'));
    expect((await desk.open(`/articles/${id}/history`)).words('main')).toMatch(
      /brought in “Corrected”, revision 1, from http:\/\/127.0.0.1:\d+\/story/,
    );
  });

  test('is used once: a second article from the same draft is told to fetch again', async () => {
    const draft = await fetchStory();
    await draft.send('#article');
    const again = await draft.send('#article');
    expect(again.status).toBe(409);
    expect(again.words('.problems')).toMatch(/used already/);
  });

  test.each([
    ['an address inside the network', 'http://10.0.0.7/', /not a public address/],
    ['a cloud’s own address', 'http://169.254.169.254/latest/', /not a public address/],
    ['a user name in it', 'https://me:secret@example.org/', /user name or a password/],
    ['no address of the web', 'ftp://example.org/', /full web address/],
    ['nothing', '', /address/i],
  ])('%s is refused at once, beside its field', async (_, address, told) => {
    const form = await desk.open('/articles/new');
    const again = await form.send('#fetch-form', { address });
    expect(again.status).toBe(422);
    expect(again.words('#fetch-form .trouble')).toMatch(told);
    expect(again.fields('#fetch-form')['address']).toBe(address);
  });

  test.each([
    ['a redirection into a cloud’s machine', '/metadata', /169\.254\.169\.254 is not a public address/],
    ['a page without words', '/nothing', /no text/],
    ['a page that is closed to robots', '/closed', /robots\.txt/],
    ['a page that is not there', '/gone', /no such page \(404\)/],
  ])('%s ends the job with a clear message', async (_, path, told) => {
    const job = await fetchStory(path);
    expect(job.words('[role=alert]')).toMatch(told);
    expect(job.words('button')).toMatch(/Try again/);
  });
});

describe('an article from a file', () => {
  test.each([
    ['council-vote.docx', 'Sentence 4, para. 4'],
    ['council-vote.pdf', 'Sentence 4, p. 1'],
  ])('%s is read aside and shown first, and says where in it a sentence stands', async (name, place) => {
    const form = await desk.open('/articles/new');
    const waiting = await form.send('#article', { file: fixture(name), byline: 'Typed already' });
    expect(waiting.words('h1')).toBe(`Read ${name}`);
    const draft = await desk.outcome(waiting);
    expect(draft.fields('#article')['byline']).toBe('Typed already');
    expect(draft.fields('#article')['body']).toMatch(/council/i);
    const article = await draft.send('#article');
    expect(article.words('#s4-menu')).toContain(place);
    const id = article.path.split('/')[2]!;
    const snapshot = (await findSnapshotOfRevision(desk.database.db, desk.person, await revisionOf(id)))!;
    expect(snapshot.name).toBe(name);
  });

  test('that is plain text comes in at once, with its bytes', async () => {
    const file = new File(['First line\r\n\r\nThe vote was 51 to 49.'], 'story.txt', { type: 'text/plain' });
    const article = await (await desk.open('/articles/new')).send('#article', { file });
    const revisionId = await revisionOf(article.path.split('/')[2]!);
    expect(await findSnapshotOfRevision(desk.database.db, desk.person, revisionId)).toMatchObject({
      name: 'story.txt',
      length: 36,
    });
  });

  test('that cannot be read says so on the job’s page', async () => {
    const form = await desk.open('/articles/new');
    const file = new File(['%PDF-1.7\nnothing of the sort'], 'broken.pdf', { type: 'application/pdf' });
    const job = await desk.outcome(await form.send('#article', { file }));
    expect(job.words('[role=alert]')).toMatch(/damaged or cut short/);
  });
});

describe('fetching again', () => {
  test('brings in what the page says now as the next revision', async () => {
    figure = '51';
    const article = await (await fetchStory()).send('#article');
    figure = '58';
    const form = await article.follow('New revision');
    expect(form.fields('#fetch-form')['address']).toBe(`${site.origin}/story`);
    const draft = await desk.outcome(await form.send('#fetch-form'));
    const revision = await draft.send('#revision-form');
    expect(revision.words('main')).toMatch(/58/);
    const id = article.path.split('/')[2]!;
    const sent = await desk.get<ArticleSent>(`/articles/${id}`);
    expect(sent.revision).toBe(2);
    expect(sent.body).toContain('cost 58 million');
    expect(await findSnapshotOfRevision(desk.database.db, desk.person, sent.revisionId)).not.toBeNull();
  });
});

describe('for programs', () => {
  test('a draft is asked for, waited for, corrected and brought in', async () => {
    figure = '51';
    const job = await desk.tell<{ id: string; state: string }>('/drafts', { address: `${site.origin}/story` });
    expect(job.state).toBe('waiting');
    expect((await desk.refused(`/drafts/${job.id}`)).status).toBe(404);
    await desk.work();
    const draft = await desk.get<{ draft: string; title: string; body: string }>(`/drafts/${job.id}`);
    expect(draft.title).toBe('Council closes ferry');
    const article = await desk.tell<ArticleSent>('/articles', { ...draft, title: 'By a program' });
    expect(await findSnapshotOfRevision(desk.database.db, desk.person, article.revisionId)).not.toBeNull();
  });

  test.each(['council-vote.docx', 'council-vote.pdf'])('%s comes in as a form, at once', async (name) => {
    const form = new FormData();
    form.set('file', fixture(name));
    form.set('byline', 'By hand');
    const answer = await desk.ask('/api/v1/articles', { method: 'POST', body: form });
    expect(answer.status).toBe(201);
    expect(await answer.json()).toMatchObject({
      byline: 'By hand',
      title: expect.stringMatching(/council/i) as string,
    });
  });

  test('the command line brings in a page and a file, and what they came as', async () => {
    figure = '51';
    const said: string[] = [];
    const { db } = desk.database;
    const terminal: Terminal = {
      db,
      person: desk.person,
      newsroom: { name: 'The Test Desk', timeZone: 'UTC' },
      fetching: desk.fetching,
      say: (line) => said.push(line),
      put: () => Promise.reject(new Error('nothing is handed on as bytes')),
    };
    const run = (name: string, ...args: string[]) =>
      [...articleCommands, ...revisionCommands].find((each) => each.name === name)!.run(args, terminal);
    await run('import', `${site.origin}/moved`);
    const article = await desk.get<ArticleSent>(`/articles/${said[0]}`);
    expect(article).toMatchObject({ title: 'Council closes ferry', address: `${site.origin}/story` });
    expect(await findSnapshotOfRevision(db, desk.person, article.revisionId)).toMatchObject({
      finalAddress: `${site.origin}/story`,
    });
    await run('revise', said[0]!, join(import.meta.dirname, '../../fixtures/files/council-vote.docx'));
    expect(said[1]).toMatch(/^revision 2: /);
    await expect(run('import', 'http://10.0.0.7/')).rejects.toThrow('not a public address');
  });
});
