import { describe, expect, test } from 'vitest';
import { endOutsider, inviteOutsider } from '../../src/admissions/actions.ts';
import { setAccess } from '../../src/articles/actions.ts';
import type { AuthorQuery } from '../../src/author_queries/queries.ts';
import type { HistoryEvent } from '../../src/core/history.ts';
import { ARTICLE_EVENTS, replay } from '../../src/core/replay.ts';
import type { Plan } from '../../src/plans/queries.ts';
import { openDesk, type ArticleSent, type ClaimSent, type Seat, type TestDesk } from '../support/desk.ts';
import { entriesOf, standingOf } from '../support/standing.ts';

/** RUNS=20 plays as many more days at random. */
const RUNS = Number(process.env['RUNS'] ?? 2);
const TURNS = 160;

const BODY = `The bridge opened in 1931, said the mayor. It cost 5 million crowns. A tram runs over it.

In 2019 the council spent 3 million crowns on repairs, according to the chronicle. Is that much?

The two towns share 40 of its 51 lamps. It will be painted next year.`;

const CREDIT = { source: 'the mayor', cue: 'said', kind: 'person', manner: 'paraphrase', speaker: 'Mayor Holm' };
const PIECE = { stance: 'supports', role: 'primary', locator: '', excerpt: '', note: '' };

async function expectTold({ database: { db } }: TestDesk, articleId: string): Promise<void> {
  const played = replay(await entriesOf(db, articleId));
  expect(played).toEqual(await standingOf(db, articleId));
}

interface SuggestionSent {
  id: string;
  exact: string;
  state: string;
}

/** What is asked of the desk again and again. */
function at(desk: TestDesk, id: string) {
  const address = `/articles/${id}`;
  return {
    address,
    read: () => desk.get<ArticleSent>(address),
    async revise(change: (body: string) => string) {
      const { revisionId, body } = await desk.get<ArticleSent>(address);
      return desk.tell(`${address}/revisions`, { revisionId, body: change(body) });
    },
    clear: async (sentence: number, reason: string) =>
      desk.askJson(
        `${address}/clearances`,
        JSON.stringify({ revisionId: (await desk.get<ArticleSent>(address)).revisionId, sentence, reason }),
      ),
    plan: () => desk.get<Plan>(`${address}/plan`),
    async planned(move: string, seat: Seat = desk) {
      const { version } = await desk.get<Plan>(`${address}/plan`);
      return seat.tell(`${address}/plan/moves`, { version, move });
    },
    suggestions: async () => (await desk.get<{ suggestions: SuggestionSent[] }>(`${address}/suggestions`)).suggestions,
    query: async (claimId: string) =>
      (await desk.get<{ rows: (AuthorQuery & { claimId: string })[] }>('/author-queries?list=open')).rows.find(
        (row) => row.claimId === claimId,
      ),
  };
}

