import { createHash } from 'node:crypto';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHAIN_START, follow, type ChainEnd, type Json } from '../../src/core/chain.ts';
import type { Report } from '../../src/core/report.ts';
import { openDesk, type TestDesk } from '../support/desk.ts';

type Rows = Record<string, unknown>[];
interface Whole extends Report {
  record: Record<string, Rows>;
}

let desk: TestDesk;
let articleId: string;
let plain: Report;
let whole: Whole;
beforeAll(async () => {
  desk = await openDesk({ demo: true });
  articleId = (await desk.get<{ articles: { id: string }[] }>('/articles')).articles[0]!.id;
  plain = await desk.get<Report>(`/articles/${articleId}/report`);
  whole = await desk.tell<Whole>(`/articles/${articleId}/disclosures`, { format: 'json' });
});
afterAll(() => desk[Symbol.asyncDispose]());

describe('the JSON', () => {
  test('is what its published schema says, with and without its confidential parts', async () => {
    const schema = (await (await desk.ask('/schemas/report-1.json')).json()) as { $id: string };
    const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false });
    addFormats.default(ajv);
    const holds = ajv.compile(schema);
    for (const report of [plain, whole]) {
      holds(report);
      expect(holds.errors ?? []).toEqual([]);
    }
    expect(holds({ ...plain, claims: [{ ...plain.claims[0], status: 'true' }] })).toBe(false);
    expect(holds({ ...plain, more: 1 })).toBe(false);
  });

  test('leaves out what is confidential, and says so', () => {
    expect(plain.leftOut).toEqual(['evidence_notes', 'query_words']);
    expect(plain).not.toHaveProperty('record');
    expect(plain.claims.flatMap(({ evidence }) => evidence.map(({ note }) => note)).filter(Boolean)).toEqual([]);
    expect(whole.leftOut).toEqual([]);
    expect(whole.claims.flatMap(({ evidence }) => evidence.map(({ note }) => note)).filter(Boolean)).not.toEqual([]);
  });

  test('says the same with them as without them, but for those', () => {
    const { record: _record, ...told } = whole;
    const bare = { ...told, claims: told.claims.map((claim) => ({ ...claim, evidence: claim.evidence.map(blank) })) };
    const { asOf: _asOf, leftOut: _leftOut, queries, ...rest } = bare;
    expect(rest).toEqual(without(plain));
    expect(queries).toHaveLength(plain.queries.length);
  });
});

const blank = <Piece extends { note: string }>(piece: Piece): Piece => ({ ...piece, note: '' });
const without = ({ asOf: _asOf, leftOut: _leftOut, queries: _queries, ...rest }: Report) => rest;

describe('the Web Annotations', () => {
  test('are what the W3C model asks of a collection, its page and its annotations', async () => {
    const holds = new Ajv2020({ allErrors: true, strict: true }).compile(ANNOTATION_MODEL);
    const collection = await desk.get<{ first: { items: Annotation[] }; total: number }>(
      `/articles/${articleId}/annotations.jsonld?as-of=${whole.asOf}`,
    );
    holds(collection);
    expect(holds.errors ?? []).toEqual([]);
    const { items } = collection.first;
    expect(collection.total).toBe(items.length);
    const body = Array.from(whole.record['revisions']!.at(-1)!['body'] as string);
    for (const { target } of items) {
      const [quote, position] = target.selector;
      if (position === undefined) continue;
      expect(body.slice(position.start, position.end).join('')).toBe(quote.exact);
      expect(body.slice(0, position.start).join('').endsWith(quote.prefix)).toBe(true);
      expect(body.slice(position.end).join('').startsWith(quote.suffix)).toBe(true);
    }
  });
});

interface Annotation {
  target: {
    selector: [{ exact: string; prefix: string; suffix: string }, { start: number; end: number }?];
  };
}

