import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDesk, type ArticleSent, type ClaimSent, type Seat, type TestDesk } from '../support/desk.ts';

const BODY = `The bridge opened in 1931, said the mayor. It cost 5 million crowns. A tram runs over it.

In 2019 the council spent 3 million crowns on repairs, according to the chronicle. The tram was stopped for 40 days.`;

let desk: TestDesk;
let colleague: Seat;
beforeAll(async () => {
  desk = await openDesk();
  colleague = await desk.seat('researcher', 'Ada Brook');
});
afterAll(() => desk[Symbol.asyncDispose]());

const finding = (reason: string) => ({ status: 'disputed', reason });

function send(seat: Seat, path: string, body: object): Promise<Response> {
  return seat.askJson(path, JSON.stringify(body));
}

/** How many of the answers there are of each status. */
async function tally(answers: Promise<Response>[]): Promise<Record<number, number>> {
  const counts: Record<number, number> = {};
  for (const answer of await Promise.all(answers)) {
    counts[answer.status] = (counts[answer.status] ?? 0) + 1;
    await answer.arrayBuffer();
  }
  return counts;
}

const claimNow = (claim: { id: string }) => desk.get<ClaimSent>(`/claims/${claim.id}`);

describe('two people at once', () => {
  test('mark the same words: one wins, the other is told and keeps the typing', async () => {
    const { id } = await desk.bringIn(BODY);
    const typed = {
      quotation: 'It cost 5 million crowns',
      statement: 'The bridge cost 5 million crowns.',
      type: 'figure',
    };
    const forms = await Promise.all([desk, colleague].map((seat) => seat.open(`/articles/${id}/claims/new`)));
    const pages = await Promise.all(forms.map((form) => form.send('#claim-form', typed)));
    expect(pages.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const refused = pages.find(({ status }) => status === 409)!;
    expect(refused.words('.problems')).toContain('These words are already marked as a claim.');
    expect(refused.fields('#claim-form')).toMatchObject(typed);
    expect((await desk.get<{ claims: ClaimSent[] }>(`/articles/${id}/claims`)).claims).toHaveLength(1);
  });

  test('mark different words of one article: both get a number of their own', async () => {
    const { id } = await desk.bringIn(BODY);
    const words = [
      'The bridge',
      'bridge opened',
      'opened in 1931',
      'in 1931',
      'the mayor',
      'It cost',
      'A tram',
      'over it',
    ];
    const marked = await Promise.all(words.map((each, at) => (at % 2 ? desk : colleague).mark({ id }, each)));
    expect(marked.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test('give a finding on one claim, again and again: one wins each time and no finding is lost', async () => {
    const claim = await desk.mark(await desk.bringIn(BODY), 'It cost 5 million crowns');
    const rounds = 12;
    for (let round = 1; round <= rounds; round += 1) {
      const counts = await tally(
        [desk, colleague, desk, colleague].map((seat, at) =>
          send(seat, `/claims/${claim.id}/findings`, { version: round, ...finding(`Round ${round}, try ${at}.`) }),
        ),
      );
      expect(counts).toEqual({ 200: 1, 409: 3 });
    }
    const { version, finding: last } = await claimNow(claim);
    expect(version).toBe(1 + rounds);
    const given = (await desk.history()).filter(
      ({ claimId, event }) => claimId === claim.id && event.kind === 'finding_given',
    );
    expect(given).toHaveLength(rounds);
    expect(given.at(-1)!.event).toMatchObject({ reason: last!.reason });
  });

  test('make every kind of change to one claim from the same page: one is done, the others are told', async () => {
    const article = await desk.bringIn(BODY);
    const claim = await desk.mark(article, 'The bridge opened in 1931');
    const credit = { source: 'the mayor', cue: 'said', kind: 'person', manner: 'paraphrase', speaker: '' };
    await desk.move(claim, 'attribution', credit);
    const { version, evidence } = await desk.move(claim, 'evidence', {
      title: 'T',
      stance: 'supports',
      role: 'primary',
    });
    const changes: [address: string, body: object][] = [
      ['findings', finding('Seen.')],
      ['amendments', { statement: 'It opened in 1931.', type: 'date', risk: 'low' }],
      ['checker', {}],
      ['attribution', { ...credit, manner: 'direct' }],
      ['attribution/removal', {}],
      ['attribution-check', { check: 'confirmed' }],
      ['evidence', { title: 'Another', stance: 'background', role: 'tertiary' }],
      [`evidence/${evidence[0]!.id}/amendments`, { stance: 'contradicts', role: 'primary' }],
      [`evidence/${evidence[0]!.id}/removal`, {}],
      ['withdrawal', { reason: 'Twice.' }],
    ];
    const before = (await desk.history()).length;
    const counts = await tally(
      changes.map(([address, body], at) =>
        send(at % 2 ? desk : colleague, `/claims/${claim.id}/${address}`, { version, ...body }),
      ),
    );
    expect(counts).toEqual({ 200: 1, 409: changes.length - 1 });
    expect((await claimNow(claim)).version).toBe(version + 1);
    const sources = await desk.get<{ sources: { title: string }[] }>('/sources?q=Another');
    const happened = (await desk.happened(before)).map(({ kind }) => kind);
    // A source recorded in an act that was refused is not left behind.
    expect(sources.sources).toHaveLength(happened.includes('source_recorded') ? 1 : 0);
  });

  test('link evidence to one claim, trying until it is done: all of it is there', async () => {
    const claim = await desk.mark(await desk.bringIn(BODY), 'A tram runs over it');
    const link = async (seat: Seat, title: string): Promise<void> => {
      for (;;) {
        const { version } = await seat.get<ClaimSent>(`/claims/${claim.id}`);
        const answer = await send(seat, `/claims/${claim.id}/evidence`, {
          version,
          title,
          stance: 'supports',
          role: 'secondary',
        });
        await answer.arrayBuffer();
        if (answer.status === 200) return;
        expect(answer.status).toBe(409);
      }
    };
    const titles = Array.from({ length: 12 }, (_, index) => `Source ${index + 10}`);
    await Promise.all(titles.map((title, at) => link(at % 2 ? desk : colleague, title)));
    const { evidence, version } = await claimNow(claim);
    expect(evidence.map((piece) => piece.source.title).toSorted()).toEqual(titles);
    expect(version).toBe(13);
  });

  test('decide on one suggestion: one does, the other is told', async () => {
    const { id } = await desk.bringIn(BODY);
    const { suggestions } = await desk.get<{ suggestions: { id: string }[] }>(`/articles/${id}/suggestions`);
    for (const suggestion of suggestions) {
      const counts = await tally([
        send(desk, `/suggestions/${suggestion.id}/acceptance`, {}),
        send(colleague, `/suggestions/${suggestion.id}/acceptance`, {}),
        send(colleague, `/suggestions/${suggestion.id}/dismissal`, {}),
      ]);
      expect(Object.values(counts).reduce((sum, n) => sum + n)).toBe(3);
      expect(counts[409]).toBe(2);
    }
  });

  test('one accepts all suggestions while others decide on each: nobody waits for ever, and no claim is made twice', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { id } = await desk.bringIn(BODY);
      const { suggestions } = await desk.get<{ suggestions: { id: string; exact: string }[] }>(
        `/articles/${id}/suggestions`,
      );
      const counts = await tally([
        ...suggestions.map((each, at) =>
          send(colleague, `/suggestions/${each.id}/${at % 2 ? 'dismissal' : 'acceptance'}`, {}),
        ),
        send(desk, `/articles/${id}/acceptances`, { atLeast: 0 }),
        ...suggestions.map((each) => send(desk, `/articles/${id}/claims`, { quotation: each.exact })),
      ]);
      expect(Object.keys(counts).filter((status) => !['201', '204', '409'].includes(status))).toEqual([]);
      const { claims } = await desk.get<{ claims: ClaimSent[] }>(`/articles/${id}/claims`);
      expect(new Set(claims.map(({ exact }) => exact)).size).toBe(claims.length);
      expect(claims.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual(claims.map((_, index) => index + 1));
    }
  });

  test('move claims of an article while all its suggestions are accepted: nobody waits for ever', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { id } = await desk.bringIn(BODY);
      const { suggestions } = await desk.get<{ suggestions: { exact: string }[] }>(`/articles/${id}/suggestions`);
      const claims = [];
      for (const each of suggestions) claims.push(await desk.mark({ id }, each.exact));
      const counts = await tally([
        ...claims.map((claim) => send(colleague, `/claims/${claim.id}/findings`, { version: 1, ...finding('Seen.') })),
        send(desk, `/articles/${id}/acceptances`, { atLeast: 0 }),
        ...claims.map((claim) => send(desk, `/claims/${claim.id}/checker`, { version: 1 })),
      ]);
      expect(counts).toEqual({ 200: claims.length, 201: 1, 409: claims.length });
    }
  });

  test('credit claims of one article to the same new speaker: there is one record', async () => {
    const article = await desk.bringIn(BODY);
    const claims = [];
    for (const words of ['The bridge', 'It cost', 'A tram', 'the council spent'])
      claims.push(await desk.mark(article, words));
    const credit = {
      version: 1,
      source: 'the chronicle',
      cue: '',
      kind: 'document',
      manner: 'paraphrase',
      speaker: '',
    };
    const counts = await tally(
      claims.map((claim, at) => send(at % 2 ? desk : colleague, `/claims/${claim.id}/attribution`, credit)),
    );
    expect(counts).toEqual({ 200: 4 });
    const credited = await Promise.all(claims.map(claimNow));
    expect(new Set(credited.map((claim) => claim.credits[0]!.speakerId)).size).toBe(1);
  });

  test('one restores a claim while the other marks its words anew: only one claim stands on them', async () => {
    const article = await desk.bringIn(BODY);
    const claim = await desk.mark(article, 'It cost 5 million crowns');
    const { version } = await desk.move(claim, 'withdrawal', { reason: 'Not needed.' });
    const counts = await tally([
      send(desk, `/claims/${claim.id}/restoration`, { version }),
      send(colleague, `/articles/${article.id}/claims`, { quotation: 'It cost 5 million crowns' }),
    ]);
    expect(counts[409]).toBe(1);
  });

  test('clear the same sentence, and one takes it back twice', async () => {
    const { id, revisionId } = await desk.bringIn(BODY);
    const cleared = { revisionId, sentence: 2, reason: 'Opinion' };
    expect(await tally([desk, colleague].map((seat) => send(seat, `/articles/${id}/clearances`, cleared)))).toEqual({
      201: 1,
      409: 1,
    });
    expect(
      await tally([desk, colleague].map((seat) => send(seat, `/articles/${id}/clearances/2/lifting`, { revisionId }))),
    ).toEqual({ 200: 1, 409: 1 });
  });
});

/** Each form that changes something that is there: where it stands, what a colleague saves first, and what is typed. */
interface StaleForm {
  page: (made: Made) => string;
  form: string;
  meanwhile: (seat: Seat, made: Made) => Promise<unknown>;
  typed: Record<string, string>;
  /** What is shown beside it as it stands now; null where the form adds something, and nothing stands against it. */
  now: string | null;
}

interface Made {
  article: ArticleSent;
  claim: ClaimSent;
}

const reworded = (seat: Seat, { claim }: Made) =>
  seat.move(claim, 'amendments', { statement: 'Reworded by a colleague.', type: 'date', risk: 'low' });

const STALE_FORMS: Record<string, StaleForm> = {
  'a statement': {
    page: ({ claim }) => `/claims/${claim.id}`,
    form: '#details-form',
    meanwhile: reworded,
    typed: { statement: 'My own wording.', risk: 'high' },
    now: 'Reworded by a colleague.',
  },
  'a credit': {
    page: ({ claim }) => `/claims/${claim.id}`,
    form: '#attribute-form',
    meanwhile: reworded,
    typed: { source: 'the chronicle', cue: 'according to', manner: 'direct' },
    now: 'the mayor',
  },
  'an attribution check': {
    page: ({ claim }) => `/claims/${claim.id}`,
    form: '#attribution-check-form',
    meanwhile: reworded,
    typed: { check: 'misquoted', note: 'Another word in the minutes.' },
    now: 'Credit unchecked',
  },
  'a piece of evidence': {
    page: ({ claim }) => `/claims/${claim.id}`,
    form: '#link-form',
    meanwhile: reworded,
    typed: {
      title: 'Minutes',
      stance: 'contradicts',
      role: 'primary',
      locator: 'p. 7',
      excerpt: 'In 1932.',
      note: 'A note.',
    },
    now: null,
  },
  'a finding': {
    page: ({ claim }) => `/claims/${claim.id}`,
    form: '#finding-form',
    meanwhile: (seat, { claim }) => seat.move(claim, 'findings', finding('A colleague’s reason.')),
    typed: { status: 'incorrect', reason: 'My own reason.', wording: 'opened in 1932' },
    now: 'A colleague’s reason.',
  },
  'an article’s title': {
    page: ({ article }) => `/articles/${article.id}/edit`,
    form: '#article',
    meanwhile: (seat, { article }) =>
      seat.tell(`/articles/${article.id}/amendments`, { version: article.version, title: 'A colleague’s title' }),
    typed: { title: 'My own title', byline: 'Me' },
    now: 'A colleague’s title',
  },
  'a source': {
    page: ({ claim }) => `/sources/${claim.evidence[0]!.sourceId}`,
    form: '.form[action$=amendments]',
    meanwhile: (seat, { claim }) =>
      seat.tell(`/sources/${claim.evidence[0]!.sourceId}/amendments`, {
        version: 1,
        kind: 'dataset',
        title: 'A colleague’s title',
      }),
    typed: { title: 'My own title', note: 'My note.' },
    now: 'A colleague’s title',
  },
  'a speaker': {
    page: ({ claim }) => `/speakers/${claim.credits[0]!.speakerId}`,
    form: '.form[action$=amendments]',
    meanwhile: (seat, { claim }) =>
      seat.tell(`/speakers/${claim.credits[0]!.speakerId}/amendments`, {
        version: 1,
        kind: 'unnamed',
        name: 'A colleague’s name',
      }),
    typed: { name: 'My own name' },
    now: 'A colleague’s name',
  },
};

describe('a page that has grown old changes nothing, shows both versions and keeps what was typed', () => {
  /** The page that answers whoever was too late. */
  async function tooLate({ page, form, meanwhile, typed }: StaleForm) {
    const article = await desk.bringIn(BODY);
    let claim = await desk.mark(article, 'The bridge opened in 1931');
    const credit = { source: 'the mayor', cue: 'said', kind: 'person', manner: 'paraphrase', speaker: '' };
    await desk.move(claim, 'attribution', credit);
    claim = await desk.move(claim, 'evidence', { title: 'Chronicle', stance: 'supports', role: 'primary' });
    const made = { article, claim };

    const old = await desk.open(page(made));
    await meanwhile(colleague, made);
    const before = (await desk.history()).length;
    const refused = await old.send(form, typed);
    expect(refused.status).toBe(409);
    expect(await desk.history()).toHaveLength(before);
    return { refused, address: page(made), before };
  }

  test.each(Object.entries(STALE_FORMS))('%s', async (_, stale) => {
    const { form, typed, now } = stale;
    const { refused, before } = await tooLate(stale);
    expect(refused.words('[role=alert]')).toMatch(
      /changed this (claim|article|source|speaker) while you were reading it/,
    );
    // What was typed stands in the form, which is not folded away.
    expect(refused.fields(form)).toMatchObject(typed);
    expect(refused.$(form).closest('details:not([open])')).toHaveLength(0);
    if (now === null) expect(refused.$('#choose')).toHaveLength(0);
    else {
      expect(refused.fields('#choose')).toMatchObject(typed);
      expect(refused.words('#choose')).toContain(now);
      for (const [name, value] of Object.entries(typed)) {
        if (!refused.$(`${form} [name=${name}]`).is('select, [type=radio]'))
          expect(refused.words('#choose')).toContain(value);
      }
    }

    // It can be sent again from the page as it is now.
    const saved = await refused.send(form);
    expect(saved.status).toBe(200);
    expect((await desk.history()).length).toBeGreaterThan(before);
  });

  const CHOOSING = Object.entries(STALE_FORMS).filter(([, { now }]) => now !== null);

  test.each(CHOOSING)('%s: what was typed is saved as it is chosen', async (_, stale) => {
    const { refused, address, before } = await tooLate(stale);
    const saved = await refused.send('#choose');
    expect(saved.status).toBe(200);
    expect((await desk.history()).length).toBeGreaterThan(before);
    expect((await desk.open(address)).fields(stale.form)).toMatchObject(stale.typed);
  });
});

test('a writer comments on the page of a claim, and is offered nothing that is not theirs', async () => {
  const { id } = await desk.bringIn(BODY);
  const claim = await desk.mark({ id }, 'It cost 5 million crowns');
  const writer = await desk.seat('writer', 'Wim Taylor');
  const page = await writer.open(`/claims/${claim.id}`);
  expect(page.$('#finding-form, #link-form, #details-form, #sign-off')).toHaveLength(0);
  const commented = await page.send('#comment-form', { body: 'The chronicle has it, @Ada Brook.' });
  expect([commented.status, commented.words('#comments')]).toEqual([200, expect.stringContaining('Wim Taylor')]);
});
