import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../src/db/client.ts';
import { openDesk, type ArticleSent, type ClaimSent, type TestDesk } from '../support/desk.ts';

const BODY = 'The bridge opened in 1931, said the mayor. It cost 5 million crowns. A tram runs over it.';

let desk: TestDesk;
let article: ArticleSent;
let claim: ClaimSent;
let suggestionId: string;
let before: number;

beforeAll(async () => {
  desk = await openDesk();
  article = await desk.bringIn(BODY);
  claim = await desk.mark(article, 'The bridge opened in 1931');
  const credit = { source: 'the mayor', cue: 'said', kind: 'person', manner: 'paraphrase', speaker: '' };
  await desk.move(claim, 'attribution', credit);
  claim = await desk.move(claim, 'evidence', { title: 'Town chronicle', stance: 'supports', role: 'primary' });
  const found = await desk.get<{ suggestions: { id: string; state: string }[] }>(`/articles/${article.id}/suggestions`);
  suggestionId = found.suggestions.find(({ state }) => state === 'open')!.id;
  before = (await desk.history()).length;
});
afterAll(() => desk[Symbol.asyncDispose]());

const unchanged = async () => expect(await desk.history()).toHaveLength(before);

/** Every change that the API knows, with a body that would do; ids in braces. */
const CHANGES: Record<string, Record<string, unknown>> = {
  '/articles': { title: '', byline: '', publication: '', publishedOn: '', address: '', body: 'Text.', accept: false },
  '/articles/{article}/amendments': {
    version: 1,
    title: 'T',
    byline: '',
    publication: '',
    publishedOn: '',
    address: '',
  },
  '/articles/{article}/clearances': { revisionId: '{revision}', sentence: 0, reason: 'Opinion' },
  '/articles/{article}/clearances/0/lifting': { revisionId: '{revision}' },
  '/articles/{article}/clearings': { revisionId: '{revision}', sentences: [0], kinds: ['question'], reason: 'Opinion' },
  '/articles/{article}/clearings/{article}/lifting': { revisionId: '{revision}' },
  '/articles/{article}/acceptances': { atLeast: 0.5 },
  '/articles/{article}/claims': {
    revisionId: '{revision}',
    start: 0,
    end: 10,
    quotation: '',
    statement: '',
    type: 'other',
    risk: 'normal',
    suggestionId: '{suggestion}',
    hedged: false,
    credited: true,
  },
  '/articles/{article}/revisions': { revisionId: '{revision}', body: 'A new text.' },
  '/suggestions/{suggestion}/dismissal': { reason: '' },
  '/claims/{claim}/place': { version: '{version}', start: 0, end: 10, quotation: '' },
  '/claims/{claim}/amendments': { version: '{version}', statement: 'S', type: 'date', risk: 'high' },
  '/claims/{claim}/checker': { version: '{version}' },
  '/claims/{claim}/attribution': {
    version: '{version}',
    source: 'the mayor',
    cue: 'said',
    kind: 'person',
    manner: 'direct',
    speaker: '',
  },
  '/claims/{claim}/attribution/removal': { version: '{version}' },
  '/claims/{claim}/attribution-check': { version: '{version}', check: 'confirmed', note: '' },
  '/claims/{claim}/evidence': {
    version: '{version}',
    sourceId: '{source}',
    sourceKind: 'document',
    title: '',
    author: '',
    publisher: '',
    issued: '',
    address: '',
    stance: 'supports',
    role: 'primary',
    locator: '',
    excerpt: '',
    note: '',
  },
  '/claims/{claim}/evidence/{evidence}/amendments': {
    version: '{version}',
    stance: 'background',
    role: 'primary',
    locator: '',
    excerpt: '',
    note: '',
  },
  '/claims/{claim}/evidence/{evidence}/removal': { version: '{version}' },
  '/claims/{claim}/findings': { version: '{version}', status: 'verified', reason: 'R', wording: '' },
  '/claims/{claim}/withdrawal': { version: '{version}', reason: 'R' },
  '/claims/{claim}/restoration': { version: '{version}' },
  '/sources': {
    kind: 'document',
    title: 'T',
    author: '',
    publisher: '',
    issued: '',
    address: '',
    note: '',
    speakerId: '{speaker}',
  },
  '/sources/{source}/amendments': {
    version: 1,
    kind: 'document',
    title: 'T',
    author: '',
    publisher: '',
    issued: '',
    address: '',
    note: '',
  },
  '/speakers/{speaker}/amendments': { version: 1, name: 'N', kind: 'person' },
};

