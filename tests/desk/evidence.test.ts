import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepSnapshot } from '../../src/snapshots/actions.ts';
import type { Note } from '../../src/core/text.ts';
import { openDesk, type ClaimSent, type TestDesk } from '../support/desk.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk[Symbol.asyncDispose]());

const STORY = 'The motion passed, 51 to 49. It cost 5 million crowns. A tram runs over it.';
const MINUTES =
  'The board met on Monday.\n\nThe motion passed, 51 to 49, after a long debate. Nobody spoke against it.';

const PIECE = { stance: 'supports', role: 'primary', locator: '', note: '' };

async function claimsOn(own: TestDesk) {
  const article = await own.bringIn(STORY);
  return {
    vote: await own.mark(article, 'The motion passed, 51 to 49'),
    cost: await own.mark(article, 'It cost 5 million crowns'),
  };
}

/** A source whose text the desk keeps. */
async function keptMinutes(notes: Note[] = []): Promise<string> {
  minutes += 1;
  const { id: sourceId } = await desk.tell<{ id: string }>('/sources', {
    kind: 'document',
    title: `Minutes ${minutes}`,
  });
  const came = { bytes: Buffer.from(MINUTES), mediaType: 'text/plain', charset: null, name: 'minutes.txt', page: null };
  const read = { text: MINUTES, notes, remark: '' };
  await desk.database.db.transaction((tx) =>
    keepSnapshot(tx, desk.person, { sourceId }, { ...came, at: new Date('2031-05-04T12:00:00Z') }, read),
  );
  return sourceId;
}
let minutes = 0;

describe('an excerpt is held against what the desk keeps of its source', () => {
  test.each<[excerpt: string, said: string, differs: { del: string[]; ins: string[] }]>([
    ['The motion passed, 51 to 49,', 'These words stand in the source.', { del: [], ins: [] }],
    ['The motion passed, 50 to 49, after a long debate', 'The source has it otherwise:', { del: ['50'], ins: ['51'] }],
    ['The moon is made of cheese', 'These words are not in the source.', { del: [], ins: [] }],
  ])('%s', async (excerpt, said, differs) => {
    const { vote } = await claimsOn(desk);
    const sourceId = await keptMinutes();
    await desk.move(vote, 'evidence', { ...PIECE, sourceId, excerpt });
    const page = await desk.open(`/claims/${vote.id}`);
    expect(page.words('.excerpt-check')).toContain(said);
    expect({ del: page.list('.excerpt-check del'), ins: page.list('.excerpt-check ins') }).toEqual(differs);
    expect((await page.follow('snapshot')).words('main')).toContain('Nobody spoke against it.');
    const { excerpts } = await desk.get<{ excerpts: { check: { found: string } }[] }>(`/claims/${vote.id}/excerpts`);
    expect(excerpts).toHaveLength(1);
  });

  test.each([
    ['page', 'on p. 2', 'The motion passed, 51 to 49', 'p. 2'],
    ['page', 'on p. 1–2', 'met on Monday. The motion passed', 'p. 1–2'],
    ['paragraph', 'in para. 2', 'The motion […] a long debate', 'para. 2'],
  ] as const)('and the %s where it stands is offered as the locator: %s', async (kind, said, excerpt, locator) => {
    const second = MINUTES.indexOf('The motion');
    const sourceId = await keptMinutes([
      { kind, value: '1', start: 0, end: second - 2 },
      { kind, value: '2', start: second, end: MINUTES.length },
    ]);
    const { vote } = await claimsOn(desk);
    await desk.move(vote, 'evidence', { ...PIECE, sourceId, excerpt, note: 'Signed' });
    const page = await desk.open(`/claims/${vote.id}`);
    expect(page.words('.nag')).toBe(`No locator: the words stand ${said}. Use ${locator}`);
    const done = await page.send('.nag form');
    expect(done.$('.nag')).toHaveLength(0);
    const { evidence } = await desk.get<ClaimSent>(`/claims/${vote.id}`);
    expect(evidence).toMatchObject([{ locator, excerpt, note: 'Signed', stance: 'supports', role: 'primary' }]);
  });

  test('without a snapshot nothing is said of it', async () => {
    const { vote } = await claimsOn(desk);
    await desk.move(vote, 'evidence', {
      ...PIECE,
      sourceKind: 'document',
      title: 'A letter',
      excerpt: 'The motion passed',
    });
    expect((await desk.open(`/claims/${vote.id}`)).$('.excerpt-check')).toHaveLength(0);
  });
});

