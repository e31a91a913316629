import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDesk, type ArticleSent, type ClaimSent, type TestDesk } from '../support/desk.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk[Symbol.asyncDispose]());

const TEXTS: [name: string, body: string, words: string][] = [
  ['Hebrew', 'המועצה אישרה תקציב של 5 מיליון. העיר תשלם את הכול.', 'תקציב של 5 מיליון'],
  ['Arabic, with marks', 'قالَ الوزيرُ إنَّ الميزانيةَ 5 ملايين. ثم انصرفَ.', 'الميزانيةَ 5 ملايين'],
  ['both ways in one line', 'The word שלום stood on 3 of 5 posters. Nobody read it.', 'שלום stood on 3'],
  [
    'isolates and overrides',
    'He paid \u2067מאה\u2069 crowns \u202eabc\u202c twice. So they say.',
    '\u2067מאה\u2069 crowns \u202eabc\u202c',
  ],
  ['combining marks', 'Le re\u0301sume\u0301 cou\u0302tait 5 euros. Fin.', 're\u0301sume\u0301 cou\u0302tait 5'],
  ['letters that are already composed', 'Le résumé coûtait 5 euros. Fin.', 'résumé coûtait 5'],
  ['emoji', 'Sales 📈 rose 5 percent 😀 in May. Fine.', '📈 rose 5 percent 😀'],
  ['a family, flags and skin', 'The 👨‍👩‍👧‍👦 of 🇩🇪 won 👍🏽 twice. Yes.', '👨‍👩‍👧‍👦 of 🇩🇪 won 👍🏽'],
  ['Devanagari', 'क्षत्रिय ने 5 लाख दिए। बस।', 'क्षत्रिय ने 5 लाख'],
  ['letters outside the first plane', 'The 𝔅𝔲𝔡𝔤𝔢𝔱 grew to 𐐷𐐲 in 2019. Really.', '𝔅𝔲𝔡𝔤𝔢𝔱 grew to 𐐷𐐲'],
  [
    'hard spaces and soft hyphens',
    'It cost 5\u00a0000\u202fcrowns in Do\u00adnau\u00adstadt. Twice.',
    '5\u00a0000\u202fcrowns in Do\u00adnau\u00adstadt',
  ],
  ['what pages escape', 'AT&T\'s <b>"share"</b> fell 5 % &amp; more. So.', '<b>"share"</b> fell 5 % &amp;'],
];

describe('offsets are right whatever the script', () => {
  test.each(TEXTS)('%s', async (_, body, words) => {
    const article = await desk.bringIn(body, { title: 'Scripts' });
    const start = body.indexOf(words);
    const byQuotation = await desk.mark(article, words);
    expect(byQuotation).toMatchObject({
      exact: words,
      start,
      end: start + words.length,
      statement: words.replace(/\s+/g, ' '),
    });
    await desk.move(byQuotation, 'withdrawal', { reason: 'Marked again by offsets.' });
    const byOffsets = await desk.tell<ClaimSent>(`/articles/${article.id}/claims`, {
      start,
      end: start + words.length,
    });
    expect(byOffsets).toMatchObject({ exact: words, prefix: body.slice(Math.max(0, start - 32), start), start });

    // The pieces of the page, laid end to end, are the text; the claim's are its words.
    const page = await desk.open(`/articles/${article.id}`);
    const pieces = (within: string) =>
      page
        .$(within)
        .get()
        .map((each) => page.$(each).text())
        .join('');
    expect(pieces('article.text [data-start]')).toBe(body);
    expect(pieces('article.text [data-code=unverified] [data-start]')).toBe(words);
    const claim = await desk.open(`/claims/${byOffsets.id}`);
    expect(claim.$('[data-claim-context] [data-code=unverified] [data-start]').text()).toBe(words);

    const report = await desk.get<{ claims: { exact: string; start: number; end: number }[] }>(
      `/articles/${article.id}/report`,
    );
    expect(report.claims.map(({ exact, start, end }) => [exact, body.slice(start, end)])).toEqual([[words, words]]);
  });

  test.each([
    ['a smile', 'Sales 😀 rose 5 percent.', 7, 12],
    ['a family', 'The 👨‍👩‍👧‍👦 won 5 prizes.', 6, 15],
    ['a flag', 'In 🇩🇪 it rose 5 percent.', 5, 12],
    ['a letter and its accent', 'Le re\u0301sume\u0301 cost 5.', 5, 9],
  ])('offsets inside %s are moved to its edge, and no half is kept', async (_, body, start, end) => {
    const article = await desk.bringIn(body);
    const claim = await desk.tell<ClaimSent>(`/articles/${article.id}/claims`, { start, end });
    const edges = new Set(
      [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(body)].map((each) => each.index),
    );
    expect(claim.exact).toBe(body.slice(claim.start, claim.end));
    expect(claim.exact.isWellFormed()).toBe(true);
    expect([edges.has(claim.start), edges.has(claim.end)]).toEqual([true, true]);
    expect(claim.start).toBeLessThanOrEqual(start);
    expect((await desk.open(`/claims/${claim.id}`)).status).toBe(200);
  });

  test('a quotation may differ from the text in white space and the shape of its quotation marks, in nothing else', async () => {
    const article = await desk.bringIn('The mayor’s “new  \n bridge” opened\u00a0in 1931. It’s old.');
    const claim = await desk.mark(article, `mayor's "new bridge" opened in 1931`);
    expect(claim.exact).toBe('mayor’s “new  \n bridge” opened\u00a0in 1931');
    expect(claim.statement).toBe('mayor’s “new bridge” opened in 1931');
    expect((await desk.refused(`/articles/${article.id}/claims`, { quotation: 'opened in 1932' })).status).toBe(422);
  });

  test('a quotation is words, not a pattern', async () => {
    const article = await desk.bringIn('He said (a+b)*c [x] $1 ^ {2} \\d | . and more.');
    expect((await desk.mark(article, '(a+b)*c [x] $1 ^ {2} \\d | .')).exact).toBe('(a+b)*c [x] $1 ^ {2} \\d | .');
    expect((await desk.refused(`/articles/${article.id}/claims`, { quotation: 'H.*' })).status).toBe(422);
  });
});