function known(name: string): string {
  const [piece] = claim.evidence;
  const ids: Record<string, string> = {
    article: article.id,
    revision: article.revisionId,
    suggestion: suggestionId,
    claim: claim.id,
    version: String(claim.version),
    evidence: piece!.id,
    source: piece!.sourceId,
    speaker: claim.credits[0]!.speakerId,
  };
  return ids[name]!;
}

const filled = (template: string) => template.replaceAll(/\{(\w+)\}/g, (_, name: string) => known(name));

const bodyOf = (fields: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? filled(value) : value]),
  );

const WRONG: [what: string, value: unknown][] = [
  ['an object', { nested: { deeper: ['x'] } }],
  ['a list', ['x']],
  ['a broken number', 12.5],
  ['a negative number', -3],
  ['a NUL', 'a\0b'],
  ['half of a character', 'a\ud800'],
];
const TICKS = new Set(['accept', 'hedged', 'credited']);

describe('a field of the wrong kind is refused and named, and changes nothing', () => {
  test.each(Object.entries(CHANGES))('%s', async (path, fields) => {
    for (const name of Object.keys(fields)) {
      for (const [what, value] of WRONG) {
        // Any text ticks a box.
        if (TICKS.has(name) && typeof value === 'string') continue;
        const problem = await desk.refused(filled(path), { ...bodyOf(fields), [name]: value });
        expect({ name, what, status: problem.status, named: Object.keys(problem.fields ?? {}) }).toEqual({
          name,
          what,
          status: 422,
          named: [name],
        });
      }
    }
    await unchanged();
  });
});

