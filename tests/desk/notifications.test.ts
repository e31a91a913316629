import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { NotificationSlice } from '../../src/notifications/queries.ts';
import type { Comment } from '../../src/comments/queries.ts';
import { openDesk, type ArticleSent, type ClaimSent, type Seat, type Sent, type TestDesk } from '../support/desk.ts';

const BODY = 'The bridge opened in 1931, said the mayor. It cost 5 million crowns. A tram runs over it.';
const PIECE = { title: 'Ledger', sourceKind: 'document', stance: 'supports', role: 'primary' };

let desk: TestDesk;
let second: Seat;
let article: ArticleSent;
let claim: ClaimSent;

beforeAll(async () => {
  desk = await openDesk();
  second = await desk.seat('editor', 'Ada Brook');
});
afterAll(() => desk[Symbol.asyncDispose]());

beforeEach(async () => {
  article = await desk.bringIn(BODY);
  claim = await desk.mark(article, 'It cost 5 million crowns');
});

/** What somebody was told of this claim, newest first. */
const told = async (seat: Seat) =>
  (await seat.get<Sent<NotificationSlice>>('/notifications')).rows.filter(({ claimId }) => claimId === claim.id);
const kinds = async (seat: Seat) => (await told(seat)).map(({ kind }) => kind);

describe('comments on a claim', () => {
  test('are written, edited and removed on its page, and history keeps each wording', async () => {
    const page = await desk.open(`/claims/${claim.id}`);
    const written = await page.send('#comment-form', { body: 'Which crowns?\nOld ones?' });
    expect(written.words('#comments')).toContain('Local editor');
    const edited = await written.send('.comments form.form', { body: 'Which crowns, @Ada?' });
    expect(edited.words('#comments')).toMatch(/edited Which crowns, @Ada\?/);
    const removed = await edited.send('.comments form.act');
    expect(removed.words('.comments')).toContain('Removed.');
    expect(removed.words('.comments')).not.toContain('Which crowns');
    expect((await desk.happened()).slice(-3)).toMatchObject([
      { kind: 'comment_written', body: 'Which crowns?\nOld ones?', mentions: [] },
      { kind: 'comment_edited', to: 'Which crowns, @Ada?', mentions: [second.person.id] },
      { kind: 'comment_removed', body: 'Which crowns, @Ada?' },
    ]);
    expect(await kinds(second)).toEqual(['mentioned']);
  });

  test('somebody else’s is not edited, and a reader writes none', async () => {
    const comment = await desk.tell<Sent<Comment>>(`/claims/${claim.id}/comments`, { body: 'Mine.' });
    const refused = await second.refused(`/comments/${comment.id}/amendments`, { version: 1, body: 'Yours.' });
    expect([refused.status, refused.detail]).toEqual([403, 'It is somebody else’s comment.']);
    const reader = await desk.seat('reader', 'Pat Dunn');
    expect((await reader.refused(`/claims/${claim.id}/comments`, { body: 'Hello.' })).status).toBe(403);
    expect((await reader.open(`/claims/${claim.id}`)).$('#comment-form')).toHaveLength(0);
  });

  test('do not make anybody’s form stale', async () => {
    const page = await second.open(`/claims/${claim.id}`);
    await desk.tell(`/claims/${claim.id}/comments`, { body: 'By the way.' });
    expect((await page.send('#finding-form', { status: 'disputed', reason: 'R' })).status).toBe(200);
  });
});

describe('notifications', () => {
  test('tell of a claim given to me, of a query and its answer, of a lapsed sign-off; never of what I did myself', async () => {
    const give = (to: string) =>
      desk.tell(`/articles/${article.id}/assignments`, { claims: `${claim.id}:${claim.version}`, to });
    await give(second.person.id);
    expect(await kinds(second)).toEqual(['assigned']);

    const { version } = await desk.get<ClaimSent>(`/claims/${claim.id}`);
    const asked = { version, askedOf: second.person.id, question: 'Whose?' };
    const query = await desk.tell<{ id: string }>(`/claims/${claim.id}/author-queries`, asked);
    await second.tell(`/author-queries/${query.id}/answer`, { version: 1, answer: 'Mine.' });
    expect(await kinds(desk)).toEqual(['query_answered']);

    await desk.move(claim, 'evidence', PIECE);
    await desk.move(claim, 'findings', { status: 'verified', reason: 'Ledger.' });
    await second.move(claim, 'sign-off');
    await desk.move(claim, 'findings', { status: 'disputed', reason: 'Another.' });
    expect(await kinds(second)).toEqual(['sign_off_lapsed', 'query_asked', 'assigned']);
    expect(await kinds(desk)).toEqual(['query_answered']);
  });

  test('a new revision that changes signed-off words tells who signed', async () => {
    await desk.move(claim, 'evidence', PIECE);
    await desk.move(claim, 'findings', { status: 'verified', reason: 'Ledger.' });
    await second.move(claim, 'sign-off');
    const body = BODY.replace('5 million', '6 million');
    await desk.tell(`/articles/${article.id}/revisions`, { revisionId: article.revisionId, body });
    expect(await kinds(second)).toEqual(['sign_off_lapsed']);
  });

  test('are counted at the head of every page, and marked read one by one or all at once', async () => {
    const third = await desk.seat('researcher', 'Jo Fenn');
    for (const body of ['@Jo, one', '@Jo, two', '@Jo, three'])
      await desk.tell(`/claims/${claim.id}/comments`, { body });
    expect((await third.open('/articles')).words('.unread')).toBe('Notifications 3 new');
    const page = await third.open('/notifications');
    expect(page.words('.notices')).toContain('Local editor mentioned you on claim 1');
    const one = await page.send('.notices li:first-child form');
    expect(one.words('.unread')).toBe('Notifications 2 new');
    // One that came after the page was shown stays new.
    await desk.tell(`/claims/${claim.id}/comments`, { body: '@Jo, four' });
    const all = await one.send('#read-all');
    expect(all.words('.unread')).toBe('Notifications 1 new');
  });

  test('of an article that was closed to me are gone', async () => {
    const third = await desk.seat('researcher', 'Kit Lowe');
    await desk.tell(`/claims/${claim.id}/comments`, { body: '@Kit, look' });
    expect(await kinds(third)).toEqual(['mentioned']);
    await desk.database.pool.query(`update articles set access = 'named' where id = $1`, [article.id]);
    expect(await kinds(third)).toEqual([]);
    expect((await third.open('/articles')).words('.unread')).toBe('Notifications');
    await desk.database.pool.query(`update articles set access = 'everyone' where id = $1`, [article.id]);
  });
});