test('a day on which everything happens to an article is told by its history alone', async () => {
  await using desk = await openDesk();
  const second = await desk.seat('editor', 'Ada Brook');
  const writer = await desk.seat('writer', 'Nell Orr');
  const { db } = desk.database;
  const { id } = await desk.bringIn(BODY);
  const article = at(desk, id);
  const { address } = article;
  const opened = await desk.mark({ id }, 'The bridge opened in 1931');
  const cost = await desk.mark({ id }, 'It cost 5 million crowns');
  const tram = await desk.mark({ id }, 'A tram runs over it.');
  const evidence = async (claim: ClaimSent) => (await desk.get<ClaimSent>(`/claims/${claim.id}`)).evidence;
  const piece = async (claim: ClaimSent) => (await evidence(claim))[0]!.id;

  const day: (() => Promise<unknown>)[] = [
    () => desk.move(opened, 'checker'),
    async () => {
      const claims = await Promise.all([cost, tram].map(({ id: each }) => desk.get<ClaimSent>(`/claims/${each}`)));
      return desk.tell(`${address}/assignments`, {
        claims: claims.map(({ id: claimId, version }) => `${claimId}:${version}`),
        to: second.person.id,
      });
    },
    () => desk.move(opened, 'attribution', CREDIT),
    () => desk.move(opened, 'attribution-check', { check: 'confirmed', note: 'By letter.' }),
    () => desk.move(opened, 'evidence', { ...PIECE, title: 'Chronicle' }),
    async () => desk.move(opened, `evidence/${await piece(opened)}/amendments`, { ...PIECE, locator: 'p. 3' }),
    async () => desk.tell(`/claims/${opened.id}/evidence/${await piece(opened)}/copies`, { number: cost.number }),
    () => desk.move(opened, 'amendments', { statement: 'The bridge opened in 1931.', type: 'date', risk: 'high' }),
    () => desk.move(opened, 'findings', { status: 'verified_fix', reason: 'Chronicle, p. 3.', wording: 'in May 1931' }),
    () => desk.move(opened, 'fix', { fix: 'waived', reason: 'Near enough.' }),
    () => second.move(opened, 'sign-off'),
    async () => {
      const gone = (await evidence(opened))[0]!.sourceId;
      const keeper = await desk.tell<{ id: string; version: number }>('/sources', {
        kind: 'document',
        title: 'The Chronicle',
        anyway: true,
      });
      return desk.tell(`/sources/${keeper.id}/merges`, { version: keeper.version, otherId: gone });
    },
    () => desk.move(opened, 'evidence', { ...PIECE, title: 'Minutes' }),
    async () => desk.move(opened, `evidence/${(await evidence(opened))[1]!.id}/removal`),
    () => desk.move(cost, 'findings', { status: 'disputed', reason: 'Two ledgers.' }),
    () => desk.move(cost, 'note', { note: 'Both are named.' }),
    async () => {
      const { sourceId } = (await evidence(cost))[0]!;
      for (const standing of ['retracted', 'standing']) {
        const { version } = await desk.get<{ version: number }>(`/sources/${sourceId}/standing`);
        await desk.tell(`/sources/${sourceId}/standing`, { version, standing, reason: 'Said so.' });
      }
    },
    () =>
      desk.move(cost, 'author-queries', { askedOf: writer.person.id, question: 'Which ledger?', dueOn: '2030-01-01' }),
    async () => {
      const { id: queryId, version } = (await article.query(cost.id))!;
      await writer.tell(`/author-queries/${queryId}/answer`, { version, answer: 'The first.' });
      return desk.tell(`/author-queries/${queryId}/outcome`, { version: version + 1, outcome: 'applied', note: 'So.' });
    },
    async () => {
      const { id: commentId, version } = await desk.tell<{ id: string; version: number }>(
        `/claims/${cost.id}/comments`,
        { body: '@Ada Brook, look.' },
      );
      await desk.tell(`/comments/${commentId}/amendments`, { version, body: '@Ada Brook, please look.' });
      await desk.tell(`/claims/${cost.id}/comments`, { body: 'Done.' });
      return desk.tell(`/comments/${commentId}/removal`, { version: version + 1 });
    },
    () => desk.move(tram, 'withdrawal', { reason: 'Plain to see.' }),
    () => desk.move(tram, 'restoration'),
    () => desk.move(tram, 'attribution', CREDIT),
    () => desk.move(tram, 'attribution/removal'),
    () => article.clear(4, 'Question'),
    () => article.clear(5, 'Opinion'),
    async () => desk.tell(`${address}/clearances/5/lifting`, { revisionId: (await article.read()).revisionId }),
    async () => {
      const { revisionId } = await article.read();
      const cleared = { revisionId, sentences: [5], reason: 'Rhetoric' };
      const { clearingId } = await desk.tell<{ clearingId: string }>(`${address}/clearings`, cleared);
      return desk.tell(`${address}/clearings/${clearingId}/lifting`, { revisionId });
    },
    async () => {
      const [first, next] = (await article.suggestions()).filter(({ state }) => state === 'open');
      await desk.tell(`/suggestions/${first!.id}/dismissal`, { reason: 'Known.' });
      await desk.tell(`/suggestions/${next!.id}/dismissal`, { reason: '' });
      return desk.tell(`/suggestions/${next!.id}/reopening`);
    },
    () => article.revise((body) => `New. ${body.replace('A tram runs over it.', '')}`),
    () => desk.move(tram, 'place', { quotation: 'It will be painted next year' }),
    () => article.revise((body) => body.replace('1931', '1932').replace('said the mayor', 'said Mayor Holm')),
    () => desk.tell(`${address}/acceptances`, { atLeast: 0 }),
    async () =>
      desk.tell(`${address}/amendments`, {
        version: (await article.read()).version,
        title: 'The bridge',
        publishedOn: '2020-02-29',
      }),
    async () =>
      desk.tell(`${address}/plan`, {
        version: (await article.plan()).version,
        ownerId: desk.person.id,
        writerId: writer.person.id,
        dueOn: '2030-01-01',
        section: 'Towns',
        claimReview: true,
      }),
    () => article.planned('start'),
    async () => {
      const { revisionId } = await article.read();
      await desk.tell(`${address}/gate/override`, { revisionId, reason: 'Print waits.' });
      await desk.tell(`${address}/gate/override/removal`);
      return desk.tell(`${address}/gate/override`, { revisionId, reason: 'Print waits all the same.' });
    },
    () => article.planned('pass'),
    () => article.planned('publish'),
    () =>
      desk.move(cost, 'corrections', {
        wasSaid: '5 million',
        isRight: '6 million',
        wording: 'It cost 6 million.',
        correctedOn: '2026-11-01',
      }),
    async () => {
      await desk.tell(`/claims/${cost.id}/resemblances`, { earlierClaimId: tram.id, verdict: 'linked' });
      // From the other side it is the same pair.
      await desk.tell(`/claims/${tram.id}/resemblances`, { earlierClaimId: cost.id, verdict: 'dismissed' });
      await desk.tell(`/claims/${opened.id}/resemblances`, { earlierClaimId: tram.id, verdict: 'linked' });
      return desk.tell(`/claims/${opened.id}/resemblances`, { earlierClaimId: tram.id, verdict: 'open' });
    },
    () => article.planned('archive'),
    () => article.planned('bring_back'),
    async () => {
      await inviteOutsider(db, desk.person, id, { name: 'A lawyer', days: 3 });
      await inviteOutsider(db, desk.person, id, { name: 'An expert', days: 3 });
      const [guest] = await standingOf(db, id).then(({ outsiders }) => outsiders);
      await endOutsider(db, desk.person, id, guest!);
    },
    async () => setAccess(db, desk.person, id, (await article.read()).version, 'named', [second.person.id]),
  ];
  for (const [index, step] of day.entries()) {
    const answer = await step();
    if (answer instanceof Response) expect([index, answer.ok]).toEqual([index, true]);
  }
  const kinds = new Set((await entriesOf(db, id)).map(({ event }) => event.kind));
  expect(ARTICLE_EVENTS.filter((kind) => !kinds.has(kind))).toEqual([]);
  await expectTold(desk, id);
});

