import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDesk, type ArticleSent, type ClaimSent, type TestDesk } from '../support/desk.ts';

const SENTENCES_ON_A_PAGE = 300;
const ROWS_IN_A_LIST = 200;

let desk: TestDesk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk[Symbol.asyncDispose]());

describe('a long article answers page by page', () => {
  test('20,000 sentences come in, and no page of them grows with the text', async () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `Town ${index} is here.`);
    const { id } = await desk.bringIn(lines.join('\n\n'));
    const { sentences } = await desk.get<{ sentences: object[] }>(`/articles/${id}`);
    expect(sentences).toHaveLength(20_000);

    const first = await desk.open(`/articles/${id}`);
    expect(first.$('.sentence').length).toBeLessThanOrEqual(SENTENCES_ON_A_PAGE);
    expect(first.$('.rows > .row').length).toBeLessThanOrEqual(SENTENCES_ON_A_PAGE);
    expect(first.html.length).toBeLessThan(1_500_000);
    const [, parts] = /Part 1 of (\d+) of the text/.exec(first.words('.pager'))!;
    const last = await desk.open(`/articles/${id}?part=${parts!}`);
    expect(last.words('article.text')).toContain('Town 19999 is here.');
    expect(last.html.length).toBeLessThan(1_500_000);

    const untouched = await desk.open(`/articles/${id}?sentences=untouched`);
    expect(untouched.$('.rows > .row').length).toBeLessThanOrEqual(ROWS_IN_A_LIST);
    expect(untouched.html.length).toBeLessThan(1_500_000);
  });

  test.each([
    ['in passages of their own', '\n\n'],
    ['in one paragraph', ' '],
  ])('every sentence is on exactly one part, whole: %s', async (_, between) => {
    const lines = Array.from({ length: 700 }, (__, index) => `Town ${index + 1_000} is here.`);
    const { id, body } = await desk.bringIn(lines.join(between));
    const sentences: string[] = [];
    let text = '';
    let page = await desk.open(`/articles/${id}`);
    for (;;) {
      const shown = page.$('.sentence').get();
      expect(shown.length).toBeLessThanOrEqual(SENTENCES_ON_A_PAGE);
      sentences.push(...shown.map((each) => page.$(each).attr('id')!));
      text += page.$('article.text [data-start]').text();
      const next = page.$('article.text a[rel=next]').attr('href');
      if (next === undefined) break;
      page = await desk.open(next);
    }
    expect(sentences).toEqual(lines.map((__, index) => `s${index + 1}`));
    expect(text).toBe(body.replaceAll('\n', ''));
  });

  test('every claim is on exactly one page of the list', async () => {
    const lines = Array.from({ length: 700 }, (_, index) => `Town ${index + 1_000} spent 5 million crowns in 2019.`);
    const { id } = await desk.bringIn(lines.join('\n\n'));
    await desk.tell(`/articles/${id}/acceptances`, { atLeast: 0 });
    const { claims } = await desk.get<{ claims: ClaimSent[] }>(`/articles/${id}/claims`);
    expect(claims.length).toBeGreaterThanOrEqual(700);

    const rows: string[] = [];
    let page = await desk.open(`/articles/${id}?status=unverified`);
    for (;;) {
      const shown = page
        .$('.rows > .row')
        .get()
        .map((each) => page.$(each).attr('id')!);
      expect(shown.length).toBeLessThanOrEqual(ROWS_IN_A_LIST);
      rows.push(...shown);
      const next = page.$('.list a[rel=next]').attr('href');
      if (next === undefined) break;
      page = await desk.open(next.replace(/#.*/, ''));
    }
    expect(rows).toEqual(claims.map(({ number }) => `claim-${number}`));
  });
});

/** Where the titles of a list lead, over all its pages. */
async function onPages(path: string): Promise<string[]> {
  const hrefs: string[] = [];
  for (let next: string | undefined = path; next !== undefined;) {
    const page = await desk.open(next);
    hrefs.push(
      ...page
        .$('main table a.title')
        .get()
        .map((each) => page.$(each).attr('href')!),
    );
    next = page.$('a[rel=next]').attr('href');
  }
  return hrefs;
}

describe('a long list is read on from a cursor, no row lost and none twice', () => {
  interface Slice {
    [rows: string]: { id: string }[] | string | number | null;
    next: string | null;
  }

  async function walk(path: string): Promise<string[]> {
    const ids: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const slice: Slice = await desk.get<Slice>(`${path}${after && `?after=${after}`}`);
      const rows = slice[path.slice(1)] as { id: string }[];
      expect(rows.length).toBeLessThanOrEqual(60);
      ids.push(...rows.map(({ id }) => id));
      after = slice.next;
    }
    return ids;
  }

  test('articles, many brought in within the same moment', async () => {
    const made = await Promise.all(Array.from({ length: 75 }, (_, index) => desk.bringIn(`Article ${index}.`)));
    const ids = await walk('/articles');
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(made.map(({ id }: ArticleSent) => id)));
    expect(await onPages('/articles')).toEqual(ids.map((id) => `/articles/${id}`));
  });

  test('sources, many of the same title', async () => {
    const titles = Array.from({ length: 120 }, (_, index) => (index % 3 ? 'The same title' : `Title ${index % 40}`));
    const made = await Promise.all(
      titles.map((title, at) =>
        desk.tell<{ id: string }>('/sources', {
          kind: 'document',
          title: at % 2 ? title : title.toUpperCase(),
          anyway: true,
        }),
      ),
    );
    const ids = await walk('/sources');
    expect(ids.toSorted()).toEqual(made.map(({ id }) => id).toSorted());
    expect(await onPages('/sources')).toEqual(ids.map((id) => `/sources/${id}`));
    expect((await desk.open('/sources')).words('main')).toContain('120');
  });

  test('speakers', async () => {
    const lines = Array.from(
      { length: 110 },
      (_, index) => `The mill burned in ${1_800 + index}, said Ann Lee${index}.`,
    );
    const article = await desk.bringIn(lines.join('\n\n'));
    for (const [index] of lines.entries()) {
      const start = article.body.indexOf(lines[index]!);
      const claim = await desk.tell<ClaimSent>(`/articles/${article.id}/claims`, { start, end: start + 15 });
      const credit = {
        version: 1,
        source: `Ann Lee${index}`,
        cue: 'said',
        kind: 'person',
        manner: 'paraphrase',
        speaker: '',
      };
      await desk.tell(`/claims/${claim.id}/attribution`, credit);
    }
    const ids = await walk('/speakers');
    expect(ids).toHaveLength(110);
    expect(new Set(ids).size).toBe(110);
    expect(await onPages('/speakers')).toEqual(ids.map((id) => `/speakers/${id}`));
  });
});
