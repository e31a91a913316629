import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Report } from '../../src/core/report.ts';
import { openDesk, type ArticleSent, type ClaimSent, type Seat, type TestDesk } from '../support/desk.ts';
import type { Page } from '../support/page.ts';

const STORY = `Ferry fares rise again

Passengers on the Ostmark crossing will pay 12 percent more from March, according to the harbour board. The board’s chair, Ines Calloway, said the ferries lost $3.4 million in 2023.

Half of the deckhands live on the islands. The crossing opened in 1931. It is a lovely trip.`;

const ABOUT = {
  title: 'Ferry fares rise again',
  byline: 'Jon Aske',
  publication: 'The Ostmark Courier',
  publishedOn: '2024-02-09',
  address: 'https://courier.example/ferries',
};

const LEDGER = {
  sourceKind: 'document',
  title: 'Annual accounts 2023',
  author: 'Harbour board',
  publisher: 'Ostmark Harbour',
  issued: '2024-01',
  address: 'https://harbour.example/accounts-2023.pdf',
};

const FOUND = {
  fares: { status: 'verified_fix', reason: 'The tariff has 12.4 percent.', wording: 'will pay 12.4 percent more' },
  loss: { status: 'verified', reason: 'Accounts, table 2.', wording: '' },
  opened: { status: 'incorrect', reason: 'The accounts date the first sailing to 1932.', wording: 'opened in 1932' },
};

/** A claim's page from the article's, by words that its row in the list shows. */
async function openClaim(desk: Seat, articleId: string, words: string): Promise<Page> {
  const article = await desk.open(`/articles/${articleId}`);
  const row = article.$('.rows .row').filter((_, each) => article.$(each).find('.row-words').text().includes(words));
  return desk.open(row.find('a.row-number').attr('href')!);
}

/** The whole job as somebody without scripts does it on the website: every address and field from the pages themselves. */
async function throughTheWebsite(desk: Seat): Promise<string> {
  const articles = await desk.open('/');
  let article = await (await articles.follow('Bring in an article')).send('#article', { body: STORY, ...ABOUT });
  const articleId = article.path.split('/')[2]!;

  // Two suggestions as they stand, one edited, one dismissed.
  const rowOf = (words: string) =>
    `#${article
      .$('.rows .row')
      .filter((_, each) => article.$(each).text().includes(words))
      .attr('id')!}`;
  article = await article.send(`${rowOf('will pay 12 percent')} form[action$=acceptance]`);
  const edit = article.$(`${rowOf('lost $3.4 million')} a.button`).attr('href')!;
  await (
    await desk.open(edit)
  ).send('#claim-form', { statement: 'The ferries lost $3.4 million in 2023.', type: 'figure', risk: 'high' });

  // By the button of a sentence, and by a typed quotation.
  article = await desk.open(`/articles/${articleId}`);
  const sentence = article.$('.sentence').filter((_, each) => article.$(each).text().includes('Half of the deckhands'));
  const menu = article.$(`#${sentence.attr('id')!}-menu a.button`).attr('href')!;
  await (await desk.open(menu)).send('#claim-form', { type: 'figure' });
  article = await desk.open(`/articles/${articleId}`);
  let claim = await article.send('#quotation', { quotation: 'crossing  opened in 1931' });

  // Whom the text credits, and whether they said it.
  claim = await openClaim(desk, articleId, 'Half of the deckhands');
  claim = await claim.send('#attribute-form', {
    source: 'Ines Calloway',
    cue: 'said',
    kind: 'person',
    manner: 'paraphrase',
  });
  await claim.send('#attribution-check-form', { check: 'misattributed', note: 'She did not speak of them.' });

  // A source recorded in the act, then used again.
  claim = await openClaim(desk, articleId, 'will pay 12 percent');
  claim = await claim.send('#link-form', {
    ...LEDGER,
    stance: 'partly_supports',
    role: 'primary',
    locator: 'page 4',
    excerpt: 'Fares: +12.4 %',
    note: 'From March on.',
  });
  await claim.send('#finding-form', FOUND.fares);
  for (const [words, more, finding] of [
    ['lost $3.4 million', { stance: 'supports', role: 'primary', locator: 'p. 9' }, FOUND.loss],
    ['opened in 1931', { stance: 'contradicts', role: 'secondary' }, FOUND.opened],
  ] as const) {
    claim = await openClaim(desk, articleId, words);
    const ledger = claim.$('[name=sourceId] option').filter((_, each) => claim.$(each).text().startsWith(LEDGER.title));
    claim = await claim.send('#link-form', { sourceId: ledger.attr('value')!, ...more });
    expect(claim.words('#evidence')).toContain(LEDGER.title);
    claim = await claim.send('#finding-form', finding);
    expect(claim.words('#finding .verdict')).toContain(finding.reason);
  }
  return articleId;
}