/** Numbers that look random and are the same in every run. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return Math.floor((state / 4_294_967_296) * sides);
  };
}

describe('days of which nobody knows what they bring', () => {
  test.each(Array.from({ length: RUNS }, (_, run) => run + 1))(
    'are told by their history alone: day %i',
    async (seed) => {
      await using desk = await openDesk();
      const second = await desk.seat('editor', 'Ada Brook');
      const { id } = await desk.bringIn(BODY);
      const article = at(desk, id);
      const { address } = article;
      const claims: string[] = [];
      for (const words of ['It cost 5 million crowns', 'A tram runs over it', 'the council spent 3 million crowns'])
        claims.push((await desk.mark({ id }, words)).id);
      const roll = dice(seed);
      const one = <T>(of: readonly T[]): T => of[roll(of.length)]!;
      const done = new Map<string, number>();
      for (let turn = 0; turn < TURNS; turn += 1) {
        const claimId = one(claims);
        const { version, evidence } = await desk.get<ClaimSent>(`/claims/${claimId}`);
        const { revisionId, body, version: articleVersion } = await article.read();
        const pieceId = evidence[roll(Math.max(1, evidence.length))]?.id ?? claimId;
        const stance = one(['supports', 'contradicts', 'partly_supports', 'background']);
        const sourceId = evidence[0]?.sourceId ?? claimId;
        const source = evidence[0] && (await desk.get<{ version: number }>(`/sources/${sourceId}/standing`));
        const standing = { version: source?.version, reason: `Reason ${turn}` };
        const query = await article.query(claimId);
        const suggestion = one(await article.suggestions());
        const claim = `/claims/${claimId}`;
        const [path, sent] = one<[string, object]>([
          [`${claim}/checker`, {}],
          [
            `${claim}/amendments`,
            { statement: `Statement ${turn}`, type: 'date', risk: one(['low', 'normal', 'high']) },
          ],
          [`${claim}/attribution`, { ...CREDIT, source: 'the', speaker: one(['Mayor Holm', 'The mayor']) }],
          [`${claim}/attribution/removal`, {}],
          [`${claim}/attribution-check`, { check: one(['confirmed', 'misquoted']), note: `Note ${turn}` }],
          [`${claim}/evidence`, { ...PIECE, title: `Source ${turn}`, stance }],
          [`${claim}/evidence`, { ...PIECE, title: `Source ${turn}`, stance }],
          [`${claim}/evidence/${pieceId}/amendments`, { ...PIECE, stance, note: `Note ${turn}` }],
          [`${claim}/evidence/${pieceId}/removal`, {}],
          [`${claim}/evidence/${pieceId}/copies`, { number: 1 + roll(3) }],
          [`/sources/${sourceId}/standing`, { ...standing, standing: one(['retracted', 'disputed', 'standing']) }],
          [`${claim}/findings`, { status: one(['verified', 'disputed', 'incorrect']), reason: `Reason ${turn}` }],
          [
            `${claim}/findings`,
            { status: one(['unverified', 'verified_fix']), reason: `Reason ${turn}`, wording: 'So' },
          ],
          [`${claim}/note`, { note: `Note ${turn}` }],
          [`${claim}/fix`, { fix: one(['applied', 'waived']), reason: `Reason ${turn}` }],
          [`${claim}/withdrawal`, { reason: `Reason ${turn}` }],
          [`${claim}/restoration`, {}],
          [`${claim}/restoration`, {}],
          [`${claim}/sign-off`, {}],
          [`${claim}/sign-off`, {}],
          [`${claim}/sign-off`, {}],
          [`${claim}/sign-off/removal`, {}],
          [`${claim}/place`, { quotation: one(['40 of its 51 lamps', 'painted next year']) }],
          [`${claim}/comments`, { body: `Comment ${turn} @Ada Brook` }],
          [`${claim}/author-queries`, { askedOf: second.person.id, question: `Question ${turn}?` }],
          [`/author-queries/${query?.id ?? claimId}/answer`, { version: query?.version, answer: `Answer ${turn}` }],
          [`/suggestions/${suggestion?.id ?? id}/dismissal`, { reason: `Reason ${turn}` }],
          [`/suggestions/${suggestion?.id ?? id}/reopening`, {}],
          [`/suggestions/${suggestion?.id ?? id}/acceptance`, {}],
          [`${address}/clearances`, { revisionId, sentence: roll(8), reason: `Reason ${turn}` }],
          [`${address}/clearances/${roll(8)}/lifting`, { revisionId }],
          [`${address}/clearings`, { revisionId, kinds: ['opinion', 'question'], reason: `Reason ${turn}` }],
          [`${address}/amendments`, { version: articleVersion, title: `Title ${turn}`, publishedOn: '2020-02-29' }],
          [`${address}/gate/override`, { revisionId, reason: `Reason ${turn}` }],
          [`${address}/gate/override/removal`, {}],
          ...[
            body.replace(/(\d) million/, (_, figure: string) => `${Number(figure) + 1} million`),
            `New. ${body}`,
            body.replace(/[^.]*tram[^.]*\./, ''),
            `${body} A tram runs over it.`,
          ].map((next): [string, object] => [`${address}/revisions`, { revisionId, body: next }]),
        ]);
        const seat = path.includes('sign-off') || path.includes('answer') ? second : desk;
        const answer = await seat.askJson(path, JSON.stringify({ version, ...sent }));
        expect([path, answer.status < 500]).toEqual([path, true]);
        await answer.arrayBuffer();
        if (answer.ok) done.set(path.split('/').at(-1)!, (done.get(path.split('/').at(-1)!) ?? 0) + 1);
        if (turn % 20 === 19) await expectTold(desk, id);
      }
      expect([...done.values()].reduce((sum, many) => sum + many, 0)).toBeGreaterThan(TURNS / 4);
      await expectTold(desk, id);
    },
  );
});

test('what an entry of old did not say yet is not made up: clearances and dismissals of the revision before are let go', () => {
  const doing = { at: new Date(0), personId: 'ada', claimId: null };
  const events: HistoryEvent[] = [
    {
      kind: 'article_imported',
      title: 'A',
      byline: '',
      publication: '',
      publishedOn: null,
      address: '',
      revision: 1,
      sha256: '1',
      length: 20,
    },
    { kind: 'sentence_cleared', revision: 1, start: 0, end: 5, exact: 'Well?', reason: 'Question' },
    {
      kind: 'revision_added',
      revision: 2,
      sha256: '2',
      length: 20,
      outcomes: { same: 0, moved: 0, changed: 0, gone: 0, ambiguous: 0 },
    },
  ];
  const { clearances, revisions } = replay(events.map((event) => ({ ...doing, event })));
  expect(clearances.size).toBe(0);
  expect(revisions.map(({ number }) => number)).toEqual([1, 2]);
});