describe('what is no JSON object is refused', () => {
  const BROKEN = ['{', '{"title": }', 'null', '[]', '[{"title":"T"}]', '"text"', '7', '{"title":"T"} and more', ''];
  test.each(BROKEN)('%s', async (words) => {
    for (const path of ['/sources', '/claims/{claim}/findings']) {
      const answer = await desk.askJson(filled(path), words);
      expect(answer.status).toBe(422);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(await answer.json()).toMatchObject({ status: 422, reason: 'invalid' });
    }
    await unchanged();
  });

  test.each(['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'application/json; charset=latin1'])(
    'something sent as %s',
    async (type) => {
      const headers = { 'content-type': type };
      const answer = await desk.ask('/api/v1/sources', {
        method: 'POST',
        headers,
        body: '{"title":"T","kind":"document"}',
      });
      expect(answer.status).toBe(422);
      await unchanged();
    },
  );
});

test('fields that nobody asked for are passed over', async () => {
  await using other = await openDesk();
  const story = await other.bringIn(BODY, { id: newId(), version: 9, nextClaimNumber: 50, createdBy: newId() });
  expect(story.version).toBe(1);
  const words = JSON.stringify({
    quotation: 'It cost 5 million crowns',
    id: newId(),
    number: 40,
    stage: 'signed_off',
    status: 'verified',
    checkerId: newId(),
    markedBy: newId(),
    exact: 'other words',
    constructor: { prototype: { stage: 'checked' } },
  }).replace('{', '{"__proto__":{"stage":"checked","statement":"inherited"},');
  const made = (await (await other.askJson(`/articles/${story.id}/claims`, words)).json()) as ClaimSent;
  expect(made).toMatchObject({
    number: 1,
    stage: 'new',
    status: 'unverified',
    checkerId: null,
    markedBy: 'Local editor',
    exact: 'It cost 5 million crowns',
    statement: 'It cost 5 million crowns',
  });
  expect(({} as Record<string, unknown>)['stage']).toBeUndefined();
});

test('a form with more fields than any form of the desk is refused', async () => {
  const many = Array.from({ length: 300 }, (_, index): [string, string] => [`field${index}`, 'x']);
  const page = await desk.post(`/claims/${claim.id}/findings`, [['version', '1'], ...many]);
  expect(page.status).toBe(413);
  expect(page.words('main')).toContain('more fields than the desk takes');
  const parts = new FormData();
  for (const [name, value] of many) parts.append(name, value);
  const answer = await desk.ask('/articles', { method: 'POST', body: parts });
  expect(answer.status).toBe(422);
  expect(await answer.text()).toContain('more parts than it should');
  await unchanged();
});

test('a form that names a field twice is refused, not read as either', async () => {
  const page = await desk.post(`/claims/${claim.id}/findings`, [
    ['version', String(claim.version)],
    ['status', 'verified'],
    ['status', 'incorrect'],
    ['reason', 'Both.'],
  ]);
  expect(page.status).toBe(422);
  await unchanged();
});

const PAGES = [
  '/articles/{article}',
  '/articles/{article}/edit',
  '/articles/{article}/history',
  '/articles/{article}/report',
  '/articles/{article}/report.html',
  '/articles/{article}/report.csv',
  '/articles/{article}/report.json',
  '/articles/{article}/claims/new',
  '/articles/{article}/revisions',
  '/articles/{article}/revisions/new',
  '/articles/{article}/revisions/1',
  '/claims/{claim}',
  '/claims/{claim}/history',
  '/sources/{source}',
  '/speakers/{speaker}',
  '/api/v1/articles/{article}',
  '/api/v1/articles/{article}/claims',
  '/api/v1/articles/{article}/suggestions',
  '/api/v1/articles/{article}/history',
  '/api/v1/articles/{article}/revisions',
  '/api/v1/articles/{article}/revisions/1',
  '/api/v1/articles/{article}/report',
  '/api/v1/articles/{article}/report.csv',
  '/api/v1/claims/{claim}',
  '/api/v1/claims/{claim}/history',
  '/api/v1/sources/{source}',
  '/api/v1/sources/{source}/history',
  '/api/v1/speakers/{speaker}',
];

const NO_IDS = [
  '00000000-0000-0000-0000-000000000000',
  '018f0000-0000-7000-8000-000000000000',
  'x',
  '1',
  '-1',
  'null',
  '%00',
  '%20',
  "'%20or%201=1--",
  '%3Cscript%3E',
  '..%2f..%2fetc%2fpasswd',
  '018f0000-0000-7000-8000-00000000000',
  'a'.repeat(3_000),
];

describe('an address that names nothing is not found', () => {
  test.each(PAGES)('%s answers with its own id and with no other', async (path) => {
    expect((await desk.ask(filled(path))).status).toBe(200);
    const answers: [string, number][] = [];
    for (const id of NO_IDS) {
      const answer = await desk.ask(path.replace(/\{\w+\}/, id));
      answers.push([id, answer.status]);
      const kind = path.startsWith('/api/') ? 'application/problem+json; charset=utf-8' : 'text/html; charset=utf-8';
      expect(answer.headers.get('content-type')).toBe(kind);
      expect(await answer.text()).not.toContain('<script>');
    }
    expect(answers).toEqual(NO_IDS.map((id) => [id, 404]));
  });

  test.each(Object.entries(CHANGES).filter(([path]) => path.includes('{')))('changes: %s', async (path, fields) => {
    for (const id of ['018f0000-0000-7000-8000-000000000000', 'x', '%00']) {
      const wrong = filled(path.replace(/\{\w+\}/, id));
      expect((await desk.refused(wrong, bodyOf(fields))).status).toBe(404);
      const form = new URLSearchParams(
        Object.entries(bodyOf(fields)).map(([name, value]): [string, string] => [name, String(value)]),
      );
      expect((await desk.ask(wrong, { method: 'POST', body: form })).status).toBe(404);
    }
    await unchanged();
  });

  test('evidence, sentences and suggestions of something else are not found', async () => {
    const other = { version: claim.version };
    expect((await desk.refused(`/claims/${claim.id}/evidence/${newId()}/removal`, other)).status).toBe(404);
    const beyond = { revisionId: article.revisionId, sentence: 2_000_000_000, reason: 'Opinion' };
    expect((await desk.refused(`/articles/${article.id}/clearances`, beyond)).status).toBe(404);
    const linked = { ...other, sourceId: newId(), stance: 'supports', role: 'primary' };
    expect((await desk.refused(`/claims/${claim.id}/evidence`, linked)).status).toBe(404);
    const marked = { quotation: 'A tram', suggestionId: newId() };
    expect((await desk.refused(`/articles/${article.id}/claims`, marked)).status).toBe(404);
    const said = { kind: 'interview', title: 'T', speakerId: newId() };
    expect((await desk.refused('/sources', said)).fields).toEqual({ speakerId: ['There is no such speaker.'] });
    await unchanged();
  });

  test.each([
    '/nothing',
    '/articles/%E0%A4%A',
    '/%',
    '/api/v1',
    '/api/v1/nothing',
    '/assets/../package.json',
    '//articles',
  ])('%s', async (path) => {
    expect((await desk.ask(path)).status).toBe(404);
  });
});

describe('what is no way to ask is refused', () => {
  test.each(['PUT', 'PATCH', 'DELETE'])('%s changes nothing anywhere', async (method) => {
    for (const path of [...PAGES, ...Object.keys(CHANGES).map((each) => `/api/v1${each}`), '/articles', '/sources']) {
      const answer = await desk.ask(filled(path), { method });
      expect([path, answer.status]).toEqual([path, 404]);
    }
    await unchanged();
  });

  test('a form sent to a page that only shows, and a form’s address opened as a page', async () => {
    const onlyShown = PAGES.filter((path) => !(path.replace('/api/v1', '') in CHANGES));
    for (const path of onlyShown) expect((await desk.ask(filled(path), { method: 'POST' })).status).toBe(404);
    for (const path of ['/claims/{claim}/findings', '/claims/{claim}/withdrawal', '/api/v1/claims/{claim}/findings']) {
      expect((await desk.ask(filled(path))).status).toBe(404);
    }
    await unchanged();
  });
});

describe('an address with a filter that does not exist still leads somewhere', () => {
  test.each([
    '?status=banana',
    '?sourcing=plenty&source=some&sentences=all&stage=lost',
    '?status=verified&status=incorrect',
    '?part=0&list=-4',
    '?part=1e308&list=NaN',
    '?part=999999999&list=999999999',
    '?status[a]=b&__proto__=c',
    '?%00=%00&status=%00',
  ])('%s', async (query) => {
    const page = await desk.open(`/articles/${article.id}${query}`);
    expect(page.status).toBe(200);
    expect(page.words('article.text')).toContain('A tram runs over it.');
    expect(page.list('.filter')).toEqual([]);
  });

  test.each([
    ['/articles?after=x', 422],
    ['/sources?after=x', 422],
    ['/speakers?after=x', 422],
    ['/history?before=x', 422],
    ['/history?before=-1', 422],
    ['/history?before=99999999999999999999', 422],
    ['/history?before=0', 200],
    ['/search?q=%00', 422],
    [`/search?q=${'x'.repeat(300)}`, 422],
    ['/articles?q=a&q=b', 422],
    ['/search?q=%25', 200],
    [`/sources?after=018f0000-0000-7000-8000-000000000000`, 404],
  ])('%s answers %i', async (path, status) => {
    const page = await desk.open(path);
    expect(page.status).toBe(status);
  });

  test('a search finds the very characters that were typed', async () => {
    await using other = await openDesk();
    await other.tell('/sources', { kind: 'document', title: '100% of it' });
    await other.tell('/sources', { kind: 'document', title: 'A_B \\ C' });
    await other.tell('/sources', { kind: 'document', title: 'Nothing special' });
    const found = async (q: string) =>
      (await other.open(`/search?${new URLSearchParams({ q }).toString()}`)).list('.found a');
    expect(await found('%')).toEqual(['100% of it']);
    expect(await found('_')).toEqual(['A_B \\ C']);
    expect(await found('\\')).toEqual(['A_B \\ C']);
    expect(await found('NOTHING')).toEqual(['Nothing special']);
    expect(await found("'; drop table sources; --")).toEqual([]);
  });
});