/** The same job by a program. */
async function throughTheApi(desk: Seat): Promise<string> {
  const article = await desk.tell<ArticleSent>('/articles', { body: STORY, ...ABOUT });
  const { suggestions } = await desk.get<{ suggestions: { id: string; exact: string; start: number; end: number }[] }>(
    `/articles/${article.id}/suggestions`,
  );
  const suggested = (words: string) => suggestions.find((each) => each.exact.includes(words))!;
  const { claim: fares } = await desk.tell<{ claim: ClaimSent }>(
    `/suggestions/${suggested('will pay 12 percent').id}/acceptance`,
  );
  const { id: suggestionId, start, end } = suggested('lost $3.4 million');
  const loss = await desk.tell<ClaimSent>(`/articles/${article.id}/claims`, {
    suggestionId,
    start,
    end,
    statement: 'The ferries lost $3.4 million in 2023.',
    risk: 'high',
    type: 'figure',
    credited: true,
  });
  const from = STORY.indexOf('Half of');
  const deckhands = await desk.tell<ClaimSent>(`/articles/${article.id}/claims`, {
    revisionId: article.revisionId,
    start: from,
    end: STORY.indexOf('. The crossing') + 1,
    type: 'figure',
  });
  const opened = await desk.mark(article, 'crossing opened in 1931');

  const credit = { source: 'Ines Calloway', cue: 'said', kind: 'person', manner: 'paraphrase', speaker: '' };
  await desk.move(deckhands, 'attribution', credit);
  await desk.move(deckhands, 'attribution-check', { check: 'misattributed', note: 'She did not speak of them.' });

  const linked = await desk.move(fares, 'evidence', {
    ...LEDGER,
    stance: 'partly_supports',
    role: 'primary',
    locator: 'page 4',
    excerpt: 'Fares: +12.4 %',
    note: 'From March on.',
  });
  await desk.move(fares, 'findings', FOUND.fares);
  const { sourceId } = linked.evidence[0]!;
  await desk.move(loss, 'evidence', { sourceId, stance: 'supports', role: 'primary', locator: 'p. 9' });
  await desk.move(loss, 'findings', FOUND.loss);
  await desk.move(opened, 'evidence', { sourceId, stance: 'contradicts', role: 'secondary' });
  await desk.move(opened, 'findings', FOUND.opened);
  return article.id;
}

/** The report without what no two desks share: ids, moments, and the heads of history's chains, which seal both. */
function withoutIds(report: Report): unknown {
  return JSON.parse(
    JSON.stringify(report, (name, value: unknown) =>
      ['id', 'asOf', 'givenAt', 'linkedAt', 'head'].includes(name) ? '' : value,
    ),
  );
}

/** Done once: the first two tests read it. */
let worked: TestDesk;
let articleId: string;
beforeAll(async () => {
  worked = await openDesk();
  articleId = await throughTheWebsite(worked);
});
afterAll(() => worked[Symbol.asyncDispose]());