test('only where a source has places does the desk nag for one', async () => {
  const { vote, cost } = await claimsOn(desk);
  await desk.move(vote, 'evidence', { ...PIECE, sourceKind: 'document', title: 'The minutes of the board' });
  await desk.move(cost, 'evidence', { ...PIECE, sourceKind: 'photograph', title: 'A photograph of the board' });
  const nags = async (claim: ClaimSent) => (await desk.open(`/claims/${claim.id}`)).list('.exhibit .flag');
  expect(await nags(vote)).toEqual(['No locator: say where in the source it stands.']);
  expect(await nags(cost)).toEqual([]);
});

describe('evidence for another claim', () => {
  test('is copied with all that was said of it', async () => {
    const { vote, cost } = await claimsOn(desk);
    const about = { ...PIECE, locator: 'p. 3', excerpt: 'The motion passed', note: 'Signed' };
    await desk.move(vote, 'evidence', { ...about, sourceKind: 'document', title: 'Minutes of March' });
    const page = await desk.open(`/claims/${vote.id}`);
    const there = await page.send('form[action$=copies]', { number: String(cost.number) });
    expect(there.path).toBe(`/claims/${cost.id}#evidence`);
    const [piece] = (await desk.get<ClaimSent>(`/claims/${cost.id}`)).evidence;
    expect(piece).toMatchObject({ ...about, source: { title: 'Minutes of March' } });
    expect(there.words('#history')).toContain('linked “Minutes of March”');
  });

  test.each([
    ['99', 'The article has no claim 99.'],
    ['1', 'This claim has it already.'],
    ['2', 'Claim 2 has this evidence already.'],
    ['two', 'A whole number is needed.'],
  ])('to claim %s', async (number, sentence) => {
    const { vote } = await claimsOn(desk);
    await desk.move(vote, 'evidence', { ...PIECE, sourceKind: 'document', title: `Minutes for ${number}` });
    const page = await desk.open(`/claims/${vote.id}`);
    if (number === '2') await page.send('form[action$=copies]', { number });
    const refused = await page.send('form[action$=copies]', { number });
    expect([409, 422]).toContain(refused.status);
    expect(refused.words('form[action$=copies]')).toContain(sentence);
    expect(refused.$('form[action$=copies]').closest('details').attr('open')).toBeDefined();
  });
});

test('evidence taken away under a finding makes the claim need re-check, and what came later does not', async () => {
  const { vote } = await claimsOn(desk);
  await desk.move(vote, 'evidence', { ...PIECE, sourceKind: 'document', title: 'Minutes of May' });
  const { evidence } = await desk.move(vote, 'findings', { status: 'verified', reason: 'Minutes.' });
  const later = await desk.move(vote, 'evidence', { ...PIECE, sourceKind: 'document', title: 'Minutes of June' });
  const [, june] = later.evidence;
  expect(await desk.move(vote, `evidence/${june!.id}/removal`)).toMatchObject({ recheckCause: null });
  expect(await desk.move(vote, `evidence/${evidence[0]!.id}/removal`)).toMatchObject({
    recheckCause: 'evidence_removed',
  });
  expect((await desk.open(`/claims/${vote.id}`)).words('.claim-facts')).toContain('Needs re-check');
});

test('a new source that the desk has already is offered when evidence is linked', async () => {
  const { vote } = await claimsOn(desk);
  await desk.tell('/sources', { kind: 'web_page', title: 'Dues', address: 'https://port.example/dues' });
  const page = await desk.open(`/claims/${vote.id}`);
  const typed = { title: 'Harbour dues', address: 'http://www.port.example/dues/', excerpt: 'kept' };
  const offered = await page.send('#link-form', typed);
  expect(offered.status).toBe(409);
  expect(offered.words('.problems')).toContain('The desk has this source already: “Dues”, the same address.');
  expect(offered.fields('#link-form')).toMatchObject(typed);
  expect((await offered.send('#link-form', { anyway: 'on' })).words('#evidence')).toContain('Harbour dues');
});