/** What the Web Annotation Data Model says MUST be, as far as it is about what we write. */
const text = { type: 'string', minLength: 1 } as const;
const iri = { type: 'string', pattern: '^(https?://|urn:)\\S+$' } as const;
const moment = { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z$' } as const;
const agent = {
  type: 'object',
  required: ['type', 'name'],
  properties: { type: { enum: ['Person', 'Organization', 'Software'] }, name: text },
} as const;
const ANNOTATION_MODEL = {
  type: 'object',
  required: ['@context', 'id', 'type', 'total', 'first'],
  properties: {
    '@context': { const: 'http://www.w3.org/ns/anno.jsonld' },
    id: iri,
    type: { const: 'AnnotationCollection' },
    label: text,
    creator: agent,
    created: moment,
    total: { type: 'integer', minimum: 0 },
    first: {
      type: 'object',
      required: ['id', 'type', 'partOf', 'items', 'startIndex'],
      properties: {
        id: iri,
        type: { const: 'AnnotationPage' },
        partOf: iri,
        startIndex: { const: 0 },
        items: {
          type: 'array',
          items: {
            type: 'object',
            required: ['id', 'type', 'target'],
            properties: {
              id: iri,
              type: { const: 'Annotation' },
              motivation: { enum: ['assessing'] },
              creator: agent,
              created: moment,
              body: {
                type: 'array',
                items: {
                  type: 'object',
                  required: ['type', 'value'],
                  properties: {
                    type: { const: 'TextualBody' },
                    value: text,
                    format: { const: 'text/plain' },
                    purpose: { enum: ['describing', 'classifying', 'commenting'] },
                  },
                  additionalProperties: false,
                },
              },
              target: {
                type: 'object',
                required: ['source', 'selector'],
                properties: {
                  source: iri,
                  selector: {
                    type: 'array',
                    items: {
                      anyOf: [
                        {
                          type: 'object',
                          required: ['type', 'exact'],
                          properties: {
                            type: { const: 'TextQuoteSelector' },
                            exact: text,
                            prefix: { type: 'string' },
                            suffix: { type: 'string' },
                          },
                          additionalProperties: false,
                        },
                        {
                          type: 'object',
                          required: ['type', 'start', 'end'],
                          properties: {
                            type: { const: 'TextPositionSelector' },
                            start: { type: 'integer', minimum: 0 },
                            end: { type: 'integer', minimum: 0 },
                          },
                          additionalProperties: false,
                        },
                      ],
                    },
                  },
                },
                additionalProperties: false,
              },
            },
            additionalProperties: false,
          },
        },
      },
      additionalProperties: false,
    },
  },
  additionalProperties: false,
} as const;

describe('the ClaimReview', () => {
  test('of an article that is not published is refused in words', async () => {
    expect(await desk.refused(`/articles/${articleId}/claimreview.jsonld`)).toMatchObject({
      status: 409,
      detail: 'The article is not marked as published, and so no finding of it is.',
    });
  });
});

test('an article that is not there has no face', async () => {
  for (const file of ['report.xlsx', 'report.json', 'annotations.jsonld', 'sources.bib']) {
    expect(await desk.refused(`/articles/${desk.person.id}/${file}`)).toMatchObject({ status: 404 });
    expect(await desk.refused(`/articles/nothing/${file}`)).toMatchObject({ status: 404 });
  }
});

describe('the record in it', () => {
  test('has every claim, finding, piece of evidence and source of the article', () => {
    const { record } = whole;
    expect(record['articles']).toEqual([expect.objectContaining({ id: articleId, title: whole.article.title })]);
    const numbers = record['claims']!.filter(({ stage }) => stage !== 'withdrawn').map(({ number }) => number);
    expect(numbers).toEqual(whole.claims.map(({ number }) => number).toSorted((a, b) => a - b));
    expect(record['evidence']).toHaveLength(whole.claims.flatMap(({ evidence }) => evidence).length);
    const sources = record['sources']!.map(({ id }) => id);
    expect(sources).toEqual(expect.arrayContaining(whole.sources.map(({ id }) => id)));
    const [newest] = record['revisions']!.toReversed();
    expect(
      createHash('sha256')
        .update(newest!['body'] as string)
        .digest('hex'),
    ).toBe(whole.revision.sha256);
  });

  test('names nothing that is not in it', () => {
    const ids = new Set(Object.values(whole.record).flatMap((rows) => rows.map((row) => row['id'])));
    const known = new Set([...ids, '00000000-0000-0000-0000-000000000000']);
    const missing = Object.entries(whole.record).flatMap(([section, rows]) =>
      rows.flatMap((row) =>
        Object.entries(row)
          .filter(([name, value]) => typeof value === 'string' && REFERS.test(name) && !known.has(value))
          .map(([name, value]) => `${section}.${name} ${String(value)}`),
      ),
    );
    expect(missing).toEqual([]);
  });

  test('holds the history word for word: its chain can be walked to the head that the report names', () => {
    let end: ChainEnd = CHAIN_START;
    const own = whole.record['history']!.filter(({ chain }) => chain === articleId) as unknown as Entry[];
    for (const { at, event, chain, place, entry, digest, hash, ...about } of own) {
      const says = { event, ...pick(about) };
      const next = follow(end, { chain, place, entry, digest, hash, told: { at, says } }, sha256);
      if ('how' in next) throw new Error(`Entry ${next.entry} was ${next.how}.`);
      end = next;
    }
    expect({ entries: end.place, head: end.hash }).toEqual(whole.history.article);
  });

  test('was taken by somebody, which history says and the file does not: it is of the moment before', async () => {
    const { event, personId } = (await desk.history()).at(-1)!;
    expect(event).toEqual({ kind: 'report_disclosed', format: 'json', asOf: whole.asOf });
    expect(personId).toBe(desk.person.id);
    expect(JSON.stringify(whole)).not.toContain('report_disclosed');
  });

  test('is for those who may take it', async () => {
    const researcher = await desk.seat('researcher', 'Rosa');
    const before = (await desk.history()).length;
    const refused = await researcher.refused(`/articles/${articleId}/disclosures`, { format: 'json' });
    expect(refused).toMatchObject({ status: 403, detail: 'Only editors take what is confidential along.' });
    const page = await researcher.open(`/articles/${articleId}/report`);
    expect(page.words('main')).not.toContain('With confidential parts');
    expect((await desk.history()).length).toBe(before);
  });

  test('comes from the page too', async () => {
    const page = await desk.open(`/articles/${articleId}/report`);
    expect(page.words('.faces')).toContain('With confidential parts');
    const answer = await desk.ask(`/articles/${articleId}/disclosures`, {
      method: 'POST',
      body: new URLSearchParams({ format: 'json', 'as-of': whole.asOf }),
    });
    expect(await answer.json()).toEqual(whole);
  });
});

/** Columns that name a row of another table by its id. */
const REFERS = /^(?!tokenId)(\w+Id|\w+By|askedOf|mergedInto)$/;

interface Entry {
  chain: string;
  place: number;
  entry: number;
  digest: string;
  hash: string;
  at: string;
  event: Json;
  articleId: string | null;
  claimId: string | null;
  sourceId: string | null;
  speakerId: string | null;
  personId: string;
  changedAt: string;
}

/** Whom and what an entry is about as the chain has it: what is not set is left out. */
function pick(about: Pick<Entry, 'articleId' | 'claimId' | 'sourceId' | 'speakerId' | 'personId'>) {
  const named: [string, string | null][] = [
    ['article_id', about.articleId],
    ['claim_id', about.claimId],
    ['source_id', about.sourceId],
    ['speaker_id', about.speakerId],
    ['person_id', about.personId],
  ];
  return Object.fromEntries(named.filter(([, id]) => id !== null)) as Record<string, string>;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
