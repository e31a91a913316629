import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HistoryEvent } from '../../src/core/history.ts';
import { articles } from '../../src/db/schema.ts';
import { withAdmin } from '../support/admin.ts';
import { openDesk, type ArticleSent, type ClaimSent, type TestDesk } from '../support/desk.ts';

const BODY = `The bridge opened in 1931, said the mayor. It cost 5 million crowns. A tram runs over it.

In 2019 the council spent 3 million crowns on repairs, according to the chronicle. Is that much?`;

let desk: TestDesk;
let article: ArticleSent;
let claim: ClaimSent;
beforeAll(async () => {
  desk = await openDesk({ demo: true });
  article = await desk.bringIn(BODY);
  claim = await desk.mark(article, 'The bridge opened in 1931');
});
afterAll(() => desk[Symbol.asyncDispose]());

const CREDIT = { source: 'the mayor', cue: 'said', kind: 'person', manner: 'paraphrase', speaker: 'Mayor Holm' };
const PIECE = { stance: 'supports', role: 'primary', locator: '', excerpt: '', note: '' };

/** What each action leaves behind, in the order in which they are done to one claim and its article. */
const ACTIONS: [name: string, act: () => Promise<unknown>, left: Partial<HistoryEvent>[]][] = [
  ['taking a claim', () => desk.move(claim, 'checker'), [{ kind: 'claim_taken', from: null }]],
  ['saying again what is said already', () => desk.move(claim, 'amendments', wordsOf(claim)), []],
  [
    'rewording it',
    () => desk.move(claim, 'amendments', { ...wordsOf(claim), statement: 'It opened in 1931.', risk: 'high' }),
    [
      {
        kind: 'claim_amended',
        changes: { statement: ['The bridge opened in 1931', 'It opened in 1931.'], risk: ['normal', 'high'] },
      },
    ],
  ],
  [
    'crediting it to somebody new',
    () => desk.move(claim, 'attribution', CREDIT),
    [
      { kind: 'speaker_recorded', name: 'Mayor Holm', speakerKind: 'person' },
      { kind: 'attribution_set', from: null },
    ],
  ],
  ['crediting it so again', () => desk.move(claim, 'attribution', CREDIT), []],
  [
    'checking the credit',
    () => desk.move(claim, 'attribution-check', { check: 'misquoted', note: 'He said 1932.' }),
    [{ kind: 'attribution_checked', from: 'unchecked', to: 'misquoted', note: 'He said 1932.' }],
  ],
  ['removing the credit', () => desk.move(claim, 'attribution/removal'), [{ kind: 'attribution_removed' }]],
  ['removing no credit', () => desk.move(claim, 'attribution/removal'), []],
  [
    'linking a source that the desk did not have',
    () => desk.move(claim, 'evidence', { ...PIECE, title: 'Chronicle' }),
    [
      { kind: 'source_recorded', title: 'Chronicle' },
      { kind: 'evidence_linked', source: 'Chronicle', stance: 'supports' },
    ],
  ],
  [
    'giving a finding',
    () => desk.move(claim, 'findings', { status: 'verified', reason: 'Chronicle, p. 3.' }),
    [{ kind: 'finding_given', from: 'unverified', to: 'verified', reason: 'Chronicle, p. 3.', wording: null }],
  ],
  [
    'correcting the locator of evidence',
    async () => desk.move(claim, `evidence/${await pieceId()}/amendments`, { ...PIECE, locator: 'page 3' }),
    [{ kind: 'evidence_amended', changes: { locator: ['', 'p. 3'] } }],
  ],
  [
    'turning evidence that a finding rests on',
    async () =>
      desk.move(claim, `evidence/${await pieceId()}/amendments`, { ...PIECE, locator: 'p. 3', stance: 'contradicts' }),
    [
      { kind: 'evidence_amended', changes: { stance: ['supports', 'contradicts'] } },
      { kind: 'recheck_needed', cause: 'evidence_amended' },
    ],
  ],
  [
    'a new finding',
    () => desk.move(claim, 'findings', { status: 'incorrect', reason: 'It was 1932.', wording: 'in 1932' }),
    [{ kind: 'finding_given', from: 'verified', to: 'incorrect', wording: 'in 1932' }],
  ],
  [
    'removing evidence that a finding rests on',
    async () => desk.move(claim, `evidence/${await pieceId()}/removal`),
    [
      { kind: 'evidence_unlinked', source: 'Chronicle', locator: 'p. 3', stance: 'contradicts' },
      { kind: 'recheck_needed', cause: 'evidence_removed' },
    ],
  ],
  [
    'withdrawing a claim',
    () => desk.move(claim, 'withdrawal', { reason: 'Said twice.' }),
    [{ kind: 'claim_withdrawn', reason: 'Said twice.' }],
  ],
  ['restoring it', () => desk.move(claim, 'restoration'), [{ kind: 'claim_restored' }]],
  [
    'clearing a sentence',
    () =>
      desk.tell(`/articles/${article.id}/clearances`, {
        revisionId: article.revisionId,
        sentence: 4,
        reason: 'Question',
      }),
    [{ kind: 'sentence_cleared', exact: 'Is that much?', reason: 'Question', revision: 1 }],
  ],
  [
    'taking that back',
    () => desk.tell(`/articles/${article.id}/clearances/4/lifting`, { revisionId: article.revisionId }),
    [{ kind: 'clearance_lifted', exact: 'Is that much?', reason: 'Question' }],
  ],
  [
    'changing nothing about an article',
    () => desk.tell(`/articles/${article.id}/amendments`, { version: 1, title: 'An article' }),
    [],
  ],
  [
    'dating an article',
    () =>
      desk.tell(`/articles/${article.id}/amendments`, { version: 1, title: 'An article', publishedOn: '2020-02-29' }),
    [{ kind: 'article_amended', changes: { publishedOn: [null, '2020-02-29'] } }],
  ],
];