test('the article, the claim and the report show what was done, and the history tells it in order', async () => {
  const desk = worked;
  const article = await desk.open(`/articles/${articleId}`);
  expect(article.list('.credit li')).toEqual(
    expect.arrayContaining(['By Jon Aske', 'The Ostmark Courier', '9 February 2024', 'courier.example']),
  );
  expect(article.words('article.text')).toContain('Claim 4, Incorrect: 4crossing opened in 1931 (end of Claim 4)');
  expect(article.list('.rows .row:not([data-code=suggestion]) strong')).toEqual([
    'Verified, fix wording',
    'Verified',
    'Unverified',
    'Incorrect',
  ]);

  const unsourced = await desk.open(`/articles/${articleId}?source=none`);
  expect(unsourced.list('.rows .row-words')).toEqual(['Half of the deckhands live on the islands.']);
  expect(unsourced.words('.filter')).toContain('Only claims with no source yet.');
  const wrong = await desk.open(`/articles/${articleId}?status=incorrect`);
  expect(wrong.list('.rows .row-words')).toEqual(['crossing opened in 1931']);

  const claim = await openClaim(desk, articleId, 'will pay 12 percent');
  expect(claim.words('#words .text')).toContain('will pay 12 percent more from March (end of Claim 1) , according to');
  expect(claim.words('#attribution')).toContain('the harbour board');
  expect(claim.words('#evidence')).toContain('Partly supports Annual accounts 2023');
  expect(claim.words('#finding .verdict')).toContain('Should read: will pay 12.4 percent more');
  expect(claim.list('#history .event').map((line) => line.replace(/ \d+ \w+ \d{4} at .*/, ''))).toEqual([
    'Local editor changed the finding from Unverified to Verified, fix wording: The tariff has 12.4 percent. Right wording: “will pay 12.4 percent more”',
    'Local editor linked “Annual accounts 2023” (partly supports)',
    'Local editor credited the claim to the harbour board',
    'Local editor marked claim 1: “Passengers on the Ostmark crossing will pay 12 percent more from March”',
  ]);

  const report = await article.follow('Report');
  expect(report.words('.numbers')).toContain('Claims by status');
  expect(report.list('.entry h3')).toEqual(['Claim 1', 'Claim 2', 'Claim 3', 'Claim 4']);
  expect(report.words('#claim-2')).toContain('Accounts, table 2.');
  const csv = await desk.ask(report.linkTo('CSV'));
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  const rows = parse<Record<string, string>>(await csv.text(), { columns: true });
  expect(rows.map(({ claim, source_title, locator }) => [claim, source_title, locator])).toEqual([
    ['1', LEDGER.title, 'p. 4'],
    ['2', LEDGER.title, 'p. 9'],
    ['3', '', ''],
    ['4', LEDGER.title, ''],
  ]);

  expect((await desk.history()).map(({ event }) => event.kind)).toEqual([
    'article_imported',
    'speaker_recorded',
    'claim_marked',
    'attribution_set',
    'speaker_recorded',
    'claim_marked',
    'attribution_set',
    'claim_marked',
    'claim_marked',
    'attribution_set',
    'attribution_checked',
    'source_recorded',
    'evidence_linked',
    'finding_given',
    'evidence_linked',
    'finding_given',
    'evidence_linked',
    'finding_given',
  ]);
  const history = await article.follow('History');
  expect(history.list('.event')).toHaveLength(15);
});

test('the job done on the website and the job done through the API come to the same report', async () => {
  const one = await worked.get<Report>(`/articles/${articleId}/report`);
  // At a desk of its own: the first one has the source already, and would refuse to record it again.
  await using desk = await openDesk();
  const other = await desk.get<Report>(`/articles/${await throughTheApi(desk)}/report`);
  expect(withoutIds(one)).toEqual(withoutIds(other));
  for (const { history } of [one, other]) {
    expect(Object.values(history).map(({ head }) => head)).toEqual([
      expect.stringMatching(/^[0-9a-f]{64}$/),
      expect.stringMatching(/^[0-9a-f]{64}$/),
    ]);
  }
  expect(one.history).toMatchObject({ article: { entries: 15 }, desk: { entries: 3 } });

  expect(one.article).toMatchObject(ABOUT);
  expect(one.claims.map(({ number, exact, status, stage }) => [number, exact, status, stage])).toEqual([
    [1, 'Passengers on the Ostmark crossing will pay 12 percent more from March', 'verified_fix', 'checked'],
    [2, 'the ferries lost $3.4 million in 2023', 'verified', 'checked'],
    [3, 'Half of the deckhands live on the islands.', 'unverified', 'new'],
    [4, 'crossing opened in 1931', 'incorrect', 'checked'],
  ]);
  expect(one.claims.map((claim) => claim.attribution.map(({ speaker, check }) => [speaker, check]))).toEqual([
    [['the harbour board', 'unchecked']],
    [['Ines Calloway', 'unchecked']],
    [['Ines Calloway', 'misattributed']],
    [],
  ]);
  expect(one.claims.map((claim) => claim.sourcing.level)).toEqual([
    'attributed_only',
    'primary_record',
    'attributed_only',
    'none',
  ]);
  expect(one.claims[0]!.evidence).toMatchObject([{ source: 'S1', locator: 'p. 4', excerpt: 'Fares: +12.4 %' }]);
  expect(one.claims[0]!.finding).toMatchObject({ wording: 'will pay 12.4 percent more', givenBy: 'Local editor' });
  expect(one.sources).toMatchObject([{ label: 'S1', title: LEDGER.title, issued: '2024-01', claims: [1, 2, 4] }]);
});

