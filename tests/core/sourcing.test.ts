import { describe, expect, test } from 'vitest';
import {
  atLeast,
  LEVEL_WANTED,
  SOURCING_LEVELS,
  sourcingOf,
  type EvidenceAtHand,
  type Relay,
  type SourceAtHand,
  type SourcingFlag,
  type SourcingLevel,
  type SourcingQuestion,
} from '../../src/core/sourcing.ts';

/** Sources are named by letters; anything not said about one is what a well-kept record says. */
interface Case {
  name: string;
  credited?: boolean;
  evidence?: (string | (Partial<EvidenceAtHand> & { sourceId: string }))[];
  /** "a>b>c": a passes on b, which passes on c. */
  relays?: string[];
  sources?: Record<string, Partial<SourceAtHand>>;
  staleAfterDays?: number;
  level: SourcingLevel;
  n: number;
  origins?: string[];
  loops?: string[][];
  leftOut?: string[];
  flags?: SourcingFlag[];
}

const cases: Case[] = [
  { name: 'nothing linked and nobody credited is no sourcing', level: 'none', n: 0 },
  { name: 'a credit in the text alone is a credit and no more', credited: true, level: 'attributed_only', n: 0 },
  { name: 'one source is one origin', evidence: ['a'], level: 'single_origin', n: 1, origins: ['a'] },
  { name: 'a credit adds nothing to a linked source', credited: true, evidence: ['a'], level: 'single_origin', n: 1 },
  {
    name: 'one source used twice is still one',
    evidence: [
      { sourceId: 'a', locator: 'p. 1' },
      { sourceId: 'a', locator: 'p. 9' },
    ],
    level: 'single_origin',
    n: 1,
  },
  {
    name: 'a source that contradicts, or is background, sources nothing',
    credited: true,
    evidence: [
      { sourceId: 'a', stance: 'contradicts' },
      { sourceId: 'b', stance: 'background' },
    ],
    level: 'attributed_only',
    n: 0,
    flags: [],
  },
  {
    name: 'sources that each carry a part do not carry the whole between them',
    evidence: [
      { sourceId: 'a', stance: 'partly_supports' },
      { sourceId: 'b', stance: 'partly_supports' },
    ],
    level: 'none',
    n: 0,
    flags: [],
  },
  {
    name: 'two sources that owe each other nothing corroborate',
    evidence: ['a', 'b'],
    level: 'corroborated',
    n: 2,
    origins: ['a', 'b'],
  },
  {
    name: 'a report and its reprint are many links and one origin',
    evidence: ['report', 'reprint'],
    relays: ['reprint>report'],
    level: 'many_links_one_origin',
    n: 1,
    origins: ['report'],
  },
  {
    name: 'five outlets that go back to one wire report are one origin, though the wire itself is not linked',
    evidence: ['a', 'b', 'c', 'd', 'e'],
    relays: ['a>wire', 'b>wire', 'c>b', 'd>c', 'e>wire'],
    level: 'many_links_one_origin',
    n: 1,
    origins: ['wire'],
  },
  {
    name: 'two papers that worked from the same leaked slides do not corroborate each other',
    evidence: ['guardian', 'post'],
    relays: ['guardian>slides', 'post>slides'],
    level: 'many_links_one_origin',
    n: 1,
    origins: ['slides'],
  },
  {
    name: 'a third paper with a source of its own corroborates them',
    evidence: ['guardian', 'post', 'times'],
    relays: ['guardian>slides', 'post>slides'],
    level: 'corroborated',
    n: 2,
    origins: ['slides', 'times'],
  },
  {
    name: 'one article drawing on two origins is one source still',
    evidence: ['a'],
    relays: ['a>x', 'a>y'],
    level: 'single_origin',
    n: 1,
    origins: ['x', 'y'],
  },
  {
    name: 'three articles that share origins two by two hold no independent pair',
    evidence: ['a', 'b', 'c'],
    relays: ['a>x', 'a>y', 'b>y', 'b>z', 'c>z', 'c>x'],
    level: 'many_links_one_origin',
    n: 1,
    origins: ['x', 'y', 'z'],
  },
  {
    name: 'a round-up of everyone does not hide that two of them stand apart',
    evidence: ['roundup', 'a', 'b'],
    relays: ['roundup>a', 'roundup>b'],
    level: 'corroborated',
    n: 2,
    origins: ['a', 'b'],
  },
  {
    name: 'two that cite each other and nobody else are one origin',
    evidence: ['a', 'b'],
    relays: ['a>b>a'],
    level: 'many_links_one_origin',
    n: 1,
    origins: ['a'],
    loops: [['a', 'b']],
    flags: ['secondary_only', 'loop'],
  },
  {
    name: 'a loop that also cites a document has the document as its origin',
    evidence: ['a', 'b'],
    relays: ['a>b>c>a', 'c>document'],
    level: 'many_links_one_origin',
    n: 1,
    origins: ['document'],
    loops: [['a', 'b', 'c']],
    flags: ['secondary_only', 'loop'],
  },
  {
    name: 'what passes on a loop from outside goes back to the loop, however long the way',
    evidence: ['tail', 'a'],
    relays: ['tail>more>b>a>b'],
    level: 'many_links_one_origin',
    n: 1,
    origins: ['a'],
    loops: [['a', 'b']],
    flags: ['secondary_only', 'loop'],
  },
  {
    name: 'two loops that one relay ties together are one origin, the one that passes nothing on',
    evidence: ['a', 'c'],
    relays: ['a>b>a', 'c>d>c', 'b>c'],
    level: 'many_links_one_origin',
    n: 1,
    origins: ['c'],
    loops: [
      ['a', 'b'],
      ['c', 'd'],
    ],
  },
  {
    name: 'two ways to one origin are one origin',
    evidence: ['top'],
    relays: ['top>left>origin', 'top>right>origin'],
    level: 'single_origin',
    n: 1,
    origins: ['origin'],
    loops: [],
  },
  {
    name: 'sources that meet only far behind them do not corroborate each other',
    evidence: ['a', 'b'],
    relays: ['a>c>d>slides', 'b>e>slides', 'b>own'],
    level: 'many_links_one_origin',
    n: 1,
    origins: ['own', 'slides'],
  },
  {
    name: 'two separate loops are two origins',
    evidence: ['a', 'b', 'c', 'd'],
    relays: ['a>b>a', 'c>d>c'],
    level: 'corroborated',
    n: 2,
    origins: ['a', 'c'],
    loops: [
      ['a', 'b'],
      ['c', 'd'],
    ],
    flags: ['secondary_only', 'loop'],
  },
  {
    name: 'a source said to pass on itself passes on nothing',
    evidence: [{ sourceId: 'a', role: 'primary' }],
    relays: ['a>a'],
    level: 'primary_record',
    n: 1,
    origins: ['a'],
    loops: [],
    flags: [],
  },
  {
    name: 'a paper that has it from our own article carries nothing',
    evidence: ['paper'],
    relays: ['paper>ours'],
    sources: { ours: { isOurArticle: true } },
    level: 'none',
    n: 0,
    origins: [],
    leftOut: ['paper'],
    flags: ['own_article'],
  },
  {
    name: 'our own article does not source itself',
    credited: true,
    evidence: ['ours'],
    sources: { ours: { isOurArticle: true } },
    level: 'attributed_only',
    n: 0,
    leftOut: ['ours'],
    flags: ['own_article'],
  },
  {
    name: 'what our article passes on is not spoilt by it',
    evidence: ['report'],
    relays: ['ours>report'],
    sources: { ours: { isOurArticle: true } },
    level: 'single_origin',
    n: 1,
    flags: ['secondary_only'],
  },
  {
    name: 'the law itself is the primary record',
    evidence: [{ sourceId: 'statute', role: 'primary' }],
    level: 'primary_record',
    n: 1,
    flags: [],
  },
  {
    name: 'a primary source that passes on another is not the record itself',
    evidence: [{ sourceId: 'copy', role: 'primary' }],
    relays: ['copy>original'],
    level: 'single_origin',
    n: 1,
    origins: ['original'],
    flags: [],
  },
  {
    name: 'calling two reprints primary makes no second origin of the report that both pass on',
    evidence: [
      { sourceId: 'paper', role: 'primary' },
      { sourceId: 'courier', role: 'primary' },
    ],
    relays: ['paper>report', 'courier>report'],
    level: 'many_links_one_origin',
    n: 1,
    origins: ['report'],
    flags: [],
  },
  {
    name: 'a source that is first hand on a part of the claim is no primary record of the whole',
    evidence: ['diary', { sourceId: 'diary', role: 'primary', stance: 'partly_supports' }],
    level: 'single_origin',
    n: 1,
    flags: ['secondary_only'],
  },
  {
    name: 'a primary record that contradicts the claim is no sourcing for it',
    evidence: ['paper', { sourceId: 'statute', role: 'primary', stance: 'contradicts' }],
    level: 'single_origin',
    n: 1,
    flags: ['secondary_only'],
  },
  {
    name: 'a retracted study supports nothing any more',
    credited: true,
    evidence: [{ sourceId: 'study', role: 'primary' }],
    sources: { study: { standing: 'retracted' } },
    level: 'attributed_only',
    n: 0,
    origins: [],
    leftOut: ['study'],
    flags: ['retracted'],
  },
  {
    name: 'papers that report a retracted study fall with it',
    evidence: ['paper', 'magazine'],
    relays: ['paper>agency>study', 'magazine>study'],
    sources: { study: { standing: 'retracted' } },
    level: 'none',
    n: 0,
    leftOut: ['magazine', 'paper'],
    flags: ['retracted'],
  },
  {
    name: 'the document that a retracted report misread still stands by itself',
    evidence: ['report', { sourceId: 'document', role: 'primary' }],
    relays: ['report>document'],
    sources: { report: { standing: 'retracted' } },
    level: 'primary_record',
    n: 1,
    origins: ['document'],
    leftOut: ['report'],
    flags: ['retracted'],
  },
  {
    name: 'the retraction of a source that contradicts the claim is shown too',
    evidence: ['a', { sourceId: 'b', stance: 'contradicts' }],
    sources: { b: { standing: 'retracted' } },
    level: 'single_origin',
    n: 1,
    leftOut: [],
    flags: ['retracted', 'secondary_only'],
  },
  {
    name: 'a disputed origin still counts and is shown',
    evidence: ['paper'],
    relays: ['paper>memo'],
    sources: { memo: { standing: 'disputed' } },
    level: 'single_origin',
    n: 1,
    flags: ['secondary_only', 'disputed'],
  },
  {
    name: 'a dead link with a snapshot still counts and is shown',
    evidence: ['page'],
    sources: { page: { standing: 'dead' } },
    level: 'single_origin',
    n: 1,
    flags: ['secondary_only', 'dead_link'],
  },
  {
    name: 'an unnamed official who was there is first hand, and unnamed',
    evidence: [{ sourceId: 'official', role: 'primary' }],
    sources: { official: { kind: 'interview', unnamed: true, groundRules: 'on_background' } },
    level: 'primary_record',
    n: 1,
    flags: ['unnamed_only'],
  },
  {
    name: 'a named paper that has it from unnamed officials alone rests on the unnamed',
    evidence: ['paper'],
    relays: ['paper>officials'],
    sources: { officials: { kind: 'interview', unnamed: true } },
    level: 'single_origin',
    n: 1,
    flags: ['unnamed_only', 'secondary_only'],
  },
  {
    name: 'an official who tells of a document is what we have, not the document',
    evidence: ['official'],
    relays: ['official>document'],
    sources: { official: { kind: 'interview', unnamed: true } },
    level: 'single_origin',
    n: 1,
    origins: ['document'],
    flags: ['unnamed_only', 'secondary_only'],
  },
  {
    name: 'one named witness beside the unnamed is enough to say so',
    evidence: [
      { sourceId: 'official', role: 'primary' },
      { sourceId: 'witness', role: 'primary' },
    ],
    sources: { official: { kind: 'interview', unnamed: true }, witness: { kind: 'interview' } },
    level: 'primary_record',
    n: 2,
    flags: [],
  },
  {
    name: 'a claim that rests on off-record talk alone is stopped, however many had the talk',
    evidence: ['a', 'b', 'memo'],
    relays: ['memo>b'],
    sources: {
      a: { kind: 'interview', groundRules: 'off_record' },
      b: { kind: 'interview', groundRules: 'off_record' },
    },
    level: 'corroborated',
    n: 2,
    flags: ['off_record_alone', 'secondary_only'],
  },
  {
    name: 'off-record talk beside a document does not stop the claim',
    evidence: ['talk', { sourceId: 'document', role: 'primary' }],
    sources: { talk: { kind: 'interview', groundRules: 'off_record' } },
    level: 'primary_record',
    n: 2,
    flags: [],
  },
  {
    name: 'a document that was retracted no longer keeps off-record talk company',
    evidence: ['talk', 'document'],
    sources: { talk: { kind: 'interview', groundRules: 'off_record' }, document: { standing: 'retracted' } },
    level: 'single_origin',
    n: 1,
    leftOut: ['document'],
    flags: ['retracted', 'off_record_alone', 'secondary_only'],
  },
  {
    name: 'three secondary sources independent of each other are enough, two are not',
    evidence: ['a', 'b', 'c'],
    level: 'corroborated',
    n: 3,
    flags: [],
  },
  {
    name: 'three secondary sources of one origin are not three',
    evidence: ['a', 'b', 'c'],
    relays: ['b>a', 'c>a'],
    level: 'many_links_one_origin',
    n: 1,
    flags: ['secondary_only'],
  },
  {
    name: 'evidence without a place or a snapshot is nagged about',
    evidence: [{ sourceId: 'report', role: 'primary', locator: ' ', hasSnapshot: false }],
    level: 'primary_record',
    n: 1,
    flags: ['no_locator', 'no_snapshot'],
  },
  {
    name: 'nobody asks for the page of a photograph',
    evidence: [{ sourceId: 'photo', role: 'primary', locator: null }],
    sources: { photo: { kind: 'photograph' } },
    level: 'primary_record',
    n: 1,
    flags: [],
  },
  {
    name: 'figures two years old are stale where the desk says one year',
    evidence: [{ sourceId: 'table', role: 'primary' }],
    sources: { table: { issuedOn: '2022-05-01' } },
    staleAfterDays: 365,
    level: 'primary_record',
    n: 1,
    flags: ['stale'],
  },
  {
    name: 'one fresh source keeps a claim from being stale',
    evidence: [{ sourceId: 'old', role: 'primary' }, 'new'],
    sources: { old: { issuedOn: '1999' }, new: { issuedOn: '2024-04' } },
    staleAfterDays: 365,
    level: 'primary_record',
    n: 2,
    flags: [],
  },
  {
    name: 'a source known only by its year is taken at the end of it',
    evidence: [{ sourceId: 'yearbook', role: 'primary' }],
    sources: { yearbook: { issuedOn: '2023' } },
    staleAfterDays: 200,
    level: 'primary_record',
    n: 1,
    flags: [],
  },
  {
    name: 'a source without a date cannot be called stale',
    evidence: [{ sourceId: 'leaflet', role: 'primary' }],
    sources: { leaflet: { issuedOn: null } },
    staleAfterDays: 1,
    level: 'primary_record',
    n: 1,
    flags: [],
  },
];