const wordsOf = ({ statement, type, risk }: ClaimSent) => ({ statement, type, risk });

async function pieceId(): Promise<string> {
  return (await desk.get<ClaimSent>(`/claims/${claim.id}`)).evidence[0]!.id;
}

describe('every action leaves its entry, and nothing else', () => {
  test.each(ACTIONS)('%s', async (_, act, left) => {
    const before = (await desk.history()).length;
    await act();
    const entries = (await desk.history()).slice(before);
    expect(entries.map(({ event }) => event)).toMatchObject(left);
    for (const entry of entries) {
      expect(entry.personId).toBe(desk.person.id);
      expect(Math.abs(Date.now() - entry.at.getTime())).toBeLessThan(60_000);
    }
  });

  test('an action that is refused leaves nothing', async () => {
    const before = (await desk.history()).length;
    const { version } = await desk.get<ClaimSent>(`/claims/${claim.id}`);
    await desk.refused(`/claims/${claim.id}/findings`, { version, status: 'verified', reason: 'No evidence.' });
    await desk.refused(`/claims/${claim.id}/attribution-check`, { version, check: 'confirmed' });
    await desk.refused(`/claims/${claim.id}/evidence`, { version, stance: 'supports', role: 'primary' });
    await desk.refused(`/articles/${article.id}/claims`, { quotation: 'The bridge opened in 1931' });
    await desk.refused(`/articles/${article.id}/claims`, { quotation: 'The bridge opened in 1932' });
    expect(await desk.history()).toHaveLength(before);
  });
});