test('an uploaded file comes in as it was, but for its byte order mark and its CRLF', async () => {
  await using desk = await openDesk();
  const bytes = '\uFEFFFirst line.\r\n\r\nSecond\tline,  with  two spaces.\r\n\r\n';
  const form = await desk.open('/articles/new');
  const article = await form.send('#article', { file: new File([bytes], 'story.txt', { type: 'text/plain' }) });
  expect(article.list('h1')).toEqual(['First line.']);
  const { body, sha256 } = await desk.get<ArticleSent>(`/articles/${article.path.split('/')[2]!}`);
  expect(body).toBe('First line.\n\nSecond\tline,  with  two spaces.\n\n');
  expect(sha256).toMatch(/^[0-9a-f]{64}$/);
});

test('suggestions are taken all at once above a mark, dismissed, and reopened', async () => {
  await using desk = await openDesk();
  const article = await desk.bringIn(STORY);
  const path = `/articles/${article.id}`;
  const suggestions = async () =>
    (
      await desk.get<{ suggestions: { id: string; state: string; checkworthiness: number }[] }>(
        `${path}/suggestions?all=1`,
      )
    ).suggestions;
  const [first, ...others] = await suggestions();
  const page = await desk.open(path);
  const dismissed = await page.send(`#suggestion-1 form[action$=dismissal]`);
  expect(dismissed.$('#suggestion-1')).toHaveLength(0);
  await desk.tell(`/suggestions/${first!.id}/reopening`);
  expect((await desk.open(path)).$('#suggestion-1')).toHaveLength(1);
  await desk.tell(`/suggestions/${first!.id}/dismissal`, { reason: 'Known to all.' });

  const line = others.map((each) => each.checkworthiness).toSorted((a, b) => a - b)[1]!;
  const after = await (await desk.open(path)).send('#batch', { atLeast: line.toFixed(4) });
  const worth = others.filter((each) => each.checkworthiness >= Number(line.toFixed(4)));
  expect(worth.length).toBeLessThan(others.length);
  expect(after.$('.rows .row:not([data-code=suggestion])')).toHaveLength(worth.length);
  expect((await suggestions()).map(({ state }) => state).toSorted()).toEqual([
    ...worth.map(() => 'accepted'),
    'dismissed',
    ...others.slice(worth.length).map(() => 'open'),
  ]);
});

test('whoever decides on suggestions one by one stays in their list, at the next one', async () => {
  await using desk = await openDesk();
  const { id } = await desk.bringIn(STORY);
  const article = await desk.open(`/articles/${id}`);
  let page = await article.follow(article.list('.other-lists a').find((words) => words.endsWith('suggestions'))!);
  const listed = page
    .$('.rows .row')
    .map((_, row) => page.$(row).attr('id')!)
    .get();
  expect(listed.length).toBeGreaterThan(2);
  for (const [index, row] of listed.entries()) {
    page = await page.send(`#${row} form[action$=${index === 0 ? 'dismissal' : 'acceptance'}]`);
    expect(page.path).toBe(`/articles/${id}?suggestions=open#${listed[index + 1] ?? 'claims-list'}`);
  }
  expect(page.words('#claims-list')).toContain('No suggestion is left.');
  const dismissed = await page.follow('1 dismissed suggestion');
  const reopened = await dismissed.send('.row form[action$=reopening]');
  expect(reopened.path).toBe(`/articles/${id}?suggestions=dismissed#claims-list`);
});