test.each(cases)('$name', (wanted) => {
  const found = sourcingOf(questionOf(wanted));
  expect(found.level).toBe(wanted.level);
  expect(found.independence).toEqual({ n: wanted.n, exact: true });
  expect(found.independent).toHaveLength(wanted.n);
  if (wanted.origins) expect(found.origins).toEqual(wanted.origins);
  if (wanted.loops) expect(found.loops).toEqual(wanted.loops);
  if (wanted.flags) expect(found.flags).toEqual(wanted.flags);
  const leftOut = found.supporting.filter((source) => source.leftOut !== null).map(({ sourceId }) => sourceId);
  expect(leftOut).toEqual(wanted.leftOut ?? []);
});

test('each supporting source says where it comes from and why it may not count', () => {
  const found = sourcingOf(
    questionOf({
      evidence: ['paper', 'blog'],
      relays: ['paper>wire', 'blog>ours'],
      sources: { ours: { isOurArticle: true } },
    }),
  );
  expect(found.supporting).toEqual([
    { sourceId: 'blog', origins: ['ours'], leftOut: 'own_article' },
    { sourceId: 'paper', origins: ['wire'], leftOut: null },
  ]);
  expect(found.independent).toEqual(['paper']);
});

test('a source that is relied on and was not given is a bug, not a sound source', () => {
  const question = questionOf({ evidence: ['a'], relays: ['a>b'] });
  expect(() => sourcingOf({ ...question, sources: question.sources.filter(({ id }) => id !== 'b') })).toThrow(
    'Source b is relied on but was not given.',
  );
});