const MARKUP = `"'><script>alert(1)</script><img src=x onerror=alert(2)><b>bold</b>&lt;i&gt;</textarea></title>`;

/** The elements and attributes that only a page that took words for markup would have. */
function strangeParts(html: { $: TestDeskPage['$'] }): string[] {
  const { $ } = html;
  const found = $('img, b, i, iframe, [onerror], [onload], main script')
    .filter((_, each) => !$(each).is('b') || $(each).text() === 'bold')
    .get()
    .map((each) => $.html(each));
  const scripts = $('script').filter((_, each) => !/^\/assets\/[0-9a-f]{12}\/\w+\.js$/.test($(each).attr('src') ?? ''));
  return [...found, ...scripts.get().map((each) => $.html(each))];
}
type TestDeskPage = Awaited<ReturnType<TestDesk['open']>>;

const pattern = (action: string) =>
  action.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id').replaceAll(/\/\d+\//g, '/:n/');

describe('HTML and script are words like others', () => {
  test('in every field of every form, accepted or refused', async () => {
    await using own = await openDesk();
    await own.seat('writer', 'Ada Brook');
    const written = new Set<string>();
    const send = async (page: TestDeskPage, form: string, typed: Record<string, string>) => {
      const action = pattern(page.$(form).closest('form').add(page.$(form).find('form')).first().attr('action')!);
      for (const [name, value] of Object.entries(typed))
        if (value.includes('<script>')) written.add(`${action} ${name}`);
      const answer = await page.send(form, typed);
      expect([action, strangeParts(answer)]).toEqual([action, []]);
      if (answer.status !== 200) {
        const action = page.$(form).closest('form').attr('action')!;
        const kept = answer.fields(`form[action="${action}"] [name=${Object.keys(typed)[0]!}]`);
        expect(kept).toMatchObject(typed);
      }
      return answer;
    };
    const everything = (names: string[]) => Object.fromEntries(names.map((name) => [name, MARKUP]));

    // The article: all fields at once, of which date and address refuse it; then those that take any words.
    const newArticle = await own.open('/articles/new');
    const body = `${MARKUP}\n\nThe mayor ${MARKUP} said the bridge cost 5 million crowns in 1931. A tram runs over it. ${MARKUP}`;
    const refused = await send(newArticle, '#article', {
      ...everything(['title', 'byline', 'publication', 'publishedOn', 'address']),
      body,
    });
    expect(refused.status).toBe(422);
    const article = await send(newArticle, '#article', { ...everything(['title', 'byline', 'publication']), body });
    expect(article.status).toBe(200);
    const { id } = (await own.get<{ articles: ArticleSent[] }>('/articles')).articles[0]!;
    const edit = await own.open(`/articles/${id}/edit`);
    await send(edit, '#article', everything(['title', 'byline', 'publication', 'publishedOn', 'address']));

    // Claims.
    await send(await own.open(`/articles/${id}`), '#quotation', { quotation: `${MARKUP}!` });
    const newClaim = await own.open(`/articles/${id}/claims/new`);
    await send(newClaim, '#claim-form', { quotation: `${MARKUP}!`, statement: MARKUP });
    let claim = await send(newClaim, '#claim-form', {
      quotation: `The mayor ${MARKUP} said the bridge`,
      statement: MARKUP,
    });
    const claimPath = claim.path.replace(/#.*/, '');
    const again = async () => (claim = await own.open(claimPath));
    await send(claim, '#details-form', { statement: `${MARKUP} again` });
    await send(await again(), '#attribute-form', everything(['source', 'cue', 'speaker']));
    await send(await again(), '#attribute-form', { source: `The mayor ${MARKUP}`, cue: 'said', speaker: MARKUP });
    await send(await again(), '#attribution-check-form', { check: 'misquoted', note: MARKUP });
    const piece = ['title', 'author', 'publisher', 'issued', 'address', 'locator', 'excerpt', 'note'];
    await send(await again(), '#link-form', everything(piece));
    await send(await again(), '#link-form', everything(['title', 'author', 'publisher', 'excerpt', 'note']));
    const evidenceForm = (await again())
      .$('form[id^=amend], .exhibit form')
      .filter((_, each) => claim.$(each).find('[name=excerpt]').length > 0);
    if (evidenceForm.length > 0) {
      await send(claim, `form[action="${evidenceForm.attr('action')!}"]`, everything(['locator', 'excerpt', 'note']));
      await send(await again(), `form[action="${evidenceForm.attr('action')!}"]`, everything(['excerpt', 'note']));
    }
    await send(await again(), '#finding-form', { status: 'incorrect', reason: MARKUP, wording: MARKUP });

    await send(await again(), '#fix-form', { fix: 'waived', reason: MARKUP });
    await send(await again(), 'form[id^=copy-]', { number: MARKUP });
    await send(await again(), '#ask-form', everything(['question', 'dueOn']));
    await send(await again(), '#ask-form', { question: MARKUP });
    await send(await again(), 'form[action$="/answer"]', { answer: MARKUP });
    await send(await again(), '#comment-form', { body: MARKUP });
    await send(await again(), 'form[action^="/comments/"]:has([name=body])', { body: `${MARKUP} again` });

    // What is set for the article, and for oneself.
    await send(await own.open(`/articles/${id}`), 'form[action$="/gate/override"]', { reason: MARKUP });
    await send(await own.open(`/articles/${id}/plan`), '#plan', everything(['dueOn', 'section']));
    await send(await own.open(`/articles/${id}/plan`), '#plan', { section: MARKUP });
    await send(await own.open(`/articles/${id}/access`), '#access', { people: MARKUP });
    await send(await own.open(`/articles/${id}/access`), '#outsider', { name: MARKUP });
    const fetching = 'form[action$="/revisions"]:has([name=address])';
    await send(await own.open(`/articles/${id}/revisions/new`), fetching, { address: MARKUP });
    await send(await own.open('/account/tokens'), '#token', { name: MARKUP, read: 'on' });

    // Sources and speakers.
    const newSource = await own.open('/sources/new');
    const plain = ['title', 'author', 'publisher', 'container', 'volume', 'issue', 'page', 'language', 'tags', 'note'];
    const dates = ['issued', 'accessed', 'archivedOn'];
    const aboutSource = [...plain, ...dates, 'address', 'doi', 'isbn', 'archiveAddress', 'reliabilityReason'];
    await send(newSource, 'form[action="/sources"]', everything(aboutSource));
    const source = await send(newSource, 'form[action="/sources"]', {
      ...everything(plain.filter((name) => name !== 'language')),
      title: `${MARKUP} in print`,
    });
    await send(source, 'form[action$=amendments]', everything(aboutSource));
    const passingOn = await own.open(`${source.path.replace(/#.*/, '')}/relays`);
    const relayedId = passingOn.$('#relay-form [name=relayedId]').last().attr('value')!;
    await send(passingOn, '#relay-form', { relayedId, words: MARKUP });
    const falling = await own.open(`${source.path.replace(/#.*/, '')}/standing?to=retracted`);
    await send(falling, '#standing-form', everything(['reason', 'on']));
    await send(falling, '#standing-form', { reason: MARKUP });
    const merging = await own.open(`${source.path.replace(/#.*/, '')}/merges`);
    await send(merging, '#merge-form', { other: MARKUP });
    await send(await own.open('/sources/new'), '#reading-form', { from: MARKUP });
    const importing = await own.open('/sources/imports/new');
    await send(importing, '#import-form', { text: `@misc{k, title = {${MARKUP}, imported}, note = {${MARKUP}}}` });
    const reviews = JSON.stringify({
      '@type': 'ClaimReview',
      claimReviewed: MARKUP,
      author: MARKUP,
      reviewRating: MARKUP,
    });
    await send(await own.open('/earlier-findings/new'), '#import-form', { text: reviews });
    await send(await own.open('/earlier-findings/new'), '#import-form', { address: MARKUP });
    const table = `words,statement\n"${MARKUP.replaceAll('"', '""')}!","${MARKUP.replaceAll('"', '""')}"`;
    const columns = await send(await own.open(`/articles/${id}/claims/imports/new`), '#import-form', { text: table });
    await send(columns, '#columns-form', {});
    const speaker = await own.open((await again()).$('#attribution dl a').attr('href')!);
    const aboutSpeaker = { name: `${MARKUP} again`, terms: MARKUP, whyUnnamed: MARKUP };
    await send(speaker, '#speaker-form', { kind: 'person', ...aboutSpeaker });
    const unnamed = await send(speaker, '#speaker-form', { kind: 'unnamed', ...aboutSpeaker });
    await send(unnamed, '#merge-form', { other: MARKUP });
    const identity = await own.open(unnamed.linkTo('Who it is'));
    await send(identity, '#keep-form', everything(['identity', 'readers']));
    const kept = await send(identity, '#keep-form', { identity: MARKUP });
    await send(kept, '#readers-form', { readers: MARKUP });
    expect(strangeParts(await kept.send('#readings'))).toEqual([]);
    const talk = await own.tell<{ id: string }>('/sources', { kind: 'interview', title: 'A talk' });
    await send(await own.open(`/sources/${talk.id}`), '#speaks-form', { speaker: MARKUP });

    // What only the API takes words for.
    const { revisionId } = await own.get<ArticleSent>(`/articles/${id}`);
    await own.tell(`/articles/${id}/clearances`, { revisionId, sentence: 0, reason: MARKUP });
    const { suggestions } = await own.get<{ suggestions: { id: string; state: string }[] }>(
      `/articles/${id}/suggestions`,
    );
    const open = suggestions.find(({ state }) => state === 'open')!;
    await own.tell(`/suggestions/${open.id}/dismissal`, { reason: MARKUP });
    if ((await again()).$('#withdraw-form').length > 0) {
      await send(claim, '#withdraw-form', { reason: MARKUP });
      await (await again()).send('#restoration');
    }

    const revised = await send(await own.open(`/articles/${id}/revisions/new`), '#revision-form', {
      body: `${body} ${MARKUP}`,
    });
    expect(revised.status).toBe(200);

    // Every page there is, by its links.
    const seen = new Set<string>();
    const waiting = [
      '/',
      `/search?${new URLSearchParams({ q: MARKUP }).toString()}`,
      `/articles?${new URLSearchParams({ q: MARKUP }).toString()}`,
    ];
    const forgotten = new Set<string>();
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      if (seen.has(path)) continue;
      seen.add(path);
      if (/\.(csv|json|jsonld|bib|ris|xlsx|docx|pdf|zip)(\?|$)/.test(path)) continue;
      const page = await own.open(path);
      expect([path, page.status, strangeParts(page)]).toEqual([path, 200, []]);
      page.$('form').each((_, form) => {
        const method = page.$(form).attr('method');
        if (method !== 'post') return;
        page
          .$(form)
          .find('textarea, input[type=text], input[type=url], input[type=date]')
          .each((__, field) => {
            const name = `${pattern(page.$(form).attr('action')!)} ${page.$(field).attr('name')!}`;
            if (!written.has(name)) forgotten.add(name);
          });
      });
      page.$('a[href^="/"]').each((_, link) => {
        const href = page.$(link).attr('href')!.replace(/#.*/, '');
        if (!/[?&](part|list|status|sourcing|sentences|start)=/.test(href)) waiting.push(href);
      });
    }
    expect([...forgotten]).toEqual([]);
    expect([...seen].map(pattern)).toEqual(
      expect.arrayContaining([
        '/articles/:id',
        '/articles/:id/report',
        '/claims/:id',
        '/sources/:id',
        '/speakers/:id',
        '/history',
      ]),
    );
    for (const path of [
      `/articles/${id}`,
      claimPath,
      `/articles/${id}/report`,
      '/history',
      '/sources',
      '/speakers',
      '/articles',
    ]) {
      expect((await own.open(path)).words()).toContain('<script>alert(1)</script>');
    }

    // Programs get the words as they are, as data and not as a page.
    const json = await own.ask(`/articles/${id}/report.json`);
    expect(json.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(((await json.json()) as { article: { title: string } }).article.title).toBe(MARKUP);
    const csv = await own.ask(`/articles/${id}/report.csv`);
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(csv.headers.get('content-disposition')).toContain('attachment');
    const file = await own.open(`/articles/${id}/report.html`);
    expect(file.words()).toContain('<script>alert(1)</script>');
    expect(file.$('script, img, [onerror]')).toHaveLength(0);
  });
});
