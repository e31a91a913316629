import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setAccess } from '../../src/articles/actions.ts';
import type { Import } from '../../src/imports/queries.ts';
import type { Resemblance } from '../../src/resemblances/queries.ts';
import { openDesk, type ClaimSent, type Sent, type TestDesk } from '../support/desk.ts';

const FIRST = 'The new tram line to Westhaven cost 412 million crowns, according to the transport committee.';
const AGAIN = 'Residents complained. The tram line to Westhaven cost some 430 million crowns. Buses still run.';
const REVIEW = {
  '@type': 'ClaimReview',
  claimReviewed: 'The Westhaven tram line cost 600 million crowns',
  author: { name: 'The Measure' },
  datePublished: '2024-03-05',
  url: 'https://measure.example/tram',
  reviewRating: { alternateName: 'Mostly false', ratingValue: '2', bestRating: '5', worstRating: '1' },
};

let desk: TestDesk;
let earlier: ClaimSent;
let claim: ClaimSent;
beforeAll(async () => {
  desk = await openDesk();
  earlier = await desk.mark(
    await desk.bringIn(FIRST, { title: 'The tram' }),
    'The new tram line to Westhaven cost 412 million crowns',
  );
  const article = await desk.bringIn(AGAIN, { title: 'A year of trams' });
  claim = await desk.mark(article, 'The tram line to Westhaven cost some 430 million crowns.');
  await desk.mark(article, 'Buses still run.');
});
afterAll(() => desk[Symbol.asyncDispose]());

const seen = (of = claim) => desk.get<Sent<Resemblance>[]>(`/claims/${of.id}/resemblances`);

describe('a claim that was seen before', () => {
  test('is offered with what was found then, and nothing that is another matter', async () => {
    expect(await seen()).toMatchObject([
      { kind: 'claim', id: earlier.id, article: 'The tram', status: 'unverified', verdict: null },
    ]);
    const page = await desk.open(`/claims/${claim.id}`);
    expect(page.words('#seen-before')).toContain('Claim 1 in The tram');
  });

  test('is linked by a person, seen from both claims, and told in history', async () => {
    const page = await desk.open(`/claims/${claim.id}`);
    const linked = await page.send('form:has(#seen-1-linked)');
    expect(linked.words('#seen-before')).toContain('Said to be the same');
    expect(linked.words('#history')).toContain('found that the claim was seen before, as a claim of ours');
    expect(await seen(earlier)).toMatchObject([{ id: claim.id, verdict: 'linked' }]);
    const open = await linked.send('form:has(#seen-1-open)');
    expect(open.words('#seen-before')).not.toContain('Said to be the same');
    expect(await seen(earlier)).toMatchObject([{ id: claim.id, verdict: null }]);
  });

  test('that a person finds to be another stays out of the way, and can be offered again', async () => {
    await desk.tell(`/claims/${claim.id}/resemblances`, { earlierClaimId: earlier.id, verdict: 'dismissed' });
    const page = await desk.open(`/claims/${claim.id}`);
    expect(page.words('#seen-before')).toContain('Found to be another claim (1)');
    await desk.tell(`/claims/${claim.id}/resemblances`, { earlierClaimId: earlier.id, verdict: 'open' });
    expect(await seen()).toMatchObject([{ verdict: null }]);
  });

  test('is not told of where the article is closed to the person', async () => {
    const secret = await desk.bringIn('The tram line to Westhaven cost exactly 412 million crowns.');
    const twin = await desk.mark(secret, 'The tram line to Westhaven cost exactly 412 million crowns.');
    await desk.tell(`/claims/${claim.id}/resemblances`, { earlierClaimId: twin.id, verdict: 'linked' });
    const reader = await desk.seat('reader', 'A reader');
    const seenByReader = async () =>
      (await reader.get<Sent<Resemblance>[]>(`/claims/${claim.id}/resemblances`)).map(({ id }) => id);
    expect(await seenByReader()).toEqual([twin.id, earlier.id]);
    await setAccess(desk.database.db, desk.person, secret.id, secret.version, 'named', []);
    expect(await seenByReader()).toEqual([earlier.id]);
    await setAccess(desk.database.db, desk.person, secret.id, secret.version + 1, 'everyone', []);
    await desk.tell(`/claims/${claim.id}/resemblances`, { earlierClaimId: twin.id, verdict: 'dismissed' });
  });

  test.each<[string, object, number]>([
    ['itself', { verdict: 'linked' }, 422],
    ['nothing at all', { earlierClaimId: '0198a000-0000-7000-8000-000000000000', verdict: 'linked' }, 404],
    ['a word that is no verdict', { verdict: 'maybe' }, 422],
  ])('is not held against %s', async (_, sent, status) => {
    const answer = await desk.refused(`/claims/${claim.id}/resemblances`, { earlierClaimId: claim.id, ...sent });
    expect(answer.status).toBe(status);
  });
});

describe('findings of others', () => {
  test('come in from JSON-LD, each answered for, and once', async () => {
    const text = JSON.stringify([REVIEW, { '@type': 'ClaimReview' }, REVIEW]);
    const made = await desk.tell<Sent<Import>>('/earlier-findings/imports', { text });
    expect(made.records.map(({ outcome }) => outcome)).toEqual(['new', 'refused', 'known']);
    const again = await desk.tell<Sent<Import>>('/earlier-findings/imports', { text: JSON.stringify(REVIEW) });
    expect(again.records).toMatchObject([{ outcome: 'known', madeId: made.records[0]?.madeId }]);
    const page = await desk.open(`/earlier-findings/${made.records[0]?.madeId}`);
    expect(page.words('main')).toContain('“Mostly false” (2 of 1 to 5)');
    expect(page.words('main')).toContain('Nearest of ours: Incorrect');
    expect((await desk.open('/earlier-findings?q=Westhaven')).words('main')).toContain('The Measure, 5 March 2024');
  });

  test('come in from a saved page through the form', async () => {
    const review = { ...REVIEW, url: 'https://measure.example/ferry', claimReviewed: 'The ferry is free' };
    const html = `<html><body><script type="application/ld+json">${JSON.stringify(review)}</script></body></html>`;
    const file = new File([html], 'review.html', { type: 'text/html' });
    const report = await (await desk.open('/earlier-findings/new')).send('#import-form', { file });
    expect(report.words('main')).toContain('The ferry is free');
    expect(report.words('main')).toContain('1 new');
  });

  test('are offered with a claim that they resemble, and linked', async () => {
    const theirs = (await seen()).find(({ kind }) => kind === 'finding');
    expect(theirs).toMatchObject({ publisher: 'The Measure', ratingWords: 'Mostly false', status: 'incorrect' });
    await desk.tell(`/claims/${claim.id}/resemblances`, { earlierFindingId: theirs?.id, verdict: 'linked' });
    expect((await desk.open(`/claims/${claim.id}`)).words('#seen-before')).toMatch(
      /“Mostly false”.*Said to be the same/,
    );
  });

  test.each([
    ['nothing', '', 'There is nothing in it.'],
    ['no JSON', 'hello', 'There is no ClaimReview in it.'],
    ['something else', '{"@type":"Recipe"}', 'There is no ClaimReview in it.'],
    ['a page without any', '<html><body>Hello</body></html>', 'There is no ClaimReview in it.'],
  ])('are refused from %s, with a word why', async (_, text, why) => {
    const answer = await desk.refused('/earlier-findings/imports', { text });
    expect(answer.fields?.['text']).toEqual([why]);
  });
});