describe('a history can be looked through', () => {
  let story: ArticleSent;
  beforeAll(async () => {
    story = await desk.bringIn(BODY);
    const one = await desk.mark(story, 'The bridge opened in 1931');
    const other = await desk.mark(story, 'It cost 5 million crowns');
    const ada = await desk.seat('editor', 'Ada Brook');
    await ada.move(one, 'checker');
    await ada.move(other, 'evidence', { ...PIECE, title: 'Ledger' });
    await ada.move(one, 'findings', { status: 'disputed', reason: 'Two ledgers.' });
  });

  test.each([
    [{ About: 'Claims' }, ['claim_taken', 'claim_marked', 'claim_marked']],
    [{ About: 'Findings and sign-offs' }, ['finding_given']],
    [{ By: 'Ada Brook' }, ['finding_given', 'evidence_linked', 'claim_taken']],
    [{ By: 'Ada Brook', claim: '2' }, ['evidence_linked']],
    [{ claim: '1', About: 'Claims' }, ['claim_taken', 'claim_marked']],
    [{ About: 'Speakers' }, []],
  ])('%j', async (wanted, kinds) => {
    const page = await desk.open(`/articles/${story.id}/history`);
    const fields = Object.fromEntries(
      Object.entries(wanted).map(([label, value]) => {
        const name = { About: 'thing', By: 'by', claim: 'claim' }[label]!;
        const option = page.$(`#history-${name} option`).filter((_, each) => page.$(each).text() === value);
        return [name, option.attr('value') ?? value];
      }),
    );
    const query = new URLSearchParams(fields).toString();
    const found = await desk.open(`/articles/${story.id}/history?${query}`);
    expect(found.list('.event')).toHaveLength(kinds.length);
    const { entries } = await desk.get<{ entries: { event: HistoryEvent }[] }>(
      `/articles/${story.id}/history?${query}`,
    );
    expect(entries.map(({ event }) => event.kind)).toEqual(kinds);
    if (kinds.length === 0) expect(found.words('main')).toContain('Nothing of that has happened.');
  });

  test('an admin sees the chain of the desk apart from its articles', async () => {
    const admin = await desk.seat('admin', 'Ida Moss');
    const { entries } = await admin.get<{ entries: { event: HistoryEvent }[] }>('/history?of=desk');
    const kinds = new Set(entries.map(({ event }) => event.kind));
    expect(kinds).toContain('source_recorded');
    expect(kinds).not.toContain('claim_marked');
    expect((await admin.open('/history')).$('#history-of')).toHaveLength(1);
    expect((await desk.open('/history')).$('#history-of')).toHaveLength(0);
  });
});

/** Ways to rewrite a table, one of which touches no row. */
const rewritings = (table: string) => [
  `update ${table} set ${table === 'history' ? 'at = now()' : table === 'revisions' ? `body = ''` : 'start = 0'}`,
  `delete from ${table}`,
  `truncate ${table} cascade`,
  `delete from ${table} where false`,
];

describe('nobody rewrites what has happened', () => {
  const TABLES = ['history', 'revisions', 'passages', 'sentences'];
  test.each(TABLES)('not the desk: %s', async (table) => {
    for (const statement of rewritings(table)) {
      await expect(desk.database.pool.query(statement), statement).rejects.toThrow(/append-only|permission denied/);
    }
    await expect(desk.database.pool.query(`alter table ${table} disable trigger all`)).rejects.toThrow(/must be owner/);
  });

  test.each(TABLES)('nor the owner of the tables: %s', async (table) => {
    await withAdmin(desk.database.connection, async (run) => {
      for (const statement of rewritings(table)) await expect(run(statement), statement).rejects.toThrow(/append-only/);
    });
  });

  test('an article that has a history cannot be deleted from under it', async () => {
    const deleted = desk.database.db.delete(articles).where(eq(articles.id, article.id));
    await expect(deleted).rejects.toThrow();
    expect((await desk.open(`/articles/${article.id}`)).status).toBe(200);
  });
});

test('a long history is told page by page, no entry lost and none twice', async () => {
  const lines = Array.from({ length: 130 }, (_, index) => `Town ${index + 100} spent 5 million crowns in 2019.`);
  const { id } = await desk.bringIn(lines.join('\n\n'));
  await desk.tell(`/articles/${id}/acceptances`, { atLeast: 0 });
  const entries = (await desk.history()).filter(({ articleId }) => articleId === id).map(({ entry }) => entry);
  expect(entries.length).toBeGreaterThan(130);

  interface Slice {
    entries: { entry: number }[];
    olderBefore: number | null;
  }
  const told: number[] = [];
  let page = await desk.open(`/articles/${id}/history`);
  for (let before: number | null = null; ;) {
    const query: string = before === null ? '' : `?before=${before}`;
    const slice: Slice = await desk.get(`/articles/${id}/history${query}`);
    told.push(...slice.entries.map(({ entry }) => entry));
    expect(page.list('.event')).toHaveLength(slice.entries.length);
    before = slice.olderBefore;
    if (before === null) break;
    page = await desk.open(page.$('a[rel=next]').attr('href')!);
  }
  expect(page.$('a[rel=next]')).toHaveLength(0);
  expect(told).toEqual(entries.toReversed());
});
