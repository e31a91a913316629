import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listClaimFilesOf, listClaims, type ClaimFile } from '../../src/claims/queries.ts';
import type { HistoryEvent } from '../../src/core/history.ts';
import { articles, type history } from '../../src/db/schema.ts';
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

interface Replayed {
  number: number;
  exact: string;
  statement: string;
  type: string;
  risk: string;
  hedged: boolean;
  stage: string;
  status: string;
  checkerId: string | null;
  recheckCause: string | null;
  signerId: string | null;
  lapse: string | null;
  queriedFrom: string | null;
  open: Set<string>;
  reason: string | null;
  credit: { speakerId: string; kind: string; manner: string; check: string; checkNote: string } | null;
  evidence: Record<
    string,
    { sourceId: string; stance: string; role: string; locator: string; excerpt: string; note: string }
  >;
}

/** A claim as its history alone tells it. */
function replay(entries: (typeof history.$inferSelect)[]): Map<string, Replayed> {
  const claims = new Map<string, Replayed>();
  for (const { claimId, personId, event } of entries) {
    if (claimId === null) continue;
    const claim = claims.get(claimId);
    if (event.kind === 'claim_marked') {
      const { number, exact, statement, type, risk, hedged } = event;
      claims.set(claimId, {
        number,
        exact,
        statement,
        type,
        risk,
        hedged,
        stage: 'new',
        status: 'unverified',
        checkerId: null,
        recheckCause: null,
        signerId: null,
        lapse: null,
        queriedFrom: null,
        open: new Set(),
        reason: null,
        credit: null,
        evidence: {},
      });
    } else if (claim) {
      apply(claim, event, personId);
    }
  }
  return claims;
}