describe('levels', () => {
  test('a reprint of the one origin is worth exactly the one origin', () => {
    expect(atLeast('many_links_one_origin', 'single_origin')).toBe(true);
    expect(atLeast('single_origin', 'many_links_one_origin')).toBe(true);
  });

  test('every other level is above the ones named before it', () => {
    const ladder: SourcingLevel[] = ['none', 'attributed_only', 'single_origin', 'corroborated', 'primary_record'];
    expect(ladder.map((level) => ladder.filter((wanted) => atLeast(level, wanted)).length)).toEqual([1, 2, 3, 4, 5]);
    expect(SOURCING_LEVELS.filter((level) => !ladder.includes(level))).toEqual(['many_links_one_origin']);
  });

  test('the more a claim could hurt, the more the gate asks', () => {
    expect(LEVEL_WANTED).toEqual({ low: 'attributed_only', normal: 'single_origin', high: 'corroborated' });
    expect(atLeast('attributed_only', LEVEL_WANTED.low)).toBe(true);
    expect(atLeast('attributed_only', LEVEL_WANTED.normal)).toBe(false);
    expect(atLeast('many_links_one_origin', LEVEL_WANTED.high)).toBe(false);
    expect(atLeast('primary_record', LEVEL_WANTED.high)).toBe(true);
  });
});

function questionOf(wanted: Omit<Case, 'name' | 'level' | 'n'>): SourcingQuestion {
  const evidence = (wanted.evidence ?? []).map((given): EvidenceAtHand => ({
    stance: 'supports',
    role: 'secondary',
    locator: 'p. 1',
    hasSnapshot: true,
    ...(typeof given === 'string' ? { sourceId: given } : given),
  }));
  const relays = (wanted.relays ?? []).flatMap((chain): Relay[] => {
    const ids = chain.split('>');
    return ids.slice(1).map((to, at) => ({ from: ids[at] ?? '', to }));
  });
  const ids = new Set([...evidence.map(({ sourceId }) => sourceId), ...relays.flatMap(({ from, to }) => [from, to])]);
  const sources = [...ids].map((id): SourceAtHand => ({
    id,
    kind: 'publication',
    standing: 'standing',
    issuedOn: '2024-05-01',
    unnamed: false,
    groundRules: null,
    isOurArticle: false,
    ...wanted.sources?.[id],
  }));
  const asOf = new Date('2024-06-01T12:00:00Z');
  const staleAfterDays = wanted.staleAfterDays ?? null;
  return { credited: wanted.credited ?? false, evidence, sources, relays, asOf, staleAfterDays };
}
