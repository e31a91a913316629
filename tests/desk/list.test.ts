import { expect, test } from 'vitest';
import { openDesk } from '../support/desk.ts';

test('the list of articles counts what the article itself shows', async () => {
  await using desk = await openDesk({ demo: true });
  interface Listed {
    articles: { id: string; revision: number; claims: { total: number; unsourced: number } }[];
  }
  const { articles } = await desk.get<Listed>('/articles');
  const [article] = articles;
  const { claims } = await desk.get<{ claims: { stage: string; evidence: unknown[] }[] }>(
    `/articles/${article!.id}/claims`,
  );
  const standing = claims.filter((claim) => claim.stage !== 'withdrawn');
  const bare = standing.filter((claim) => claim.evidence.length === 0);
  expect(bare.length).toBeGreaterThan(0);
  expect(article).toMatchObject({ revision: 1, claims: { total: standing.length, unsourced: bare.length } });
  expect((await desk.open('/articles')).words('main')).toContain('Revision 1');
});