function apply(claim: Replayed, event: HistoryEvent, personId: string): void {
  switch (event.kind) {
    case 'claim_amended':
      for (const [field, [, to]] of Object.entries(event.changes)) Object.assign(claim, { [field]: to });
      break;
    case 'claim_taken':
      claim.checkerId = personId;
      if (claim.stage === 'new') claim.stage = 'in_progress';
      if (claim.queriedFrom === 'new') claim.queriedFrom = 'in_progress';
      break;
    case 'claim_assigned':
      claim.checkerId = event.to;
      break;
    case 'query_asked':
      if (claim.stage !== 'query_out') {
        claim.queriedFrom = claim.stage === 'signed_off' ? 'checked' : claim.stage;
        claim.stage = 'query_out';
      }
      claim.open.add(event.queryId);
      break;
    case 'query_answered':
      claim.open.delete(event.queryId);
      if (claim.open.size === 0 && claim.queriedFrom !== null) {
        claim.stage = claim.queriedFrom;
        claim.queriedFrom = null;
      }
      break;
    case 'query_settled':
    case 'correction_given':
    case 'comment_written':
    case 'comment_edited':
    case 'comment_removed':
      break;
    case 'claim_signed_off':
      Object.assign(claim, { stage: 'signed_off', signerId: personId, lapse: null });
      break;
    case 'sign_off_lapsed':
      claim.lapse = event.cause;
      if (claim.stage === 'signed_off') claim.stage = 'checked';
      break;
    case 'claim_withdrawn':
      claim.stage = 'withdrawn';
      claim.queriedFrom = null;
      break;
    case 'claim_restored':
      claim.stage = claim.status !== 'unverified' ? 'checked' : claim.checkerId ? 'in_progress' : 'new';
      break;
    case 'attribution_set': {
      const { speakerId, kind, manner } = event.to;
      claim.credit = { speakerId, kind, manner, check: 'unchecked', checkNote: '' };
      break;
    }
    case 'attribution_removed':
      claim.credit = null;
      break;
    case 'attribution_checked':
      Object.assign(claim.credit!, { check: event.to, checkNote: event.note });
      break;
    case 'evidence_linked': {
      const { sourceId, stance, role, locator, excerpt, note } = event;
      claim.evidence[event.evidenceId] = { sourceId, stance, role, locator, excerpt, note };
      break;
    }
    case 'evidence_amended':
      for (const [field, [, to]] of Object.entries(event.changes)) {
        Object.assign(claim.evidence[event.evidenceId]!, { [field]: to ?? '' });
      }
      break;
    case 'evidence_moved':
      claim.evidence[event.evidenceId]!.sourceId = event.to.id;
      break;
    case 'evidence_unlinked':
      delete claim.evidence[event.evidenceId];
      break;
    case 'recheck_needed':
      claim.recheckCause = event.cause;
      break;
    case 'finding_given':
      claim.status = event.to;
      claim.stage = event.to === 'unverified' ? 'in_progress' : 'checked';
      claim.checkerId ??= personId;
      claim.queriedFrom = null;
      claim.recheckCause = null;
      claim.reason = event.reason;
      break;
    case 'claim_followed':
      if (event.to === null) break;
      if (event.outcome === 'changed') {
        if (claim.credit) Object.assign(claim.credit, { check: 'unchecked', checkNote: '' });
        // A statement that was the words themselves goes with them.
        if (claim.statement === onOneLine(claim.exact)) claim.statement = onOneLine(event.to.exact);
      }
      claim.exact = event.to.exact;
      break;
    case 'claim_placed':
      claim.exact = event.to.exact;
      break;
    case 'finding_noted':
    case 'fix_decided':
      break;
    case 'gate_overridden':
    case 'article_moved':
    case 'plan_amended':
    case 'gate_override_lifted':
    case 'house_rules_amended':
    case 'article_imported':
    case 'article_amended':
    case 'access_set':
    case 'person_added':
    case 'person_invited':
    case 'person_amended':
    case 'role_changed':
    case 'person_left':
    case 'person_returned':
    case 'password_chosen':
    case 'token_made':
    case 'token_ended':
    case 'outsider_invited':
    case 'outsider_dismissed':
    case 'outsider_visited':
    case 'revision_added':
    case 'sentence_cleared':
    case 'clearance_lifted':
    case 'suggestion_dismissed':
    case 'suggestion_reopened':
    case 'claim_marked':
    case 'speaker_recorded':
    case 'speaker_amended':
    case 'source_recorded':
    case 'sources_imported':
    case 'source_merged':
    case 'merge_undone':
    case 'source_amended':
    case 'snapshot_taken':
    case 'source_looked_at':
    case 'relay_linked':
    case 'relay_amended':
    case 'relay_removed':
      throw new Error(`A claim that is there has ${event.kind} in its history.`);
  }
}

const onOneLine = (words: string) => words.replace(/\s+/g, ' ').trim();

/** The same of a claim as the tables have it. */
function standing(file: ClaimFile): Omit<Replayed, 'open'> & { openQueries: number } {
  const { number, exact, statement, type, risk, hedged, stage, status, checkerId, recheckCause } = file;
  const { signerId, lapse, queriedFrom, openQueries } = file;
  const [credit] = file.credits;
  return {
    number,
    exact,
    statement,
    type,
    risk,
    hedged,
    stage,
    status,
    checkerId,
    recheckCause,
    signerId,
    lapse,
    queriedFrom,
    openQueries,
    reason: file.finding?.reason ?? null,
    credit: credit
      ? {
          speakerId: credit.speakerId,
          kind: credit.kind,
          manner: credit.manner,
          check: credit.check,
          checkNote: credit.checkNote,
        }
      : null,
    evidence: Object.fromEntries(
      file.evidence.map(({ id, sourceId, stance, role, locator, excerpt, note }) => [
        id,
        { sourceId, stance, role, locator, excerpt, note },
      ]),
    ),
  };
}