test('what scores low is offered when it is asked for, and accepted with all only then', async () => {
  await using desk = await openDesk();
  const body =
    'The ferry lost $3.4 million in 2023, the council said.\n\nShe put the letter on the table and went home.';
  const { id } = await desk.bringIn(body);
  const offered = async (query: string) =>
    (
      await desk.get<{ suggestions: { exact: string; checkworthiness: number }[] }>(
        `/articles/${id}/suggestions${query}`,
      )
    ).suggestions;
  const [high] = await offered('');
  expect(await offered('')).toHaveLength(1);
  expect(high!.checkworthiness).toBeGreaterThanOrEqual(0.5);
  const all = await offered('?all=1');
  expect(all).toHaveLength(2);
  expect(all[1]!.checkworthiness).toBeLessThan(0.5);

  const page = await desk.open(`/articles/${id}`);
  expect(page.list('#list-title')).toEqual(['0 claims, 1 suggestion']);
  expect(page.$('#suggestion-1, #suggested-1')).toHaveLength(2);
  expect(page.$('#suggestion-2, #suggested-2')).toHaveLength(0);
  expect(page.list('.scored-low')).toEqual(['Show 1 suggestion that scored low']);
  const low = await desk.open(`/articles/${id}?suggestions=all`);
  expect(low.list('#list-title')).toEqual(['0 claims, 2 suggestions']);
  expect(low.$('#suggestion-2, #suggested-2')).toHaveLength(2);
  expect(low.list('.scored-low')).toEqual(['Leave out 1 suggestion that scored low']);

  const accepted = await page.send('#batch');
  expect(accepted.list('#list-title')).toEqual(['1 claim']);
  const rest = await (await desk.open(`/articles/${id}?suggestions=all`)).send('#batch', { atLeast: '0' });
  expect(rest.list('#list-title')).toEqual(['2 claims']);
});

test('an article, a source and a speaker can be put right, and history keeps what they were', async () => {
  await using desk = await openDesk();
  const { id } = await desk.bringIn(STORY, { ...ABOUT, title: 'Fery fares' });
  const edit = await (await desk.open(`/articles/${id}`)).follow('Edit title and date');
  const article = await edit.send('#article', { title: 'Ferry fares', publishedOn: '2024-02-10' });
  expect(article.list('h1')).toEqual(['Ferry fares']);

  const source = await (
    await desk.open('/sources/new')
  ).send('form[action="/sources"]', {
    kind: 'interview',
    title: 'Interview with Ines Calloway',
    note: 'On the pier.',
  });
  expect(source.path).toMatch(/^\/sources\/[0-9a-f-]{36}$/);
  const amended = await source.send('form[action$=amendments]', { issued: '2024' });
  expect(amended.words('main')).toContain('2024');

  const claim = await desk.mark({ id }, 'the ferries lost $3.4 million');
  const credit = { source: 'Ines Calloway', cue: 'said', kind: 'unnamed', manner: 'direct', speaker: 'the chair' };
  const credited = await desk.move(claim, 'attribution', credit);
  const speaker = await desk.open(`/speakers/${credited.credits[0]!.speakerId}`);
  expect(speaker.words('#claims')).toContain('the ferries lost $3.4 million');
  const renamed = await speaker.send('form[action$=amendments]', { name: 'Ines Calloway', kind: 'person' });
  expect(renamed.list('h1')).toEqual(['Ines Calloway']);

  const amendments = (await desk.happened()).filter(({ kind }) => kind.endsWith('_amended'));
  expect(amendments).toEqual([
    {
      kind: 'article_amended',
      changes: { title: ['Fery fares', 'Ferry fares'], publishedOn: ['2024-02-09', '2024-02-10'] },
    },
    { kind: 'source_amended', changes: { issued: [null, '2024'] } },
    { kind: 'speaker_amended', changes: { name: ['the chair', 'Ines Calloway'], kind: ['unnamed', 'person'] } },
  ]);
});