/** Numbers that look random and are the same in every run. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return Math.floor((state / 4_294_967_296) * sides);
  };
}

test('history, played again from the beginning, comes to the claims as they stand', async () => {
  const { id } = await desk.bringIn(BODY);
  const claims = [];
  for (const words of ['It cost 5 million crowns', 'A tram runs over it', 'the council'])
    claims.push(await desk.mark({ id }, words));
  const second = await desk.seat('editor', 'Ada Brook');
  const roll = dice(7);
  const one = <T>(of: readonly T[]): T => of[roll(of.length)]!;
  let done = 0;
  for (let turn = 0; turn < 200; turn += 1) {
    if (turn % 18 === 17) {
      const { revisionId, body } = await desk.get<ArticleSent>(`/articles/${id}`);
      const revised = one([body.replace(/(\d) million/, (_, n: string) => `${Number(n) + 1} million`), `New. ${body}`]);
      await desk.tell(`/articles/${id}/revisions`, { revisionId, body: revised });
    }
    const { id: claimId } = one(claims);
    const { version, evidence } = await desk.get<ClaimSent>(`/claims/${claimId}`);
    const piece = evidence[roll(Math.max(1, evidence.length))];
    const stance = one(['supports', 'contradicts', 'partly_supports', 'background']);
    const [address, body] = one<[string, object]>([
      ['checker', {}],
      ['amendments', { statement: `Statement ${turn}`, type: 'date', risk: one(['low', 'normal', 'high']) }],
      ['attribution', { ...CREDIT, speaker: one(['Mayor Holm', 'The mayor']) }],
      ['attribution/removal', {}],
      ['attribution-check', { check: one(['confirmed', 'misquoted']), note: `Note ${turn}` }],
      ['evidence', { ...PIECE, title: `Source ${turn}`, stance }],
      ['evidence', { ...PIECE, title: `Source ${turn}`, stance }],
      [`evidence/${piece?.id ?? 'none'}/amendments`, { ...PIECE, stance, note: `Note ${turn}` }],
      [`evidence/${piece?.id ?? 'none'}/removal`, {}],
      ['findings', { status: one(['verified', 'disputed', 'unverified', 'incorrect']), reason: `Reason ${turn}` }],
      ['withdrawal', { reason: `Reason ${turn}` }],
      ['restoration', {}],
      ['restoration', {}],
      ...Array.from({ length: 5 }, (): [string, object] => ['sign-off', {}]),
      ['author-queries', { askedOf: second.person.id, question: `Question ${turn}?` }],
      ['sign-off/removal', {}],
    ]);
    const seat = address.startsWith('sign-off') ? second : desk;
    const answer = await seat.askJson(`/claims/${claimId}/${address}`, JSON.stringify({ version, ...body }));
    expect([200, 201, 403, 404]).toContain(answer.status);
    await answer.arrayBuffer();
    if (answer.status < 300) done += 1;
    const [query] = (await second.get<{ rows: { id: string; version: number }[] }>('/author-queries')).rows;
    if (query && turn % 3 === 0) {
      await second.tell(`/author-queries/${query.id}/answer`, { version: query.version, answer: `Answer ${turn}.` });
    }
  }
  expect(done).toBeGreaterThan(40);
  const lapses = (await desk.happened()).flatMap((event) => (event.kind === 'sign_off_lapsed' ? [event.cause] : []));
  expect(lapses.length).toBeGreaterThan(2);

  const replayed = replay(await desk.history());
  const { db } = desk.database;
  const files = [];
  for (const { id: articleId } of await db.select({ id: articles.id }).from(articles)) {
    const ids = (await listClaims(db, desk.person, articleId)).map(({ id }) => id);
    files.push(...(await listClaimFilesOf(db, desk.person, ids)));
  }
  expect(files.length).toBeGreaterThan(20);
  expect(replayed.size).toBe(files.length);
  for (const file of files) {
    const { open, ...told } = replayed.get(file.id)!;
    expect({ ...told, openQueries: open.size }).toEqual(standing(file));
  }
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
